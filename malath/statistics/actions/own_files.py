"""Acts of open data of our own: make a file of records or of counts with noise, draw records from counts; approve a file, send
it back, withdraw it, take it out."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Final

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.figures.drawn import drawn
from malath.figures.engines import EngineMissing
from malath.figures.noisy import measured
from malath.figures.tables import recovered
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.statistics import queries, rules
from malath.statistics.actions import CannotTell, refuse, said_why, sent_back, settle, taken_back
from malath.statistics.actions.records import CannotOpen
from malath.statistics.compiling import store
from malath.statistics.compiling.columns import Columns
from malath.statistics.compiling.records import records
from malath.statistics.models import OpenFile, Spending
from malath.statistics.opendata import classes, noise, own
from malath.statistics.opendata.classes import Class
from malath.statistics.words import OwnFile, ReleaseState, Unit, WhyNot, WhyNotOpen

FEWEST: Final = 1_000
"""Below so many people rows are not made: what is left of them says nothing, or points at somebody (README)."""


@act
def make_records(*, by: Actor, at: datetime) -> OpenFile:
    """Records of our own in the published shape of CTDC, of groups that tell the same, proposed for release."""
    queries.one_at_a_time()
    if own.made_lately(OwnFile.RECORDS, at):
        raise CannotOpen([WhyNotOpen.ONE_A_YEAR])
    rows = records(at)
    told = classes.classes(rows)
    if len(rows) < FEWEST or not told:
        raise CannotOpen([WhyNotOpen.TOO_FEW])
    if _tells_of_few(told):
        raise CannotOpen([WhyNotOpen.TELLS_OF_FEW])
    return proposed(OwnFile.RECORDS, {"k": classes.K, "groups": told}, by=by, at=at)


@act
def make_noisy(names: Sequence[str], epsilon: Decimal, *, by: Actor, at: datetime) -> OpenFile:
    """Counts of each value and pair of values of some columns, with noise, proposed for release. The budget is spent at once:
    whoever makes them sees them."""
    queries.one_at_a_time()
    people, fields = _people(), noise.choosable()
    reasons = rules.why_not_add_noise(names, fields, epsilon, spent=own.ledger().spent, people=len(people))
    if reasons:
        raise CannotOpen(reasons)
    values = noise.values_of([name for name in fields if name in names])
    with _with_noise():
        added, numbers = measured(noise.places(people, values), values, float(epsilon))
    file = proposed(OwnFile.NOISY, noise.held(added, values, numbers), by=by, at=at)
    return _spent(file, epsilon, added.delta, by=by, at=at)


@act
def draw(source: OpenFile, *, by: Actor, at: datetime) -> OpenFile:
    """Synthetic records from counts that are out, proposed for release, with how good they are. The records take nothing of the
    budget; saying how good they are does."""
    queries.one_at_a_time()
    source = own.locked(source.pk)
    refuse([] if source.state == ReleaseState.RELEASED else [WhyNot.NOT_RELEASED])
    if own.is_drawn_from(source):
        raise CannotOpen([WhyNotOpen.DRAWN_ALREADY])
    if not rules.is_left(noise.QUALITY, own.ledger().spent):
        raise CannotOpen([WhyNotOpen.BUDGET_SPENT])
    values, tables, people = noise.values_in(source), noise.tables_in(source), _people()
    rows = drawn(tables, noise.people_in(tables), secrets.randbits(64))
    with _with_noise():
        quality = noise.quality(rows, noise.places(people, values), values)
    file = proposed(OwnFile.DRAWN, noise.held_rows(rows, values, quality), source=source, by=by, at=at)
    return _spent(file, noise.QUALITY, 0.0, by=by, at=at)


def _people() -> Columns:
    """Those who were counted last."""
    compiled = queries.standing()
    if compiled is None:
        raise CannotTell([WhyNot.NOTHING_COMPILED])
    with said_why():
        return store.read(compiled.reference, compiled.key)[Unit.PERSONS.value]


@contextmanager
def _with_noise() -> Iterator[None]:
    try:
        yield
    except EngineMissing:
        raise CannotOpen([WhyNotOpen.NO_NOISE]) from None


def _spent(file: OpenFile, epsilon: Decimal, delta: float, *, by: Actor, at: datetime) -> OpenFile:
    Spending.objects.create(file=file, epsilon=epsilon, delta=delta, by=by.reference, at=at)
    return file


def proposed(kind: OwnFile, held: dict[str, object], *, by: Actor, at: datetime, source: OpenFile | None = None) -> OpenFile:
    """A file that waits for somebody else's yes. Inside an act."""
    file = OpenFile.objects.create(kind=kind, held=held, source=source, proposed_by=by.reference, proposed_at=at)
    audit.record(Did.OPEN_FILE_MADE, subject=file.reference, by=by, at=at)
    return file


def _tells_of_few(told: list[Class]) -> bool:
    """Whether somebody who holds every table that is out works out a hidden number by the file."""
    before, said = queries.before(Unit.PERSONS), own.in_fields(told)
    claims = {key: one for _, cells in before for key, one in cells.items() if one is not None}
    hidden = [key for _, cells in before for key in cells if key not in claims]
    with said_why():
        shapes = [made for made, _ in before]
        found = recovered(shapes, claims, hidden, floors=lambda key: classes.floor_of(key, said), ties=queries.ties())
        return any(True for _ in found)


@act
def approve(file: OpenFile, *, by: Actor, at: datetime) -> OpenFile:
    """Somebody else says yes, and the file is out."""
    file = own.locked(file.pk)
    refuse(rules.why_not_settle(ReleaseState(file.state), proposed_by=file.proposed_by, by=by.reference))
    return settle(file, ReleaseState.RELEASED, Did.OPEN_FILE_RELEASED, by=by, at=at)


@act
def send_back(file: OpenFile, because: str, *, by: Actor, at: datetime) -> OpenFile:
    """A file is not released, with the reason."""
    return sent_back(own.locked(file.pk), because, Did.OPEN_FILE_SENT_BACK, by=by, at=at)


@act
def withdraw(file: OpenFile, because: str, *, by: Actor, at: datetime) -> OpenFile:
    """A file is taken back, with the reason. What it told is known all the same."""
    return taken_back(own.locked(file.pk), because, Did.OPEN_FILE_WITHDRAWN, by=by, at=at)


@act
def take(file: OpenFile, *, by: Actor, at: datetime) -> None:
    """A file leaves the house."""
    audit.record(Did.OPEN_FILE_TAKEN, subject=file.reference, by=by, at=at)
