"""Files of many people at once, as an import opens them: made ready in batches that nobody sees, and opened in one moment.

Access that waits begins at `NEVER`. Every read asks whether access has begun, so nobody sees such a file, at no cost.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Final

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.models import new_uuid
from malath.foundation.rows import delete, insert, numbers
from malath.people.actions.many import Newcomer
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


@dataclass(frozen=True)
class Opened:
    """A person who was stored just now, and on what their file stands. `basis` and `consent`: the numbers of their rows."""

    person: int
    newcomer: Newcomer
    on: Stands
    basis: int
    consent: int

    @property
    def is_carried(self) -> bool:
        """Whether their own yes carries the file, whatever was chosen for those without one."""
        return self.on.kind is None or self.on.answer == Answer.YES


@act
def begin_many(
    newcomers: Sequence[tuple[int, Newcomer, Stands]],
    *,
    circumstances: Circumstances,
    wording: str,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> None:
    """Open the files of people who are new to the system, as `begin`, `record_consent`, `rely_on` and `open_to_opener` do,
    in five statements. Nobody sees them before `open_made`. Errors: `CannotRely`."""
    _refuse_some(newcomers)
    pairs = zip(numbers(Basis, len(newcomers)), numbers(Consent, len(newcomers)), strict=True)
    opened = [Opened(*one, *pair) for one, pair in zip(newcomers, pairs, strict=True)]
    insert(File, {"opened_by_desk_id": desk.pk, "opened_at": at}, ["person_id"], [(one.person,) for one in opened])
    _store_consents(opened, circumstances, wording, desk, by, at)
    _store_bases(opened, by, at)
    carried = [(one.basis, one.consent) for one in opened if one.is_carried]
    insert(Ground, {}, ["basis_id", "consent_id"], carried)
    access: dict[str, object] = {
        "desk_id": desk.pk, "purpose": Purpose.OPENING.value, "level": int(Level.L4), "from_at": NEVER, "touched_at": at,
        "sections": sorted(sections_up_to(Level.L4)), "own_writing_only": AgencyKind(desk.agency.kind) in FRONT_LINE_BODIES,
    }  # fmt: skip
    until = clock.end_of(_expiry(at))
    ways = [(one.person, one.basis, until if one.is_carried else None) for one in opened]
    insert(Access, access, ["person_id", "basis_id", "basis_until"], ways)
    audit.record_first([first for one in opened for first in _happened(one, desk)], by=by, at=at)


@dataclass(frozen=True)
class Waiting:
    """What waits to be opened together: how many files, the numbers of their rows of access as stretches, and the grounds that
    a supervisor confirms."""

    files: int
    stretches: Sequence[tuple[int, int]]
    grounds: Sequence[int]


def waiting(people: Collection[int]) -> Waiting:
    """What waits of these people, looked up before anything is locked: nobody else can change what nobody sees."""
    rows = (Access.objects.filter(person_id__in=some, from_at=NEVER) for some in _some(people))
    found = sorted(row for some in rows for row in some.values_list("pk", flat=True))
    first = [row for before, row in pairwise([-1, *found]) if row != before + 1]
    last = [row for row, after in pairwise([*found, 0]) if after != row + 1]
    bases = (Basis.objects.filter(person_id__in=some, confirm_by=NEVER, ended_at__isnull=True) for some in _some(people))
    grounds = sorted(row for some in bases for row in some.values_list("pk", flat=True))
    return Waiting(len(found), list(zip(first, last, strict=True)), grounds)


@act
def open_made(made: Waiting, *, desk: Desk, by: Actor, at: datetime, subject: str) -> None:
    """Open everything that waits, all in one moment; supervisors are told of each ground they confirm. `subject`: with what
    the people came. Errors: `AlreadyOpen` when some does not wait any more."""
    opened = sum(Access.objects.filter(pk__range=stretch, from_at=NEVER).update(from_at=at) for stretch in made.stretches)
    if opened != made.files:
        raise AlreadyOpen
    bases = Basis.objects.filter(pk__in=made.grounds)
    for basis in bases.select_related("person").order_by("pk"):
        news.tell_to_confirm(basis, basis.person, desk=desk, over=False, at=at)
    bases.update(confirm_by=at + CONFIRM_WITHIN, remind_at=at + CONFIRM_WITHIN - REMIND_BEFORE)
    audit.record(Did.ACCESS_OPENED, subject=subject, by=by, at=at, facts={"desk": desk.reference, "people": str(opened)})


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


def _refuse_some(newcomers: Sequence[tuple[int, Newcomer, Stands]]) -> None:
    for _, newcomer, on in newcomers:
        if on.answer == Answer.YES:
            continue
        if on.kind is None:
            raise CannotRely([])
        reasons = rules.why_not_rely_on(on.kind, is_child=newcomer.is_child, stands=False, because=on.because)
        if reasons:
            raise CannotRely(reasons)


def _store_consents(opened: Sequence[Opened], how: Circumstances, wording: str, desk: Desk, by: Actor, at: datetime) -> None:
    """The answers to C1. A yes carries its file; a no is kept beside the ground on which one goes on."""
    common: dict[str, object] = {
        "kind": ConsentKind.C1.value, "at": at, "by": by.reference, "desk_id": desk.pk, "language": how.language,
        "interpreter": str(how.interpreter), "method": str(how.method), "wording": rules.wording_mark(wording),
    }  # fmt: skip
    expiry, names = _expiry(at), ["id", "uuid", "person_id", "key_id", "answer", "expires_on"]
    rows = [
        (one.consent, new_uuid(), one.person, one.newcomer.key.id, one.on.answer.value, expiry if one.is_carried else None)
        for one in opened
        if one.on.answer != Answer.NOT_ASKED
    ]
    insert(Consent, common, names, rows)


def _store_bases(opened: Sequence[Opened], by: Actor, at: datetime) -> None:
    until, rows = clock.end_of(_expiry(at)), []
    for one in opened:
        uuid, key, kind = new_uuid(), one.newcomer.key, BasisKind.CONSENT if one.is_carried else one.on.kind
        because = None if one.is_carried else key.seal(Basis._meta.db_table, uuid, "because", one.on.because)
        ends = (until, None) if one.is_carried else (None, NEVER)
        rows.append((one.basis, uuid, one.person, key.id, str(kind), because, *ends))
    names = ["id", "uuid", "person_id", "key_id", "kind", "because", "until", "confirm_by"]
    insert(Basis, {"opened_at": at, "opened_by": by.reference}, names, rows)


def _expiry(at: datetime) -> date:
    return clock.in_amman(at).date() + CONSENT_LASTS


def _happened(one: Opened, desk: Desk) -> list[First]:
    reference, kind = one.newcomer.reference, BasisKind.CONSENT if one.is_carried else one.on.kind
    opening = {"desk": desk.reference, "level": str(int(Level.L4)), "purpose": Purpose.OPENING.value}
    said = [(Did.FILE_OPENED, {}), (Did.BASIS_OPENED, {"kind": str(kind)}), (Did.ACCESS_OPENED, opening)]
    if one.on.answer != Answer.NOT_ASKED:
        answered = Did.CONSENT_GIVEN if one.on.answer == Answer.YES else Did.CONSENT_REFUSED
        said.insert(1, (answered, {"kind": ConsentKind.C1.value, "answer": one.on.answer.value}))
    return [First(reference, event, reference, facts) for event, facts in said]
