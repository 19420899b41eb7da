"""What leaves the house for staff and for those who keep the state of the trail: planned, tried, sent, given up.

An outbox: a row is written first, then it is tried until it left. A try is counted before it is made, so two workers never
make the same one; what is cut off in between is tried again, under the same number of message.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.queries import answering
from malath.accounts.roles import Role
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.rules import mark_in
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act, unguarded
from malath.foundation.clock import in_amman
from malath.inbox import actions as inbox
from malath.inbox.models import Destination, Item, Posting, Wish
from malath.inbox.queries import posting as queries
from malath.inbox.queries import to_tell, wishes_of
from malath.inbox.rules import (
    Wishes,
    delay,
    is_hopeless,
    most_pressing,
    when_by_mail,
    when_by_text,
    why_not_confirm,
    why_not_send_again,
)
from malath.inbox.words import Channel, Failure, ItemKind, PostingKind, PostingStatus, Pressing, Reason

AT_ONCE = 500
KEPT = timedelta(days=90)
EVERY_HOUR, EVERY_DAY = timedelta(minutes=59), timedelta(hours=23)


class CannotDo(Exception):
    """An act on what leaves was refused."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def plan_news(at: datetime) -> int:
    """Look whom new items concern and when each of them is to be told; how many items were looked at.

    Nobody has two mails waiting: a new item brings the waiting one forward at most. Opens nothing, so it leaves no event.
    """
    with unguarded(), transaction.atomic():
        items = to_tell(AT_ONCE)
        if items:
            _plan(_concerned(items, at), at)
            Item.objects.filter(pk__in=[item.pk for item in items]).update(to_tell=False)
    return len(items)


def _concerned(items: list[Item], at: datetime) -> dict[int, list[tuple[Pressing, int | None]]]:
    """For each member of staff what is new: how it presses, and at which desk. What was seen meanwhile tells nobody."""
    unseen = [item for item in items if item.seen_at is None]
    members: dict[int, list[int]] = defaultdict(list)
    for desk, user in answering.seats_at({item.desk_id for item in unseen if item.desk_id}, at):
        members[desk].append(user)
    found: dict[int, list[tuple[Pressing, int | None]]] = defaultdict(list)
    for item in unseen:
        for user in [item.user_id] if item.user_id else members[item.desk_id or 0]:
            found[user].append((Pressing(item.pressing), item.desk_id))
    return found


def _plan(concerned: dict[int, list[tuple[Pressing, int | None]]], at: datetime) -> None:
    users = concerned.keys()
    wishes, told, duty = wishes_of(users), queries.told_at(users), accounts.duty_seats(users, at)
    waiting, wall = queries.waiting_for(users), in_amman(at)
    for user, news in concerned.items():
        seats = {desk for desk, one in duty if one == user}
        pressing = most_pressing([found for found, _desk in news]) or Pressing.NORMAL
        on_duty = any(desk in seats or (desk is None and seats) for found, desk in news if found == Pressing.EMERGENCY)
        told_at = in_amman(told[user]) if user in told else None
        by_mail = when_by_mail(wishes[user], pressing, on_duty=on_duty, since=wall, at=wall, told_at=told_at)
        by_text = when_by_text(wishes[user], pressing, on_duty=on_duty, at=wall)
        for channel, moment in ((Channel.MAIL, by_mail), (Channel.TEXT, by_text)):
            if moment is not None:
                _bring_forward(waiting.get((user, channel)), user, channel, moment, at, at_once=on_duty)


def _bring_forward(
    waiting: Posting | None, user: int, channel: Channel, moment: datetime, at: datetime, *, at_once: bool
) -> None:
    """One posting for each member of staff and way: a new one, or the waiting one earlier. One whose server is away keeps
    its own time, save in an emergency."""
    if waiting is None:
        row = Posting(
            kind=PostingKind.NEWS, channel=channel, user_id=user, made_at=at, next_try_at=moment, at_once=at_once
        )  # fmt: skip
        Posting.objects.bulk_create([row], ignore_conflicts=True)
    elif at_once or (moment < waiting.next_try_at and not waiting.tries):
        mine = Posting.objects.filter(pk=waiting.pk, ended_at__isnull=True)
        mine.update(next_try_at=min(moment, waiting.next_try_at), at_once=waiting.at_once or at_once)


