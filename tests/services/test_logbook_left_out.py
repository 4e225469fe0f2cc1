"""What is left out of the logbook and of the other papers: what was not agreed to, is private, hidden or over, and names of who said no."""

import hashlib
import io
from datetime import timedelta

import pikepdf
from PIL import Image
from sqlalchemy import text

from ef_desktop.db.tables import Attachment, Consent, Outcome, Portrait
from ef_desktop.domain.ids import member_id, new_id
from ef_desktop.domain.interim import AUDIENCES
from tests.services.sample_book import TODAY, ids, unit


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
