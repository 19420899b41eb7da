"""Consents, bases, access and blocks: what the person decided, and what follows at once.

Lock order: whoever changes consents or access takes the person's file row first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Min, OuterRef, Subquery

from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy import news, queries, rules
from malath.privacy.levels import sections_up_to
from malath.privacy.models import Access, Basis, Block, Consent, File, Ground, Left
from malath.privacy.words import (
    Answer,
    BasisKind,
    BlockKind,
    ConsentKind,
    EndedBecause,
    Heard,
    Interpreter,
    Level,
    Method,
    Purpose,
    Section,
    WhyNotBlock,
    WhyNotConfirm,
    WhyNotConsent,
    WhyNotRely,
)

CONSENT_LASTS = timedelta(days=365)
CONFIRM_WITHIN = timedelta(hours=24)
REMIND_BEFORE = timedelta(hours=4)
TO_CONFIRM = (ItemKind.BASIS_TO_CONFIRM, ItemKind.BASIS_UNCONFIRMED)


class CannotRecord(Exception):
    """The answer cannot be recorded or withdrawn as asked."""

    def __init__(self, reasons: list[WhyNotConsent]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotBlock(Exception):
    """The block is not set or ended as asked."""

    def __init__(self, reasons: list[WhyNotBlock]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotRely(Exception):
    """Nobody goes on without consent as asked."""

    def __init__(self, reasons: list[WhyNotRely]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotConfirm(Exception):
    """Going on without consent is not confirmed or ended as asked."""

    def __init__(self, reasons: list[WhyNotConfirm]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class Stale(Exception):
    """Another answer to the same question was recorded meanwhile; nothing was written."""


@dataclass(frozen=True)
class Circumstances:
    """How an answer was given: language spoken, interpreter, method, witness."""

    method: Method
    language: str = ""
    interpreter: Interpreter = Interpreter.NONE
    witness: str = ""


@act
def begin(person: Person, *, desk: Desk, by: Actor, at: datetime) -> File:
    """Open the file of a person who is new to the system."""
    file = File.objects.create(person=person, opened_by_desk=desk, opened_at=at)
    audit.record(Did.FILE_OPENED, subject=person.reference, file=person.reference, by=by, at=at)
    return file


@act
def record_consent(
    person: Person,
    *,
    kind: ConsentKind,
    answer: Answer,
    circumstances: Circumstances,
    wording: str,
    desk: Desk,
    by: Actor,
    at: datetime,
    body: Agency | None = None,
    expires_on: date | None = None,
    seen: int | None = None,
) -> Consent:
    """Record one answer of the person. It replaces the answer before; what stood on that one ends unless both are a yes.

    `seen` is the answer that the writer saw standing, 0 for none. Errors: `CannotRecord`; `Stale` when another one stands.
    """
    today = clock.in_amman(at).date()
    reasons = rules.why_not_record(
        kind=kind, answer=answer, has_body=body is not None, expires_on=expires_on, today=today,
        interpreter=circumstances.interpreter,
        language_known=bool(circumstances.language) or circumstances.method == Method.IMPORTED,
    )  # fmt: skip
    if reasons:
        raise CannotRecord(reasons)
    lock(person.pk)
    before = queries.standing_row(person.pk, kind, body)
    if seen is not None and seen != (before.pk if before else 0):
        raise Stale
    if before is not None:
        Consent.objects.filter(pk=before.pk).update(superseded_at=at)
    consent = Consent(
        person=person, key=person.key, kind=kind, body=body, answer=answer, at=at, by=by.reference, desk=desk,
        language=circumstances.language, interpreter=circumstances.interpreter, method=circumstances.method,
        wording=rules.wording_mark(wording), expires_on=expires_on or _expiry(answer, today),
    )  # fmt: skip
    consent.seal(witness=circumstances.witness)
    consent.save(force_insert=True)
    if before is not None:
        _carry_over(before, consent, person, at=at)
    facts = {"kind": kind.value, "answer": answer.value, **({"body": body.reference} if body else {})}
    audit.record(_consent_event(answer), subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return consent


@act
def withdraw(consent: Consent, person: Person, *, by: Actor, at: datetime, heard: Heard | None = None) -> Consent:
    """The person takes a consent back. Sharing stops at once; no service ends because of it. Errors: `CannotRecord`.

    `heard`: how the desk made sure that it is the person's own wish.
    """
    lock(person.pk)
    consent = Consent.objects.select_related("key", "body").get(pk=consent.pk)
    reasons = rules.why_not_withdraw(
        answer=Answer(consent.answer),
        withdrawn=consent.withdrawn_at is not None,
        superseded=consent.superseded_at is not None,
        heard=heard,
    )
    if reasons:
        raise CannotRecord(reasons)
    consent.withdrawn_at, consent.withdrawn_by = at, by.reference
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    ended = _end_bases_on(consent, person, because=EndedBecause.WITHDRAWN, at=at)
    facts = {"kind": consent.kind, "bases": str(ended), **({"body": consent.body.reference} if consent.body else {})}
    facts |= {"heard": heard.value} if heard else {}
    audit.record(Did.CONSENT_WITHDRAWN, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return consent


@act
def rely_on(person: Person, kind: BasisKind, *, because: str, desk: Desk, by: Actor, at: datetime) -> Basis:
    """Go on without consent (O1–O4), for a reason; a supervisor is told and confirms within 24 hours.

    Opens nothing by itself: a referral may leave on it, with the least data. Errors: `CannotRely`.
    """
    lock(person.pk)
    stands = kind in queries.grounds_standing(person.pk)
    reasons = rules.why_not_rely_on(kind, is_child=person.is_child, stands=stands, because=because)
    if reasons:
        raise CannotRely(reasons)
    basis = Basis(
        person=person, key=person.key, kind=kind, opened_at=at, opened_by=by.reference, confirm_by=at + CONFIRM_WITHIN,
        remind_at=at + CONFIRM_WITHIN - REMIND_BEFORE,
    )  # fmt: skip
    basis.seal(because=because)
    basis.save(force_insert=True)
    audit.record(Did.BASIS_OPENED, subject=person.reference, file=person.reference, by=by, at=at, facts={"kind": kind.value})
    news.tell_to_confirm(basis, person, desk=desk, over=False, at=at)
    return basis


@act
def confirm(basis: Basis, person: Person, *, by: Actor, at: datetime) -> Basis:
    """A supervisor who did not open it confirms that going on without consent was right. Desks that accepted meanwhile see
    from now on as far as the ground reaches. Errors: `CannotConfirm`."""
    lock(person.pk)
    locked = _ground_to_judge(basis, by, confirming=True)
    locked.confirmed_at, locked.confirmed_by = at, by.reference
    locked.save(update_fields=["confirmed_at", "confirmed_by"])
    facts = {"kind": locked.kind}
    audit.record(Did.BASIS_CONFIRMED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    _open_what_waited(locked, person, by=by, at=at)
    _settle_judged(person, by=by, at=at)
    return locked


@act
def end_ground(basis: Basis, person: Person, *, by: Actor, at: datetime) -> Basis:
    """A supervisor ends going on without consent: what stood on it ends at once. Errors: `CannotConfirm`."""
    lock(person.pk)
    locked = _ground_to_judge(basis, by, confirming=False)
    _end([locked.pk], person, because=EndedBecause.NOT_CONFIRMED, at=at)
    facts = {"kind": locked.kind, "because": EndedBecause.NOT_CONFIRMED.value}
    audit.record(Did.BASIS_ENDED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    _settle_judged(person, by=by, at=at)
    return locked


@act
def remind(basis: Basis, person: Person, *, at: datetime, by: Actor = WORKER) -> Basis:
    """Nobody has confirmed going on without consent: those who can are reminded once before the time is over. When it is
    over they and the desk are told, and the data protection officer. Errors: `CannotConfirm`."""
    lock(person.pk)
    locked = Basis.objects.select_for_update(of=("self",)).get(pk=basis.pk)
    reasons = rules.why_not_remind(
        confirmed=locked.confirmed_at is not None, ended=locked.ended_at is not None, remind_at=locked.remind_at, at=at
    )
    if reasons:
        raise CannotConfirm(reasons)
    over = locked.confirm_by is None or locked.confirm_by <= at
    locked.remind_at = None if over else locked.confirm_by
    locked.save(update_fields=["remind_at"])
    facts = {"kind": locked.kind, "over": "1" if over else ""}
    audit.record(Did.BASIS_REMINDED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    news.tell_to_confirm(locked, person, desk=queries.desk_that_opened(person), over=over, at=at)
    return locked


@act
def rest_on(person: Person, consents: Collection[int], *, by: Actor, at: datetime) -> Basis:
    """Open a basis that rests on standing consents: when any of them goes, it goes."""
    basis = Basis.objects.create(
        person=person, key=person.key, kind=BasisKind.CONSENT, opened_at=at, opened_by=by.reference, until=_until(consents)
    )
    Ground.objects.bulk_create(Ground(basis=basis, consent_id=consent) for consent in sorted(consents))
    facts = {"kind": BasisKind.CONSENT.value}
    audit.record(Did.BASIS_OPENED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return basis


@act
def open_to(
    person_id: int,
    *,
    desk: Desk,
    level: Level,
    sections: frozenset[Section],
    purpose: Purpose,
    basis: Basis,
    by: Actor,
    at: datetime,
    own_writing_only: bool = False,
    worker: User | None = None,
) -> Access:
    """Let a desk, or one worker of it alone, see sections of a person up to a level, for a purpose, standing on a basis."""
    access = Access.objects.create(
        desk=desk, worker=worker, person_id=person_id, purpose=purpose, level=level, sections=sorted(sections), basis=basis,
        basis_until=basis.until, own_writing_only=own_writing_only, from_at=at, touched_at=at,
    )  # fmt: skip
    reference = basis.person.reference
    facts = {"desk": desk.reference, "level": str(int(level)), "purpose": purpose.value}
    facts |= {"worker": worker.reference} if worker else {}
    audit.record(Did.ACCESS_OPENED, subject=reference, file=reference, by=by, at=at, facts=facts)
    return access


def open_for(
    person: Person,
    grants: Collection[rules.Grant],
    *,
    desk: Desk,
    purpose: Purpose,
    by: Actor,
    at: datetime,
    key_worker: User | None = None,
) -> list[Access]:
    """Open what a `Standing` grants to a desk, each grant on its own basis, so that each ends by itself. Where access is
    personal, the desk gets the minimum facts and its key worker the rest."""
    personal = key_worker is not None and rules.is_personal(purpose, AgencyKind(desk.agency.kind))
    opened = []
    for grant in grants:
        basis = (
            rest_on(person, grant.consents, by=by, at=at)
            if grant.basis_id is None
            else Basis.objects.select_related("person").get(pk=grant.basis_id)
        )
        for level, alone in rules.portions(grant, personal=personal):
            opened.append(
                open_to(
                    person.pk, desk=desk, worker=key_worker if alone else None, level=level,
                    sections=grant.sections & sections_up_to(level), purpose=purpose, basis=basis, by=by, at=at,
                )
            )  # fmt: skip
    return opened


def hand_over(person: Person, *, desk: Desk, purpose: Purpose, before: User, to: User, by: Actor, at: datetime) -> list[Access]:
    """What was open to one worker of a desk alone is open to another one, on the same ground, and closed to the first."""
    alone = Access.objects.filter(person=person, desk=desk, purpose=purpose, worker=before, until__isnull=True)
    rows = list(alone.select_related("basis__person").order_by("pk"))
    alone.update(until=at)
    return [
        open_to(
            person.pk, desk=desk, worker=to, level=Level(row.level), sections=frozenset(map(Section, row.sections)),
            purpose=purpose, basis=row.basis, by=by, at=at,
        )
        for row in rows
        if row.basis.ended_at is None
    ]  # fmt: skip


def open_to_opener(person: Person, *, desk: Desk, basis: Basis, own_writing_only: bool, by: Actor, at: datetime) -> Access:
    """The desk that opens a file may see it: all of it, or only what it wrote itself."""
    return open_to(
        person.pk, desk=desk, level=Level.L4, sections=sections_up_to(Level.L4), purpose=Purpose.OPENING,
        basis=basis, by=by, at=at, own_writing_only=own_writing_only,
    )  # fmt: skip


@act
def close_file(person: Person, *, by: Actor, at: datetime) -> list[Desk]:
    """The work for a person is over: every ground ends, and each desk that saw the file keeps number and status, so that its
    lists still say that it is closed. Returns those desks."""
    lock(person.pk)
    rows = queries.rows_of_desks(person, at)
    _end(_open_bases(person), person, because=EndedBecause.PURPOSE_ENDED, at=at)
    basis = Basis.objects.create(person=person, key=person.key, kind=BasisKind.MANDATE, opened_at=at, opened_by=by.reference)
    seeing = {row.desk: Purpose(row.purpose) for row in reversed(rows) if row.desk is not None}
    for desk, purpose in seeing.items():
        open_to(
            person.pk, desk=desk, level=Level.L1, sections=sections_up_to(Level.L1), purpose=purpose, basis=basis, by=by, at=at
        )  # fmt: skip
    audit.record(Did.ACCESS_NARROWED, subject=person.reference, file=person.reference, by=by, at=at)
    return list(seeing)


def reopen_file(person: Person, *, desk: Desk, basis: Basis, own_writing_only: bool, by: Actor, at: datetime) -> Access:
    """The work for a person goes on: the desk named sees the file again as its opener did, on a ground that holds now.
    Nobody else does; others keep what they know. Called inside the act that opens the case again."""
    lock(person.pk)
    return open_to_opener(person, desk=desk, basis=basis, own_writing_only=own_writing_only, by=by, at=at)


@act
def block(
    person: Person, *, kind: BlockKind, by: Actor, at: datetime, user: User | None = None, desk: Desk | None = None,
    agency: Agency | None = None, blocker: Holdings | None = None, others_help: bool = False,
) -> Block:  # fmt: skip
    """Keep one member of staff, a desk or an agency out of a file. Asked for by the person: no reason is needed.

    Refused when it stands already, or when it would close the file to the `blocker` too and nobody has said that another
    desk helps. Errors: `CannotBlock`.
    """
    lock(person.pk)
    reasons = rules.why_not_block(
        already=queries.is_blocked(person, user=user, desk=desk, agency=agency),
        closes_to_us=blocker is not None
        and rules.closes_to(
            blocker,
            user_id=user.pk if user else None,
            desk_id=desk.pk if desk else None,
            agency_id=agency.pk if agency else None,
        ),
        others_help=others_help,
    )
    if reasons:
        raise CannotBlock(reasons)
    row = Block.objects.create(person=person, user=user, desk=desk, agency=agency, kind=kind, from_at=at, by=by.reference)
    audit.record(Did.BLOCK_SET, subject=person.reference, file=person.reference, by=by, at=at, facts={"kind": kind.value})
    return row


@act
def unblock(row: Block, person: Person, *, by: Actor, at: datetime) -> None:
    """End a block that the person had asked for. Errors: `CannotBlock` for one that stands for a conflict of interest."""
    lock(person.pk)
    reasons = rules.why_not_unblock(BlockKind(row.kind))
    if reasons:
        raise CannotBlock(reasons)
    Block.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by.reference)
    audit.record(Did.BLOCK_ENDED, subject=person.reference, file=person.reference, by=by, at=at)


@act
def record_left(
    person: Person,
    *,
    how: str,
    level: Level,
    reference: str,
    by: Actor,
    at: datetime,
    to: Desk | None = None,
    basis: Basis | None = None,
) -> Left:
    """Keep what went out, and on what basis: the statement at withdrawal says it cannot be called back, and whoever has
    it is told to stop."""
    row = Left.objects.create(
        person=person, to_desk=to, how=how, level=level, reference=reference, basis=basis, at=at, by=by.reference
    )
    facts = {"how": how, "level": str(int(level)), **({"to": to.reference} if to else {})}
    audit.record(Did.LEFT, subject=reference, file=person.reference, by=by, at=at, facts=facts)
    return row


@act
def expire(consent: Consent, person: Person, *, at: datetime) -> None:
    """A consent ran out: what stood on it ends. Done once, however often it is asked for."""
    lock(person.pk)
    if not queries.has_run_out(consent.pk, at):
        raise CannotRecord([WhyNotConsent.NOT_GIVEN])
    ended = _end_bases_on(consent, person, because=EndedBecause.EXPIRED, at=at)
    Consent.objects.filter(pk=consent.pk).update(superseded_at=at)
    facts = {"kind": consent.kind, "bases": str(ended)}
    audit.record(Did.CONSENT_EXPIRED, subject=person.reference, file=person.reference, by=WORKER, at=at, facts=facts)


def touch(person_id: int, *, at: datetime, status_only: bool = False) -> None:
    """Something happened: the file moves up in the lists of those who may see it. No event of its own."""
    rows = Access.objects.filter(person_id=person_id, touched_at__lt=at)
    (rows if status_only else rows.filter(own_writing_only=False)).update(touched_at=at)


def touch_desk(person_id: int, desk: Desk, *, at: datetime) -> None:
    """A desk wrote: the file moves up in its own list too."""
    Access.objects.filter(person_id=person_id, desk=desk).update(touched_at=at)


def lock(person_id: int) -> File:
    """Take the person's file row; everybody who changes consents or access does so first."""
    return File.objects.select_for_update().get(pk=person_id)


