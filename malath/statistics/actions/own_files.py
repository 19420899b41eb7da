"""Acts of open data of our own: make a file of records, approve it, send it back, withdraw it, take it out."""

from datetime import datetime
from typing import Final

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.figures.tables import recovered
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.statistics import queries, rules
from malath.statistics.actions import end, refuse, said_why, settle
from malath.statistics.actions.records import CannotOpen
from malath.statistics.compiling.records import records
from malath.statistics.models import OpenFile
from malath.statistics.opendata import classes, own
from malath.statistics.opendata.classes import Class
from malath.statistics.words import OwnFile, ReleaseState, Unit, WhyNotOpen

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


def proposed(kind: OwnFile, held: dict[str, object], *, by: Actor, at: datetime) -> OpenFile:
    """A file that waits for somebody else's yes. Inside an act."""
    file = OpenFile.objects.create(kind=kind, held=held, proposed_by=by.reference, proposed_at=at)
    audit.record(Did.OPEN_FILE_MADE, subject=file.reference, by=by, at=at)
    return file


def _tells_of_few(told: list[Class]) -> bool:
    """Whether somebody who holds every table that is out works out a hidden number by the file."""
    before, said = queries.before(Unit.PERSONS), own.in_fields(told)
    claims = {key: one for _, cells in before for key, one in cells.items() if one is not None}
    hidden = [key for _, cells in before for key in cells if key not in claims]
    with said_why():
        found = recovered([made for made, _ in before], claims, hidden, floors=lambda key: classes.floor_of(key, said))
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
    file = own.locked(file.pk)
    state = ReleaseState(file.state)
    refuse(rules.why_not_settle(state, proposed_by=file.proposed_by, by=by.reference, because=because))
    file.because = because.strip()
    return settle(file, ReleaseState.SENT_BACK, Did.OPEN_FILE_SENT_BACK, by=by, at=at)


@act
def withdraw(file: OpenFile, because: str, *, by: Actor, at: datetime) -> OpenFile:
    """A file is taken back, with the reason. What it told is known all the same."""
    file = own.locked(file.pk)
    refuse(rules.why_not_withdraw(ReleaseState(file.state), because))
    file.because = because.strip()
    end(file, ReleaseState.WITHDRAWN, by, at)
    audit.record(Did.OPEN_FILE_WITHDRAWN, subject=file.reference, by=by, at=at)
    return file


@act
def take(file: OpenFile, *, by: Actor, at: datetime) -> None:
    """A file leaves the house."""
    audit.record(Did.OPEN_FILE_TAKEN, subject=file.reference, by=by, at=at)
