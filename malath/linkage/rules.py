"""How alike two files are, which files stand together, and reasons why not. Pure.

What `likeness` is made of may change; that a person decides does not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Final

from malath.agencies.words import AgencyKind
from malath.linkage.words import Part, Reply, Said, WhyNot, WhyNotAsk, WhyNotReply
from malath.people.names import Explanation, explain, parts

ALIKE: Final = 0.55
"""From here on a person is asked."""
MOST: Final = 10
ASKED_A_DAY: Final = 5
ONE_DAY: Final = timedelta(days=1)
AGAIN_AFTER: Final = timedelta(days=30)
HELPING: Final = frozenset(
    {
        AgencyKind.SOCIAL,
        AgencyKind.SHELTER,
        AgencyKind.HEALTH,
        AgencyKind.LEGAL,
        AgencyKind.ASSOCIATION,
        AgencyKind.CAMP,
        AgencyKind.RETURNS,
        AgencyKind.UN,
    }
)
"""Bodies that ask each other. Who enforces a law neither asks nor is told (security.md §4)."""
NAME_AT_MOST, SINGLE_NAME_AT_MOST = 0.8, 0.4
SAME_YEAR, SAME_NATION = 0.15, 0.05
FAR_APART, WHEN_FAR = 5, 0.3
PHONE_SAYS, DOCUMENT_SAYS = 0.5, 0.95
NEVER: Final = Explanation(0.0, (), (), ())

Tie = tuple[int, int]
"""Two files of which somebody said that they are of one person."""


@dataclass(frozen=True)
class Sides:
    """What is compared of one file. `phones` and `documents` are readings, equal where the numbers are."""

    names: tuple[str, ...] = ()
    born: int | None = None
    nationality: str | None = None
    phones: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two files are, from 0 to 1, and what agrees."""

    score: float
    parts: tuple[Part, ...]


def likeness(one: Sides, other: Sides) -> Likeness:
    """How alike two files are. A name alone is never enough with one part, nationality never by itself."""
    names = _nearest(one, other)
    agreeing = {*_named(names, one, other), *_exact(one, other)}
    if one.born is not None and one.born == other.born:
        agreeing.add(Part.BIRTH_YEAR)
    unlike = (1 - _by_name(names, one, other, agreeing)) * (1 - PHONE_SAYS * (Part.PHONE in agreeing))
    score = 1 - unlike * (1 - DOCUMENT_SAYS * (Part.DOCUMENT in agreeing))
    return Likeness(score, tuple(part for part in Part if part in agreeing))


@dataclass(frozen=True)
class _Named:
    """The two names that are nearest, in their parts."""

    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    why: Explanation = NEVER


def _nearest(one: Sides, other: Sides) -> _Named:
    compared = [
        _Named(first, second, explain(first, second))
        for first, second in product(map(parts, one.names), map(parts, other.names))
        if first and second
    ]
    return max(compared, key=lambda named: named.why.score, default=_Named())


def _named(names: _Named, one: Sides, other: Sides) -> list[Part]:
    agreed = {(match.asked, match.held) for match in names.why.matches}
    found = [Part.GIVEN_NAME] if names.one and (names.one[0], names.other[0]) in agreed else []
    longer = min(len(names.one), len(names.other)) > 1
    found += [Part.FAMILY_NAME] if longer and (names.one[-1], names.other[-1]) in agreed else []
    same_nation = one.nationality is not None and one.nationality == other.nationality
    return [*found, Part.NATIONALITY] if same_nation else found


def _exact(one: Sides, other: Sides) -> list[Part]:
    found = [Part.PHONE] if one.phones & other.phones else []
    return [*found, Part.DOCUMENT] if one.documents & other.documents else found


def _by_name(names: _Named, one: Sides, other: Sides, agreeing: Collection[Part]) -> float:
    single = min(len(names.one), len(names.other)) < 2
    score = names.why.score * (SINGLE_NAME_AT_MOST if single else NAME_AT_MOST)
    if score == 0:
        return 0.0
    far = one.born is not None and other.born is not None and abs(one.born - other.born) > FAR_APART
    more = SAME_YEAR * (Part.BIRTH_YEAR in agreeing) + SAME_NATION * (Part.NATIONALITY in agreeing)
    return min(1.0, score * (WHEN_FAR if far else 1) + more)


def groups(people: Collection[int], ties: Iterable[Tie]) -> list[frozenset[int]]:
    """The people who stand together through what was said of two at a time; whoever stands alone is a group of one."""
    found: dict[int, set[int]] = {person: {person} for person in people}
    for one, other in ties:
        together = found[one] | found[other]
        found.update(dict.fromkeys(together, together))
    return list({min(group): frozenset(group) for group in found.values()}.values())


def is_asked_again(before: Collection[Part], now: Collection[Part]) -> bool:
    """Whether something agrees now that did not when two files were called different: only then is it asked anew."""
    return not set(now) <= set(before)


def why_not_say(*, said: Said, was: str, seen: str, because: str, answers: bool) -> list[WhyNot]:
    """Why something is not said of two files that do not stand together. `answers`: whether who says it is the key worker of
    one of them or a supervisor."""
    checks = (
        (was != seen, WhyNot.SAID_MEANWHILE),
        (was == Said.SAME, WhyNot.TOGETHER),
        (said == Said.SAME and not answers, WhyNot.NOT_YOURS),
        (not because.strip(), WhyNot.REASON_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_join(*, together: bool, called_different: bool) -> list[WhyNot]:
    """Why two groups of files do not become one: nobody's "different" is ever overruled in passing."""
    checks = ((together, WhyNot.ONE_ALREADY), (called_different and not together, WhyNot.SAID_DIFFERENT))
    return [reason for failed, reason in checks if failed]


def why_not_part(*, was: str, seen: str, because: str, answers: bool) -> list[WhyNot]:
    """Why two files that stand together are not parted."""
    checks = (
        (was != seen, WhyNot.SAID_MEANWHILE),
        (was != Said.SAME, WhyNot.NOT_TOGETHER),
        (not answers, WhyNot.NOT_YOURS),
        (not because.strip(), WhyNot.REASON_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_ask(
    *, kind: AgencyKind, agreed: bool, comparable: bool, asked_lately: bool, asked_today: int, because: str
) -> list[WhyNotAsk]:
    """Why other bodies are not asked. Nothing here depends on whether anybody knows the person."""
    checks = (
        (kind not in HELPING, WhyNotAsk.BODY),
        (not agreed, WhyNotAsk.NOT_AGREED),
        (not comparable, WhyNotAsk.NOTHING_TO_COMPARE),
        (asked_lately, WhyNotAsk.ASKED_LATELY),
        (asked_today >= ASKED_A_DAY, WhyNotAsk.TOO_MANY),
        (not because.strip(), WhyNotAsk.REASON_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_reply(*, reply: Reply, replied: bool, agreed: bool) -> list[WhyNotReply]:
    """Why a body does not answer: silence needs no agreement."""
    checks = (
        (replied, WhyNotReply.ANSWERED),
        (reply == Reply.OPENLY and not agreed, WhyNotReply.TAKEN_BACK),
    )
    return [reason for failed, reason in checks if failed]


def nearest_first(found: Mapping[int, Likeness]) -> dict[int, Likeness]:
    """Those who are alike enough to ask about, ten at most."""
    alike = [(pk, one) for pk, one in found.items() if one.score >= ALIKE]
    return dict(sorted(alike, key=lambda row: (-row[1].score, row[0]))[:MOST])
