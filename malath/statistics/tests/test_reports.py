"""Reports over what was told: training and later referrals, from a campaign to a referral, returns, single bodies."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.awareness.queries.for_figures import Reached
from malath.cases.testing import ADULT
from malath.foundation.actor import WORKER
from malath.helpline.testing import make_contact, make_line
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral, make_declined_referral
from malath.returns.queries.for_figures import PAID, Spent
from malath.returns.testing import make_return
from malath.statistics import actions, compiling, queries, rules
from malath.statistics.compiling import beside
from malath.statistics.definitions import ASSOCIATION, AVRR, BY_BODY, FUNNEL
from malath.statistics.queries import reports
from malath.statistics.testing import add_rows, make_columns, make_counted
from malath.statistics.tests.conftest import House
from malath.statistics.words import Taught, Unit
from malath.training.testing import make_certified, make_officer

DAY = timedelta(days=1)
Rows = list[Mapping[str, str]]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def told_of(monkeypatch: pytest.MonkeyPatch, unit: Unit, rows: Rows, *tables: tuple[str, ...]) -> None:
    units = make_columns([])
    add_rows(units, unit, rows)
    monkeypatch.setattr(compiling, "compiled", lambda _at: units)
    actions.compile_figures(by=WORKER, at=MONDAY, standard=[(unit, one) for one in tables])


def answers(taught: str, yes: int, no: int, sent_by: str = "labour") -> Rows:
    return [{"taught": f"{taught}_{'yes' if n < yes else 'no'}", "sent_by": sent_by} for n in range(yes + no)]


def test_of_trained_inspectors_seventy_one_are_accepted_beside_forty_eight_and_it_says_association(
    house: House, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """Scenario A.7: 142 of 200 beside 96 of 200; a body with too few officers is not compared."""
    rows = [
        *answers("trained", 142, 58),
        *answers("others", 96, 104),
        *({"taught": "not_compared", "sent_by": "camp"} for _ in range(60)),
    ]
    told_of(monkeypatch, Unit.REFERRALS, rows, ASSOCIATION)
    inspection = reports.association_page().lines[0]
    assert inspection.who in ("Labour inspection", "All bodies")  # of two that say the same one is hidden
    assert (inspection.trained or "").startswith("70 (")
    assert (inspection.others or "").startswith("48 (")
    assert (inspection.difference or "").startswith("+22 (+11")
    assert inspection.apart
    page = signed_in(client, make_user(Role.COMMITTEE, house.desk)).get(reverse("statistics:training_report")).content.decode()
    assert "An association, not an effect" in page
    assert "Camp partner" not in page.split("<table")[1].split("</table>")[0]


def test_without_enough_answers_nothing_is_compared(house: House, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    told_of(monkeypatch, Unit.REFERRALS, [*answers("trained", 3, 1), *answers("others", 2, 2)], ASSOCIATION)
    assert reports.association_page().lines == ()
    page = signed_in(client, house.omar).get(reverse("statistics:training_report")).content.decode()
    assert "Nothing can be compared yet" in page


def senders(trained: int, others: int, body: str = "B") -> list[tuple[str, str, datetime, datetime]]:
    some = [(body, f"t{n}", MONDAY, MONDAY + 9 * DAY) for n in range(trained)]
    return [*some, *((body, f"o{n}", MONDAY, MONDAY) for n in range(others))]


SINCE = {f"t{n}": MONDAY - DAY for n in range(20)}


def test_a_body_is_compared_when_ten_of_its_officers_were_trained_and_ten_were_not() -> None:
    assert rules.comparable(senders(10, 10), SINCE, ()) == {"B"}
    assert rules.comparable(senders(9, 40), SINCE, ()) == set()
    assert rules.comparable(senders(20, 9), SINCE, ()) == set()
    assert rules.comparable(senders(10, 10), SINCE, {"o1"}) == set()
    assert rules.comparable([*senders(9, 10), *senders(9, 10, "C")], SINCE, ()) == set()


def test_a_referral_sent_before_the_training_counts_with_the_others() -> None:
    since = MONDAY - DAY
    assert rules.taught(since, MONDAY, accepted=True) == rules.taught(since, since, accepted=True) == Taught.TRAINED_YES
    assert rules.taught(since, MONDAY, accepted=False) == Taught.TRAINED_NO
    assert rules.taught(since, MONDAY - 2 * DAY, accepted=True) == Taught.OTHERS_YES
    assert rules.taught(None, MONDAY, accepted=False) == Taught.OTHERS_NO


def test_the_way_to_help_shows_counts_of_each_step_and_hides_the_few(
    house: House, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    came = ["case_opened"] * 12 + ["advised"] * 26 + ["passed_on"] * 2
    rows: Rows = [{"year": "2025", "came_of_it": one} for one in came]
    monkeypatch.setattr(beside, "reached", lambda: {2025: Reached(3, 14, 412, 2)})
    told_of(monkeypatch, Unit.CONTACTS, rows, FUNNEL[1])
    (year,) = reports.funnel_page().years
    steps = dict(year.steps)
    assert (steps["Campaigns with sessions"], steps["Sessions held"], steps["People who came"]) == ("3", "14", "410–414")
    assert steps["Told of something that needs help"] == "fewer than 5"
    assert steps["Contacts of the helpline"] == "40"
    assert steps["Cases opened from a contact"] in ("10", None)
    assert steps["Referrals"] is None
    page = signed_in(client, house.omar).get(reverse("statistics:way_to_help")).content.decode()
    assert "Nobody is followed from one step to the next" in page


def test_returns_are_told_with_what_they_cost_and_the_index_is_said_to_be_provisional(
    house: House, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    rows: Rows = [
        {"year": "2025", "state": "arrived" if n < 20 else "stopped", "gate": "G6" if n < 3 else "none"} for n in range(31)
    ]
    costs = [Spent(n, "fare", "JOD", Decimal("312.500")) for n in range(20)]
    few = [Spent(n, PAID, "USD", Decimal(900)) for n in range(9)]
    monkeypatch.setattr(beside, "spent", lambda _at, **_: [*costs, *few])
    told_of(monkeypatch, Unit.RETURNS, rows, *AVRR)
    page = reports.returns_page()
    assert len(page.tables) == len(AVRR)
    money = {(line.label, line.currency): (line.told, line.step) for line in page.money}
    assert money == {("Fare", "JOD"): ("6,000.000 JOD", "500.000 JOD"), ("Grants that were paid", "USD"): (None, "")}
    shown = signed_in(client, make_user(Role.COMMITTEE, house.desk)).get(reverse("statistics:returns_report"))
    assert "provisional index" in shown.content.decode()


def test_each_body_has_its_line_and_shelters_stand_together(
    house: House, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    body = make_agency(AgencyKind.LEGAL)
    rows: Rows = [
        {"body": body.reference if n < 30 else "shelter", "answered": "in_time" if n % 2 else "late"} for n in range(60)
    ]
    told_of(monkeypatch, Unit.REFERRALS, rows, *BY_BODY)
    sheet = reports.bodies_page().tables[0].sheet
    assert {row.labels[0] for row in sheet.rows} == {body.name_en, "Shelter house", "All"}
    assert queries.named_fields()["body"].label_of("NO-SUCH") == "NO-SUCH"
    page = signed_in(client, house.omar).get(reverse("statistics:bodies_report")).content.decode()
    assert body.name_en in page


def test_before_anything_is_counted_every_report_says_so(house: House, client: Client) -> None:
    signed_in(client, house.omar)
    for name in ("training_report", "way_to_help", "returns_report", "bodies_report"):
        assert "Nothing was counted yet" in client.get(reverse(f"statistics:{name}")).content.decode()


def test_nobody_without_the_right_reads_them(house: House, client: Client) -> None:
    signed_in(client, house.nour)
    assert client.get(reverse("statistics:returns_report")).status_code == 403


def test_what_was_really_done_is_compiled(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A trained inspector sends and is accepted, an untrained one sends; somebody asks to return, somebody writes."""
    monkeypatch.setattr(rules, "OFFICERS", 1)
    labour, legal = (
        make_desk(make_agency(AgencyKind.LABOUR)),
        make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL]),
    )
    lana, dana = make_user(Role.INSPECTOR, labour), make_user(Role.INSPECTOR, labour)
    rami = make_user(Role.LAWYER, legal)
    make_certified(make_officer(user=lana), at=MONDAY - 9 * DAY)
    for officer, make in ((lana, make_accepted_referral), (dana, make_declined_referral)):
        case = make_counted(labour, officer, facts=ADULT)
        make(officer, labour, rami, legal, case=case, type=ServiceKind.LEGAL)
    returns = make_desk(make_agency(AgencyKind.RETURNS))
    office = make_user(Role.RETURN, returns)
    somebody = make_return(returns, office, at=MONDAY)
    make_consent(somebody.person, ConsentKind.C14, desk=returns, by=office, at=MONDAY)
    make_line(house.desk, house.nour, MONDAY)
    make_contact(house.desk, MONDAY)
    units = compiling.compiled(MONDAY)
    assert units[Unit.REFERRALS].values["taught"] == ["trained_yes", "others_no"]
    assert units[Unit.REFERRALS].values["body"] == [legal.agency.reference]
    assert (len(units[Unit.RETURNS]), units[Unit.RETURNS].values["gate"]) == (1, ["G1"])
    assert (units[Unit.CONTACTS].values["channel"], units[Unit.CONTACTS].values["came_of_it"]) == (["web"], ["none"])
    assert beside.beside(MONDAY) == {"money": [], "years": {}}
