"""What is decided about a case: what follows from the criteria, an exception with its reason, or 'not now'."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ef_desktop.domain import criteria
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import DateField, Form, TextArea, TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

BY_CRITERIA, WITH_REASON, NOT_NOW = "criteria", "reason", "later"

_EXCEPTION = ("exception_reason", "exception_by", "exception_on")


class Decision(Panel):
    """The decision: three ways, with the fields of the one that is chosen. What is typed is kept at once.

    Parameters:
        keep: called with reason, who decided and the day of an exception; returns False where it could not be kept.

    Signals:
        followed: the criteria decide again.
        put_off: why the case does not come up now.
    """

    followed = Signal()
    put_off = Signal(str)

    def __init__(self, keep: Callable[[str, str, date | None], object], parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 14), spacing=10)
        self._today: date | None = None
        self._facilitator = ""
        self.body.addWidget(SectionTitle(_("Decision"), icon="flag", role="h3"))
        ways = [(BY_CRITERIA, _("The criteria decide")), (WITH_REASON, _("Admit with a reason")), (NOT_NOW, _("Not now"))]
        self.ways = SegmentedControl(ways, name=_("Decision"))
        self.ways.changed.connect(self._choose)
        self.body.addWidget(self.ways, 0, Qt.AlignmentFlag.AlignLeft)
        self._by_criteria = Label(_("In principle all criteria count. An exception needs a reason."), role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._by_criteria)
        self._exception = self._build_exception()
        self.body.addWidget(self._exception)
        self._later = self._build_later()
        self.body.addWidget(self._later)
        # The three belong together: each is kept with the others, so that undo takes back the exception as a whole.
        self.saver = AutoSave(lambda *_one: keep(self.reason.value(), self.decided_by.value(), self.decided_on.value()), self)
        for name, field in zip(_EXCEPTION, (self.reason, self.decided_by, self.decided_on), strict=True):
            self.saver.bind(name, field)
        self._show_way(BY_CRITERIA)

    def _build_exception(self) -> QWidget:
        form = Form(spacing=10)
        self.reason = TextArea(rows=(2, 6), placeholder=_("For example: the case is small, but fits what the group wants to practise."))
        self.reason.changed.connect(self._count)
        form.add(self.reason, _("Why admit it after all?"))
        self._short = Label("", role="small", tone="accent_ink", wrap=True)
        form.add_widget(self._short)
        self.decided_by = TextField()
        self.decided_by.changed.connect(self._count)
        self.decided_on = DateField(optional=True)
        self.decided_on.changed.connect(self._count)
        form.add_beside(form.make_row(self.decided_by, _("Who decided it?")), form.make_row(self.decided_on, _("On which day?")))
        form.add_widget(Label(_("This reason stands in the logbook."), role="small", tone="ink2"))
        return form

    def _build_later(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        form = Form(spacing=10)
        self.why_later = TextArea(rows=(2, 6), placeholder=_("For example: an objection is pending. We ask again after the decision."))
        self._later_saver = AutoSave(lambda _name, why: self._put_off(why), self)
        self._later_saver.bind("not_now_reason", self.why_later)
        form.add(self.why_later, _("Why not now?"))
        column.addWidget(form)
        form.add_widget(Label(_("Type the reason: then the case is kept for later."), role="small", tone="ink2", wrap=True))
        return holder

    def show_case(self, fields: dict[str, object], verdict: str, *, other: bool, today: date, facilitator: str) -> None:
        """Show what was decided.

        Parameters:
            fields: the stored fields of the case.
            verdict: the verdict on it.
            other: True when it is another case than before.
            today: the day to begin with.
            facilitator: first name to begin with.
        """
        self._today, self._facilitator = today, facilitator
        begun = any(fields[name] for name in _EXCEPTION)
        way = NOT_NOW if verdict == criteria.NOT_NOW else WITH_REASON if begun else BY_CRITERIA
        focus = QApplication.focusWidget()
        # Under the hands of who is deciding, the way that was only just chosen stays open.
        if other or focus is None or not self.isAncestorOf(focus):
            self._show_way(way)
        values = {name: fields[name] or (None if name == "exception_on" else "") for name in _EXCEPTION}
        self.saver.load(values, other=other)
        self._later_saver.load({"not_now_reason": fields["not_now_reason"] or ""}, other=other)
        self._count()

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.saver.flush()
        self._later_saver.flush()

    def _choose(self, way: str) -> None:
        self._show_way(way)
        if way == WITH_REASON:
            if not self.decided_by.value():
                self.decided_by.set_value(self._facilitator)
            if self.decided_on.value() is None:
                self.decided_on.set_value(self._today)
            self.reason.setFocus()
        elif way == NOT_NOW:
            self.why_later.setFocus()
        else:
            self.followed.emit()

    def _put_off(self, why: str) -> None:
        if self.ways.current() == NOT_NOW and why:
            self.put_off.emit(why)

    def _show_way(self, way: str) -> None:
        self.ways.set_current(way)
        self._by_criteria.setVisible(way == BY_CRITERIA)
        self._exception.setVisible(way == WITH_REASON)
        self._later.setVisible(way == NOT_NOW)

    def _count(self, *_value) -> None:
        gaps = criteria.exception_gaps(self.reason.value(), self.decided_by.value(), self.decided_on.value())
        told = []
        if "reason" in gaps:
            short = criteria.EXCEPTION_MINIMUM - len(" ".join(self.reason.value().split()))
            told.append(ngettext("Explain it: {count} letter more", "Explain it: {count} letters more", short).format(count=short))
        if "by" in gaps:
            told.append(_("Type who decided it"))
        if "on" in gaps:
            told.append(_("Choose the day"))
        self._short.setText(" · ".join(told))
        self._short.setVisible(bool(told))
