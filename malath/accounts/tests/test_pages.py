import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from malath.accounts import actions, queries
from malath.accounts.models import Duty, Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, Cast, cast, make_user, signed_in
from malath.accounts.words import RelationKind
from malath.agencies.models import Agency, Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman, now
from tests.kept import kept

pytestmark = [pytest.mark.django_db]
FILE = "7KQF-2M9X-4TZB"


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
def admin(client: Client) -> Client:
    return signed_in(client, make_user(Role.ADMINISTRATOR, make_desk(make_agency(AgencyKind.MECHANISM))))


def go(name: str, *args: str) -> str:
    return reverse(f"accounts:{name}", args=args)


def test_settings_say_what_each_role_may_see(client: Client, people: Cast) -> None:
    text = signed_in(client, people.amal).get(go("settings")).content.decode()
    assert "Shelter manager" in text
    assert "needs, safety, identity; not why in detail" in text


@pytest.mark.parametrize(("who", "statements"), [("amal", 6), ("huda", 8)])
def test_settings_take_a_fixed_number_of_statements(
    people: Cast, who: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = getattr(people, who)
    for number in range(2, 5):
        make_desk(user.agency)
        actions.declare_relation(user, person_reference=f"7KQF-2M9X-222{number}", kind=RelationKind.OTHER, by=user, at=now())
    with django_assert_num_queries(statements):
        queries.settings_page(user, now())


def test_preferences_are_saved_and_wrong_ones_shown(client: Client, people: Cast) -> None:
    signed_in(client, people.amal)
    assert client.post(go("set_preferences"), {"language": "ar", "theme": "dark"}).status_code == 302
    assert User.objects.get(pk=people.amal.pk).theme == "dark"
    assert client.post(go("set_preferences"), {"language": "xx", "theme": "dark"}).status_code == 422


@pytest.mark.parametrize("typed", [FILE, " 7kqf2m9x4tzb ", "7KQF 2M9X 4TZB"])
def test_a_relation_is_declared_however_the_reference_is_written(client: Client, people: Cast, typed: str) -> None:
    signed_in(client, people.amal).post(go("declare_relation"), {"person_reference": typed, "kind": "relative"})
    assert queries.has_relation(people.amal, FILE)


@pytest.mark.parametrize("typed", ["", "somebody's name", "7KQF-2M9X", "7KQF-2M9X-4TZB-2222", "7KQF-2M9X-4TZ0"])
def test_what_is_no_reference_is_said_and_what_was_typed_stays(client: Client, people: Cast, typed: str) -> None:
    response = signed_in(client, people.amal).post(go("declare_relation"), {"person_reference": typed, "kind": "relative"})
    assert response.status_code == 422
    assert response.context["relation"].errors["person_reference"]
    assert not queries.related_users(FILE)


def test_a_second_declaration_says_why_not(client: Client, people: Cast) -> None:
    signed_in(client, people.amal)
    typed = {"person_reference": FILE, "kind": "relative"}
    client.post(go("declare_relation"), typed)
    response = client.post(go("declare_relation"), typed)
    assert "This relation is declared already." in response.content.decode()


def test_a_relation_ends_and_nobody_ends_anothers(client: Client, people: Cast) -> None:
    actions.declare_relation(people.amal, person_reference=FILE, kind=RelationKind.OTHER, by=people.amal, at=now())
    signed_in(client, people.zayd).post(go("ask_to_end_relation", FILE))
    assert queries.has_relation(people.amal, FILE)
    signed_in(client, people.amal).post(go("ask_to_end_relation", FILE))
    assert queries.has_relation(people.amal, FILE)
    assert "Waits for a yes" in client.get(go("settings")).content.decode()


def test_an_invitation_is_accepted_and_leads_to_sign_in(client: Client, people: Cast) -> None:
    code = actions.invite(people.amal, by=WORKER, at=now())
    typed = {"email": people.amal.email, "code": code, "password": PASSWORD, "again": PASSWORD}
    assert client.post(go("accept_invitation"), typed)["Location"] == reverse("account_login")
    assert User.objects.get(pk=people.amal.pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "1"},
        {"email": "nobody@example.org"},
        {"again": "something else entirely"},
        {"password": "short", "again": "short"},
    ],
)
def test_an_invitation_with_anything_wrong_sets_nothing(client: Client, people: Cast, wrong: dict[str, str]) -> None:
    code = actions.invite(people.amal, by=WORKER, at=now())
    typed = {"email": people.amal.email, "code": code, "password": PASSWORD, "again": PASSWORD} | wrong
    assert client.post(go("accept_invitation"), typed).status_code == 422
    assert not User.objects.get(pk=people.amal.pk).has_usable_password()


