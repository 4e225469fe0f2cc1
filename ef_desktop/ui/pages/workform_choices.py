"""Recording what people choose: three talents, one to grow in, one role; two letters and Enter each, then the next person."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workform import CHOICES
from ef_desktop.domain.workviews import PersonChoice, RecordingView
from ef_desktop.i18n import _
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_people import PeopleList, PersonLine
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.pages.workform_sheets import CountedSheets
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label

_SLOT, _LOW_SLOT = 36, 28


class SlotList(QWidget):
    """What was chosen so far, and which choice comes now."""

    def __init__(self):
        super().__init__()
        self._slots: tuple[tuple[str, str], ...] = ()
        self._current, self._height = 0, _SLOT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, low: bool) -> None:
        """Take less room, in a low window."""
        self._height = _LOW_SLOT if low else _SLOT
        self.set_slots(self._slots, self._current)

    def set_slots(self, slots: Sequence[tuple[str, str]], current: int) -> None:
        """Show slots: translated label, and what was chosen; the current one is lit."""
        self._slots, self._current = tuple(slots), current
        self.setFixedHeight(len(self._slots) * self._height)
        self.setAccessibleName(". ".join(f"{label}: {value or _('nothing yet')}" for label, value in self._slots))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, len(self._slots) * self._height)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for place, (label, value) in enumerate(self._slots):
                rect = QRectF(0, place * self._height, self.width(), self._height)
                on = place == self._current
                if on:
                    box(painter, rect.adjusted(0, 2, 0, -2), theme().tokens.radius.chip, color.primary_tint)
                if place < self._current:
                    paint_icon(painter, "check" if value else "minus", QRectF(8, rect.center().y() - 9, 18, 18), color.primary)
                elif on:
                    paint_icon(painter, "pencil", QRectF(8, rect.center().y() - 9, 18, 18), color.primary)
                line_of_text(painter, QRectF(34, rect.top(), 104, rect.height()), label, font("small"), color.primary if on else color.ink2)
                words = value or (_("passed") if place < self._current else "")
                tone = color.ink if value else color.ink3
                line_of_text(painter, QRectF(142, rect.top(), rect.width() - 148, rect.height()), words, font("body_strong" if value else "small"), tone)


class ChoicesSection(Section):
    """The part 'Own choice'."""

    section_id = "choices"
    records = frozenset({"own", "growth", "role"})

    def __init__(self, page):
        super().__init__(page)
        self._data: RecordingView | None = None
        self._picked: list[Option | None] = []
        self._place = 0
        self._passing = False
        # Of whoever said yes to a name and passed nothing is written down.
        self._passed: set[bytes] = set()
        self.sheets = CountedSheets()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(14, 10, 14, 10), spacing=6)
        self.people = PeopleList(_("Who has chosen"))
        self.people.chosen.connect(self.go_to)
        self.words = Label(role="small", tone="ink2")
        left.body.addWidget(self.people, 1)
        left.body.addWidget(self.words)
        row.addWidget(left, 1)
        side, self.title, self.note = side_panel()
        self.slots = SlotList()
        self.line = CompleteLine(_("Two letters of a talent"))
        self.line.chosen.connect(self._choose)
        self.line.skipped.connect(lambda: self._add(None))
        self.line.tookBack.connect(self._take_back)
        self.line.saved.connect(self.save)
        self.line.moved.connect(lambda by: self.go_to(self._place + by))
        self.done = PrimaryButton(_("Save and next"), key=f"Ctrl {_('Enter')}")
        self.done.clicked.connect(self.save)
        side.body.addWidget(self.slots)
        side.body.addWidget(self.line)
        side.body.addStretch(1)
        side.body.addWidget(KeyHintRow([(_("Enter"), _("chooses, or passes")), (_("Backspace"), _("takes back"))]))
        side.body.addWidget(self.done)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.line.edit

    def set_low(self, low: bool) -> None:
        super().set_low(low)
        self.slots.set_low(low)

    def forget(self) -> None:
        self._picked, self._place, self._data, self._passing, self._passed = [], 0, None, False, set()
        self.sheets = CountedSheets()

    def show_round(self) -> None:
        first, self._passing = self._data is None, False
        self._data = self.work.recording.view(self.round)
        self.sheets.look(self._data.counted)
        if first or not self._data.names:
            self._place = self._next(0)
        self._show()

    # Who

    def _everybody(self) -> tuple[PersonChoice, ...]:
        return self._data.people if self._data.names else ()

    def _is_done(self, person: PersonChoice) -> bool:
        # As many were counted as there are without a yes: then it is known of each of them.
        all_counted = self._data.counted >= sum(not one.agreed for one in self._data.people)
        return person.recorded or person.id in self._passed | self.sheets.people() or (all_counted and not person.agreed)

    def _next(self, after: int) -> int:
        """Return the place of the next person who has not been recorded; the number of people when all are."""
        if not self._data.names:
            return self._data.counted
        places = [*range(after, len(self._data.people)), *range(after)]
        return next((place for place in places if not self._is_done(self._data.people[place])), len(self._data.people))

    def go_to(self, place: int) -> None:
        """Record the choice of another person."""
        if self._data is not None and self._data.names and 0 <= place < len(self._data.people):
            self._place, self._picked, self._passing = place, [], False
            self._show()
            self.line.edit.setFocus()

    def person(self) -> PersonChoice | None:
        """Return the person whose choice is recorded, None in totals or when everybody has chosen."""
        people = self._everybody()
        return people[self._place] if self._place < len(people) else None

    # What

    def kinds(self) -> tuple[str, ...]:
        """Return what is asked: own three times, growth in the long script, role."""
        growth = ("growth",) if self.view.row.variant == "full" else ()
        return ("own",) * CHOICES + growth + ("role",)

    def _choose(self, option: Option) -> None:
        kind = self.kinds()[len(self._picked)]
        if kind == "own" and option in self._picked:
            self.page.say(_("{talent} was chosen already. Choose another one.").format(talent=option.name))
            return
        self._add(option)

    def _add(self, option: Option | None) -> None:
        self._passing = False
        self._picked.append(option)
        if len(self._picked) == len(self.kinds()):
            self.save()
        else:
            self._show()

    def _take_back(self) -> None:
        if self._picked:
            self._picked.pop()
            self._show()

    def save(self) -> None:
        """Write down the choice of this person, and go to the next one.

        Where nothing is chosen it is asked for once more: the last choice has gone on to the next person by itself, and who
        passes is counted too.
        """
        if not self._picked and not self._passing:
            self._passing = True
            self._show()
            self.line.edit.setFocus()
            return
        self._passing = False
        kinds, person = self.kinds(), self.person()
        picked = list(zip(kinds, self._picked, strict=False))
        own = [option.id for kind, option in picked if kind == "own" and option is not None]
        growth = next((option.id for kind, option in picked if kind == "growth" and option is not None), None)
        role = next((option.id for kind, option in picked if kind == "role" and option is not None), None)
        who = person.id if person is not None else None
        # The page is told here what changed: reading all of it at every person would make typing slow.
        kept = self.ctx.run(lambda: self.work.recording.choose(self.round, own, growth, role, person_id=who), origin=self.page)
        self._picked = []
        if kept is None:
            self._show()
            return
        self._data = self.work.recording.view(self.round)
        if who is not None and not kept:
            self.sheets.saved(self._data.counted, who)
        elif kept and not (own or growth or role):
            self._passed.add(who)
        self._place = self._next(self._place + 1 if self._data.names else 0)
        self._show()
        self.line.edit.setFocus()

    # Showing

    def _show(self) -> None:
        data, names = self._data, {option.id: option.name for option in (*self._data.talents, *self._data.roles)}
        if data.names:
            rows = [PersonLine(one.id, one.name, one.initials, self._detail(one, names), self._is_done(one)) for one in data.people]
        else:
            count = max(self.view.row.people, data.counted)
            rows = [
                PersonLine(number, _("Person {number}").format(number=number + 1), str(number + 1), "", number < data.counted)
                for number in range(count)
            ]
        self.people.set_rows(rows, self._place)
        self.people.setFocusPolicy(Qt.FocusPolicy.StrongFocus if data.names else Qt.FocusPolicy.NoFocus)
        self.words.setText(f"{self._counted_words()} · {data.words}")
        self._show_entry(names)

    def _counted_words(self) -> str:
        """Return how many people were recorded; who was without a name is kept nowhere."""
        data = self._data
        if not data.names:
            return _("{count} of {total} people recorded").format(count=data.counted, total=max(self.view.row.people, data.counted))
        named = sum(one.recorded for one in data.people)
        return _("{named} by name, {counted} only counted").format(named=named, counted=data.counted)

    def _detail(self, person: PersonChoice, names: dict[bytes, str]) -> str:
        if not person.agreed:
            return _("counted") if self._is_done(person) else _("without a name")
        chosen = [names.get(talent, "") for talent in person.own]
        if self._is_done(person) and not person.recorded:
            return _("passed")
        role = [names.get(person.role, "")] if person.role is not None else []
        return " · ".join(word for word in (*chosen, *role) if word)

    def _show_entry(self, names: dict[bytes, str]) -> None:
        person, total = self.person(), len(self.people.rows())
        over = self._place >= (len(self._data.people) if self._data.names else self.view.row.people)
        if over:
            title, note = _("Everybody has chosen"), _("Ctrl Z takes the last one back.")
        elif person is not None:
            title, note = person.name, self._note(person)
        else:
            title = _("Person {number} of {count}").format(number=self._place + 1, count=total)
            note = _("Only counted: the program does not know who this is.")
        self.title.setText(title)
        self.note.setText(_("Nothing is chosen yet. Once more Ctrl Enter: this person passes.") if self._passing else note)
        labels = {"own": _("Talent"), "growth": _("Grow in"), "role": _("Role")}
        slots = []
        for place, kind in enumerate(self.kinds()):
            option = self._picked[place] if place < len(self._picked) else None
            label = f"{labels[kind]} {place + 1}" if kind == "own" else labels[kind]
            slots.append((label, option.name if option is not None else ""))
        self.slots.set_slots(slots, len(self._picked))
        kind = self.kinds()[len(self._picked)]
        asked = {"own": _("Two letters of a talent"), "growth": _("Talent to grow in"), "role": _("Two letters of a role")}[kind]
        self.line.set_options(self._data.roles if kind == "role" else self._data.talents, asked)

    def _note(self, person: PersonChoice) -> str:
        if self._is_done(person) and not person.agreed:
            return _("Counted already, without a name. Saving once more counts double.")
        if person.recorded:
            return _("Saving replaces what was chosen before.")
        return _("Kept by name, in this round.") if person.agreed else _("Only counted: there is no yes to a name.")