def plan_checkpoints(at: datetime) -> int:
    """Put the newest signed state of the trail on its way to each destination that has not got it; how many.

    Each state stands for all before it, so one that still waits is replaced by the newer one.
    """
    newest, places = trail.last_checkpoint(), queries.standing_destinations()
    if newest is None or not places:
        return 0
    made, planned = queries.last_made_for([place.pk for place in places]), 0
    for place in places:
        last_at, last = made.get(place.pk, (None, 0))
        every = EVERY_DAY if place.daily else EVERY_HOUR
        if last < newest and (last_at is None or at - last_at >= every):
            planned += _put_on_its_way(place, newest, at)
    return planned


def _put_on_its_way(place: Destination, checkpoint: int, at: datetime) -> int:
    with unguarded():
        waiting = Posting.objects.filter(destination=place, ended_at__isnull=True)
        if waiting.update(checkpoint=checkpoint):
            return 0
        row = Posting(
            kind=PostingKind.CHECKPOINT, channel=place.channel, destination=place, checkpoint=checkpoint,
            made_at=at, next_try_at=at,
        )  # fmt: skip
        Posting.objects.bulk_create([row], ignore_conflicts=True)
    return 1


def claim(posting: Posting, *, at: datetime) -> bool:
    """Count a try before it is made; False when another worker makes it."""
    tries = posting.tries + 1
    with unguarded():
        mine = Posting.objects.filter(pk=posting.pk, tries=posting.tries, ended_at__isnull=True)
        taken = mine.update(tries=tries, next_try_at=at + delay(tries, at_once=posting.at_once))
    posting.tries = tries
    return bool(taken)


def put_off(posting: Posting, *, until: datetime) -> None:
    """Not now: its hour has not come, or its server is away and was asked this minute. It is no try."""
    with unguarded():
        Posting.objects.filter(pk=posting.pk, ended_at__isnull=True).update(next_try_at=until)


def mark_sent(posting: Posting, *, receipt: str, at: datetime) -> None:
    """It left. Of news that leaves no event: it opened nothing, and said nothing but how much waits."""
    _end(posting, PostingStatus.SENT, at=at, receipt=receipt, failure="")


def mark_needless(posting: Posting, *, at: datetime) -> None:
    """Nothing waits any more for whom it was for."""
    _end(posting, PostingStatus.NEEDLESS, at=at)


def mark_failed(posting: Posting, failure: Failure, *, at: datetime) -> None:
    """It did not leave: tried again later, or given up and shown to an administrator."""
    if is_hopeless(failure, made_at=posting.made_at, at=at):
        _end(posting, PostingStatus.GIVEN_UP, at=at, failure=failure)
        _tell_administrators(at)
        return
    with unguarded():
        Posting.objects.filter(pk=posting.pk, ended_at__isnull=True).update(failure=failure)


def forget_old(*, at: datetime) -> int:
    """Postings to staff that ended ninety days ago are no longer needed by anybody."""
    with unguarded():
        old = queries.forgettable(at - KEPT, AT_ONCE)
        Posting.objects.filter(pk__in=old).delete()
    return len(old)


@act
def mark_checkpoint_sent(posting: Posting, *, receipt: str, by: Actor, at: datetime) -> Posting:
    """The signed state of the trail left the machine: whoever keeps it can say later whether the trail was changed."""
    _end(posting, PostingStatus.SENT, at=at, receipt=receipt, failure="")
    audit.record(Did.CHECKPOINT_SENT, subject=posting.reference, by=by, at=at, facts=_facts(posting))
    return posting


