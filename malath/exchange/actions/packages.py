"""Transfer packages: sealed to a mission and gone, opened once, acknowledged by a receipt, asked after when none comes."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import news
from malath.exchange import package_rules as rules
from malath.exchange.mapping import CONSENT_WORDS
from malath.exchange.models import HouseKey, MissionKey, Opened, OpenedPiece, Package
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.queries.packages import SHEET, Letter, Sending, content_of, sheet_of
from malath.exchange.sealed_package import (
    Head,
    NoPackage,
    Seen,
    card_of,
    head_of,
    receipt_for,
    receipt_in,
    seal,
    unseal,
    verify,
)
from malath.foundation import clock, sealing
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people import actions as people
from malath.people.words import AgeBand, DetailKind, Sex
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_reads
from malath.privacy.actions import Circumstances
from malath.privacy.words import Answer, ConsentKind, Level, Method
from malath.returns import actions as returns
from malath.returns import queries as return_reads
from malath.returns.rules_mission import receives

if TYPE_CHECKING:
    from malath.people.models import Person
    from malath.privacy.models import Basis, Consent

NO_FILES: Final[Mapping[str, IO[bytes]]] = {}
FACTS: Final = ("sex", "age_band", "gender", "nationalities", "language", "second_language")


class CannotPackage(Exception):
    """Nothing left, nothing was opened."""

    def __init__(self, reasons: list[WhyNotPackage]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


@act
def make_package(
    sending: Sending,
    letter: Letter,
    out: IO[bytes],
    *,
    key: MissionKey,
    by: User,
    at: datetime,
    files: Mapping[str, IO[bytes]] = NO_FILES,
    once: UUID | None = None,
) -> Package:
    """Seal what the person agreed to let go, and let it go. The agreement is asked for at this very moment, under the lock of
    the file. The package is not kept: it is in the hand of who made it. Errors: `CannotPackage`."""
    person, agency = sending.person, sending.desk.agency
    privacy.lock(person.pk)
    once = own_mark(once, by.reference, person.reference)
    refuse([WhyNotPackage.SENT] if queries.begun(once) is not None else [])
    own, mission = queries.own_key(agency), queries.key_locked(key.pk)
    in_use = mission.agency_id == agency.pk and mission.confirmed_at is not None and mission.ended_at is None
    refuse(rules.why_not_make(
        agreed=queries.agrees(person, at), has_key=own is not None, key_in_use=in_use, texts=letter.texts, word=letter.word,
        health=bool(letter.health or files), health_agreed=letter.health_agreed,
    ))  # fmt: skip
    if own is None:
        raise CannotPackage([WhyNotPackage.NO_KEY])
    seen = _sealed(sending, letter, out, own, mission, files, at=at)
    return _left(sending, letter, seen, mission, once, health=bool(letter.health or files), by=by, at=at)


def _sealed(
    sending: Sending, letter: Letter, out: IO[bytes], own: HouseKey, mission: MissionKey,
    files: Mapping[str, IO[bytes]], *, at: datetime,
) -> Seen:  # fmt: skip
    content = content_of(sending, letter, at)
    sheet = sheet_of(content, sender=sending.desk.agency.name, at=at)
    try:
        return seal(
            out, content, {SHEET: sheet, **files}, uid=uuid4(), key=queries.secret_of(own), to=card_of(mission.card), at=at
        )
    except NoPackage as refused:
        raise CannotPackage([refused.reason]) from None


def _left(
    sending: Sending,
    letter: Letter,
    seen: Seen,
    mission: MissionKey,
    once: UUID | None,
    *,
    health: bool,
    by: User,
    at: datetime,
) -> Package:
    row = Package.objects.create(
        uid=seen.head.uid, person=sending.person, desk=sending.desk, key=mission, mark=seen.mark,
        health=health, word=letter.word, by=by.reference, at=at, once=once,
        receipt_due=queries.receipt_due(sending.desk, at), basis=_basis(sending.person, by=by, at=at),
    )  # fmt: skip
    privacy.record_left(sending.person, how="package", level=Level.L3, reference=row.reference, by=by, at=at)
    facts = {"mission": mission.reference, **({"health": "1"} if row.health else {}), **({"word": "1"} if row.word else {})}
    audit.record(Did.PACKAGE_MADE, subject=row.reference, file=sending.person.reference, by=by, at=at, facts=facts)
    return row


def _basis(person: "Person", *, by: User, at: datetime) -> "Basis":
    """On which yes it left: when that is taken back, somebody has to tell the mission."""
    consent = privacy_reads.standing_row(person.pk, ConsentKind.C12, None)
    return privacy.rest_on(person, [consent.pk] if consent else [], by=by, at=at)


@act
def open_package(package: IO[bytes], *, desk: Desk, by: User, at: datetime) -> Opened:
    """Open a package that was sealed to this body, once: it becomes a person of this desk, without a case. Errors:
    `CannotPackage`; then nothing was opened."""
    queries.wait_for(desk.agency)
    try:
        own, sender, seen = _verified(package, desk.agency, at)
        content = unseal(package, seen, queries.secret_of(own), lambda _: _Nowhere())
        row = _kept(content, seen, own, sender, desk, by=by, at=at)
        unseal(package, seen, queries.secret_of(own), lambda name: _Pieces(row, name))
    except NoPackage as refused:
        raise CannotPackage([refused.reason]) from None
    audit.record(Did.PACKAGE_OPENED, subject=row.reference, file=row.person.reference, by=by, at=at)
    return row


def verified(package: IO[bytes], agency: Agency, *, at: datetime) -> None:
    """Look whether a package would be opened, and open nothing. Errors: `CannotPackage`."""
    try:
        _verified(package, agency, at)
    except NoPackage as refused:
        raise CannotPackage([refused.reason]) from None


def receipt_of(row: Opened) -> bytes:
    """The signed receipt of a package, as often as it is asked for: it says the same each time."""
    head = Head(row.uid, row.sender.fingerprint, row.house_key.fingerprint, row.sent_at, 0)
    return receipt_for(Seen(head, row.mark), queries.secret_of(row.house_key), at=row.at, taken_at=row.taken_at)


@act
def take_in(opened: Opened, *, by: User, at: datetime) -> Opened:
    """Somebody looked at an opened package and expects the person: their return begins here, with what the package says and no
    more, on the yes that travelled. The receipt says so from then on. Errors: `CannotPackage`."""
    privacy.lock(opened.person_id)
    row = queries.opened_locked(opened.pk)
    refuse(rules.why_not_take(
        taken=row.taken_at is not None, stopped=row.stopped_at is not None, agreed=queries.agrees(row.person, at),
        revoked=row.sender.revoked,
        receives=receives(AgencyKind(row.desk.agency.kind)),
        open_already=return_reads.open_return_of(row.person_id) is not None,
    ))  # fmt: skip
    returning = returns.expect(row.person, queries.told_by(row), desk=row.desk, by=by, at=at)
    row.taken_at, row.taken_by = at, by.reference
    row.save(update_fields=["taken_at", "taken_by"])
    facts = {"return": returning.reference}
    audit.record(Did.PACKAGE_TAKEN, subject=row.reference, file=row.person.reference, by=by, at=at, facts=facts)
    return row


@act
def take_receipt(data: bytes, *, agency: Agency, by: Actor, at: datetime) -> Package:
    """The receipt of a package came back: signed by the mission to which it was sealed, for the very file that left; once when
    it was opened, once more when the mission expects the person. Errors: `CannotPackage`."""
    try:
        receipt, signed_by = receipt_in(data)
    except NoPackage as refused:
        raise CannotPackage([refused.reason]) from None
    row = queries.package_of(agency, receipt.uid)
    if row is None or (row.mark, row.key.fingerprint) != (receipt.mark, receipt.to):
        raise CannotPackage([WhyNotPackage.NOT_OURS])
    refuse([] if signed_by(card_of(row.key.card)) else [WhyNotPackage.FORGED])
    received, taken = row.received_at is not None, receipt.taken_at
    refuse(rules.why_not_acknowledge(received=received, taken=row.taken_at is not None, says_taken=taken is not None))
    if not received:
        row.opened_at, row.received_at, row.received_by = min(receipt.opened_at, at), at, by.reference
    row.taken_at = min(taken, at) if taken else None
    row.save(update_fields=["opened_at", "received_at", "received_by", "taken_at"])
    news.settle_silence(row, by=by, at=at)
    audit.record(Did.PACKAGE_RECEIPT_TAKEN, subject=row.reference, file=row.person.reference, by=by, at=at)
    return row


@act
def remind(package: Package, *, at: datetime, by: Actor = WORKER) -> Package:
    """A mission let its working days go by: the supervisors of the sender are told, once. Errors: `CannotPackage`."""
    row = queries.package_locked(package.pk)
    settled = row.received_at is not None or row.stopped_at is not None
    refuse(rules.why_not_remind(row.receipt_due, row.reminded_at, settled, at))
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    news.tell_of_silence(row, at=at)
    audit.record(Did.PACKAGE_UNANSWERED, subject=row.reference, file=row.person.reference, by=by, at=at)
    return row


def _kept(
    content: Mapping[str, Any], seen: Seen, own: HouseKey, sender: MissionKey, desk: Desk, *, by: User, at: datetime
) -> Opened:
    """What the package says, under the key of the person it makes."""
    person = _arrived(content, desk, by=by, at=at)
    row = Opened(
        key=person.key, agency=desk.agency, desk=desk, uid=seen.head.uid, mark=seen.mark, sender=sender, house_key=own,
        person=person, sent_at=seen.head.at, at=at, by=by.reference,
    )  # fmt: skip
    row.seal(content=json.dumps(content, ensure_ascii=False))
    row.save(force_insert=True)
    return row


def _arrived(content: Mapping[str, Any], desk: Desk, *, by: User, at: datetime) -> "Person":
    """The person first, no case: of this desk alone, on the yes that was given where they come from and travelled: when it
    ends, so does this. Errors: `NoPackage` where the content is none of ours."""
    try:
        facts = {name: content["facts"][name] for name in FACTS}
        details = [(DetailKind(kind), str(text)) for kind, text in content["details"].items()]
        consents = queries.travelled(content, clock.in_amman(at).date())
        sound = facts["sex"] in Sex.values and facts["age_band"] in AgeBand.values and isinstance(facts["nationalities"], list)
    except (KeyError, ValueError, TypeError, AttributeError):
        raise NoPackage(WhyNotPackage.FORGED) from None
    if not sound:
        raise NoPackage(WhyNotPackage.FORGED)
    person = people.add(desk=desk, by=by, at=at, facts=facts, details=details)
    privacy.begin(person, desk=desk, by=by, at=at)
    agreed = privacy.record_consent(
        person, kind=ConsentKind.C1, answer=Answer.YES, circumstances=Circumstances(Method.IMPORTED), wording=CONSENT_WORDS,
        desk=desk, by=by, at=at,
    )  # fmt: skip
    came = [_imported(person, kind, until, desk, by=by, at=at) for kind, until in consents.items()]
    grounds = [agreed.pk, *(one.pk for one in came if one.kind == ConsentKind.C12)]
    basis = privacy.rest_on(person, grounds, by=by, at=at)
    privacy.open_to_opener(person, desk=desk, basis=basis, own_writing_only=False, by=by, at=at)
    return person


def _imported(person: "Person", kind: ConsentKind, until: date | None, desk: Desk, *, by: User, at: datetime) -> "Consent":
    """An answer that came along, as it came."""
    return privacy.record_consent(
        person, kind=kind, answer=Answer.YES, circumstances=Circumstances(Method.IMPORTED), wording=CONSENT_WORDS, desk=desk,
        by=by, at=at, expires_on=until,
    )  # fmt: skip


class _Nowhere(BytesIO):
    """Takes a file and keeps nothing of it."""

    def write(self, data: Any, /) -> int:
        return len(data)


class _Pieces(BytesIO):
    """Keeps a file as it comes, piece by piece, under the key of the person."""

    def __init__(self, row: Opened, name: str) -> None:
        super().__init__()
        self.row, self.file, self.number, self.cipher = row, name, 0, AESGCM(sealing.unwrap(row.key))

    def write(self, data: Any, /) -> int:
        kept = sealing.sealed(self.cipher, bytes(data), queries.bound(self.row, self.file, self.number))
        OpenedPiece.objects.create(package=self.row, name=self.file, number=self.number, data=kept)
        self.number += 1
        return len(data)


def _verified(package: IO[bytes], agency: Agency, at: datetime) -> tuple[HouseKey, MissionKey, Seen]:
    own, sender = _keys_for(package, agency)
    seen = verify(package, card_of(sender.card), now=at)
    if queries.opened_before(agency, seen.head.uid):
        raise NoPackage(WhyNotPackage.OPENED)
    return own, sender, seen


def _keys_for(package: IO[bytes], agency: Agency) -> tuple[HouseKey, MissionKey]:
    """To which key of ours it is sealed, and from whom it is. Errors: `NoPackage`."""
    head = head_of(package)
    own, sender = queries.own_key_named(agency, head.to), queries.key_named(agency, head.sender)
    if own is None:
        raise NoPackage(WhyNotPackage.OTHER_MISSION)
    if own.ended_at is not None:
        raise NoPackage(WhyNotPackage.OLD_KEY)
    if sender is None or sender.confirmed_at is None:
        raise NoPackage(WhyNotPackage.UNKNOWN_SENDER)
    if sender.ended_at is not None:
        raise NoPackage(WhyNotPackage.SENDER_ENDED)
    return own, sender


def refuse(reasons: list[WhyNotPackage]) -> None:
    if reasons:
        raise CannotPackage(reasons)
