"""Letters to embassies, several at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from malath.audit.words import Did
from malath.documents import actions as documents
from malath.documents.actions import About
from malath.documents.words import LetterKind
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Level
from malath.returns import queries
from malath.returns.actions.base import prepared, record, refuse
from malath.returns.actions.gates import settle_paper
from malath.returns.models import Return
from malath.returns.queries import letters
from malath.returns.words import PaperKind, PaperState, WhyNot

if TYPE_CHECKING:
    from malath.documents.models import Letter

HOLDS: Final = timedelta(days=90)


@act
def write_to_embassies(about: Sequence[tuple[Return, Sight]], *, by: Actor, at: datetime) -> "list[Letter]":
    """The embassies of several people are asked for a travel document: of each with their own yes (C6), never while they fear
    going back, and never why. All of them or none. Errors: `CannotReturn`."""
    refuse([] if about else [WhyNot.NOBODY_CHOSEN])
    return [_write(returning, sight, by=by, at=at) for returning, sight in sorted(about, key=lambda pair: pair[0].person_id)]


def _write(returning: Return, sight: Sight, *, by: Actor, at: datetime) -> "Letter":
    now = prepared(returning)
    content = letters.content_of(now, sight, at)
    refuse(letters.why_not_write(now, content["name"], at))
    letter = documents.issue(
        about_of(now), kind=LetterKind.EMBASSY, content=content, desk=now.desk, for_desk=None, valid_until=at + HOLDS, by=by,
        at=at,
    )  # fmt: skip
    privacy.record_left(now.person, how="embassy", level=Level.L3, reference=letter.reference, by=by, at=at)
    settle_paper(now, PaperKind.TRAVEL_DOCUMENT, PaperState.ASKED, by=by, at=at)
    record(Did.EMBASSY_WRITTEN, now, by=by, at=at, letter=letter.reference)
    return letter


@act
def take_embassy_letter(returning: Return, letter: "Letter", *, by: Actor, at: datetime) -> "Letter":
    """Somebody takes one more copy, as long as the person still agrees. Errors: `CannotReturn`."""
    now = prepared(returning)
    refuse([] if queries.may_ask_embassy(now, at) else [WhyNot.NOT_CLEAR])
    return documents.take(letter, about_of(now), by=by, at=at)


def about_of(returning: Return) -> About:
    return About(returning.reference, returning.person.reference, returning.key)
