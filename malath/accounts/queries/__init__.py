"""Reading staff: what somebody holds, who is on duty, who is related to whom, and the pages of accounts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypedDict

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from malath.accounts.models import Duty, Invitation, Membership, Relation, User
from malath.accounts.queries.team import (
    LockOutLine,
    SessionLine,
    TeamPage,
    code_asked_for,
    codes_asked_for,
    lock_out_by_reference,
    lock_outs,
    relations_to_answer,
    seat_of_team,
    sessions_of,
    sign_ins_of,
    team_page,
    tried_too_often,
)
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import Holdings, Seat, gaps
from malath.accounts.words import RelationKind
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.queries import DirectoryPage
from malath.agencies.rules import WorkingHours, is_open
from malath.agencies.words import Accepts, Governorate, ServiceKind
from malath.foundation.actor import Actor
from malath.foundation.asking import ask

__all__ = [
    "LockOutLine", "SessionLine", "TeamPage", "code_asked_for", "codes_asked_for",
    "lock_out_by_reference", "lock_outs", "relations_to_answer", "seat_of_team", "sessions_of",
    "sign_ins_of", "team_page", "tried_too_often",
]  # fmt: skip

ANSWERING = [role for role in Role if Power.ANSWER in RULES[role].may]
OPENING = [role for role in Role if RULES[role].cap > 0]
SUPERVISING = [role for role in Role if Power.SUPERVISE in RULES[role].may]
STAFF_ON_A_PAGE = 50
ROSTER_AHEAD = timedelta(days=14)
PROVEN_KEY = "second_factor"
"""Under which a session keeps that a second factor was shown in it."""


def holdings(user: User, at: datetime) -> Holdings:
    """Roles at desks at one moment: one statement, for supervisors a second one for the desks of their agency; none for
    who asks for a page, of whom it is known."""
    if isinstance(user.held, Holdings):
        return user.held
    rows = ask(_held, user.pk, at)
    seats = [Seat(desk_id, Role(role)) for desk_id, role, _ in rows]
    supervised = next((agency_id for _, role, agency_id in rows if role in SUPERVISING), None)
    if supervised is not None:
        seats += [Seat(desk_id, Role.SUPERVISOR, sits=False) for desk_id in agencies.desk_ids_of(supervised)]
    only = tuple(sorted(user.powers)) if user.is_system else None
    return Holdings(user.pk, user.reference, user.agency_id, tuple(seats), supervised, only)


def _held(user_id: int, at: datetime) -> QuerySet[Membership, tuple[int, str, int]]:
    return current_seats(at).filter(user_id=user_id).values_list("desk_id", "role", "desk__agency_id").order_by("pk")


def user_in_session(pk: int, at: datetime) -> User | None:
    """The member of staff behind a session, with their agency; nobody once the account ended. One statement."""
    return next(iter(ask(_in_session, pk, at)), None)


def _in_session(pk: int, at: datetime) -> QuerySet[User]:
    return User.objects.filter(Q(until__isnull=True) | Q(until__gt=at), pk=pk, is_active=True, only__isnull=True)


def staff_run_out(at: datetime, *, cap: int = 500) -> list[User]:
    """Accounts whose end has come and that are still open: the worker ends them."""
    return list(User.objects.filter(until__lte=at, ended_at__isnull=True).order_by("until", "pk")[:cap])


def wait_for(by: Actor) -> None:
    """Hold the member of staff until the act ends: a form that they send twice at the same moment is seen by the second
    only when the first is done. Comes before every other lock; rows that name them are written meanwhile."""
    rows = User.objects.select_for_update(of=("self",), no_key=True).filter(reference=by.reference)
    list(rows.values_list("pk"))


def user_by_reference(reference: str) -> User | None:
    return User.objects.filter(reference=reference).first()


def user_by_email(email: str) -> User | None:
    """Staff by their address; the account of a system has none."""
    return User.objects.filter(email=email.strip().lower(), only__isnull=True).first()


def seats_now(at: datetime) -> QuerySet[Membership]:
    """Who sits where at this moment, in a role that may open a file; as rows of `user_id` and `desk_id` for a subquery."""
    return current_seats(at).filter(role__in=OPENING)


def is_member(user: User, desk: Desk, at: datetime) -> bool:
    """Whether somebody works at a desk; supervising it from above is not working there."""
    return current_seats(at).filter(user_id=user.pk, desk_id=desk.pk).exists()


def members_of(desk: Desk, at: datetime) -> list[User]:
    """Who works at a desk, whatever their role, in order of names."""
    return _by_name(_who_sits(current_seats(at).filter(desk_id=desk.pk)))


def workers_of(desk: Desk, at: datetime) -> list[User]:
    """Who works at a desk in a role that may open a file there."""
    return ask(_workers, desk.pk, at)


def _workers(desk_id: int, at: datetime) -> QuerySet[User]:
    return _who_sits(current_seats(at).filter(desk_id=desk_id, role__in=OPENING)).order_by("name_en", "pk")


def _who_sits(seats: QuerySet[Membership]) -> QuerySet[User]:
    """Whose seats these are, systems apart. They are looked up first: asking for everybody whether they sit takes too long."""
    return User.objects.filter(pk__in=seats.values("user_id"), only__isnull=True)


def inbox_desks(user: User, at: datetime) -> list[Desk]:
    """The desks at which somebody works, with their agencies: what arrives there is theirs to see to."""
    return agencies.desks_among(current_seats(at).filter(user_id=user.pk).values_list("desk_id", flat=True))


def holders_of(role: Role, at: datetime, *, agency_id: int | None = None) -> list[User]:
    """Who holds a role, in one body or anywhere: for what nobody answered in time."""
    held = current_seats(at).filter(role=role)
    return _by_name(_who_sits(held if agency_id is None else held.filter(desk__agency_id=agency_id)))


def supervisors_beside(desk: Desk, at: datetime) -> list[User]:
    """Supervisors of a body who work at another of its desks: those who still see to a desk after it has closed."""
    held = current_seats(at).filter(role=Role.SUPERVISOR, desk__agency_id=desk.agency_id)
    return _by_name(_who_sits(held.exclude(desk_id=desk.pk)))


def on_duty(desk: Desk, at: datetime) -> list[User]:
    """Who answers at this desk now: those on its roster, and in its working hours everybody who may answer there."""
    hours = agencies.hours_of(desk)
    members = _who_sits(answering_seats(at).filter(desk_id=desk.pk))
    if hours.around_the_clock or not is_open(at, hours, agencies.holidays()):
        members = members.filter(Exists(duties_at(at).filter(desk_id=desk.pk, user_id=OuterRef("pk"))))
    return _by_name(members)


def desks_on_duty(desks: Iterable[Desk], at: datetime, *, without: Collection[int] = ()) -> set[int]:
    """Ids of the desks at which somebody answers now, `without` those who may not: a file is kept from them. Two
    statements, however many desks."""
    return on_duty_among({desk.pk: agencies.hours_of(desk) for desk in desks}, at, without=without)


def on_duty_among(hours: dict[int, WorkingHours], at: datetime, *, without: Collection[int] = ()) -> set[int]:
    """The same for desks of which only id and hours are at hand."""
    holidays = agencies.holidays()
    rostered = Exists(duties_at(at).filter(desk_id=OuterRef("desk_id"), user_id=OuterRef("user_id")))
    staffed = answering_seats(at).filter(desk_id__in=hours.keys()).exclude(user_id__in=without).annotate(rostered=rostered)
    now_open = {pk for pk, one in hours.items() if not one.around_the_clock and is_open(at, one, holidays)}
    return {pk for pk, on_roster in staffed.values_list("desk_id", "rostered") if on_roster or pk in now_open}


def duty_seats(users: Collection[int], at: datetime) -> set[tuple[int, int]]:
    """Desk and member of staff, where one of these answers now: on the roster, or in working hours. Two statements."""
    holidays = agencies.holidays()
    rostered = Exists(duties_at(at).filter(desk_id=OuterRef("desk_id"), user_id=OuterRef("user_id")))
    seats = answering_seats(at).filter(user_id__in=users).annotate(rostered=rostered).select_related("desk")
    return {(seat.desk_id, seat.user_id) for seat in seats if seat.rostered or _is_staffed(seat.desk, at, holidays)}


def _is_staffed(desk: Desk, at: datetime, holidays: frozenset[date]) -> bool:
    """Whether everybody at the desk answers now: in its hours, unless it is one around the clock, which has a roster."""
    hours = agencies.hours_of(desk)
    return not hours.around_the_clock and is_open(at, hours, holidays)


def users_among(ids: Collection[int]) -> dict[int, User]:
    """Members of staff by their number, those who left too."""
    return {user.pk: user for user in User.objects.filter(pk__in=ids)}


def directory_page(
    at: datetime,
    *,
    service: ServiceKind | None = None,
    governorate: Governorate | None = None,
    word: str = "",
    language: str = "",
    who: Accepts | None = None,
) -> DirectoryPage:
    """The service directory with the mark of who is on duty."""
    page = agencies.directory_page(service=service, governorate=governorate, word=word, language=language, who=who)
    answering = on_duty_among({desk.id: desk.hours for desk in page.desks}, at)
    marked = [
        replace(agency, desks=tuple(replace(desk, on_duty=desk.id in answering) for desk in agency.desks))
        for agency in page.agencies
    ]
    return DirectoryPage(tuple(marked))


def who_may_answer(desk: Desk, at: datetime) -> list[User]:
    """The members of a desk who may be on its roster."""
    return _by_name(_who_sits(answering_seats(at).filter(desk_id=desk.pk)))


def duty_by_reference(desk: Desk, reference: str) -> Duty | None:
    return Duty.objects.filter(desk=desk, reference=reference).first()


def has_relation(user: User, person_reference: str) -> bool:
    """Whether somebody declared a relation to the person of this file."""
    return related_references(user.pk).filter(person_reference=person_reference).exists()


def related_users(person_reference: str) -> set[int]:
    """Ids of the staff who declared a relation to the person of this file."""
    declared = Relation.objects.filter(person_reference=person_reference, ended_at__isnull=True)
    return set(declared.values_list("user_id", flat=True))


def related_references(user_id: int) -> QuerySet[Relation, str]:
    """References of the files from which somebody keeps out; fit for a subquery."""
    return Relation.objects.filter(user_id=user_id, ended_at__isnull=True).values_list("person_reference", flat=True)


def staff_of(agency: Agency) -> list[User]:
    """Everybody who has an account in a body now, in order of names."""
    return _by_name(User.objects.filter(agency=agency, is_active=True, only__isnull=True))


def references_in(agency_id: int) -> QuerySet[User, str]:
    """References of all staff of a body, those who left too; fit for a subquery."""
    return User.objects.filter(agency_id=agency_id).select_related(None).values_list("reference", flat=True)


def names_of(references: Collection[str]) -> dict[str, tuple[str, str]]:
    """Name and agency of staff by their references, in the language of the page: for views of the trail."""
    found = ask(lambda some: User.objects.filter(reference__in=some), tuple(set(references)))
    return {user.reference: (user.name, user.agency.name) for user in found}


def who_sat_at(desk: Desk, *, since: datetime, until: datetime) -> list[str]:
    """References of the staff who worked at a desk at any time between two moments."""
    seats = Membership.objects.filter(desk=desk, from_at__lte=until).exclude(until__lte=since)
    return sorted(set(seats.values_list("user__reference", flat=True)))


def kept_by_relation(references: Collection[str]) -> dict[str, set[str]]:
    """By member of staff, the files from which they keep out because they are related."""
    found: dict[str, set[str]] = {}
    declared = Relation.objects.filter(user__reference__in=references, ended_at__isnull=True)
    for user, person in declared.values_list("user__reference", "person_reference"):
        found.setdefault(user, set()).add(person)
    return found


def night_workers(references: Collection[str], *, since: datetime, until: datetime) -> set[str]:
    """Who of the staff sits at a desk that works around the clock, or had duty between two moments. Two statements."""
    seats = current_seats(until).filter(user__reference__in=references, desk__around_the_clock=True)
    duties = Duty.objects.filter(user__reference__in=references, from_at__lt=until, until__gt=since)
    return {*seats.values_list("user__reference", flat=True), *duties.values_list("user__reference", flat=True)}


def desks_and_bodies(references: Collection[str], at: datetime) -> dict[str, tuple[set[int], int]]:
    """By member of staff, the desks at which they sit and their body. Two statements."""
    found = {user.reference: (set[int](), user.agency_id) for user in User.objects.filter(reference__in=references)}
    for user, desk in current_seats(at).filter(user__reference__in=references).values_list("user__reference", "desk_id"):
        found[user][0].add(desk)
    return found


class WhereToJoin(TypedDict):
    """What can be chosen when somebody is given a role."""

    desks: list[Desk]
    colleagues: list[User]


@dataclass(frozen=True)
class SeatLine:
    """A role at a desk as pages show it, with what the role may see."""

    reference: str
    desk: str
    agency: str
    role: str
    sees: str
    stands_in_for: str
    until: datetime | None


@dataclass(frozen=True)
class DutyLine:
    """A time on a roster."""

    reference: str
    who: str
    desk: str
    from_at: datetime
    until: datetime
    now: bool


@dataclass(frozen=True)
class RelationLine:
    """A declared relation."""

    person_reference: str
    kind: str
    declared_at: datetime
    end_asked: bool


@dataclass(frozen=True)
class DeskLink:
    """A desk by name, with what leads to its pages."""

    name: str
    reference: str


@dataclass(frozen=True)
class Factors:
    """With what somebody proves who they are, beside the password."""

    app: bool
    passkeys: tuple["Passkey", ...]
    recovery_codes: bool

    @property
    def any(self) -> bool:
        return self.app or bool(self.passkeys)


@dataclass(frozen=True)
class Passkey:
    """A passkey: its name as its owner wrote it, and when it was made and used."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SettingsPage:
    """What a member of staff sees and sets about themselves."""

    name: str
    email: str
    agency: str
    language: str
    theme: str
    seats: tuple[SeatLine, ...]
    duties: tuple[DutyLine, ...]
    relations: tuple[RelationLine, ...]
    factors: Factors
    rosters: tuple[DeskLink, ...]
    manages: bool
    checks_others: bool
    until: datetime | None
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True)
class StaffLine:
    """One member of staff in the list."""

    reference: str
    name: str
    agency: str
    roles: tuple[str, ...]
    ended: bool
    never_came: bool


