"""What can be done with the board as a whole: its columns, revealing, looking back, and taking it along."""

from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.theme import icon, pixmap, theme


class BoardMenu(QObject):
    """The menu of the board, and the same as actions for the palette.

    Parameters:
        page: the page of the board.
    """

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._ctx = page.ctx
        # Private cards and all names only when asked for, each time anew.
        self._for_myself = False

    def actions(self) -> list[Action]:
        """Return the actions of the page."""
        shown = self._has_board
        return [
            Action("board.reveal", N_("Reveal all hidden cards"), self._page.deeds.reveal_all, menu="meeting", section=1, icon="eye", enabled=self._hides),
            Action("board.carry", N_("Look back on open agreements"), self.carry_over, menu="meeting", section=1, icon="history", enabled=shown),
            Action("board.png", N_("Save the board as a picture…"), self.save_picture, menu="file", section=1, icon="device-projector", enabled=shown),
            Action("board.xlsx", N_("Save the board as a spreadsheet…"), lambda: self.save_table("xlsx"), menu="file", section=1, icon="list-details", enabled=shown),
            Action("board.csv", N_("Save the board as CSV…"), lambda: self.save_table("csv"), menu="file", section=1, icon="list-details", enabled=shown),
            Action("board.markdown", N_("Copy the board as text"), self.copy_text, menu="edit", section=1, icon="copy", enabled=shown),
        ]

    def _has_board(self) -> bool:
        return self._page.meeting_id is not None

    def _hides(self) -> bool:
        return not all(map(attrgetter("revealed"), self._page.all_cards()))

    def open_at(self, button: QWidget) -> None:
        """Show the menu under a button."""
        menu = self.make()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)))

    def make(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self._page)
        columns = menu.addMenu(icon("layout-kanban", theme().color.ink2), _("Columns"))
        for kind, on in self._page.kinds_of_meeting():
            look = theme().kind[kind.id]
            action = columns.addAction(pixmap(look.icon, 20, look.solid, self._page.devicePixelRatioF()), kind.name)
            action.setCheckable(True)
            action.setChecked(on)
            action.setToolTip(kind.description)
            action.triggered.connect(lambda checked, id=kind.id: self.show_column(id, checked))
        columns.setToolTipsVisible(True)
        menu.addSeparator()
        for described in self.actions():
            if described.id == "board.png":
                menu.addSeparator()
            action = menu.addAction(icon(described.icon, theme().color.ink2), described.shown_text())
            action.setEnabled(bool(described.enabled()))
            action.triggered.connect(lambda _checked=False, call=described.callback: call())
        private = menu.addAction(_("With private cards and all names, for yourself"))
        private.setCheckable(True)
        private.setChecked(self._for_myself)
        private.toggled.connect(self._set_for_myself)
        return menu

    def _set_for_myself(self, on: bool) -> None:
        self._for_myself = on

    # Columns

    def show_column(self, kind: str, shown: bool) -> None:
        """Choose whether a kind is a column of this meeting."""
        kinds = [view.id for view, on in self._page.kinds_of_meeting() if (shown if view.id == kind else on)]
        if not kinds:
            self._ctx.toast(_("A board has at least one column."))
            return
        self._ctx.run(lambda: self._ctx.workspace.meetings.update(self._page.meeting_id, kinds=kinds))
        left = [card for card in self._page.all_cards() if card.kind == kind]
        if not shown and left:
            self._ctx.toast(_("This column stays as long as it has cards."))

    def carry_over(self) -> None:
        """Put the open agreements of earlier meetings on this board."""
        ids = self._ctx.run(lambda: self._ctx.workspace.outcomes.carry_over(self._page.meeting_id))
        if ids is None:
            return
        if not ids:
            self._ctx.toast(_("No open agreements from earlier meetings, or they are here already."))
            return
        words = ngettext("{count} agreement put here to look back on", "{count} agreements put here to look back on", len(ids))
        self._page.board.choose(ids[0])
        self._ctx.toast(words.format(count=len(ids)), undo=True)

    # Taking along

    def save_picture(self) -> None:
        """Save the board as the wall shows it, a file per page."""
        from ef_desktop.ui.board_pictures import draw_board

        name = self._ask(_("Save the board as a picture"), "png")
        if not name:
            return
        workspace, first = self._ctx.workspace, Path(name)

        def work() -> int:
            export, meeting = workspace.outcomes.export, self._page.meeting_id
            pages = draw_board(export.for_others(meeting, workspace.projection.frame(meeting, "board")))
            export.pictures(first, pages)
            return len(pages)

        if pages := self._ctx.run(work):
            words = ngettext("The board is saved as {count} picture.", "The board is saved as {count} pictures.", pages)
            self._told(words.format(count=pages), first)

    def save_table(self, kind: str) -> None:
        """Save the board for a spreadsheet: ``xlsx`` or ``csv``."""
        name = self._ask(_("Save the board"), kind)
        if not name:
            return
        export = self._ctx.workspace.outcomes.export
        save = export.xlsx if kind == "xlsx" else export.csv
        path = Path(name)

        def work() -> bool:
            save(self._page.meeting_id, path, for_myself=self._for_myself)
            return True

        if self._ctx.run(work):
            self._told(_("The board is saved as ‘{name}’.").format(name=path.name), path)

    def copy_text(self) -> None:
        """Put the board on the clipboard as Markdown."""
        export = self._ctx.workspace.outcomes.export
        text = self._ctx.run(lambda: export.markdown(self._page.meeting_id, for_myself=self._for_myself))
        if text is not None:
            QGuiApplication.clipboard().setText(text)
            self._ctx.toast(_("The board is on the clipboard as text."))

    def _told(self, words: str, path: Path) -> None:
        from ef_desktop.ui.shell import show_folder

        self._ctx.toast(words, action=(_("Show in folder"), lambda: show_folder(path)))

    def _ask(self, title: str, suffix: str) -> str:
        """Ask for a file; the suffix is added where it was not typed."""
        suggested = self._ctx.workspace.path.with_name(f"{self._page.file_stem()}.{suffix}")
        name, _kind = QFileDialog.getSaveFileName(self._page.window(), title, str(suggested), f"*.{suffix}")
        return name if not name or name.lower().endswith(f".{suffix}") else f"{name}.{suffix}"


def clean_name(words: str) -> str:
    """Return words as a name of a file: without what some systems do not take."""
    return "".join(" " if letter in '\\/:*?"<>|' or ord(letter) < 32 else letter for letter in words).strip()[:100]
