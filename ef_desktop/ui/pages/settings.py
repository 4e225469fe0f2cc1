"""The page Instellingen: this laptop, the room, the programme, and the work file with its backups."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.i18n import N_, _
from ef_desktop.settings import ROOM_DISTANCES, ROOM_WIDTHS
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import DateField, Form, TextField
from ef_desktop.ui.forms.when import screen_locale
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.overview_head import PageHead, is_small, is_tall
from ef_desktop.ui.pages.settings_cases import CasesPanel
from ef_desktop.ui.pages.settings_file import FilePanel
from ef_desktop.ui.pages.settings_media import MediaPanel
from ef_desktop.ui.pages.settings_sets import SetsPanel
from ef_desktop.ui.projector.letters import LARGEST_SMALLEST, SMALLEST
from ef_desktop.ui.projector.letters import pixels_needed as letter_pixels
from ef_desktop.ui.theme import font, load_tokens
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.choices import ToggleSwitch
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

LANGUAGES = (("nl", "Nederlands"), ("en", "English"))
APPEARANCES = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))


class SettingsPage(Page):
    """What is chosen counts at once; there is nothing to confirm."""

    page_id = "settings"
    kinds = frozenset({"setting", "goal", "programme"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._begin = ""
        self.head = PageHead(_("Settings"), _("What you choose counts at once."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(self.head)
        column.addLayout(top)
        # The area and what scrolls in it have their places before they are filled: with every move Qt dresses all of it again.
        area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        inner = QWidget(objectName="scrolled")
        area.setWidget(inner)
        columns = self._columns = QHBoxLayout(inner)
        columns.setContentsMargins(24, 0, 24, 20)
        columns.setSpacing(20)
        left, right = QVBoxLayout(), QVBoxLayout()
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        for side in (left, right):
            side.setSpacing(20)
        left.addWidget(self._device_panel())
        left.addWidget(self._room_panel())
        self.media = MediaPanel(ctx)
        left.addWidget(self.media)
        left.addStretch(1)
        right.addWidget(self._programme_panel())
        self.file = FilePanel(ctx)
        right.addWidget(self.file)
        self.cases = CasesPanel(ctx)
        right.addWidget(self.cases)
        self.sets = SetsPanel(ctx)
        right.addWidget(self.sets)
        right.addStretch(1)

    def title(self) -> str:
        return _("Settings")

    def show_with(self, field: str = "", **_args) -> None:
        """Begin in a field: ``your_name``; else at the top."""
        self._begin = field

    def default_focus(self) -> QWidget:
        return self.your_name if self._begin == "your_name" else self.language

    def page_actions(self) -> list[Action]:
        return [Action("settings.folder", N_("Show the folder of the work file"), self.file.show_folder, icon="folder-open")]

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        under = QHBoxLayout.Direction.TopToBottom
        self._columns.setDirection(under if is_small(self) else QHBoxLayout.Direction.LeftToRight)
        super().resizeEvent(event)

    def hideEvent(self, event) -> None:
        self.test.setChecked(False)
        super().hideEvent(event)

    def left(self) -> None:
        self._saver.flush()

    def reload(self) -> None:
        view = self.ctx.workspace.programme.view()
        self._saver.load({name: getattr(view, name) for name in self._fields}, other=False)
        for field in self._fields.values():
            field.setEnabled(not self.ctx.workspace.read_only)
        self.file.reload()
        self.cases.reload()
        self.media.reload()

    # This laptop

    def _device_panel(self) -> Panel:
        settings = self.ctx.settings
        panel = Panel(spacing=16)
        panel.body.addWidget(SectionTitle(_("This laptop"), icon="settings"))
        form = Form(spacing=16)
        self.language = SegmentedControl(LANGUAGES, settings.language, name=_("Language"), stretch=True)
        self.language.changed.connect(self.ctx.choose_language)
        form.add(self.language, _("Language"))
        choices = [(id, _(label)) for id, label in APPEARANCES]
        self.appearance = SegmentedControl(choices, settings.appearance, name=_("Look"), stretch=True)
        self.appearance.changed.connect(self._choose_appearance)
        form.add(self.appearance, _("Look"))
        self.calm = ToggleSwitch(_("Calm picture: nothing moves"))
        self.calm.setChecked(settings.calm)
        self.calm.toggled.connect(self._choose_calm)
        form.add_widget(self.calm)
        self.end_sound = ToggleSwitch(_("Soft sound at the end of a block"))
        self.end_sound.setChecked(settings.end_sound)
        self.end_sound.toggled.connect(self._choose_end_sound)
        form.add_widget(self.end_sound)
        self.your_name = TextField(settings.facilitator, advised=60)
        self.your_name.committed.connect(self._choose_name)
        form.add(self.your_name, _("Your name"), help=_("It shows who wrote what, from now on."))
        panel.body.addWidget(form)
        return panel

    def _choose_appearance(self, choice: str) -> None:
        self.ctx.settings.appearance = choice
        self.ctx.save_settings()
        # Qt dresses every widget that there is, up to a second or two: the pressed button shows at once.
        self.appearance.repaint()
        self.ctx.theme.choose(choice)
        self.ctx.actions.refresh()

    def _choose_calm(self, calm: bool) -> None:
        self.ctx.settings.calm = calm
        self.ctx.save_settings()

    def _choose_end_sound(self, wanted: bool) -> None:
        self.ctx.settings.end_sound = wanted
        self.ctx.save_settings()

    def _choose_name(self, name: str) -> None:
        self.ctx.settings.facilitator = name
        self.ctx.save_settings()
        if self.ctx.workspace is not None:
            self.ctx.workspace.sign_as(name)

    # The room

    def _room_panel(self) -> Panel:
        settings = self.ctx.settings
        panel = Panel(spacing=16)
        panel.body.addWidget(SectionTitle(_("The room"), icon="device-projector"))
        form = Form(spacing=12)
        self.distance = MetresField(settings.room_distance, *ROOM_DISTANCES, 0.5)
        self.width_field = MetresField(settings.room_width, *ROOM_WIDTHS, 0.1)
        form.add_beside(
            form.make_row(self.distance, _("From the wall to the back row"), unit=_("metres")),
            form.make_row(self.width_field, _("Width of the picture"), unit=_("metres")),
        )
        self.distance.committed.connect(self._choose_room)
        self.width_field.committed.connect(self._choose_room)
        panel.body.addWidget(form)
        self.room_words = Label("", role="small", tone="ink2", wrap=True)
        panel.body.addWidget(self.room_words)
        self.test = SecondaryButton(_("Test beamer"), icon="device-projector")
        self.test.setCheckable(True)
        self.test.toggled.connect(lambda on: self.ctx.wall.test_reading(on))
        self.identify = SecondaryButton(_("Which screen is which?"), icon="search")
        self.identify.clicked.connect(lambda: self.ctx.wall.identify.start())
        deeds = QHBoxLayout()
        deeds.setSpacing(12)
        deeds.addWidget(self.test)
        deeds.addWidget(self.identify)
        deeds.addStretch(1)
        panel.body.addLayout(deeds)
        self._tell_room()
        return panel

    def _choose_room(self) -> None:
        self.ctx.settings.room_distance = self.distance.value()
        self.ctx.settings.room_width = self.width_field.value()
        self.ctx.save_settings()
        if self.ctx.wall_made:
            self.ctx.wall.refresh()
        self._tell_room()

    def _tell_room(self) -> None:
        pixels = letter_pixels(self.ctx.settings.room_distance, self.ctx.settings.room_width)
        if pixels <= SMALLEST:
            words = _("The back row can read the board: its smallest letters are {least} pixels high.")
        elif pixels <= LARGEST_SMALLEST:
            words = _("For this room the wall sets its letters larger: {pixels} pixels in place of {least}. Less fits on a page.")
        else:
            words = _(
                "The back row cannot read the board well: it needs letters of {pixels} pixels, the most is {most}. "
                "Let people sit closer, or make the picture wider."
            )
        self.room_words.setText(words.format(pixels=pixels, least=SMALLEST, most=LARGEST_SMALLEST))
        self.room_words.set_tone("ink2" if pixels <= LARGEST_SMALLEST else "accent_ink")

    # The programme

    def _programme_panel(self) -> Panel:
        panel = Panel(spacing=16)
        panel.body.addWidget(SectionTitle(_("Learning path"), icon="route"))
        form = Form(spacing=14)
        self.name = TextField(advised=60)
        self.municipality = TextField(advised=60, placeholder=_("For instance: Delft"))
        today = self.ctx.clock.now().astimezone().date()
        self.starts_on = DateField(optional=True, today=today)
        self.ends_on = DateField(optional=True, today=today)
        form.add(self.name, _("Name"))
        form.add(self.municipality, _("Municipality"), optional=True)
        first = form.make_row(self.starts_on, _("First day"), optional=True)
        form.add_beside(first, form.make_row(self.ends_on, _("Last day"), optional=True))
        self._fields = {"name": self.name, "municipality": self.municipality, "starts_on": self.starts_on, "ends_on": self.ends_on}
        self._saver = AutoSave(self._change, self)
        for name, field in self._fields.items():
            self._saver.bind(name, field)
        panel.body.addWidget(form)
        return panel

    def _change(self, name: str, value: object) -> bool:
        return self.ctx.keep(("programme", name), lambda: self.ctx.workspace.programme.update(**{name: value}))


class MetresField(QDoubleSpinBox):
    """A distance in metres with one decimal.

    Parameters:
        value: to start with.
        least, most: the ends.
        step: what an arrow key adds.
    """

    committed = Signal(float)

    def __init__(self, value: float, least: float, most: float, step: float, parent: QWidget | None = None):
        super().__init__(parent)
        self.setLocale(screen_locale())
        self.setRange(least, most)
        self.setDecimals(1)
        self.setSingleStep(step)
        self.setValue(value)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        # Qt gives the padding of the style sheet to every spin box but this one.
        self.lineEdit().setTextMargins(10, 0, 10, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(font("body"))
        self.setFixedHeight(load_tokens().size.input)
        self.setProperty("focus_radius", load_tokens().radius.control)
        self.valueChanged.connect(self.committed)

    def wheelEvent(self, event) -> None:
        event.ignore()
