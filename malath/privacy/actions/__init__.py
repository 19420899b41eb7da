"""Consents, bases, access and blocks: what the person decided, and what follows at once.

Lock order: whoever changes consents or access takes the person's file row first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import Min, OuterRef, Q, Subquery

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.people.earlier import Earlier, NotThen, as_fact, moment_of
from malath.people.models import Person
from malath.people.words import WhyNotThen
from malath.privacy import news, queries, rules
from malath.privacy.actions.access import (
    end_bases,
    hand_over,
    lock,
    open_for,
    open_to,
    open_to_opener,
    rest_on,
    settle_judged,
    touch,
    touch_desk,
)
from malath.privacy.actions.closing import CannotClose, CannotReopen, close_file, reopen_file
from malath.privacy.actions.guardians import keep_view, why_not_for_child
from malath.privacy.actions.widening import widen
from malath.privacy.levels import sections_up_to
from malath.privacy.marks import marks_of
from malath.privacy.models import Access, Basis, Block, Consent, File, Ground, Guardian, Left
from malath.privacy.rules import View
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
    Shown,
    WhyNotBlock,
    WhyNotConfirm,
    WhyNotConsent,
    WhyNotRely,
)

CONSENT_LASTS = timedelta(days=365)
CONFIRM_WITHIN = timedelta(hours=24)
REMIND_BEFORE = timedelta(hours=4)

__all__ = [
    "CannotClose",
    "CannotReopen",
    "NotThen",
    "View",
    "close_file",
    "hand_over",
    "lock",
    "open_for",
    "open_to",
    "open_to_opener",
    "reopen_file",
    "rest_on",
    "touch",
    "touch_desk",
]


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
class Use:
    """What of a person would be shown to the public: which of them, what it is, and where, to whom and until when."""

    reference: str
    shown: Shown
    about: str


@dataclass(frozen=True)
class Circumstances:
    """How an answer was given: language spoken, interpreter, method, witness."""

    method: Method
    language: str = ""
    interpreter: Interpreter = Interpreter.NONE
    witness: str = ""


@act
def begin(person: Person, *, desk: Desk, by: Actor, at: datetime, earlier: Earlier | None = None) -> File:
    """Open the file of a person who is new to the system. `earlier`: when they were met, if not now. Errors: `NotThen`."""
    began = moment_of(earlier, typed_at=at, began=None)
    file = File.objects.create(person=person, opened_by_desk=desk, opened_at=began)
    facts = as_fact(earlier)
    audit.record(Did.FILE_OPENED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
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
    use: Use | None = None,
    in_crisis: bool = True,
    guardian: Guardian | None = None,
    view: View | None = None,
    earlier: Earlier | None = None,
) -> Consent:
    """Record one answer of the person. It replaces the answer before; what stood on that one ends unless both are a yes.

    `seen` is the answer that the writer saw standing, 0 for none. `use` and `in_crisis` are for C15: what would be shown,
    and whether the person is in a crisis, which parts above know. `guardian` and `view` are for a child: who answers for it,
    and what it says itself. `earlier`: when, and by which words. Errors: `CannotRecord`; `NotThen`; `Stale` (another stands).
    """
    given_at, imported = earlier.at if earlier else at, circumstances.method == Method.IMPORTED
    today = clock.in_amman(given_at).date()
    _refuse(rules.why_not_record(
        kind=kind, answer=answer, has_body=body is not None, expires_on=expires_on, today=today, imported=imported,
        interpreter=circumstances.interpreter, language_known=bool(circumstances.language) or imported,
        described=use is not None, is_child=person.is_child, in_crisis=in_crisis,
    ))  # fmt: skip
    lock(person.pk)
    _refuse([] if imported else why_not_for_child(person, kind=kind, answer=answer, guardian=guardian, view=view))
    before = _put_aside(person, kind, body, use.reference if use else "", seen=seen, earlier=earlier, at=at)
    consent = _new(person, kind, answer, circumstances, body=body, use=use, guardian=guardian, desk=desk, by=by, at=given_at)
    consent.wording, consent.expires_on = _words_read(person, kind, wording, earlier), expires_on or _expiry(answer, today)
    consent.save(force_insert=True)
    if view is not None:
        keep_view(person, view, consent, desk=desk, by=by, at=at)
    _follow(before, consent, person, by=by, at=at)
    facts = {"kind": kind.value, "answer": answer.value, **_asked_about(consent), **_said_by(guardian), **as_fact(earlier)}
    audit.record(_consent_event(answer), subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return consent


def _words_read(person: Person, kind: ConsentKind, wording: str, earlier: Earlier | None) -> str:
    """The mark of the words that were read: those on the paper, where an answer is typed in from one. Nobody claims words
    that never stood here. Errors: `CannotRecord`."""
    *older, newest = marks_of(kind, child=person.is_child)
    if earlier is None or earlier.words in {None, newest}:
        return rules.wording_mark(wording)
    _refuse([] if earlier.words in {"", *older} else [WhyNotConsent.WORDS_UNKNOWN])
    return str(earlier.words)


def withdraw(consent: Consent, person: Person, *, by: Actor, at: datetime, heard: Heard | None = None) -> Consent:
    """The person takes a consent back. Sharing stops at once; no service ends because of it. Errors: `CannotRecord`.

    `heard`: how the desk made sure that it is the person's own wish.
    """
    return withdraw_several([consent], person, by=by, at=at, heard=heard)[0]


@act
def withdraw_several(
    consents: Collection[Consent], person: Person, *, by: Actor, at: datetime, heard: Heard | None = None
) -> list[Consent]:
    """The person takes several consents back in one moment: all of them or, when one no longer stands, none. Each desk
    concerned is told once. Errors: `CannotRecord`."""
    lock(person.pk)
    wanted = Consent.objects.filter(person=person, pk__in=[consent.pk for consent in consents])
    rows = list(wanted.select_related("key", "body").order_by("pk"))
    reasons = [reason for row in rows for reason in _why_not_withdraw(row, heard)]
    if reasons or not rows:
        raise CannotRecord(list(dict.fromkeys(reasons)) or [WhyNotConsent.NOTHING_CHOSEN])
    wanted.update(withdrawn_at=at, withdrawn_by=by.reference)
    ended = _bases_on(rows)
    end_bases({basis for bases in ended.values() for basis in bases}, person, because=EndedBecause.WITHDRAWN, at=at)
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by.reference
        facts = {"kind": row.kind, "bases": str(len(ended.get(row.pk, []))), **_asked_about(row)}
        facts |= {"heard": heard.value} if heard else {}
        audit.record(Did.CONSENT_WITHDRAWN, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return rows


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
    settle_judged(person, by=by, at=at)
    return locked


@act
def end_ground(basis: Basis, person: Person, *, by: Actor, at: datetime) -> Basis:
    """A supervisor ends going on without consent: what stood on it ends at once. Errors: `CannotConfirm`."""
    lock(person.pk)
    locked = _ground_to_judge(basis, by, confirming=False)
    end_bases([locked.pk], person, because=EndedBecause.NOT_CONFIRMED, at=at)
    facts = {"kind": locked.kind, "because": EndedBecause.NOT_CONFIRMED.value}
    audit.record(Did.BASIS_ENDED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    settle_judged(person, by=by, at=at)
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


def _refuse(reasons: list[WhyNotConsent]) -> None:
    if reasons:
        raise CannotRecord(reasons)


def _refuse_then(
    earlier: Earlier | None, person: Person, kind: ConsentKind, body: Agency | None, use: str, at: datetime
) -> None:
    """An answer typed in late is no way back over what the person said or took back after it. Errors: `NotThen`."""
    if earlier is None:
        return
    moment = moment_of(earlier, typed_at=at, began=queries.began_at(person.pk))
    asked = Consent.objects.filter(person=person, kind=kind, body=body, use=use)
    if asked.filter(Q(at__gt=moment) | Q(withdrawn_at__gt=moment)).exists():
        raise NotThen([WhyNotThen.LATER_ANSWER])


def _new(
    person: Person,
    kind: ConsentKind,
    answer: Answer,
    how: Circumstances,
    *,
    body: Agency | None,
    use: Use | None,
    guardian: Guardian | None,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Consent:
    """An answer that is not stored yet, with what is sealed of it."""
    consent = Consent(
        person=person, key=person.key, kind=kind, body=body, answer=answer, at=at, by=by.reference, desk=desk,
        language=how.language, interpreter=how.interpreter, method=how.method, guardian=guardian, **_described(use),
    )  # fmt: skip
    consent.seal(witness=how.witness, about=use.about if use else "")
    return consent


def _put_aside(
    person: Person, kind: ConsentKind, body: Agency | None, use: str, *, seen: int | None, earlier: Earlier | None, at: datetime
) -> Consent | None:
    """The answer that stood until now, which stands no longer. Errors: `Stale` when it is not the one that was seen;
    `NotThen`."""
    _refuse_then(earlier, person, kind, body, use, at)
    before = queries.standing_row(person.pk, kind, body, use)
    if seen is not None and seen != (before.pk if before else 0):
        raise Stale
    if before is not None:
        Consent.objects.filter(pk=before.pk).update(superseded_at=at)
    return before


def _follow(before: Consent | None, consent: Consent, person: Person, *, by: Actor, at: datetime) -> None:
    """What an answer does to what stands on the one before it, and to who took the person on already."""
    if before is not None:
        _carry_over(before, consent, person, at=at)
    if consent.answer == Answer.YES:
        widen(consent, person, by=by, at=at)


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


def _why_not_withdraw(consent: Consent, heard: Heard | None) -> list[WhyNotConsent]:
    return rules.why_not_withdraw(
        answer=Answer(consent.answer),
        withdrawn=consent.withdrawn_at is not None,
        superseded=consent.superseded_at is not None,
        heard=heard,
    )


def _described(use: Use | None) -> dict[str, str]:
    return {"use": use.reference, "shown": use.shown.value} if use else {}


def _asked_about(consent: Consent) -> dict[str, str]:
    """The body or the use that a question was about, as the trail names it."""
    about = {"body": consent.body.reference} if consent.body else {}
    return {**about, "use": consent.use} if consent.use else about


def _said_by(guardian: Guardian | None) -> dict[str, str]:
    return {"guardian": guardian.reference} if guardian else {}


def _bases_on(consents: Collection[Consent]) -> dict[int, list[int]]:
    """The open bases that rest on each of several consents."""
    rows = Ground.objects.filter(consent__in=consents, basis__ended_at__isnull=True)
    bases: dict[int, list[int]] = {}
    for consent, basis in rows.values_list("consent_id", "basis_id"):
        bases.setdefault(consent, []).append(basis)
    return bases


def _end_bases_on(consent: Consent, person: Person, *, because: EndedBecause, at: datetime) -> int:
    open_bases = Basis.objects.filter(grounds__consent=consent, ended_at__isnull=True)
    ids = list(open_bases.values_list("pk", flat=True))
    end_bases(ids, person, because=because, at=at)
    return len(ids)


def _open_what_waited(basis: Basis, person: Person, *, by: Actor, at: datetime) -> None:
    """Open to each desk that was let in while nobody had confirmed the ground as much as the ground carries; where access
    is personal, to its key worker."""
    rows = Access.objects.filter(basis=basis, desk__isnull=False, until__isnull=True).exclude(purpose=Purpose.OPENING)
    for row in rows.select_related("desk__agency", "worker").order_by("pk"):
        desk, purpose = row.desk, Purpose(row.purpose)
        kind = AgencyKind(desk.agency.kind) if desk else None
        level = min(rules.least_level(BasisKind(basis.kind), kind), _agreed_level(basis, row, at)) if kind else Level.L0
        if desk is None or kind is None or level <= row.level or (row.worker is not None) != rules.is_personal(purpose, kind):
            continue
        open_to(
            person.pk, desk=desk, worker=row.worker, level=level, sections=sections_up_to(level), purpose=purpose, basis=basis,
            by=by, at=at,
        )  # fmt: skip
        record_left(person, how="access", level=level, reference=person.reference, to=desk, basis=basis, by=by, at=at)


def _agreed_level(basis: Basis, row: Access, at: datetime) -> Level:
    """Up to where the body that sent something to a desk on this basis may pass on to it now; where nobody knows who did,
    and where they have no agreement any more, the minimum facts."""
    sent = Left.objects.filter(basis=basis, to_desk_id=row.desk_id).order_by("pk").first()
    sender = accounts.user_by_reference(sent.by) if sent else None
    if sender is None or row.desk is None:
        return Level.L2
    receiver = row.desk.agency_id
    return max(queries.shared_with(sender.agency_id, [receiver], Purpose(row.purpose), at)[receiver], Level.L2)


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


def _consent_event(answer: Answer) -> Did:
    return {Answer.YES: Did.CONSENT_GIVEN, Answer.NO: Did.CONSENT_REFUSED}.get(answer, Did.CONSENT_RECORDED)


def _expiry(answer: Answer, today: date) -> date | None:
    return today + CONSENT_LASTS if answer == Answer.YES else None
