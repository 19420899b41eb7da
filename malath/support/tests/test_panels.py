"""The best interests of a child: three who decide, the child asked first, options side by side, dissent kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.agencies.words import ServiceKind
from malath.cases.models import BestInterests, Case
from malath.cases.testing import make_child_case
from malath.cases.words import BestInterest
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.referrals.testing import make_accepted_referral
from malath.support import actions, talk_rules
from malath.support.actions import CannotSupport
from malath.support.models import Panel, Panelist
from malath.support.queries import talks
from malath.support.testing import AFTER, make_panel
from malath.support.tests.conftest import House
from malath.support.words import Heard, PanelRole, WhyNot
from tests.kept import kept

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
REVIEW = date(2026, 12, 1)


@pytest.fixture
@kept
def child(house: House) -> Case:
    return make_child_case(house.desk, house.nour)


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def decide(panel: Panel, house: House, outcome: BestInterest = BestInterest.RELATIVES, **more: Any) -> Panel:
    words: dict[str, Any] = {"review_on": REVIEW, "dissent": {}} | more
    return actions.decide_panel(panel, outcome, "Her aunt is safe and near her school.", **words, **house.nour_at())


@given(
    members=st.lists(st.sampled_from(PanelRole), max_size=5),
    heard=st.booleans(),
    options=st.integers(0, 4),
    reasons=st.sampled_from(["", "Because."]),
)
def test_a_panel_decides_only_when_all_of_it_is_there(
    members: list[PanelRole], heard: bool, options: int, reasons: str
) -> None:
    found = talk_rules.why_not_decide(
        reasons, decided=False, members=members, heard=heard, options=options, is_option=True, review_on=REVIEW, today=TODAY
    )
    whole = len(members) >= 3 and PanelRole.CHILD_PROTECTION in members and heard and options >= 2 and bool(reasons)
    assert (not found) == whole


def test_it_is_opened_for_a_child_once_with_a_question(case: Case, child: Case, house: House) -> None:
    assert why_not(lambda: actions.open_panel(case, "Where does she live?", **house.nour_at())) == [WhyNot.NOT_A_CHILD]
    panel = actions.open_panel(child, "Where does she live?", **house.nour_at())
    assert panel.due_at == AFTER + 3 * DAY
    assert why_not(lambda: actions.open_panel(child, " ", **house.nour_at())) == [WhyNot.PANEL_OPEN, WhyNot.WORDS_MISSING]


def test_a_request_of_the_family_alone_decides_nothing(child: Case, house: House) -> None:
    panel = actions.open_panel(child, "The father asks for her.", **house.nour_at())
    actions.seat(panel, "The father", PanelRole.GUARDIAN, **house.nour_at())
    reasons = why_not(lambda: decide(panel, house, BestInterest.FAMILY))
    missing = {WhyNot.PANEL_TOO_SMALL, WhyNot.NO_CHILD_PROTECTION, WhyNot.VIEW_MISSING, WhyNot.OPTIONS_MISSING}
    assert missing <= set(reasons)


def test_it_is_decided_through_the_case_and_dissent_is_kept(child: Case, house: House) -> None:
    panel = make_panel(child, house.desk, house.nour)
    assert why_not(lambda: decide(panel, house, BestInterest.FOSTER)) == [WhyNot.OPTION_ELSEWHERE]
    assert why_not(lambda: decide(panel, house, review_on=TODAY)) == [WhyNot.DAY_PAST]
    member = Panelist.objects.filter(panel=panel)[0]
    decide(panel, house, dissent={member.reference: "The shelter is safer."})
    standing = BestInterests.objects.get(case=child, superseded_at__isnull=True)
    assert standing.outcome == BestInterest.RELATIVES
    assert standing.review_on == REVIEW
    page = talks.panel_page(talks.fresh_panel(panel))
    assert page.view == "I want to stay at school."
    assert [dissent for *_rest, dissent in page.members if dissent] == ["The shelter is safer."]
    assert why_not(lambda: decide(panel, house))[0] == WhyNot.PANEL_DECIDED


def test_after_a_decision_nothing_is_written_into_it_and_a_new_one_takes_its_place(child: Case, house: House) -> None:
    panel = decide(make_panel(child, house.desk, house.nour), house)
    for call in (
        lambda: actions.seat(panel, "A judge", PanelRole.OTHER, **house.nour_at()),
        lambda: actions.record_view(panel, Heard.SAID, "I changed my mind.", **house.nour_at()),
        lambda: actions.put_option(panel, BestInterest.STAY, "Both.", **house.nour_at()),
    ):
        assert why_not(call) == [WhyNot.PANEL_DECIDED]
    decide(make_panel(child, house.desk, house.nour), house, BestInterest.SHELTER)
    standing = BestInterests.objects.filter(case=child, superseded_at__isnull=True)
    assert [row.outcome for row in standing] == [BestInterest.SHELTER]


def test_a_child_too_young_to_say_is_written_down_as_such(child: Case, house: House) -> None:
    panel = actions.open_panel(child, "Where does she live?", **house.nour_at())
    assert why_not(lambda: actions.record_view(panel, Heard.SAID, " ", **house.nour_at())) == [WhyNot.WORDS_MISSING]
    assert actions.record_view(panel, Heard.TOO_YOUNG, "", **house.nour_at()).heard == Heard.TOO_YOUNG


def test_a_late_panel_reminds_every_day_and_decides_nothing(child: Case, house: House) -> None:
    panel = make_panel(child, house.desk, house.nour)
    for day in (2, 3, 4):
        [row] = talks.panels_to_remind(AFTER + day * DAY)
        actions.remind_of_panel(row, at=AFTER + day * DAY)
    assert why_not(lambda: actions.remind_of_panel(panel, at=AFTER + 4 * DAY)) == [WhyNot.NOT_DUE]
    waiting = Item.objects.filter(kind=ItemKind.PANEL_DUE, seen_at__isnull=True)
    assert [item.user for item in waiting] == [house.nour]
    decide(panel, house)
    assert not waiting.all().exists()


def test_the_pages_walk_through_it_and_the_unit_reads_none(child: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    client = signed_in(Client(), house.nour)

    def url(name: str, *rest: str) -> str:
        return reverse(f"support:{name}", args=[child.reference, *rest])

    assert client.post(url("open_panel"), {"question": "Where does she live?"}).status_code == 302
    panel = Panel.objects.get().reference
    for role in ("child_protection", "case_manager", "school"):
        assert client.post(url("seat", panel), {"name": f"Somebody {role}", "role": role}).status_code == 302
    assert client.post(url("record_view", panel), {"heard": "said", "view": "With my aunt."}).status_code == 302
    for outcome in ("relatives", "mediation"):
        assert client.post(url("put_option", panel), {"outcome": outcome, "words": "Both."}).status_code == 302
    typed = {"outcome": "relatives", "reasons": "what I typed", "review_on": "2/11/2026"}
    answer = client.post(url("decide_panel", panel), typed)
    assert answer.status_code == 422
    assert "what I typed" in answer.content.decode()
    assert client.post(url("decide_panel", panel), {**typed, "review_on": "1/12/2026"}).status_code == 302
    page = client.get(url("panel", panel)).content.decode()
    assert "With my aunt." in page
    assert "With relatives" in page
    make_accepted_referral(
        house.nour, house.desk, house.yusuf, house.unit, case=child, type=ServiceKind.IDENTIFICATION, agreed=False
    )
    assert signed_in(Client(), house.yusuf).get(url("talks")).status_code == 403
