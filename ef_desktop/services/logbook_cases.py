"""The cases of the logbook: what was found of the criteria, what was decided, and under which title a case may stand there.

A case stands in the logbook by its title only where the initiator knows of it and 'Waar mag de casus in?' says so; else it
has a code, and of what was written about it only an exception is told, because that has to be accounted for.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import read_content
from ef_desktop.db.tables import CaseFile, CaseGoal, Goal, Person
from ef_desktop.domain import criteria, privacy
from ef_desktop.domain.book import BookCase, BookCriterion
from ef_desktop.domain.intake import parts
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, content_text, language
from ef_desktop.services import reading
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.book_cover import Covering

#: The answer to 'Waar mag de casus in?' that lets a case into the logbook.
SHARED = "logboek"


def titles(session: Session, covering: Covering, case_ids: Iterable[bytes]) -> dict[bytes, str]:
    """Return the titles of cases as the logbook may have them."""
    query = select(CaseFile.id, CaseFile.title, CaseFile.initiator_knows, CaseFile.share_in)
    rows = session.execute(query.where(CaseFile.id.in_(sorted(set(case_ids)))))
    cover = covering.cover()
    return {case_id: cover.name_text(_title(case_id, title, knows, share_in)) for case_id, title, knows, share_in in rows}


def readable(session: Session) -> tuple[tuple[bytes, ...], int]:
    """Return the cases that stand in the logbook by their title, in the order of these, and how many others there are."""
    query = select(CaseFile.id, CaseFile.initiator_knows, CaseFile.share_in).order_by(CaseFile.title, CaseFile.id)
    rows = session.execute(query).all()
    found = tuple(case_id for case_id, knows, share_in in rows if _open(knows, share_in))
    return found, len(rows) - len(found)


def cases(session: Session, covering: Covering, case_ids: Sequence[bytes], named: frozenset[bytes]) -> dict[bytes, BookCase]:
    """Return the cases of the logbook, still without numbers: in the order given, then exceptions by their title there.

    Parameters:
        covering: makes the cover of typed texts.
        case_ids: cases that were on the agenda of the meetings in the book; those with an exception come along anyway.
        named: people who may be named in the logbook.
    """
    excepted = session.scalars(select(CaseFile.id).where(CaseFile.exception_reason != "", CaseFile.status != "not_now"))
    on_agenda = dict.fromkeys(case_ids)
    wanted = sorted({*on_agenda, *excepted})
    checks = reading.criterion_checks(session, wanted)
    goals = _goals(session, wanted)
    people = session.execute(select(Person.id, Person.name)).all()
    # Nobody who shares a first name with somebody who said no: nobody could tell whose it is.
    who = {first_name(name) for id, name in people if id in named} - {first_name(name) for id, name in people if id not in named}
    cover = covering.cover(*wanted)
    rule = reading.criteria_rule(session)
    found = {}
    for case in session.scalars(select(CaseFile).where(CaseFile.id.in_(wanted))):
        of_case, linked = checks.get(case.id, {}), goals.get(case.id, [])
        verdict = reading.case_verdict(case, of_case, reading.with_sentence((True, 0, said) for _number, _name, said in linked), rule)
        if verdict != criteria.WITH_REASON and case.id not in on_agenda:
            continue
        open_ = _open(case.initiator_knows, case.share_in)
        excepted_here = verdict == criteria.WITH_REASON
        found[case.id] = BookCase(
            title=cover.name_text(_title(case.id, case.title, case.initiator_knows, case.share_in)),
            verdict=_label("verdicts", verdict, "label"),
            goals=tuple(f"{number}. {name}" for number, name, _said in linked),
            criteria=tuple(
                BookCriterion(
                    text=content_text(entry, "text"),
                    state=_label("states", of_case.get(entry["id"], criteria.Check()).state, ""),
                    motivation=cover.text(of_case[entry["id"]].motivation) if open_ and entry["id"] in of_case else "",
                )
                for entry in criteria_content()
            ),
            reason=cover.text(case.exception_reason, case.id) if excepted_here else "",
            decided_by=case.exception_by if excepted_here and case.exception_by in who else "",
            decided_on=case.exception_on if excepted_here else None,
            named=open_,
            question=cover.text(case.question) if open_ else "",
            learning_question=cover.text(case.learning_question) if open_ else "",
            example_for=cover.text(case.example_for) if open_ else "",
        )
    others = sorted((case_id for case_id in found if case_id not in on_agenda), key=lambda id: (found[id].title.casefold(), id))
    return {case_id: found[case_id] for case_id in (*on_agenda, *others) if case_id in found}


def goal_cases(session: Session, numbers: Mapping[bytes, int]) -> dict[int, tuple[int, ...]]:
    """Return per number of a Global Goal the numbers of the cases in the book that touch it."""
    found: dict[int, set[int]] = {}
    query = select(CaseGoal.case_id, Goal.number).join(Goal, Goal.id == CaseGoal.goal_id)
    for case_id, goal in session.execute(query):
        if case_id in numbers:
            found.setdefault(goal, set()).add(numbers[case_id])
    return {goal: tuple(sorted(cases)) for goal, cases in found.items()}


def _open(knows: str, share_in: str) -> bool:
    return not privacy.is_anonymous(knows) and SHARED in parts(share_in)


def _title(case_id: bytes, title: str, knows: str, share_in: str) -> str:
    if privacy.is_anonymous(knows) or _open(knows, share_in):
        return shown_title(case_id, title, knows)
    return _("Case {code}").format(code=privacy.case_code(case_id))


def _goals(session: Session, case_ids: list[bytes]) -> dict[bytes, list[tuple[int, str, str]]]:
    """Return per case number, name and sentence of its goals, the main one first."""
    query = select(CaseGoal, Goal).join(Goal, Goal.id == CaseGoal.goal_id).where(CaseGoal.case_id.in_(case_ids))
    found: dict[bytes, list[tuple[int, str, str]]] = {}
    for row, goal in sorted(session.execute(query).all(), key=lambda pair: (not pair[0].main, pair[1].number)):
        found.setdefault(row.case_id, []).append((goal.number, reading.spoken(goal, "name"), row.sentence))
    return found


def _label(kind: str, id: str, key: str) -> str:
    entry = next((entry for entry in read_content("case_intake")["criteria_logic"][kind] if entry["id"] == id), {})
    return content_text(entry, key) if key else entry.get(language(), "")