@dataclass(frozen=True)
class StaffPage:
    """The list of staff; `more` when the next page is not empty."""

    staff: tuple[StaffLine, ...]
    more: bool


@dataclass(frozen=True)
class MemberPage:
    """One member of staff as administrators see them. `code_until`: a sign-in code waits to be used."""

    reference: str
    name: str
    email: str
    agency: str
    ended: bool
    never_came: bool
    code_until: datetime | None
    until: datetime | None
    in_use: bool
    code_asked_by: str
    factors: bool
    seats: tuple[SeatLine, ...]
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True)
class RosterPage:
    """Who answers at a desk in the coming two weeks, and when nobody would."""

    desk: str
    agency: str
    reference: str
    around_the_clock: bool
    duties: tuple[DutyLine, ...]
    nobody: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class DemoPerson:
    """One of the invented staff of the demonstration."""

    reference: str
    name: str
    role: str
    desk: str


@dataclass(frozen=True)
class DemoAgency:
    """The invented staff of one body."""

    name: str
    staff: tuple[DemoPerson, ...]


def settings_page(user: User, at: datetime, *, session_key: str = "") -> SettingsPage:
    """Everything a member of staff may know and set about themselves. Seven statements, for supervisors two more."""
    held = holdings(user, at)
    relations = Relation.objects.filter(user=user, ended_at__isnull=True).order_by("-declared_at")
    return SettingsPage(
        user.name,
        user.email,
        user.agency.name,
        user.language,
        user.theme,
        _seat_lines(user, at),
        _duty_lines(Duty.objects.filter(user=user), at),
        tuple(_relation_line(relation) for relation in relations),
        factors_of(user),
        _rosters(held, user),
        held.may(Power.MANAGE),
        held.may(Power.SUPERVISE) or held.may(Power.READ_TRAIL),
        user.until,
        sessions_of(user, session_key, at),
    )


