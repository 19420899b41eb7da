"""A program is told that a referral of its desk changed: which one and nothing else, where two allowed it, signed."""

import base64
import hashlib
import hmac
from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.api import actions as api
from malath.api import work
from malath.api.actions import hooks
from malath.api.models import Hook, Ping, System
from malath.api.queries import hooks as queries
from malath.api.words import PingStatus, WhyNotHook
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral

ADDRESS = "https://records.example/told"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def asker(people: Cast) -> User:
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def hook(shelter: System, asker: User, people: Cast) -> Hook:
    asked = hooks.ask_hook(shelter, address=ADDRESS, by=asker, at=MONDAY)
    return hooks.allow_hook(asked, by=people.huda, at=MONDAY)


class Outside:
    """What stands at the other end."""

    def __init__(self) -> None:
        self.got: list[tuple[str, bytes, dict[str, str]]] = []
        self.answers = True

    def __call__(self, address: str, body: bytes, headers: dict[str, str]) -> bool:
        self.got.append((address, body, headers))
        return self.answers


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    monkeypatch.setattr(work, "post", outside)
    return outside


@pytest.fixture
def arrived(hook: Hook, people: Cast) -> Referral:
    return make_sent_referral(people.basim, people.station, people.shelter, MONDAY + MINUTE)


def go_on(minutes: int = 2) -> int:
    return work.go_on(lambda: MONDAY + minutes * MINUTE)


def test_the_program_is_told_which_referral_to_read_and_nothing_else(arrived: Referral, hook: Hook, outside: Outside) -> None:
    assert go_on() == 1
    [(address, body, headers)] = outside.got
    assert address == ADDRESS
    assert body.decode().endswith(f'"data":{{"reference":"{arrived.reference}"}}}}')
    assert arrived.person.reference not in body.decode()
    assert "arrived" not in body.decode()
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(queries.signing_key(hook), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_it_is_told_once(arrived: Referral, outside: Outside) -> None:
    assert [go_on(), go_on(), go_on(60)] == [1, 0, 0]
    assert len(outside.got) == 1


def test_what_does_not_arrive_is_tried_later_given_up_and_told_again_by_hand(
    arrived: Referral, hook: Hook, outside: Outside, asker: User
) -> None:
    outside.answers = False
    assert [go_on(2), go_on(2), go_on(3)] == [0, 0, 0]
    assert len(outside.got) == 2
    for minutes in range(4, 5000, 300):
        go_on(minutes)
    assert (Ping.objects.get().status, len(outside.got), go_on(5000)) == (PingStatus.DEAD, 10, 0)
    outside.answers = True
    hooks.send_anew(hook, by=asker, at=MONDAY + 5001 * MINUTE)
    assert go_on(5002) == 1
    with pytest.raises(api.CannotDo) as refused:
        hooks.send_anew(hook, by=asker, at=MONDAY + 5003 * MINUTE)
    assert refused.value.reasons == [WhyNotHook.NOTHING_GIVEN_UP]


@pytest.mark.parametrize("why", ["block", "system ended", "address ended"])
def test_at_the_moment_of_leaving_it_is_still_theirs_or_it_stays(
    arrived: Referral, hook: Hook, people: Cast, outside: Outside, why: str
) -> None:
    hooks.put_on_the_way(MONDAY + MINUTE)
    if why == "block":
        make_block(arrived.person, agency=people.shelter.agency)
    elif why == "system ended":
        accounts.end_staff(hook.system.user, by=people.huda, at=MONDAY + MINUTE)
    else:
        hooks.end_hook(hook, by=people.huda, at=MONDAY + MINUTE)
    assert go_on() == 0
    assert outside.got == []


def test_two_workers_tell_it_once(arrived: Referral) -> None:
    hooks.put_on_the_way(MONDAY + MINUTE)
    [ping] = queries.due(MONDAY + 2 * MINUTE)
    assert [hooks.claim(ping, at=MONDAY + 2 * MINUTE) for _ in range(2)] == [True, False]


def test_nothing_from_before_it_was_allowed_is_told(people: Cast, shelter: System, asker: User, outside: Outside) -> None:
    make_sent_referral(people.basim, people.station, people.shelter, MONDAY)
    asked = hooks.ask_hook(shelter, address=ADDRESS, by=asker, at=MONDAY)
    assert go_on() == 0
    hooks.allow_hook(asked, by=people.huda, at=MONDAY + MINUTE)
    assert (go_on(), outside.got) == (0, [])


def test_what_arrived_long_ago_is_forgotten(arrived: Referral, outside: Outside) -> None:
    go_on()
    go_on(60 * 24 * 8)
    assert not Ping.objects.exists()


def test_who_asked_does_not_allow_and_a_second_address_waits_for_the_end_of_the_first(
    shelter: System, asker: User, people: Cast
) -> None:
    asked = hooks.ask_hook(shelter, address=ADDRESS, by=asker, at=MONDAY)
    with pytest.raises(api.CannotDo) as refused:
        hooks.allow_hook(asked, by=asker, at=MONDAY)
    assert refused.value.reasons == [WhyNotHook.OWN_REQUEST]
    with pytest.raises(api.CannotDo) as refused:
        hooks.ask_hook(shelter, address=ADDRESS, by=asker, at=MONDAY)
    assert refused.value.reasons == [WhyNotHook.ONE_ALREADY]
    hooks.end_hook(asked, by=asker, at=MONDAY)
    with pytest.raises(api.CannotDo):
        hooks.end_hook(asked, by=asker, at=MONDAY)
    assert Event.objects.filter(name=Did.HOOK_ENDED).count() == 1


def test_on_the_pages_one_asks_and_another_allows(
    client: Client, shelter: System, asker: User, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = f"/manage/systems/{shelter.user.reference}/address/"
    signed_in(client, asker)
    wrong = client.post(ask, {"address": "http://records.example"})
    assert (wrong.status_code, "http://records.example" in wrong.content.decode()) == (422, True)
    assert client.post(ask, {"address": ADDRESS})["Location"] == "/manage/systems/addresses/"
    hook = Hook.objects.get()
    allow, end, anew = (f"/manage/systems/addresses/{hook.reference}/{act}/" for act in ("allow", "end", "send-anew"))
    signed_in(client, make_user(Role.DPO))
    assert ADDRESS in client.get("/manage/systems/addresses/").content.decode()
    client.post(allow)
    hook.refresh_from_db()
    assert hook.allowed_at is not None
    monkeypatch.setattr("malath.api.views.is_fresh", lambda _request: True)
    signed_in(client, make_user(Role.SUPERVISOR, shelter.desk))
    assert "whsec_" in client.get("/systems/").content.decode()
    signed_in(client, asker)
    assert client.post(anew).status_code == 302
    client.post(end)
    hook.refresh_from_db()
    assert hook.ended_by == asker.reference
