"""Planning a campaign, its money, what it shows."""

from decimal import Decimal
from uuid import uuid4

import pytest

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions, queries, rules
from malath.awareness.actions import CannotDo
from malath.awareness.models import Campaign, Money, Spread
from malath.awareness.testing import (
    LAST,
    MONDAY,
    make_campaign,
    make_counted,
    make_money,
    make_plan,
    make_session,
    make_spread,
)
from malath.awareness.words import Audience, CampaignState, Channel, Counted, MoneyKind, WhyNot

W = WhyNot


def refused(act: object) -> list[WhyNot]:
    with pytest.raises(CannotDo) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.reasons


def page_for(user: User, campaign: Campaign) -> queries.CampaignPage:
    found = queries.campaign_by_reference(campaign.reference)
    assert found is not None
    return queries.campaign_page(found, accounts.holdings(user, MONDAY))


def test_it_is_planned_with_who_and_when(desk: Desk, dana: User) -> None:
    campaign = actions.plan_campaign(desk, make_plan(), by=dana, at=MONDAY)
    assert (campaign.by, campaign.at, campaign.state) == (dana.reference, MONDAY, CampaignState.PLANNED)
    assert Event.objects.get(name=Did.CAMPAIGN_PLANNED).subject == campaign.reference


def test_what_leads_to_somebody_is_not_planned(desk: Desk, dana: User) -> None:
    assert refused(lambda: make_campaign(desk, make_plan(objective="Case 7KQF-2M9X-4TZB"), by=dana)) == [W.NAMES_SOMEBODY]
    assert not Campaign.objects.exists()


def test_its_plan_changes_while_it_runs(campaign: Campaign, dana: User) -> None:
    actions.change_campaign(campaign, make_plan(objective="They call."), by=dana, at=MONDAY)
    campaign.refresh_from_db()
    assert (campaign.objective, campaign.changed_by) == ("They call.", dana.reference)


def test_nothing_of_it_changes_once_it_is_over(campaign: Campaign, dana: User) -> None:
    actions.move_campaign(campaign, CampaignState.ENDED, by=dana, at=MONDAY)
    assert refused(lambda: actions.change_campaign(campaign, make_plan(), by=dana, at=MONDAY)) == [W.IS_OVER]
    assert refused(lambda: make_session(campaign)) == [W.IS_OVER]
    assert page_for(dana, campaign).nexts == ()


def test_it_does_not_end_while_a_session_waits(campaign: Campaign, dana: User) -> None:
    session = make_session(campaign)
    assert refused(lambda: actions.move_campaign(campaign, CampaignState.ENDED, by=dana, at=MONDAY)) == [W.SESSIONS_WAIT]
    make_counted(session)
    assert actions.move_campaign(campaign, CampaignState.ENDED, by=dana, at=MONDAY).state == CampaignState.ENDED


def test_money_is_shown_by_currency_and_what_was_struck_counts_no_longer(campaign: Campaign, dana: User) -> None:
    make_money(campaign, "500", kind=MoneyKind.BUDGET, audience=None)
    wrong, _ = make_money(campaign, "900"), make_money(campaign, "310")
    make_money(campaign, "20.50", currency=Currency.USD)
    actions.strike_money(wrong, by=dana, at=MONDAY)
    dinars, dollars = page_for(dana, campaign).purses
    assert ("190.000" in dinars.left, dinars.over, dollars.over) == (True, False, True)
    assert refused(lambda: actions.strike_money(wrong, by=dana, at=MONDAY)) == [W.STRUCK]


def test_the_same_line_sent_twice_is_one(campaign: Campaign, dana: User) -> None:
    once = uuid4()
    for _ in range(2):
        actions.write_money(
            campaign, MoneyKind.SPENT, "Cards", Decimal(10), Currency.JOD, on=MONDAY.date(), by=dana, at=MONDAY, once=once
        )
    assert Money.objects.count() == 1


def test_money_is_for_an_audience_of_the_campaign(campaign: Campaign) -> None:
    assert refused(lambda: make_money(campaign, audience=Audience.TEACHERS)) == [W.OTHER_AUDIENCE]


