"""Files of many people at once, as an import opens them: made ready in batches that nobody sees, and opened in one moment.

Access that waits begins at `NEVER`. Every read asks whether access has begun, so nobody sees such a file, at no cost.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.rows import delete, insert
from malath.people.models import Person
from malath.privacy import news, rules
from malath.privacy.actions import CONFIRM_WITHIN, CONSENT_LASTS, REMIND_BEFORE, CannotRely, Circumstances
from malath.privacy.levels import FRONT_LINE_BODIES, sections_up_to
from malath.privacy.models import Access, Basis, Consent, File, Ground, Left
from malath.privacy.words import Answer, BasisKind, ConsentKind, Level, Purpose

NEVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
IN_ONE_STATEMENT: Final = 5_000


@dataclass(frozen=True)
class Stands:
    """On what the file of one person stands: their own answer to C1, or a ground without consent with its reason."""

    answer: Answer
    kind: BasisKind | None = None
    because: str = ""


class AlreadyOpen(Exception):
    """Somebody may see a file that was to be taken away unseen."""


@act
def begin_many(
    opened: Sequence[tuple[Person, Stands]],
    *,
    circumstances: Circumstances,
    wording: str,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> None:
    """Open the files of people who are new to the system, as `begin`, `record_consent`, `rely_on` and `open_to_opener` do,
    in five statements. Nobody sees them before `open_made`. Errors: `CannotRely`."""
    insert(File(person=person, opened_by_desk=desk, opened_at=at) for person, _ in opened)
    consents = _consents(opened, circumstances, wording, desk, by, at)
    bases = [_basis(person, on, consents.get(person.pk), by, at) for person, on in opened]
    Basis.objects.bulk_create(bases)
    carried = [(basis, consents[basis.person_id]) for basis in bases if basis.kind == BasisKind.CONSENT]
    insert(Ground(basis=basis, consent=consent) for basis, consent in carried)
    own_only = AgencyKind(desk.agency.kind) in FRONT_LINE_BODIES
    sections = sorted(sections_up_to(Level.L4))
    insert(
        Access(
            desk=desk, person=basis.person, purpose=Purpose.OPENING, level=Level.L4, sections=sections, basis=basis,
            basis_until=basis.until, own_writing_only=own_only, from_at=NEVER, touched_at=at,
        )
        for basis in bases
    )  # fmt: skip
    audit.record_first([one for basis in bases for one in _happened(basis, consents.get(basis.person_id), desk)], by=by, at=at)


@act
def open_made(people: Collection[int], *, desk: Desk, on_grounds: bool, by: Actor, at: datetime, subject: str) -> None:
    """Open everything that waits of these people, all in one moment; supervisors are told of each ground they confirm, when
    some stand `on_grounds`. `subject`: with what the people came."""
    for some in _some(people):
        Access.objects.filter(person_id__in=some, from_at=NEVER).update(from_at=at)
    waiting = [basis for some in _some(people) for basis in _to_confirm(some)] if on_grounds else []
    for basis in waiting:
        news.tell_to_confirm(basis, basis.person, desk=desk, over=False, at=at)
    judged, remind = at + CONFIRM_WITHIN, at + CONFIRM_WITHIN - REMIND_BEFORE
    Basis.objects.filter(pk__in=[basis.pk for basis in waiting]).update(confirm_by=judged, remind_at=remind)
    audit.record(Did.ACCESS_OPENED, subject=subject, by=by, at=at, facts={"desk": desk.reference, "people": str(len(people))})


@act
def take_away(people: Collection[int], *, by: Actor, at: datetime, subject: str) -> None:
    """Remove files that were made ready and never opened. Errors: `AlreadyOpen`; then nothing is removed."""
    if Access.objects.filter(person_id__in=people).exclude(from_at=NEVER).exists() or _has_left(people):
        raise AlreadyOpen
    gone = (
        Access.objects.filter(person_id__in=people),
        Ground.objects.filter(basis__person_id__in=people),
        Basis.objects.filter(person_id__in=people),
        Consent.objects.filter(person_id__in=people),
        File.objects.filter(pk__in=people),
    )
    for rows in gone:
        delete(rows)
    audit.record(Did.IMPORT_REMOVED, subject=subject, by=by, at=at, facts={"files": str(len(people))})


def _some(people: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(people)
    return (ordered[start : start + IN_ONE_STATEMENT] for start in range(0, len(ordered), IN_ONE_STATEMENT))


def _has_left(people: Collection[int]) -> bool:
    return Left.objects.filter(person_id__in=people).exists()


def _to_confirm(people: Collection[int]) -> list[Basis]:
    rows = Basis.objects.filter(person_id__in=people, confirm_by=NEVER, ended_at__isnull=True)
    return list(rows.select_related("person").order_by("pk"))


def _consents(
    opened: Sequence[tuple[Person, Stands]], how: Circumstances, wording: str, desk: Desk, by: Actor, at: datetime
) -> dict[int, Consent]:
    """The answers to C1 by person. A yes carries its file; a no is kept beside the ground on which one goes on."""
    today, mark = clock.in_amman(at).date(), rules.wording_mark(wording)
    rows = [
        Consent(
            person=person, key=person.key, kind=ConsentKind.C1, answer=on.answer, at=at, by=by.reference, desk=desk,
            language=how.language, interpreter=how.interpreter, method=how.method, wording=mark,
            expires_on=_expires(on.answer, today),
        )
        for person, on in opened
        if on.answer != Answer.NOT_ASKED
    ]  # fmt: skip
    return {row.person_id: row for row in Consent.objects.bulk_create(rows)}


def _expires(answer: Answer, today: date) -> date | None:
    return today + CONSENT_LASTS if answer == Answer.YES else None


def _basis(person: Person, on: Stands, consent: Consent | None, by: Actor, at: datetime) -> Basis:
    if on.kind is None or on.answer == Answer.YES:
        if consent is None or consent.answer != Answer.YES or consent.expires_on is None:
            raise CannotRely([])
        until = clock.end_of(consent.expires_on)
        kind = BasisKind.CONSENT
        return Basis(person=person, key=person.key, kind=kind, opened_at=at, opened_by=by.reference, until=until)
    reasons = rules.why_not_rely_on(on.kind, is_child=person.is_child, stands=False, because=on.because)
    if reasons:
        raise CannotRely(reasons)
    basis = Basis(person=person, key=person.key, kind=on.kind, opened_at=at, opened_by=by.reference, confirm_by=NEVER)
    basis.seal(because=on.because)
    return basis


def _happened(basis: Basis, consent: Consent | None, desk: Desk) -> list[First]:
    reference = basis.person.reference
    opening = {"desk": desk.reference, "level": str(int(Level.L4)), "purpose": Purpose.OPENING.value}
    said = [(Did.FILE_OPENED, {}), (Did.BASIS_OPENED, {"kind": str(basis.kind)}), (Did.ACCESS_OPENED, opening)]
    if consent is not None:
        answered = Did.CONSENT_GIVEN if consent.answer == Answer.YES else Did.CONSENT_REFUSED
        said.insert(1, (answered, {"kind": str(consent.kind), "answer": str(consent.answer)}))
    return [First(reference, event, reference, facts) for event, facts in said]
