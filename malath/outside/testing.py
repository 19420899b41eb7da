"""Referrals to bodies without an account, made by the real acts."""

from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.outside import actions
from malath.outside.actions import Made
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral


def make_outside_desk(kind: AgencyKind = AgencyKind.HEALTH, service: ServiceKind = ServiceKind.HEALTH) -> Desk:
    """A desk of a body that does not work in Malath."""
    body = make_agency(kind, "Hospital of the Hills", "مستشفى التلال", has_accounts=False)
    return make_desk(body, name_en="Social service", name_ar="الخدمة الاجتماعية", services=[service], phone="+96260000191")


def make_outside_referral(
    sender: User, sending: Desk, receiving: Desk, at: datetime = MONDAY, *, type: ServiceKind = ServiceKind.HEALTH
) -> Referral:
    """A referral that waits there."""
    return make_sent_referral(sender, sending, receiving, at, type=type)


def make_link(referral: Referral, by: User, at: datetime = MONDAY) -> Made:
    """A fresh link with its two halves."""
    return actions.make_link(referral, by=by, at=at)
