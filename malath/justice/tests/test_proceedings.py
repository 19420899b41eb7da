"""Proceedings: opened, moved, joined, stopped with the co-operation, forgotten with the people in them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from malath.accounts.models import User
from malath.accounts.queries import holdings
from malath.agencies.models import Desk
from malath.audit.models import Event
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus
from malath.foundation import sealing
from malath.foundation.acts import unguarded
from malath.identification.testing import make_potential
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.justice import actions, queries
from malath.justice.actions import Accused, Beginning, CannotDo
from malath.justice.models import Part, Proceeding, StateStep
from malath.justice.testing import AFTER, TODAY, make_accused, make_co_operation, make_moved, make_proceeding
from malath.justice.tests.conftest import House
from malath.justice.words import Capacity, State, WhyNot
from malath.people.testing import make_party
from malath.people.words import PartyKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.words import Answer, ConsentKind


def refused(act: object) -> list[WhyNot]:
    with pytest.raises(CannotDo) as found:
        act()  # type: ignore[operator]  # a call
    return found.value.reasons


def as_(desk: Desk, by: User) -> dict[str, Any]:
    return {"desk": desk, "by": by, "at": AFTER}


def take_back(case: Case, house: House) -> None:
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C5, None)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER)


def test_a_matter_is_written_down_once_and_names_who_and_when(alone: Case, house: House) -> None:
    once = uuid4()
    first, second = (make_proceeding(alone, house.desk, house.nour, once=once) for _ in range(2))
    assert first == second
    assert (first.by, first.at, first.state) == (house.nour.reference, AFTER, State.REPORTED)
    assert first.opened("number") == "2026/77"
    assert StateStep.objects.get().state == State.REPORTED
    assert Part.objects.get().agreed_at is None


def test_a_matter_of_tomorrow_is_refused(alone: Case, house: House) -> None:
    what = Beginning(State.REPORTED, TODAY + timedelta(days=1))
    assert refused(lambda: actions.begin(alone, what, desk=house.desk, by=house.nour, at=AFTER)) == [WhyNot.AHEAD]
    assert not Proceeding.objects.exists()


def test_every_step_stays_in_the_history(case: Case, house: House, matter: Proceeding) -> None:
    make_moved(matter, case, house.unit, State.INQUIRY, State.TRAFFICKING, State.OTHER, by=house.yusuf)
    assert list(StateStep.objects.order_by("pk").values_list("state", flat=True)) == [
        State.REPORTED, State.INQUIRY, State.TRAFFICKING, State.OTHER,
    ]  # fmt: skip


def test_another_classification_needs_a_reason_and_tells_the_key_worker(case: Case, house: House, matter: Proceeding) -> None:
    make_moved(matter, case, house.unit, State.TRAFFICKING, by=house.yusuf)
    how = as_(house.unit, house.yusuf)
    assert refused(lambda: actions.move(matter, case, State.OTHER, on=TODAY, **how)) == [WhyNot.WORDS_MISSING]
    actions.move(matter, case, State.OTHER, on=TODAY, because="A quarrel about wages.", **how)
    told = Item.objects.filter(kind=ItemKind.PROCEEDING_MOVED, user=house.nour, seen_at__isnull=True)
    assert [item.subject for item in told] == [case.person.reference]


def test_the_end_of_the_criminal_matter_leaves_the_protection_open(case: Case, house: House, matter: Proceeding) -> None:
    make_potential(case, house.desk, house.nour, AFTER)
    before = case_queries.fresh(case)
    make_moved(matter, case, house.unit, State.TRAFFICKING, State.AMNESTY, by=house.yusuf)
    after = case_queries.fresh(case)
    assert after.status == before.status == CaseStatus.POTENTIAL
    assert after.closed_at is None
    for user in (house.nour, house.amal, house.layla):
        assert privacy_queries.sight_of(holdings(user, AFTER), case.person.reference, AFTER) is not None


def test_the_body_that_opened_it_and_those_who_investigate_say_where_it_stands(case: Case, house: House) -> None:
    own = make_proceeding(case, house.desk, house.nour)
    make_moved(own, case, house.desk, State.INQUIRY, by=house.nour)
    make_moved(own, case, house.unit, State.TRAFFICKING, by=house.yusuf)
    how = as_(house.shelter, house.amal)
    assert refused(lambda: actions.move(own, case, State.PROSECUTOR, on=TODAY, **how)) == [WhyNot.NOT_YOURS]


def test_a_second_person_has_a_part_once(case: Case, house: House, matter: Proceeding) -> None:
    other = make_case(house.desk, house.nour)
    how = as_(house.unit, house.yusuf)
    actions.join(matter, case, other, Capacity.WITNESS, **how)
    assert refused(lambda: actions.join(matter, case, other, Capacity.WITNESS, **how)) == [WhyNot.IN_IT]
    for nobody in (None, case):
        assert refused(lambda nobody=nobody: actions.join(matter, case, nobody, Capacity.WITNESS, **how)) == [WhyNot.SAME_CASE]
    actions.leave(matter, other, **how)
    assert refused(lambda: actions.leave(matter, other, **how)) == [WhyNot.NOT_IN_IT]
    assert Part.objects.filter(until__isnull=True).count() == 1


def test_somebody_accused_has_a_name_or_stands_in_the_file(case: Case, house: House, matter: Proceeding) -> None:
    how = as_(house.desk, house.nour)
    party = make_party(case.person, house.desk, by=house.nour)
    elsewhere = make_party(make_case(house.desk, house.nour).person, house.desk, by=house.nour)
    assert refused(lambda: actions.accuse(matter, case, Accused(PartyKind.BROKER), **how)) == [WhyNot.NAME_MISSING]
    assert refused(lambda: actions.accuse(matter, case, Accused(PartyKind.BROKER, party=elsewhere), **how)) == [
        WhyNot.PARTY_UNKNOWN
    ]
    assert actions.accuse(matter, case, Accused(PartyKind.EMPLOYER, party=party), **how).party == party


def test_only_the_body_that_wrote_somebody_down_strikes_them_out(case: Case, house: House, matter: Proceeding) -> None:
    accused = make_accused(matter, case, house.unit, house.yusuf)
    assert refused(lambda: actions.strike(accused, case, **as_(house.court, house.hadi))) == [WhyNot.NOT_OURS]
    assert actions.strike(accused, case, **as_(house.unit, house.yusuf)).struck_by == house.yusuf.reference
    assert refused(lambda: actions.strike(accused, case, **as_(house.unit, house.yusuf))) == [WhyNot.STRUCK]


def test_with_the_co_operation_what_is_asked_of_the_person_stops(case: Case, house: House, matter: Proceeding) -> None:
    part = Part.objects.get()
    assert part.agreed_at == AFTER
    assert queries.standing_on([case.person_id]) == [part]
    assert queries.to_stop(AFTER) == []
    assert refused(lambda: actions.stop(part, at=AFTER)) == [WhyNot.CO_OPERATES]
    take_back(case, house)
    assert queries.to_stop(AFTER) == [part]
    assert actions.stop(part, at=AFTER).stopped_at == AFTER
    assert queries.standing_on([case.person_id]) == []
    assert refused(lambda: actions.resume(part, at=AFTER)) == [WhyNot.STOPPED]
    make_co_operation(case, house.desk, house.nour, at=AFTER)
    assert queries.to_resume(AFTER) == [part]
    assert actions.resume(part, at=AFTER).stopped_at is None


def test_not_now_is_no_co_operation(alone: Case, house: House) -> None:
    make_co_operation(alone, house.desk, house.nour, Answer.NOT_NOW)
    make_proceeding(alone, house.desk, house.nour)
    assert Part.objects.get().agreed_at is None
    assert queries.to_resume(AFTER) == []


def test_a_matter_is_forgotten_with_the_last_file_in_it_and_not_before(alone: Case, house: House) -> None:
    matter = make_proceeding(alone, house.desk, house.nour)
    assert queries.to_forget() == []
    assert refused(lambda: actions.forget(matter, at=AFTER)) == [WhyNot.SOMEBODY_LEFT]
    with unguarded():
        sealing.erase(alone.person.key, at=AFTER)
    assert queries.to_forget() == [matter]
    actions.forget(matter, at=AFTER)
    with pytest.raises(sealing.Erased):
        sealing.unwrap(Proceeding.objects.select_related("key").get().key)
    assert queries.to_forget() == []


def test_the_trail_names_references_alone(case: Case, house: House, matter: Proceeding) -> None:
    make_accused(matter, case, house.unit, house.yusuf)
    told = " ".join(f"{event.subject} {event.facts}" for event in Event.objects.filter(name__startswith="justice."))
    assert matter.reference in told
    for word in ("Nabil", "2026/77", "third gate"):
        assert word not in told
