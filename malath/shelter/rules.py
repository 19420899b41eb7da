"""Which section fits whom, who is taken in, and what can be a reason to refuse. Pure.

Source: domain §5.2, §8; by-law on shelters 2012 (affected person), 2023 (potential victim).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from malath.agencies.rules import is_too_fine
from malath.agencies.words import Currency
from malath.people.words import Sex
from malath.shelter.words import Due, Elsewhere, Entitled, FollowUp, Left, Looked, Ready, Refused, Takes, Thing, WhyLong, WhyNot

NEVER_A_REASON: Final = frozenset(
    {
        Refused.NO_PAPERS, Refused.PREGNANCY, Refused.ILLNESS, Refused.DISABILITY, Refused.NO_COOPERATION, Refused.FAITH,
        Refused.SEX, Refused.CHILDREN, Refused.OVERSTAY,
    }
)  # fmt: skip
MOST_IN_A_ROOM: Final = 30
FEMALE, MALE = frozenset({Takes.WOMEN, Takes.MOTHERS, Takes.GIRLS}), frozenset({Takes.MEN, Takes.BOYS})
ALONE_ADULT, ALONE_CHILD = frozenset({Takes.WOMEN, Takes.MEN}), frozenset({Takes.GIRLS, Takes.BOYS})
TOGETHER = frozenset({Takes.MOTHERS, Takes.FAMILIES})


@dataclass(frozen=True)
class Who:
    """Whom a place is for. `children`: how many come with them; `oldest_boy`: the age of the oldest boy among these."""

    sex: Sex
    is_child: bool
    children: int = 0
    oldest_boy: int | None = None


def sections_for(who: Who) -> frozenset[Takes]:
    """The sections that are for somebody. A parent and their children stay together. Where the sex is not known or neither,
    the person chooses among all."""
    if who.children:
        fitting = TOGETHER
    elif who.is_child:
        fitting = ALONE_CHILD | {Takes.FAMILIES}
    else:
        fitting = ALONE_ADULT | TOGETHER
    if who.sex == Sex.FEMALE:
        return fitting - MALE
    return fitting - FEMALE if who.sex == Sex.MALE else fitting


def why_not_in_section(takes: Takes, who: Who, *, boys_until: int) -> list[WhyNot]:
    """Why a place in this section is not for them."""
    if takes not in sections_for(who):
        return [WhyNot.SECTION_DOES_NOT_FIT]
    too_old = takes == Takes.MOTHERS and who.oldest_boy is not None and who.oldest_boy > boys_until
    return [WhyNot.BOY_TOO_OLD] if too_old else []


@dataclass(frozen=True)
class Affected:
    """What makes a child of the family an affected person; all of them (by-law 2012)."""

    relative: bool = False
    in_kingdom: bool = False
    nobody_cares: bool = False


@dataclass(frozen=True)
class Coming:
    """How somebody comes: of their own will, rights and rules told, on which ground, when, and who with them."""

    entitled: Entitled
    voluntary: bool
    rights_told: bool
    came_at: datetime
    born: tuple[int, ...] = ()
    affected: Affected = Affected()


def why_not_admit(
    coming: Coming, *, at: datetime, referred_at: datetime, last_left_at: datetime | None, stays: bool, is_child: bool
) -> list[WhyNot]:
    """Why somebody is not taken in. `born`: the birth years that are known, theirs and those of the children with them. Nothing
    here asks for papers, health, faith or co-operation."""
    if stays:
        return [WhyNot.STAYS_ALREADY]
    came = coming.came_at
    affected = coming.affected
    complete = is_child and affected.relative and affected.in_kingdom and affected.nobody_cares
    checks = (
        (not coming.voluntary, WhyNot.NOT_VOLUNTARY),
        (not coming.rights_told, WhyNot.RIGHTS_NOT_TOLD),
        (came > at, WhyNot.AHEAD),
        (any(year > came.year for year in coming.born), WhyNot.BEFORE_BIRTH),
        (came < referred_at, WhyNot.BEFORE_REFERRAL),
        (last_left_at is not None and came < last_left_at, WhyNot.OVERLAPS),
        (coming.entitled == Entitled.AFFECTED and not complete, WhyNot.AFFECTED_CONDITIONS),
    )
    return [reason for failed, reason in checks if failed]


def why_not_place(*, taken: bool, closed: bool) -> list[WhyNot]:
    """Why nobody comes to a place."""
    checks = ((taken, WhyNot.PLACE_TAKEN), (closed, WhyNot.PLACE_CLOSED))
    return [reason for failed, reason in checks if failed]


def why_not_refuse(reason: Refused, elsewhere: Elsewhere, words: str, *, is_child: bool) -> list[WhyNot]:
    """Why a refusal is refused: its reason can never be one, or no other safe place was found (domain §8). Who does not want to
    come needs no other place; a child does not decide that alone."""
    if reason in NEVER_A_REASON:
        return [WhyNot.NEVER_A_REASON]
    chose = reason == Refused.OWN_CHOICE
    checks = (
        (not words.strip(), WhyNot.WORDS_MISSING),
        (chose and is_child, WhyNot.CHILD_CHOICE),
        (not chose and elsewhere == Elsewhere.NONE, WhyNot.NO_OTHER_PLACE),
    )
    return [why for failed, why in checks if failed]


def why_not_set_up(*, name: str, places: int = 1) -> list[WhyNot]:
    """Why a section or a room is not added."""
    checks = ((not name.strip(), WhyNot.NAME_MISSING), (not 1 <= places <= MOST_IN_A_ROOM, WhyNot.TOO_MANY))
    return [reason for failed, reason in checks if failed]


@dataclass(frozen=True)
class Share:
    """How many of a group go where. `section` is a number in the list of sections; None: nowhere together."""

    group: int
    section: int | None


def split(groups: Sequence[int], free: Sequence[int]) -> list[Share]:
    """How people who want to stay together could be placed, the largest group first, each where the fewest places stay empty.
    No group is parted: whom no section can take whole stays without, and is asked (scenario 4)."""
    left = list(free)
    shares: dict[int, Share] = {}
    for number in sorted(range(len(groups)), key=lambda one: (-groups[one], one)):
        wanted = groups[number]
        fitting = [place for place, count in enumerate(left) if count >= wanted]
        chosen = min(fitting, key=lambda place: (left[place], place), default=None)
        if chosen is not None:
            left[chosen] -= wanted
        shares[number] = Share(wanted, chosen)
    return [shares[number] for number in range(len(groups))]


def without_a_place(shares: Collection[Share]) -> int:
    """For how many no place was found."""
    return sum(share.group for share in shares if share.section is None)


DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Spans:
    """How long each thing of a stay may take: settings of the mechanism, not law (domain §8). Key worker, health check and the
    look at an incident in hours, review and lengths in days."""

    key_worker: int = 24
    health: int = 24
    review: int = 14
    long: tuple[int, ...] = (30, 60, 90)
    incident: int = 1


CODES: Final = {
    "key_worker": "shelter_key_worker", "health": "shelter_health_check", "review": "stay_review",
    "incident": "incident_looked_at",
}  # fmt: skip
LONG: Final = ("stay_long_first", "stay_long_second", "stay_long_third")
USUAL: Final = Spans()


def spans_in(deadlines: Mapping[str, Mapping[str, Any]], otherwise: Mapping[str, int]) -> Spans:
    """The spans that the country's file of deadlines says, or the settings instead of it."""
    said = {code: int(otherwise.get(code, deadlines[code]["amount"])) for code in (*CODES.values(), *LONG)}
    single = {name: said[code] for name, code in CODES.items()}
    return Spans(**single, long=tuple(sorted(said[code] for code in LONG)))


