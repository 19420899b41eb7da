"""Texts and findings for tests and demo data, made by the real acts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from malath.documents.actions import Received
from malath.foundation.actor import WORKER, Actor
from malath.framework import actions
from malath.framework.actions import Content
from malath.framework.models import Finding, FrameText, TextVersion
from malath.framework.words import FindingKind, Matter, Proof, Source, TextKind

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
SHELTERS = ("By-law on shelters for victims of trafficking", "نظام دور إيواء المجني عليهم والمتضررين من جرائم الاتجار بالبشر")


def make_content(
    label: str = "By-law 46 of 2023",
    *,
    dated_on: date = date(2023, 8, 16),
    words: str = "Potential victims may be admitted.",
    received: Received | None = None,
    touches: Sequence[str] = (),
    roles: Sequence[str] = (),
    proof: Proof = Proof.PRESS,
) -> Content:
    """A version as the press told of it."""
    return Content(
        label, "Akhbar Al-Yawm, 22 August 2023", dated_on, proof, words, "Potential victims", received, touches, roles
    )


def make_text(
    content: Content | None = None,
    *,
    kind: TextKind = TextKind.BYLAW,
    titles: tuple[str, str] = SHELTERS,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> TextVersion:
    """The by-law on shelters, unless said otherwise."""
    return actions.bring(kind, *titles, content or make_content(), by=by, at=at)


def make_version(text: FrameText, content: Content, *, by: Actor = WORKER, at: datetime = MONDAY) -> TextVersion:
    return actions.bring_version(text, content, by=by, at=at)


def make_finding(
    words: str = "No shelter takes a woman with a son of fifteen.",
    *,
    kind: FindingKind = FindingKind.GAP,
    source: Source = Source.WORK,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Finding:
    """Something that is missing, and leads to nobody."""
    return actions.note_finding(kind, source, Matter.SERVICE, words, by=by, at=at)
