"""When a material is tested, approved, live and retired. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from malath.awareness.words import (
    Audience,
    MaterialKind,
    MaterialState,
    NoHarm,
    Part,
    Suits,
    Tongue,
    WhyNot,
)
from malath.documents.words import Format
from malath.framework.rules import leads_to_somebody

REFERENCE: Final = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
FIRST_FILM: Final = 1895
MOVING: Final = frozenset({Format.MP4, Format.WEBM})
SOUND: Final = frozenset({Format.MP3, Format.OGG})
STILL: Final = frozenset({Format.JPEG, Format.PNG})
FITS: Final = {
    MaterialKind.VIDEO: MOVING, MaterialKind.AUDIO: SOUND,
    **dict.fromkeys((MaterialKind.POSTER, MaterialKind.CARD, MaterialKind.LEAFLET, MaterialKind.COMIC), STILL | {Format.PDF}),
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What a material is."""

    kind: MaterialKind
    title_ar: str
    title_en: str
    about_ar: str
    about_en: str
    audiences: frozenset[Audience]
    languages: frozenset[Tongue]
    suits: Suits
    year: int
    licence: str
    review_on: date
    seconds: int = 0
    consents: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return self.title_ar, self.title_en, self.about_ar, self.about_en, self.licence


@dataclass(frozen=True)
class Stand:
    """How a material stands. `captioned`: languages with captions; `consents_stand`: True where there are none."""

    kind: MaterialKind
    state: MaterialState
    has_main: bool
    languages: frozenset[str]
    captioned: frozenset[str]
    consents_stand: bool | None
    review_on: date


def length(seconds: int) -> str:
    """«1:05», or "" for what has no length."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


def why_not_facts(facts: Facts, *, today: date) -> list[WhyNot]:
    """Why a material is not written down so."""
    checks = (
        (not facts.audiences, WhyNot.NO_AUDIENCE),
        (not facts.languages, WhyNot.NO_LANGUAGE),
        (not FIRST_FILM <= facts.year <= today.year, WhyNot.NO_YEAR),
        (facts.review_on <= today, WhyNot.REVIEW_PAST),
        (any(not REFERENCE.fullmatch(one) for one in facts.consents), WhyNot.NO_REFERENCE),
        (any(map(leads_to_somebody, facts.words)), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_file(kind: MaterialKind, part: Part, language: str, found: Format) -> list[WhyNot]:
    """Why a file is not taken as this part. Captions come as text."""
    fits = {
        Part.MAIN: FITS[kind], Part.CAPTIONS: frozenset({Format.TEXT}), Part.POSTER: STILL,
        Part.SIGN: MOVING, Part.DESCRIBED: MOVING | SOUND,
    }[part]  # fmt: skip
    spoken = kind in {MaterialKind.VIDEO, MaterialKind.AUDIO}
    checks = (
        (found not in fits or (part != Part.MAIN and not spoken), WhyNot.WRONG_FILE),
        (part == Part.CAPTIONS and not language, WhyNot.NO_TONGUE),
    )
    return [reason for failed, reason in checks if failed]


def why_not_test(stand: Stand, testers: int, said: str) -> list[WhyNot]:
    """Why it does not count as tested with its audience."""
    checks = (
        (stand.state != MaterialState.DRAFT, WhyNot.NOT_DRAFT),
        (not stand.has_main, WhyNot.NO_MAIN),
        (testers <= 0, WhyNot.NO_TESTERS),
        (leads_to_somebody(said), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def too_close(made_it: bool, at_desks: Collection[int], desks_of_makers: Collection[int]) -> WhyNot | None:
    """Why somebody is too close to a material to approve it: they made it, or sit at a desk of those who did."""
    if made_it:
        return WhyNot.SAME_PERSON
    return WhyNot.SAME_DESK if set(at_desks) & set(desks_of_makers) else None


def why_not_choose(audiences: Collection[str], fresh: Collection[tuple[str, Collection[str]]]) -> list[WhyNot]:
    """Why materials do not come to a campaign. `audiences`: of the campaign; `fresh`: of each that comes, how it stands and
    whom it speaks to."""
    checks = (
        (any(state == MaterialState.RETIRED for state, _ in fresh), WhyNot.RETIRED_ALREADY),
        (any(not set(audiences) & set(whom) for _, whom in fresh), WhyNot.NO_SHARED_AUDIENCE),
    )
    return [reason for failed, reason in checks if failed]


def was_live_on(on: date, live_on: date | None, retired_on: date | None) -> bool:
    """Whether a material could be shown on a day. What was shown and is written down late is told all the more."""
    return live_on is not None and live_on <= on and (retired_on is None or on <= retired_on)


def why_not_shown(on: date, today: date, *, live_on: date | None, retired_on: date | None) -> list[WhyNot]:
    """Why it is not written down that a material was shown."""
    checks = ((on > today, WhyNot.DAY_AHEAD), (not was_live_on(on, live_on, retired_on), WhyNot.NOT_LIVE_THEN))
    return [reason for failed, reason in checks if failed]


def why_not_approve(stand: Stand, *, close: WhyNot | None, checks: Collection[NoHarm], today: date) -> list[WhyNot]:
    """Why it is not approved. `close`: why whoever wants to approve it is too close to it."""
    reasons = (
        (stand.state != MaterialState.TESTED, WhyNot.NOT_TESTED),
        (set(checks) != set(NoHarm), WhyNot.UNCHECKED),
        *_of_consent(stand),
        (stand.review_on <= today, WhyNot.REVIEW_PAST),
    )
    return [*([close] if close else []), *(reason for failed, reason in reasons if failed)]


def why_not_live(stand: Stand, today: date) -> list[WhyNot]:
    """Why nobody is shown it. What is heard or seen moving has captions in each language that it is meant for."""
    spoken = stand.kind in {MaterialKind.VIDEO, MaterialKind.AUDIO}
    reasons = (
        (stand.state != MaterialState.APPROVED, WhyNot.NOT_APPROVED),
        (not stand.has_main, WhyNot.NO_MAIN),
        (spoken and not stand.languages <= stand.captioned, WhyNot.NO_SUBTITLES),
        *_of_consent(stand),
        (stand.review_on <= today, WhyNot.REVIEW_PAST),
    )
    return [reason for failed, reason in reasons if failed]


def _of_consent(stand: Stand) -> tuple[tuple[bool, WhyNot], ...]:
    return (
        (stand.consents_stand is None, WhyNot.CONSENT_UNKNOWN),
        (stand.consents_stand is False, WhyNot.CONSENT_ENDED),
    )
