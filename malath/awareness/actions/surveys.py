"""Surveys before and after: opened, answered without a name, closed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.awareness import queries, rules, survey_rules
from malath.awareness.actions.base import record, refuse
from malath.awareness.models import Answers, Campaign, Survey
from malath.awareness.words import Arm, Audience, CampaignState, Entry, Wave, WhyNot
from malath.foundation import clock
from malath.foundation.actor import Actor, Machine
from malath.foundation.acts import act
from malath.foundation.references import own_mark

DIGITS: Final = 12
DOOR_LASTS: Final = timedelta(hours=4)


@dataclass(frozen=True)
class Door:
    """The digits that open a survey on a shared phone. They exist here only, and are shown once."""

    survey: Survey
    digits: str


@act
def open_survey(campaign: Campaign, desk: Desk, audience: Audience, *, by: Actor, at: datetime) -> Survey:
    """The same questions for one audience, to be asked before, right after and later. Errors: `CannotDo`."""
    campaign = queries.campaign_locked(campaign.pk)
    checks = (
        (CampaignState(campaign.state) in rules.OVER, WhyNot.IS_OVER),
        (audience not in campaign.audiences, WhyNot.OTHER_AUDIENCE),
    )
    refuse([reason for failed, reason in checks if failed])
    survey = Survey.objects.create(
        campaign=campaign, desk=desk, audience=audience, items=queries.items_version(), by=by.reference, at=at
    )
    record(Did.SURVEY_OPENED, survey.reference, by=by, at=at)
    return survey


@act
def open_door(survey: Survey, wave: Wave, *, by: Actor, at: datetime) -> Door:
    """Twelve digits open one wave on a shared phone for some hours; those given before open nothing. Errors: `CannotDo`."""
    survey = queries.survey_locked(survey.pk)
    refuse([WhyNot.SURVEY_CLOSED] if survey.closed_at is not None else [])
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    survey.door, survey.door_wave, survey.door_until = queries.door_hash(digits), wave, at + DOOR_LASTS
    survey.save(update_fields=["door", "door_wave", "door_until"])
    record(Did.SURVEY_DOOR, survey.reference, by=by, at=at, wave=wave.value)
    return Door(survey, digits)


@act
def enter_answers(
    survey: Survey,
    wave: Wave,
    arm: Arm,
    code: str,
    values: Mapping[str, str],
    *,
    entry: Entry,
    by: Actor | None,
    at: datetime,
    once: UUID | None = None,
) -> Answers:
    """What somebody answered is taken down, without a name. Of the code that they made a keyed hash is kept. `by`: None for a
    shared phone. The same form twice is one. Errors: `CannotDo`."""
    who = by or Machine(survey.reference, survey.desk.agency.reference, "link")
    mark = own_mark(once, survey.reference, wave, arm, code, repr(sorted(values.items())))
    if (before := queries.answers_entered(mark)) is not None:
        record(Did.ANSWERS_ENTERED, survey.reference, by=who, at=at, again="1")
        return before
    survey = queries.survey_locked(survey.pk)
    plain = survey_rules.code_of(code)
    refuse(survey_rules.why_not_answer(queries.items(), values, plain, closed=survey.closed_at is not None))
    row = Answers.objects.create(
        survey=survey, wave=wave, arm=arm, code=queries.code_hash(survey, plain) if plain else "", values=dict(values),
        entry=entry, on=clock.in_amman(at).date(), once=mark,
    )  # fmt: skip
    record(Did.ANSWERS_ENTERED, survey.reference, by=who, at=at, wave=wave.value)
    return row


@act
def close_survey(survey: Survey, *, by: Actor, at: datetime) -> Survey:
    """Nobody answers any more; what it tells stays. Errors: `CannotDo`."""
    survey = queries.survey_locked(survey.pk)
    refuse([WhyNot.SURVEY_CLOSED] if survey.closed_at is not None else [])
    survey.closed_by, survey.closed_at, survey.door = by.reference, at, ""
    survey.save(update_fields=["closed_by", "closed_at", "door"])
    record(Did.SURVEY_CLOSED, survey.reference, by=by, at=at)
    return survey
