"""The best-interests procedure of a child: a panel, the child's own view, options side by side, a decision, and dissent."""

from collections.abc import Mapping
from datetime import date, datetime

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.queries import references
from malath.cases.words import BestInterest
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.support import news, rules, talk_rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import Panel, Panelist, PanelOption
from malath.support.queries import law, talks
from malath.support.words import Heard, PanelRole


@act
def open_panel(case: Case, question: str, *, desk: Desk, by: Actor, at: datetime) -> Panel:
    """A question about a child is put to a panel, which decides within days that are a setting
    of the mechanism, never a limit of the law (scenario 2). Errors: `CannotSupport`; of the case."""
    case = locked(case)
    is_open = talks.open_panel_of(case) is not None
    refuse(talk_rules.why_not_open(question, is_child=case.person.is_child, is_open=is_open))
    due = at + law.spans().panel * rules.DAY
    panel = Panel(
        case=case, key=case.key, due_at=due, desk=desk, by=by.reference, at=at, remind_at=talk_rules.next_look(due, at)
    )
    panel.seal(question=question)
    panel.save(force_insert=True)
    wrote(Did.PANEL_OPENED, case, desk, by=by, at=at)
    return panel


@act
def seat(panel: Panel, name: str, role: PanelRole, *, desk: Desk, by: Actor, at: datetime) -> Panelist:
    """Somebody sits in the panel. Errors: `CannotSupport`; of the case."""
    case, now = _open(panel, name)
    row = Panelist(panel=now, key=case.key, role=role, by=by.reference, at=at)
    row.seal(name=name)
    row.save(force_insert=True)
    wrote(Did.PANEL_CHANGED, case, desk, by=by, at=at, role=role.value)
    return row


@act
def record_view(panel: Panel, heard: Heard, view: str, *, desk: Desk, by: Actor, at: datetime) -> Panel:
    """What the child says, in its own words; or that it did not want to, or is too young. Errors: `CannotSupport`; of the
    case."""
    case, now = _open(panel, view if heard == Heard.SAID else heard.value)
    now.seal(view=view)
    now.heard = heard
    now.save(update_fields=["heard", "view"])
    wrote(Did.PANEL_CHANGED, case, desk, by=by, at=at, heard=heard.value)
    return now


@act
def put_option(panel: Panel, outcome: BestInterest, words: str, *, desk: Desk, by: Actor, at: datetime) -> PanelOption:
    """A way that the panel looks at, with what speaks for and against it. Errors: `CannotSupport`; of the case."""
    case, now = _open(panel, words)
    row = PanelOption(panel=now, key=case.key, outcome=outcome, by=by.reference, at=at)
    row.seal(words=words)
    row.save(force_insert=True)
    wrote(Did.PANEL_CHANGED, case, desk, by=by, at=at, option=outcome.value)
    return row


@act
def decide_panel(
    panel: Panel,
    outcome: BestInterest,
    reasons: str,
    *,
    review_on: date,
    dissent: Mapping[str, str],
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Panel:
    """The panel decides what is best for the child, with its reasons and who saw it differently (by their number). It is
    written through the case, and looked at again on a day. Errors: `CannotSupport`; of the case."""
    case = locked(panel.case)
    now = talks.fresh_panel(panel)
    members = list(now.members.select_related("key"))
    options = set(now.options.values_list("outcome", flat=True))
    refuse(
        talk_rules.why_not_decide(
            reasons, decided=now.decided_at is not None, members=[PanelRole(one.role) for one in members],
            heard=bool(now.heard), options=len(options), is_option=outcome in options, review_on=review_on,
            today=clock.in_amman(at).date(),
        )
    )  # fmt: skip
    now.seal(reasons=reasons)
    now.outcome, now.review_on, now.decided_at, now.decided_by, now.remind_at = outcome, review_on, at, by.reference, None
    now.save(update_fields=["outcome", "reasons", "review_on", "decided_at", "decided_by", "remind_at"])
    for one in members:
        if dissent.get(one.reference, "").strip():
            one.seal(dissent=dissent[one.reference])
            one.save(update_fields=["dissent"])
    cases.record_best_interests(case, outcome, review_on=review_on, desk=desk, by=by, at=at)
    news.settle_panel(case, by=by, at=at)
    wrote(Did.PANEL_DECIDED, case, desk, by=by, at=at, outcome=outcome.value)
    return now


@act
def remind_of_panel(panel: Panel, *, at: datetime, by: Actor = WORKER) -> Panel:
    """A panel is due soon, or late: the key workers are told, every day. Errors: `CannotSupport`."""
    privacy.lock(references.person_of(panel.case_id))
    case, now = case_queries.locked(panel.case_id), talks.fresh_panel(panel)
    refuse(rules.why_not_remind(now.remind_at, at))
    now.remind_at = talk_rules.next_look(now.due_at, at)
    now.save(update_fields=["remind_at"])
    news.tell_panel(now, case, at=at)
    record(Did.PANEL_REMINDED, case, by=by, at=at)
    return now


def _open(panel: Panel, words: str) -> tuple[Case, Panel]:
    case, now = locked(panel.case), talks.fresh_panel(panel)
    refuse(talk_rules.why_not_go_on(words, decided=now.decided_at is not None))
    return case, now
