"""Where materials are used: chosen for campaigns, shown at sessions and elsewhere, and who learns of their end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.agencies.models import Desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions, material_rules, queries
from malath.awareness.models import Campaign, Chosen, Material, Session, Showing
from malath.awareness.testing import CLASS, MONDAY, make_facts, make_live, make_material, make_session
from malath.awareness.tests.test_campaigns import page_for, refused
from malath.awareness.words import Audience, CampaignState, Facilitator, WhyNot, WhyRetired
from malath.foundation.acts import unguarded
from malath.inbox.models import Item

W = WhyNot
DAY = MONDAY.date()
FACTS = replace(make_facts(), audiences=frozenset({Audience.STUDENTS}))


@pytest.fixture
def film(desk: Desk, dana: User, rami: User) -> Material:
    return make_live(make_material(desk, FACTS, by=dana), rami, by=dana)


def count(session: Session, *materials: Material, because: str = "", by: User) -> Session:
    return actions.hold_session(session, CLASS, [Facilitator.CTU], shown=materials, because=because, by=by, at=MONDAY)


def standing(session: Session) -> list[Material]:
    return queries.shown_at(session)


@pytest.mark.parametrize(
    ("live", "retired", "on", "fine"),
    [(2, None, 2, True), (2, None, 1, False), (None, None, 2, False), (1, 3, 3, True), (1, 3, 4, False)],
)
def test_what_was_live_on_a_day_was_shown_on_it(live: int | None, retired: int | None, on: int, fine: bool) -> None:
    began, ended = (date(2026, 11, one) if one else None for one in (live, retired))
    reasons = material_rules.why_not_shown(date(2026, 11, on), date(2026, 11, 5), live_on=began, retired_on=ended)
    assert reasons == ([] if fine else [W.NOT_LIVE_THEN])


def test_nothing_was_shown_on_a_day_to_come() -> None:
    found = material_rules.why_not_shown(date(2026, 11, 6), date(2026, 11, 5), live_on=date(2026, 11, 1), retired_on=None)
    assert found == [W.DAY_AHEAD]


def test_what_is_chosen_speaks_to_the_campaign_and_is_not_retired() -> None:
    why_not = material_rules.why_not_choose
    assert why_not(["students"], [("draft", ["students", "teachers"]), ("live", ["students"])]) == []
    assert why_not(["students"], [("retired", ["migrants"])]) == [W.RETIRED_ALREADY, W.NO_SHARED_AUDIENCE]


def test_a_campaign_says_what_it_uses_and_the_material_where(campaign: Campaign, film: Material, dana: User) -> None:
    actions.choose_materials(campaign, [film], by=dana, at=MONDAY)
    assert [one.reference for one in page_for(dana, campaign).materials] == [film.reference]
    page = queries.material_page(film, accounts.holdings(dana, MONDAY), MONDAY)
    assert [reference for reference, _title in page.used.campaigns] == [campaign.reference]
    assert Event.objects.get(name=Did.MATERIALS_CHOSEN).subject == campaign.reference


def test_what_is_not_named_any_more_is_left_out_and_stays_to_be_seen(campaign: Campaign, film: Material, dana: User) -> None:
    for materials in ([film], [film], []):
        actions.choose_materials(campaign, materials, by=dana, at=MONDAY)
    row = Chosen.objects.get()
    assert (row.left_by, page_for(dana, campaign).materials) == (dana.reference, ())


def test_a_campaign_that_is_over_chooses_nothing(campaign: Campaign, film: Material, dana: User) -> None:
    actions.move_campaign(campaign, CampaignState.ENDED, by=dana, at=MONDAY)
    assert refused(lambda: actions.choose_materials(campaign, [film], by=dana, at=MONDAY)) == [W.IS_OVER]
    assert not Chosen.objects.exists()


def test_a_session_says_what_it_showed_and_the_material_to_how_many(
    campaign: Campaign, film: Material, dana: User, rami: User
) -> None:
    count(make_session(campaign), film, by=dana)
    own, other = (queries.material_page(film, accounts.holdings(user, MONDAY), MONDAY).used for user in (dana, rami))
    assert (own.came, own.showings[0].came) == ("62", "62")
    assert (other.came, other.showings[0].came) == ("60–64", "60–64")


def test_counted_anew_a_session_says_anew_what_it_showed(campaign: Campaign, film: Material, dana: User) -> None:
    session = count(make_session(campaign), film, by=dana)
    count(session, because="It was not shown.", by=dana)
    assert (standing(session), Showing.objects.get().struck_by) == ([], dana.reference)
    count(session, film, because="It was.", by=dana)
    assert standing(session) == [film]


def test_counted_on_a_phone_nothing_changes_of_what_was_shown(campaign: Campaign, film: Material, dana: User) -> None:
    session = count(make_session(campaign), film, by=dana)
    actions.hold_session(session, CLASS, [Facilitator.CTU], because="One more.", by=dana, at=MONDAY)
    assert standing(session) == [film]


def test_what_was_not_live_on_the_day_leaves_the_session_uncounted(campaign: Campaign, film: Material, dana: User) -> None:
    session = make_session(campaign, on=DAY - timedelta(days=3))
    assert refused(lambda: count(session, film, by=dana)) == [W.NOT_LIVE_THEN]
    session.refresh_from_db()
    assert (session.came, Showing.objects.exists()) == (None, False)


def test_what_was_shown_before_it_was_retired_is_written_down_late(campaign: Campaign, film: Material, dana: User) -> None:
    session = make_session(campaign)
    actions.retire(film, WhyRetired.HARM, by=dana, at=MONDAY)
    assert [one.reference for one in queries.may_show(session)] == [film.reference]
    count(session, film, by=dana)
    (line,) = queries.session_page(session, accounts.holdings(dana, MONDAY)).shown
    assert line.retired


def test_every_desk_that_uses_it_learns_that_it_is_retired(campaign: Campaign, rami: User, dana: User) -> None:
    desk = accounts.inbox_desks(rami, MONDAY)[0]
    film = make_live(make_material(desk, FACTS, by=rami), dana, by=rami)
    actions.choose_materials(campaign, [film], by=dana, at=MONDAY)
    actions.retire(film, WhyRetired.OUTDATED, by=rami, at=MONDAY)
    assert {item.desk for item in Item.objects.filter(kind="material_retired")} == {desk, campaign.desk}


def test_the_database_keeps_one_showing_of_a_material_in_a_session(campaign: Campaign, film: Material, dana: User) -> None:
    count(make_session(campaign), film, by=dana)
    row = Showing.objects.get()
    row.pk, row.reference = None, "2222-2222-2222"
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded():
        row.save(force_insert=True)


def test_materials_are_chosen_and_shown_from_the_pages(client: Client, campaign: Campaign, film: Material, dana: User) -> None:
    signed_in(client, dana)
    chosen = client.post(reverse("awareness:choose_materials", args=[campaign.reference]), {"materials": [film.reference]})
    link = f'href="{reverse("awareness:material", args=[film.reference])}"'
    assert link in client.get(chosen["Location"]).content.decode()
    session = make_session(campaign)
    where = reverse("awareness:hold_session", args=[session.reference])
    counts = {"came": "62", "facilitators": ["ctu"], "disclosures": "1", "cards": "60"}
    assert client.post(where, counts | {"shown": ["2222-2222-2222"]}).status_code == 422
    shown = client.post(where, counts | {"shown": [film.reference]})
    assert link in client.get(shown["Location"]).content.decode()


def test_another_desk_chooses_nothing_for_a_campaign(client: Client, campaign: Campaign, rami: User) -> None:
    signed_in(client, rami)
    assert client.post(reverse("awareness:choose_materials", args=[campaign.reference])).status_code == 403


def test_a_page_of_a_material_asks_as_much_for_many_showings_as_for_one(
    campaign: Campaign, film: Material, dana: User, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        count(make_session(campaign), film, by=dana)
    holdings = accounts.holdings(dana, MONDAY)
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.material_page(film, holdings, MONDAY)
