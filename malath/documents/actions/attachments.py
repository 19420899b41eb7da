"""Keeping files. The part that owns what a file is about calls these inside its own act, behind its own gate; what is kept was
looked at before (`receiving`)."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.documents import queries
from malath.documents.actions.base import About
from malath.documents.actions.disk import put, throw_away
from malath.documents.models import Attachment
from malath.documents.words import AttachmentKind, Format, WhyTakenAway
from malath.foundation.actor import Actor
from malath.foundation.acts import is_acting
from malath.foundation.sealing import new_data_key, unwrap


class CannotTakeAway(Exception):
    """The file was taken away meanwhile."""


def about_nobody(reference: str) -> About:
    """What a file is about that belongs to no person's file: it gets a key of its own. Called inside an act."""
    return About(reference, "", new_data_key())


def keep(
    about: About,
    chunks: Iterable[bytes],
    *,
    kind: AttachmentKind,
    format: Format,  # the word for it
    title: str,
    came: str,
    section: str = "",
    desk: Desk | None,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Attachment:
    """Seal a file as its bytes come, and write down what it is. Nothing is left of it when anything fails on the way."""
    assert is_acting()  # noqa: S101  # the act of the part that owns it
    row = Attachment(
        key=about.key, about=about.reference, file=about.file, kind=kind, section=section, format=format, desk=desk,
        by=by.reference, at=at, once=once, place=secrets.token_hex(16),
    )  # fmt: skip
    row.seal(title=title, came=came)
    row.size = put(row.place, unwrap(about.key), queries.name_of(row), chunks)
    try:
        row.save(force_insert=True)
    except BaseException:
        throw_away(row.place)
        raise
    return row


def take_away(row: Attachment, *, because: WhyTakenAway, by: Actor, at: datetime) -> Attachment:
    """A file is shown no longer. Its bytes stay sealed as long as the file of the person does. Errors: `CannotTakeAway`."""
    if row.ended_at is not None:
        raise CannotTakeAway
    row.ended_by, row.ended_at, row.ended_because = by.reference, at, because
    row.save(update_fields=["ended_by", "ended_at", "ended_because"])
    return row


def let_go(row: Attachment, *, at: datetime) -> Attachment:
    """The bytes of a file are thrown away for good; that it was there stays in the trail."""
    row.gone_at = at
    row.save(update_fields=["gone_at"])
    throw_away(row.place)
    return row
