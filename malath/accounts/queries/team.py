"""What waits for those who check others: relations to be ended, roles to be confirmed, sign-in codes asked for; and the
sessions of one member of staff."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from malath.accounts.models import CodeRequest, KeptForm, LockOut, Membership, Relation, SignIn, User
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.accounts.words import RelationKind

QUARTER = timedelta(days=92)
QUIET = timedelta(days=60)
MOST = 200
COOL_OFF = timedelta(hours=settings.AXES_COOLOFF_TIME)
NONE = 0


@dataclass(frozen=True)
class RelationToAnswer:
    """A relation whose declarer asks that it ends. Whose file it is stays out: who answers need not know it."""

    id: int
    who: str
    agency: str
    kind: str
    declared_at: datetime
    asked_at: datetime


@dataclass(frozen=True)
class SeatToConfirm:
    """A role at a desk, and whether somebody looked within the quarter. `quiet`: nobody signed in with it for 60 days."""

    reference: str
    staff: str
    who: str
    desk: str
    role: str
    confirmed_at: datetime | None
    due: bool
    quiet: bool
    own: bool
    code_asked: bool


@dataclass(frozen=True)
class LockOutLine:
    """An account that was tried with wrong passwords, and when it opens by itself at the earliest."""

    reference: str
    user_id: int
    who: str
    agency: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class TeamPage:
    """What a supervisor, or the data protection officer, has to look at."""

    relations: tuple[RelationToAnswer, ...]
    seats: tuple[SeatToConfirm, ...]
    supervises: bool
    lock_outs: tuple[LockOutLine, ...] = ()

    @property
    def due(self) -> int:
        return sum(seat.due for seat in self.seats)


@dataclass(frozen=True)
class SessionLine:
    """Where somebody is signed in."""

    reference: str
    device: str
    at: datetime
    this_one: bool


def team_page(holdings: Holdings, at: datetime) -> TeamPage:
    """Relations of the own body, for the data protection officer of all; and the roles and closed accounts of
    the own body. Four statements."""
    relations = [_relation(row) for row in relations_to_answer(holdings).order_by("end_asked_at", "pk")[:MOST]]
    supervised = holdings.supervised_agency_id
    seats = () if supervised is None else _seats(supervised, holdings.user_id, at)
    closed = () if supervised is None else lock_outs(at, agency_id=supervised)
    return TeamPage(tuple(relations), seats, supervised is not None, closed)


def tried_too_often(at: datetime) -> list[tuple[User, datetime]]:
    """Accounts for which somebody is kept out now, and until when, as far as it is not known yet. Two statements; an address
    without an account is nobody's.

    Asked by the worker, not while somebody tries: an answer then costs the same whether there is such an account or not.
    """
    since = at - COOL_OFF
    tried = AccessAttempt.objects.filter(attempt_time__gt=since, username__isnull=False).values("username", "ip_address")
    places = tried.annotate(tries=Sum("failures_since_start"), last=Max("attempt_time")).order_by("last")
    last = {row["username"]: row["last"] for row in places.filter(tries__gte=settings.AXES_FAILURE_LIMIT)}
    users = User.objects.filter(~Exists(_lock_outs(at).filter(user_id=OuterRef("pk"))), is_active=True)
    found = users.filter(email__in=list(last)[-MOST:]).order_by("pk")
    return [(user, last[user.email] + COOL_OFF) for user in found]


def lock_outs(at: datetime, *, agency_id: int | None = None) -> tuple[LockOutLine, ...]:
    """Accounts that are closed for whoever tried them, of one body or of all. One statement."""
    rows = _lock_outs(at).select_related("user__agency").order_by("-at", "-pk")
    rows = rows if agency_id is None else rows.filter(user__agency_id=agency_id)
    return tuple(
        LockOutLine(row.reference, row.user_id, row.user.name, row.user.agency.name, row.at, row.until) for row in rows[:MOST]
    )


def lock_out_by_reference(reference: str) -> LockOut | None:
    return LockOut.objects.filter(reference=reference).first()


def _lock_outs(at: datetime) -> QuerySet[LockOut]:
    return LockOut.objects.filter(opened_at__isnull=True, until__gt=at)


def relations_to_answer(holdings: Holdings) -> QuerySet[Relation]:
    """Relations that this viewer may end or keep: never their own."""
    waiting = Relation.objects.filter(end_asked_at__isnull=False, ended_at__isnull=True).exclude(user_id=holdings.user_id)
    if not holdings.may(Power.READ_TRAIL):
        waiting = waiting.filter(user__agency_id=holdings.supervised_agency_id or NONE)
    return waiting.select_related("user__agency")


def seat_of_team(holdings: Holdings, reference: str) -> Membership | None:
    """A role at a desk of the body that this viewer supervises."""
    seats = Membership.objects.filter(desk__agency_id=holdings.supervised_agency_id or NONE, reference=reference)
    return seats.select_related("user", "desk").first()


def code_asked_for(user: User, at: datetime) -> CodeRequest | None:
    """The open request for a new sign-in code of somebody."""
    return CodeRequest.objects.filter(user=user, closed_at__isnull=True, until__gt=at).first()


def codes_asked_for(at: datetime) -> list[User]:
    """Whose new sign-in codes wait for an administrator, the oldest first."""
    waiting = CodeRequest.objects.filter(closed_at__isnull=True, until__gt=at).order_by("asked_at")
    return [asked.user for asked in waiting.select_related("user__agency")[:MOST]]


def sessions_of(user: User, session_key: str, at: datetime) -> tuple[SessionLine, ...]:
    """Where somebody is signed in now, the newest first. Two statements."""
    rows = list(SignIn.objects.filter(user=user).order_by("-at", "-pk")[:MOST])
    alive = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=at)
    keys = set(alive.values_list("session_key", flat=True))
    lines = (
        SessionLine(row.reference, row.device, row.at, row.session_key == session_key)
        for row in rows
        if row.session_key in keys
    )
    return tuple(lines)


def sign_ins_of(user: User, *, reference: str = "", but: str = "") -> list[SignIn]:
    """The sessions of somebody that are known: one by its reference, or all but the one that they use now."""
    rows = SignIn.objects.filter(user=user)
    return list(rows.filter(reference=reference) if reference else rows.exclude(session_key=but))


def _seats(agency_id: int, own: int, at: datetime) -> tuple[SeatToConfirm, ...]:
    current = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at), desk__agency_id=agency_id, desk__ended_at__isnull=True, from_at__lte=at
    )
    rows = list(
        current.filter(user__is_active=True).select_related("user__agency", "desk").order_by("user__name_en", "pk")[:MOST]
    )
    asked = CodeRequest.objects.filter(user__in=[row.user_id for row in rows], closed_at__isnull=True, until__gt=at)
    with_code = set(asked.values_list("user_id", flat=True))
    return tuple(_seat(row, own, row.user_id in with_code, at) for row in rows)


def _seat(row: Membership, own: int, code_asked: bool, at: datetime) -> SeatToConfirm:
    looked_at = max(row.from_at, row.confirmed_at or row.from_at)
    quiet = row.user.last_login is None or at - row.user.last_login >= QUIET
    names = (row.user.name, row.desk.name, str(Role(row.role).label))
    return SeatToConfirm(
        row.reference,
        row.user.reference,
        *names,
        confirmed_at=row.confirmed_at,
        due=at - looked_at >= QUARTER,
        quiet=quiet,
        own=row.user_id == own,
        code_asked=code_asked,
    )


def _relation(row: Relation) -> RelationToAnswer:
    when = (row.declared_at, row.end_asked_at or row.declared_at)
    return RelationToAnswer(row.pk, row.user.name, row.user.agency.name, str(RelationKind(row.kind).label), *when)


def kept_for(user: User, reference: str, at: datetime) -> str:
    """What somebody sent to a locked page, sealed; "" when it is nobody's, another's, or too old."""
    kept = KeptForm.objects.filter(user=user, reference=reference, until__gt=at)
    return next(iter(kept.values_list("sealed", flat=True)), "")


def forms_left(at: datetime) -> list[User]:
    """Whose kept forms are too old to be sent on."""
    return list(User.objects.filter(kept_forms__until__lte=at).distinct())


def sessions_over(at: datetime) -> bool:
    """Whether sessions lie about that are over."""
    return Session.objects.filter(expire_date__lte=at).exists()
