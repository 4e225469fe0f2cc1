"""Who may read what in an interim report: the one place that decides it, by the rule in the content and the permissions."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.tables import CaseFile, Programme
from ef_desktop.domain import privacy
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.intake import parts
from ef_desktop.domain.interim import Rule
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
        today: a permission that ended before this day counts for nothing.
        case_ids: the cases that texts may belong to.
    Attributes:
        named: in which form people may be named.
        covering, cover: keep names and anonymous initiatives out of texts, as for the logbook.
        titles: of every case, a code where it may not be named; ``open``: the cases that may.
    """

    def __init__(self, session: Session, rule: Rule, today: date, case_ids: Iterable[bytes] = ()) -> None:
        wanted = frozenset(case_ids)
        self.named: Mapping[bytes, str] = name_forms(session, REPORT, today) if rule.names else {}
        self.covering = Covering(session, self.named, rule.shared_in)
        self.cover, self._nameless = self.covering.cover(*wanted), self.covering.nameless(*wanted)
        self._whole = self.covering.cover_all()
        municipality = session.scalars(select(Programme.municipality)).one()
        titles: dict[bytes, str] = {}
        self.open: set[bytes] = set()
        everywhere: set[str] = set()
        columns = (CaseFile.id, CaseFile.title, CaseFile.initiator_name, CaseFile.district, CaseFile.initiator_knows, CaseFile.share_in)
        for case_id, title, initiator, district, knows, share_in in session.execute(select(*columns)):
            may = not privacy.is_anonymous(knows) and bool(set(rule.shared_in) & set(parts(share_in)))
            if may:
                self.open.add(case_id)
            if not rule.districts:
                everywhere |= {*privacy.traceable("", "" if may else initiator, district)}
            titles[case_id] = self.cover.name_text(shown_title(case_id, title, knows)) if may else _case_name(case_id, knows)
        # Whoever gives the whole town as a district of a case leads to nobody.
        self._everywhere = tuple(sorted(word for word in everywhere if word.casefold() != municipality.strip().casefold()))
        self.titles = {case_id: self._covered(title) for case_id, title in titles.items()}

    def text(self, value: str, *case_ids: bytes | None) -> str:
        """Return a text without names, districts and words that this audience may not read.

        Parameters:
            case_ids: the cases that it belongs to.
        """
        return self._covered(self.cover.text(value, *case_ids))

    def nameless_text(self, value: str, *case_ids: bytes | None) -> str:
        """Return such a text without any name: of a signal, or of what does not work."""
        return self._covered(self._nameless.text(value, *case_ids))

    def any_text(self, value: str) -> str:
        """Return such a text that may be about any case."""
        return self._covered(self._whole.text(value))

    def _covered(self, text: str) -> str:
        return privacy.covered(text, self._everywhere) if self._everywhere else text

    def name(self, person_id: bytes | None, name: str) -> str:
        """Return a name in the form that its bearer allows, "" for not at all."""
        return name_as(name, self.named.get(person_id, ""))


def _case_name(case_id: bytes, knows: str) -> str:
    if privacy.is_anonymous(knows):
        return shown_title(case_id, "", knows)
    return _("Case {code}").format(code=privacy.case_code(case_id))
