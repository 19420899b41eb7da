"""Writing letters, and keeping files. The part that owns what they are about calls these inside its own act, behind its own
gate."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents.actions.attachments import CannotTakeAway, about_nobody, keep, let_go, take_away
from malath.documents.actions.base import About, Received
from malath.documents.models import Letter
from malath.documents.words import LetterKind, WhyRevoked
from malath.foundation.actor import Actor

__all__ = [
    "About", "CannotTakeAway", "Received", "about_nobody", "issue", "keep", "let_go", "revoke", "take", "take_away",
]  # fmt: skip


def issue(
    about: About,
    *,
    kind: LetterKind,
    content: Mapping[str, Any],
    desk: Desk,
    for_desk: Desk | None,
    valid_until: datetime,
    by: Actor,
    at: datetime,
) -> Letter:
    """Put something on paper for a body. The letter of the same kind before it, about the same, is valid no longer."""
    revoke(about, because=WhyRevoked.REPLACED, by=by, at=at)
    letter = Letter(
        key=about.key, kind=kind, about=about.reference, desk=desk, for_desk=for_desk, issued_by=by.reference, issued_at=at,
        valid_until=valid_until,
    )  # fmt: skip
    letter.seal(content=json.dumps(content, ensure_ascii=False))
    letter.save(force_insert=True)
    _record(Did.LETTER_ISSUED, letter, about, by=by, at=at)
    return letter


def take(letter: Letter, about: About, *, by: Actor, at: datetime) -> Letter:
    """Somebody takes a copy: how many were taken is kept, and by whom in the trail."""
    letter.taken = min(letter.taken + 1, 9999)
    letter.save(update_fields=["taken"])
    _record(Did.LETTER_TAKEN, letter, about, by=by, at=at)
    return letter


def revoke(about: About, *, because: WhyRevoked, by: Actor, at: datetime) -> int:
    """What was put on paper about this is valid no longer, whoever shows it. Returns how many letters there were."""
    living = Letter.objects.filter(about=about.reference, revoked_at__isnull=True, valid_until__gt=at)
    ended = living.update(revoked_at=at, revoked_by=by.reference, revoked_because=because)
    facts = {"because": because.value, "letters": str(ended)}
    audit.record(Did.LETTER_REVOKED, subject=about.reference, file=about.file, by=by, at=at, facts=facts)
    return ended


def _record(event: Did, letter: Letter, about: About, *, by: Actor, at: datetime) -> None:
    facts = {"kind": letter.kind, "about": about.reference}
    audit.record(event, subject=letter.reference, file=about.file, by=by, at=at, facts=facts)
