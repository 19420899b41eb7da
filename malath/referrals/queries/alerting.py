"""Telling the Unit of somebody in danger who turned to the helpline: what is on the page."""

from dataclasses import dataclass
from datetime import datetime

from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.helpline.models import Contact
from malath.helpline.queries import contacts as helpline
from malath.helpline.queries.contacts import ContactPage
from malath.referrals.queries import reached_now
from malath.ui.help_lines import emergency_number


@dataclass(frozen=True)
class AlertPage:
    """The contact, opened; whom of the Unit one reaches now, and the number that is called first."""

    contact: ContactPage
    units: tuple[Desk, ...]
    emergency: str


def alert_page(contact: Contact, at: datetime) -> AlertPage:
    return AlertPage(helpline.contact_page(contact, at), tuple(units_on_duty(at)), emergency_number())


def units_on_duty(at: datetime) -> list[Desk]:
    """Desks of the Unit at which somebody reads it now."""
    desks = [one for one in agencies.desks_offering(ServiceKind.PROTECTION) if one.agency.kind == AgencyKind.CTU]
    reached = reached_now(desks, at, without=())
    return [desk for desk in desks if desk.pk in reached]
