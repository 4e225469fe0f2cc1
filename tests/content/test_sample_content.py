"""The sample programme and the phrases of the big sample: whole, consistent with the base package, and fictional."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from ef_desktop.domain.criteria import CRITERIA, MOTIVATION_MINIMUM, STATES, Check, exception_complete, verdict

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

CARD_LIMIT = 140
WALL_LIMIT = 40
STATUSES = {"open", "bezig", "klaar", "vervallen"}
CASE_STATUSES = {"intake", "planned", "discussed", "followed_up", "not_now"}

#: Names of people and initiatives in the programme document; the sample must stay clear of them.
REAL_NAMES = ("Agnes", "Jacob", "Peter", "van der Linden", "ten Bosch", "Tangel", "Publiek Ondernemen", "PrintPlezier", "KopieKoffie")


def load(*parts):
    return json.loads(RESOURCES.joinpath(*parts).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample():
    return load("sample", "programme.json")


@pytest.fixture(scope="module")
def phrases():
    return load("sample", "phrases.json")


@pytest.fixture(scope="module")
def kinds():
    return {kind["id"] for kind in load("content", "outcomes.json")["categories"]}


@pytest.fixture(scope="module")
def intake():
    return load("content", "case_intake.json")


def people_of(sample):
    return {person["ref"]: person for person in sample["people"]}


def texts_of(value):
    """Yield every string below a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def says(text, name):
    """Return whether a name stands as a whole word in a text."""
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def test_counts(sample, kinds):
    assert len(sample["meetings"]) == 6
    assert len(sample["people"]) == 24
    assert len(sample["cases"]) == 9
    assert len(sample["outcomes"]) == 180
    assert sum(person["inside"] for person in sample["people"]) == 17
    per_kind = Counter(card["kind"] for card in sample["outcomes"])
    assert set(per_kind) == kinds
    assert min(per_kind.values()) >= 15
    assert sum(card["private"] for card in sample["outcomes"]) == 10
    assert set(Counter(card["meeting"] for card in sample["outcomes"]).values()) == {45}
    assert 80 <= sum(len(card["text"]) <= WALL_LIMIT for card in sample["outcomes"]) <= 100
    assert sum(card["case"] is not None for card in sample["outcomes"]) >= 90


def test_refs_are_unique(sample):
    refs = [row["ref"] for name in ("people", "cases", "meetings", "groups", "outcomes") for row in sample[name]]
    refs += [item["ref"] for meeting in sample["meetings"] for item in meeting["items"]]
    assert [ref for ref, count in Counter(refs).items() if count > 1] == []


def test_people(sample):
    emails = [person["email"] for person in sample["people"]]
    assert len(set(emails)) == 24
    assert all(email.endswith("@voorbeeld.example") for email in emails)
    assert {ref for ref, person in people_of(sample).items() if person["is_facilitator"]} == set(sample["programme"]["facilitators"])
    consents = [person[key] for person in sample["people"] for key in ("consent_wall", "consent_logbook")]
    assert True in consents and False in consents


def test_nobody_real(sample, phrases):
    found = [(name, text) for data in (sample, phrases) for text in texts_of(data) for name in REAL_NAMES if says(text, name)]
    assert found == []


def test_meetings_refer_to_what_exists(sample):
    people = people_of(sample)
    cases = {case["ref"] for case in sample["cases"]}
    blocks = {block["id"] for block in load("content", "agenda_blocks.json")["blocks"]}
    templates = {row["id"]: [item["block"] for item in row["items"]] for row in load("content", "session_templates.json")["templates"]}
    for meeting in sample["meetings"]:
        assert set(meeting["facilitators"]) <= set(sample["programme"]["facilitators"])
        assert set(meeting["attendance"]) <= set(people)
        assert set(meeting["facilitators"]) <= set(meeting["attendance"])
        assert set(meeting["cases"]) <= cases
        for item in meeting["items"]:
            assert item["block"] in blocks
            assert item["case"] in cases | {None}
            assert item["lead"] in set(people) | {None}
            assert item["minutes"] > 0
        if meeting["template"] is not None:
            assert [item["block"] for item in meeting["items"]] == templates[meeting["template"]]
        assert {item["case"] for item in meeting["items"]} - {None} == set(meeting["cases"])


def test_meetings_in_time(sample):
    assert [meeting["days"] for meeting in sample["meetings"]] == [-70, -49, -28, -7, 0, 21]
    for meeting in sample["meetings"]:
        closed = meeting["days"] < 0
        assert meeting["closed"] is closed
        assert all((item["actual_minutes"] is not None) is closed for item in meeting["items"])
        statuses = set(meeting["attendance"].values())
        assert statuses <= ({"present", "absent"} if closed else {"expected", "absent"})
        assert bool(meeting["summary"]) is closed
        assert len(meeting["top3"]) == (3 if closed else 0)
        assert any(item["private_note"] for item in meeting["items"])


