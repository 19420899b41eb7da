"""Scenarios 1 (steps 6 and 7), 4 (step 4), 6 (steps 4 to 7) and 12 (steps 1 and 4), as far as they are shelter: with the
pages and the round of the worker, without a browser."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.privacy.models import Consent
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.models import Referral
from malath.referrals.tests.conftest import clock
from malath.shelter.models import Belonging, Exit, Place, Shelter, Stay
from malath.shelter.queries.board import find
from malath.shelter.testing import AFTER, make_section, places_in
from malath.shelter.tests.conftest import House, house, places, referral, shelter, stay, women
from malath.shelter.tests.test_houses import A_WOMAN
from malath.shelter.words import Takes, When
from malath.workday.tick import tick

__all__ = ["clock", "house", "places", "referral", "shelter", "stay", "women"]
DAY = timedelta(days=1)


def look(user: User, name: str, *args: str, query: str = "") -> str:
    return signed_in(Client(), user).get(reverse(name, args=args) + query).content.decode()


def press(user: User, name: str, *args: str, **typed: str) -> int:
    return signed_in(Client(), user).post(reverse(name, args=args), typed).status_code


def leaves(reference: str, user: User, **more: str) -> int:
    typed = {
        "how": "planned", "on": "28/11/2026", "time": "20:30", "destination": "own", "looked": "safe", "medicine": "yes",
        "transport": "yes",
    }  # fmt: skip
    return press(user, "shelter:leave_house", reference, **(typed | more))


def test_she_is_admitted_in_the_evening_with_her_things_signed(
    house: House, referral: Referral, places: list[Place], clock: Clock
) -> None:
    clock.at = AFTER + timedelta(hours=11)
    case = referral.case.reference
    typed = {
        "once": str(uuid4()), "place": places[0].reference, "came_on": "02/11/2026", "came_time": "21:40",
        "entitled": "potential", "voluntary": "on", "rights": "on", "language": "am", "told": "interpreter",
    }  # fmt: skip
    clock.at = AFTER + timedelta(hours=12)
    assert press(house.rima, "shelter:admit", case, **typed) == 302
    things = {"kind": "papers", "what": "A folded letter", "both_signed": "on"}
    assert press(house.rima, "shelter:sign_in", case, **things) == 302
    assert press(house.rima, "shelter:health", case, said="later") == 302
    clock.at += DAY
    tick(clock.at)
    assert Item.objects.filter(kind="stay_due", subject=referral.person.reference).exists(), "a key worker is due by now"
    assert press(house.amal, "shelter:key_worker", case, one=house.rima.reference) == 302
    assert not Item.objects.filter(kind="stay_due", seen_at__isnull=True).exists()
    for user in (house.rima, house.amal, house.huda, house.nour):
        look(user, "shelter:file", case)
        look(user, "workday:case", case)
    assert Belonging.objects.get().held is False


def test_fourteen_look_for_a_bed_and_nine_are_free(house: House, shelter: Shelter) -> None:
    make_section(shelter, house.amal, Takes.WOMEN, "A", 5)
    make_section(shelter, house.amal, Takes.WOMEN, "B", 4)
    found = find(A_WOMAN, When.NIGHT, [4, 3, 2, 3, 2])
    assert (found.wanted, found.free, found.missing) == (14, 9, 5)
    assert found.plan is not None
    assert found.plan.without == 5, "friends together, nobody parted by the system"
    page = look(house.nour, "shelter:search", query="?sex=female&age=adult&when=night&groups=4+3+2+3+2")
    for said in ("There are too few", "ask a second body", "detention"):
        assert said in page


def test_who_does_not_co_operate_stays_past_day_thirty_and_leaves_by_choice(
    house: House, referral: Referral, stay: Stay, clock: Clock
) -> None:
    make_consent(referral.person, ConsentKind.C5, Answer.NO, desk=house.desk, by=house.nour)
    case = referral.case.reference
    for days in range(1, 32):
        clock.at = AFTER + days * DAY
        tick(clock.at)
    stay.refresh_from_db()
    assert stay.left_at is None, "nothing ends with day thirty"
    assert "Waits" not in look(house.amal, "shelter:file", case)
    refused = press(house.rima, "shelter:turn_away", case, reason="no_cooperation", elsewhere="shelter", words="No.")
    assert refused == 404, "who stays is not turned away"
    assert leaves(case, house.rima, on="03/12/2026", time="10:00") == 422, "she was not asked about contacts afterwards"
    make_consent(referral.person, ConsentKind.C17, Answer.NO, desk=house.refuge, by=house.rima, at=clock.at)
    assert leaves(case, house.rima, on="03/12/2026", time="10:00") == 302
    assert Exit.objects.get().how == "planned"
    assert find(A_WOMAN, When.NIGHT, [1]).free == 2


def test_a_long_stay_rings_three_times_and_she_leaves_on_a_thursday_night(house: House, stay: Stay, clock: Clock) -> None:
    case = stay.case.reference
    for days in (30, 60, 90):
        clock.at = AFTER + days * DAY
        tick(clock.at)
        assert Item.objects.filter(kind="stay_due", seen_at__isnull=True).exists()
        assert press(house.rima, "shelter:review_stay", case, words="Waits for the court.", why_long="court") == 422
        assert press(house.amal, "shelter:review_stay", case, words="Waits for the court.", why_long="") == 422
        assert press(house.amal, "shelter:review_stay", case, words="Waits for the court.", why_long="court") == 302
    for name in ("go_out", "come_back"):
        assert press(house.rima, f"shelter:{name}", case) == 302
    passport = {"kind": "passport", "what": "Blue passport", "held": "on", "asked": "on", "both_signed": "on"}
    assert press(house.rima, "shelter:sign_in", case, **passport) == 302
    clock.at = AFTER + 240 * DAY
    when = {"on": "30/06/2027", "time": "10:00"}
    make_consent(stay.person, ConsentKind.C17, desk=house.refuge, by=house.rima, at=clock.at)
    assert leaves(case, house.rima, **when, looked="not_looked") == 422
    assert leaves(case, house.rima, **when) == 422, "the passport is here still"
    thing = Belonging.objects.get().reference
    assert press(house.rima, "shelter:sign_out", case, thing, both_signed="on") == 302
    assert leaves(case, house.rima, **when) == 302
    assert find(A_WOMAN, When.NIGHT, [1]).free == 2
    assert Consent.objects.filter(person=stay.person, withdrawn_at__isnull=False).count() == 0


def test_nobody_is_put_out_for_coming_home_late(house: House, stay: Stay, clock: Clock) -> None:
    case = stay.case.reference
    clock.at = AFTER + 5 * DAY
    put_out = {"how": "expelled", "on": "07/11/2026", "time": "10:00", "plan": "Came home late.", "elsewhere": "on"}
    assert leaves(case, house.amal, **put_out) == 422
    assert leaves(case, house.huda, **{**put_out, "elsewhere": ""}) == 422
    assert places_in(stay.shelter.sections.get()) != []
    assert not Exit.objects.exists()
