"""A front desk in a house that is already prepared, and an officer who sits there with both factors shown."""

from typing import Final

from benchmarks.plan import session_of
from malath.accounts.models import User
from malath.accounts.queries import user_by_email
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock

OFFICER: Final = "officer@walk.example"


def answer() -> str:
    """The officer's session; who is there already is not made again."""
    return session_of(user_by_email(OFFICER) or _officer())


def _officer() -> User:
    now = clock.now()
    desk = make_desk(make_agency(AgencyKind.LABOUR, at=now), hours=ALWAYS, at=now)
    return make_user(Role.INSPECTOR, desk, email=OFFICER, at=now)
