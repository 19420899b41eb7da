"""Somebody who turned to the helpline is screened: a person's act, which copies nothing by itself."""

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case, Note
from malath.foundation.testing import Clock
from malath.helpline.actions import contacts
from malath.helpline.models import Contact
from malath.helpline.testing import MONDAY, make_contact, make_line, make_more, quick_letters
from malath.privacy.models import Basis
from malath.screening.models import Screening


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_letters(monkeypatch)
    monkeypatch.setattr(timezone, "now", Clock(MONDAY))


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def operator(desk: Desk) -> User:
    return make_user(Role.SOCIAL, desk)


@pytest.fixture
def contact(desk: Desk, operator: User) -> Contact:
    make_line(desk, operator, MONDAY)
    return make_contact(desk, MONDAY, words="I cannot leave.", not_told="Not the neighbours.")


@pytest.fixture
def taken(contact: Contact, operator: User) -> Contact:
    return contacts.take_contact(contact, by=operator, at=MONDAY)


def url(contact: Contact) -> str:
    return f"/screening/contacts/{contact.reference}/"


def test_whoever_agrees_is_screened_and_only_the_wish_goes_along(taken: Contact, desk: Desk, operator: User) -> None:
    staff = signed_in(Client(), operator)
    page = staff.get(url(taken)).content.decode()
    assert page.index("Not the neighbours.") < page.index("I cannot leave.")
    answer = staff.post(url(taken), {"desk": desk.reference, "age_band": "21-29", "answer": "yes"})
    begun = Screening.objects.get()
    assert answer["Location"].startswith(f"/screening/{begun.reference}/")
    (note,) = [note.opened("text") for note in Note.objects.select_related("key")]
    assert note.endswith("Not the neighbours.")
    taken.refresh_from_db()
    assert taken.came_of_it == "case_opened"
    assert staff.post(url(taken), {"desk": desk.reference, "age_band": "21-29", "answer": "yes"}).status_code == 422
    assert Case.objects.count() == 1


def test_a_child_is_protected_without_being_asked(taken: Contact, desk: Desk, operator: User) -> None:
    sent = {"desk": desk.reference, "age_band": "9-17", "answer": "yes", "because": "She is alone."}
    assert signed_in(Client(), operator).post(url(taken), sent).status_code == 302
    assert list(Basis.objects.values_list("kind", flat=True)) == ["O2"]


@pytest.mark.parametrize("answer", ["no", "not_asked"])
def test_who_did_not_agree_and_where_no_ground_is_named_nothing_is_written(
    taken: Contact, desk: Desk, operator: User, answer: str
) -> None:
    sent = {"desk": desk.reference, "age_band": "21-29", "answer": answer, "because": "Kept words"}
    wrong = signed_in(Client(), operator).post(url(taken), sent)
    assert (wrong.status_code, "Kept words" in wrong.content.decode()) == (422, True)
    taken.refresh_from_db()
    assert (taken.settled_at, Case.objects.count(), Screening.objects.count()) == (None, 0, 0)


def test_nobody_is_screened_before_somebody_looks_after_the_contact(contact: Contact, desk: Desk, operator: User) -> None:
    sent = {"desk": desk.reference, "age_band": "21-29", "answer": "yes"}
    assert signed_in(Client(), operator).post(url(contact), sent).status_code == 422
    assert Case.objects.count() == 0


def test_a_stranger_does_not_learn_that_the_contact_exists(contact: Contact) -> None:
    stranger = signed_in(Client(), make_user(Role.SOCIAL, make_desk()))
    assert stranger.get(url(contact)).status_code == 404
    assert stranger.get("/screening/contacts/AAAA-AAAA-AAAA/").status_code == 404


def test_whoever_wrote_again_is_not_screened_in_a_second_case(taken: Contact, desk: Desk, operator: User) -> None:
    staff, answers = signed_in(Client(), operator), {"desk": desk.reference, "age_band": "21-29", "answer": "yes"}
    assert staff.post(url(taken), answers).status_code == 302
    make_more(taken, MONDAY)
    refused = staff.post(url(taken), answers)
    assert (refused.status_code, Case.objects.count()) == (422, 1)
    assert "Go on with that one" in refused.content.decode()
