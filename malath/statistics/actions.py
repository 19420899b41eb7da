"""Acts of statistics: compile."""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.models import DataKey
from malath.foundation.sealing import erase, new_data_key, unwrap
from malath.statistics import compiling, queries
from malath.statistics.compiling import store
from malath.statistics.compiling.columns import Columns
from malath.statistics.models import Compile
from malath.statistics.words import Unit


def compile_figures(*, by: Actor, at: datetime) -> Compile:
    """Count everything anew that may be counted: what is read is one moment of the house, and nobody waits for it. Cut off
    half-way, the last whole one stands."""
    compiled = _keep(compiling.compiled(at), by=by, at=at)
    store.clear(but=compiled.reference)
    return compiled


@act
def _keep(units: dict[Unit, Columns], *, by: Actor, at: datetime) -> Compile:
    """The new one takes the place of the last, whose key is erased. The file is whole before anything points at it."""
    before = queries.standing_locked()
    key = new_data_key()
    unnamed = {name: number for columns in units.values() for name, number in columns.unnamed.items()}
    compiled = Compile(key=key, unnamed=unnamed, by=by.reference, at=at)
    _let_go(before, at)
    store.write(compiled.reference, unwrap(key), units)
    compiled.save(force_insert=True)
    audit.record(Did.FIGURES_COMPILED, subject=compiled.reference, by=by, at=at)
    return compiled


def _let_go(before: Compile | None, at: datetime) -> None:
    if before is None:
        return
    key: DataKey = before.key
    before.stands = None
    before.save(update_fields=["stands"])
    erase(key, at=at)
