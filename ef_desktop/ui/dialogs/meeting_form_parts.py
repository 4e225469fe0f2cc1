"""What the form of a meeting is made of: the templates to choose from, their blocks, and who facilitates."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.views import PersonRow, TemplateView
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
    """

    def __init__(self, people: tuple[PersonRow, ...], chosen: frozenset[bytes] = frozenset(), parent: QWidget | None = None):
        super().__init__(parent)
        self._people = people
        known = [person for person in people if person.facilitator or person.id in chosen]
        known.sort(key=lambda person: person.id not in chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setSpacing(6)
        self._buttons: dict[bytes, SecondaryButton] = {}
        for place, person in enumerate(known[:_KNOWN]):
            button = SecondaryButton(_short(person.name), small=True)
            button.setToolTip(person.name[:300])
            button.setCheckable(True)
            button.setChecked(person.id in chosen)
            self._buttons[person.id] = button
            grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
        if known:
            column.addLayout(grid)
        self.other = TextField(placeholder=_("Other names, with commas between them"))
        self.other.setAccessibleName(_("Other facilitators"))
        self.setFocusProxy(next(iter(self._buttons.values()), self.other))
        column.addWidget(self.other)

    def chosen(self) -> list[bytes]:
        """Return the ids of the people who are on, those typed by a known name included."""
        ids = [person_id for person_id, button in self._buttons.items() if button.isChecked()]
        names = {name.casefold() for name in self._typed()}
        return ids + [person.id for person in self._people if person.name.casefold() in names and person.id not in ids]

    def new_names(self) -> list[str]:
        """Return typed names that nobody on the list has yet."""
        known = {person.name.casefold() for person in self._people}
        return [name for name in self._typed() if name.casefold() not in known]

    def _typed(self) -> list[str]:
        return [name.strip() for name in self.other.value().split(",") if name.strip()]


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:15].rstrip() + "…"
