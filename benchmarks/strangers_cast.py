"""Somebody who held a file yesterday and is kept out of it today."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.testing import signed_in
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.people import queries as people
from malath.people.words import DetailKind
from malath.privacy import actions as privacy
from malath.privacy.words import BlockKind
from malath.referrals.models import Referral
from malath.referrals.words import Status


@dataclass(frozen=True)
class Kept:
    """What they knew of: references, and the phone of the person."""

    person: str
    case: str
    referral: str
    phone: str


def blocked_officer() -> tuple[Client, Kept]:
    """A member of the desk that accepted a referral of somebody with a phone, kept out by a block on themselves."""
    at = clock.now()
    rows = Referral.objects.filter(status=Status.ACCEPTED, key_worker__isnull=False)
    for referral in rows.select_related("person", "case", "receiving_desk", "key_worker").order_by("pk"):
        phones = people.details_of([referral.person_id], kinds=[DetailKind.PHONE]).get(referral.person_id, [])
        colleagues = [user for user in accounts.workers_of(referral.receiving_desk, at) if user != referral.key_worker]  # type: ignore[arg-type]
        if phones and colleagues:
            user = colleagues[0]
            privacy.block(referral.person, kind=BlockKind.ASKED, user=user, by=WORKER, at=at - timedelta(minutes=1))
            kept = Kept(referral.person.reference, referral.case.reference, referral.reference, phones[0].value)
            return signed_in(Client(SERVER_NAME="localhost"), user), kept
    raise SystemExit("Nobody of the demonstration fits: make it larger.")
