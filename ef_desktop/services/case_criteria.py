"""The four criteria of a case, the exception to them, and 'not now'."""

from datetime import date

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import sentence_starts
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import CaseCriterion, CaseFile
from ef_desktop.domain import criteria
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.views import CriterionView
from ef_desktop.i18n import N_, _, content_text
from ef_desktop.services import reading
from ef_desktop.services.core import Core, assign, get, line, lines, same
from ef_desktop.services.setting_rows import write_setting

NOT_NOW, AGAIN = "not_now", "intake"


class CaseCriteria:
    """Part of ``Cases``: what was found of the four criteria, and what was decided."""

    _core: Core

    def criteria(self, case_id: bytes) -> tuple[CriterionView, ...]:
        """Return the four criteria in the programme's wording, with what was found and why one does not count yet."""
        with self._core.store.read() as session:
            get(session, CaseFile, case_id)
            checks = reading.criterion_checks(session, [case_id]).get(case_id, {})
            gaps = {gap.criterion: gap.why for gap in criteria.gaps(checks, reading.goal_sentences(session, case_id))}
        return tuple(
            CriterionView(
                id=entry["id"],
                text=content_text(entry, "text"),
                question=content_text(entry, "check"),
                sentence_start=content_text(entry, "motivation_prompt"),
                state=checks.get(entry["id"], criteria.Check()).state,
                motivation=checks.get(entry["id"], criteria.Check()).motivation,
                gap=gaps.get(entry["id"], ""),
                starts=sentence_starts(entry["id"]),
            )
            for entry in criteria_content()
        )

    def rule(self) -> str:
        """Return how the four criteria count together in this programme: one of ``domain.criteria.RULES``."""
        with self._core.store.read() as session:
            return reading.criteria_rule(session)

    def set_rule(self, rule: str, *, origin: object = None) -> None:
        """Choose how the four criteria count together.

        Raises:
            InvalidValueError: there is no such rule.
        """
        if rule not in criteria.RULES:
            raise InvalidValueError(_("This rule for the criteria does not exist. Choose another one."))
        with self._core.store.unit(N_("Change rule of the criteria"), origin) as session:
            write_setting(session, reading.RULE_SETTING, rule)

    def set_criterion(
        self, case_id: bytes, criterion: str, state: str, motivation: str, *, origin: object = None
    ) -> None:
        """Say what was found of a criterion (c1 to c4): a state of ``domain.criteria`` and the motivation.

        A motivation of which only the given beginning stands there is kept as none.
        """
        if criterion not in criteria.CRITERIA or state not in criteria.STATES:
            raise InvalidValueError(_("This is not one of the four criteria."))
        written = lines(motivation)
        if not criteria.own_words(written, sentence_starts(criterion)):
            written = ""
        with self._core.store.unit(N_("Change criterion"), origin) as session:
            get(session, CaseFile, case_id)
            undelete_or_add(
                session,
                CaseCriterion,
                member_id("case_criterion", case_id, criterion),
                case_id=case_id,
                criterion=criterion,
                state=state,
                motivation=written,
            )

    def set_exception(
        self, case_id: bytes, reason: str, name: str, day: date | None, *, origin: object = None
    ) -> None:
        """Write down an exception: 'in principe'. It counts once it is complete, see ``domain.criteria.exception_gaps``.

        Parameters:
            reason: why the case is admitted though it does not meet the criteria; it stands in the logbook.
            name: first name of who decided.
            day: when that was.
        """
        with self._core.store.unit(N_("Admit case with a reason"), origin) as session:
            case = get(session, CaseFile, case_id)
            assign(
                case,
                {"exception_reason": reason, "exception_by": name, "exception_on": day},
                {"exception_reason": lines, "exception_by": line, "exception_on": same},
            )
            if case.status == NOT_NOW and criteria.exception_complete(reason, name, day):
                case.status = AGAIN

    def follow_criteria(self, case_id: bytes, *, origin: object = None) -> None:
        """Let the criteria decide again: without an exception, and no longer kept for later."""
        with self._core.store.unit(N_("Let the criteria decide"), origin) as session:
            case = get(session, CaseFile, case_id)
            blank = {"exception_reason": "", "exception_by": "", "exception_on": None, "not_now_reason": ""}
            assign(case, blank, dict.fromkeys(blank, same))
            if case.status == NOT_NOW:
                case.status = AGAIN

    def keep_for_later(self, case_id: bytes, reason: str, *, origin: object = None) -> None:
        """Decide 'not now'; the case is kept.

        Raises:
            InvalidValueError: no reason was given.
        """
        why = lines(reason)
        if not why:
            raise InvalidValueError(_("Say why this case does not come up now. Type the reason."))
        with self._core.store.unit(N_("Keep case for later"), origin) as session:
            case = get(session, CaseFile, case_id)
            assign(case, {"status": NOT_NOW, "not_now_reason": why}, {"status": same, "not_now_reason": same})