def factors_of(user: User) -> Factors:
    """The second factors of somebody, in one statement."""
    kinds = Authenticator.Type
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    held = {row.type for row in rows}
    keys = [Passkey(r.pk, r.wrap().name, r.created_at, r.last_used_at) for r in rows if r.type == kinds.WEBAUTHN]
    return Factors(kinds.TOTP in held, tuple(keys), kinds.RECOVERY_CODES in held)


def has_second_factor(user: User) -> bool:
    """Whether somebody has more than a password; recovery codes alone do not count."""
    others = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(others.exists())


def staff_page(at: datetime, *, word: str = "", agency: str = "", page: int = 1) -> StaffPage:
    """Staff in order of names, fifty at a time, those who left last. Two statements."""
    staff = User.objects.filter(only__isnull=True).prefetch_related(Prefetch("memberships", current_seats(at).order_by("pk")))
    if agency:
        staff = staff.filter(agency__reference=agency)
    if word:
        staff = staff.filter(Q(name_en__icontains=word) | Q(name_ar__icontains=word) | Q(email__icontains=word))
    start = (page - 1) * STAFF_ON_A_PAGE
    found = list(staff.order_by("-is_active", "name_en", "pk")[start : start + STAFF_ON_A_PAGE + 1])
    return StaffPage(tuple(_staff_line(user) for user in found[:STAFF_ON_A_PAGE]), len(found) > STAFF_ON_A_PAGE)


