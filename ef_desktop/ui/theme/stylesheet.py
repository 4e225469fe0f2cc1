"""The style sheet and palette of Qt's own widgets, made from the tokens: colour, border, radius and padding only."""

from PySide6.QtGui import QColor, QPalette

from ef_desktop.ui.theme.tokens import Palette, Tokens

_SHEET = """
QMainWindow, QWidget#page {{ background: {canvas}; }}
QDialog {{ background: {surface}; }}
QLabel {{ background: transparent; color: {ink}; }}
QLabel[tone="ink2"] {{ color: {ink2}; }}
QLabel[tone="ink3"] {{ color: {ink3}; }}
QLabel[tone="primary"] {{ color: {primary}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="accent_ink"] {{ color: {accent_ink}; }}
QLabel[tone="on_primary"] {{ color: {on_primary}; }}
QToolTip {{ background: {ink}; color: {canvas}; border: 1px solid {ink}; padding: 4px 8px; }}

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {{
    background: {surface}; color: {ink}; border: {edge}px solid {line_strong}; border-radius: {control}px;
    selection-background-color: {primary_tint2}; selection-color: {ink}; placeholder-text-color: {ink3};
}}
QLineEdit, QAbstractSpinBox, QComboBox {{ padding: 0 11px; }}
QPlainTextEdit, QTextEdit {{ padding: 5px 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{
    background: {sunk}; color: {ink3}; border-color: {line};
}}
*[painted="true"] {{ background: transparent; border: none; padding: 0 12px; }}
QDateEdit[painted="true"] {{ padding: 0 10px; }}
QSpinBox[painted="true"], QTimeEdit[painted="true"] {{ padding: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border; width: 0; border: none; }}
QPlainTextEdit[painted="true"] {{ padding: 6px 8px; }}
*[bare="true"], QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0; }}
QDateEdit::drop-down, QComboBox::drop-down {{
    subcontrol-origin: border; subcontrol-position: center right; width: 40px; border: none; background: transparent;
}}
QDateEdit::down-arrow, QComboBox::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{
    background: {surface}; color: {ink}; border: 1px solid {line_strong}; outline: none; padding: 4px;
    selection-background-color: {primary_tint}; selection-color: {ink};
}}
QComboBox QAbstractItemView::item {{ min-height: 34px; padding: 0 8px; border-radius: {chip}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {primary_tint}; color: {ink}; }}

QMenu {{ background: {surface}; color: {ink}; border: 1px solid {line_strong}; padding: 6px; }}
QMenu::item {{ padding: 7px 28px 7px 12px; border-radius: {chip}px; }}
QMenu::icon {{ padding-left: 10px; }}
QMenu::item:selected {{ background: {primary_tint}; color: {ink}; }}
QMenu::item:disabled {{ color: {ink3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 6px 8px; }}

QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {line_strong}; border-radius: 4px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {ink3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QAbstractItemView {{ background: {surface}; color: {ink}; border: none; outline: none; alternate-background-color: {canvas};
    selection-background-color: {primary_tint}; selection-color: {ink}; }}
QHeaderView::section {{ background: {surface}; color: {ink2}; border: none; border-bottom: 1px solid {line}; padding: 8px; }}
QSplitter::handle {{ background: {line}; }}

QCalendarWidget {{ background: {surface}; border: 1px solid {line_strong}; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {surface}; border-bottom: 1px solid {line}; }}
QCalendarWidget QToolButton {{ background: transparent; color: {ink}; border: none; border-radius: {chip}px; padding: 4px 8px; }}
QCalendarWidget QToolButton:hover {{ background: {hover}; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; width: 0; }}
QCalendarWidget QAbstractItemView {{ background: {surface}; color: {ink}; border: none;
    selection-background-color: {primary}; selection-color: {on_primary}; }}
QCalendarWidget QAbstractItemView:disabled {{ color: {line_strong}; }}
QCalendarWidget QSpinBox {{ border-radius: {chip}px; padding: 0 6px; }}
"""


def stylesheet(color: Palette[str], tokens: Tokens) -> str:
    """Return the style sheet of the application in one mode.

    Parameters:
        color: the colours of the mode.
        tokens: radii and line widths.
    """
    return _SHEET.format(
        **color._asdict(),
        edge=tokens.border.control,
        control=tokens.radius.control,
        chip=tokens.radius.chip,
    )


def palette(color: Palette[QColor]) -> QPalette:
    """Return the palette for what Fusion draws itself."""
    role = QPalette.ColorRole
    result = QPalette(color.ink, color.surface, color.surface, color.sunk, color.line_strong, color.ink, color.surface)
    for name, shade in {
        role.Window: color.canvas,
        role.WindowText: color.ink,
        role.Base: color.surface,
        role.AlternateBase: color.canvas,
        role.Text: color.ink,
        role.Button: color.surface,
        role.ButtonText: color.ink,
        role.PlaceholderText: color.ink3,
        role.Highlight: color.primary,
        role.HighlightedText: color.on_primary,
        role.Link: color.primary,
        role.LinkVisited: color.primary,
        role.ToolTipBase: color.ink,
        role.ToolTipText: color.canvas,
        role.Accent: color.primary,
    }.items():
        result.setColor(name, shade)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, color.ink3)
    return result
