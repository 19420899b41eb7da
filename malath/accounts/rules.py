"""What staff hold, and which roles must stay apart. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from malath.accounts.roles import RULES, Power, Role
from malath.accounts.words import Reason

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip
# Domain §2: nobody approves their own act. Three check the others; who reads the figures of all bodies knows no file beside.
ALONE = frozenset({Role.ADMINISTRATOR, Role.DPO, Role.STATISTICIAN, Role.COMMITTEE})


@dataclass(frozen=True)
class Seat:
    """A role at a desk. `sits` is False where a supervisor reaches a desk of the agency without working there."""

    desk_id: int
    role: Role
    sits: bool = True


def _concerns(role: Role) -> bool:
    return RULES[role].cap > 0 or Power.DECIDE_FUND in RULES[role].may


@dataclass(frozen=True)
class Holdings:
    """What a member of staff holds at one moment: roles at desks, and what follows from them.

    A power is held *somewhere*; whoever acts at a desk asks `may_at`. A cap is the highest level (L0-L4) a role shows.
    """

    user_id: int
    reference: str
    agency_id: int
    seats: tuple[Seat, ...] = ()
    supervised_agency_id: int | None = None
    only: tuple[Power, ...] | None = None
    """Of a system, the powers that it was given; staff hold all those of their roles."""

    @cached_property
    def desk_ids(self) -> tuple[int, ...]:
        """Desks whose files and referrals concern the holder; for a supervisor all desks of the agency.

        A seat whose role shows nobody (administrator, data protection officer, statistician) brings none; that of a
        committee brings the news of its desk, and no file.
        """
        return tuple(dict.fromkeys(seat.desk_id for seat in self.seats if _concerns(seat.role)))

    @cached_property
    def own_desk_ids(self) -> tuple[int, ...]:
        """Desks at which the holder works."""
        return tuple(dict.fromkeys(seat.desk_id for seat in self.seats if seat.sits))

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(seat.role for seat in self.seats)

    @cached_property
    def cap(self) -> int:
        return max((RULES[role].cap for role in self.roles), default=0)

    @cached_property
    def powers(self) -> frozenset[Power]:
        return self._given(_powers(self.roles))

    def may(self, power: Power) -> bool:
        """Whether the power is held at any desk."""
        return power in self.powers

    def roles_at(self, desk_id: int) -> frozenset[Role]:
        return frozenset(seat.role for seat in self.seats if seat.desk_id == desk_id)

    def may_at(self, desk_id: int, power: Power) -> bool:
        return power in self._given(_powers(self.roles_at(desk_id)))

    def works_at(self, desk_id: int) -> bool:
        """Whether the holder works at a desk in a role that may open a file there; supervising it from above is not
        working there, and a system works nowhere: nobody is looked after by it."""
        return self.only is None and any(
            seat.sits and seat.desk_id == desk_id and RULES[seat.role].cap > 0 for seat in self.seats
        )

    def cap_at(self, desk_id: int) -> int:
        return max((RULES[role].cap for role in self.roles_at(desk_id)), default=0)

    def compartments_at(self, desk_id: int | None) -> frozenset[str]:
        """Compartments that the roles at a desk may show where one is named; without a desk none."""
        return frozenset().union(*(RULES[role].compartments for role in self.roles_at(desk_id))) if desk_id else frozenset()

    def desks_with(self, power: Power) -> tuple[int, ...]:
        """Desks at which the power is held."""
        return tuple(dict.fromkeys(seat.desk_id for seat in self.seats if power in self._given(RULES[seat.role].may)))

    def _given(self, powers: frozenset[Power]) -> frozenset[Power]:
        return powers if self.only is None else powers.intersection(self.only)


def must_stay_apart(role: Role, held: Collection[Role]) -> bool:
    """Whether a role may not come to what is held already (domain §2: no approving of one's own act)."""
    others = set(held) - {role}
    return bool(others) and (role in ALONE or not ALONE.isdisjoint(others))


def why_not_join(
    *,
    role: Role,
    held: Collection[Role],
    account_ended: bool,
    same_agency: bool,
    desk_ended: bool,
    already_there: bool,
    stands_in_for_holder: bool,
    own_account: bool,
    from_at: datetime,
    until: datetime | None,
) -> list[Reason]:
    """Why somebody may not take a role at a desk."""
    refused = {
        Reason.ACCOUNT_ENDED: account_ended,
        Reason.OWN_ACCOUNT: own_account,
        Reason.OTHER_AGENCY: not same_agency,
        Reason.DESK_ENDED: desk_ended,
        Reason.ALREADY_THERE: already_there,
        Reason.MUST_STAY_APART: must_stay_apart(role, held),
        Reason.NOBODY_TO_STAND_IN_FOR: not stands_in_for_holder,
        Reason.ENDS_BEFORE_IT_BEGINS: until is not None and until <= from_at,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_invite(*, account_ended: bool, in_use: bool, asked_by_another: bool, is_system: bool = False) -> list[Reason]:
    """Why a sign-in code is not given. With one, whoever holds it becomes that member of staff: so for an account in use one
    asks, and another gives. A new account gets its first code from whoever made it."""
    if account_ended or is_system:
        return [Reason.ACCOUNT_ENDED if account_ended else Reason.IS_SYSTEM]
    return [Reason.SECOND_ADMINISTRATOR] if in_use and not asked_by_another else []


def why_not_ask_for_code(*, account_ended: bool, own_account: bool, asked: bool) -> list[Reason]:
    """Why a sign-in code is not asked for."""
    refused = {Reason.ACCOUNT_ENDED: account_ended, Reason.OWN_ACCOUNT: own_account, Reason.ALREADY_ASKED: asked}
    return [reason for reason, holds in refused.items() if holds]


def why_not_end_relation(*, over: bool, asked: bool, own: bool) -> list[Reason]:
    """Why a declared relation does not end: it hides a file from somebody who may be dangerous to its person."""
    if over:
        return [Reason.OVER]
    refused = {Reason.NOT_ASKED: not asked, Reason.OWN_RELATION: own}
    return [reason for reason, holds in refused.items() if holds]


def why_not_open_lock_out(*, over: bool, own: bool) -> list[Reason]:
    """Why an administrator does not open an account again before its time."""
    refused = {Reason.OVER: over, Reason.OWN_LOCK_OUT: own}
    return [reason for reason, holds in refused.items() if holds]


def why_not_until(*, account_ended: bool, own_account: bool, until: datetime | None, at: datetime) -> list[Reason]:
    """Why an account does not get this end."""
    refused = {
        Reason.ACCOUNT_ENDED: account_ended,
        Reason.OWN_ACCOUNT: own_account,
        Reason.OVER: until is not None and until <= at,
    }
    return [reason for reason, holds in refused.items() if holds]


def device_of(user_agent: str) -> str:
    """What somebody signs in with, as far as it says so: "Chrome, Android". Nothing by which a device could be known again."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(word for word in (browser, system) if word)


def why_not_put_on_duty(
    *, member: bool, desk_ended: bool, overlaps: bool, from_at: datetime, until: datetime, at: datetime
) -> list[Reason]:
    """Why a time may not be entered in a desk's roster. The past is not rewritten."""
    refused = {
        Reason.NOT_AT_DESK: not member,
        Reason.DESK_ENDED: desk_ended,
        Reason.OVERLAPS: overlaps,
        Reason.ENDS_BEFORE_IT_BEGINS: until <= from_at,
        Reason.OVER: until <= at,
    }
    return [reason for reason, holds in refused.items() if holds]


def gaps(times: Collection[tuple[datetime, datetime]], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches between `start` and `end` that no time covers."""
    open_from, found = start, []
    for begins, ends in sorted(times):
        if begins > open_from:
            found.append((open_from, min(begins, end)))
        open_from = max(open_from, ends)
        if open_from >= end:
            return found
    return [*found, (open_from, end)]


def is_idle(last: float, at: float, minutes: int) -> bool:
    """Whether nobody asked for anything for so long that the page locks. Both moments in seconds."""
    return at - last >= minutes * 60


def _powers(roles: Collection[Role]) -> frozenset[Power]:
    return frozenset(power for role in roles for power in RULES[role].may)