def test_closed_meetings_and_today_end_with_outcomes_the_draft_does_not(sample):
    has_outcomes_block = [any(item["block"] == "opbrengsten" for item in meeting["items"]) for meeting in sample["meetings"]]
    assert has_outcomes_block == [True] * 5 + [False]


def test_top_three_are_cards_that_may_be_shown(sample):
    cards = {card["ref"]: card for card in sample["outcomes"]}
    for meeting in sample["meetings"]:
        for ref in meeting["top3"]:
            assert cards[ref]["meeting"] == meeting["ref"]
            assert not cards[ref]["private"]


def test_outcomes_refer_to_what_exists(sample):
    items = {item["ref"]: (meeting["ref"], item) for meeting in sample["meetings"] for item in meeting["items"]}
    cases = {case["ref"] for case in sample["cases"]}
    groups = {group["ref"]: group for group in sample["groups"]}
    for card in sample["outcomes"]:
        meeting, item = items[card["item"]]
        assert meeting == card["meeting"]
        assert item["block"] == card["element"]
        assert card["case"] in cases | {None}
        assert 0 <= card["votes"] <= 7
        if card["group"] is not None:
            group = groups[card["group"]]
            assert (group["meeting"], group["kind"]) == (card["meeting"], card["kind"])
    sizes = Counter(card["group"] for card in sample["outcomes"] if card["group"])
    assert set(sizes) == set(groups)
    assert min(sizes.values()) >= 2


def test_text_limits(sample):
    for card in sample["outcomes"]:
        assert 0 < len(card["text"]) <= CARD_LIMIT
        if len(card["text"]) > WALL_LIMIT:
            assert 0 < len(card["wall"]) <= WALL_LIMIT
        else:
            assert card["wall"] is None
        assert "!" not in card["text"]


def test_no_sentence_twice(sample):
    counted = Counter(card["text"] for card in sample["outcomes"])
    assert counted.most_common(1)[0][1] == 1
    walls = Counter(card["wall"] for card in sample["outcomes"] if card["wall"])
    assert walls.most_common(1)[0][1] == 1


def test_fields_of_each_kind(sample):
    people = set(people_of(sample))
    days = {meeting["ref"]: meeting["days"] for meeting in sample["meetings"]}
    for card in sample["outcomes"]:
        if card["kind"] == "afspraak":
            assert card["owner"] in people
            assert card["due_days"] > days[card["meeting"]]
            assert card["status"] in STATUSES
        elif card["kind"] == "belofte":
            assert card["owner"] in people | {None}
            assert card["to_whom"] in {"initiatiefnemer", "collega", "mezelf"}
            assert card["look_back_days"] > days[card["meeting"]]
        else:
            assert "owner" not in card
        if card["kind"] in {"vraag", "signaal"}:
            assert card["to_whom"]
        if card["kind"] == "signaal":
            assert (card["answer"] is None) == (card["answered_days"] is None)
            assert card["answer"] is None or days[card["meeting"]] < card["answered_days"] < 0
    assert {card["status"] for card in sample["outcomes"] if card["kind"] == "afspraak"} == STATUSES


def test_owners_were_there(sample):
    present = {meeting["ref"]: {who for who, status in meeting["attendance"].items() if status == "present"} for meeting in sample["meetings"]}
    away = [(card["ref"], card["owner"]) for card in sample["outcomes"] if card.get("owner") and card["owner"] not in present[card["meeting"]]]
    assert away == []


def test_no_names_on_any_card(sample):
    """Stricter than the board rule, which forbids names with 'werkt_niet' and 'signaal': here no card has one."""
    names = [person[key] for person in sample["people"] for key in ("first_name", "last_name")]
    for card in sample["outcomes"]:
        shown = [card["text"], card["wall"] or "", card.get("to_whom") or "", card.get("answer") or ""]
        assert [name for name in names for text in shown if says(text, name)] == []


def test_cases_use_the_options_of_the_intake(sample, intake):
    people = set(people_of(sample))
    fields = {field["id"]: field for field in intake["fields"]}
    districts = set(intake["wijken_suggestie_delft"]["values"])
    roles = {role["id"] for role in load("content", "roles.json")["roles"]}

    def options(name):
        return {option["id"] for option in fields[name]["options"]}

    for case in sample["cases"]:
        assert set(case) - {"ref", "criteria", "decision", "status", "follow_up"} <= set(fields)
        assert len(case["titel"]) <= fields["titel"]["max_chars"]
        assert case["inbrenger"] in people
        assert case["status"] in CASE_STATUSES
        assert case["wijk"] in districts
        assert case["eigen_rol"] in roles | {None}
        assert case["leervraag"].startswith("Hoe kan ik ")
        for name in ("initiatiefnemer_soort", "initiatiefnemer_weet", "fase"):
            assert case[name] in options(name)
        for name in ("rol_gemeente", "gevoelig", "delen"):
            assert case[name] and set(case[name]) <= options(name)
        if case["initiatiefnemer_weet"] == "nee":
            assert case["initiatiefnemer_naam"] is None


