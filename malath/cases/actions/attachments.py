"""Files kept with a case: photographs, papers, messages."""

from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import Case
from malath.documents import actions as documents
from malath.documents import queries as document_queries
from malath.documents.actions import About, Received
from malath.documents.models import Attachment
from malath.documents.words import AttachmentKind, WhyTakenAway
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy.words import COMPARTMENTS, Section


@act
def attach(
    case: Case,
    received: Received,
    *,
    kind: AttachmentKind,
    title: str,
    section: Section,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Attachment:
    """Keep a file with a case, sealed under the person's key: with their identity, with their story, or in one compartment,
    which the caller has looked is open to them. The same form twice is one file. Errors: `CannotChange` when the case is
    closed; whatever goes wrong on the way leaves nothing behind."""
    case = queries.locked(case.pk)
    mark = own_mark(once, by.reference, case.reference)
    if (kept := document_queries.attachment_kept(mark)) is not None:
        _record(Did.ATTACHMENT_KEPT, kept, case, by=by, at=at, again="1")
        return kept
    writable(case)
    row = documents.keep(
        About(case.reference, case.person.reference, case.key), received.chunks(), kind=kind, format=received.format,
        title=title or str(kind.label), came=received.came, section=section.value, desk=desk, by=by, at=at, once=mark,
    )  # fmt: skip
    touch(case, desk, at)
    _record(Did.ATTACHMENT_KEPT, row, case, by=by, at=at, kind=kind.value)
    return row


@act
def take_attachment_away(
    row: Attachment, case: Case, because: WhyTakenAway, *, desk: Desk, by: Actor, at: datetime
) -> Attachment:
    """A file is shown no longer: to nobody, with a reason. One that came into a wrong file is thrown away by the worker, unless
    an order holds the file. Errors: `CannotTakeAway` when somebody else did it; `CannotChange` when the case is closed."""
    case = queries.locked(case.pk)
    writable(case)
    taken = documents.take_away(document_queries.attachment_locked(row.pk), because=because, by=by, at=at)
    touch(case, desk, at)
    _record(Did.ATTACHMENT_TAKEN_AWAY, taken, case, by=by, at=at, because=because.value)
    return taken


@act
def let_attachment_go(row: Attachment, *, at: datetime, by: Actor = WORKER) -> Attachment:
    """The bytes of a file go for good: the person was erased, or it came into a wrong file."""
    gone = documents.let_go(document_queries.attachment_locked(row.pk), at=at)
    audit.record(Did.ATTACHMENT_GONE, subject=row.about, file=row.file, by=by, at=at, facts={"attachment": row.reference})
    return gone


def _record(event: Did, row: Attachment, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    """What lies in a compartment has an event of its own: trails show it to those to whom that one is open."""
    sealed = {Did.ATTACHMENT_KEPT: Did.SEALED_ATTACHMENT_KEPT, Did.ATTACHMENT_TAKEN_AWAY: Did.SEALED_ATTACHMENT_TAKEN_AWAY}
    if row.section in COMPARTMENTS:
        event, facts = sealed[event], {**facts, "section": row.section}
    said = {"attachment": row.reference, **facts}
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=said)