def _carry_over(before: Consent, after: Consent, person: Person, *, at: datetime) -> None:
    """An answer given anew: a yes goes on carrying what stood on a yes that still held; anything else ends it."""
    if queries.as_asked(before).holds(clock.in_amman(at).date()) and after.answer == Answer.YES:
        _move_grounds(before, after, person)
    else:
        _end_bases_on(before, person, because=EndedBecause.ANSWERED_ANEW, at=at)


def _move_grounds(before: Consent, after: Consent, person: Person) -> None:
    """What stood on an answer stands on the one after it, and each access learns until when. Not one by one: hundreds may
    stand on one answer. The rows of access are taken in the order in which `touch` takes them."""
    grounds = Ground.objects.filter(consent=before, basis__ended_at__isnull=True)
    bases = list(grounds.values_list("basis_id", flat=True))
    grounds.update(consent=after)
    days = Ground.objects.filter(basis_id__in=bases).values_list("basis_id").annotate(first=Min("consent__expires_on"))
    for first, same in groupby(sorted(days, key=itemgetter(1)), key=itemgetter(1)):
        Basis.objects.filter(pk__in=[pk for pk, _ in same]).update(until=clock.end_of(first))
    until = Basis.objects.filter(pk=OuterRef("basis_id")).values("until")
    Access.objects.filter(person=person).update(basis_until=Subquery(until))


