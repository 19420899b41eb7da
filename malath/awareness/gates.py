"""The doors to awareness. Nothing here is about anybody; who runs campaigns at a desk changes what is that desk's."""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.awareness import queries
from malath.awareness.models import Campaign, Material, MaterialFile, Money, Session, Spread, Survey
from malath.awareness.words import WhyRetired

Row = TypeVar("Row")


def campaign_to_view(reference: str) -> Campaign:
    return _found(queries.campaign_by_reference(reference))


def campaign_to_change(user: User, reference: str, *, at: datetime) -> Campaign:
    """403 for those of another desk."""
    campaign = campaign_to_view(reference)
    _own(user, campaign.desk_id, reference, at)
    return campaign


def money_to_strike(user: User, reference: str, *, at: datetime) -> Money:
    money = _found(queries.money_by_reference(reference))
    _own(user, money.campaign.desk_id, reference, at)
    return money


def spread_to_strike(user: User, reference: str, *, at: datetime) -> Spread:
    spread = _found(queries.spread_by_reference(reference))
    _own(user, spread.desk_id, reference, at)
    return spread


def session_to_view(reference: str) -> Session:
    return _found(queries.session_by_reference(reference))


def session_to_change(user: User, reference: str, *, at: datetime) -> Session:
    """403 for those of another desk than the one that holds it."""
    session = session_to_view(reference)
    _own(user, session.desk_id, reference, at)
    return session


def material_to_view(reference: str) -> Material:
    return _found(queries.material_by_reference(reference))


def material_to_change(user: User, reference: str, *, at: datetime) -> Material:
    """403 for those of another desk."""
    material = material_to_view(reference)
    _own(user, material.desk_id, reference, at)
    return material


def material_to_retire(user: User, reference: str, why: str, *, at: datetime) -> Material:
    """What does harm is taken away by anybody who runs awareness; 403 for those of another desk otherwise."""
    return material_to_view(reference) if why == WhyRetired.HARM else material_to_change(user, reference, at=at)


def file_to_play(user: User, reference: str, *, at: datetime) -> MaterialFile:
    """A file of a material, for those who run awareness anywhere: a second person of another desk has to look at it."""
    row = _found(queries.file_by_reference(reference))
    if not accounts.holdings(user, at).may(Power.RUN_AWARENESS):
        audit.record_refusal(reference, by=user, at=at)
        raise PermissionDenied(reference)
    return row


def survey_to_view(reference: str) -> Survey:
    return _found(queries.survey_by_reference(reference))


def survey_to_change(user: User, reference: str, *, at: datetime) -> Survey:
    """403 for those of another desk."""
    survey = survey_to_view(reference)
    _own(user, survey.desk_id, reference, at)
    return survey


def _found(row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def _own(user: User, desk_id: int, reference: str, at: datetime) -> None:
    if not accounts.holdings(user, at).may_at(desk_id, Power.RUN_AWARENESS):
        audit.record_refusal(reference, by=user, at=at)
        raise PermissionDenied(reference)
