"""The curriculum goes on: a module in a new version."""

from dataclasses import dataclass
from datetime import date, datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.framework.words import Proof
from malath.training import rules
from malath.training.actions.base import refuse
from malath.training.models import ModuleVersion
from malath.training.queries import curriculum


@dataclass(frozen=True)
class Revised:
    """How a module stands from now on."""

    label: str
    title_en: str
    title_ar: str
    hours: int
    holds_from: date
    proof: Proof
    changes: str = ""


@act
def revise_module(code: str, revised: Revised, *, by: Actor, at: datetime) -> ModuleVersion:
    """A module is taught otherwise from a day on; half-days that were held keep the version of then. Errors: `CannotTrain`."""
    refuse(rules.why_not_revise(code, curriculum.codes(), revised.label, curriculum.labels_of(code)))
    version = ModuleVersion.objects.create(
        code=code, label=revised.label, title_en=revised.title_en, title_ar=revised.title_ar, hours=revised.hours,
        holds_from=revised.holds_from, proof=revised.proof, changes=revised.changes, by=by.reference, at=at,
    )  # fmt: skip
    audit.record(Did.MODULE_REVISED, subject=version.reference, by=by, at=at, facts={"code": code})
    return version
