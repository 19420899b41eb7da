"""Where materials are used: in campaigns, at sessions, elsewhere. Lock order: the campaign, the session, the material."""

from collections.abc import Collection
from datetime import date, datetime

from malath.agencies.models import Desk
from malath.agencies.words import Governorate
from malath.audit.words import Did
from malath.awareness import material_rules, queries, rules
from malath.awareness.actions.base import record, refuse
from malath.awareness.models import Campaign, Chosen, Material, Session, Showing
from malath.awareness.words import PlaceKind, WhyNot
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act


@act
def choose_materials(campaign: Campaign, materials: Collection[Material], *, by: Actor, at: datetime) -> Campaign:
    """These are the materials of a campaign from now on; what was chosen before and is not named is left out. Errors:
    `CannotDo`."""
    campaign = queries.campaign_locked(campaign.pk)
    chosen = {row.pk for row in queries.chosen_in(campaign)}
    fresh = [row for row in materials if row.pk not in chosen]
    over = [WhyNot.IS_OVER] if campaign.state in rules.OVER else []
    refuse([*over, *material_rules.why_not_choose(campaign.audiences, [(row.state, row.audiences) for row in fresh])])
    standing = Chosen.objects.filter(campaign=campaign, left_at__isnull=True)
    standing.exclude(material__in=materials).update(left_by=by.reference, left_at=at)
    Chosen.objects.bulk_create(Chosen(campaign=campaign, material=row, by=by.reference, at=at) for row in fresh)
    record(Did.MATERIALS_CHOSEN, campaign.reference, by=by, at=at)
    return campaign


@act
def note_showing(
    material: Material, desk: Desk, on: date, governorate: Governorate, place: PlaceKind, *, by: Actor, at: datetime
) -> Showing:
    """Where a desk showed it, so that it learns when it must not any more. What was live on that day may be written down
    late, all the more once it is retired. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    refuse(_why_not_shown(material, on, at))
    row = Showing.objects.create(
        material=material, desk=desk, on=on, governorate=governorate, place=place, by=by.reference, at=at
    )
    record(Did.MATERIAL_SHOWN, material.reference, by=by, at=at)
    return row


def note_shown(session: Session, materials: Collection[Material], *, by: Actor, at: datetime) -> None:
    """What a session showed, and nothing else: part of the act that counts it. Errors: `CannotDo`."""
    before = {row.pk for row in queries.shown_at(session)}
    fresh = queries.materials_locked({row.pk for row in materials} - before)
    refuse(list(dict.fromkeys(reason for row in fresh for reason in _why_not_shown(row, session.on, at))))
    standing = Showing.objects.filter(session=session, struck_at__isnull=True)
    standing.exclude(material__in=materials).update(struck_by=by.reference, struck_at=at)
    Showing.objects.bulk_create(
        Showing(
            material=row, session=session, desk_id=session.desk_id, on=session.on, governorate=session.governorate,
            place=session.place, by=by.reference, at=at,
        )
        for row in fresh
    )  # fmt: skip
    for row in fresh:
        record(Did.MATERIAL_SHOWN, row.reference, by=by, at=at)


def _why_not_shown(material: Material, on: date, at: datetime) -> list[WhyNot]:
    return material_rules.why_not_shown(
        on, clock.in_amman(at).date(), live_on=queries.day_of(material.live_at), retired_on=queries.day_of(material.retired_at)
    )
