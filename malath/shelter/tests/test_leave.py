"""Exits: whoever wants to go goes, and the place is free at once. And what happens in between: incidents, withdrawal, the
night."""

from datetime import timedelta
from typing import Any

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.cases.testing import CHILD, CHILD_AT_RISK, make_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import Pressing
from malath.privacy import actions as privacy
from malath.privacy.models import Basis, Consent
from malath.privacy.words import BasisKind, ConsentKind
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.shelter import actions, queries, rules
from malath.shelter.models import HeadCount, Place, Shelter, Stay
from malath.shelter.queries.board import find
from malath.shelter.testing import (
    AFTER,
    make_belonging,
    make_exit,
    make_incident,
    make_leaving,
    make_section,
    make_stay,
    places_in,
)
from malath.shelter.tests.conftest import House, accepted
from malath.shelter.tests.test_houses import A_WOMAN, refused
from malath.shelter.words import FollowUp, IncidentKind, Left, Looked, Ready, Takes, When, WhyNot
from malath.workday.tick import tick

LATER = AFTER + timedelta(days=3)
USUAL = {"admitted_at": AFTER, "at": LATER, "things_here": False, "supervises": False, "is_child": False}


def why_not(
    how: Left = Left.PLANNED, left_at: object = LATER, given: dict[str, object] | None = None, **more: object
) -> list[WhyNot]:
    return rules.why_not_leave(make_leaving(left_at, how, **more), **{**USUAL, **(given or {})})  # type: ignore[arg-type]  # as named


def test_a_planned_exit_needs_what_keeps_somebody_safe() -> None:
    assert why_not() == []
    assert why_not(looked=Looked.NOT_LOOKED) == [WhyNot.NOT_LOOKED]
    assert why_not(looked=Looked.DANGER) == [WhyNot.PLAN_MISSING]
    assert why_not(looked=Looked.DANGER, has_plan=True) == []
    assert why_not(medicine=Ready.NO) == [WhyNot.NOT_READY]
    assert why_not(transport=Ready.NO) == [WhyNot.NOT_READY]
    assert why_not(follow_up=FollowUp.NOT_ASKED) == [WhyNot.FOLLOW_UP_MISSING]
    assert why_not(follow_up=FollowUp.NO) == []
    assert why_not(given={"things_here": True}) == [WhyNot.BELONGINGS_LEFT]


def test_who_goes_without_a_plan_is_not_held_back() -> None:
    bare = {"looked": Looked.NOT_LOOKED, "medicine": Ready.NO, "transport": Ready.NO, "follow_up": FollowUp.NOT_ASKED}
    assert why_not(Left.UNPLANNED, given={"things_here": True}, **bare) == []


def test_an_exit_lies_between_the_admission_and_now() -> None:
    assert why_not(left_at=AFTER - timedelta(minutes=1)) == [WhyNot.EXIT_BEFORE_ADMISSION]
    assert why_not(left_at=LATER + timedelta(minutes=1)) == [WhyNot.AHEAD]
    assert why_not(left_at=AFTER) == []


def test_nobody_is_put_out_but_by_a_supervisor_to_another_place_and_never_a_child() -> None:
    put_out: Any = lambda **given: why_not(Left.EXPELLED, given={"supervises": True, **given}, has_plan=True)  # noqa: E731
    assert put_out() == []
    assert put_out(supervises=False) == [WhyNot.SUPERVISOR_ONLY]
    assert put_out(is_child=True) == [WhyNot.CHILD_STAYS]
    assert why_not(Left.EXPELLED, given={"supervises": True}, has_plan=True, elsewhere=False) == [WhyNot.NO_OTHER_PLACE]
    assert why_not(Left.EXPELLED, given={"supervises": True}) == [WhyNot.WORDS_MISSING]


def test_the_place_is_free_at_once(house: House, stay: Stay, places: list[Place]) -> None:
    make_belonging(stay, house.amal)
    assert refused(lambda: make_exit(stay, house.amal, LATER)) == [WhyNot.BELONGINGS_LEFT]
    assert find(A_WOMAN, When.NIGHT, [1]).free == 1
    gone = make_exit(stay, house.amal, LATER, Left.UNPLANNED, where="To her sister in the north.")
    assert gone.opened("where") == "To her sister in the north."
    assert find(A_WOMAN, When.NIGHT, [1]).free == 2
    assert refused(lambda: make_exit(stay, house.amal, LATER)) == [WhyNot.LEFT_ALREADY]
    assert not queries.to_remind(LATER + timedelta(days=100)), "no clock runs after an exit"
    make_stay(accepted(house, "Person Waw"), places[0], house.amal)


def test_who_left_may_come_again_but_not_into_the_time_before(house: House, stay: Stay, places: list[Place]) -> None:
    make_exit(stay, house.amal, LATER)
    again = make_accepted_referral(
        house.nour, house.desk, house.amal, house.refuge, AFTER + timedelta(days=1), case=stay.case, agreed=False
    )
    overlaps = lambda: make_stay(again, places[0], house.amal, AFTER + timedelta(days=2))  # noqa: E731
    assert refused(overlaps) == [WhyNot.OVERLAPS]
    make_stay(again, places[0], house.amal, LATER + timedelta(hours=1))


