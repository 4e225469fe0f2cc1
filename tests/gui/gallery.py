"""Draw every component in light and dark: ``python tests/gui/gallery.py FOLDER``. For people to look at, not a test."""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ef_desktop import i18n
from ef_desktop.ui.forms import ComboField, DateField, Form, SearchField, TextArea, TextField, TimeField
from ef_desktop.ui.theme import KINDS, install_theme, theme
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.badge import CategoryBadge
from ef_desktop.ui.widgets.bars import ProgressBar, ProgressDots
from ef_desktop.ui.widgets.buttons import AccentButton, PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.choices import CheckBox, RadioButton, ToggleSwitch
from ef_desktop.ui.widgets.dialog import ask
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.focusring import FocusRing
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.rail import AppRail, RailPage
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.statusbar import SaveStatus, StatusBar, StatusItem
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import ElidedLabel, Label
from ef_desktop.ui.widgets.tile import DateTile
from ef_desktop.ui.widgets.toast import Toasts

PAGES = [
    RailPage("route", "route", "Leerroute"),
    RailPage("meetings", "calendar", "Bijeenkomsten"),
    RailPage("cases", "folder-question", "Casussen"),
    RailPage("outcomes", "layout-kanban", "Opbrengsten"),
    RailPage("people", "users-group", "Mensen"),
    RailPage("base", "stack-2", "Basispakket"),
    RailPage("settings", "settings", "Instellingen", footer=True),
]


def line(*things: QWidget, spacing: int = 14) -> QHBoxLayout:
    """Return things side by side, at the left."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for thing in things:
        row.addWidget(thing, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return row


def add(column: QVBoxLayout, title: str, *parts: QWidget | QLayout) -> None:
    """Add a titled part to a column."""
    column.addWidget(Label(title, role="h2", tone="primary"))
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    column.addSpacing(6)


def disabled(widget: QWidget) -> QWidget:
    """Return the widget, switched off."""
    widget.setEnabled(False)
    return widget


def controls() -> QWidget:
    """Return buttons, choices and small marks."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(30, 24, 30, 24)
    column.setSpacing(10)
    add(
        column,
        "Knoppen",
        line(PrimaryButton("Bewaar"), PrimaryButton("Volgende: Pauze", trailing_icon="arrow-right", key="F9"), disabled(PrimaryButton("Bewaar"))),
        line(
            AccentButton("Start", icon="player-play", key="F5"),
            SecondaryButton("Stilzetten", icon="snowflake", key="F6"),
            QuietButton("Ongedaan maken"),
            SegmentedControl([("kind", "Soort"), ("case", "Casus")]),
        ),
        line(
            SecondaryButton("Wis voor altijd", danger=True, small=True),
            SecondaryButton("Opnieuw", small=True),
            QuietButton("Zoeken", icon="search", key="Ctrl K"),
            QuietButton(icon="dots", name="Meer"),
            QuietButton(icon="x", name="Sluit"),
            SecondaryButton("Bijeenkomst", icon="plus"),
        ),
    )
    tick = CheckBox("aan")
    tick.setChecked(True)
    chosen = RadioButton("gekozen")
    chosen.setChecked(True)
    on = ToggleSwitch("Zaal ziet mee")
    on.setChecked(True)
    add(
        column,
        "Keuzes",
        line(tick, CheckBox("uit"), chosen, RadioButton("niet"), on, ToggleSwitch("Rustig beeld")),
        line(
            MinuteStepper(15),
            SegmentedControl([("prepare", "Voorbereiden"), ("lead", "Begeleiden"), ("review", "Nalopen")], "lead"),
            disabled(MinuteStepper(0)),
        ),
        SegmentedControl([("room", "De zaal", "eye"), ("me", "Alleen jij", "lock")], "room", stretch=True),
    )
    add(
        column,
        "Chips en toetsen",
        line(
            Chip("12 van 14"),
            Chip("4", tone="warn"),
            Chip("6 min achter op plan", tone="warn", icon="alert-triangle"),
            Chip("Zaal ziet mee", tone="blue", icon="eye"),
            Chip("Live", tone="solid", dot=True),
            Chip("Voorhof", tone="outline", icon="folder-question"),
            spacing=8,
        ),
        KeyHintRow([("Alt|Up", "verplaatst"), ("+|-", "5 minuten"), ("Del", "haalt weg"), ("Ctrl Z", "terug")]),
    )
    kinds = QGridLayout()
    for number, kind in enumerate(KINDS):
        kinds.addLayout(
            line(CategoryBadge(kind, size=26), CategoryBadge(kind, size=18), Label(kind, role="body_strong")), number // 3, number % 3
        )
    add(column, "Soorten", kinds, line(*[CategoryBadge(kind, size=52) for kind in KINDS]))
    people = ["Noor Visser", "Samir Bakkali", "Joke de Haan", "Femke Bos", "Ilse", "Wim van der Ree"]
    add(column, "Mensen", line(*[Avatar(name, present=name != "Femke Bos") for name in people], spacing=8))
    add(column, "Hoeveel", ProgressBar(0.41), line(ProgressDots(4, 4), ProgressDots(4, 1.5), ProgressDots(4, 0)))
    failed = SaveStatus(pill=True)
    failed.set_failed("De schijf is vol.")
    saved = SaveStatus(pill=True)
    saved.set_saved("14:37")
    saving = SaveStatus(pill=True)
    saving.set_saving()
    add(
        column,
        "Status",
        line(saved, saving, failed, spacing=10),
        line(
            StatusItem("Zaal: Team, live", "device-projector", tone="good", pill=True),
            StatusItem("Zaal: stilgezet", "snowflake", tone="frozen", pill=True),
            StatusItem("Zaal: zwart", "filled/square", pill=True),
            StatusItem("Geen beamer gevonden", "plug-connected-x", pill=True),
            spacing=10,
        ),
    )
    column.addStretch(1)
    return page


