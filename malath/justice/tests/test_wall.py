"""The wall between what police know and what those who help write: each role from its own chair."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.justice import actions
from malath.justice.models import Proceeding
from malath.justice.testing import AFTER, INTELLIGENCE, make_accused, make_moved, make_proceeding
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import take_back
from malath.justice.words import Capacity, State
from malath.people.testing import make_party
from malath.privacy.testing import make_block

NOWHERE = "ZZZZ-ZZZZ-ZZZZ"
OF_HELP = "She is afraid of his brother and cries at night."


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


def page(user: User, case: Case, matter: Proceeding | None = None) -> tuple[int, str]:
    name, rest = ("proceeding", [matter.reference]) if matter else ("file", [])
    answer = signed_in(Client(), user).get(reverse(f"justice:{name}", args=[case.reference, *rest]))
    return answer.status_code, answer.content.decode()


@pytest.fixture
def written(case: Case, house: House, matter: Proceeding) -> Proceeding:
    """The Unit knows somebody, and so does the association."""
    make_accused(matter, case, house.unit, house.yusuf)
    make_moved(matter, case, house.unit, State.TRAFFICKING, by=house.yusuf)
    make_accused(matter, case, house.desk, house.nour, name="Uncle Alias Demo", what=OF_HELP)
    return matter


@pytest.mark.parametrize("who", ["nour", "layla", "amal"])
def test_nobody_who_helps_reads_what_police_know(case: Case, house: House, written: Proceeding, who: str) -> None:
    status, text = page(getattr(house, who), case, written)
    assert status == 200
    assert "Classified as trafficking" in text
    for word in ("Nabil", INTELLIGENCE, "So it was decided", "2026/77", "third gate"):
        assert word not in text


@pytest.mark.parametrize("who", ["yusuf", "hadi"])
def test_nobody_who_investigates_reads_what_those_who_help_wrote(
    case: Case, house: House, written: Proceeding, who: str
) -> None:  # fmt: skip
    status, text = page(getattr(house, who), case, written)
    assert status == 200
    assert "Nabil" in text
    assert INTELLIGENCE in text
    for word in ("Uncle Alias", OF_HELP):
        assert word not in text


def test_who_may_read_the_story_reads_what_their_own_side_wrote(case: Case, house: House, written: Proceeding) -> None:
    assert OF_HELP in page(house.nour, case, written)[1]
    assert OF_HELP not in page(house.amal, case, written)[1], "a shelter is not told why"


def test_parties_of_the_file_are_not_offered_to_who_investigates(case: Case, house: House, written: Proceeding) -> None:
    make_party(case.person, house.desk, name="Thread & Sons", by=house.nour)
    where = reverse("justice:accuse", args=[case.reference, written.reference])
    assert "Thread" in signed_in(Client(), house.nour).get(where).content.decode()
    assert "Thread" not in signed_in(Client(), house.yusuf).get(where).content.decode()


def test_the_accused_of_the_other_side_are_as_if_they_never_were(case: Case, house: House, written: Proceeding) -> None:
    theirs = make_accused(written, case, house.unit, house.yusuf)
    for reference in (theirs.reference, NOWHERE):
        where = reverse("justice:strike", args=[case.reference, written.reference, reference])
        assert signed_in(Client(), house.nour).post(where).status_code == 404


@pytest.mark.parametrize("who", ["yusuf", "hadi"])
def test_without_the_yes_to_co_operate_who_investigates_sees_no_legal_file(
    alone: Case, case: Case, house: House, written: Proceeding, who: str
) -> None:
    take_back(case, house)
    assert page(getattr(house, who), case)[0] == 403
    assert page(getattr(house, who), case, written)[0] == 403
    for helping in ("nour", "layla", "amal"):
        assert page(getattr(house, helping), case, written)[0] == 200


def test_a_stranger_and_a_blocked_officer_get_what_a_case_that_never_was_gets(case: Case, house: House) -> None:
    make_block(case.person, user=house.yusuf)
    for user in (house.yusuf, make_user(Role.CTU_IDENT, make_desk(make_agency(AgencyKind.CTU)))):
        assert page(user, case)[0] == 404
    assert signed_in(Client(), house.nour).get(reverse("justice:file", args=[NOWHERE])).status_code == 404


def test_another_person_in_the_matter_is_shown_to_who_sees_both_and_counted_to_nobody(
    case: Case, house: House, matter: Proceeding
) -> None:
    other = make_case(house.desk, house.nour)
    actions.join(matter, case, other, Capacity.WITNESS, desk=house.unit, by=house.yusuf, at=AFTER)
    assert other.reference in page(house.nour, case, matter)[1]
    for user in (house.yusuf, house.layla):
        text = page(user, case, matter)[1]
        assert other.reference not in text
        assert "Nobody whose file is open to you" in text or "Others in the same matter" not in text


def test_the_case_page_tells_who_investigates_nothing_without_co_operation(
    case: Case, house: House, matter: Proceeding
) -> None:
    where = reverse("workday:case", args=[case.reference])
    link = reverse("justice:file", args=[case.reference])
    assert link in signed_in(Client(), house.yusuf).get(where).content.decode()
    take_back(case, house)
    assert link not in signed_in(Client(), house.yusuf).get(where).content.decode()
    assert link in signed_in(Client(), house.nour).get(where).content.decode()


def test_a_matter_is_written_moved_and_left_on_pages(alone: Case, house: House) -> None:
    client = signed_in(Client(), house.nour)
    typed = {"once": str(uuid4()), "state": "reported_to_ctu", "on": "02/11/2026", "capacity": "injured", "number": "7/26"}
    assert client.post(reverse("justice:begin", args=[alone.reference]), typed).status_code == 302
    matter = Proceeding.objects.get()
    args = [alone.reference, matter.reference]
    wrong = client.post(reverse("justice:move", args=args), {"state": "charged", "on": "02/11/2026", "because": "typed"})
    assert wrong.status_code == 422
    assert "typed" in wrong.content.decode()
    assert client.post(reverse("justice:move", args=args), {"state": "under_inquiry", "on": "2/11/2026"}).status_code == 302
    unknown = client.post(reverse("justice:join", args=args), {"case": NOWHERE, "capacity": "witness"})
    assert unknown.status_code == 422
    typed = {"once": str(uuid4()), "name": "Nabil", "kind": "broker"}
    assert client.post(reverse("justice:accuse", args=args), typed).status_code == 302
    accused = matter.alleged.get()
    assert client.post(reverse("justice:strike", args=[*args, accused.reference])).status_code == 302
    assert client.get(reverse("justice:leave", args=args)).status_code == 405
    assert client.post(reverse("justice:leave", args=args)).status_code == 302
    assert client.get(reverse("justice:proceeding", args=args)).status_code == 404


def test_a_matter_of_another_case_is_not_there(case: Case, house: House, matter: Proceeding) -> None:
    other = make_proceeding(make_case(house.desk, house.nour), house.desk, house.nour)
    assert page(house.nour, case, other)[0] == 404
