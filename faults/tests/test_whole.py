"""Each rule finds the half act that is planted for it, and none where all is whole."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet

from faults import whole
from malath.accounts.testing import Cast, cast
from malath.audit.testing import erasable
from malath.audit.words import Did
from malath.cases.models import StatusChange
from malath.cases.testing import make_case, make_child_case
from malath.foundation.acts import unguarded
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy.models import Access, Basis, Consent, File, Ground, Left
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind, Purpose
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import MINUTES, make_accepted_referral, make_declined_referral, make_sent_referral

Plant = Callable[["Scene"], object]


class Scene:
    """Something of everything: accepted, declined, escalated, taken back, opened without consent."""

    def __init__(self, people: Cast) -> None:
        basim, station, amal, shelter = people.basim, people.station, people.amal, people.shelter
        self.accepted = make_accepted_referral(basim, station, amal, shelter)
        self.declined = make_declined_referral(basim, station, amal, shelter)
        waiting = make_sent_referral(basim, station, shelter)
        late = waiting.escalate_at
        assert late is not None
        self.escalated = referrals.escalate(waiting, at=late)
        self.stopped = make_accepted_referral(basim, station, amal, shelter)
        consent = Consent.objects.get(person=self.stopped.person, kind=ConsentKind.C3)
        privacy.withdraw(consent, self.stopped.person, by=basim, at=MONDAY + 3 * MINUTES)
        self.case = make_case(station, basim)
        self.child = make_child_case(station, basim)


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene(cast())


def of(referral: Referral, kind: ItemKind) -> QuerySet[Item]:
    return Item.objects.filter(subject=referral.reference, kind=kind)


def forget(event: Did, subject: str) -> None:
    """A trail can lose nothing; a subject that is called otherwise is as good as lost."""
    with erasable(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE name = %s AND subject = %s", [event.value, subject])


PLANTS: dict[str, tuple[Plant, str]] = {
    "no file": (lambda it: File.objects.filter(pk=it.case.person_id).delete(), "has no file"),
    "no access of the opener": (
        lambda it: Access.objects.filter(person=it.case.person, purpose=Purpose.OPENING).delete(), "does not see it"
    ),
    "no first status": (lambda it: StatusChange.objects.filter(case=it.case).delete(), "began with no status"),
    "a basis on nothing": (lambda it: Ground.objects.filter(basis__person=it.case.person).delete(), "rests on nothing"),
    "an arrival untold": (lambda it: of(it.escalated, ItemKind.REFERRAL_ARRIVED).delete(), "told to its desk 0 times"),
    "access that knows another end": (
        lambda it: Access.objects.filter(person=it.case.person).update(basis_until=None), "another end than its basis"
    ),
    "a sending not kept": (
        lambda it: Left.objects.filter(reference=it.escalated.reference).delete(), "known to have left 0 times"
    ),
    "an answer untold": (lambda it: of(it.accepted, ItemKind.REFERRAL_ANSWERED).delete(), "told to the sender 0 times"),
    "a refusal untold": (lambda it: of(it.declined, ItemKind.REFERRAL_ANSWERED).delete(), "told to the sender 0 times"),
    "no access of the key worker's desk": (
        lambda it: Access.objects.filter(person=it.accepted.person).exclude(purpose=Purpose.OPENING).delete(), "sees nothing"
    ),
    "a case that stood still": (
        lambda it: StatusChange.objects.filter(case=it.accepted.case, status="accepted").delete(), "was never accepted"
    ),
    "an answer that still waits": (
        lambda it: of(it.accepted, ItemKind.REFERRAL_ARRIVED).update(seen_at=None, seen_by=""), "still waits in an inbox"
    ),
    "an escalation untold": (lambda it: of(it.escalated, ItemKind.REFERRAL_UNANSWERED).delete(), "the sender told 0 times"),
    "an escalation not written down": (
        lambda it: Referral.objects.filter(pk=it.escalated.pk).update(escalated=0), "recorded otherwise"
    ),
    "access on what was taken back": (
        lambda it: Basis.objects.filter(person=it.stopped.person).update(ended_at=None, ended_because=""),
        "stands on what was taken back",
    ),
    "a desk not told to stop": (
        lambda it: Item.objects.filter(subject=it.stopped.person.reference, kind=ItemKind.BASIS_ENDED).delete(),
        "not told to stop",
    ),
    "nobody asked to confirm": (
        lambda it: Item.objects.filter(subject=it.child.person.reference).delete(), "nobody was asked to confirm"
    ),
    "a case without its event": (lambda it: forget(Did.CASE_OPENED, it.case.reference), "case.opened recorded 0 times"),
    "an acceptance without its event": (
        lambda it: forget(Did.REFERRAL_ACCEPTED, it.accepted.reference), "recorded as accepted 0 times"
    ),
    "a withdrawal without its event": (
        lambda it: forget(Did.CONSENT_WITHDRAWN, it.stopped.person.reference), "not as many recorded"
    ),
    "an event of nothing": (
        lambda it: Referral.objects.filter(pk=it.escalated.pk).update(reference="ZZZZ-ZZZZ-ZZZZ"), "which is not there"
    ),
}  # fmt: skip


def test_what_acts_have_written_is_whole(scene: Scene) -> None:
    assert whole.broken() == []


@pytest.mark.parametrize("planted", PLANTS)
def test_a_planted_half_act_is_found(scene: Scene, planted: str) -> None:
    plant, sentence = PLANTS[planted]
    with unguarded():
        plant(scene)
    assert any(sentence in found for found in whole.broken()), whole.broken()


def test_somebody_told_twice_is_found(scene: Scene) -> None:
    twice = Item.objects.filter(subject=scene.accepted.reference, kind=ItemKind.REFERRAL_ANSWERED).get()
    twice.pk = None
    with unguarded():
        twice.save(force_insert=True)
    assert any("told to the sender 2 times" in found for found in whole.broken())
