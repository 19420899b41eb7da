"""What is said about a service: for whom, in which languages, where, at what cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies import actions, queries
from malath.agencies.models import Desk, Service
from malath.agencies.rules import ServiceFacts
from malath.agencies.testing import LONG_AGO, make_agency, make_desk
from malath.agencies.words import Accepts, AgencyKind, Cost, Governorate, Reason, ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

SAID = ServiceFacts(
    languages=("am", "ar"),
    accepts=frozenset({Accepts.WOMEN, Accepts.GIRLS}),
    governorates=frozenset({Governorate.IRBID}),
    cost=Cost.FREE,
    reach="Bus 12",
    needed="Nothing",
    capacity="Full on Sundays",
)


def describe(desk: Desk, kind: ServiceKind = ServiceKind.LEGAL, facts: ServiceFacts = SAID, version: int = 1) -> Service:
    return actions.describe_service(desk, kind, facts, version=version, by=WORKER, at=LONG_AGO)


@pytest.mark.django_db
def test_it_is_kept_as_it_was_said() -> None:
    desk = make_desk(services=[ServiceKind.LEGAL])
    assert queries.service_facts(describe(desk)) == SAID
    event = Event.objects.get(name=Did.SERVICE_DESCRIBED)
    assert event.subject == desk.reference
    assert "legal" in event.facts


@pytest.mark.django_db
def test_it_outlasts_a_change_of_the_desk() -> None:
    desk = make_desk(services=[ServiceKind.LEGAL])
    describe(desk)
    facts = queries.desk_facts(desk)
    actions.change_desk(desk, facts, version=1, by=WORKER, at=LONG_AGO)
    row = queries.service_of(desk, ServiceKind.LEGAL)
    assert row is not None
    assert queries.service_facts(row) == SAID


@pytest.mark.django_db
def test_who_comes_second_does_not_write_over_the_first() -> None:
    desk = make_desk(services=[ServiceKind.LEGAL])
    describe(desk)
    with pytest.raises(actions.Stale):
        describe(desk)
    describe(desk, version=2)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", [Reason.NOT_OFFERED, Reason.DESK_ENDED])
def test_it_is_refused(reason: Reason) -> None:
    desk = make_desk(services=[ServiceKind.LEGAL])
    if reason == Reason.DESK_ENDED:
        actions.end_desk(desk, by=WORKER, at=LONG_AGO)
    with pytest.raises(actions.CannotChange) as refused:
        describe(desk, ServiceKind.HEALTH if reason == Reason.NOT_OFFERED else ServiceKind.LEGAL)
    assert refused.value.reasons == [reason]


@pytest.mark.django_db
def test_the_directory_is_narrowed_by_language_and_for_whom() -> None:
    said, silent = make_desk(services=[ServiceKind.LEGAL]), make_desk(services=[ServiceKind.LEGAL])
    describe(said)

    def found(**narrow: object) -> set[str]:
        return {desk.reference for desk in queries.directory_page(**narrow).desks}  # type: ignore[arg-type]  # each is named

    assert found(language="am", who=Accepts.WOMEN) == {said.reference, silent.reference}
    assert found(language="bn") == found(who=Accepts.MEN) == {silent.reference}
    assert found(language="bn", service=ServiceKind.LEGAL) == {silent.reference}


@pytest.mark.django_db
def test_a_desk_that_comes_to_a_governorate_is_found_there() -> None:
    desk = make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL], governorate="AM")
    assert queries.directory_page(governorate=Governorate.IRBID).desks == ()
    describe(desk)
    assert [found.reference for found in queries.directory_page(governorate=Governorate.IRBID).desks] == [desk.reference]


@pytest.mark.django_db
def test_what_a_shelter_serves_and_how_one_gets_there_is_shown_nowhere() -> None:
    desk = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.LEGAL], governorate="IR")
    describe(desk)
    (found,) = queries.directory_page().desks
    assert (found.offers[0][1].governorates, found.offers[0][1].reach) == (frozenset(), "")
    assert found.offers[0][1].languages == ("am", "ar")


@given(st.lists(st.sampled_from(["am", "ar", "bn"])), st.frozensets(st.sampled_from(Accepts)), st.sampled_from(Accepts))
def test_silence_is_never_a_no(languages: list[str], accepts: frozenset[Accepts], who: Accepts) -> None:
    facts = ServiceFacts(languages=tuple(languages), accepts=accepts)
    assert facts.fits()
    assert facts.fits(language="am") is (not languages or "am" in languages)
    assert facts.fits(who=who) is (not accepts or who in accepts)
