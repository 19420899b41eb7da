"""What happens by itself, once a minute: consents run out, referrals stop or escalate, supervisors are reminded of what
they have to confirm, a withdrawal is written beside the case, tasks and reviews of danger are due, looks that were unlike
others are noticed, the trail is signed, and last what has to leave is sent.

Each thing is an act of its own: one that fails leaves the others alone, is logged without personal data, and is tried
again a minute later. The acts look once more under their locks, so two workers tell nobody twice.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from malath.accounts import actions as staff_acts
from malath.accounts import queries as staff
from malath.accounts.queries import team
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.awareness import actions as awareness
from malath.awareness import queries as awareness_queries
from malath.awareness.publishing import publish as publish_materials
from malath.awareness.words import WhyRetired
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.queries import attachments
from malath.coordination import actions as coordination
from malath.coordination import queries as coordination_queries
from malath.documents.actions.disk import sweep
from malath.documents.publishing import publish
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.foundation.keys import var_folder
from malath.helpline import actions as helpline
from malath.helpline import queries as concerns
from malath.helpline import work as line
from malath.helpline.actions import contacts as line_acts
from malath.helpline.actions import numbers
from malath.helpline.queries import contacts as line_queries
from malath.identification import actions as identification
from malath.identification import queries as identification_queries
from malath.identification.queries import beside
from malath.justice import actions as justice
from malath.justice import queries as justice_queries
from malath.linkage import actions as linkage
from malath.linkage import queries as linkage_queries
from malath.notices import actions as notices
from malath.notices import queries as notice_queries
from malath.orders import actions as orders
from malath.orders import queries as order_queries
from malath.outside import actions as outside
from malath.outside import queries as outside_queries
from malath.people.actions import stay as papers
from malath.people.queries import stay as stays
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import agreements as sharing
from malath.privacy.actions import anomalies
from malath.privacy.actions import breach as breaches
from malath.privacy.queries import breach as breach_queries
from malath.questionnaires import actions as form_acts
from malath.questionnaires import queries as forms
from malath.questionnaires.actions import filling
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.referrals.queries import meantime
from malath.returns import actions as returns
from malath.returns import queries as return_queries
from malath.returns.actions import reintegration
from malath.returns.queries import mission as return_mission
from malath.returns.queries import reintegration as reintegration_queries
from malath.screening import actions as screening
from malath.screening import queries as screenings
from malath.shelter import actions as shelter
from malath.shelter import queries as shelter_queries
from malath.statistics import actions as statistics
from malath.statistics import queries as statistics_queries
from malath.support import actions as support
from malath.support import queries as support_queries
from malath.support.queries import care, contacts, fund, talks
from malath.training.actions import after as courses_held
from malath.training.actions import levels as training
from malath.training.actions import practice as practised
from malath.training.actions import refresh as refreshers
from malath.training.actions.base import CannotTrain
from malath.training.queries import after as after_courses
from malath.training.queries import levels as trainers
from malath.training.queries import practice, refresh
from malath.workday import watch
from malath.workday.actions import tell_of_lock_out
from malath.workday.management import post
from malath.workday.management.post import Sent

CHECKPOINT_EVERY = timedelta(hours=1)
LOOK_BACK = timedelta(days=2)
"""How far back a tick looks for grounds that ended. Whatever is older the first tick of a day finds, which looks at all."""
NEEDLESS = (
    referrals.CannotDo, privacy.CannotRecord, privacy.CannotConfirm, notices.CannotDeliver, staff_acts.CannotChange,
    cases.CannotChange, sharing.CannotShare, breaches.CannotRecordBreach, orders.CannotAnswer, helpline.CannotDo, CannotTrain,
    line_acts.CannotHelp, screening.CannotScreen, identification.CannotIdentify, identification.CannotBeside,
    form_acts.CannotDo, papers.CannotWriteStay, shelter.CannotShelter, support.CannotSupport, justice.CannotDo,
    returns.CannotReturn, reintegration.CannotReintegrate, awareness.CannotDo,
)  # fmt: skip
"""Refusals that mean: somebody else did it meanwhile, or nobody needs it any more."""
logger = logging.getLogger("malath.tick")
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Tally:
    """How many acts were done, how many had meanwhile become needless, and how many failed."""

    done: int = 0
    needless: int = 0
    failed: int = 0


@dataclass(frozen=True)
class TickResult:
    """What one tick did. `left_over`: referrals that still live on a ground that has ended; should be none. Known after
    the first tick of a day, which looks at all of them; the others know of the last two days."""

    resumed: Tally
    counted: Tally
    escalated: Tally
    expired: Tally
    stopped: Tally
    accounts: Tally
    locked_out: Tally
    let_go: Tally
    sessions: Tally
    reminded: Tally
    orders: Tally
    referred: Tally
    unreferred: Tally
    letters_ended: Tally
    delivered: Tally
    published: Tally
    concerns: Tally
    trainers_lapsed: Tally
    course_actions_due: Tally
    course_reports_due: Tally
    practice_due: Tally
    courses_outdated: Tally
    refreshers_due: Tally
    words_let_go: Tally
    contacts_unseen: Tally
    emergencies_unseen: Tally
    contacts_forgotten: Tally
    numbers_stale: Tally
    numbers_mended: Tally
    forms_left: Tally
    materials_asked: Tally
    materials_outdated: Tally
    materials_published: Tally
    noted: Tally
    waivers: Tally
    attachments_gone: Tally
    swept: Tally
    tasks: Tally
    risks: Tally
    suspected: Tally
    asked_to_identify: Tally
    given_to_decide: Tally
    taken_back: Tally
    decisions_due: Tally
    recoveries: Tally
    marked: Tally
    plans_begun: Tally
    plans_taken_on: Tally
    plans_stopped: Tally
    plans_due: Tally
    contacts_stopped: Tally
    care_waits: Tally
    contacts_due: Tally
    requests_stopped: Tally
    stays_stopped: Tally
    stays_resumed: Tally
    stays_due: Tally
    incidents: Tally
    returns_stopped: Tally
    surveys_taken: Tally
    reintegration_due: Tally
    missions_silent: Tally
    arrivals_unconfirmed: Tally
    incoming_unconfirmed: Tally
    co_operation_over: Tally
    co_operation_begun: Tally
    matters_forgotten: Tally
    hearings_near: Tally
    panels_due: Tally
    measures_end: Tally
    elsewhere: Tally
    agreements: Tally
    notices: Tally
    figures: Tally
    watched: Tally
    told: Tally
    checkpoints: Tally
    left_over: int
    posted: Sent


def _watch(day: date, at: datetime) -> None:
    noticed = watch.noticed_on(day)
    if noticed:
        anomalies.notice_unusual(noticed, by=WORKER, at=at)


Since = datetime | None
"""From when on a tick looks for grounds that ended; None: at all of them."""
Step = tuple[str, Callable[[datetime, Since], Iterable[Any]], Callable[[Any, datetime], object]]
ROUND: tuple[Step, ...] = (
    ("resumed", lambda at, _: meantime.to_resume(at), lambda one, at: referrals.resume(one, at=at)),
    ("counted", lambda at, _: referral_queries.to_count_anew(at - LOOK_BACK), lambda one, at: referrals.count_anew(one, at=at)),
    ("escalated", lambda at, _: referral_queries.to_escalate(at), lambda one, at: referrals.escalate(one, at=at)),
    ("expired", lambda at, _: privacy_queries.run_out(at), lambda one, at: privacy.expire(one, one.person, at=at)),
    (
        "stopped",
        lambda at, since: referral_queries.no_longer_standing(at, since=since),
        lambda one, at: referrals.stop(one, at=at),
    ),
    ("accounts", lambda at, _: staff.staff_run_out(at), lambda one, at: staff_acts.end_staff(one, by=WORKER, at=at)),
    (
        "locked_out",
        lambda at, _: staff.tried_too_often(at),
        lambda one, at: tell_of_lock_out(*one, by=WORKER, at=at),
    ),
    ("let_go", lambda at, _: team.forms_left(at), lambda one, at: staff_acts.forget_forms(one, by=WORKER, at=at)),
    ("sessions", lambda at, _: [at] if team.sessions_over(at) else [], lambda one, _at: staff_acts.clear_sessions(one)),
    ("reminded", lambda at, _: privacy_queries.to_remind(at), lambda one, at: privacy.remind(one, one.person, at=at)),
    ("orders", lambda at, _: order_queries.to_remind(at), lambda one, at: orders.remind_of_order(one, at=at)),
    ("referred", lambda _at, _: screenings.to_settle(), lambda one, at: screening.settle(one, None, by=WORKER, at=at)),
    ("unreferred", lambda at, _: screenings.to_tell(at), lambda one, at: screening.remind(one, at=at)),
    ("letters_ended", lambda at, _: outside_queries.letters_to_end(at), lambda one, at: outside.end_letters(one, at=at)),
    ("delivered", lambda at, _: notice_queries.to_deliver(at), lambda one, at: notices.deliver(one, at=at)),
    ("concerns", lambda at, _: concerns.to_escalate(at), lambda one, at: helpline.escalate_concern(one, at=at)),
    ("trainers_lapsed", lambda at, _: trainers.trainers_to_lapse(at), lambda one, at: training.lapse(one, at=at)),
    (
        "course_actions_due",
        lambda at, _: after_courses.undertakings_to_tell(at),
        lambda one, at: courses_held.remind_of_undertaking(one, at=at),
    ),
    (
        "course_reports_due",
        lambda at, _: after_courses.reports_to_tell(at),
        lambda one, at: courses_held.remind_of_report(one, at=at),
    ),
    (
        "courses_outdated",
        lambda at, since: refresh.courses_outdated(at) if since is None else [],
        lambda one, at: refreshers.mark_outdated(one, at=at),
    ),
    ("refreshers_due", lambda at, _: refresh.courses_to_tell(at), lambda one, at: refreshers.remind_of_refresher(one, at=at)),
    ("practice_due", lambda at, _: practice.courses_to_tell(at), lambda one, at: practised.remind_of_practice(one, at=at)),
    ("words_let_go", lambda at, _: concerns.to_let_go(at), lambda one, at: helpline.let_go(one, at=at)),
    (
        "contacts_unseen",
        lambda at, _: line_queries.to_escalate(at),
        lambda one, at: line_acts.escalate_contact(one, at=at),
    ),
    (
        "emergencies_unseen",
        lambda at, _: line_queries.unseen_before_forgetting(at),
        lambda one, at: line_acts.put_before_a_person(one, at=at),
    ),
    ("contacts_forgotten", lambda at, _: line_queries.to_forget(at), line.forget),
    (
        "numbers_stale",
        lambda at, _: line_queries.numbers_to_tell(at),
        lambda one, at: numbers.tell_stale(one.code, one.verified_on, at=at),
    ),
    ("numbers_mended", lambda at, _: line_queries.numbers_mended(at), lambda one, at: numbers.settle_stale(one, at=at)),
    ("forms_left", lambda at, _: forms.to_throw_away(at), lambda one, at: filling.throw_left(one, at=at)),
    ("published", lambda at, _: [at], lambda one, _at: publish(var_folder(), one)),
    (
        "materials_asked",
        lambda at, _: _consents_heard_of(at),
        lambda one, at: awareness.note_consents(one[0], stand=one[1], at=at),
    ),
    (
        "materials_outdated",
        lambda at, _: awareness_queries.past_review(in_amman(at).date()),
        lambda one, at: awareness.retire(one, WhyRetired.OUTDATED, by=WORKER, at=at),
    ),
    ("materials_published", lambda at, _: [at], lambda one, _at: publish_materials(var_folder(), one)),
    (
        "noted",
        lambda at, since: case_queries.withdrawals_to_note(at, since=since),
        lambda one, at: cases.note_withdrawal(one, at=at),
    ),
    ("waivers", lambda at, _: stays.waivers_to_tell(at), lambda one, at: papers.remind_of_waiver(one, at=at)),
    (
        "attachments_gone",
        lambda _at, _: attachments.attachments_to_let_go(),
        lambda one, at: cases.let_attachment_go(one, at=at),
    ),
    ("swept", lambda at, since: [at] if since is None else [], lambda one, _at: sweep(one)),
    ("tasks", lambda at, _: case_queries.tasks_to_tell(in_amman(at).date()), lambda one, at: cases.remind_of_task(one, at=at)),
    ("risks", lambda at, _: case_queries.assessments_to_tell(at), lambda one, at: cases.remind_of_risk(one, at=at)),
    ("suspected", lambda _at, _: identification_queries.suspicions(), lambda one, at: identification.begin(one, at=at)),
    (
        "asked_to_identify",
        lambda _at, since: identification_queries.asked_to_identify(since),
        lambda one, at: identification.begin(one, taken_on=True, at=at),
    ),
    ("given_to_decide", lambda at, _: identification_queries.to_give(at), lambda one, at: identification.give(one, at=at)),
    ("taken_back", lambda at, _: identification_queries.to_take_back(at), lambda one, at: identification.stop(one, at=at)),
    ("decisions_due", lambda at, _: identification_queries.to_remind(at), lambda one, at: identification.remind(one, at=at)),
    ("recoveries", lambda at, _: beside.recoveries_to_tell(at), lambda one, at: identification.remind_of_end(one, at=at)),
    (
        "marked",
        lambda _at, since: beside.to_mark(all_of_them=since is None),
        lambda one, at: identification.mark_party(one, at=at),
    ),
    ("plans_begun", support_queries.to_begin, lambda one, at: support.begin(one, at=at)),
    ("plans_taken_on", lambda at, _: support_queries.to_take_on(at), lambda one, at: support.take_on(one, at=at)),
    ("plans_stopped", lambda at, _: support_queries.to_stop(at), lambda one, at: support.stop(one, at=at)),
    ("plans_due", lambda at, _: support_queries.to_remind(at), lambda one, at: support.remind(one, at=at)),
    ("contacts_stopped", lambda at, _: contacts.contacts_to_stop(at), lambda one, at: support.stop_contact(one, at=at)),
    ("care_waits", lambda at, _: care.to_look_at(at), lambda one, at: support.remind_of_care(one, at=at)),
    ("contacts_due", lambda at, _: contacts.contacts_to_remind(at), lambda one, at: support.remind_of_contact(one, at=at)),
    ("requests_stopped", lambda at, _: fund.requests_to_stop(at), lambda one, at: support.stop_request(one, at=at)),
    ("stays_stopped", lambda at, _: shelter_queries.to_stop(at), lambda one, at: shelter.stop(one, at=at)),
    ("stays_resumed", lambda at, _: shelter_queries.to_go_on(at), lambda one, at: shelter.go_on(one, at=at)),
    ("stays_due", lambda at, _: shelter_queries.to_remind(at), lambda one, at: shelter.remind(one, at=at)),
    (
        "incidents",
        lambda at, _: shelter_queries.incidents_to_look_at(at),
        lambda one, at: shelter.remind_of_incident(one, at=at),
    ),
    ("returns_stopped", lambda at, _: return_queries.to_stop(at), lambda one, at: returns.stop(one, at=at)),
    (
        "reintegration_due",
        lambda at, _: reintegration_queries.to_remind(at),
        lambda one, at: reintegration.remind_of_reintegration(one, at=at),
    ),
    (
        "surveys_taken",
        lambda *_: reintegration_queries.to_take(),
        lambda one, at: reintegration.take_survey(one.plan.returning, one.round, at=at),
    ),
    ("missions_silent", lambda at, _: return_queries.silent_missions(at), lambda one, at: returns.tell_silence(one, at=at)),
    ("arrivals_unconfirmed", lambda at, _: return_queries.unconfirmed(at), lambda one, at: returns.raise_alarm(one, at=at)),
    (
        "incoming_unconfirmed",
        lambda at, _: return_mission.incoming_unconfirmed(at),
        lambda one, at: returns.ask_after_incoming(one, at=at),
    ),
    ("co_operation_over", lambda at, _: justice_queries.to_stop(at), lambda one, at: justice.stop(one, at=at)),
    ("co_operation_begun", lambda at, _: justice_queries.to_resume(at), lambda one, at: justice.resume(one, at=at)),
    ("matters_forgotten", lambda _at, _: justice_queries.to_forget(), lambda one, at: justice.forget(one, at=at)),
    ("measures_end", lambda at, _: justice_queries.measures_to_tell(at), lambda one, at: justice.remind_of_measure(one, at=at)),
    (
        "hearings_near",
        lambda at, _: justice_queries.to_remind_of_hearing(at),
        lambda one, at: justice.remind_of_hearing(one, at=at),
    ),
    ("panels_due", lambda at, _: talks.panels_to_remind(at), lambda one, at: support.remind_of_panel(one, at=at)),
    ("elsewhere", lambda at, _: linkage_queries.to_work(at), lambda one, at: linkage.compare_elsewhere(one, at=at)),
    ("agreements", lambda at, _: privacy_queries.agreements_over(at), lambda one, at: sharing.run_out(one, at=at)),
    ("notices", lambda at, _: breach_queries.notices_due(at), lambda one, at: breaches.remind_of_notice(one, at=at)),
    ("figures", lambda at, _: statistics_queries.due(at), lambda one, _at: statistics.compile_figures(by=WORKER, at=one)),
    ("watched", lambda at, _: watch.days_to_watch(at), _watch),
    ("told", lambda at, _: _tellings_due(at), lambda one, _at: coordination.tell(at=one)),
    ("checkpoints", lambda at, _: _checkpoints_due(at), lambda one, _at: audit.checkpoint(at=one)),
)
"""What is looked for, and what is done with each: first what somebody waits for."""


def tick(at: datetime) -> TickResult:
    """Do everything that is due at this moment."""
    since = None if _begins_a_day(at) else at - LOOK_BACK
    done = {name: _each(due(at, since), partial(_at, act, at)) for name, due, act in ROUND}
    left_over = len(referral_queries.no_longer_standing(at, since=since))
    if left_over:
        logger.warning("Referrals live on although their ground has ended.")
    return TickResult(**done, left_over=left_over, posted=post.go_round(at, begins_a_day=since is None))


def _at(act: Callable[[Any, datetime], object], at: datetime, one: object) -> object:
    return act(one, at)


def _each(things: Iterable[Thing], act: Callable[[Thing], object]) -> Tally:
    tally = Tally()
    for thing in things:
        try:
            act(thing)
        except NEEDLESS:
            tally = replace(tally, needless=tally.needless + 1)
        except Exception:  # one that fails must not stop the others; the log says where
            logger.exception("An act of the tick failed.")
            tally = replace(tally, failed=tally.failed + 1)
        else:
            tally = replace(tally, done=tally.done + 1)
    return tally


def _consents_heard_of(at: datetime) -> list[tuple[Any, bool]]:
    """Materials of which it is otherwise than was noted whether those shown in them agree. Two statements at most."""
    leaning = awareness_queries.leaning_on_consents()
    agreed = privacy_queries.uses_standing({use for one in leaning for use in one.consents}, at) if leaning else frozenset()
    heard = ((one, agreed.issuperset(one.consents)) for one in leaning)
    return [(one, stand) for one, stand in heard if one.consents_stand is not stand]


def _tellings_due(at: datetime) -> list[datetime]:
    return [at] if coordination_queries.telling_due(at) else []


def _begins_a_day(at: datetime) -> bool:
    """Whether the trail was not signed yet today, in Amman: so no worker has looked at everything."""
    last = trail.last_checkpoint_at()
    return last is None or in_amman(last).date() != in_amman(at).date()


def _checkpoints_due(at: datetime) -> list[datetime]:
    last = trail.last_checkpoint_at()
    return [at] if last is None or at - last >= CHECKPOINT_EVERY or _begins_a_day(at) else []
