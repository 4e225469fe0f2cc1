"""What the form of a meeting is made of: the templates to choose from, their blocks, and who facilitates."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.views import PersonRow, TemplateView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, format_minutes_of_day, ngettext
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.text import Label

_CARD = 48
_LINE = 26
_KNOWN = 8
_PER_ROW = 4


class TemplateCard(QAbstractButton):
    """One template to start from, or an empty rundown. Space or a click chooses, the arrows go on."""

    def __init__(self, template: TemplateView | None, parent: QWidget | None = None):
        super().__init__(parent)
        self.template = template
        self._title = template.title if template else _("Empty rundown")
        self._detail = self._words()
        self.setCheckable(True)
        self.setText(self._title.replace("&", "&&"))
        self.setAccessibleName(f"{self._title}. {self._detail}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", theme().tokens.radius.control)

    def _words(self) -> str:
        if self.template is None:
            return _("You choose every block yourself.")
        blocks = len(self.template.items)
        parts = (
            ngettext("{count} block", "{count} blocks", blocks).format(count=blocks),
            _("{count} min").format(count=self.template.minutes),
            self.template.group,
        )
        return " · ".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        return QSize(320, _CARD)

    def paintEvent(self, event) -> None:
        color, tokens = theme().color, theme().tokens
        area = QRectF(self.rect())
        on = self.isChecked()
        with begin(self) as painter:
            fill = color.primary_tint if on else color.hover if self.underMouse() else color.surface
            box(painter, area, tokens.radius.control, fill, color.primary if on else color.line, 2 if on else 1)
            mark = QRectF(14, area.center().y() - 9, 18, 18)
            box(painter, mark, 9, color.surface, color.primary if on else color.line_strong, 5.5 if on else 1.5)
            spot = area.adjusted(44, 5, -12, 0)
            line_of_text(painter, QRectF(spot.left(), 5, spot.width(), 20), self._title, font("body_strong"), color.ink)
            line_of_text(painter, QRectF(spot.left(), 24, spot.width(), 18), self._detail, font("small"), color.ink2)


class TemplateChoice(QWidget):
    """The templates under each other, one of them chosen.

    Signals:
        chosen: the TemplateView, or None for the empty rundown.
    """

    chosen = Signal(object)

    def __init__(self, templates: tuple[TemplateView, ...], parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._group = QButtonGroup(self)
        self.cards: list[TemplateCard] = []
        for template in (*templates, None):
            card = TemplateCard(template)
            self._group.addButton(card)
            self.cards.append(card)
            column.addWidget(card)
        self._group.buttonToggled.connect(self._toggled)
        self.cards[0].setChecked(True)

    def value(self) -> TemplateView | None:
        """Return the chosen template, or None for the empty rundown."""
        return self._group.checkedButton().template

    def _toggled(self, card: TemplateCard, on: bool) -> None:
        if on:
            self.chosen.emit(card.template)


class _Lines(QWidget):
    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._items: tuple[tuple[str, int], ...] = ()
        self._start = 0

    def show_items(self, items: tuple[tuple[str, int], ...], start: int) -> None:
        self._items, self._start = items, start
        self.setFixedHeight(max(1, len(items)) * _LINE)
        self.setAccessibleName(", ".join(f"{title} {minutes}" for title, minutes in items))
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        clock = self._start
        with begin(self) as painter:
            if not self._items:
                words = _("No blocks yet. You add them in the next step.")
                line_of_text(painter, QRectF(0, 0, self.width(), _LINE), words, font("small"), color.ink2)
            for place, (title, minutes) in enumerate(self._items):
                spot = QRectF(0, place * _LINE, self.width() - 8, _LINE)
                time = format_minutes_of_day(clock)
                line_of_text(painter, spot, time, font("small_strong"), color.ink2)
                length = _("{count} min").format(count=minutes)
                line_of_text(painter, spot, length, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)
                room = spot.adjusted(52, 0, -text_width(length, font("small")) - 12, 0)
                line_of_text(painter, room, title, font("sub"), color.ink)
                clock += minutes


class BlocksPreview(QWidget):
    """The blocks of a template with their times, and the total."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._total = Label("", role="label", tone="ink2")
        column.addWidget(self._total)
        self._lines = _Lines()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines.setObjectName("scrolled")
        area.setWidget(self._lines)
        column.addWidget(area, 1)

    def show_template(self, template: TemplateView | None, start: int) -> None:
        """Show the blocks of a template from a start in minutes since midnight."""
        if template is None:
            self._total.setText(_("Empty rundown"))
            self._lines.show_items((), start)
            return
        end = format_minutes_of_day(start + template.minutes)
        words = _("{count} min in total, until {end}").format(count=template.minutes, end=end)
        self._total.setText(words)
        self._lines.show_items(template.items, start)


