"""The choices of an interim report: for whom, over which period, and the text of each chapter."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.book_parts import EditionView
from ef_desktop.domain.interim import AENO, GEMEENTE, InterimContents, InterimText
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.forms import ComboField, DateField, Form, TextArea
from ef_desktop.ui.pages.logbook_editions import edition_words
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

#: Two dates stand beside each other.
_SHORT = "d MMM yyyy"

#: So many editions are shown.
_MOST_EDITIONS = 3


class InterimSide(Panel):
    """For whom, over which period, the texts, and saving.

    Parameters:
        today: where a calendar opens.

    Attributes:
        audience, first, last: the choices.
        chapter, text: which chapter is written, and its text.
        back: brings the proposal back.
        edition: whether the file is kept as an edition; ``editions``: those that were.
        save: saves the report.

    Signals:
        choice_changed: another reader or period.
        text_written: id of a chapter, its own text ("" for the proposal), and the choice that it belongs to.
        chapter_looked_at: the title of the chapter that was chosen.
    """

    choice_changed = Signal()
    text_written = Signal(str, str, tuple)
    chapter_looked_at = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None):
        super().__init__(parent, padding=(1, 12, 1, 1), spacing=0)
        self._texts: tuple[InterimText, ...] = ()
        #: The chapter whose text is in the field, and the choice that it belongs to.
        self._shown: InterimText | None = None
        self._shown_for: tuple[date, date, str] | None = None
        self.audience = SegmentedControl(
            [(GEMEENTE, _("Municipality")), (AENO, _("A&O fonds"))], name=_("For whom the report is"), stretch=True
        )
        head = QHBoxLayout()
        head.setContentsMargins(13, 0, 13, 10)
        head.addWidget(self.audience)
        self.body.addLayout(head)
        self.body.addWidget(self._scrolled(today), 1)
        self.body.addWidget(Separator())
        self.body.addLayout(self._foot())
        self.audience.changed.connect(lambda _which: self._chosen())
        self.first.committed.connect(lambda _day: self._chosen())
        self.last.committed.connect(lambda _day: self._chosen())
        self.chapter.committed.connect(self._chapter_chosen)
        self._saver = AutoSave(lambda _name, text: self._written(text), self)
        self._saver.bind("text", self.text)
        self.text.changed.connect(lambda _text: self._tell_own())
        self.back.clicked.connect(self._take_back)

    def choice(self) -> tuple[date, date, str]:
        """Return first and last day, and for whom."""
        return self.first.value(), self.last.value(), self.audience.current()

    def set_period(self, first: date, last: date) -> None:
        """Begin with a period."""
        self.first.set_value(first)
        self.last.set_value(last)
        self._tell_problem()

    def problem(self) -> str:
        """Return why no report can be made of the choices, "" where one can."""
        first, last, _audience = self.choice()
        return "" if first <= last else _("The last day is before the first day.")

    def set_enabled(self, enabled: bool) -> None:
        """Let texts be written, or only be read."""
        self.text.setReadOnly(not enabled)
        self.back.setEnabled(enabled)
        self.edition.setEnabled(enabled)
        if not enabled:
            self.edition.setChecked(False)

    def show_contents(self, content: InterimContents) -> None:
        """Show the texts of a report; what is being typed stays."""
        report = content.report
        self._texts = content.texts
        chosen = self.chapter.value()
        self.chapter.set_options([(text.chapter, text.title, "pencil" if text.own else "") for text in self._texts], chosen)
        self._show_text((report.period_from, report.period_to, report.audience))
        self.left_out.setText(" ".join(report.left_out) or _("Nothing was left out."))

    def show_editions(self, editions: tuple[EditionView, ...]) -> None:
        """Show the reports that were kept as an edition, the last one first; of many the last few, the rest on pointing at them."""
        lines = [f"{edition_words(edition)}: {edition.note or edition.file_name}" for edition in reversed(editions)]
        self.editions.setText("\n".join(lines[:_MOST_EDITIONS]))
        self.editions.setToolTip("\n".join(lines))
        self.editions.setVisible(bool(lines))

    def finish(self) -> None:
        """Write down what was typed."""
        self._saver.flush()

    # Inside

    def _scrolled(self, today: date) -> QScrollArea:
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(13, 2, 13, 12)
        column.setSpacing(10)
        form = Form(spacing=10)
        self.first, self.last = DateField(today=today, dense=True), DateField(today=today, dense=True)
        for field in (self.first, self.last):
            field.setDisplayFormat(_SHORT)
        first_row = form.make_row(self.first, _("From"))
        self._last_row = form.make_row(self.last, _("Up to and including"))
        form.add_beside(first_row, self._last_row)
        self.chapter = ComboField(dense=True)
        form.add(self.chapter, _("Text of the chapter"))
        column.addWidget(form)
        self._about = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self._about)
        self.text = TextArea(rows=(6, 16))
        self.text.setAccessibleName(_("Text of the chapter"))
        column.addWidget(self.text)
        self._state = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self._state)
        self.back = QuietButton(_("Bring the proposal back"), icon="arrow-back-up", small=True)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(IconMark("shield-check", tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
        self.left_out = Label("", role="small", tone="ink2", wrap=True)
        told.addWidget(self.left_out, 1)
        column.addLayout(told)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus, frameShape=QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.setSpacing(10)
        self.edition = CheckBox(_("Keep it as an edition"))
        foot.addWidget(self.edition)
        self.editions = Label("", role="small", tone="ink2", wrap=True)
        self.editions.setVisible(False)
        foot.addWidget(self.editions)
        self.save = PrimaryButton(_("Save the interim report"), icon="file-description")
        foot.addWidget(self.save)
        return foot

    def _chosen(self) -> None:
        self.finish()
        self._tell_problem()
        self.choice_changed.emit()

    def _tell_problem(self) -> None:
        self._last_row.set_error(self.problem())

    def _chapter_chosen(self, _chapter: str) -> None:
        self.finish()
        if self._shown_for is not None:
            self._show_text(self._shown_for, chosen=True)
            self.chapter_looked_at.emit(self._shown.title)

    def _current(self) -> InterimText | None:
        return next((text for text in self._texts if text.chapter == self.chapter.value()), None)

    def _show_text(self, choice: tuple[date, date, str], chosen: bool = False) -> None:
        current = self._current()
        if current is None:
            return
        shown, other = self._shown, chosen or self._shown is None
        if not other:
            other = shown.chapter != current.chapter or self._shown_for[2] != choice[2]
        self._shown, self._shown_for = current, choice
        self._about.setText(current.content)
        self._saver.load({"text": current.text}, other=other)
        self._tell_own()

    def _tell_own(self) -> None:
        if self._shown is None:
            return
        own = self.text.value() not in ("", self._shown.proposal)
        self.back.setVisible(own)
        self._state.setText(self._own_words() if own else _("Proposal, made from the figures. Change it as you like."))

    def _own_words(self) -> str:
        shown, (first, last, _audience) = self._shown, self._shown_for
        if shown.own and shown.written_from is not None and (shown.written_from, shown.written_to) != (first, last):
            period = {"start": format_date(shown.written_from), "end": format_date(shown.written_to or shown.written_from)}
            return _("Your own text, written for {start} to {end}. Check whether it is still right.").format(**period)
        return _("Your own text. It no longer counts along by itself.")

    def _written(self, text: str) -> None:
        if self._shown is None or self._shown_for is None:
            return
        # The proposal itself is not kept: it goes on counting along.
        own = "" if text == self._shown.proposal else text
        self.text_written.emit(self._shown.chapter, own, self._shown_for)

    def _take_back(self) -> None:
        self.text.set_value(self._shown.proposal)
        self._tell_own()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finish()

