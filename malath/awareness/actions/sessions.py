"""Sessions: planned, held and counted, or called off."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.agencies.words import Governorate
from malath.audit.words import Did
from malath.awareness import queries, rules
from malath.awareness.actions.base import record, refuse
from malath.awareness.actions.uses import note_shown
from malath.awareness.models import Campaign, Material, Session
from malath.awareness.rules import Counts
from malath.awareness.words import Audience, CampaignState, Facilitator, PlaceKind, SessionState, WhyNot
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.framework.rules import leads_to_somebody


@act
def plan_session(
    campaign: Campaign,
    desk: Desk,
    audience: Audience,
    *,
    on: date,
    governorate: Governorate,
    place: PlaceKind,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Session:
    """A session stands in the calendar. The same form twice is one. Errors: `CannotDo`."""
    mark = own_mark(once, campaign.reference, on.isoformat(), audience, governorate, place)
    if (before := queries.session_planned(mark)) is not None:
        record(Did.AWARENESS_PLANNED, before.reference, by=by, at=at, again="1")
        return before
    campaign = queries.campaign_locked(campaign.pk)
    days = campaign.begins_on, campaign.ends_on
    refuse(rules.why_not_plan_session(CampaignState(campaign.state), audience, campaign.audiences, on, *days))
    session = Session.objects.create(
        campaign=campaign, desk=desk, audience=audience, on=on, governorate=governorate, place=place, by=by.reference, at=at,
        once=mark,
    )  # fmt: skip
    record(Did.AWARENESS_PLANNED, session.reference, by=by, at=at)
    return session


@act
def hold_session(
    session: Session,
    counts: Counts,
    facilitators: Collection[Facilitator],
    *,
    shown: Collection[Material] | None = None,
    because: str = "",
    by: Actor,
    at: datetime,
) -> Session:
    """A session was held: how many came, what they were shown, and how often somebody told something. Nobody is named.
    Counted anew it says why. `shown`: None where nobody was asked. Errors: `CannotDo`."""
    session = queries.session_locked(session.pk)
    again = session.state == SessionState.HELD
    reasons = rules.why_not_count(counts, facilitators=facilitators, on=session.on, today=clock.in_amman(at).date())
    refuse([*_why_not_again(session, because), *reasons])
    session.state, session.came = SessionState.HELD, counts.came
    session.counts = {"genders": dict(counts.genders), "ages": dict(counts.ages), "origins": dict(counts.origins)}
    session.disclosures, session.cards, session.facilitators = counts.disclosures, counts.cards, sorted(facilitators)
    session.because, session.changed_by, session.changed_at = because.strip(), by.reference, at
    session.save()
    if shown is not None:
        note_shown(session, shown, by=by, at=at)
    record(Did.AWARENESS_HELD, session.reference, by=by, at=at, **({"again": "1"} if again else {}))
    return session


@act
def call_off_session(session: Session, because: str, *, by: Actor, at: datetime) -> Session:
    """It does not take place, and says why. Errors: `CannotDo`."""
    session = queries.session_locked(session.pk)
    checks = (
        (session.state != SessionState.PLANNED, WhyNot.NOT_PLANNED),
        (not because.strip(), WhyNot.BECAUSE_MISSING),
        (leads_to_somebody(because), WhyNot.NAMES_SOMEBODY),
    )
    refuse([reason for failed, reason in checks if failed])
    session.state, session.because = SessionState.CALLED_OFF, because.strip()
    session.changed_by, session.changed_at = by.reference, at
    session.save(update_fields=["state", "because", "changed_by", "changed_at"])
    record(Did.AWARENESS_CALLED_OFF, session.reference, by=by, at=at)
    return session


def _why_not_again(session: Session, because: str) -> list[WhyNot]:
    again = session.state == SessionState.HELD
    checks = (
        (session.state == SessionState.CALLED_OFF, WhyNot.NOT_PLANNED),
        (again and not because.strip(), WhyNot.BECAUSE_MISSING),
        (leads_to_somebody(because), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]