def test_reach_and_cost_are_exact_for_who_counts_and_ranges_for_others(campaign: Campaign, dana: User, focal: User) -> None:
    make_counted(make_session(campaign))
    make_money(campaign, "310")
    (own,) = page_for(dana, campaign).reach
    (told,) = queries.reach_page(accounts.holdings(focal, MONDAY), MONDAY.date().replace(month=1, day=1)).lines
    assert (own.came, own.disclosures, told.came, told.disclosures) == ("62", "1", "60–64", "أقل من 5")
    assert "5.000" in own.cost
    assert "–" in told.cost


def test_what_was_spent_for_all_audiences_is_not_lost(campaign: Campaign, dana: User) -> None:
    make_counted(make_session(campaign))
    make_money(campaign, "310")
    make_money(campaign, "90.500", audience=None)
    students, everybody = page_for(dana, campaign).reach
    assert ("90.500" in everybody.spent, everybody.came, everybody.cost) == (True, "", "")
    assert "90.500" not in students.spent


def test_other_ways_stand_beside_who_came_each_by_itself(campaign: Campaign, dana: User, focal: User) -> None:
    make_counted(make_session(campaign))
    wrong = make_spread(campaign, 9)
    for number in (3_000, 2_001):
        make_spread(campaign, number, by=dana)
    actions.strike_spread(wrong, by=dana, at=MONDAY)
    (own,) = page_for(dana, campaign).reach
    (told,) = queries.reach_page(accounts.holdings(focal, MONDAY), MONDAY.date().replace(month=1, day=1)).lines
    assert ("5,001" in own.others, own.came) == (True, "62")
    assert "5,000–5,008" in told.others
    assert refused(lambda: actions.strike_spread(wrong, by=dana, at=MONDAY)) == [W.STRUCK]


def test_how_far_it_reached_is_of_its_plan_and_known_somehow() -> None:
    fine = {
        "state": CampaignState.ENDED, "goes_so": True, "speaks_to": True, "number": 1, "on": MONDAY.date(),
        "today": MONDAY.date(), "known_by": "The printer's bill",
    }  # fmt: skip
    why_not = rules.why_not_write_spread
    assert why_not(**fine) == []  # type: ignore[arg-type]
    wrong = {
        "state": CampaignState.CALLED_OFF, "goes_so": False, "speaks_to": False, "number": 0, "on": LAST,
        "today": MONDAY.date(), "known_by": "Call 0791234567",
    }  # fmt: skip
    found = why_not(**wrong)  # type: ignore[arg-type]
    assert found == [W.IS_OVER, W.OTHER_CHANNEL, W.OTHER_AUDIENCE, W.NO_NUMBER, W.DAY_AHEAD, W.NAMES_SOMEBODY]


def test_what_is_counted_of_a_way_has_the_name_of_the_way() -> None:
    assert {*Counted.values, Channel.SESSION.value} == set(Channel.values)


def test_the_same_number_sent_twice_is_one(campaign: Campaign, dana: User) -> None:
    once, day = uuid4(), MONDAY.date()
    for _ in range(2):
        actions.write_spread(campaign, Counted.PRINT, Audience.STUDENTS, 5, "Bill", on=day, by=dana, at=MONDAY, once=once)
    assert Spread.objects.count() == 1


def test_another_desk_is_told_no_more_on_the_page_of_a_campaign_than_on_that_of_a_session(
    campaign: Campaign, dana: User, rami: User
) -> None:
    make_counted(make_session(campaign))
    own, other = (page_for(user, campaign) for user in (dana, rami))
    assert [(page.sessions[0].came, page.reach[0].came) for page in (own, other)] == [("62", "62"), ("60–64", "60–64")]
    today = MONDAY.date()
    assert queries.calendar_page(accounts.holdings(rami, MONDAY), today, today, one_day=False).lines[0].came == "60–64"


def test_a_page_asks_as_much_for_many_sessions_as_for_one(
    campaign: Campaign, dana: User, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        make_session(campaign)
    found, holdings = queries.campaign_by_reference(campaign.reference), accounts.holdings(dana, MONDAY)
    assert found is not None
    with django_assert_num_queries(5):  # type: ignore[operator]
        queries.campaign_page(found, holdings)
