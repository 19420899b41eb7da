"""Who may take a person on at the receiving desk, and to whom that opens the file."""

from datetime import datetime

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.words import AgencyKind
from malath.privacy import queries as privacy
from malath.privacy import rules as privacy_rules
from malath.privacy.words import Purpose
from malath.referrals.models import Referral


def key_workers(referral: Referral, at: datetime) -> list[User]:
    """Members of the receiving desk who may open this file."""
    if referral.receiving_desk is None:
        return []
    kept_out = privacy.users_kept_from(referral.person)
    return [user for user in accounts.workers_of(referral.receiving_desk, at) if user.pk not in kept_out]


def is_personal(referral: Referral) -> bool:
    """Whether accepting opens more to the key worker than to the rest of the desk."""
    desk = referral.receiving_desk
    return desk is not None and privacy_rules.is_personal(Purpose(referral.type), AgencyKind(desk.agency.kind))
