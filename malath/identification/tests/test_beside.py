"""What stands beside the decision: recovery, settlements, letters, and the same party in another file."""

from datetime import date, timedelta
from typing import Any

import pytest

from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case, Task
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus, Need
from malath.documents.queries import content_of
from malath.documents.words import LetterKind
from malath.identification import actions, queries
from malath.identification.actions import CannotBeside
from malath.identification.models import Mark
from malath.identification.queries import beside, letters
from malath.identification.testing import AFTER, make_decision, make_potential
from malath.identification.tests.conftest import House
from malath.identification.words import OfferAnswer, ShownTo, WhyNotBeside
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.testing import make_party
from malath.privacy.models import Left
from malath.privacy.queries import sight_of

DAY = timedelta(days=1)
TODAY = date(2026, 11, 2)


def who(house: House, **more: object) -> dict[str, Any]:
    return {"desk": house.desk, "by": house.nour, "at": AFTER, **more}


def marked(*parties: object) -> None:
    for party in parties:
        actions.mark_party(party.pk, at=AFTER)  # type: ignore[attr-defined]  # other parties


def elsewhere(case: Case, user: object) -> list[str]:
    held = holdings(user, AFTER)  # type: ignore[arg-type]  # a member of staff
    found = sight_of(held, case.person.reference, AFTER)
    assert found
    return [one.case_reference for one in beside.elsewhere(case, found[1], held, AFTER)]


def test_a_period_starts_with_a_suspicion_and_nothing_ends_with_it(alone: Case, house: House) -> None:
    recovery = actions.start_recovery(alone, **who(house))
    assert recovery.ends_on == TODAY + 30 * DAY
    with pytest.raises(CannotBeside) as refused:
        actions.start_recovery(alone, **who(house))
    assert refused.value.reasons == [WhyNotBeside.RUNS_ALREADY]
    at = AFTER + 28 * DAY
    assert beside.recoveries_to_tell(at) == [recovery]
    actions.remind_of_end(recovery, at=at)
    assert beside.recoveries_to_tell(at) == []
    assert Item.objects.filter(kind=ItemKind.RECOVERY_ENDS).exists()
    alone.refresh_from_db()
    assert alone.status == CaseStatus.POTENTIAL


def test_nobody_starts_it_before_anybody_suspects(house: House) -> None:
    with pytest.raises(CannotBeside) as refused:
        actions.start_recovery(make_case(house.desk, house.nour), **who(house))
    assert refused.value.reasons == [WhyNotBeside.NOT_A_POTENTIAL_VICTIM]


def test_it_is_extended_in_steps_with_reasons_and_offers_are_kept(alone: Case, house: House) -> None:
    with pytest.raises(CannotBeside):
        actions.extend_recovery(alone, TODAY + 40 * DAY, "She is ill.", **who(house))
    actions.start_recovery(alone, **who(house))
    longer = actions.extend_recovery(alone, TODAY + 60 * DAY, "She is ill.", **who(house))
    assert longer.ends_on == TODAY + 60 * DAY
    actions.record_offer(alone, Need.LEGAL, OfferAnswer.LATER, **who(house))
    held = holdings(house.nour, AFTER)
    found = sight_of(held, alone.person.reference, AFTER)
    assert found
    page = beside.beside_page(alone, found[1], held, AFTER, kind="association")
    assert page.recovery
    assert page.recovery.extensions == ((TODAY + 60 * DAY, "She is ill."),)
    assert [one[:2] for one in page.recovery.offers] == [(Need.LEGAL, OfferAnswer.LATER)]


def test_a_settlement_stays_visible_with_a_task_and_changes_no_status(alone: Case, house: House) -> None:
    days: dict[str, Any] = {"on": TODAY, "follow_up_on": TODAY + 14 * DAY}
    with pytest.raises(CannotBeside) as refused:
        actions.record_settlement(alone, "He paid two months.", on=TODAY, follow_up_on=TODAY, **who(house))
    assert refused.value.reasons == [WhyNotBeside.FOLLOW_UP_PAST]
    settlement = actions.record_settlement(alone, "He paid two months.", **days, **who(house))
    assert Task.objects.get(reference=settlement.task).due_on == TODAY + 14 * DAY
    alone.refresh_from_db()
    assert alone.status == CaseStatus.POTENTIAL