@act
def print_checkpoint(*, by: Actor, at: datetime) -> Posting:
    """A sheet with the signed state of the trail is printed, to be filed by somebody. Errors: `CannotDo`."""
    checkpoint = trail.last_checkpoint()
    if checkpoint is None:
        raise CannotDo([Reason.NOTHING_SIGNED])
    sheet = Posting.objects.create(
        kind=PostingKind.CHECKPOINT, channel=Channel.PAPER, checkpoint=checkpoint, status=PostingStatus.SENT,
        made_at=at, next_try_at=at, tries=1, ended_at=at, ended_by=by.reference,
    )  # fmt: skip
    audit.record(Did.CHECKPOINT_PRINTED, subject=sheet.reference, by=by, at=at, facts=_facts(sheet))
    return sheet


@act
def confirm_copy(reference: str, *, mark: str, by: Actor, at: datetime) -> Posting:
    """Who keeps a copy read its mark aloud, and it is that of what was sent. Errors: `CannotDo`."""
    copy = Posting.objects.select_for_update(of=("self",)).get(reference=reference, checkpoint__isnull=False)
    sent = copy.status == PostingStatus.SENT
    same = sent and trail.mark_of(copy.checkpoint or 0) == mark_in(mark)
    reasons = why_not_confirm(sent=sent, confirmed=copy.confirmed_at is not None, same_mark=same)
    if reasons:
        raise CannotDo(reasons)
    copy.confirmed_at, copy.confirmed_by = at, by.reference
    copy.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record(Did.CHECKPOINT_CONFIRMED, subject=copy.reference, by=by, at=at, facts=_facts(copy))
    return copy


@act
def add_destination(channel: Channel, address: str, *, daily: bool, by: Actor, at: datetime) -> Destination:
    """The signed state of the trail is from now on sent there. The data protection officer is told. Errors: `CannotDo`."""
    chosen_by_hand = channel == Channel.FOLDER and by is not WORKER
    reasons = [Reason.NOT_A_MEDIUM] if chosen_by_hand and not _is_on_medium(address) else []
    if not reasons and Destination.objects.filter(channel=channel, address=address, ended_at__isnull=True).exists():
        reasons = [Reason.ALREADY_THERE]
    if reasons:
        raise CannotDo(reasons)
    place = Destination(channel=channel, address=address, daily=daily, added_at=at, added_by=by.reference)
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError as taken:  # two at once: the table decides
        raise CannotDo([Reason.ALREADY_THERE]) from taken
    _record_place(Did.DESTINATION_ADDED, place, by=by, at=at)
    return place


@act
def end_destination(place: Destination, *, by: Actor, at: datetime) -> Destination:
    """Nothing is sent there any longer; what is on its way is dropped. The data protection officer is told, because
    without a copy outside nobody can tell whether the trail was changed. Errors: `CannotDo`."""
    locked = Destination.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if locked.ended_at is not None:
        raise CannotDo([Reason.HAS_ENDED])
    locked.ended_at, locked.ended_by = at, by.reference
    locked.save(update_fields=["ended_at", "ended_by"])
    waiting = Posting.objects.filter(destination=locked, ended_at__isnull=True)
    waiting.update(status=PostingStatus.DROPPED, ended_at=at, ended_by=by.reference)
    _record_place(Did.DESTINATION_ENDED, locked, by=by, at=at)
    return locked


def keep_to_settings(*, at: datetime) -> None:
    """Destinations named by the settings of the machine stand; those that it no longer names end."""
    wanted = {(Channel.MAIL, address) for address in settings.MALATH_CHECKPOINT_MAIL}
    wanted |= {(Channel.FOLDER, address) for address in settings.MALATH_CHECKPOINT_FOLDER}
    standing = {(Channel(one.channel), one.address): one for one in queries.standing_destinations()}
    for channel, address in sorted(wanted - standing.keys()):
        add_destination(channel, address, daily=channel == Channel.MAIL, by=WORKER, at=at)
    for known, place in standing.items():
        if place.added_by == WORKER.reference and known not in wanted:
            end_destination(place, by=WORKER, at=at)