def test_a_child_who_is_gone_is_told_to_the_supervisors_at_once(house: House, shelter: Shelter) -> None:
    case = make_case(house.desk, house.nour, ground=CHILD_AT_RISK, facts=CHILD, name="Person Ba")
    ground = Basis.objects.get(person=case.person, kind=BasisKind.O2)
    rana = make_user(Role.SUPERVISOR, house.desk, name_en="Rana")
    privacy.confirm(ground, case.person, by=rana, at=AFTER)
    girls = places_in(make_section(shelter, house.amal, Takes.GIRLS, "G"))
    referral = make_accepted_referral(house.nour, house.desk, house.amal, house.refuge, AFTER, case=case, agreed=False)
    stay = make_stay(referral, girls[0], house.amal, LATER)
    make_exit(stay, house.amal, LATER, Left.UNPLANNED)
    told = Item.objects.filter(kind="incident", pressing=Pressing.EMERGENCY)
    assert house.huda in {item.user for item in told}


def test_an_incident_is_told_at_once_and_again_after_an_hour(house: House, shelter: Shelter, clock: Clock) -> None:
    incident = make_incident(shelter, house.rima)
    assert incident.opened("words") == "Two men asked for her at the gate."
    assert [item.user for item in Item.objects.filter(kind="incident")] == [house.huda]
    assert not queries.incidents_to_look_at(AFTER + timedelta(minutes=59))
    clock.at = AFTER + timedelta(hours=1)
    tick(clock.at)
    assert Item.objects.filter(kind="incident", seen_at__isnull=True, desk=house.refuge).count() == 1
    assert refused(lambda: actions.look_at_incident(incident, by=house.rima, at=clock.at)) == [WhyNot.OWN_INCIDENT]
    actions.look_at_incident(incident, by=house.huda, at=clock.at)
    assert refused(lambda: actions.look_at_incident(incident, by=house.huda, at=clock.at)) == [WhyNot.LOOKED_AT]
    assert not Item.objects.filter(kind="incident", seen_at__isnull=True).exists()
    assert not queries.incidents_to_look_at(AFTER + timedelta(days=9))


def test_an_incident_needs_its_words_and_lies_behind_us(house: House, shelter: Shelter, stay: Stay) -> None:
    assert refused(lambda: make_incident(shelter, house.rima, words=" ")) == [WhyNot.WORDS_MISSING]
    ahead = lambda: actions.record_incident(  # noqa: E731
        shelter, IncidentKind.MISSING, "Gone.", LATER, stay=stay, by=house.rima, at=AFTER
    )
    assert refused(ahead) == [WhyNot.AHEAD]
    assert make_incident(shelter, house.rima, stay=stay).key_id == stay.key_id


def test_a_withdrawal_ends_the_clocks_and_puts_nobody_out(house: House, stay: Stay, referral: Referral, clock: Clock) -> None:
    assert queries.standing_on([stay.person_id], house.refuge) == [stay]
    assert refused(lambda: actions.stop(stay, at=AFTER)) == [WhyNot.STILL_SEEN]
    consent = Consent.objects.get(person=stay.person, kind=ConsentKind.C8)
    privacy.withdraw(consent, stay.person, by=house.nour, at=LATER)
    clock.at = LATER
    assert tick(LATER).stays_stopped.done == 1
    stay.refresh_from_db()
    assert (stay.stopped_at, stay.next_due, stay.left_at) == (LATER, None, None)
    assert refused(lambda: actions.go_out(stay, by=house.amal, at=LATER)) == [WhyNot.STOPPED]
    assert find(A_WOMAN, When.NIGHT, [1]).free == 1, "the place is theirs until they have left"
    item = Item.objects.get(kind="stay_stopped")
    assert item.subject == stay.shelter.reference, "not the person's number"
    actions.leave_after_withdrawal(stay, by=house.rima, at=LATER)
    assert find(A_WOMAN, When.NIGHT, [1]).free == 2


def test_while_the_agreement_stands_the_exit_is_written_in_the_case(house: House, stay: Stay) -> None:
    assert refused(lambda: actions.leave_after_withdrawal(stay, by=house.amal, at=LATER)) == [WhyNot.NOT_STOPPED]
    assert refused(lambda: actions.go_on(stay, at=LATER)) == [WhyNot.NOT_SEEN]
    assert queries.to_stop(LATER) == []
    assert queries.to_go_on(LATER) == []


def test_the_tick_reminds_of_a_stay_by_its_number_alone(house: House, stay: Stay, clock: Clock) -> None:
    clock.at = AFTER + timedelta(days=1)
    assert tick(clock.at).stays_due.done == 1
    item = Item.objects.get(kind="stay_due")
    assert (item.desk, item.link) == (house.refuge, f"/cases/{stay.case.reference}/shelter/")
    assert tick(clock.at + timedelta(minutes=1)).stays_due.done == 0
    assert refused(lambda: actions.remind(stay, at=clock.at)) == [WhyNot.NOT_DUE]


def test_one_shift_tells_the_next_and_counts(house: House, shelter: Shelter, stay: Stay) -> None:
    note = actions.hand_over(shelter, "She asked for a lamp.", stay=stay, by=house.rima, at=AFTER)
    assert note.key_id == stay.key_id
    assert actions.hand_over(shelter, "The boiler is off.", by=house.rima, at=AFTER).key_id == shelter.key_id
    assert refused(lambda: actions.hand_over(shelter, " ", by=house.rima, at=AFTER)) == [WhyNot.WORDS_MISSING]
    actions.take_over(note, by=house.amal, at=LATER)
    assert refused(lambda: actions.take_over(note, by=house.rima, at=LATER)) == [WhyNot.TAKEN_OVER]
    actions.count_heads(shelter, 0, 1, by=house.rima, at=LATER)
    assert refused(lambda: actions.count_heads(shelter, 501, 1, by=house.rima, at=LATER)) == [WhyNot.COUNT_RANGE]
    assert HeadCount.objects.get().expected == 1
