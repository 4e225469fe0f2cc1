"""Words of Qt's own dialogs that its Dutch translation leaves in English."""

from PySide6.QtCore import QTranslator

from ef_desktop.i18n import N_, _

_WORDS = {
    "QFileDialog": (N_("&Look in:"), N_("Files of &type:")),
    "QAbstractFileIconProvider": (N_("Folder"), N_("File Folder"), N_("File"), N_("Drive"), N_("Shortcut"), N_("Alias"), N_("Unknown")),
}


class RestOfQt(QTranslator):
    """Knows these words only. Install it before the translation of Qt: what comes later is asked first."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        # None leaves the word to the next translation, and last to Qt.
        return _(source) if source in _WORDS.get(context, ()) else None
