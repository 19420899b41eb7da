"""Links: what they show to whom, and when they die."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.references import new_reference
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.outside import actions, queries
from malath.outside.actions import CannotLink, Made
from malath.outside.models import Link
from malath.outside.words import LinkState, WhyNotLink
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind, Level
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import REASON, make_sent_referral
from malath.referrals.tests.asking import take_back
from malath.referrals.words import AnsweredHow, QuestionKind, Status

LATER = MONDAY + timedelta(minutes=20)
WRONG = "00000000"


def address(made: Made) -> str:
    return "/o/{}/{}/".format(*made.address)


def wrong(made: Made) -> str:
    return WRONG if made.passcode != WRONG else "11111111"


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def show(made: Made, passcode: str = "") -> Any:
    return Client().post(address(made), {"passcode": passcode or made.passcode}, headers={"Accept-Language": "en"})


def grant(answer: Any) -> str:
    return str(answer.content.decode().split('name="grant" value="')[1].split('"')[0])


def state(made: Made) -> LinkState:
    link = Link.objects.get(pk=made.link.pk)
    return queries.life_of(link, Referral.objects.get(pk=link.referral_id), LATER).state(LATER)


def test_looking_shows_nothing_and_burns_nothing(made: Made, clock: Clock) -> None:
    for _ in range(9):
        answer = Client().get(address(made))
        assert answer.status_code == 200
        assert REASON not in text(answer)
    assert REASON in text(show(made))


def test_an_address_that_never_was_looks_and_answers_the_same(made: Made, clock: Clock) -> None:
    never = f"/o/{new_reference()}/{new_reference()}/"
    assert Client().get(never).content == Client().get(address(made)).content
    refused = Client().post(never, {"passcode": WRONG}, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.content) == (422, show(made, wrong(made)).content)


def test_the_passcode_shows_what_the_sender_saw_before_sending_and_for_whom(made: Made, clock: Clock) -> None:
    shown = text(show(made))
    assert REASON in shown
    assert f"Hospital of the Hills · Social service · {made.link.reference}" in shown
    case, person = made.link.referral.case.reference, made.link.referral.person.reference
    assert [word in shown for word in (case, person, "Basim")] == [False] * 3


def test_spaces_and_arabic_digits_are_fine(made: Made, clock: Clock) -> None:
    typed = made.passcode.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert REASON in text(show(made, f"{typed[:4]} {typed[4:]}"))


def test_it_is_read_twice_and_answered_after_that(made: Made, clock: Clock) -> None:
    assert [REASON in text(show(made)) for _ in range(3)] == [True, True, False]
    answer = show(made)
    sent = Client().post(address(made), {"grant": grant(answer), "saying": "acknowledge"})
    assert sent.status_code == 200
    assert Referral.objects.get(pk=made.link.referral_id).status == Status.ACKNOWLEDGED


def test_no_cookie_no_session_no_trace_of_where_from(made: Made, clock: Clock) -> None:
    for answer in (Client().get(address(made)), show(made), show(made, wrong(made))):
        assert not answer.cookies
        assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
        assert "noindex" in answer["X-Robots-Tag"]


def test_neither_half_is_kept(made: Made) -> None:
    kept = " ".join(str(value) for value in Link.objects.filter(pk=made.link.pk).values_list()[0])
    kept += " ".join(Event.objects.values_list("facts", flat=True))
    assert [half in kept for half in (*made.address, made.passcode)] == [False] * 3


def test_five_wrong_passcodes_lock_it_and_the_sender_is_told(made: Made, people: Cast, clock: Clock) -> None:
    for _ in range(5):
        assert show(made, wrong(made)).status_code == 422
    assert REASON not in text(show(made))
    assert state(made) == LinkState.LOCKED
    assert inbox.waiting(people.basim.pk, [people.station.pk])[0].kind == ItemKind.LINK_LOCKED


def test_opening_it_is_told_to_the_sender_once(made: Made, people: Cast, clock: Clock) -> None:
    show(made)
    show(made)
    told = [item.kind for item in inbox.waiting(people.basim.pk, [people.station.pk])]
    assert told.count(ItemKind.LINK_OPENED) == 1
    assert state(made) == LinkState.OPENED


def test_it_lives_for_seventy_two_hours(made: Made, clock: Clock) -> None:
    clock.at = MONDAY + timedelta(hours=71, minutes=59)
    assert REASON in text(show(made))
    clock.at = MONDAY + timedelta(hours=72)
    assert REASON not in text(show(made))


def test_it_dies_when_the_person_takes_the_consent_back(made: Made, people: Cast, clock: Clock) -> None:
    page = show(made)
    take_back(made.link.referral, ConsentKind.C1, people)
    assert REASON not in text(show(made))
    answer = Client().post(address(made), {"grant": grant(page), "saying": "accept"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 409
    assert Referral.objects.get(pk=made.link.referral_id).status == Status.SENT


def test_revoked_it_opens_no_more_at_once(made: Made, people: Cast, clock: Clock) -> None:
    actions.revoke_link(made.link.referral, by=people.basim, at=LATER)
    assert REASON not in text(show(made))
    assert state(made) == LinkState.REVOKED


def test_a_new_one_ends_the_one_before(made: Made, sent: Referral, people: Cast, clock: Clock) -> None:
    fresh = actions.make_link(sent, by=people.basim, at=LATER)
    assert [REASON in text(show(one)) for one in (made, fresh)] == [False, True]


def test_accepting_through_it_opens_nothing_and_names_nobody(made: Made, people: Cast, clock: Clock) -> None:
    answer = Client().post(address(made), {"grant": grant(show(made)), "saying": "accept", "note": "Bed 4."})
    referral = Referral.objects.get(pk=made.link.referral_id)
    assert answer.status_code == 200
    assert (referral.status, referral.answered_how, referral.key_worker) == (Status.ACCEPTED, AnsweredHow.LINK, None)
    assert {line.how for line in privacy.left_lines(referral.person)} == {"referral", "link"}
    assert inbox.waiting(people.basim.pk, [people.station.pk])[0].kind == ItemKind.REFERRAL_ANSWERED
    assert state(made) == LinkState.ANSWERED
    assert REASON not in text(show(made))


def test_declining_needs_why_and_what_instead(made: Made, clock: Clock) -> None:
    page = show(made)
    typed = {"grant": grant(page), "saying": "decline", "note": "Full until Sunday."}
    half = Client().post(address(made), typed, headers={"Accept-Language": "en"})
    assert half.status_code == 422
    assert "Full until Sunday." in text(half)
    whole = Client().post(address(made), {**typed, "because": "no_place", "alternative": "together"})
    assert whole.status_code == 200
    assert Referral.objects.get(pk=made.link.referral_id).status == Status.DECLINED


def test_asking_through_it_reaches_the_sender(made: Made, people: Cast, clock: Clock) -> None:
    typed = {"grant": grant(show(made)), "saying": "ask", "question": QuestionKind.TIME.value, "note": "Until Monday?"}
    assert Client().post(address(made), typed).status_code == 200
    assert inbox.waiting(people.basim.pk, [people.station.pk])[0].kind == ItemKind.REFERRAL_ASKED


def test_a_grant_opens_no_other_link_and_grows_old(made: Made, people: Cast, hospital: Desk, clock: Clock) -> None:
    elsewhere = make_sent_referral(people.basim, people.station, hospital, type=ServiceKind.HEALTH)
    other = actions.make_link(elsewhere, by=people.basim, at=MONDAY)
    typed = {"grant": grant(show(made)), "saying": "accept"}
    assert Client().post(address(other), typed).status_code == 422
    assert Client().post(address(made), {**typed, "grant": "made-up"}).status_code == 422


def test_somebody_who_was_answered_by_phone_meanwhile_is_told(made: Made, people: Cast, clock: Clock) -> None:
    page = show(made)
    referrals.withdraw(made.link.referral, by=people.basim, at=LATER)
    answer = Client().post(address(made), {"grant": grant(page), "saying": "accept", "note": "Bed 4."})
    assert answer.status_code == 409
    assert "Bed 4." in text(answer)


def test_too_many_tries_from_one_place_are_stopped(made: Made, clock: Clock) -> None:
    client = Client()
    codes = [client.post(f"/o/{new_reference()}/{new_reference()}/", {"passcode": WRONG}).status_code for _ in range(31)]
    assert codes[29:] == [422, 429]


def test_no_link_where_the_body_works_in_malath_or_nothing_waits(sent: Referral, people: Cast) -> None:
    inside = make_sent_referral(people.basim, people.station, people.shelter)
    with pytest.raises(CannotLink) as error:
        actions.make_link(inside, by=people.basim, at=LATER)
    assert error.value.reasons == [WhyNotLink.HAS_ACCOUNTS]
    referrals.withdraw(sent, by=people.basim, at=LATER)
    with pytest.raises(CannotLink) as error:
        actions.make_link(sent, by=people.basim, at=LATER)
    assert error.value.reasons == [WhyNotLink.NOT_WAITING]


def test_no_link_without_a_ground(sent: Referral, people: Cast) -> None:
    take_back(sent, ConsentKind.C1, people)
    with pytest.raises(CannotLink) as error:
        actions.make_link(sent, by=people.basim, at=LATER)
    assert error.value.reasons == [WhyNotLink.NO_BASIS]


def test_what_a_link_shows_has_left(made: Made) -> None:
    left = [(line.how, line.level) for line in privacy.left_lines(made.link.referral.person)]
    assert ("link", Level.L2) in left


def test_the_sender_sees_the_halves_once(sent: Referral, basim: Client, clock: Clock) -> None:
    answer = basim.post(f"/outside/{sent.reference}/link/")
    shown = text(answer)
    assert answer.status_code == 200
    assert "It is shown now and never again." in shown
    assert "/o/" in shown
    assert "/o/" not in text(basim.get(f"/outside/{sent.reference}/"))


def test_a_stranger_learns_nothing_and_it_needs_post(sent: Referral, people: Cast, basim: Client) -> None:
    stranger = signed_in(Client(), people.zayd)
    for act in ("link", "revoke", "answer"):
        assert stranger.post(f"/outside/{sent.reference}/{act}/").status_code == 404
        assert basim.get(f"/outside/{sent.reference}/{act}/").status_code == 405
    assert stranger.get(f"/outside/{sent.reference}/").status_code == 404


def test_every_step_is_in_the_trail(made: Made, clock: Clock) -> None:
    show(made, wrong(made))
    show(made)
    names = set(Event.objects.values_list("name", flat=True))
    assert {Did.LINK_MADE, Did.LINK_TRIED, Did.LINK_OPENED} <= names
    assert Event.objects.filter(by=made.link.reference, by_kind="link").exists()


def test_nothing_is_left_behind_when_the_trace_fails(sent: Referral, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_append", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.make_link(sent, by=people.basim, at=LATER)
    assert not Link.objects.exists()