@act
def send_again(posting: Posting, *, by: Actor, at: datetime) -> Posting:
    """An administrator has what was given up tried anew, from the first delay on. When something else waits for the same
    address, that one carries it. Errors: `CannotDo`."""
    locked = _given_up(posting)
    others = Posting.objects.filter(ended_at__isnull=True, channel=locked.channel)
    mine = others.filter(user=locked.user) if locked.user else others.filter(destination=locked.destination)
    if mine.update(next_try_at=at):
        locked.status, locked.ended_at, locked.ended_by = PostingStatus.NEEDLESS, at, by.reference
    else:
        locked.status, locked.ended_at, locked.ended_by = PostingStatus.WAITING, None, ""
        locked.tries, locked.made_at, locked.next_try_at = 0, at, at
    locked.save()
    audit.record(Did.POSTING_SENT_AGAIN, subject=locked.reference, by=by, at=at, facts=_facts(locked))
    return locked


@act
def drop(posting: Posting, *, by: Actor, at: datetime) -> Posting:
    """An administrator takes what was given up off the list. Nothing is lost: the item itself still waits in the inbox.
    Errors: `CannotDo`."""
    locked = _given_up(posting)
    locked.status, locked.ended_at, locked.ended_by = PostingStatus.DROPPED, at, by.reference
    locked.save(update_fields=["status", "ended_at", "ended_by"])
    audit.record(Did.POSTING_DROPPED, subject=locked.reference, by=by, at=at, facts=_facts(locked))
    return locked


@act
def set_wishes(user: User, wishes: Wishes, *, by: Actor, at: datetime) -> Wish:
    """Somebody chooses how they want to be told, and when not. Their number is kept, and stands in no trail."""
    chosen, _new = Wish.objects.update_or_create(
        user=user,
        defaults={
            "mail": wishes.mail,
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "duty_phone": wishes.duty_phone,
        },
    )
    facts = {"mail": wishes.mail.value, "text": "1" if wishes.duty_phone else ""}
    audit.record(Did.WISHES_SET, subject=user.reference, by=by, at=at, facts=facts)
    return chosen


def _given_up(posting: Posting) -> Posting:
    locked = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
    reasons = why_not_send_again(given_up=locked.status == PostingStatus.GIVEN_UP)
    if reasons:
        raise CannotDo(reasons)
    return locked


def _end(posting: Posting, status: PostingStatus, *, at: datetime, **values: str) -> None:
    with unguarded():
        mine = Posting.objects.filter(pk=posting.pk, ended_at__isnull=True)
        mine.update(status=status, ended_at=at, ended_by=WORKER.reference, **values)


def _facts(posting: Posting) -> dict[str, str]:
    facts = {"channel": posting.channel, "kind": posting.kind}
    return facts | ({"checkpoint": str(posting.checkpoint)} if posting.checkpoint else {})


def _record_place(did: Did, place: Destination, *, by: Actor, at: datetime) -> None:
    audit.record(did, subject=place.reference, by=by, at=at, facts={"channel": place.channel})
    _tell_officers(accounts.holders_of(Role.DPO, at), place, at)


def _tell_officers(officers: Iterable[User], place: Destination, at: datetime) -> None:
    for officer in officers:
        inbox.leave(to=officer, kind=ItemKind.DESTINATION_CHANGED, subject=place.reference, link="", at=at)


def _tell_administrators(at: datetime) -> None:
    """One line for each, however much was given up."""
    once = (ItemKind.POSTING_GIVEN_UP,)
    with unguarded():
        for user in accounts.holders_of(Role.ADMINISTRATOR, at):
            inbox.leave(to=user, kind=once[0], subject="", link="", at=at, instead_of=once)


def _is_on_medium(folder: str) -> bool:
    """Whether a folder lies on one of the mounted media that the settings name, however it is written."""
    place = Path(folder).resolve()
    return any(place.is_relative_to(medium) and place != Path(medium) for medium in settings.MALATH_MEDIA)
