"""What belongs to a case: its meetings, outcomes, roles, related cases, and what the initiator noticed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.caseviews import CaseStory
from ef_desktop.domain.views import KindView
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.pages.cases_life_words import meeting_detail, role_detail
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.panel import SectionTitle
from ef_desktop.ui.widgets.text import Label

_ROW = 48
_SHOWN = 8
_LONGEST = 300


@dataclass(frozen=True)
class StoryLine:
    """One line of a section.

    Attributes:
        title, detail: the words.
        icon: name of an icon, or "" where ``kind`` names a kind of outcome.
        open: called by Enter or a click; None for a line that leads nowhere.
        undo: called by the button at the right; None where nothing can be taken away.
        undo_words: what that button does.
    """

    title: str
    detail: str
    icon: str = ""
    kind: str = ""
    open: Callable[[], object] | None = None
    undo: Callable[[], object] | None = None
    undo_words: str = ""


class StoryRow(QAbstractButton):
    """A line that can be opened."""

    def __init__(self, line: StoryLine, parent: QWidget | None = None):
        super().__init__(parent)
        self._line = line
        self.setAccessibleName(", ".join(part[:_LONGEST] for part in (line.title, line.detail) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", theme().tokens.radius.chip)
        if line.open is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda: line.open())
        if len(line.title) > 60:
            self.setToolTip(line.title[:1000])

    def sizeHint(self) -> QSize:
        return QSize(240, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _ROW)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event) -> None:
        color, area, line = theme().color, QRectF(self.rect()), self._line
        with begin(self) as painter:
            if line.open is not None and (self.underMouse() or self.isDown()):
                box(painter, area, theme().tokens.radius.chip, color.hover)
            spot = QRectF(area.left() + 6, area.center().y() - 11, 22, 22)
            if line.kind:
                paint_badge(painter, line.kind, spot)
            else:
                paint_icon(painter, line.icon, spot.adjusted(1, 1, -1, -1), color.primary)
            left = spot.right() + 12
            room = area.right() - 6 - left
            title = QRectF(left, area.top() + 4, room, 21)
            if not line.detail:
                title.moveTop(area.center().y() - 10.5)
            flat = line.title[:_LONGEST].replace("\n", " ")
            line_of_text(painter, title, flat, font("body_strong" if line.open else "body"), color.ink)
            detail = QRectF(left, area.top() + 24, room, 19)
            line_of_text(painter, detail, line.detail[:_LONGEST].replace("\n", " "), font("small"), color.ink2)


class StorySection(QWidget):
    """Lines under each other, with a sentence where there are none and a button that adds one.

    Parameters:
        empty: what stands there without lines.
        add: words and icon of the button, and what it does; None for no button.
    """

    def __init__(self, empty: str, add: tuple[str, str, Callable[[], object]] | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self._lines: tuple[StoryLine, ...] = ()
        self._whole = False
        self._key: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._empty = Label(empty, tone="ink2", wrap=True)
        column.addWidget(self._empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.all = QuietButton("", small=True)
        self.all.clicked.connect(self._show_whole)
        if add is not None:
            words, mark, call = add
            self.add = SecondaryButton(words, icon=mark, small=True)
            self.add.clicked.connect(lambda: call())
            foot.addWidget(self.add)
        foot.addWidget(self.all)
        foot.addStretch(1)
        column.addLayout(foot)
        self.all.hide()

    def rows(self) -> list[StoryRow]:
        """Return the lines that are shown."""
        return self.findChildren(StoryRow)

    def show_lines(self, key: object, lines: Sequence[StoryLine]) -> None:
        """Show lines.

        Parameters:
            key: what tells them from those of before, such as the read models; equal keys leave everything as it is.
        """
        if key == self._key:
            return
        self._key, self._lines, self._whole = key, tuple(lines), False
        self._fill()

    def _show_whole(self) -> None:
        self._whole = True
        self._fill()

    def _fill(self) -> None:
        while item := self._rows.takeAt(0):
            widget = item.widget()
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        shown = self._lines if self._whole else self._lines[:_SHOWN]
        for line in shown:
            self._rows.addWidget(self._row(line))
        self._empty.setVisible(not self._lines)
        self.all.setText(_("Show all {count}").format(count=len(self._lines)))
        self.all.setVisible(len(shown) < len(self._lines))

    def _row(self, line: StoryLine) -> QWidget:
        holder = QWidget(self)
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(StoryRow(line), 1)
        if line.undo is not None:
            away = QuietButton(icon="x", small=True, name=f"{line.undo_words}: {line.title[:60]}")
            away.clicked.connect(lambda: line.undo())
            inner.addWidget(away)
        return holder


class StorySections:
    """The sections of a case, to be put in its form.

    Parameters:
        deeds: what can be done; see ``cases_life_deeds.CaseDeeds``.
        kinds: the kinds of outcome.
    """

    def __init__(self, deeds, kinds: Callable[[], Sequence[KindView]]):
        self._deeds = deeds
        self._kinds = kinds
        self.meetings = StorySection(_("Not planned yet."), (_("Plan in a meeting…"), "calendar-plus", deeds.plan))
        self.outcomes = StorySection(_("No outcomes yet. On the board a card gets its case in its details."))
        self.roles = StorySection(_("Nobody has a role yet. They come from the work form roles and talents."))
        self.related = StorySection(
            _("No related cases yet. Which case can learn from this one?"), (_("Relate to another case…"), "link", deeds.relate)
        )
        self.noticed = StorySection(
            _("Nothing noted yet. Ask the initiator some weeks after the meeting."),
            (_("Note what the initiator noticed…"), "pencil", deeds.notice),
        )

    def make_widget(self) -> QWidget:
        """Return all sections under each other, each with its title. Called once."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for title, icon, section in (
            (_("In meetings"), "calendar", self.meetings),
            (_("Outcomes of this case"), "layout-kanban", self.outcomes),
            (_("Roles and talents"), "users-group", self.roles),
            (_("Related cases"), "link", self.related),
            (_("What did the initiator notice?"), "message-2-question", self.noticed),
        ):
            column.addWidget(SectionTitle(title, icon=icon, role="body_strong"))
            section.setAccessibleName(title)
            column.addWidget(section)
            column.addSpacing(10)
        return holder

    def show_story(self, story: CaseStory) -> None:
        """Show everything that belongs to a case."""
        deeds, names = self._deeds, {kind.id: kind.name for kind in self._kinds()}
        self.meetings.show_lines(
            (story.id, story.meetings),
            [
                StoryLine(
                    numbered_title(meeting),
                    meeting_detail(meeting),
                    "calendar",
                    open=lambda meeting=meeting: deeds.open_meeting(meeting),
                    # What was discussed in a closed meeting stays what it was.
                    undo=(lambda meeting=meeting: deeds.take_off(meeting)) if meeting.state != "closed" else None,
                    undo_words=_("Take the case off the agenda"),
                )
                for meeting in story.meetings
            ],
        )
        self.outcomes.show_lines(
            (story.id, story.outcomes),
            [
                StoryLine(
                    card.text,
                    " · ".join(
                        part
                        for part in (
                            names.get(card.kind, card.kind),
                            card.meeting,
                            card.owner,
                            format_date(card.due_on) if card.due_on else "",
                            _("only you") if card.private else "",
                        )
                        if part
                    ),
                    kind=card.kind,
                    open=lambda card=card: deeds.open_card(card),
                )
                for card in story.outcomes
            ],
        )
        self.roles.show_lines(
            (story.id, story.roles),
            [StoryLine(role.name, role_detail(role), "question-mark" if role.kind == "wanted" else "user") for role in story.roles],
        )
        self.related.show_lines(
            (story.id, story.related),
            [
                StoryLine(
                    other.title,
                    " · ".join(
                        part
                        for part in (
                            _("this case is an example for it") if other.example else _("is an example for this case"),
                            other.note,
                        )
                        if part
                    ),
                    "arrow-right" if other.example else "arrow-left",
                    open=lambda other=other: deeds.open_case(other.id),
                    undo=lambda other=other: deeds.unrelate(other),
                    undo_words=_("Take relation away"),
                )
                for other in story.related
            ],
        )
        self.noticed.show_lines(
            (story.id, story.noticed),
            [
                StoryLine(
                    note.text,
                    format_date(note.on) if note.on else _("no date"),
                    "quote",
                    open=lambda place=place: deeds.change_note(place),
                    undo=lambda place=place: deeds.drop_note(place),
                    undo_words=_("Remove this note"),
                )
                for place, note in enumerate(story.noticed)
            ],
        )
