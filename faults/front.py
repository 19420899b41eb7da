"""A front desk in a house that is already prepared, and an officer who sits there with both factors shown."""

from benchmarks.plan import session_of
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock


def answer() -> str:
    """The officer's session."""
    now = clock.now()
    desk = make_desk(make_agency(AgencyKind.LABOUR, at=now), hours=ALWAYS, at=now)
    return session_of(make_user(Role.INSPECTOR, desk, at=now))