def member_page(user: User, at: datetime) -> MemberPage:
    """One member of staff: five statements."""
    asked = code_asked_for(user, at)
    invitation = Invitation.objects.filter(user=user, closed_at__isnull=True, until__gt=at).first()
    return MemberPage(
        user.reference,
        user.name,
        user.email,
        user.agency.name,
        not user.is_active,
        user.last_login is None,
        invitation.until if invitation else None,
        user.until,
        user.last_login is not None or user.has_usable_password(),
        asked.asked_by if asked else "",
        has_second_factor(user),
        _seat_lines(user, at),
        _duty_lines(Duty.objects.filter(user=user), at),
    )


def roster_page(desk: Desk, at: datetime) -> RosterPage:
    """The roster of a desk for two weeks; hours without anybody are counted for desks around the clock only."""
    lines = _duty_lines(Duty.objects.filter(desk=desk), at)
    times = [(line.from_at, line.until) for line in lines]
    nobody = tuple(gaps(times, at, at + ROSTER_AHEAD)) if desk.around_the_clock else ()
    return RosterPage(desk.name, desk.agency.name, desk.reference, desk.around_the_clock, lines, nobody)


def demo_staff(at: datetime) -> tuple[DemoAgency, ...]:
    """All staff with a role, by body: for the sign-in page of a demonstration only."""
    people: dict[str, list[DemoPerson]] = {}
    seats = current_seats(at).filter(user__only__isnull=True).select_related("user__agency", "desk")
    seats = seats.order_by("desk__agency__name_en", "desk__name_en", "pk")
    for seat in seats:
        person = DemoPerson(seat.user.reference, seat.user.name, str(Role(seat.role).label), seat.desk.name)
        people.setdefault(seat.user.agency.name, []).append(person)
    return tuple(DemoAgency(agency, tuple(staff)) for agency, staff in people.items())


