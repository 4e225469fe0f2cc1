"""What the logbook gathers: chapters, the summary, numbers, marks of what is new, editions, and figures."""

import hashlib
import shutil
from collections import Counter
from datetime import timedelta

import pytest

from ef_desktop.db.tables import Measurement, MeasurementCount
from ef_desktop.domain import book_parts
from ef_desktop.domain.errors import InvalidValueError, ReadOnlyError, StorageError
from ef_desktop.domain.ids import member_id
from ef_desktop.i18n import set_language
from ef_desktop.services import book_effect, book_numbers
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.services.sample_book import TODAY, ids, make_sample, unit


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


def test_the_statements_are_told_only_where_anything_was_measured(small, seen_book):
    meeting = small.meetings.rows()[0].id
    small.meetings.add_block(meeting, next(block.id for block in small.library.blocks() if not block.is_break))
    appendix = small.logbook.book().appendix
    assert appendix.forms and not appendix.statements
    assert not any("antwoorden" in said or "stellingen" in said for said in appendix.account)
    assert seen_book.appendix.statements
    assert any("stellingen" in said for said in seen_book.appendix.account)


def test_the_books_call_the_program_and_a_meeting_by_one_word(seen_book):
    said = str(seen_book.appendix)
    assert "Het programma toont geen cijfers" in said and "deze bijeenkomst" in said
    assert not any(word in said for word in ("De app", "de app", "sessie"))


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

    def test_nothing_is_saved_of_a_file_that_is_only_looked_at(self, sample_source, tmp_path, manual_clock, settings):
        opened = Workspace.open(sample_source, clock=manual_clock, settings=settings, read_only=True)
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
    make_sample(again)
    opened = Workspace.open(again, clock=manual_clock, settings=settings, read_only=True)
    try:
        assert opened.logbook.book() == seen_book
    finally:
        opened.close()
