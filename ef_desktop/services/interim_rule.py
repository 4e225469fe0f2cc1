"""Who may read what in an interim report: the one place that decides it, by the rule in the content and the permissions."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import CaseFile, Consent, Outcome, Person, Programme
from ef_desktop.domain import privacy
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.intake import parts
from ef_desktop.domain.interim import Rule
from ef_desktop.domain.naming import NameVeil
from ef_desktop.domain.peopleviews import REPORT, name_as
from ef_desktop.i18n import _
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.book_cover import Covering
from ef_desktop.services.people_reading import name_forms

_NAMES, _SIGNALS, _DISTRICTS = "names", "internal_signals", "districts"


def rule_of(audience: str) -> Rule:
    """Return what an audience may read.

    Raises:
        InvalidValueError: there is no such audience.
    """
    for entry in read_content("report_outlines")["interim"]["audience_rules"]:
        if entry["id"] == audience:
            out = frozenset(entry["leave_out"])
            return Rule(_NAMES not in out, _SIGNALS not in out, _DISTRICTS not in out, tuple(entry["cases_shared_in"]))
    raise InvalidValueError(_("There is no interim report for this reader. Choose the municipality or A&O fonds."))


class Veil:
    """Texts, names and titles as an audience may read them.

    Parameters:
        session: to read with.
        rule: what the audience may read.
        case_ids: the cases that texts may belong to.
    Attributes:
        named: in which form people may be named.
        covering, cover: keep names and anonymous initiatives out of texts, as for the logbook.
        titles: of every case, a code where it may not be named; ``open``: the cases that may.
    """

    def __init__(self, session: Session, rule: Rule, case_ids: Iterable[bytes] = ()) -> None:
        wanted = frozenset(case_ids)
        self.named: Mapping[bytes, str] = name_forms(session, REPORT) if rule.names else {}
        self.covering = Covering(session, self.named)
        self.cover = self.covering.cover(*wanted)
        # Who wrote the name of the facilitator with the programme need not have put that person in the list of people.
        facilitator, municipality = session.execute(select(Programme.facilitator, Programme.municipality)).one()
        known = set(session.scalars(select(Person.name)))
        self._facilitator = NameVeil([(facilitator, "")] if facilitator and facilitator not in known else [])
        self.titles: dict[bytes, str] = {}
        self.open: set[bytes] = set()
        self._words: dict[bytes, tuple[str, ...]] = {}
        everywhere: set[str] = set()
        columns = (CaseFile.id, CaseFile.title, CaseFile.initiator_name, CaseFile.district, CaseFile.initiator_knows, CaseFile.share_in)
        for case_id, title, initiator, district, knows, share_in in session.execute(select(*columns)):
            may = not privacy.is_anonymous(knows) and bool(set(rule.shared_in) & set(parts(share_in)))
            if may:
                self.open.add(case_id)
            elif case_id in wanted:
                self._words[case_id] = privacy.traceable(title, initiator, "")
            if not rule.districts:
                everywhere |= {*privacy.traceable("", "" if may else initiator, district)}
            self.titles[case_id] = shown_title(case_id, title, knows) if may else _case_name(case_id, knows)
        # Whoever gives the whole town as a district of a case leads to nobody.
        self._everywhere = tuple(sorted(word for word in everywhere if word.casefold() != municipality.strip().casefold()))

    def text(self, value: str, *case_ids: bytes | None) -> str:
        """Return a text without names, districts and words that this audience may not read.

        Parameters:
            case_ids: the cases that it belongs to.
        """
        words = [*self._everywhere, *(word for case_id in case_ids for word in self._words.get(case_id, ()))]
        covered = self.cover.text(value, *case_ids)
        return self._facilitator.text(privacy.covered(covered, words) if words else covered)

    def name(self, person_id: bytes | None, name: str) -> str:
        """Return a name in the form that its bearer allows, "" for not at all."""
        return name_as(name, self.named.get(person_id, ""))


def _case_name(case_id: bytes, knows: str) -> str:
    if privacy.is_anonymous(knows):
        return shown_title(case_id, "", knows)
    return _("Case {code}").format(code=privacy.case_code(case_id))


def refused_quotes(session: Session) -> frozenset[bytes]:
    """Return the cards that hang on a permission, where that is not one for reports or was taken back."""
    query = select(Outcome.id, Consent).join(Consent, Consent.id == Outcome.consent_id, isouter=True)
    return frozenset(
        card_id
        for card_id, yes in session.execute(query.where(Outcome.consent_id.is_not(None)))
        if yes is None or not yes.granted or yes.withdrawn_on is not None or yes.channel != REPORT
    )
