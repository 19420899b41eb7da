"""Reading letters and files, and what the check of letters may know."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.documents.models import Letter
from malath.documents.queries.attachments import (
    AttachmentLine,
    Copy,
    Damaged,
    attachment_about,
    attachment_kept,
    attachment_locked,
    attachments_about,
    copy_of,
    folder,
    name_of,
    path_of,
    paths,
    places_known,
    to_let_go,
)
from malath.documents.words import LetterKind, Validity, WhyRevoked
from malath.ui.pieces import Tone
from malath.ui.text import direction_of

__all__ = [
    "AttachmentLine", "Copy", "Damaged", "LetterLine", "attachment_about", "attachment_kept", "attachment_locked",
    "attachments_about", "check_of", "content_of", "copy_of", "folder", "letter_about", "letters_about", "lines_about",
    "living_about", "name_of", "paragraphs_of", "path_of", "paths", "places_known", "state_of_letters", "to_let_go",
    "to_publish", "validity_of",
]  # fmt: skip
KEPT = timedelta(days=365)
"""For so long after its end a letter is said to be not valid; afterwards it is not known."""
SHOWN = 20
TONE: dict[Validity, Tone] = {Validity.VALID: "ok", Validity.NOT_VALID: "danger"}


@dataclass(frozen=True)
class LetterLine:
    """A letter as the part that owns it lists it."""

    reference: str
    kind: LetterKind
    issued_at: datetime
    issued_by: str
    valid_until: datetime
    validity: Validity
    because: WhyRevoked | None
    taken: int

    @property
    def tone(self) -> Tone:
        return TONE.get(self.validity, "quiet")


def lines_about(reference: str, at: datetime) -> tuple[LetterLine, ...]:
    """The letters about something, newest first. Two statements."""
    rows = list(Letter.objects.filter(about=reference).order_by("-pk")[:SHOWN])
    names = accounts.names_of({row.issued_by for row in rows})
    return tuple(_line(row, names.get(row.issued_by, ("",))[0], at) for row in rows)


def letters_about(references: Collection[str], *, cap: int) -> list[Letter]:
    """The letters about several things, the newest first."""
    return list(Letter.objects.filter(about__in=references).select_related("key").order_by("-pk")[:cap])


def letter_about(about: str, reference: str) -> Letter | None:
    """A letter by its number, if it is about this; the caller is a gate."""
    rows = Letter.objects.select_related("key", "desk__agency", "for_desk__agency")
    return rows.filter(about=about, reference=reference).first()


def content_of(letter: Letter) -> dict[str, Any]:
    """What a letter says."""
    content: dict[str, Any] = json.loads(letter.opened("content"))
    return content


def paragraphs_of(text: str) -> list[dict[str, str]]:
    """Somebody's own words as a letter carries them, each paragraph in its own direction."""
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return [{"dir": direction_of(part), "text": part} for part in parts]


def check_of(code: str) -> tuple[str, dict[str, str]]:
    """What the square code of a letter leads to, and what stands beside it in both languages."""
    address = f"{settings.MALATH_PUBLIC_ADDRESS}/check/{code}/" if settings.MALATH_PUBLIC_ADDRESS else code
    texts = {}
    for language in ("ar", "en"):
        with translation.override(language):
            texts[f"check_{language}"] = _("Scan the square, or type the code on the public site, to check that this is valid.")
    return address, {**texts, "qr_alt": code, "code": code}


def validity_of(letter: Letter, at: datetime) -> Validity:
    return Validity.VALID if letter.revoked_at is None and letter.valid_until > at else Validity.NOT_VALID


def to_publish(at: datetime) -> Iterator[tuple[str, datetime]]:
    """Of each letter the code and until when it holds: of a revoked one until its end. What ended long ago is left out."""
    rows = Letter.objects.filter(valid_until__gt=at - KEPT).values_list("code", "valid_until", "revoked_at")
    for code, until, revoked_at in rows.iterator(chunk_size=5_000):
        yield code, min(until, revoked_at or until)


def living_about(at: datetime) -> QuerySet[Letter, str]:
    """References of what valid letters are about; fit for a subquery."""
    return Letter.objects.filter(revoked_at__isnull=True, valid_until__gt=at).values_list("about", flat=True)


def state_of_letters(at: datetime) -> str:
    """A mark that changes whenever what is published would: cheap to ask every minute."""
    found = _kept(at).aggregate(all=Count("pk"), last=Max("pk"), ended=Max("revoked_at"), dead=Count("revoked_at"))
    return " ".join(str(found[name]) for name in ("all", "last", "ended", "dead"))


def _kept(at: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(valid_until__gt=at - KEPT)


def _line(row: Letter, name: str, at: datetime) -> LetterLine:
    because = WhyRevoked(row.revoked_because) if row.revoked_because else None
    return LetterLine(
        row.reference, LetterKind(row.kind), row.issued_at, name, row.valid_until, validity_of(row, at), because, row.taken
    )
