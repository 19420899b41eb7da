"""What happens by itself, once a minute: consents run out, referrals stop or escalate, supervisors are reminded of what
they have to confirm, the trail is signed, and last what has to leave is sent.

Each thing is an act of its own: one that fails leaves the others alone, is logged without personal data, and is tried
again a minute later. The acts look once more under their locks, so two workers tell nobody twice.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.foundation.clock import in_amman
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import agreements as sharing
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.workday.management import post
from malath.workday.management.post import Sent

CHECKPOINT_EVERY = timedelta(hours=1)
LOOK_BACK = timedelta(days=2)
"""How far back a tick looks for grounds that ended. Whatever is older the first tick of a day finds, which looks at all."""
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
    agreements: Tally
    checkpoints: Tally
    left_over: int
    posted: Sent


def tick(at: datetime) -> TickResult:
    """Do everything that is due at this moment: first what somebody waits for."""
    since = None if _begins_a_day(at) else at - LOOK_BACK
    escalated = _each(referral_queries.to_escalate(at), lambda referral: referrals.escalate(referral, at=at))
    expired = _each(privacy_queries.run_out(at), lambda consent: privacy.expire(consent, consent.person, at=at))
    stopping = referral_queries.no_longer_standing(at, since=since)
    stopped = _each(stopping, lambda referral: referrals.stop(referral, at=at))
    reminded = _each(privacy_queries.to_remind(at), lambda basis: privacy.remind(basis, basis.person, at=at))
    agreements = _each(privacy_queries.agreements_over(at), lambda one: sharing.run_out(one, at=at))
    checkpoints = _each(_checkpoints_due(at), lambda moment: audit.checkpoint(at=moment))
    left_over = len(referral_queries.no_longer_standing(at, since=since))
    if left_over:
        logger.warning("Referrals live on although their ground has ended.")
    posted = post.go_round(at, begins_a_day=since is None)
    return TickResult(expired, stopped, escalated, reminded, agreements, checkpoints, left_over, posted)


def _each(things: Iterable[Thing], act: Callable[[Thing], object]) -> Tally:
    tally = Tally()
    for thing in things:
        try:
            act(thing)
        except (referrals.CannotDo, privacy.CannotRecord, privacy.CannotConfirm, sharing.CannotShare):
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