def where_to_join(user: User) -> WhereToJoin:
    """The desks at which somebody could work, and the colleagues they could stand in for."""
    colleagues = User.objects.filter(agency_id=user.agency_id, is_active=True, only__isnull=True).exclude(pk=user.pk)
    return {"desks": agencies.open_desks(user.agency), "colleagues": _by_name(colleagues)}


def membership_by_reference(user: User, reference: str) -> Membership | None:
    return Membership.objects.select_related("desk").filter(user=user, reference=reference).first()


def current_seats(at: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        Q(desk__ended_at__isnull=True) | Q(desk__ended_at__gt=at),
        from_at__lte=at,
        user__is_active=True,
    )


def answering_seats(at: datetime) -> QuerySet[Membership]:
    """Seats of those who answer: a system is never on duty."""
    return current_seats(at).filter(role__in=ANSWERING, user__only__isnull=True)


def duties_at(at: datetime) -> QuerySet[Duty]:
    return Duty.objects.filter(from_at__lte=at, until__gt=at)


def _by_name(users: QuerySet[User]) -> list[User]:
    return list(users.order_by("name_en", "pk"))


def _relation_line(relation: Relation) -> RelationLine:
    kind = str(RelationKind(relation.kind).label)
    return RelationLine(relation.person_reference, kind, relation.declared_at, relation.end_asked_at is not None)


def _rosters(held: Holdings, user: User) -> tuple[DeskLink, ...]:
    if held.supervised_agency_id is None:
        return ()
    return tuple(DeskLink(desk.name, desk.reference) for desk in agencies.open_desks(user.agency))


def _seat_lines(user: User, at: datetime) -> tuple[SeatLine, ...]:
    seats = current_seats(at).filter(user=user).select_related("desk__agency", "deputy_for").order_by("pk")
    return tuple(_seat_line(seat) for seat in seats)


def _seat_line(seat: Membership) -> SeatLine:
    role = Role(seat.role)
    whose = seat.deputy_for.name if seat.deputy_for else ""
    names = (seat.desk.name, seat.desk.agency.name, str(role.label), str(RULES[role].sees))
    return SeatLine(seat.reference, *names, whose, seat.until)


def _duty_lines(duties: QuerySet[Duty], at: datetime) -> tuple[DutyLine, ...]:
    coming = duties.filter(until__gt=at).select_related("user", "desk").order_by("from_at", "pk")[:200]
    return tuple(DutyLine(d.reference, d.user.name, d.desk.name, d.from_at, d.until, now=d.from_at <= at) for d in coming)


def _staff_line(user: User) -> StaffLine:
    roles = dict.fromkeys(str(Role(seat.role).label) for seat in user.memberships.all())
    return StaffLine(user.reference, user.name, user.agency.name, tuple(roles), not user.is_active, user.last_login is None)


def systems() -> set[str]:
    """Accounts behind which nobody stands: what they did was done by no officer."""
    return set(User.objects.filter(only__isnull=False).values_list("reference", flat=True))