MANAGED = ["staff", "add_staff", "agencies", "add_agency"]


@pytest.mark.parametrize("name", MANAGED)
@pytest.mark.parametrize("who", ["amal", "basim", "huda", "zayd"])
def test_administration_is_for_administrators(client: Client, people: Cast, name: str, who: str) -> None:
    assert signed_in(client, getattr(people, who)).get(go(name)).status_code == 403


def test_every_page_that_names_somebody_is_for_administrators(client: Client, people: Cast) -> None:
    seat = Membership.objects.get(user=people.zayd).reference
    signed_in(client, people.huda)
    for name, args in [
        ("invite", [people.zayd.reference]),
        ("end_staff", [people.zayd.reference]),
        ("join_desk", [people.zayd.reference]),
        ("leave_desk", [people.zayd.reference, seat]),
    ]:
        assert client.post(go(name, *args)).status_code == 403
    for name, args in [
        ("member", [people.zayd.reference]),
        ("change_agency", [people.shelter.agency.reference]),
        ("add_desk", [people.shelter.agency.reference]),
        ("change_desk", [people.shelter.reference]),
    ]:
        assert client.get(go(name, *args)).status_code == 403
        assert client.post(go(name, *args), {}).status_code in {403, 405}


def test_staff_are_listed_searched_and_paged(admin: Client, people: Cast) -> None:
    assert "Amal" in admin.get(go("staff")).content.decode()
    found = admin.get(go("staff"), {"word": "أمل"}).content.decode()
    assert "Amal" in found
    assert "Zayd" not in found
    assert "Amal" not in admin.get(go("staff"), {"agency": people.station.agency.reference}).content.decode()
    for page in ("2", "0", "x", "٢", "99999999999999999999999"):
        assert admin.get(go("staff"), {"page": page}).status_code == 200


