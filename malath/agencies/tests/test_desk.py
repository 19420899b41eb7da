from dataclasses import replace
from datetime import time, timedelta

import pytest

from malath.agencies import actions, queries
from malath.agencies.models import Agency, Desk
from malath.agencies.rules import DeskFacts, WorkingHours
from malath.agencies.testing import ALWAYS, LONG_AGO, make_agency, make_desk
from malath.agencies.words import PostKind, Reason, ServiceKind
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


def refused(agency: Agency, facts: DeskFacts) -> list[Reason]:
    with pytest.raises(actions.CannotChange) as refusal:
        actions.add_desk(agency, facts, by=WORKER, at=LATER)
    return refusal.value.reasons


def test_a_liaison_post_says_where_it_stands_and_to_which_desk_it_belongs() -> None:
    home = make_desk()
    facts = replace(FACTS, post_kind=PostKind.AIRPORT.value, post_of=home.reference)
    post = actions.add_desk(home.agency, facts, by=WORKER, at=LATER)
    assert queries.desk_facts(Desk.objects.get(pk=post.pk)) == facts
    event = Event.objects.get(name=Did.DESK_ADDED, subject=post.reference)
    assert f'"post":"airport","post_of":"{home.reference}"' in event.facts


def test_it_is_refused_by_halves_and_beside_an_open_desk_of_the_same_body() -> None:
    home = make_desk()
    post = make_desk(post_of=home)
    closed = actions.end_desk(make_desk(home.agency), by=WORKER, at=LATER)
    airport = replace(FACTS, post_kind=PostKind.AIRPORT.value)
    assert refused(home.agency, airport) == [Reason.POST_HALF]
    assert refused(home.agency, replace(FACTS, post_of=home.reference)) == [Reason.POST_HALF]
    for wrong in (make_desk().reference, closed.reference, post.reference, "2222-2222-2222"):
        assert refused(home.agency, replace(airport, post_of=wrong)) == [Reason.POST_HOME]


def test_a_desk_is_no_post_of_itself_and_none_while_posts_belong_to_it() -> None:
    home = make_desk()
    make_desk(post_of=home)
    other = make_desk(home.agency)
    for of, reason in ((home, Reason.POST_HOME), (other, Reason.HAS_POSTS)):
        facts = replace(queries.desk_facts(home), post_kind=PostKind.CAMP.value, post_of=of.reference)
        with pytest.raises(actions.CannotChange) as refusal:
            actions.change_desk(home, facts, version=home.version, by=WORKER, at=LATER)
        assert refusal.value.reasons == [reason]


def test_a_desk_closes_after_its_posts() -> None:
    home = make_desk()
    post = make_desk(post_of=home)
    with pytest.raises(actions.CannotChange) as refusal:
        actions.end_desk(home, by=WORKER, at=LATER)
    assert refusal.value.reasons == [Reason.HAS_POSTS]
    actions.end_desk(post, by=WORKER, at=LATER)
    assert actions.end_desk(home, by=WORKER, at=LATER).ended_at == LATER
