"""A few dozen people in need, made by the real acts: inspectors who open cases, a shelter that is asked, and its superiors.

All referrals were sent weeks ago and nobody has answered: they can be accepted, and all of them are to be escalated.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.core.management import call_command

from benchmarks.plan import session_of
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.testing import make_case, make_child_case
from malath.foundation import clock
from malath.foundation.acts import unguarded
from malath.foundation.models import Mark
from malath.privacy.testing import make_agreement
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.testing import make_sent_referral
from malath.workday.management.commands.prepare import begin

BEGAN: Final = timedelta(days=90)
SENT: Final = timedelta(days=30)
AT_A_DESK: Final = 4
CHILDREN: Final = 3
Plan = dict[str, Any]


def answer(waiting: str) -> Plan:
    """Make the tables, and this many referrals that wait; sessions and references to work with."""
    with unguarded():
        call_command("migrate", interactive=False, verbosity=0)
    plan: Plan = {}
    now = clock.now()
    begin(Mark.LIVE, lambda _at: plan.update(_filled(int(waiting), now)), at=now - BEGAN)
    return plan


def _filled(waiting: int, now: datetime) -> Plan:
    began, sent = now - BEGAN, now - SENT
    front, officers = _desk(AgencyKind.LABOUR, Role.INSPECTOR, [], began)
    shelter, hosts = _desk(AgencyKind.SHELTER, Role.SHELTER_MANAGER, [ServiceKind.SHELTER], began)
    legal, _lawyers = _desk(AgencyKind.LEGAL, Role.LAWYER, [ServiceKind.LEGAL], began)
    for desk in (front, shelter, legal):
        make_user(Role.SUPERVISOR, desk, at=began)
    make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM, at=began), at=began), at=began)
    asked = [make_sent_referral(officers[0], front, shelter, sent + timedelta(seconds=n)) for n in range(waiting)]
    for _ in range(CHILDREN):
        make_child_case(front, officers[1], now - timedelta(hours=2))
    return {
        "front": [session_of(user) for user in officers],
        "shelter": [session_of(user) for user in hosts],
        "waiting": [referral.reference for referral in asked],
        "shared": _shared(officers[0], front, hosts[0], shelter, legal, sent),
    }


def _desk(kind: AgencyKind, role: Role, services: list[ServiceKind], at: datetime) -> tuple[Desk, list[User]]:
    desk = make_desk(make_agency(kind, at=at), hours=ALWAYS, services=services, at=at)
    return desk, [make_user(role, desk, at=at) for _ in range(AT_A_DESK)]


def _shared(officer: User, front: Desk, host: User, shelter: Desk, legal: Desk, at: datetime) -> str:
    """A person whom the shelter has taken on, and about whom legal aid is asked: much stands on what they agreed to."""
    case = make_case(front, officer, at, name="Selam Tesfaye Alemu")
    sent = make_sent_referral(officer, front, shelter, at, case=case)
    referrals.accept(sent, by=host, at=at, key_worker=host)
    make_agreement(case.person, legal.agency, desk=front, by=officer, at=at, also=[ConsentKind.C4])
    make_sent_referral(officer, front, legal, at, case=case, type=ServiceKind.LEGAL, agreed=False)
    return case.person.reference