def _end_bases_on(consent: Consent, person: Person, *, because: EndedBecause, at: datetime) -> int:
    open_bases = Basis.objects.filter(grounds__consent=consent, ended_at__isnull=True)
    ids = list(open_bases.values_list("pk", flat=True))
    _end(ids, person, because=because, at=at)
    return len(ids)


def _end(ids: Collection[int], person: Person, *, because: EndedBecause, at: datetime) -> None:
    """End bases, and tell every desk that saw or was sent something on them; a desk that waited knows the referral only."""
    Basis.objects.filter(pk__in=ids).update(ended_at=at, ended_because=because)
    opened = Access.objects.filter(person=person, basis_id__in=ids, desk__isnull=False)
    seeing = set(opened.values_list("desk_id", flat=True))
    sent = Left.objects.filter(person=person, basis_id__in=ids, to_desk__isnull=False).exclude(to_desk_id__in=seeing)
    inbox.leave_many(desks=set(filter(None, seeing)), kind=ItemKind.BASIS_ENDED, subject=person.reference, link="", at=at)
    for desk, reference in sorted(set(sent.values_list("to_desk_id", "reference"))):
        inbox.leave_many(desks={desk}, kind=ItemKind.BASIS_ENDED, subject=reference, link="", at=at)


def _open_bases(person: Person) -> list[int]:
    return list(Basis.objects.filter(person=person, ended_at__isnull=True).values_list("pk", flat=True))