def test_the_letters_of_the_person_say_no_story_and_each_showing_is_kept(case: Case, house: House) -> None:
    held = holdings(house.nour, AFTER)
    found = sight_of(held, case.person.reference, AFTER)
    assert found
    with pytest.raises(CannotBeside) as refused:
        actions.issue_letter(case, LetterKind.DECISION, {}, **who(house))
    assert refused.value.reasons == [WhyNotBeside.NOT_DECIDED]
    content = letters.content_of(case, LetterKind.STATUS, found[1], AFTER)
    letter = actions.issue_letter(case, LetterKind.STATUS, content, **who(house))
    said = content_of(letter)
    assert "Person Ha" in str(said["en"]["rows"])
    assert "Amharic" in str(said["en"]["rows"])
    assert "تحت الحماية" in str(said["ar"]["told"])
    actions.take_letter(letter, case, by=house.nour, at=AFTER)
    assert Left.objects.filter(person=case.person, how="own_letter").exists()
    actions.record_shown(letter, case, ShownTo.POLICE, on=TODAY, **who(house))
    with pytest.raises(CannotBeside):
        actions.record_shown(letter, case, ShownTo.POLICE, on=TODAY + 9 * DAY, **who(house))


def test_a_decision_against_the_person_names_help_and_the_way_to_a_review(case: Case, house: House) -> None:
    make_decision(case, house.unit, house.yusuf, house.dana)
    held = holdings(house.nour, AFTER)
    found = sight_of(held, case.person.reference, AFTER)
    assert found
    said = str(letters.content_of(case, LetterKind.DECISION, found[1], AFTER)["en"]["told"])
    assert all(word in said for word in ("not identified", "911", "can ask once", "do not depend on it"))
    assert "quarrel" not in said


@pytest.fixture
def other(house: House) -> Case:
    return make_potential(make_case(house.desk, house.nour, name="Person Waw"), house.desk, house.nour)


def test_the_same_employer_is_shown_and_told_to_who_may_see_both(alone: Case, other: Case, house: House) -> None:
    one = make_party(alone.person, house.desk, name="Thread Sons", phone="", by=house.nour)
    same = make_party(other.person, house.desk, name="THREAD sons", phone="+962790000099", by=house.nour)
    assert beside.to_mark(all_of_them=False) == [one.pk, same.pk]
    marked(one, same)
    assert beside.to_mark(all_of_them=True) == []
    assert elsewhere(alone, house.nour) == [other.reference]
    told = Item.objects.filter(kind=ItemKind.PARTY_RECURS)
    assert {(item.user, item.subject) for item in told} >= {(house.nour, other.person.reference)}
    actions.begin(alone.pk, at=AFTER)
    actions.begin(other.pk, at=AFTER)
    assert [row.recurs for row in queries.queue(holdings(house.nour, AFTER), AFTER).rows] == [True, True]


def test_who_sees_one_of_the_files_gets_no_hint_of_the_other(case: Case, house: House) -> None:
    elsewhere_desk: Desk = make_desk(make_agency(AgencyKind.ASSOCIATION))
    rima = make_user(Role.CASE_MANAGER, elsewhere_desk)
    hidden = make_potential(make_case(elsewhere_desk, rima), elsewhere_desk, rima)
    marked(
        make_party(case.person, house.desk, name="Thread Sons", by=house.nour),
        make_party(hidden.person, elsewhere_desk, name="Thread Sons", by=rima),
    )
    assert elsewhere(case, house.nour) == elsewhere(case, house.yusuf) == elsewhere(hidden, rima) == []
    assert not Item.objects.filter(kind=ItemKind.PARTY_RECURS).exists()
    actions.begin(case.pk, at=AFTER)
    assert [row.recurs for row in queries.queue(holdings(house.yusuf, AFTER), AFTER).rows] == [False]


def test_marks_lie_keyed_and_without_a_name(alone: Case, house: House) -> None:
    marked(make_party(alone.person, house.desk, name="Thread Sons", phone="+962790000099", by=house.nour))
    assert {row.kind for row in Mark.objects.all()} == {1, 2}