def surfaces() -> QWidget:
    """Return fields, panels, empty states and messages."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(30, 24, 30, 24)
    column.setSpacing(10)
    form = Form()
    wrong = form.make_row(TextField("31 februari"), "Klaar op")
    wrong.set_error("Deze datum bestaat niet. Kies een andere dag.")
    empty = form.make_row(TextField(placeholder="Typ een titel"), "Leeg", help="Kort voor het scherm, hooguit 40 tekens.")
    form.add_beside(empty, form.make_row(TextField("Bel eerst"), "Focus"), form.make_row(disabled(TextField("Casus")), "Uit"))
    when = form.make_row(DateField(date(2026, 3, 12)), "Datum")
    form.add_beside(when, form.make_row(TimeField(), "Begint om", unit="uur"))
    form.add_beside(wrong, form.make_row(ComboField([(1, "Stadstuin Voorhof"), (2, "Speelstraat")]), "Casus"))
    form.add(TextArea("Een brief van één kant, in gewone taal. Eerst laten lezen door Ilse."), "Toelichting", optional=True)
    form.add_widget(SearchField("Zoek een blok"))
    add(column, "Velden", form)
    panels = QHBoxLayout()
    for variant in ("plain", "active", "private", "missing"):
        panel = Panel(variant=variant)
        panel.body.addWidget(SectionTitle("Mijn notities", icon="lock" if variant == "private" else "", role="h3"))
        panel.body.addWidget(Separator())
        panel.body.addWidget(ElidedLabel("Ilse vertelt eerst. Niet vragen naar de klacht.", tone="ink2"))
        panels.addWidget(panel)
    add(column, "Panelen", panels)
    row = QHBoxLayout()
    for item in (
        EmptyState("folder-question", "Nog geen casussen", "Een casus begint met een vraag uit de stad.", "Nieuwe casus"),
        EmptyState("bell", "Je bent bij", "Niets vraagt nu je aandacht.", "Naar het draaiboek", primary=False),
    ):
        panel = Panel(padding=0)
        panel.body.addWidget(item)
        row.addWidget(panel)
    row.addWidget(DateTile(date(2026, 3, 12)))
    row.addWidget(DateTile())
    add(column, "Leeg en tegels", row)
    column.addStretch(1)
    return page


def window() -> QWidget:
    """Return the whole gallery."""
    top = QWidget(objectName="page")
    top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    outer = QVBoxLayout(top)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    rail = AppRail(PAGES, "route")
    rail.set_count("cases", 3)
    small = AppRail(PAGES, "meetings")
    small.set_compact(True)
    middle.addWidget(rail)
    middle.addWidget(small)
    middle.addWidget(controls(), 1)
    middle.addWidget(surfaces(), 1)
    outer.addLayout(middle, 1)
    status = StatusBar()
    status.save.set_saved("14:37")
    status.set_context(StatusItem("Geen beamer gevonden", "device-projector"))
    status.set_hints([("F2", "Naar vastleggen"), ("F1", "Toetsen")])
    outer.addWidget(status)
    return top


def main(folder: Path) -> None:
    """Save the pictures."""
    app = QApplication.instance() or QApplication([])
    i18n.set_language("nl")
    install_theme(app, "light")
    folder.mkdir(parents=True, exist_ok=True)
    top = window()
    top.resize(1900, 1360)
    FocusRing(top)
    toasts = Toasts(top, bottom=24)
    toasts.undo("Kaart weg: ‘Regels op één A4’", "Je kunt dit 10 seconden terugdraaien.")
    failure = toasts.failure("Bewaren lukt niet", "De schijf is vol. Je werk staat nog in het geheugen.")
    failure.add_action("Andere plek kiezen", primary=True)
    failure.add_action("Opnieuw")
    top.show()
    top.activateWindow()
    field = next(field for field in top.findChildren(TextField) if field.text() == "Bel eerst")
    field.setFocus()
    dates = top.findChild(DateField)
    for mode in ("light", "dark"):
        theme().choose(mode)
        top.activateWindow()
        field.setFocus()
        app.processEvents()
        top.grab().save(str(folder / f"gallery-{mode}.png"))
        question = ask(top, "Gegevens van Ilse wissen?", "Naam, portret en 2 citaten gaan weg. Dit kan niet terug.", "Wis voor altijd", dates.clear, cancel="Niet wissen", danger=True)
        app.processEvents()
        question.grab().save(str(folder / f"dialog-{mode}.png"))
        question.reject()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
