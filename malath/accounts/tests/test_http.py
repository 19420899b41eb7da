import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse
from pytest_django import DjangoAssertNumQueries

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power, Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import marks

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@staff_required
def for_staff(request: StaffRequest) -> HttpResponse:
    return HttpResponse(request.user.reference)


@power_required(Power.SEARCH)
def for_searchers(request: StaffRequest) -> HttpResponse:
    holdings_of(request)
    return HttpResponse("found")


@power_required(Power.MANAGE, Power.READ_TRAIL)
def for_either(request: StaffRequest) -> HttpResponse:
    return HttpResponse("either")


def for_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [
    path("test/staff/", for_staff),
    path("test/search/", for_searchers),
    path("test/either/", for_either),
    path("test/open/", for_all),
    path("", include("config.urls")),
]


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client) -> None:
    assert client.get("/test/staff/?a=1")["Location"] == f"{reverse('account_login')}?next=/test/staff/%3Fa%3D1"


def test_a_form_of_a_stranger_is_not_sent_again_after_sign_in(client: Client) -> None:
    assert client.post("/test/staff/")["Location"] == f"{reverse('account_login')}?next=/"


def test_a_part_of_a_page_makes_the_whole_page_go_to_sign_in(client: Client) -> None:
    response = client.get("/test/staff/", headers={"hx-request": "true", "hx-current-url": "http://testserver/cases/?x=1"})
    assert (response.status_code, response.content) == (401, b"")
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=/cases/"


def test_staff_pass(client: Client) -> None:
    user = make_user()
    assert signed_in(client, user).get("/test/staff/").content.decode() == user.reference


def test_a_power_opens_and_its_absence_is_refused_and_recorded(client: Client) -> None:
    desk = make_desk()
    assert signed_in(client, make_user(Role.SOCIAL, desk)).get("/test/search/").status_code == 200
    user = make_user(Role.FOCAL_POINT, desk)
    assert signed_in(client, user).get("/test/search/").status_code == 403
    event = Event.objects.get(name=Did.REFUSED)
    assert (event.by, event.subject) == (user.reference, "search")


def test_one_of_several_powers_is_enough(client: Client) -> None:
    for role in (Role.DPO, Role.ADMINISTRATOR):
        assert signed_in(client, make_user(role, make_desk())).get("/test/either/").status_code == 200
    assert signed_in(client, make_user(Role.STATISTICIAN, make_desk())).get("/test/either/").status_code == 403


def test_a_stranger_meets_the_sign_in_before_any_power(client: Client) -> None:
    assert client.get("/test/search/")["Location"].startswith(reverse("account_login"))


def test_a_page_costs_three_statements_before_its_own(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, make_user(Role.SOCIAL, make_desk()))
    marks.hold()
    with django_assert_num_queries(3):
        client.get("/test/search/")


def test_an_open_page_asks_the_database_nothing(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    marks.hold()
    with django_assert_num_queries(0):
        assert client.get("/test/open/").content == b"open"
