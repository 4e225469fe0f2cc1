"""What the logbook gathers: chapters, numbers, marks of what is new, editions, and what is left out of all of it."""

import hashlib
import io
import shutil
from collections import Counter
from datetime import date, datetime, timedelta

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import text

from ef_desktop import paths
from ef_desktop.db.tables import Attachment, Consent, Measurement, MeasurementCount, Outcome, Portrait
from ef_desktop.domain import book_parts
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import InvalidValueError, ReadOnlyError, StorageError
from ef_desktop.domain.ids import member_id, new_id
from ef_desktop.domain.interim import AUDIENCES
from ef_desktop.i18n import set_language
from ef_desktop.services import book_effect, book_numbers
from ef_desktop.services.sample import create_sample
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT

TODAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The sample programme, and beside it the data folder of a laptop that made its backup of today already."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "voorbeeld.efdb"
    set_language("nl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        create_sample(path, clock=ManualClock(datetime(2026, 3, 12, 8, 0).astimezone()), today=TODAY)
        Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings(facilitator="Noor")).close()
    return path


@pytest.fixture
def sample(source, tmp_path, manual_clock, settings):
    """The sample programme, for this test only."""
    path = tmp_path / "voorbeeld.efdb"
    shutil.copyfile(source, path)
    for backup in (source.parent / "data" / "backups").rglob("*.efdb"):
        shutil.copyfile(backup, paths.backup_dir(path) / backup.name)
    opened = Workspace.open(path, clock=manual_clock, settings=settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen(source):
    """The sample programme, for tests that only read it."""
    settings = DeviceSettings(calm=True, facilitator="Noor")
    opened = Workspace.open(source, clock=ManualClock(MOMENT), settings=settings, read_only=True)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seen_book(seen):
    """The logbook of the sample programme."""
    set_language("nl")
    return seen.logbook.book()


@pytest.fixture
def small(workspace):
    """A programme with one meeting that began: its logbook is written in no time."""
    meeting = workspace.meetings.create("Eerste", held_on=TODAY, starts_at=540)
    workspace.meetings.add_text_item(meeting, "Praten", 30)
    workspace.room.start(meeting)
    for kind in ("inzicht", "signaal"):
        workspace.outcomes.add(meeting, kind, f"{kind} van Noor")
    return workspace


def ids(book):
    return [chapter.id for chapter in book.chapters]


def unit(workspace):
    return workspace._store.unit("Test")


class TestOutline:
    def test_the_sample_has_something_to_tell_in_every_chapter(self, seen, seen_book):
        outline = seen.logbook.outline()
        assert len(outline) == 14
        assert all(choice.chosen and choice.filled for choice in outline)
        assert ids(seen_book) == [choice.id for choice in outline]

    def test_chapters_are_chosen_and_ordered_and_that_can_be_undone(self, sample):
        before = sample.logbook.outline()
        order = ["bijlagen", "goals", "titelblad", "samenvatting"]
        sample.logbook.set_outline(order, {"bijlagen", "goals", "sessies"})
        book = sample.logbook.book()
        assert ids(book) == ["titelblad", "bijlagen", "goals", "leeswijzer", "sessies"]
        left_out = next(text for text in book.guide if text.startswith("De begeleiders lieten dit weg:"))
        assert left_out.count("‘") == 9 and "‘In het kort’" in left_out
        sample.undo.undo()
        assert sample.logbook.outline() == before

    def test_an_unknown_chapter_is_refused(self, sample):
        with pytest.raises(InvalidValueError):
            sample.logbook.set_outline(["verzonnen"], [])

    def test_an_empty_programme_has_only_what_it_can_tell(self, workspace):
        book = workspace.logbook.book()
        assert ids(book) == ["titelblad", "samenvatting", "leeswijzer"]
        told = [sentence for sentence in book.guide if "niets te vertellen" in sentence]
        assert len(told) == 1 and "‘De bijeenkomsten’" in told[0] and "‘Verhalen’" in told[0]
        assert book.sentences == ("Er zijn nog geen bijeenkomsten.",)

    def test_the_content_says_what_the_program_makes(self):
        from ef_desktop.services.book_outline import chapter_ids

        names = (book_parts.TITLE_PAGE, book_parts.SUMMARY, book_parts.GUIDE, book_parts.MEETINGS, book_parts.CASES)
        names += (book_parts.TALENTS, book_parts.OUTCOMES, book_parts.WORKS, book_parts.SIGNALS, book_parts.STORIES)
        names += (book_parts.EFFECT, book_parts.GOALS, book_parts.AHEAD, book_parts.APPENDIX)
        assert chapter_ids() == names


class TestSummary:
    def test_ten_sentences_count_by_themselves(self, sample):
        told = sample.logbook.summary()
        assert len(told.sentences) == 10 and told.own == ""
        assert told.sentences[0] == "Dit logboek gaat over 4 bijeenkomsten, 24 mensen, 5 casussen en 170 opbrengsten."
        sample.outcomes.add(sample.meetings.rows()[0].id, "inzicht", "Nog één")
        assert "171 opbrengsten" in sample.logbook.summary().sentences[0]

    def test_own_text_is_kept_beside_them_and_can_be_undone(self, sample):
        sample.logbook.set_summary("Wij zijn trots.\n\nLees vooral casus 2.")
        told = sample.logbook.summary()
        assert told.own.startswith("Wij zijn trots.") and len(told.sentences) == 10
        assert sample.logbook.book().own_summary == told.own
        sample.undo.undo()
        assert sample.logbook.summary().own == ""

    def test_they_speak_english_too(self, seen):
        set_language("en")
        try:
            told = seen.logbook.summary().sentences
        finally:
            set_language("nl")
        assert told[0].startswith("This book tells of 4 meetings")


class TestEditions:
    def test_an_edition_is_kept_with_the_checksum_of_its_file(self, sample, tmp_path):
        path = tmp_path / "logboek.pdf"
        made = sample.logbook.publish(path, "Voor de raad")
        assert (made.number, made.note, made.file_name, made.published_on) == (1, "Voor de raad", "logboek.pdf", TODAY)
        assert made.checksum == hashlib.sha256(path.read_bytes()).hexdigest()
        assert len(made.chapters) == 14
        assert sample.logbook.editions() == (made,)
        copy = tmp_path / "andere naam.pdf"
        shutil.copyfile(path, copy)
        assert sample.logbook.check_edition(copy) == made
        copy.write_bytes(path.read_bytes() + b"\n")
        assert sample.logbook.check_edition(copy) is None
        with pytest.raises(StorageError):
            sample.logbook.check_edition(tmp_path / "weg.pdf")

    def test_a_draft_is_no_edition(self, small, tmp_path):
        small.logbook.write(tmp_path / "proef.pdf")
        assert small.logbook.editions() == () and small.logbook.book().number == 0

    def test_nothing_is_saved_of_a_file_that_is_only_looked_at(self, source, tmp_path, manual_clock, settings):
        opened = Workspace.open(source, clock=manual_clock, settings=settings, read_only=True)
        try:
            with pytest.raises(ReadOnlyError):
                opened.logbook.publish(tmp_path / "logboek.pdf")
        finally:
            opened.close()
        assert list(tmp_path.glob("*.pdf")) == []

    def test_what_came_after_the_last_edition_is_new(self, sample, tmp_path, manual_clock):
        book = sample.logbook.book()
        assert not any(card.new for meeting in book.meetings for card in meeting.outcomes) and book.since is None
        sample.logbook.publish(tmp_path / "een.pdf")
        manual_clock.advance(3600)
        first, _second, _third, _fourth, fifth, _sixth = sample.meetings.rows()
        sample.outcomes.add(first.id, "inzicht", "Later erbij")
        sample.room.start(fifth.id)
        book = sample.logbook.book()
        assert [card.text for card in book.meetings[0].outcomes if card.new] == ["Later erbij"]
        assert [meeting.new for meeting in book.meetings] == [False] * 4 + [True]
        # Its case was in the first edition already: as an exception.
        assert book.meetings[4].cases == (6,) and not any(case.new for case in book.cases)
        assert book.since == TODAY and "‘nieuw’" in " ".join(book.guide)

    def test_numbers_stay_once_they_were_published(self, sample, tmp_path):
        before = {meeting.title: meeting.number for meeting in sample.logbook.book().meetings}
        cases = {case.title: case.number for case in sample.logbook.book().cases}
        sample.logbook.publish(tmp_path / "een.pdf")
        early = sample.meetings.create("Alsnog gehouden", held_on=TODAY - timedelta(days=60), starts_at=540)
        sample.meetings.add_case(early, next(row.id for row in sample.cases.rows() if row.title not in cases))
        sample.meetings.add_text_item(early, "Praten", 30)
        sample.room.start(early)
        book = sample.logbook.book()
        after = {meeting.title: meeting.number for meeting in book.meetings}
        assert {title: after[title] for title in before} == before
        assert after["Alsnog gehouden"] == 5
        assert {case.title: case.number for case in book.cases if case.title in cases} == cases
        assert [case.number for case in book.cases if case.new] == [7]
        sample.meetings.remove(sample.meetings.rows()[0].id)
        assert sorted(meeting.number for meeting in sample.logbook.book().meetings) == [2, 3, 4, 5]


    def test_what_a_colleague_had_made_before_and_sends_after_it_is_new(self, small, tmp_path, manual_clock, monkeypatch):
        mine = tmp_path / "data"
        monkeypatch.setenv("EF_DATA_DIR", str(tmp_path / "joke"))
        copy = small.sharing.share(tmp_path)
        joke = Workspace.open(copy, clock=manual_clock, settings=DeviceSettings(facilitator="Joke"))
        first = joke.meetings.rows()[0].id
        for kind in ("inzicht", "signaal"):
            joke.outcomes.add(first, kind, f"{kind} van Joke")
        joke.close()
        monkeypatch.setenv("EF_DATA_DIR", str(mine))
        manual_clock.advance(3600)
        small.logbook.publish(tmp_path / "een.pdf")
        assert not any(card.new for meeting in small.logbook.book().meetings for card in meeting.outcomes)
        small.sharing.merge(copy)
        book = small.logbook.book()
        new = [card.text for meeting in book.meetings for card in meeting.outcomes if card.new]
        assert sorted(new) == ["inzicht van Joke", "signaal van Joke"]
        assert [signal.text for signal in book.signals if signal.new] == ["signaal van Joke"]
        manual_clock.advance(3600)
        small.logbook.publish(tmp_path / "twee.pdf")
        assert not any(card.new for meeting in small.logbook.book().meetings for card in meeting.outcomes)


class TestNumbers:
    def test_what_stands_in_the_setting_may_be_anything(self, sample):
        from ef_desktop.services.setting_rows import write_setting

        for odd in ({"meetings": 3}, {"meetings": {"zz": 1, "00" * 16: "x"}, "cases": None}, {}):
            with unit(sample) as session:
                write_setting(session, "logbook.numbers", odd)
                assert book_numbers.published(session) == ({}, {})


class TestLeftOut:
    def test_a_story_stands_there_only_with_a_yes_that_still_holds(self, sample):
        book = sample.logbook.book()
        assert [story.name for story in book.stories] == ["Ilse", "Truus"]
        assert dict(book.left_out)["verhalen"].startswith("1 verhaal staat hier niet")
        assert all(story.approved_on for story in book.stories)
        with unit(sample) as session:
            rows = [row for row in session.query(Consent) if row.portrait_id]
            rows[0].withdrawn_on = TODAY
            rows[1].valid_until = TODAY - timedelta(days=1)
        book = sample.logbook.book()
        assert book.stories == () and "verhalen" not in ids(book)
        assert "3 verhalen staan hier niet" in " ".join(book.guide)

    def test_the_pictures_of_a_portrait_come_along_with_its_yes_only(self, sample, tmp_path):
        image = io.BytesIO()
        Image.new("RGB", (60, 40), "#0C327C").save(image, "PNG")
        data = image.getvalue()
        digest = hashlib.sha256(data).hexdigest()
        with unit(sample) as session:
            first, second = [row for row in session.query(Consent) if row.portrait_id]
            session.execute(text("INSERT INTO blob VALUES (:sha256, :bytes)"), {"sha256": digest, "bytes": data})
            for place, (portrait, kind) in enumerate(((first, "image/png"), (first, "text/plain"), (second, "image/png"))):
                session.add(
                    Attachment(
                        id=new_id(place), portrait_id=portrait.portrait_id, name="foto", media_type=kind, sha256=digest,
                        description="Een tuin met kassen", place=str(place), size=len(data),
                    )
                )  # fmt: skip
            second.withdrawn_on = TODAY
        book = sample.logbook.book()
        (story,) = book.stories
        assert [(shown.data, shown.description) for shown in story.pictures] == [(data, "Een tuin met kassen")]
        # Nor in any other chapter, so that writing this one tells it of all.
        assert repr(book).count(repr(data)) == 1
        sample.logbook.set_outline(["verhalen"], {"verhalen"})
        sample.logbook.write(tmp_path / "boek.pdf")
        with pikepdf.open(tmp_path / "boek.pdf") as pdf:
            shown = [image for page in pdf.pages for image in page.get_images().values()]
            alts = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
        assert len(shown) == 1
        assert alts.count("Een tuin met kassen") == 1

    def test_a_yes_of_somebody_else_or_for_another_channel_is_none(self, sample):
        with unit(sample) as session:
            first, second = [row for row in session.query(Consent) if row.portrait_id]
            first.channel = "intranet"
            session.get(Portrait, second.portrait_id).status = "ingetrokken"
        assert sample.logbook.book().stories == ()

    def test_a_typed_name_of_who_said_no_is_covered(self, sample):
        meeting = sample.meetings.rows()[0].id
        sample.people.add("Wilhelmina Zwijger")
        sample.outcomes.add(meeting, "inzicht", "Wilhelmina Zwijger belde meteen terug")
        sample.meetings.update(meeting, summary="Zwijger vertelde het.")
        assert "Zwijger" not in repr(sample.logbook.book()) and "Wilhelmina" not in repr(sample.logbook.book())

    def test_names_and_cards_are_counted_per_meeting(self, sample):
        meeting = sample.meetings.rows()[0].id
        before = sample.logbook.book().meetings[0].left_out
        quiet = sample.people.add("Stille Willie")
        sample.outcomes.add(meeting, "afspraak", "Doet het stil", owner_id=quiet)
        sample.outcomes.add(meeting, "inzicht", "Geheim", private=True)
        after = sample.logbook.book().meetings[0].left_out
        assert before.startswith("1 privékaart staat hier niet. 7 namen")
        assert after.startswith("2 privékaarten staan hier niet. 8 namen")

    def test_a_quote_whose_permission_was_taken_back_is_not_there(self, sample):
        meeting = sample.meetings.rows()[0].id
        card = sample.outcomes.add(meeting, "mooi_moment", "‘Dit vergeet ik nooit.’")
        with unit(sample) as session:
            yes = next(row for row in session.query(Consent) if row.channel == "logboek" and not row.portrait_id)
            session.get(Outcome, card).consent_id = yes.id
        sample.outcomes.edit(card, kind="afspraak")
        assert sample.outcomes.carry_over(sample.meetings.rows()[1].id)
        sample.outcomes.edit(card, kind="mooi_moment")
        assert [repr(found).count("vergeet ik nooit") for found in sample.logbook.book().meetings[:2]] == [1, 1]
        with unit(sample) as session:
            session.get(Consent, yes.id).withdrawn_on = TODAY
        book = sample.logbook.book()
        assert "vergeet ik nooit" not in repr(book)
        assert "1 citaat staat hier niet" in book.meetings[0].left_out
        with unit(sample) as session:
            session.get(Consent, yes.id).withdrawn_on = None
            session.get(Consent, yes.id).valid_until = TODAY
        assert "vergeet ik nooit" in repr(sample.logbook.book())
        with unit(sample) as session:
            session.get(Consent, yes.id).valid_until = TODAY - timedelta(days=1)
        assert "vergeet ik nooit" not in repr(sample.logbook.book())
        assert "vergeet ik nooit" not in repr(sample.meeting_pages.sheet(meeting))
        assert "vergeet ik nooit" not in sample.outcomes.export.markdown(meeting)

    def test_a_card_that_the_group_never_saw_is_in_no_report(self, sample):
        meeting = sample.meetings.rows()[0].id
        ids = [sample.outcomes.add(meeting, kind, f"Onthuld {kind}", revealed=False) for kind in ("inzicht", "signaal", "vraag", "afspraak")]
        sample.outcomes.set_top(meeting, ids[:1])

        def told():
            period = sample.interim.suggested_period()
            yield from (sample.interim.report(*period, audience) for audience in AUDIENCES)
            yield from (sample.meeting_pages.sheet(meeting), sample.outcomes.export.markdown(meeting), sample.logbook.book())

        hidden = list(told())
        assert not [found for found in hidden if "Onthuld" in repr(found)]
        report, book = hidden[0], hidden[-1]
        said = "4 kaarten staan hier niet, omdat de groep die niet te zien kreeg."
        assert said in book.meetings[0].left_out and said in dict(book.left_out)["opbrengsten"] and said in " ".join(book.guide)
        assert said in " ".join(report.left_out)
        sample.outcomes.set_revealed(ids, True)
        assert all("Onthuld" in repr(found) for found in told())

    def test_a_name_goes_when_its_yes_is_over(self, sample):
        meeting = sample.meetings.rows()[0].id
        person = sample.people.add("Wilhelmina Zwijger", in_logbook=True)
        sample.outcomes.add(meeting, "afspraak", "Iets met Wilhelmina", owner_id=person)
        card = next(card for card in sample.logbook.book().meetings[0].outcomes if card.owner == "Wilhelmina")
        assert card.text == "Iets met Wilhelmina" and person in sample.people.named()["logboek"]
        for end, stands in ((TODAY, True), (TODAY - timedelta(days=1), False)):
            with unit(sample) as session:
                for row in session.query(Consent).filter(Consent.person_id == person):
                    row.valid_until = end
            found = (sample.logbook.book(), sample.meeting_pages.sheet(meeting), sample.outcomes.export.markdown(meeting))
            assert [("Wilhelmina" in repr(one)) for one in found] == [stands] * 3
            assert (person in sample.people.named()["logboek"]) == stands

    def test_a_facilitator_who_is_on_no_list_is_covered(self, sample):
        sample.programme.update(facilitator="Wilhelmina Zwijger")
        sample.logbook.set_summary("Wilhelmina en Wilhelmina Zwijger")
        assert sample.logbook.book().own_summary == "[…] en […]"
        sample.people.add("Wilhelmina de Wit", in_logbook=True)
        assert sample.logbook.book().own_summary == "Wilhelmina en […]"

    def test_the_own_summary_is_covered_in_the_book_and_whole_where_it_is_typed(self, sample):
        sample.people.add("Wilhelmina Zwijger")
        case = sample.cases.add("Het geheime hofje", initiator_knows="nee")
        typed = "Wilhelmina Zwijger sprak over Het geheime hofje."
        sample.logbook.set_summary(typed)
        assert sample.logbook.summary().own == sample.logbook.contents().summary.own == typed
        assert sample.logbook.book().own_summary == "[…] sprak over […]."
        sample.cases.update(case, initiator_knows="weet", share_in="groep")
        assert sample.logbook.book().own_summary == "[…] sprak over […]."
        sample.cases.update(case, share_in="groep,logboek")
        assert sample.logbook.book().own_summary == "[…] sprak over Het geheime hofje."

    def test_with_a_signal_stands_no_name_whatever_people_said(self, sample):
        meeting = sample.meetings.rows()[0].id
        person = sample.people.add("Jacoba Luidkeels")
        sample.people.set_consent(person, "logboek", "full")
        for kind in ("signaal", "werkt_niet", "werkt"):
            card = sample.outcomes.add(meeting, kind, f"{kind}: Jacoba Luidkeels zei het", case_id=None)
            sample.outcomes.edit(card, to_whom="Jacoba Luidkeels", answer="Dag Jacoba")
        found = {card.kind: "Jacoba" in repr(card) for card in sample.logbook.book().meetings[0].outcomes if "zei het" in card.text}
        assert found == {"signaal": False, "werkt_niet": False, "werkt": True}
        assert "Jacoba" not in repr(sample.logbook.book().signals)

    def test_names_of_files_hold_no_name_of_who_said_no(self, sample):
        sample.people.add("Wilhelmina Zwijger")
        meeting = sample.meetings.create("Bij Wilhelmina Zwijger", held_on=TODAY)
        case = sample.cases.add("Tuin van Wilhelmina Zwijger", initiator_knows="weet", share_in="groep,logboek")
        assert sample.meeting_pages.suggested_name(meeting) == "Op-één-pagina-2026-03-12-Bij.pdf"
        assert "Zwijger" not in sample.case_page.suggested_name(case)
        assert "Zwijger" not in repr(sample.case_page.sheet(case)) and "Tuin van […]" in repr(sample.case_page.sheet(case))

    def test_a_card_that_looks_back_counts_once(self, sample):
        first, second = sample.meetings.rows()[:2]
        board = sample.outcomes.board(first.id)
        card = next(card for column in board.columns for card in column.cards if card.kind == "afspraak" and not card.private)
        with unit(sample) as session:
            source = session.get(Outcome, card.id)
            session.add(
                Outcome(id=member_id("test", "look"), meeting_id=second.id, kind="afspraak", place=source.place, carried_from=card.id)
            )
        book = sample.logbook.book()
        assert book.counts.outcomes == 170
        assert [found.looked_back for found in book.meetings[0].outcomes if found.text == card.text] == [(2,)]
        assert [found.carried for found in book.meetings[1].outcomes if found.text == card.text] == [True]


class TestFigures:
    @pytest.mark.parametrize(
        ("counts", "answers", "mean", "spread"),
        [
            ({1: 2, 5: 2}, 4, None, 0),
            ({4: 3, 5: 2}, 5, 4.5, 0),
            ({2: 5, 3: 4}, 9, 2.5, 0),
            ({2: 5, 3: 5}, 10, 2.5, 5),
            ({0: 50, 9: 50, 3: 3}, 3, None, 0),
            ({}, 0, None, 0),
        ],
    )
    def test_there_is_a_figure_from_five_answers_on_and_a_spread_from_ten(self, counts, answers, mean, spread):
        found = book_effect.figure(counts, 1, 5)
        assert (found[0], found[1], len(found[2])) == (answers, mean, spread)

    def test_scales_come_from_the_content(self):
        assert book_effect.scale_of("eens5")[:2] == (1, 5) and book_effect.scale_of("0-10") == (0, 10, ())
        assert book_effect.scale_of("wat anders") == (1, 5, ())

    def test_too_few_answers_are_counted_and_not_shown(self, seen_book):
        effect = seen_book.effect
        assert [(found.moment, len(found.figures), found.withheld) for found in effect.measurements] == [
            ("T0", 9, 0), ("P", 2, 1), ("P", 3, 0),
        ]  # fmt: skip
        assert all(figure.mean is not None and figure.answers >= 5 for found in effect.measurements for figure in found.figures)
        assert "1 stelling heeft minder dan 5 antwoorden" in effect.left_out
        assert len(effect.stories) == 1 and "2 open antwoorden staan hier niet" in effect.left_out

    def test_no_group_is_told_that_is_small_or_leaves_a_small_rest(self, sample):
        with unit(sample) as session:
            row = session.query(Measurement).first()

        def parts(**groups):
            with unit(sample) as session:
                for group, amount in groups.items():
                    key = member_id("test", group, str(amount))
                    for old in session.query(MeasurementCount).filter_by(measurement_id=row.id, statement_id=member_id("statement", "h1"), part=group):
                        old.amount = 0
                    session.add(
                        MeasurementCount(
                            id=key, measurement_id=row.id, statement_id=member_id("statement", "h1"), part=group, value="3", amount=amount
                        )
                    )
            found = sample.logbook.book().effect.measurements[0].figures
            return {figure.part for figure in found if figure.part}

        # Fourteen answered the statement.
        assert parts(a=9, b=5) == {"a", "b"}
        assert parts(a=10, b=4) == set()
        assert parts(a=6, b=6) == set()

    def test_values_that_are_no_numbers_do_not_count(self, sample):
        with unit(sample) as session:
            row = session.query(Measurement).first()
            session.add(
                MeasurementCount(
                    id=member_id("test", "na"), measurement_id=row.id, statement_id=member_id("statement", "h1"), value="na", amount=90
                )
            )
        found = sample.logbook.book().effect.measurements[0].figures[0]
        assert found.answers == 14


class TestChapters:
    def test_what_works_tells_choices_and_reasons(self, seen_book):
        works = seen_book.works
        counts = [sum(column) for column in zip(*(element.counts for element in works.elements), strict=True)]
        assert counts == [7, 3, 1, 1]
        assert [tool.name for tool in works.tools] == ["Eerst bellen", "Ja, mits"]

    def test_goals_signals_and_what_is_ahead(self, seen_book):
        book = seen_book
        assert len(book.goals) == 17 and sum(bool(goal.cases) for goal in book.goals) == 10
        assert all(signal.meeting and signal.held_on for signal in book.signals)
        days = [found.due_on for found in book.ahead.agreements if found.due_on]
        assert days == sorted(days) and all(found.status in ("open", "busy") for found in book.ahead.agreements)
        promised = [card.text for meeting in book.meetings for card in meeting.outcomes if card.kind == "belofte" and card.status in ("open", "busy")]
        assert promised and sorted(found.text for found in book.ahead.promises) == sorted(promised)
        assert [measured.name for measured in book.effect.measurements] == ["Eerste bijeenkomst", *["Na elke bijeenkomst"] * 2]
        assert [coming.title for coming in book.ahead.coming] == ["Vier formulieren voor één feest", "Gewoon door de voordeur"]

    def test_a_role_of_two_rounds_stands_there_once(self, seen, seen_book):
        names = [name for name, _liked, _who in seen_book.talents.roles]
        assert len(names) == len(set(names)) == 8
        first, second = seen.workform.rounds()
        liked = Counter()
        for view in (first, second):
            liked.update({role.name: role.preferred for role in seen.workform.picture.view(view.id).roles if role.preferred})
        assert {name: count for name, count, _who in seen_book.talents.roles if count} == dict(liked)

    def test_cases_tell_what_was_learned_only_where_they_may_be_named(self, sample):
        book = sample.logbook.book()
        assert [case.number for case in book.cases] == [1, 2, 3, 4, 5, 6]
        assert all(case.question and case.learned for case in book.cases[:5])
        row = next(row for row in sample.cases.rows() if row.title == book.cases[0].title)
        sample.cases.update(row.id, initiator_knows="weet_niet")
        hidden = sample.logbook.book().cases[0]
        assert (hidden.named, hidden.question, hidden.learned) == (False, "", ())
        assert "1 casus staat hier met een code" in dict(sample.logbook.book().left_out)["casussen"]


def test_equal_samples_learn_the_same(seen_book, tmp_path, manual_clock, settings):
    again = tmp_path / "nog.efdb"
    create_sample(again, clock=ManualClock(datetime(2026, 3, 12, 8, 0).astimezone()), today=TODAY)
    opened = Workspace.open(again, clock=manual_clock, settings=settings, read_only=True)
    try:
        assert opened.logbook.book() == seen_book
    finally:
        opened.close()
