"""The door to the compartments of a file: everybody who knows the file sees six doors, and which are open to them."""

from datetime import datetime

from django.http import Http404

from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.privacy.gates import Opened, person_to_change, person_to_view
from malath.privacy.models import Access
from malath.privacy.queries import compartments as queries
from malath.privacy.words import Section


def compartments_to_view(user: User, reference: str, *, at: datetime) -> Opened:
    """A person whose six doors this viewer may look at: who knows the file."""
    return person_to_view(user, reference, at=at)


def compartments_to_change(user: User, reference: str, *, at: datetime) -> Opened:
    """The same to open one to somebody, or to close it: the act asks whether the viewer sees it."""
    return person_to_change(user, reference, at=at, section=Section.STATUS, power=Power.WRITE_NOTE)


def row_to_end(opened: Opened, number: int, section: Section) -> Access:
    """The row that opens a compartment to one worker. 404 where the viewer does not see that compartment, as where there is
    none."""
    row = queries.compartment_row(opened.person, number, section)
    if row is None or section not in opened.sight.full:
        raise Http404
    return row
