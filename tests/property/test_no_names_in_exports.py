"""No text of a person without a yes for a channel is in any file that goes out in it, however deep one looks into its bytes.

Every person, private card, anonymous case and portrait has words that occur nowhere else. They are put wherever somebody may
pick or type them. Each export is then taken apart: PDF by its structure, its pages, every string and every stream; DOCX and
XLSX by their parts; the rest as it is.

Not looked at: the attendance list, which is for the facilitator, to have signed in the room, and is nothing but names; and the
invitation, which goes to the people of the meeting themselves and must say where to come, also where that is at somebody's.

``EF_EXAMPLES`` in the environment sets how many programmes are tried; the suite tries a few.
"""

import io
import os
import shutil
import zipfile
from datetime import date

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ef_desktop.db.tables import Consent, Evaluation, Outcome, Portrait
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id
from ef_desktop.services.core import Core
from ef_desktop.services.interim_rule import rule_of
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.report.reading import read

EXAMPLES = int(os.environ.get("EF_EXAMPLES", "3"))
TODAY = date(2026, 3, 12)
LOGBOOK, REPORT = "logboek", "rapportage"
LEADER = "Qleider Vyleider"

FORM = st.sampled_from(["", "", "first", "full"])
PERSON = st.fixed_dictionaries({"logbook": FORM, "report": FORM, "wall": st.booleans(), "portrait": FORM, "took_back": st.sampled_from(["", "", "back", "over"])})
CASE = st.fixed_dictionaries({"knows": st.sampled_from(["", "nee", "weet"]), "share_in": st.sampled_from(["groep", "groep,logboek", "rapportage"])})
PROGRAMME = st.fixed_dictionaries(
    {
        "people": st.lists(PERSON, min_size=2, max_size=3),
        "cases": st.lists(CASE, min_size=1, max_size=2),
        "typed": st.sampled_from(["{first} {last}", "{first}  {last}", "{last}, {first}", "{FIRST} {LAST}", "{first}\n{last}", "{small} (die {only})"]),
    }
)


def letters(number):
    """A number as letters, so that a token is a word."""
    return "".join("bdfgklmnpr"[int(figure)] for figure in f"{number:02d}")


