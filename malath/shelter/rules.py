"""Which section fits whom, who is taken in, and what can be a reason to refuse. Pure.

Source: domain §5.2, §8; by-law on shelters 2012 (affected person), 2023 (potential victim).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from malath.people.words import Sex
from malath.shelter.words import Elsewhere, Entitled, Refused, Takes, WhyNot

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
