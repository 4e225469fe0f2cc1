"""Making the interim report: for whom, the period, texts per chapter, the preview, saving. With the real services."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop.domain.interim import AENO, GEMEENTE
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.pages.logbook_interim import InterimPart
from tests.gui.hard_text import long_text, words_of
from tests.report.reading import plain, read

pytestmark = pytest.mark.usefixtures("impatient")

LONG = 60_000
SINCE, UNTIL = date(2026, 3, 1), date(2026, 3, 12)


def with_held_meeting(w):
    w.programme.update(starts_on=SINCE)
    meeting = w.meetings.create("Kennismaken", held_on=UNTIL, starts_at=570)
    w.meetings.add_text_item(meeting, "Welkom", 10)
    w.room.start(meeting)
    w.outcomes.add(meeting, "werkt", "Samen eten helpt")
    w.outcomes.add(meeting, "signaal", "Het loket is dicht")
    w.room.finish(meeting)


CONTENT = with_held_meeting


@pytest.fixture
def part(ctx, qtbot):
    """The part with one meeting that was held, and its preview."""
    part = InterimPart(ctx)
    qtbot.addWidget(part)
    ctx.changed.connect(lambda _change: part.reload())
    part.resize(1200, 640)
    part.show()
    part.activateWindow()
    qtbot.waitUntil(part.isActiveWindow, timeout=LONG)
    part.reload()
    ready(part, qtbot)
    yield part
    part.leave()
    ctx.changed.disconnect()


def ready(part, qtbot):
    qtbot.waitUntil(lambda: not part.preview.busy, timeout=LONG)


def text_of(part, chapter, audience=GEMEENTE):
    return next(one for one in part._ctx.workspace.interim.texts(SINCE, UNTIL, audience) if one.chapter == chapter)


def choose(part, chapter):
    part.side.chapter.setCurrentIndex(next(place for place, one in enumerate(part.side._texts) if one.chapter == chapter))


def write(part, words):
    part.side.text.setFocus()
    part.side.text.selectAll()
    part.side.text.insertPlainText(words)
    QTest.keyClick(part.side.text, Qt.Key.Key_Tab)


def test_it_begins_with_the_programme_up_to_today_and_a_proposal(part):
    assert part.side.choice() == (SINCE, UNTIL, GEMEENTE)
    assert part.side.chapter.count() == 10
    assert part.side.text.value() == text_of(part, "aanleiding").proposal
    assert not part.side.back.isVisible()
    assert part.preview.data.startswith(b"%PDF")
    assert part.side.left_out.text() == "Er is niets weggelaten."
    assert part.side.save.isEnabled()


def test_own_words_stand_in_the_report_and_are_undone(part, ctx, qtbot):
    choose(part, "vervolg")
    before = part.side.text.value()
    assert "Er zijn nu geen vragen aan de opdrachtgever." in before
    write(part, "Wij vragen om tijd.")
    assert text_of(part, "vervolg").own == "Wij vragen om tijd."
    ready(part, qtbot)
    assert part.side.back.isVisible()
    assert part.side._state.text().startswith("Je eigen tekst.")
    ctx.workspace.undo.undo()
    ready(part, qtbot)
    assert part.side.text.value() == before
    ctx.workspace.undo.redo()
    ready(part, qtbot)
    assert part.side.text.value() == "Wij vragen om tijd."
    write(part, long_text(2))
    assert words_of(text_of(part, "vervolg").own) == words_of(long_text(2))
    part.side.back.click()
    assert text_of(part, "vervolg").own == ""
    ready(part, qtbot)
    assert part.side.text.value() == before


@pytest.mark.usefixtures("hasty")
def test_own_words_are_kept_while_they_are_typed(ctx, qtbot, request):
    part = request.getfixturevalue("part")
    choose(part, "vervolg")
    part.side.text.setFocus()
    part.side.text.selectAll()
    QTest.keyClicks(part.side.text, "Wij vragen")
    qtbot.waitUntil(lambda: text_of(part, "vervolg").own == "Wij vragen", timeout=LONG)
    ready(part, qtbot)
    QTest.keyClicks(part.side.text, " om tijd.")
    qtbot.waitUntil(lambda: text_of(part, "vervolg").own == "Wij vragen om tijd.", timeout=LONG)
    ready(part, qtbot)
    assert part.side.text.hasFocus() and part.side.text.value() == "Wij vragen om tijd."
    # Brought back right after a letter that was kept: the proposal counts again.
    part.side.back.click()
    assert text_of(part, "vervolg").own == "" and not part.side.back.isVisible()


def test_a_text_that_is_left_as_it_was_is_no_step(part, ctx):
    label = ctx.workspace.undo.state().undo
    write(part, part.side.text.value())
    part.side.finish()
    assert ctx.workspace.undo.state().undo == label


def test_another_chapter_keeps_what_was_typed(part):
    part.side.text.setFocus()
    part.side.text.setPlainText("Half getypt")
    choose(part, "monitoring")
    assert text_of(part, "aanleiding").own == "Half getypt"
    assert part.side.text.value() == text_of(part, "monitoring").proposal


def test_what_is_being_typed_stays_while_the_programme_changes(part, ctx, qtbot):
    part.side.text.setFocus()
    part.side.text.setPlainText("Ik schrijf nog")
    ctx.workspace.outcomes.add(ctx.workspace.meetings.rows()[0].id, "werkt", "Ondertussen")
    ready(part, qtbot)
    assert part.side.text.value() == "Ik schrijf nog"


def test_each_reader_has_texts_of_its_own(part, qtbot):
    write(part, "Voor de gemeente")
    ready(part, qtbot)
    part.side.audience.setFocus()
    QTest.keyClick(part.side.audience, Qt.Key.Key_Right)
    assert part.side.audience.current() == AENO
    ready(part, qtbot)
    assert part.side.text.value() == text_of(part, "aanleiding", AENO).proposal
    assert "namen van mensen" in part.side.left_out.text()
    write(part, "Voor het fonds")
    assert text_of(part, "aanleiding", AENO).own == "Voor het fonds"
    assert text_of(part, "aanleiding").own == "Voor de gemeente"


def test_a_text_of_another_period_says_so(part, qtbot):
    write(part, "Voor maart")
    ready(part, qtbot)
    part.side.first.setDate(date(2026, 3, 5))
    part.side.first.editingFinished.emit()
    ready(part, qtbot)
    assert "geschreven voor 1 maart 2026 tot en met 12 maart 2026" in part.side._state.text()


def test_a_period_that_cannot_be_is_told_beside_the_field(part, qtbot):
    part.side.last.setDate(date(2026, 2, 1))
    part.side.last.editingFinished.emit()
    assert part.side.problem() == "De laatste dag ligt vóór de eerste dag."
    assert not part.side.save.isEnabled()
    assert not part.preview.busy
    part.side.last.setDate(UNTIL)
    part.side.last.editingFinished.emit()
    ready(part, qtbot)
    assert part.side.save.isEnabled()


@pytest.mark.parametrize("edition", [False, True])
def test_it_is_saved_and_kept_as_an_edition_where_that_is_asked(part, ctx, qtbot, monkeypatch, tmp_path, edition):
    asked = []

    def place(_parent, _title, suggested, _kinds):
        asked.append(suggested)
        return str(tmp_path / "verslag"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    part.side.edition.setChecked(edition)
    with qtbot.waitSignal(ctx.toastAsked, timeout=LONG) as told:
        QTest.mouseClick(part.side.save, Qt.MouseButton.LeftButton)
    assert told.args[0].text == "De tussenrapportage is opgeslagen: verslag.pdf"
    assert asked[0].endswith("Tussenrapportage-gemeente-2026-03-01-2026-03-12.pdf")
    assert "Samen eten helpt" in plain(read(tmp_path / "verslag.pdf").everything())
    assert len(ctx.workspace.interim.editions()) == edition
    qtbot.waitUntil(lambda: part.side.save.isEnabled(), timeout=LONG)


def test_every_control_has_a_name(part):
    side = part.side
    for control in (side.audience, side.first, side.last, side.chapter, side.text, side.back, side.edition, side.save):
        assert control.accessibleName() or control.property("text"), control


def test_who_only_looks_can_save_but_write_nothing(closed_ctx, work_file, qtbot, tmp_path):
    closed_ctx.use(Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, read_only=True))
    part = InterimPart(closed_ctx)
    qtbot.addWidget(part)
    part.show()
    part.reload()
    ready(part, qtbot)
    assert part.side.text.isReadOnly()
    assert not part.side.edition.isEnabled()
    with qtbot.waitSignal(closed_ctx.toastAsked, timeout=LONG):
        part.write(tmp_path / "verslag.pdf")
    assert (tmp_path / "verslag.pdf").exists()
    qtbot.waitUntil(lambda: part.side.save.isEnabled(), timeout=LONG)
    part.leave()