class FacilitatorPicker(QWidget):
    """Who leads the meeting: known facilitators to switch on, and a field for other names.

    Parameters:
        people: everyone on the list.
        chosen: ids that are on.
        usual: who leads as a rule and is not on the list yet; only who is on comes on it. "" for nobody.
        usual_on: whether that name is on.
    """

    def __init__(
        self,
        people: tuple[PersonRow, ...],
        chosen: frozenset[bytes] = frozenset(),
        parent: QWidget | None = None,
        *,
        usual: str = "",
        usual_on: bool = False,
    ):
        super().__init__(parent)
        self._people = people
        self._usual = usual
        known = [person for person in people if person.facilitator or person.id in chosen]
        known.sort(key=lambda person: person.id not in chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setSpacing(6)
        self._buttons: dict[bytes, SecondaryButton] = {}
        for person in known[: _KNOWN - bool(usual)]:
            self._buttons[person.id] = _switch(person.name, person.id in chosen)
        self.usual = _switch(usual, usual_on) if usual else None
        shown = [*([self.usual] if self.usual else []), *self._buttons.values()]
        for place, button in enumerate(shown):
            grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
        # One name is not as wide as the form.
        grid.setColumnStretch(1, int(len(shown) == 1))
        if shown:
            column.addLayout(grid)
        self.other = TextField(
            placeholder=_("Other names, with commas between them") if shown else _("Names, with commas between them")
        )
        self.other.setAccessibleName(_("Other facilitators") if shown else _("Who facilitates?"))
        self.setFocusProxy(next(iter(shown), self.other))
        column.addWidget(self.other)

    def chosen(self) -> list[bytes]:
        """Return the ids of the people who are on, those typed by a known name included."""
        ids = [person_id for person_id, button in self._buttons.items() if button.isChecked()]
        names = {name.casefold() for name in self._typed()}
        return ids + [person.id for person in self._people if person.name.casefold() in names and person.id not in ids]

    def new_names(self) -> list[str]:
        """Return names that were switched on or typed and that nobody on the list has yet."""
        known = {person.name.casefold() for person in self._people}
        usual = [self._usual] if self.usual and self.usual.isChecked() else []
        names = {name.casefold(): name for name in [*usual, *self._typed()]}
        return [name for folded, name in names.items() if folded not in known]

    def _typed(self) -> list[str]:
        return [name.strip() for name in self.other.value().split(",") if name.strip()]


def usual_facilitator(name: str, offered: Sequence[PersonRow], everyone: Sequence[PersonRow]) -> tuple[frozenset[bytes], str]:
    """Return who leads the meetings of a programme as a rule: the id of that person, or the name where nobody has it yet.

    Parameters:
        name: of the facilitator of the programme, as it was typed at the first start: a first name is enough.
        offered: who can be invited.
        everyone: these and those who signed off: they are not put on the list again.
    """
    wanted = name.casefold()
    found = [person for person in offered if person.name.casefold() == wanted] or [
        person for person in offered if person.facilitator and first_name(person.name).casefold() == wanted
    ]
    if len(found) == 1:
        return frozenset({found[0].id}), ""
    known = found or any(person.name.casefold() == wanted for person in everyone)
    return frozenset(), "" if known else name


def _switch(name: str, on: bool) -> SecondaryButton:
    button = SecondaryButton(_short(name), small=True)
    button.setToolTip(name[:300])
    button.setCheckable(True)
    button.setChecked(on)
    return button


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15].rstrip() + "…"