"""A supervisor looks at an incident within an hour (domain §8)."""
MOST_MONEY: Final = Decimal(999_999)


@dataclass(frozen=True)
class Clock:
    """Something of a stay that is due."""

    what: Due
    due: datetime

    def next_after(self, moment: datetime) -> datetime:
        """The next reminder after a moment: when it is due, then each day where hours were given, else each week; for
        ever."""
        again = DAY if self.what in {Due.KEY_WORKER, Due.HEALTH} else 7 * DAY
        return self.due if moment < self.due else self.due + again * ((moment - self.due) // again + 1)


def next_alarm(alarm: int, spans: Spans = USUAL) -> int | None:
    """The next length, in days, at which somebody says why a stay lasts."""
    return next((days for days in spans.long if days > alarm), None)


def running(
    admitted_at: datetime,
    *,
    has_key_worker: bool,
    health_offered: bool,
    reviewed_at: datetime | None,
    alarm: int,
    spans: Spans = USUAL,
) -> list[Clock]:
    """The clocks of a stay. None of them ends it."""
    days = next_alarm(alarm, spans)
    clocks = [] if has_key_worker else [Clock(Due.KEY_WORKER, admitted_at + spans.key_worker * HOUR)]
    clocks += [] if health_offered else [Clock(Due.HEALTH, admitted_at + spans.health * HOUR)]
    clocks.append(Clock(Due.REVIEW, (reviewed_at or admitted_at) + spans.review * DAY))
    return clocks + ([Clock(Due.LONG, admitted_at + days * DAY)] if days else [])


def reached_alarm(admitted_at: datetime, at: datetime, spans: Spans = USUAL) -> int:
    """The greatest length that a stay has reached, 0 for none."""
    return max((days for days in spans.long if at >= admitted_at + days * DAY), default=0)


def why_not_change(*, left: bool, stopped: bool) -> list[WhyNot]:
    """Why nothing more is written into a stay."""
    if left:
        return [WhyNot.LEFT_ALREADY]
    return [WhyNot.STOPPED] if stopped else []


def why_not_review(words: str, why_long: WhyLong | None, *, reached: int, manages: bool) -> list[WhyNot]:
    """Why a review is not written. From the first alarm on it says why the stay is long, and who runs the house writes it."""
    checks = (
        (not words.strip(), WhyNot.WORDS_MISSING),
        (reached > 0 and why_long is None, WhyNot.WHY_LONG),
        (reached > 0 and not manages, WhyNot.MANAGER_REVIEWS),
    )
    return [reason for failed, reason in checks if failed]


@dataclass(frozen=True)
class Brought:
    """Something that was brought along, and what was agreed about it."""

    kind: Thing
    held: bool
    asked: bool
    both_signed: bool
    amount: Decimal | None = None
    currency: Currency | None = None


def why_not_sign_in(thing: Brought) -> list[WhyNot]:
    """Why something is not signed in: the house keeps only what the person asks it to keep, and both sign."""
    amount, currency = thing.amount, thing.currency
    checks = (
        (not thing.both_signed, WhyNot.BOTH_SIGN),
        (thing.held and not thing.asked, WhyNot.ONLY_IF_ASKED),
        (thing.kind == Thing.MONEY and (amount is None or currency is None), WhyNot.AMOUNT_MISSING),
        (amount is not None and currency is not None and is_too_fine(amount, currency), WhyNot.AMOUNT_DECIMALS),
        (amount is not None and not 0 < amount <= MOST_MONEY, WhyNot.AMOUNT_RANGE),
    )
    return [reason for failed, reason in checks if failed]


@dataclass(frozen=True)
class Leaving:
    """How somebody leaves."""

    how: Left
    left_at: datetime
    looked: Looked = Looked.NOT_LOOKED
    has_plan: bool = False
    medicine: Ready = Ready.NO
    transport: Ready = Ready.NO
    follow_up: FollowUp = FollowUp.NOT_ASKED
    elsewhere: bool = False


def why_not_leave(
    leaving: Leaving, *, admitted_at: datetime, at: datetime, things_here: bool, supervises: bool, is_child: bool
) -> list[WhyNot]:
    """Why an exit is not written so. Whoever wants to go goes: an exit without a plan needs nothing but its hour. Nobody is put
    out but by a supervisor, to another safe place, and never a child."""
    planned = leaving.how in {Left.PLANNED, Left.MOVED}
    expelled = leaving.how == Left.EXPELLED
    not_ready = Ready.NO in {leaving.medicine, leaving.transport}
    checks = (
        (leaving.left_at < admitted_at, WhyNot.EXIT_BEFORE_ADMISSION),
        (leaving.left_at > at, WhyNot.AHEAD),
        (expelled and is_child, WhyNot.CHILD_STAYS),
        (expelled and not supervises, WhyNot.SUPERVISOR_ONLY),
        (expelled and not leaving.elsewhere, WhyNot.NO_OTHER_PLACE),
        (expelled and not leaving.has_plan, WhyNot.WORDS_MISSING),
        ((planned or expelled) and things_here, WhyNot.BELONGINGS_LEFT),
        (planned and leaving.looked == Looked.NOT_LOOKED, WhyNot.NOT_LOOKED),
        (planned and leaving.looked == Looked.DANGER and not leaving.has_plan, WhyNot.PLAN_MISSING),
        ((planned or expelled) and not_ready, WhyNot.NOT_READY),
        (planned and not is_child and leaving.follow_up == FollowUp.NOT_ASKED, WhyNot.FOLLOW_UP_MISSING),
    )
    return [reason for failed, reason in checks if failed]
