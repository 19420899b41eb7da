"""What stands of a case in the parts beside it, asked before it closes. Six statements, whatever stands."""

from datetime import datetime
from typing import TYPE_CHECKING

from malath.accounts.rules import Holdings
from malath.agencies.words import AgencyKind
from malath.justice.queries import file as justice
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.shelter import queries as shelter
from malath.support import rules as support_rules
from malath.support.queries import contacts, fund
from malath.workday import closing_rules
from malath.workday.words import Stands, WhyNotBeside

if TYPE_CHECKING:
    from malath.cases.models import Case


def why_not(found: list[Stands]) -> list[Stands | WhyNotBeside]:
    """What of that keeps the case open."""
    return closing_rules.why_not_close(found)


def stands(case: "Case", sight: Sight, holdings: Holdings, body: AgencyKind, at: datetime) -> list[Stands]:
    """What this viewer may know of; of what keeps the case open and is not theirs to know, only that there is something."""
    helps, stay = sight.sees(Section.IDENTITY) and support_rules.plans(body), shelter.stays_now(case.person_id)
    waits, granted = fund.under_way(case)
    hearing, claim = justice.still_open(case, sight, holdings, body, at)
    place = stay is not None and stay.stopped_at is None
    sees_place = sight.sees(Section.SAFETY)
    found = (
        (place and sees_place, Stands.PLACE),
        (waits and helps, Stands.REQUEST),
        ((place and not sees_place) or (waits and not helps), Stands.ELSEWHERE),
        (stay is not None and not place and sees_place, Stands.KEPT_PLACE),
        (granted and helps, Stands.GRANT),
        (claim, Stands.CLAIM),
        (hearing, Stands.HEARING),
        (helps and contacts.are_planned(case), Stands.CONTACT),
    )
    return [what for there, what in found if there]
