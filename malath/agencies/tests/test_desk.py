from dataclasses import replace
from datetime import time, timedelta

import pytest

from malath.agencies import actions, queries
from malath.agencies.models import Desk
from malath.agencies.rules import DeskFacts, WorkingHours
from malath.agencies.testing import ALWAYS, LONG_AGO, make_agency, make_desk
from malath.agencies.words import Reason, ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
LATER = LONG_AGO + timedelta(days=1)
FACTS = DeskFacts(
    "Reception", "الاستقبال", WorkingHours(time(9), time(17), frozenset({0, 1})), frozenset({ServiceKind.HEALTH}), "IR"
)


def test_it_adds_a_desk_with_services_and_hours() -> None:
    desk = actions.add_desk(make_agency(), FACTS, by=WORKER, at=LATER)
    assert queries.desk_facts(Desk.objects.get(pk=desk.pk)) == FACTS


def test_the_trace_says_when_it_works_and_what_it_offers() -> None:
    desk = actions.add_desk(make_agency(), FACTS, by=WORKER, at=LATER)
    event = Event.objects.get(name=Did.DESK_ADDED, subject=desk.reference)
    assert event.facts == '{"hours":"09:00-17:00 0,1","services":"health"}'


def test_it_refuses_two_desks_of_one_name_in_an_agency_only() -> None:
    agency = make_agency()
    actions.add_desk(agency, FACTS, by=WORKER, at=LATER)
    actions.add_desk(make_agency(), FACTS, by=WORKER, at=LATER)
    with pytest.raises(actions.CannotChange) as refusal:
        actions.add_desk(agency, FACTS, by=WORKER, at=LATER)
    assert refusal.value.reasons == [Reason.NAME_TAKEN]


def test_it_changes_services_and_hours_and_keeps_what_stays() -> None:
    desk = actions.add_desk(make_agency(), FACTS, by=WORKER, at=LATER)
    kept = desk.services.get().pk
    wider = replace(FACTS, hours=ALWAYS, services=frozenset({ServiceKind.HEALTH, ServiceKind.SHELTER}), phone="+962790000012")
    actions.change_desk(desk, wider, version=1, by=WORKER, at=LATER)
    assert queries.desk_facts(Desk.objects.get(pk=desk.pk)) == wider
    assert desk.services.get(kind=ServiceKind.HEALTH).pk == kept
    narrower = replace(FACTS, services=frozenset())
    actions.change_desk(desk, narrower, version=2, by=WORKER, at=LATER)
    assert not desk.services.exists()


def test_it_ends_a_desk_once_and_changes_it_no_more() -> None:
    desk = make_desk(services=[ServiceKind.SHELTER])
    actions.end_desk(desk, by=WORKER, at=LATER)
    assert queries.desks_offering(ServiceKind.SHELTER) == []
    with pytest.raises(actions.CannotChange) as twice:
        actions.end_desk(desk, by=WORKER, at=LATER)
    with pytest.raises(actions.CannotChange) as changed:
        actions.change_desk(desk, FACTS, version=1, by=WORKER, at=LATER)
    assert twice.value.reasons == changed.value.reasons == [Reason.DESK_ENDED]
    assert Desk.objects.get(pk=desk.pk).ended_at == LATER


def test_who_comes_second_changes_neither_hours_nor_services() -> None:
    desk = actions.add_desk(make_agency(), FACTS, by=WORKER, at=LATER)
    actions.change_desk(desk, replace(FACTS, hours=ALWAYS), version=1, by=WORKER, at=LATER)
    with pytest.raises(actions.Stale):
        actions.change_desk(desk, replace(FACTS, services=frozenset()), version=1, by=WORKER, at=LATER)
    assert queries.desk_facts(Desk.objects.get(pk=desk.pk)) == replace(FACTS, hours=ALWAYS)
