"""What leaves the house, once a minute: whom new items concern is looked at, and what is due is sent.

Sending is the last thing of a minute and ends after half of one, so that a slow server keeps nobody from being escalated
to. How much waits is counted as its reader would see it: what is kept from them counts for nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

from django.conf import settings

from malath.accounts import queries as accounts
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.inbox import channels, wording
from malath.inbox import queries as inbox
from malath.inbox.actions import posting as posting_acts
from malath.inbox.models import Posting
from malath.inbox.queries import posting as postings
from malath.inbox.rules import most_pressing, sentence_for, when_by_mail, when_by_text
from malath.inbox.words import Channel, Failure, PostingKind, Pressing
from malath.workday.home import everything_for

AT_ONCE = 500
SECONDS = 30
logger = logging.getLogger("malath.post")
Parcel = Callable[[], str]


@dataclass(frozen=True)
class Sent:
    """What one round did: how much left, was needless, was put off, or failed."""

    done: int = 0
    needless: int = 0
    put_off: int = 0
    failed: int = 0


def go_round(at: datetime, *, begins_a_day: bool) -> Sent:
    """The round of a minute. Each step that fails leaves the others alone, and is tried again a minute later."""
    steps: list[Callable[[], object]] = [partial(posting_acts.plan_news, at), partial(posting_acts.plan_checkpoints, at)]
    if begins_a_day:
        steps = [partial(posting_acts.keep_to_settings, at=at), partial(posting_acts.forget_old, at=at), *steps]
    for step in steps:
        try:
            step()
        except Exception:  # one that fails must not stop the others; the log says where
            logger.exception("A step of the post failed.")
    return send_due(at)


def send_due(at: datetime) -> Sent:
    """Send what is due. A way whose server is away is asked once in a round, and the rest of it is put off untried."""
    sent, away, begun = Sent(), set[str](), monotonic()
    for posting in postings.due(at, AT_ONCE):
        if monotonic() - begun > SECONDS:
            break
        if _is_shared(posting) and posting.channel in away:
            sent = replace(sent, put_off=sent.put_off + 1)
            continue
        outcome = _send(posting, at)
        if outcome == Failure.AWAY:
            away.add(posting.channel)
        sent = _counted(sent, outcome)
    return sent


def _is_shared(posting: Posting) -> bool:
    """Whether its way is one server for all: folders are each their own."""
    return posting.channel != Channel.FOLDER


def _counted(sent: Sent, outcome: "Failure | str") -> Sent:
    if isinstance(outcome, Failure):
        return replace(sent, failed=sent.failed + 1)
    return replace(sent, **{outcome: getattr(sent, outcome) + 1})


def _send(posting: Posting, at: datetime) -> "Failure | str":
    """Try one: what became of it, or why it failed."""
    try:
        found = _parcel(posting, at)
        if isinstance(found, datetime):
            posting_acts.put_off(posting, until=found)
            return "put_off"
        if found is None:
            posting_acts.mark_needless(posting, at=at)
            return "needless"
        if not posting_acts.claim(posting, at=at):
            return "put_off"
        _mark_sent(posting, found(), at)
    except channels.Unsent as error:
        posting_acts.mark_failed(posting, error.failure, at=at)
        return error.failure
    except Exception:  # one that fails must not stop the others; the log says where
        logger.exception("Something could not be sent.")
        posting_acts.mark_failed(posting, Failure.BROKEN, at=at)
        return Failure.BROKEN
    return "done"


def _mark_sent(posting: Posting, receipt: str, at: datetime) -> None:
    if posting.kind == PostingKind.CHECKPOINT:
        posting_acts.mark_checkpoint_sent(posting, receipt=receipt, by=WORKER, at=at)
    else:
        posting_acts.mark_sent(posting, receipt=receipt, at=at)


def _parcel(posting: Posting, at: datetime) -> Parcel | datetime | None:
    """What to hand over, or when instead, or None when nothing waits any more."""
    return _state(posting) if posting.kind == PostingKind.CHECKPOINT else _news(posting, at)


def _news(posting: Posting, at: datetime) -> Parcel | datetime | None:
    """How much waits for a member of staff now, by their wishes and duty of now: after a day without a server it says what
    is so then, and to nobody at night who is not on duty."""
    user = posting.user
    if user is None or not user.is_active:
        return None
    holdings = accounts.holdings(user, at)
    found = inbox.how_much(everything_for(holdings))
    pressing = most_pressing(found.pressing)
    if pressing is None:
        return None
    wishes, wall = inbox.wishes_of([user.pk])[user.pk], in_amman(at)
    on_duty = pressing == Pressing.EMERGENCY and bool(accounts.duty_seats([user.pk], at))
    if posting.channel == Channel.TEXT:
        text = wording.sentence(sentence_for(found.urgent), user.language)
        wanted = when_by_text(wishes, pressing, on_duty=on_duty, at=wall)
        return partial(channels.send_text, wishes.duty_phone, text) if wanted else None
    told = postings.told_at([user.pk]).get(user.pk)
    since, told_at = in_amman(posting.made_at), in_amman(told) if told else None
    moment = when_by_mail(wishes, pressing, on_duty=on_duty, since=since, at=wall, told_at=told_at)
    if moment is None or moment > wall:
        return moment
    subject, body = wording.digest(found.items, found.urgent, user.language)
    return partial(channels.send_mail, user.email, subject, body, number=posting.reference)


def _state(posting: Posting) -> Parcel | None:
    """The signed state of the trail, for the destination that keeps it."""
    place = posting.destination
    if place is None or posting.checkpoint is None:
        return None
    text = trail.state_of(posting.checkpoint).text
    name = f"state-{posting.checkpoint}.txt"
    if posting.channel == Channel.FOLDER:
        return partial(channels.write_on_medium, Path(place.address), name, text.encode())
    subject, body = wording.about_a_state(settings.LANGUAGE_CODE)
    return partial(channels.send_mail, place.address, subject, body, number=posting.reference, attached=(name, text))
