"""Which act of a screening tells whom. Kinds and references only; the subject is the file: who is kept from it sees no item."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.privacy import queries as privacy
from malath.screening.models import Screening
from malath.screening.words import Concern


def tell_overdue(screening: Screening, *, at: datetime) -> None:
    """The desk that screened, and those above it."""
    pressing = Pressing.EMERGENCY if screening.concern == Concern.EMERGENCY else Pressing.URGENT
    link = reverse("screening:one", args=[screening.reference])
    holders: list[Desk | User] = [screening.desk, *_above(screening, at)]
    for holder in holders:
        inbox.leave(
            to=holder, kind=ItemKind.SCREENING_OVERDUE, subject=screening.case.person.reference, link=link, at=at,
            pressing=pressing,
        )  # fmt: skip


def _above(screening: Screening, at: datetime) -> list[User]:
    person = screening.case.person
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=screening.desk.agency_id)
    return privacy.whom_nothing_keeps_from(person, above, at)
