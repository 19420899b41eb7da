"""Things that leave, made by the real acts, for tests and demo data."""

from datetime import datetime, timedelta

from malath.accounts.models import User
from malath.audit import actions as audit
from malath.foundation.actor import WORKER, Actor, Machine
from malath.foundation.acts import unguarded
from malath.inbox import actions
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Destination, Posting
from malath.inbox.words import Channel, Failure, ItemKind, Pressing

HAND = Machine("hand")
"""Somebody who names a destination: what the worker named is the settings', and goes with them."""


def make_news(
    to: User, at: datetime, *, pressing: Pressing = Pressing.NORMAL, kind: ItemKind = ItemKind.REFERRAL_ANSWERED
) -> None:
    """Something new for a member of staff, which the next round of the post looks at."""
    with unguarded():
        actions.leave(to=to, kind=kind, subject="7777-7777-7777", link="", at=at, pressing=pressing)


def make_given_up(to: User, at: datetime, *, failure: Failure = Failure.REFUSED) -> Posting:
    """A mail to a member of staff that the server refused for good."""
    make_news(to, at)
    posting_actions.plan_news(at)
    posting = Posting.objects.get(user=to, ended_at__isnull=True)
    posting_actions.claim(posting, at=at)
    posting_actions.mark_failed(posting, failure, at=at)
    posting.refresh_from_db()
    return posting


def make_destination(address: str = "keeper@example.org", *, daily: bool = True, by: Actor = HAND, at: datetime) -> Destination:
    """Where the signed state of the trail goes."""
    channel = Channel.MAIL if "@" in address else Channel.FOLDER
    return posting_actions.add_destination(channel, address, daily=daily, by=by, at=at)


def make_sheet(*, by: Actor = WORKER, at: datetime) -> Posting:
    """The trail is signed, and a sheet of it printed."""
    audit.checkpoint(at=at)
    return posting_actions.print_checkpoint(by=by, at=at + timedelta(minutes=1))