def test_the_list_takes_two_statements(people: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert len(queries.staff_page(now()).staff) == 4


def test_somebody_is_added_gets_a_role_and_a_code(admin: Client, people: Cast) -> None:
    typed = {
        "agency": people.shelter.agency.reference,
        "name_ar": "جديد",
        "name_en": "New",
        "email": "new@example.org",
        "language": "ar",
    }
    page = admin.post(go("add_staff"), typed)["Location"]
    user = User.objects.get(email="new@example.org")
    assert page == go("member", user.reference)
    assert (
        admin.post(go("join_desk", user.reference), {"desk": people.shelter.reference, "role": "shelter_staff"}).status_code
        == 302
    )
    assert queries.holdings(user, now()).roles_at(people.shelter.pk) == {Role.SHELTER_STAFF}
    shown = admin.post(go("invite", user.reference))
    code = shown.context["code"]
    assert code in shown.content.decode()
    assert code not in admin.get(page).content.decode()
    assert actions.accept_invitation(user.email, code, PASSWORD, at=now()) == user


def test_an_address_in_use_is_said_on_the_form(admin: Client, people: Cast) -> None:
    typed = {
        "agency": people.shelter.agency.reference,
        "name_ar": "جديد",
        "name_en": "New",
        "email": people.amal.email,
        "language": "ar",
    }
    response = admin.post(go("add_staff"), typed)
    assert response.status_code == 422
    assert "This e-mail address belongs to another account." in response.content.decode()
    assert 'value="New"' in response.content.decode()


def test_a_role_that_is_refused_says_why(admin: Client, people: Cast) -> None:
    response = admin.post(go("join_desk", people.amal.reference), {"desk": people.shelter.reference, "role": "dpo"})
    assert response.status_code == 422
    assert "hold no other role" in response.content.decode()
    forged = admin.post(go("join_desk", people.amal.reference), {"desk": people.station.reference, "role": "social"})
    assert forged.status_code == 422


def test_a_deputy_until_a_day_holds_the_role_through_that_day(admin: Client, people: Cast) -> None:
    deputy, last_day = make_user(agency=people.shelter.agency), in_amman(now()).date() + timedelta(days=3)
    typed = {
        "desk": people.shelter.reference,
        "role": "shelter_manager",
        "deputy_for": people.amal.reference,
        "until": f"{last_day:%d/%m/%Y}",
    }
    assert admin.post(go("join_desk", deputy.reference), typed).status_code == 302
    seat = Membership.objects.get(user=deputy)
    assert seat.until is not None
    assert in_amman(seat.until).date() == last_day
    assert seat.deputy_for == people.amal
    assert "in place of" in admin.get(go("member", deputy.reference)).content.decode()


def test_roles_and_accounts_are_ended_from_the_page(admin: Client, people: Cast) -> None:
    seat = Membership.objects.get(user=people.amal)
    assert admin.post(go("leave_desk", people.zayd.reference, seat.reference)).status_code == 404
    admin.post(go("leave_desk", people.amal.reference, seat.reference))
    assert queries.holdings(people.amal, now()).seats == ()
    admin.post(go("end_staff", people.amal.reference))
    assert not User.objects.get(pk=people.amal.pk).is_active
    page = admin.post(go("end_staff", people.amal.reference), follow=True).content.decode()
    assert "This account was ended." in page


def test_an_unknown_reference_is_not_found(admin: Client) -> None:
    for name in ("member", "change_agency", "add_desk", "change_desk", "roster"):
        assert admin.get(go(name, "2222-2222-2222")).status_code == 404
    for name in ("invite", "end_staff", "join_desk", "put_on_duty"):
        assert admin.post(go(name, "2222-2222-2222")).status_code == 404


DESK: dict[str, Any] = {
    "version": "1",
    "name_ar": "مكتب",
    "name_en": "Counsel",
    "governorate": "",
    "phone": "",
    "services": ["legal"],
    "working_days": ["6", "0"],
    "opens_at": "٠٨:٣٠",
    "closes_at": "14:00",
}


AGENCY: dict[str, Any] = {
    "version": "1",
    "name_ar": "بيت القانون",
    "name_en": "Legal house",
    "kind": "legal",
    "governorate": "AM",
}


def test_who_comes_second_sees_what_changed_beside_what_they_typed(admin: Client) -> None:
    admin.post(go("add_agency"), AGENCY)
    agency = Agency.objects.get(name_en="Legal house")
    admin.post(go("add_desk", agency.reference), DESK)
    changes: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
        go("change_agency", agency.reference): (AGENCY, {"name_en": "First"}, {"name_en": "Second"}),
        go("change_desk", Desk.objects.get(agency=agency).reference): (DESK, {"name_en": "First"}, {"services": ["avrr"]}),
    }
    for address, (stands, first, second) in changes.items():
        assert admin.post(address, stands | first).status_code == 302
        late = admin.post(address, stands | second)
        assert late.status_code == 409
        differing = {row.label: (row.now, row.typed) for row in late.context["changed"]}
        assert differing["Name in English"][0] == "First"
        assert len(differing) == len({**first, **second})
        again = {**stands, **second, "version": late.context["form"]["version"].value()}
        assert admin.post(address, again).status_code == 302


def test_what_a_desk_offers_is_ticked_on_its_page_so_that_saving_takes_nothing_away(admin: Client) -> None:
    desk = make_desk(services=[ServiceKind.LEGAL, ServiceKind.AVRR])
    page = admin.get(go("change_desk", desk.reference)).content.decode()
    ticked = re.findall(r'<input type="checkbox" name="services" value="(\w+)"[^>]*checked', page)
    assert sorted(ticked) == ["avrr", "legal"]


def test_a_liaison_post_is_made_on_the_page_and_refused_by_halves(admin: Client) -> None:
    desk = make_desk()
    home = make_desk(desk.agency)
    post = {"post_kind": "airport", "post_of": home.reference}
    half = admin.post(go("change_desk", desk.reference), DESK | {"post_kind": "airport"})
    assert half.status_code == 422
    assert "A liaison post needs both" in half.content.decode()
    assert admin.post(go("change_desk", desk.reference), DESK | post).status_code == 302
    assert Desk.objects.get(pk=desk.pk).post_of == home


