"""What is to leave the house, what left, and what did not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from malath.inbox.models import Destination, Posting
from malath.inbox.words import Channel, Failure, PostingKind, PostingStatus

CAP = 100
PAGE = 50


@dataclass(frozen=True)
class ChannelHealth:
    """How one way out is doing: how much waits (at most 100), since when, how much failed, when it last worked."""

    channel: Channel
    waiting: int
    oldest: datetime | None
    tried: int
    failure: Failure | None
    given_up: int
    last_sent_at: datetime | None


@dataclass(frozen=True)
class GivenUp:
    """Something that could not leave: by which way, what kind of thing, why; to an account or to a destination."""

    reference: str
    channel: Channel
    kind: PostingKind
    to: str
    tries: int
    failure: Failure
    made_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class Health:
    """The page of what leaves: each way, and what waits for an administrator."""

    channels: tuple[ChannelHealth, ...]
    given_up: tuple[GivenUp, ...]
    older: int | None


@dataclass(frozen=True)
class Copy:
    """The state of the trail as it left: which, where to, by which way, what came back, and whether its holder said so."""

    id: int
    reference: str
    checkpoint: int
    channel: Channel
    address: str
    status: PostingStatus
    failure: Failure | None
    at: datetime
    receipt: str
    confirmed_at: datetime | None
    confirmed_by: str

    @property
    def may_be_confirmed(self) -> bool:
        return self.status == PostingStatus.SENT and self.confirmed_at is None


@dataclass(frozen=True)
class Place:
    """A destination, and what it last got."""

    reference: str
    channel: Channel
    address: str
    daily: bool
    added_at: datetime
    added_by: str
    ended_at: datetime | None
    last_sent_at: datetime | None


def due(at: datetime, cap: int) -> list[Posting]:
    """What is to leave by now: emergencies, then what is due longest."""
    rows = _waiting().filter(next_try_at__lte=at).select_related("user__agency", "destination")
    return list(rows.order_by("-at_once", "next_try_at", "pk")[:cap])


def waiting_for(users: Collection[int]) -> dict[tuple[int, str], Posting]:
    """What already waits to leave for these, by way."""
    return {(row.user_id or 0, row.channel): row for row in _waiting().filter(user_id__in=users)}


def told_at(users: Collection[int]) -> dict[int, datetime]:
    """When each of these last got a mail. One statement."""
    sent = Posting.objects.filter(user_id__in=users, status=PostingStatus.SENT, channel=Channel.MAIL)
    return {user: at for user, at in sent.values_list("user_id").annotate(at=Max("ended_at")) if user and at}


def posting_by_reference(reference: str) -> Posting | None:
    return Posting.objects.filter(reference=reference).first()


def health(*, below: int | None = None) -> Health:
    """How each way out is doing, without a word of what leaves. The same statements however much waits."""
    found = list(given_up_rows(below)[: PAGE + 1])
    lines = tuple(_given_up(row) for row in found[:PAGE])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return Health(tuple(_health_of(channel) for channel in Channel if channel != Channel.PAPER), lines, older)


def given_up_rows(below: int | None) -> QuerySet[Posting]:
    """Given-up ones, the newest first; by way, since the index begins with it."""
    rows = Posting.objects.filter(channel__in=Channel.values, status=PostingStatus.GIVEN_UP)
    rows = rows if below is None else rows.filter(pk__lt=below)
    return rows.select_related("user", "destination").order_by("-pk")


def _health_of(channel: Channel) -> ChannelHealth:
    waiting = list(_waiting().filter(channel=channel).order_by("next_try_at").values_list("made_at", "tries", "failure")[:CAP])
    late = [(made_at, tries, failure) for made_at, tries, failure in waiting if tries]
    sent = Posting.objects.filter(status=PostingStatus.SENT, channel=channel).order_by("-pk").values_list("ended_at", flat=True)
    given_up = Posting.objects.filter(status=PostingStatus.GIVEN_UP, channel=channel).order_by("-pk")[:CAP]
    return ChannelHealth(
        channel,
        len(waiting),
        min((made_at for made_at, *_ in late), default=None),
        len(late),
        next((Failure(failure) for *_, failure in late if failure), None),
        len(given_up.values_list("pk")),
        sent.first(),
    )


def copies(*, below: int | None = None, size: int = PAGE) -> list[Copy]:
    """Copies of the trail's state that left or are to leave, the newest first. One statement."""
    rows = Posting.objects.filter(checkpoint__isnull=False).select_related("destination").order_by("-pk")
    rows = rows if below is None else rows.filter(pk__lt=below)
    return [_copy(row) for row in rows[:size]]


def copy_by_reference(reference: str) -> Copy | None:
    row = Posting.objects.filter(reference=reference, checkpoint__isnull=False).select_related("destination").first()
    return _copy(row) if row else None


def places() -> list[Place]:
    """Every destination there is or was, those that stand first. Two statements."""
    last = dict(
        Posting.objects.filter(destination__isnull=False, status=PostingStatus.SENT)
        .values_list("destination_id")
        .annotate(last=Max("ended_at"))
    )
    newest = Destination.objects.order_by("-added_at", "pk")
    return [_place(row, last.get(row.pk)) for row in sorted(newest, key=lambda row: row.ended_at is not None)]


def standing_destinations() -> list[Destination]:
    return list(Destination.objects.filter(ended_at__isnull=True).order_by("pk"))


def destination_by_reference(reference: str) -> Destination | None:
    return Destination.objects.filter(reference=reference).first()


def last_made_for(destinations: Collection[int]) -> dict[int, tuple[datetime, int]]:
    """When something last was made for each destination, and up to which event. One statement."""
    rows = Posting.objects.filter(destination_id__in=destinations).values_list("destination_id")
    found = rows.annotate(at=Max("made_at"), checkpoint=Max("checkpoint"))
    return {place: (at, checkpoint) for place, at, checkpoint in found if place is not None}


def forgettable(before: datetime, cap: int) -> list[int]:
    """Numbers of postings to staff that ended long ago."""
    ended = Posting.objects.filter(kind=PostingKind.NEWS, ended_at__lt=before)
    return list(ended.order_by("pk").values_list("pk", flat=True)[:cap])


def _waiting() -> QuerySet[Posting]:
    return Posting.objects.filter(ended_at__isnull=True)


def _given_up(row: Posting) -> GivenUp:
    to = row.user.reference if row.user else row.destination.reference if row.destination else ""
    kinds = Channel(row.channel), PostingKind(row.kind)
    return GivenUp(row.reference, *kinds, to, row.tries, Failure(row.failure), row.made_at, row.ended_at or row.made_at)


def _copy(row: Posting) -> Copy:
    return Copy(
        row.pk,
        row.reference,
        row.checkpoint or 0,
        Channel(row.channel),
        row.destination.address if row.destination else "",
        PostingStatus(row.status),
        Failure(row.failure) if row.failure else None,
        row.ended_at or row.made_at,
        row.receipt,
        row.confirmed_at,
        row.confirmed_by,
    )


def _place(row: Destination, last: datetime | None) -> Place:
    return Place(row.reference, Channel(row.channel), row.address, row.daily, row.added_at, row.added_by, row.ended_at, last)