def test_goals_of_cases(sample):
    goals = {goal["id"] for goal in load("content", "goals.json")["goals"]}
    for case in sample["cases"]:
        chosen = [row["goal"] for row in case["goals"]]
        assert 1 <= len(chosen) <= 3
        assert len(set(chosen)) == len(chosen)
        assert set(chosen) <= goals
        assert [row["main"] for row in case["goals"]].count(True) == 1
        assert all(row["sentence"] for row in case["goals"])


def test_motivations_start_as_the_intake_asks(sample, intake):
    prompts = {row["id"]: [part.strip() for part in row["motivation_prompt_nl"].split("…") if part.strip()] for row in intake["criteria"]}
    for case in sample["cases"]:
        assert tuple(case["criteria"]) == CRITERIA
        for criterion, found in case["criteria"].items():
            assert found["state"] in STATES
            if found["state"] == "nog_niet_bekeken":
                assert found["motivation"] == ""
                continue
            assert len(found["motivation"]) >= MOTIVATION_MINIMUM
            first, *rest = prompts[criterion]
            assert found["motivation"].startswith(first)
            assert all(part in found["motivation"] for part in rest)


def test_verdicts_as_the_rules_compute_them(sample):
    facilitators = {ref for ref, person in people_of(sample).items() if person["is_facilitator"]}
    verdicts = {}
    for case in sample["cases"]:
        decision = case["decision"] or {"verdict": "", "reason": "", "decided_by": ""}
        assert decision["decided_by"] in facilitators | {""}
        verdicts[case["ref"]] = verdict(
            {criterion: Check(found["state"], found["motivation"]) for criterion, found in case["criteria"].items()},
            goals_with_sentence=len(case["goals"]),
            exception_complete=decision["verdict"] == "met_reden"
            and exception_complete(decision["reason"], decision["decided_by"], "days" in decision),
            not_now=decision["verdict"] == "niet_nu" and bool(decision["reason"]),
        )
    assert Counter(verdicts.values()) == {"past": 5, "met_reden": 1, "aanvullen": 2, "niet_nu": 1}
    assert all(verdicts[ref] in {"past", "met_reden"} for meeting in sample["meetings"] if meeting["days"] <= 0 for ref in meeting["cases"])


def test_phrases_have_the_promised_sizes(phrases, kinds):
    assert set(phrases["kinds"]) == kinds
    for parts in phrases["kinds"].values():
        assert {name: len(set(parts[name])) for name in parts} == {"openings": 12, "middles": 25, "endings": 12}
    sizes = {"first_names": 40, "surnames": 40, "departments": 20, "meeting_titles": 20, "places": 15}
    assert {name: len(set(phrases[name])) for name in sizes} == sizes
    assert len({district["name"] for district in phrases["districts"]}) == 14


def test_every_phrase_fits_on_a_card(phrases):
    longest = max((district["in_text"] for district in phrases["districts"]), key=len)
    for parts in phrases["kinds"].values():
        endings = [ending.replace("{district}", longest) for ending in parts["endings"]]
        assert not any("{" in ending for ending in endings)
        text = " ".join((max(parts["openings"], key=len), max(parts["middles"], key=len))) + max(endings, key=len)
        assert len(text) <= CARD_LIMIT


def test_phrases_join_to_whole_sentences(phrases):
    for parts in phrases["kinds"].values():
        for opening in parts["openings"]:
            assert opening[0].isupper() and opening == opening.strip()
        for middle in parts["middles"]:
            assert middle == middle.strip()
            for ending in parts["endings"]:
                sentence = middle + ending
                assert sentence[-1] in ".?”"
                assert "  " not in sentence and "!" not in sentence and ".." not in sentence


def test_generated_people_are_not_the_people_of_the_sample(sample, phrases):
    assert not {person["first_name"] for person in sample["people"]} & set(phrases["first_names"])
    assert not {person["last_name"] for person in sample["people"]} & set(phrases["surnames"])


def test_status_of_cases_agrees_with_the_meetings(sample):
    when = {ref: meeting["days"] for meeting in sample["meetings"] for ref in meeting["cases"]}
    for case in sample["cases"]:
        talked = when.get(case["ref"], 1000) < 0
        assert (case["status"] in {"discussed", "followed_up"}) is talked
        assert (case["status"] == "planned") is (0 <= when.get(case["ref"], 1000) < 1000)
        assert bool(case["follow_up"]) is (case["status"] == "followed_up")
