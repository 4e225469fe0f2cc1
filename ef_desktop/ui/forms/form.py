"""The rows of a form: label, field, unit, help, and the error under the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms.frame import set_invalid
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label


class FormRow(QWidget):
    """One field with its words. Made by ``Form.add``.

    Parameters:
        field: any field; its accessible name becomes the label.
        label: what is asked.
        help: one quiet line under the field.
        unit: word after the field, such as minutes.
        optional: add '(optional)' to the label.
    """

    def __init__(
        self,
        field: QWidget,
        label: str,
        parent: QWidget | None = None,
        *,
        help: str = "",
        unit: str = "",
        optional: bool = False,
    ):
        super().__init__(parent)
        self.field = field
        self.label = Label(_("{label} (optional)").format(label=label) if optional else label, role="label", tone="ink2", wrap=True)
        self.label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        # All in the order in which it is read, also by who does not see it.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(5)
        outer.addWidget(self.label)
        column = QVBoxLayout()
        column.setSpacing(5)
        outer.addLayout(column)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 0 if isinstance(field, QAbstractButton) else 1)
        if unit:
            line.addWidget(Label(unit, tone="ink2"))
        column.addLayout(line)
        self._error = QWidget(self)
        error_line = QHBoxLayout(self._error)
        error_line.setContentsMargins(0, 0, 0, 0)
        error_line.setSpacing(6)
        error_line.addWidget(IconMark("alert-triangle", size=18, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        self._error_text = Label("", role="small_strong", tone="accent_ink", wrap=True)
        error_line.addWidget(self._error_text, 1)
        self._error.hide()
        column.addWidget(self._error)
        self._help = Label(help, role="small", tone="ink3", wrap=True)
        column.addWidget(self._help)
        # Only now, inside the row: without a parent it would flash as a window of its own.
        if not help:
            self._help.hide()
        field.setAccessibleDescription(help)
        # A field that reads what is typed tells what it cannot read.
        if hasattr(field, "unread"):
            field.unread.connect(self.set_error)

    def error(self) -> str:
        """Return the error that is shown, or an empty text."""
        return self._error_text.text()

    def set_error(self, text: str) -> None:
        """Show what is wrong and what to do, or take it away with an empty text."""
        self._error_text.setText(text)
        self._error.setVisible(bool(text))
        set_invalid(self.field, bool(text))
        self.field.setAccessibleDescription(text or self._help.text())


class Form(QWidget):
    """Rows under each other.

    Parameters:
        spacing: between rows in logical pixels.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 14):
        super().__init__(parent)
        self.rows: list[FormRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def add(self, field: QWidget, label: str, *, help: str = "", unit: str = "", optional: bool = False) -> FormRow:
        """Add a row and return it."""
        row = self.make_row(field, label, help=help, unit=unit, optional=optional)
        self._column.addWidget(row)
        return row

    def make_row(self, field: QWidget, label: str, *, help: str = "", unit: str = "", optional: bool = False) -> FormRow:
        """Return a row that is part of the form but placed by the caller, for instance with ``add_beside``."""
        row = FormRow(field, label, help=help, unit=unit, optional=optional)
        self.rows.append(row)
        return row

    def add_beside(self, *rows: FormRow, stretch: tuple[int, ...] = ()) -> None:
        """Put rows from ``make_row`` next to each other.

        Parameters:
            stretch: how the width is shared; equal when empty.
        """
        line = QHBoxLayout()
        line.setSpacing(16)
        shares = stretch or (1,) * len(rows)
        for row, share in zip(rows, shares, strict=True):
            line.addWidget(row, share, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def add_widget(self, widget: QWidget) -> None:
        """Put something else between the rows, such as a title or a tick box."""
        self._column.addWidget(widget)

    def clear_errors(self) -> None:
        """Take every error away."""
        for row in self.rows:
            # What is typed and cannot be read is wrong until it is typed anew.
            row.set_error(row.field.problem() if hasattr(row.field, "problem") else "")

    def focus_first_error(self) -> bool:
        """Put the keyboard in the first field with an error; tells whether there was one."""
        wrong = next((row for row in self.rows if row.error()), None)
        if wrong is not None:
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is not None
