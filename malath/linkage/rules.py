"""How alike two files are (`scoring`), which files stand together, and reasons why not. Pure: a person decides."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Final

from malath.agencies.words import AgencyKind
from malath.linkage.scoring import ALIKE, Likeness
from malath.linkage.words import Part, Reply, Said, WhyNot, WhyNotAsk, WhyNotReply

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
Tie = tuple[int, int]
"""Two files of which somebody said that they are of one person."""


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