def _settle_judged(person: Person, *, by: Actor, at: datetime) -> None:
    """Nobody is asked any longer, once no other ground of the person waits for a supervisor."""
    if not queries.waits_for_supervisor(person.pk):
        inbox.settle(person.reference, TO_CONFIRM, by=by, at=at)


def _open_what_waited(basis: Basis, person: Person, *, by: Actor, at: datetime) -> None:
    """Open to each desk that was let in while nobody had confirmed the ground as much as the ground carries; where access
    is personal, to its key worker."""
    rows = Access.objects.filter(basis=basis, desk__isnull=False, until__isnull=True).exclude(purpose=Purpose.OPENING)
    for row in rows.select_related("desk__agency", "worker").order_by("pk"):
        desk, purpose = row.desk, Purpose(row.purpose)
        kind = AgencyKind(desk.agency.kind) if desk else None
        level = rules.least_level(BasisKind(basis.kind), kind) if kind else Level.L0
        if desk is None or kind is None or level <= row.level or (row.worker is not None) != rules.is_personal(purpose, kind):
            continue
        open_to(
            person.pk, desk=desk, worker=row.worker, level=level, sections=sections_up_to(level), purpose=purpose, basis=basis,
            by=by, at=at,
        )  # fmt: skip
        record_left(person, how="access", level=level, reference=person.reference, to=desk, basis=basis, by=by, at=at)


def _ground_to_judge(basis: Basis, by: Actor, *, confirming: bool) -> Basis:
    locked = Basis.objects.select_for_update(of=("self",)).get(pk=basis.pk)
    reasons = rules.why_not_confirm(
        own=confirming and locked.opened_by == by.reference,
        confirmed=confirming and locked.confirmed_at is not None,
        ended=locked.ended_at is not None,
    )
    if reasons:
        raise CannotConfirm(reasons)
    return locked


def _until(consents: Collection[int]) -> datetime | None:
    """The end of the day on which the first of the consents runs out."""
    days = Consent.objects.filter(pk__in=consents, expires_on__isnull=False).values_list("expires_on", flat=True)
    first = min(filter(None, days), default=None)
    return None if first is None else clock.end_of(first)


def _consent_event(answer: Answer) -> Did:
    return {Answer.YES: Did.CONSENT_GIVEN, Answer.NO: Did.CONSENT_REFUSED}.get(answer, Did.CONSENT_RECORDED)


def _expiry(answer: Answer, today: date) -> date | None:
    return today + CONSENT_LASTS if answer == Answer.YES else None
