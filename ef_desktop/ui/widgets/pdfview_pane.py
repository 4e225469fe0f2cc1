"""A PDF with what belongs around it: turning pages, sizes, searching, and a quiet word while it is made anew."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ef_desktop.i18n import _, format_number
from ef_desktop.ui.forms import SearchField, TextField
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.pdfview import PAGE, WIDTH, PdfView
from ef_desktop.ui.widgets.text import Label

#: Below the first width the pane has no room for the size in figures, below the second none for sizes at all.
_NARROW, _NARROWEST = 600, 440

#: Most width of what is told over the pages, and how far down it is.
_WIDEST, _BELOW_BAR = 460, 64


class PdfPane(Panel):
    """A preview of a PDF.

    Attributes:
        view: the pages.
        number: field with the number of the page.
        words: field to search in.
        count: tells which of how many hits is looked at.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(1, 1, 1, 1), spacing=0)
        self.body.addLayout(self._build_bar())
        self.body.addWidget(Separator())
        self.view = PdfView()
        self.body.addWidget(self.view, 1)
        # Over the pages, which stay where they are.
        self._notice = Panel(self, padding=(12, 6, 14, 6), spacing=8, horizontal=True)
        self._mark = IconMark("loader-2", size=18, tone="ink2")
        self._told = Label("", role="small", tone="ink2", wrap=True)
        self._notice.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._notice.body.addWidget(self._told, 1)
        self._notice.hide()
        self.view.pageChanged.connect(self._show_page)
        self.view.zoomChanged.connect(self._show_zoom)
        self.view.search.changed.connect(self._show_hits)
        self._show_page()
        self._show_zoom()
        self._show_hits()

    def show_bytes(self, data: bytes) -> bool:
        """Show a PDF, see ``PdfView.show_bytes``."""
        shown = self.view.show_bytes(data)
        self._show_zoom()
        return shown

    def tell(self, text: str, *, failure: bool = False) -> None:
        """Tell over the pages what is being done, or what did not work; "" tells nothing."""
        self._told.setText(text)
        self._mark.set_icon("alert-triangle" if failure else "loader-2", "accent" if failure else "ink2")
        self._notice.setVisible(bool(text))
        self._place_notice()

    def told(self) -> str:
        """Return what is told over the pages."""
        return self._told.text()

    def start_search(self) -> None:
        """Let the user type what to search."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def step_hit(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) place where the words stand."""
        self.view.search.step(by, self.view.page)

    def set_fit(self, mode: str) -> None:
        """Let the pages follow the width (``width``), or show them whole (``page``)."""
        self.view.set_fit(mode)
        self._show_zoom()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        for widget in (self._size, self._width, self._whole):
            widget.setVisible(self.width() >= _NARROW)
        for widget in (self._smaller, self._larger):
            widget.setVisible(self.width() >= _NARROWEST)
        self._place_notice()

    # Inside

    def _place_notice(self) -> None:
        """Lie in the middle of the upper edge of the pages."""
        words = self._told.fontMetrics().horizontalAdvance(self._told.text())
        width = min(words + 60, _WIDEST, max(self.width() - 40, 100))
        self._notice.setGeometry((self.width() - width) // 2, _BELOW_BAR, width, self._notice.heightForWidth(width))
        self._notice.raise_()

    def _build_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 7, 8, 7)
        bar.setSpacing(2)
        self._back = self._tool("chevron-left", _("Previous page"), lambda: self.view.go_to(self.view.page - 1))
        bar.addWidget(self._back)
        self.number = TextField(dense=True)
        self.number.setFixedWidth(54)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setAccessibleName(_("Page number"))
        self.number.setToolTip(_("Page number"))
        self.number.returnPressed.connect(self._go)
        self.number.editingFinished.connect(self._show_page)
        bar.addWidget(self.number)
        self._of = Label("", tone="ink2")
        self._of.setContentsMargins(6, 0, 2, 0)
        bar.addWidget(self._of)
        self._on = self._tool("chevron-right", _("Next page"), lambda: self.view.go_to(self.view.page + 1))
        bar.addWidget(self._on)
        bar.addSpacing(8)
        self._smaller = self._tool("zoom-out", _("Smaller"), lambda: self.view.step_zoom(-1))
        bar.addWidget(self._smaller)
        self._size = Label("", tone="ink2")
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._size.setFixedWidth(50)
        bar.addWidget(self._size)
        self._larger = self._tool("zoom-in", _("Larger"), lambda: self.view.step_zoom(1))
        bar.addWidget(self._larger)
        self._width = self._tool("arrow-autofit-width", _("As wide as the window"), lambda: self.set_fit(WIDTH), checkable=True)
        self._whole = self._tool("maximize", _("The whole page"), lambda: self.set_fit(PAGE), checkable=True)
        bar.addWidget(self._width)
        bar.addWidget(self._whole)
        bar.addSpacing(8)
        bar.addStretch(1)
        self.words = SearchField(_("Search in the text"), dense=True, delay=250)
        self.words.setMinimumWidth(120)
        self.words.setMaximumWidth(320)
        self.words.searched.connect(lambda text: self.view.search.search(text, self.view.page))
        self.words.installEventFilter(self)
        bar.addWidget(self.words, 100)
        self.count = Label("", role="small", tone="ink2")
        self.count.setContentsMargins(6, 0, 2, 0)
        bar.addWidget(self.count)
        self._hit_back = self._tool("chevron-up", _("Previous place"), lambda: self.step_hit(-1))
        self._hit_on = self._tool("chevron-down", _("Next place"), lambda: self.step_hit(1))
        bar.addWidget(self._hit_back)
        bar.addWidget(self._hit_on)
        return bar

    def _tool(self, icon: str, name: str, call, *, checkable: bool = False) -> QuietButton:
        button = QuietButton(icon=icon, name=name, small=True)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setCheckable(checkable)
        button.clicked.connect(lambda _on=False: call())
        return button

    def eventFilter(self, watched, event) -> bool:
        if watched is self.words and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and self.words.value() == self.view.search.text and self.view.search.text:
                self.step_hit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape and not self.words.text():
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _go(self) -> None:
        typed = self.number.value()
        if typed.isdecimal():
            self.view.go_to(int(typed[:9]) - 1)
        self._show_page()
        self.number.selectAll()

    def _show_page(self) -> None:
        count, page = self.view.page_count, self.view.page
        self.number.set_value(str(page + 1) if count else "")
        self.number.setEnabled(bool(count))
        self._of.setText(_("of {count}").format(count=format_number(count)))
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page + 1 < count)

    def _show_zoom(self) -> None:
        self._size.setText(_("{percent}%").format(percent=round(self.view.zoom * 100)))
        self._width.setChecked(self.view.fit == WIDTH)
        self._whole.setChecked(self.view.fit == PAGE)
        for button in (self._smaller, self._larger, self._width, self._whole):
            button.setEnabled(self.view.page_count > 0)

    def _show_hits(self) -> None:
        search = self.view.search
        if not search.text:
            words = ""
        elif search.count:
            words = _("{place} of {count}").format(place=format_number(search.place), count=format_number(search.count))
        else:
            words = _("Not found") if search.finished else _("Searching")
        self.count.setText(words)
        self.count.setVisible(bool(words))
        for button in (self._hit_back, self._hit_on):
            button.setVisible(bool(search.text))
            button.setEnabled(search.count > 0)
