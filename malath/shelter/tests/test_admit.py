"""Taking somebody in: of their own will, to one place, in a section that is for them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from malath.audit.models import Event
from malath.cases.models import StatedNeed
from malath.cases.words import Need, NeedState, UnmetReason
from malath.foundation.acts import act, note_event
from malath.inbox.models import Item
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from malath.shelter import actions, queries
from malath.shelter.actions import CannotShelter, Child
from malath.shelter.models import Companion, Occupancy, Place, Refusal, Shelter, Stay
from malath.shelter.testing import AFTER, make_admission, make_refusal, make_section, make_stay, places_in
from malath.shelter.tests.conftest import House, accepted
from malath.shelter.tests.test_houses import refused
from malath.shelter.words import Elsewhere, Refused, Takes, WhyNot


def test_an_accepted_referral_waits_until_somebody_is_taken_in(house: House, referral: Referral, places: list[Place]) -> None:
    assert list(queries.waiting_for_a_bed([house.refuge.pk], AFTER)) == [referral]
    assert list(queries.waiting_for_a_bed([house.desk.pk], AFTER)) == []
    make_stay(referral, places[0], house.amal)
    assert list(queries.waiting_for_a_bed([house.refuge.pk], AFTER)) == []


def test_it_takes_a_place_meets_the_need_and_leaves_its_trace(house: House, stay: Stay, places: list[Place]) -> None:
    assert Occupancy.objects.get(stay=stay).place == places[0]
    assert StatedNeed.objects.get(case=stay.case, kind=Need.SAFE_PLACE).state == NeedState.MET
    assert Event.objects.filter(name="stay.begun", subject=stay.case.reference).count() == 1


def test_it_tells_the_key_worker_elsewhere_neither_where_nor_who(house: House, stay: Stay) -> None:
    for item in Item.objects.filter(kind="stay_changed"):
        assert item.user == house.nour
        assert item.link == f"/cases/{stay.case.reference}/shelter/"


def test_the_same_form_twice_is_one_stay(house: House, referral: Referral, places: list[Place]) -> None:
    once = uuid4()
    first = actions.admit(referral, make_admission(places[0]), by=house.amal, at=AFTER, once=once)
    assert actions.admit(referral, make_admission(places[0]), by=house.amal, at=AFTER, once=once) == first


def test_a_taken_place_is_given_to_nobody_else(house: House, stay: Stay, places: list[Place]) -> None:
    second = accepted(house, "Person Waw")
    assert refused(lambda: make_stay(second, places[0], house.amal)) == [WhyNot.PLACE_TAKEN]
    assert not Stay.objects.filter(referral=second).exists(), "an interrupted act leaves no trace"


def test_the_database_itself_gives_no_place_twice(stay: Stay, places: list[Place]) -> None:
    @act
    def twice() -> None:
        note_event()
        Occupancy.objects.create(stay=stay, place=places[0], since=AFTER)

    with pytest.raises(IntegrityError):
        twice()


def test_who_waits_no_more_is_not_taken_in_again(house: House, stay: Stay, places: list[Place], referral: Referral) -> None:
    assert refused(lambda: make_stay(referral, places[1], house.amal)) == [WhyNot.NOT_WAITING]


def test_who_took_their_agreement_back_is_not_taken_in(house: House, referral: Referral, places: list[Place]) -> None:
    consent = Consent.objects.get(person=referral.person, kind=ConsentKind.C8)
    privacy.withdraw(consent, referral.person, by=house.nour, at=AFTER)
    assert refused(lambda: make_stay(referral, places[0], house.amal)) == [WhyNot.GROUND_ENDED]
    assert list(queries.waiting_for_a_bed([house.refuge.pk], AFTER)) == []


def test_a_place_of_another_section_is_refused(house: House, shelter: Shelter, referral: Referral) -> None:
    men = places_in(make_section(shelter, house.amal, Takes.MEN, "B"))
    assert refused(lambda: make_stay(referral, men[0], house.amal)) == [WhyNot.SECTION_DOES_NOT_FIT]


def test_children_come_with_their_mother_each_to_a_place_or_to_hers(house: House, shelter: Shelter, referral: Referral) -> None:
    beds = places_in(make_section(shelter, house.amal, Takes.MOTHERS, "M", 3))
    children = (Child("Sami", 2020, True, beds[1]), Child("Lina", 2025, False))
    stay = make_stay(referral, beds[0], house.amal, children=children)
    assert [child.opened("name") for child in queries.companions_of(stay)] == ["Sami", "Lina"]
    assert Occupancy.objects.filter(stay=stay, until__isnull=True).count() == 2


def test_a_child_born_after_that_day_is_a_slip(house: House, shelter: Shelter, referral: Referral) -> None:
    beds = places_in(make_section(shelter, house.amal, Takes.MOTHERS, "M", 3))
    born_later = (Child("Sami", AFTER.year + 1, True),)
    assert refused(lambda: make_stay(referral, beds[0], house.amal, children=born_later)) == [WhyNot.BEFORE_BIRTH]
    assert not Companion.objects.exists()


def test_nobody_comes_before_they_were_referred_or_tomorrow(house: House, referral: Referral, places: list[Place]) -> None:
    for moment, why in ((AFTER - timedelta(days=1), WhyNot.BEFORE_REFERRAL), (AFTER + timedelta(days=1), WhyNot.AHEAD)):
        admission = make_admission(places[0], moment)
        with pytest.raises(CannotShelter) as caught:
            actions.admit(referral, admission, by=house.amal, at=AFTER)
        assert caught.value.reasons == [why]


def test_a_refusal_keeps_its_reason_sealed_and_ends_the_waiting(house: House, referral: Referral) -> None:
    refusal = make_refusal(referral, house.amal)
    assert refusal.opened("words") == "The other house has room."
    assert not queries.waiting_for_a_bed([house.refuge.pk], AFTER).exists()
    assert refused(lambda: make_refusal(referral, house.amal)) == [WhyNot.NOT_WAITING]


def test_what_is_never_a_reason_leaves_no_trace(house: House, referral: Referral) -> None:
    turn = lambda: actions.turn_away(  # noqa: E731
        referral, Refused.PREGNANCY, Elsewhere.SHELTER, "Far along.", by=house.amal, at=AFTER
    )
    assert refused(turn) == [WhyNot.NEVER_A_REASON]
    assert not Refusal.objects.exists()
    assert not Event.objects.filter(name="stay.refused").exists()


def test_without_a_place_they_go_on_waiting_and_the_need_is_counted_as_unmet(house: House, referral: Referral) -> None:
    actions.record_no_place(referral, by=house.amal, at=AFTER)
    need = StatedNeed.objects.get(case=referral.case, kind=Need.SAFE_PLACE)
    assert (need.state, need.reason) == (NeedState.UNMET, UnmetReason.NO_BED)
    assert queries.waiting_for_a_bed([house.refuge.pk], AFTER).exists()
    actions.record_no_place(referral, by=house.amal, at=AFTER)
