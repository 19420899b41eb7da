"""Officers come into the pool."""

from dataclasses import dataclass
from datetime import date, datetime

from malath.accounts.models import User
from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.training import rules
from malath.training.actions.base import refuse
from malath.training.models import Officer
from malath.training.queries import officers
from malath.training.words import Job, Sex


@dataclass(frozen=True)
class Facts:
    """What an officer's work is."""

    name_en: str
    name_ar: str
    agency: Agency
    job: Job
    sex: Sex
    field_since: date
    directorate: str = ""
    governorate: str = ""
    user: User | None = None


@act
def enlist(facts: Facts, *, by: Actor, at: datetime) -> Officer:
    """An officer is written down, so that they can be nominated. Errors: `CannotTrain`."""
    officer = Officer(by=by.reference, at=at)
    _put(officer, facts, at)
    audit.record(Did.OFFICER_ENLISTED, subject=officer.reference, by=by, at=at)
    return officer


@act
def correct(officer: Officer, facts: Facts, *, by: Actor, at: datetime) -> Officer:
    """An officer moved, or was written down wrongly. Errors: `CannotTrain`."""
    now = officers.officer_locked(officer.pk)
    _put(now, facts, at)
    audit.record(Did.OFFICER_CORRECTED, subject=now.reference, by=by, at=at)
    return now


def _put(officer: Officer, facts: Facts, at: datetime) -> None:
    user = facts.user
    refuse(
        rules.why_not_enlist(
            account_taken=officers.account_taken(user, officer if officer.pk else None),
            other_body=user is not None and user.agency_id != facts.agency.pk,
            field_since=facts.field_since,
            today=clock.in_amman(at).date(),
        )
    )
    officer.name_en, officer.name_ar, officer.agency, officer.user = facts.name_en, facts.name_ar, facts.agency, user
    officer.job, officer.sex, officer.field_since = facts.job, facts.sex, facts.field_since
    officer.directorate, officer.governorate = facts.directorate, facts.governorate
    officer.save()
