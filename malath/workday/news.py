"""Who is told of what concerns the accounts themselves."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind


def tell_of_lock_out(user: User, *, at: datetime) -> int:
    """Wrong passwords were tried for an account: its supervisors and all administrators, each on their own page. How many."""
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=user.agency_id)
    pages = {reverse("accounts:team"): above, reverse("accounts:staff"): accounts.holders_of(Role.ADMINISTRATOR, at)}
    told, once = [(one, link) for link, people in pages.items() for one in people], (ItemKind.LOCKED_OUT,)
    for one, link in told:
        inbox.leave(to=one, kind=once[0], subject=user.reference, link=f"{link}#closed", at=at, instead_of=once)
    return len(told)