def test_an_agency_and_a_desk_are_added_and_changed(admin: Client) -> None:
    admin.post(go("add_agency"), AGENCY)
    agency = Agency.objects.get(name_en="Legal house")
    assert admin.post(go("add_desk", agency.reference), DESK).status_code == 302
    desk = Desk.objects.get(agency=agency)
    assert (desk.opens_at.hour, desk.opens_at.minute, sorted(desk.working_days)) == (8, 30, [0, 6])
    page = admin.get(go("change_desk", desk.reference)).content.decode()
    assert 'value="08:30"' in page
    admin.post(go("change_desk", desk.reference), DESK | {"name_en": "Advice", "services": ["legal", "avrr"]})
    assert {service.kind for service in desk.services.all()} == {ServiceKind.LEGAL, ServiceKind.AVRR}
    assert admin.get(go("change_agency", agency.reference)).status_code == 200
    admin.post(
        go("change_agency", agency.reference),
        {"version": "1", "name_ar": "بيت", "name_en": "House", "kind": "legal", "governorate": ""},
    )
    assert "House" in admin.get(go("agencies")).content.decode()
    admin.post(reverse("workday:close_desk", args=[desk.reference]))
    assert Desk.objects.get(pk=desk.pk).ended_at


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"closes_at": "08:30"}, "closes_at"),
        ({"opens_at": "25:00"}, "opens_at"),
        ({"working_days": []}, "working_days"),
        ({"working_days": ["9"]}, "working_days"),
        ({"services": ["something"]}, "services"),
        ({"phone": "no phone"}, "phone"),
        ({"name_ar": " "}, "name_ar"),
        ({"name_en": "x" * 121}, "name_en"),
        ({"governorate": "XX"}, "governorate"),
    ],
)
def test_a_desk_with_anything_wrong_is_not_added(admin: Client, people: Cast, wrong: dict[str, Any], field: str) -> None:
    response = admin.post(go("add_desk", people.shelter.agency.reference), DESK | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Desk.objects.filter(name_en="Counsel").exists()


def test_a_name_in_use_is_said_on_the_form(admin: Client, people: Cast) -> None:
    typed = AGENCY | {"name_ar": "أخرى", "name_en": people.shelter.agency.name_en}
    assert "This name is already in use." in admin.post(go("add_agency"), typed).content.decode()
    taken = DESK | {"name_en": people.shelter.name_en}
    assert "This name is already in use." in admin.post(go("add_desk", people.shelter.agency.reference), taken).content.decode()


def times(start: int, end: int) -> dict[str, str]:
    begins, ends = (in_amman(now()) + timedelta(hours=hours) for hours in (start, end))
    return {
        "from_day": f"{begins:%d/%m/%Y}",
        "from_time": f"{begins:%H:%M}",
        "until_day": f"{ends:%d/%m/%Y}",
        "until_time": f"{ends:%H:%M}",
    }


def test_a_supervisor_writes_the_rosters_of_the_own_agency_only(client: Client, people: Cast) -> None:
    signed_in(client, people.huda)
    typed = {"who": people.huda.reference} | times(1, 5)
    assert client.post(go("put_on_duty", people.station.reference), typed).status_code == 302
    duty = Duty.objects.get()
    assert people.huda.name_en in client.get(go("roster", people.station.reference)).content.decode()
    assert client.get(go("roster", people.shelter.reference)).status_code == 403
    assert client.post(go("put_on_duty", people.shelter.reference), typed).status_code == 403
    assert client.post(go("take_off_duty", people.shelter.reference, duty.reference)).status_code == 403
    assert client.post(go("take_off_duty", people.station.reference, duty.reference)).status_code == 302
    assert not Duty.objects.exists()


def test_an_administrator_writes_any_roster_and_others_none(client: Client, admin: Client, people: Cast) -> None:
    assert admin.get(go("roster", people.shelter.reference)).status_code == 200
    assert signed_in(client, people.amal).get(go("roster", people.shelter.reference)).status_code == 403


def test_a_duty_that_is_refused_says_why(client: Client, people: Cast) -> None:
    signed_in(client, people.huda)
    backwards = client.post(go("put_on_duty", people.station.reference), {"who": people.huda.reference} | times(5, 1))
    assert backwards.status_code == 422
    assert "The end lies before the beginning." in backwards.content.decode()
    forged = client.post(go("put_on_duty", people.station.reference), {"who": people.amal.reference} | times(1, 5))
    assert forged.status_code == 422


def test_a_duty_of_another_desk_is_not_found(admin: Client, people: Cast) -> None:
    duty = actions.put_on_duty(
        people.shelter, people.amal, from_at=now(), until=now() + timedelta(hours=1), by=WORKER, at=now()
    )
    assert admin.post(go("take_off_duty", people.station.reference, duty.reference)).status_code == 404


def test_acts_need_post(admin: Client, people: Cast) -> None:
    for name in ("invite", "end_staff", "join_desk"):
        assert admin.get(go(name, people.amal.reference)).status_code == 405
