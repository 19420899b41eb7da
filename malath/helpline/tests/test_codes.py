"""Codes of a desk: who makes them, how they end, and what is kept of who used them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from malath.accounts.testing import signed_in
from malath.agencies import actions as agencies
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.helpline import actions, queries
from malath.helpline.actions import CannotDo, Given
from malath.helpline.models import DeskCode, SeenPhone
from malath.helpline.testing import MONDAY, make_code
from malath.helpline.tests.conftest import Camp
from malath.helpline.words import CodeState, WhyNot


def state(given: Given, at: Any = MONDAY) -> CodeState:
    return queries.life_of(DeskCode.objects.select_related("desk").get(pk=given.code.pk)).state(at)


def test_it_is_shown_once_and_kept_as_a_keyed_hash(samar: Client, camp: Camp, clock: Clock) -> None:
    page = samar.post("/concerns/codes/", {"desk": camp.desk.reference, "days": "30", "openings": "100"})
    code = DeskCode.objects.get()
    shown = page.content.decode()
    assert page.status_code == 200
    assert "never again" in shown
    assert "/signs/" in shown
    assert code.code_hash not in shown
    assert "never again" not in samar.get("/concerns/codes/").content.decode()


def test_numbers_of_a_desk_count_up_and_name_nobody(camp: Camp, clock: Clock) -> None:
    assert [make_code(camp.desk, camp.samar, MONDAY).code.number for _ in range(3)] == [1, 2, 3]


def test_a_desk_has_twenty_at_most(camp: Camp, clock: Clock) -> None:
    for _ in range(20):
        make_code(camp.desk, camp.samar, MONDAY)
    with pytest.raises(CannotDo) as refused:
        make_code(camp.desk, camp.samar, MONDAY)
    assert refused.value.reasons == [WhyNot.TOO_MANY_CODES]


def test_openings_and_phones_are_counted_and_nobody_is_named(given: Given) -> None:
    for phone in ("one", "one", "another"):
        actions.open_card(given.code, phone=phone, at=MONDAY)
    code = DeskCode.objects.get()
    assert (code.opened, code.phones) == (3, 2)
    events = Event.objects.filter(name=Did.CARD_OPENED)
    assert {(event.by, event.by_kind, event.facts) for event in events} == {(given.code.reference, "link", "{}")}
    assert not SeenPhone.objects.filter(mark__in=["one", "another"]).exists()


def test_it_expires_is_used_up_and_is_renewed(given: Given, camp: Camp) -> None:
    late = MONDAY + timedelta(days=30)
    assert state(given, late) == CodeState.EXPIRED
    assert actions.open_card(given.code, phone="x", at=late) is None
    actions.renew_code(given.code, by=camp.samar, at=late)
    assert actions.open_card(given.code, phone="x", at=late) is not None
    few = make_code(camp.desk, camp.samar, MONDAY, openings=1)
    assert actions.open_card(few.code, phone="x", at=MONDAY) is not None
    assert actions.open_card(few.code, phone="x", at=MONDAY) is None


def test_ending_it_ends_it_at_once_and_forgets_the_phones(given: Given, samar: Client) -> None:
    actions.open_card(given.code, phone="x", at=MONDAY)
    assert samar.post(f"/concerns/codes/{given.code.reference}/end/").status_code == 302
    assert state(given) == CodeState.ENDED
    assert not SeenPhone.objects.exists()
    assert actions.open_card(given.code, phone="x", at=MONDAY) is None
    samar.post(f"/concerns/codes/{given.code.reference}/renew/")
    assert state(given) == CodeState.ENDED


def test_it_ends_with_its_desk(given: Given, camp: Camp) -> None:
    agencies.end_desk(camp.desk, by=WORKER, at=MONDAY)
    assert state(given) == CodeState.DESK_CLOSED


def test_others_neither_see_nor_end_it(given: Given, camp: Camp) -> None:
    basim = signed_in(Client(), camp.basim)
    assert basim.get("/concerns/codes/").status_code == 403
    assert basim.post(f"/concerns/codes/{given.code.reference}/end/").status_code == 403
    assert state(given) == CodeState.OPENS


def test_get_ends_nothing(given: Given, samar: Client) -> None:
    for what in ("end", "renew"):
        assert samar.get(f"/concerns/codes/{given.code.reference}/{what}/").status_code == 405


def test_nothing_is_left_behind_when_the_trace_fails(camp: Camp, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        make_code(camp.desk, camp.samar, MONDAY)
    assert not DeskCode.objects.exists()
