"""What happens by itself, once a minute: consents run out, referrals stop or escalate, supervisors are reminded of what
they have to confirm, a withdrawal is written beside the case, tasks and reviews of danger are due, the trail is signed,
and last what has to leave is sent.

Each thing is an act of its own: one that fails leaves the others alone, is logged without personal data, and is tried
again a minute later. The acts look once more under their locks, so two workers tell nobody twice.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from malath.accounts import actions as staff_acts
from malath.accounts import queries as staff
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.documents.publishing import publish
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.foundation.keys import var_folder
from malath.notices import actions as notices
from malath.notices import queries as notice_queries
from malath.outside import actions as outside
from malath.outside import queries as outside_queries
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.referrals.queries import meantime
from malath.workday.management import post
from malath.workday.management.post import Sent

CHECKPOINT_EVERY = timedelta(hours=1)
LOOK_BACK = timedelta(days=2)
"""How far back a tick looks for grounds that ended. Whatever is older the first tick of a day finds, which looks at all."""
NEEDLESS = (
    referrals.CannotDo, privacy.CannotRecord, privacy.CannotConfirm, notices.CannotDeliver, staff_acts.CannotChange,
    cases.CannotChange,
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

    expired: Tally
    stopped: Tally
    escalated: Tally
    reminded: Tally
    noted: Tally
    tasks: Tally
    risks: Tally
    checkpoints: Tally
    left_over: int
    posted: Sent
    resumed: Tally = Tally()
    letters_ended: Tally = Tally()
    delivered: Tally = Tally()
    published: Tally = Tally()
    accounts: Tally = Tally()
    counted: Tally = Tally()


def tick(at: datetime) -> TickResult:
    """Do everything that is due at this moment: first what somebody waits for."""
    resumed = _each(meantime.to_resume(at), lambda referral: referrals.resume(referral, at=at))
    since = None if _begins_a_day(at) else at - LOOK_BACK
    counted = _each(referral_queries.to_count_anew(at - LOOK_BACK), lambda referral: referrals.count_anew(referral, at=at))
    escalated = _each(referral_queries.to_escalate(at), lambda referral: referrals.escalate(referral, at=at))
    expired = _each(privacy_queries.run_out(at), lambda consent: privacy.expire(consent, consent.person, at=at))
    stopping = referral_queries.no_longer_standing(at, since=since)
    stopped = _each(stopping, lambda referral: referrals.stop(referral, at=at))
    accounts = _each(staff.staff_run_out(at), lambda user: staff_acts.end_staff(user, by=WORKER, at=at))
    reminded = _each(privacy_queries.to_remind(at), lambda basis: privacy.remind(basis, basis.person, at=at))
    letters = _each(outside_queries.letters_to_end(at), lambda referral: outside.end_letters(referral, at=at))
    delivered = _each(notice_queries.to_deliver(at), lambda notice: notices.deliver(notice, at=at))
    published = _each([at], lambda moment: publish(var_folder(), moment))
    withdrawn = case_queries.withdrawals_to_note(at, since=since)
    noted = _each(withdrawn, lambda case: cases.note_withdrawal(case, at=at))
    due = case_queries.tasks_to_tell(in_amman(at).date())
    tasks = _each(due, lambda task: cases.remind_of_task(task, at=at))
    risks = _each(case_queries.assessments_to_tell(at), lambda one: cases.remind_of_risk(one, at=at))
    checkpoints = _each(_checkpoints_due(at), lambda moment: audit.checkpoint(at=moment))
    left_over = len(referral_queries.no_longer_standing(at, since=since))
    if left_over:
        logger.warning("Referrals live on although their ground has ended.")
    posted = post.go_round(at, begins_a_day=since is None)
    return TickResult(
        expired=expired, stopped=stopped, escalated=escalated, reminded=reminded, noted=noted, tasks=tasks, risks=risks,
        checkpoints=checkpoints, left_over=left_over, posted=posted, resumed=resumed, letters_ended=letters,
        delivered=delivered, published=published, accounts=accounts, counted=counted,
    )  # fmt: skip


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


def _begins_a_day(at: datetime) -> bool:
    """Whether the trail was not signed yet today, in Amman: so no worker has looked at everything."""
    last = trail.last_checkpoint_at()
    return last is None or in_amman(last).date() != in_amman(at).date()


def _checkpoints_due(at: datetime) -> list[datetime]:
    last = trail.last_checkpoint_at()
    return [at] if last is None or at - last >= CHECKPOINT_EVERY or _begins_a_day(at) else []