class World:
    """A programme in which every name is in every place, and what may be read of it."""

    def __init__(self, workspace, clock, made):
        self.w = workspace
        self.names = [(f"Qa{letters(number)}ex", f"Vy{letters(number)}zum") for number in range(len(made["people"]))]
        self.people = []
        for (first, last), answers in zip(self.names, made["people"], strict=True):
            person = self.w.people.add(f"{first} {last}", facilitator=True, on_wall=answers["wall"], email=f"{last}@voorbeeld.nl".lower())
            for channel, form in ((LOGBOOK, answers["logbook"]), (REPORT, answers["report"])):
                if form:
                    self.w.people.set_consent(person, channel, form)
            if answers["took_back"] == "back":
                self.w.people.set_consent(person, LOGBOOK, "")
            elif answers["took_back"] == "over":
                self.end(person)
            self.people.append(person)
        # The facilitator need not be in the list of people.
        self.w.programme.update(facilitator=LEADER)
        self.made = made
        self.cases = [self.case(number, answers) for number, answers in enumerate(made["cases"])]
        self.titles = " en ".join(self.title(number) for number in range(len(self.cases)))
        self.meeting = self.hold(clock)
        self.w.logbook.set_summary(f"Wij zijn trots op {self.titles}, en op {self.everybody()}")
        for person, names, answers in zip(self.people, self.names, made["people"], strict=True):
            self.portrait(person, names, answers["portrait"])

    def end(self, person):
        """A yes to the logbook that ended yesterday."""
        with self.w._store.unit("") as session:
            for row in session.scalars(select(Consent).where(Consent.person_id == person, Consent.channel == LOGBOOK)):
                row.valid_until = date(2026, 3, 11)

    def said(self, number=0):
        """Somebody's name as it may be typed; of everybody in turn."""
        first, last = self.names[number % len(self.names)]
        return self.made["typed"].format(first=first, last=last, FIRST=first.upper(), LAST=last.upper(), small=first.lower(), only=last.lower())

    def everybody(self):
        return " en ".join([*(self.said(number) for number in range(len(self.names))), LEADER])

    def title(self, number):
        return f"Zx{letters(number)}tuin bij {self.said(number)}"

    def case(self, number, answers):
        mark = letters(number)
        names = " en ".join(" ".join(pair) for pair in self.names)
        case = self.w.cases.add(
            self.title(number),
            initiator_knows=answers["knows"],
            share_in=answers["share_in"],
            initiator_name=f"Jw{mark}kring",
            district=f"Kz{mark}wijk",
            question=f"Mag dit van {self.everybody()}?",
            learning_question=f"Wat leert {names}?",
            brought_by_id=self.people[number % len(self.people)],
        )
        self.w.cases.set_criterion(case, "c1", "voldoet", f"Volgens {self.everybody()} wel")
        self.w.cases.set_exception(case, f"Toegelaten door {self.everybody()}", " ".join(self.names[-1]), date(2026, 3, 1))
        self.w.cases.set_goal(case, 11, f"Door {self.everybody()}", main=True)
        return case

    def hold(self, clock):
        w, everybody = self.w, self.everybody()
        meeting = w.meetings.create(f"Dag van {self.said()}", held_on=TODAY, starts_at=570, facilitators=self.people)
        w.meetings.update(meeting, goal=f"Doel van {everybody} met {self.titles}", summary=f"Samen met {everybody}", place=f"Bij {self.said(1)}")
        item = w.meetings.add_text_item(meeting, f"Gesprek met {everybody}", 20)
        w.meetings.update_item(item, leader=self.names[0][0], purpose=f"Voor {everybody}")
        w.room.start(meeting)
        clock.advance(60)
        for case in self.cases:
            w.meetings.add_case(meeting, case)
        cards = []
        for number, person in enumerate(self.people):
            w.meetings.set_attendance(meeting, person, "present")
            for kind in ("afspraak", "belofte", "signaal", "inzicht", "vraag"):
                case = self.cases[number % len(self.cases)]
                cards.append(w.outcomes.add(meeting, kind, f"{kind} van {self.said(number)} in {self.title(number % len(self.cases))}", case_id=case, owner_id=person, due_on=date(2026, 4, 1)))
        w.outcomes.add(meeting, "afspraak", "Hxgeheim plan", private=True)
        for kind in ("afspraak", "signaal", "inzicht", "vraag"):
            w.outcomes.add(meeting, kind, "Hxverborgen woord", case_id=self.cases[0], revealed=False)
        w.outcomes.edit(cards[0], answer=f"Gedaan door {everybody}", to_whom=self.said(1))
        w.outcomes.edit(cards[2], answer=f"Antwoord van {everybody}", to_whom=self.said(1))
        w.outcomes.group([cards[0], cards[5]], f"Groep van {everybody}")
        w.outcomes.set_top(meeting, [cards[0], cards[3]])
        w.room.finish(meeting)
        # An agreement of an earlier meeting comes back in the next one: what is private stays so.
        again = w.meetings.create(f"Terugkijken met {everybody}", held_on=date(2026, 3, 13), starts_at=570)
        w.meetings.add_text_item(again, "Terugkijken", 20)
        w.room.start(again)
        assert w.outcomes.carry_over(again)
        # As a colleague may leave it who knows nothing of what is hidden where it was made.
        with w._store.unit("") as session:
            for card in session.scalars(select(Outcome).where(Outcome.carried_from.is_not(None))):
                card.revealed = True
        coming = w.meetings.create(f"Straks met {everybody}", held_on=date(2026, 4, 12), starts_at=570)
        w.meetings.update(coming, place=f"Bij {self.said(1)}")
        self.rows(meeting, everybody)
        return meeting

    def rows(self, meeting, everybody):
        """What has no page of its own yet: put there as a row."""
        core = Core(self.w._store, self.w.clock)
        block = self.w.library.blocks()[0].id
        with self.w._store.unit("") as session:
            session.add(
                Evaluation(id=member_id("evaluation", meeting, block), meeting_id=meeting, block_id=block, choice="houden", reason=f"Want {everybody} met {self.titles}")
            )
        self.core = core

    def portrait(self, person, names, form):
        first, last = names
        with self.w._store.unit("") as session:
            portrait = self.core.new_id()
            text = f"Wz{first[2:4]}verhaal"
            session.add(Portrait(id=portrait, person_id=person, title=f"Over {first} {last}", body=f"{text} door {first} {last}", quote=f"Zei {first}", made_on=TODAY))
            session.flush()
            session.add(
                Consent(
                    id=member_id("consent", portrait, LOGBOOK), person_id=person, portrait_id=portrait, channel=LOGBOOK, granted=bool(form),
                    given_on=TODAY, name_form=form,
                )
            )  # fmt: skip

    def forbidden(self, channel, *, names=True):
        """The words that may stand in nothing of a channel."""
        found = ["Hxgeheim", "Hxverborgen", "@voorbeeld", *LEADER.split()]
        for (first, last), answers in zip(self.names, self.made["people"], strict=True):
            form = answers["logbook" if channel == LOGBOOK else "report"] if names else ""
            if channel == LOGBOOK and answers["took_back"]:
                form = ""
            shown = [form, answers["portrait"] if channel == LOGBOOK else ""]
            found += [] if any(shown) else [first]
            found += [] if "full" in shown else [last]
            if channel != LOGBOOK or not answers["portrait"]:
                found.append(f"Wz{first[2:4]}verhaal")
        for number, answers in enumerate(self.made["cases"]):
            mark = letters(number)
            if answers["knows"] != "weet":
                found += [f"Zx{mark}tuin", f"Jw{mark}kring", f"Kz{mark}wijk"]
        return found

    def unshared(self, shared_in):
        """Words of the cases that may not stand in a report, of whoever knows that they are discussed as well."""
        return [f"Zx{letters(number)}tuin" for number, answers in enumerate(self.made["cases"]) if not shared_in & set(answers["share_in"].split(","))]

    def reported(self, name):
        """The words that may not stand in an interim report for the readers that its name tells."""
        audience = "aeno" if "aeno" in name else "gemeente"
        return self.forbidden(REPORT, names=audience == "gemeente") + self.unshared(set(rule_of(audience).shared_in))

    def allowed(self):
        """Words that must be found, so that a reader that reads nothing is noticed."""
        return [first for (first, _last), answers in zip(self.names, self.made["people"], strict=True) if answers["logbook"] and not answers["took_back"]]


