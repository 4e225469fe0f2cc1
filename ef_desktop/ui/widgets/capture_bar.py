"""The capture bar: type, Enter, saved. Letters only ever type; everything else is done by other keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ef_desktop.domain.board import AGREEMENT, NewCard
from ef_desktop.domain.prefixes import Known, parse
from ef_desktop.domain.views import CaseRow, KindView, PersonRow
from ef_desktop.domain.words import clean, split_lines
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.theme import font, make_font, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.capture_bar_fields import (
    CaptureLine,
    CaseButton,
    PrivacyButton,
    SmallField,
)
from ef_desktop.ui.widgets.capture_bar_kinds import KindStrip
from ef_desktop.ui.widgets.capture_bar_words import find_person, hint_words, parse_day, show_day
from ef_desktop.ui.widgets.case_names import own_name
from ef_desktop.ui.widgets.draw import begin, box, text_width
from ef_desktop.ui.widgets.text import ElidedLabel, Label

#: Above this many characters a card reads badly on the wall: advice, never a limit.
ADVISED_LENGTH = 140
#: In logical pixels: the least width of the line where a hint stands beside it, the room before it, and the hint itself.
_LEAST_LINE, _AFTER_KINDS, _HINT = 200, 24, (120, 300)
#: Width below which the bar is narrow; the most of the title of a case, and who and when, in a narrow bar and in others.
_NARROW, _CASE, _FIELD = 1100, (56, 260), (108, 132)


@dataclass(frozen=True)
class Draft:
    """What stands in the bar and is not saved yet.

    Attributes:
        text: as typed.
        kind: id of the kind.
        private: only for the facilitator.
        owner, due: as typed, for an agreement.
    """

    text: str = ""
    kind: str = ""
    private: bool = False
    owner: str = ""
    due: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.owner or self.due)


@dataclass(frozen=True)
class Capture:
    """What is to be saved: one card, or one per line of what was pasted."""

    cards: tuple[NewCard, ...]


class CaptureBar(QWidget):
    """Kinds, text, who and when, who sees it, and Save.

    ``saveAsked(Capture)``: the owner saves it and calls ``done()``; when it cannot, nothing in the bar changes.
    ``draftChanged()``: something that is not saved changed. ``refused(str)``: why a card cannot be saved yet.
    """

    saveAsked = Signal(object)
    draftChanged = Signal()
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._people: tuple[PersonRow, ...] = ()
        self._others: tuple[tuple[bytes, str], ...] = ()
        self._today = date.min
        self._cases: tuple[CaseRow, ...] = ()
        self._goals: tuple[tuple[int, str], ...] = ()
        self._talents: tuple[tuple[bytes, str], ...] = ()
        self._case_id: bytes | None = None
        self._block_case: bytes | None = None
        self._density = 0
        self.setProperty("focus_radius", theme().tokens.radius.panel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.kinds = KindStrip()
        self.line = CaptureLine(self)
        self.line.setFont(font("capture"))
        self.length = Label(role="small", tone="ink2")
        self.hint = ElidedLabel(role="small", tone="ink2")
        self.hint.setMaximumWidth(_HINT[1])
        self.hint.setToolTip(_("/ kind or /private, @ who, # case, ^ date, % Global Goal, + talent. Tab or Enter takes a suggestion."))
        self.case = CaseButton()
        self.owner = SmallField(_("Who?"), _("Who does it"), "user", _FIELD[1])
        self.due = SmallField(_("When?"), _("By when"), "calendar", _FIELD[1])
        self.privacy = PrivacyButton()
        self.save = PrimaryButton(_("Save"), key="Enter")
        self.save.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.owner.setCompleter(completer)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 14, 2)
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addSpacing(_AFTER_KINDS)
        row.addWidget(self.line, 1)
        for widget in (self.hint, self.length, self.case, self.owner, self.due, self.privacy, self.save):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.line)
        self.kinds.installEventFilter(self)
        self._wire()
        self._show_kind()
        self._show_length()

    # What the page gives

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._density = density
        self.kinds.set_density(density)
        self.line.setFont(font("capture") if density == 0 else make_font(20))
        self.updateGeometry()

    def set_kinds(self, chosen: tuple[KindView, ...], others: tuple[KindView, ...]) -> None:
        """Offer kinds: those chosen for the meeting, and those one key further away."""
        if self.kinds.offers(chosen, others):
            return
        self.kinds.set_kinds(chosen, others)
        self._tell_known()
        self._show_kind()

    def set_cases(self, cases: Sequence[CaseRow], current: bytes | None) -> None:
        """Offer the cases of the meeting.

        Parameters:
            cases: offered by the facilitator's own names for them; the one that is chosen stands there as others may read it.
            current: id of the case of the block that goes on: the next card belongs to it; or None.
        """
        if tuple(cases) == self._cases and current == self._block_case == self._case_id:
            return
        self._cases = tuple(cases)
        # A card of a block goes with the case of the block, so that one cannot be left out.
        self._case_id = self._block_case = current
        self._show_case()
        self._tell_known()

    def case_id(self) -> bytes | None:
        """Return the case that the next card belongs to."""
        return self._case_id

    def set_people(self, people: Sequence[PersonRow]) -> None:
        """Offer people of the meeting as who does an agreement."""
        if tuple(people) != self._people:
            self._people = tuple(people)
            self._tell_people()

    def set_links(self, known: Known) -> None:
        """Offer Global Goals, talents, and the people of the programme behind those of the meeting."""
        self._goals, self._talents, self._others = known.goals, known.talents, known.people
        self._tell_people()

    def _tell_people(self) -> None:
        here = {person.id for person in self._people}
        self._others = tuple(entry for entry in self._others if entry[0] not in here)
        self._names.setStringList([*(person.name for person in self._people), *(name for _id, name in self._others)])
        self._tell_known()

    def set_today(self, today: date) -> None:
        """Tell the day, for 'tomorrow' and days without a year."""
        if today != self._today:
            self._today = today
            self._tell_known()

    def set_draft(self, draft: Draft) -> None:
        """Put back what was not saved."""
        self.line.setText(draft.text)
        self.owner.setText(draft.owner)
        self.due.setText(draft.due)
        self.privacy.setChecked(draft.private)
        if draft.kind:
            self.kinds.choose(draft.kind)

    def draft(self) -> Draft:
        """Return what stands in the bar."""
        return Draft(self.line.text(), self.kinds.current(), self.privacy.isChecked(), self.owner.text(), self.due.text())

    def done(self) -> None:
        """The card is saved: make room for the next one. The kind and who sees it stay."""
        # setText, unlike clear, forgets what was typed: Ctrl+Z is now for the card.
        for field in (self.line, self.owner, self.due):
            field.setText("")
            if field is not self.line:
                field.set_invalid(False)
        self.line.setFocus()
        self.draftChanged.emit()

    def take_letters(self, text: str) -> None:
        """Type text that was typed elsewhere on the page."""
        self.line.setFocus()
        self.line.insert(text)

    # Saving

    def submit(self, private: bool = False) -> None:
        """Ask to save what stands in the bar; nothing happens while it is empty.

        Parameters:
            private: save this one for the facilitator only, whatever the button says.
        """
        self._ask(self.line.text(), private)

    def _ask(self, text: str, private: bool = False) -> None:
        lines = split_lines(text)
        if len(lines) <= 1:
            # A single line is kept as it was typed, a dash in front included.
            lines = [clean(text)] if clean(text) else []
        if not lines:
            return
        known = self._known()
        cards = [self._card(line, known, private) for line in lines]
        if len(cards) == 1 and not cards[0].text:
            self.refused.emit(_("Type the sentence of the card as well."))
            return
        # Of several, a line with signs only stays as it was typed: nothing is lost.
        cards = [card if card.text else replace(card, text=line) for card, line in zip(cards, lines, strict=True)]
        if self.kinds.current() == AGREEMENT:
            owner, due = clean(self.owner.text()), clean(self.due.text())
            person = find_person(owner, known.people, known.others)
            day = parse_day(due, self._today)
            if owner and person is None:
                self._refuse(self.owner, _("This name is not among the participants. Choose someone, or leave it empty."))
                return
            if due and day is None:
                self._refuse(self.due, _("This date does not exist. Choose another day."))
                return
            cards = [replace(card, owner_id=person or card.owner_id, day=day or card.day) for card in cards]
        self.saveAsked.emit(Capture(tuple(cards)))

    def _card(self, line: str, known: Known, private: bool) -> NewCard:
        found = parse(line, known)
        return NewCard(
            kind=found.kind or self.kinds.current(),
            text=found.text,
            private=private or found.private or self.privacy.isChecked(),
            case_id=found.case or self._case_id,
            owner_id=found.person,
            day=found.due_on,
            goal=found.goal,
            talent_id=found.talent,
        )

    def _known(self) -> Known:
        return Known(
            tuple((kind.id, kind.name) for kind in self.kinds.all_kinds()),
            tuple((person.id, person.name) for person in self._people),
            tuple((case.id, own_name(case, self)) for case in self._cases),
            self._today,
            self._goals,
            self._talents,
            self._others,
            _("Private"),
        )

    def _tell_known(self) -> None:
        self.line.suggestions.set_known(self._known())
        self._show_hint()

    def _show_hint(self) -> None:
        """While nothing is typed: the signs. After that: what was understood of them."""
        text = self.line.text()
        found = parse(text, self._known())
        if self.privacy.say(found.private):
            self.update()
        words = hint_words(found, self._known(), self.kinds.current(), text) if text.strip() else _("/kind  @who  #case  ^date  %goal  +talent")
        room = self._room_beside_line()
        fits = self.kinds.current() != AGREEMENT and text_width(words, self.hint.font()) <= room
        self.hint.setMaximumWidth(max(_HINT[0], min(_HINT[1], room)))
        self.hint.set_text(words)
        self.hint.setVisible(bool(words) and (bool(text.strip()) or fits))

    def _room_beside_line(self) -> int:
        """Return what is left for the hint when the line has the least that it needs."""
        others = (self.kinds, self.length, self.case, self.owner, self.due, self.privacy, self.save)
        taken = sum(part.sizeHint().width() + self.layout().spacing() for part in others if not part.isHidden())
        margins = self.layout().contentsMargins()
        return self.width() - taken - _LEAST_LINE - _AFTER_KINDS - 2 * self.layout().spacing() - margins.left() - margins.right()

    def _refuse(self, field: SmallField, why: str) -> None:
        field.set_invalid(True)
        field.setToolTip(why)
        field.setFocus()
        field.selectAll()
        self.refused.emit(why)

    # Drawing

    def sizeHint(self) -> QSize:
        height = theme().tokens.size.capture_bar[0 if self._density == 0 else 1]
        return QSize(900, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, self.sizeHint().height())

    def resizeEvent(self, event) -> None:
        self._show_case()

    def eventFilter(self, watched, event) -> bool:
        # The line beside the kinds goes along with them: where it stood is painted again too.
        if watched is self.kinds and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event) -> None:
        color, tokens = theme().color, theme().tokens
        private = self.privacy.private()
        with begin(self) as painter:
            rect = QRectF(self.rect())
            edge = color.line_strong if private else color.primary
            box(painter, rect, tokens.radius.panel, color.canvas if private else color.surface, edge, tokens.border.selected, private)
            painter.fillRect(QRectF(self.kinds.geometry().right() + 9, 2, 1, rect.height() - 4), color.line)

    def _wire(self) -> None:
        self.line.enterPressed.connect(self.submit)
        self.line.manyLines.connect(self._ask)
        self.line.kindStepAsked.connect(self.kinds.step)
        self.line.kindNumberAsked.connect(self.kinds.choose_number)
        self.line.privacyAsked.connect(self.privacy.toggle)
        self.save.clicked.connect(lambda: self.submit())
        self.line.suggestions.enterSays.connect(self.save.setText)
        self.case.clicked.connect(self._choose_case)
        self.kinds.changed.connect(self._show_kind)
        self.kinds.changed.connect(self.draftChanged)
        self.line.textChanged.connect(self._show_length)
        self.line.textChanged.connect(self._show_hint)
        self.privacy.toggled.connect(self.update)
        self.privacy.toggled.connect(self.draftChanged)
        self.due.editingFinished.connect(self._spell_day)
        for field in (self.line, self.owner, self.due):
            field.textChanged.connect(self.draftChanged)
        for field in (self.owner, self.due):
            field.returnPressed.connect(self.submit)
            field.textEdited.connect(lambda _text, field=field: field.set_invalid(False))

    def _show_kind(self) -> None:
        kind = self.kinds.kind()
        self.line.setPlaceholderText(kind.sentence_start if kind else "")
        agreement = self.kinds.current() == AGREEMENT
        self.owner.setVisible(agreement)
        self.due.setVisible(agreement)
        self._show_case()

    def _show_case(self) -> None:
        title = next((case.shown for case in self._cases if case.id == self._case_id), "")
        # In a narrow bar the line needs the room: its icon then says that no case is chosen.
        narrow = self.width() < _NARROW
        self.save.set_key("" if narrow else _("Enter"))
        self.privacy.set_short(narrow and self.kinds.current() == AGREEMENT)
        for field in (self.owner, self.due):
            field.setFixedWidth(_FIELD[0] if narrow else _FIELD[1])
        shown = QFontMetricsF(font("label")).elidedText(title, Qt.TextElideMode.ElideRight, _CASE[0] if narrow else _CASE[1])
        self.case.setText(shown or ("" if narrow else _("No case")))
        self.case.setToolTip(title or _("No case"))
        # An agreement needs the room for who and when; the case still goes with the card.
        self.case.setVisible(bool(self._cases) and (self.kinds.current() != AGREEMENT or self.width() >= 1560))
        self._show_hint()

    def _choose_case(self) -> None:
        menu = QMenu(self)
        none = () if self._block_case else ((None, _("No case")),)
        for id, title in (*none, *((case.id, own_name(case, self)) for case in self._cases)):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(id == self._case_id)
            action.triggered.connect(lambda _checked=False, id=id: self._use_case(id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.case.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 6)))

    def _use_case(self, id: bytes | None) -> None:
        self._case_id = id
        self._show_case()

    def _show_length(self) -> None:
        count = len(self.line.text())
        self.length.setVisible(count > ADVISED_LENGTH)
        self.length.setText(ngettext("{count} character", "{count} characters", count).format(count=count))
        self.length.setToolTip(_("A short sentence reads best on the wall. Everything you type is kept."))

    def _spell_day(self) -> None:
        day = parse_day(self.due.text(), self._today)
        if day is not None:
            self.due.setText(show_day(day, self._today))

