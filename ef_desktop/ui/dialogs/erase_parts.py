"""The rows of the sheet that erases a person: where the person occurs, one text to decide about, a file elsewhere."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.erasing import ADAPT, LEAVE, REPLACE, CopyElsewhere, Decision, TextHit, Trace
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.forms.fields import TextArea
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import ElidedLabel, Label

#: Letters shown before and after the first place where the name stands.
_AROUND = 110


class TraceRow(QWidget):
    """One kind of rows that point to the person, with what happens to it.

    Parameters:
        trace: what it is.
    """

    def __init__(self, trace: Trace, parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconMark(trace.icon))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(trace.title, role="body_strong"))
        if trace.detail:
            words.addWidget(ElidedLabel(trace.detail, role="small", tone="ink2"))
        line.addLayout(words, 1)
        line.addWidget(Chip(trace.result), 0, Qt.AlignmentFlag.AlignVCenter)


class _Choice(SegmentedControl):
    """A choice that may not be made yet: the first arrow key then goes to the first."""

    def keyPressEvent(self, event) -> None:
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if not self.current() and event.key() in arrows:
            self._choose(0)
        else:
            super().keyPressEvent(event)


class HitRow(Panel):
    """A text in which the name stands, and the choice what to do with it.

    Parameters:
        hit: the text.

    Signals:
        decided: a choice was made or changed.
    """

    decided = Signal()

    def __init__(self, hit: TextHit, parent: QWidget | None = None):
        super().__init__(parent, padding=(14, 10, 14, 12), spacing=6)
        self.hit = hit
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(hit.place, role="small_strong", tone="ink2"), 1)
        if hit.removed:
            head.addWidget(Chip(_("taken away")))
        self.body.addLayout(head)
        self.words = Label("", wrap=True)
        # Only words of our own make: what people wrote is escaped.
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setText(_marked(hit) if not hit.past else escape(_("Only earlier versions of this text have the name.")))
        self.body.addWidget(self.words)
        choices = [(REPLACE, _("Wipe earlier versions") if hit.past else _("Replace"))]
        if not hit.past:
            choices.append((ADAPT, _("Adapt")))
        self.choice = _Choice([*choices, (LEAVE, _("Leave"))], name=_("What to do with: {place}").format(place=hit.place))
        self.choice.set_current(REPLACE if hit.whole else "")
        self.choice.changed.connect(self._choose)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.choice)
        self.result = ElidedLabel("", role="small", tone="ink2")
        line.addWidget(self.result, 1)
        self.body.addLayout(line)
        self.field = TextArea(hit.proposal, rows=(2, 6))
        self.field.setAccessibleName(_("The text as it will be"))
        self.field.changed.connect(self.decided)
        self.field.hide()
        self.body.addWidget(self.field)
        self._tell()

    def decision(self) -> Decision | None:
        """Return what was chosen, or None while nothing is."""
        choice = self.choice.current()
        return Decision(choice, self.field.value() if choice == ADAPT else "") if choice else None

    def decide(self, choice: str) -> None:
        """Make a choice for the user, who asked it for all texts."""
        self.choice.set_current(choice)
        self._choose(choice)

    def _choose(self, choice: str) -> None:
        self.field.setVisible(choice == ADAPT)
        self._tell()
        if choice == ADAPT:
            self.field.setFocus()
        self.decided.emit()

    def _tell(self) -> None:
        choice = self.choice.current()
        if choice == REPLACE and not self.hit.past:
            text = _("Becomes: {text}").format(text=_excerpt(self.hit.proposal, self.hit.matches[0].start)[0])
        elif choice == LEAVE:
            text = _("The name stays here.")
        else:
            text = "" if choice else _("Choose what to do.")
        self.result.set_text(text)


class CopyRow(QWidget):
    """A file outside the reach of the program.

    Parameters:
        copy: the file.
    """

    def __init__(self, copy: CopyElsewhere, parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconMark("file-description"))
        words = QVBoxLayout()
        words.setSpacing(0)
        day = format_date(copy.made_at.date()) if copy.made_at else ""
        words.addWidget(Label(" · ".join(part for part in (copy.what, day) if part), role="body_strong"))
        words.addWidget(ElidedLabel(copy.path, role="small", tone="ink2"))
        line.addLayout(words, 1)
        show = QuietButton(_("Show in folder"), icon="folder-open", small=True)
        show.setAccessibleDescription(copy.path)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(copy.path).parent))))
        line.addWidget(show)


def _excerpt(text: str, place: int) -> tuple[str, int]:
    """Return the part of a text around a place, and how many characters were left off before it."""
    start = max(0, place - _AROUND)
    end = min(len(text), place + _AROUND)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return f"{before}{text[start:end]}{after}", start - len(before)


def _marked(hit: TextHit) -> str:
    shown, shift = _excerpt(hit.text, hit.matches[0].start)
    color = theme().color.accent_ink.name()
    parts, last = [], 0
    for match in hit.matches:
        start, end = match.start - shift, match.end - shift
        if start >= last and end <= len(shown):
            parts += [escape(shown[last:start]), f'<b style="color:{color}">{escape(shown[start:end])}</b>']
            last = end
    return "".join([*parts, escape(shown[last:])]).replace("\n", "<br>")