# Taking files apart


def strings_of(value, seen):
    """Every string in a PDF object, also the keys of its dictionaries."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    if isinstance(value, pikepdf.Stream):
        yield value.read_bytes().decode("latin-1")
        yield from strings_of(value.stream_dict, seen)
    elif isinstance(value, pikepdf.Dictionary):
        for key, inner in value.items():
            yield key
            yield from strings_of(inner, seen)
    elif isinstance(value, pikepdf.Array):
        for inner in value:
            yield from strings_of(inner, seen)
    elif isinstance(value, (pikepdf.String, pikepdf.Name)):
        yield str(value)


def pdf_texts(content):
    found = read(io.BytesIO(content))
    yield from found.texts()
    yield from found.artifacts
    with pikepdf.open(io.BytesIO(content)) as pdf:
        seen = set()
        for one in pdf.objects:
            yield from strings_of(one, seen)
        yield from strings_of(pdf.trailer, seen)


def texts_of(name, content):
    """Everything readable in a file, the names of its parts too."""
    yield name
    if name.endswith(".pdf"):
        yield from pdf_texts(content)
    elif name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield part
                yield package.read(part).decode("utf-8", "ignore")
    yield content.decode("utf-8", "ignore")
    yield content.decode("utf-16-be", "ignore")


def bare(text):
    """A text without capitals, and without what breaks a word: marks of Markdown, hyphens, blanks, tags between runs."""
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "@")


def found_in(words, name, content):
    read_out = [bare(text) for text in texts_of(name, content)]
    return sorted({word for word in words for text in read_out if bare(word) in text})


def folder_files(folder):
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]


def logbook_files(world, folder):
    """Every file that goes out by the yes to the logbook."""
    w = world.w
    made = w.archive.write(folder / "archief", board_pictures=lambda frame: (repr(frame).encode("utf-8"),))
    yield from folder_files(made)
    alone = folder / "los"
    alone.mkdir()
    w.outcomes.export.csv(world.meeting, alone / "bord.csv")
    w.outcomes.export.xlsx(world.meeting, alone / "bord.xlsx")
    (alone / "bord.md").write_text(w.outcomes.export.markdown(world.meeting), "utf-8")
    for number, case in enumerate(world.cases):
        for anonymous in (False, True):
            w.case_page.write(case, alone / f"casus-{number}-{anonymous}.pdf", anonymous=anonymous)
    w.logbook.publish(alone / "uitgave.pdf", "Eerste")
    yield from folder_files(alone)


@given(PROGRAMME)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_name_without_a_yes_in_the_bytes_of_any_export(template_file, tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("namen")
    path = folder / "wereld.efdb"
    shutil.copyfile(template_file, path)
    clock = ManualClock(MOMENT)
    workspace = Workspace.open(path, clock=clock, settings=DeviceSettings())
    try:
        world = World(workspace, clock, made)
        forbidden, seen = world.forbidden(LOGBOOK), set()
        for name, content in logbook_files(world, folder):
            # The sheet of a case and the board of a meeting are for the group that worked with it.
            unshared = [] if name.startswith(("casus-", "bord.")) else world.unshared({"logboek"})
            # An interim report goes by the yes to reports, wherever it is.
            words = world.reported(name) if name.startswith("tussenrapportages/") else [*forbidden, *unshared]
            assert (name, found_in(words, name, content)) == (name, [])
            if not name.startswith("tussenrapportages/"):
                seen.update(found_in(world.allowed(), name, content))
        assert seen == set(world.allowed())
        for audience in ("gemeente", "aeno"):
            report = folder / f"tussen-{audience}.pdf"
            workspace.interim.write(report, date(2026, 1, 1), date(2026, 12, 31), audience)
            assert (audience, found_in(world.reported(audience), report.name, report.read_bytes())) == (audience, [])
    finally:
        workspace.close()


def test_a_name_with_a_yes_is_found_in_every_form(workspace, manual_clock, tmp_path):
    """Whoever looks can see: this reader finds a name in every kind of file."""
    yes = {"logbook": "full", "report": "full", "wall": True, "portrait": "full", "took_back": ""}
    made = {"people": [yes, yes], "cases": [{"knows": "weet", "share_in": "groep,logboek"}], "typed": "{first} {last}"}
    world = World(workspace, manual_clock, made)
    names = {word for pair in world.names for word in pair}
    found = {}
    for name, content in logbook_files(world, tmp_path):
        found.setdefault(name.rpartition(".")[2], set()).update(found_in({*names, "Zxbbtuin"}, name, content))
    everything = {*names, "Zxbbtuin"}
    # The note and the checksums are about files only.
    assert found.pop("png") == everything and found.pop("txt") <= everything
    assert found == dict.fromkeys(("pdf", "docx", "xlsx", "csv", "md"), everything)
