"""A photograph or a story (C15): each use is asked about by itself, never in a crisis, never of a child."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.cases.words import Risk
from malath.foundation.clock import AMMAN
from malath.foundation.references import new_reference
from malath.foundation.testing import Clock
from malath.privacy import actions, queries
from malath.privacy.actions import CannotRecord, Use
from malath.privacy.marks import marks_of
from malath.privacy.models import Consent
from malath.privacy.testing import SPOKEN, WORDS, make_ground, make_use
from malath.privacy.tests.pages import text, value
from malath.privacy.words import Answer, ConsentKind, Purpose, Shown, WhyNotConsent

GIVEN = {
    "shown": "photo", "about": "On the wall of our office, without the face.", "answer": "yes", "language": "am",
    "interpreter": "phone", "method": "spoken",
}  # fmt: skip
ABOUT = "On the wall of our office, without the face."


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk)


@pytest.fixture
def calm(clock: Clock, desk: Desk, nour: User) -> Case:
    """A case in which the danger is low."""
    return make_case(desk, nour, clock.at, risk=Risk.LOW)


@pytest.fixture
def browser(client: Client, nour: User) -> Client:
    return signed_in(client, nour)


def url(case: Case, use: str = "") -> str:
    return f"/people/{case.person.reference}/shown/{use}/" if use else f"/people/{case.person.reference}/shown/"


def rows(case: Case) -> list[Consent]:
    return list(Consent.objects.filter(person=case.person, kind=ConsentKind.C15).select_related("key").order_by("pk"))


def test_one_use_is_agreed_on_with_its_words(browser: Client, calm: Case) -> None:
    page = text(browser.get(url(calm)))
    assert "You know now exactly what would be shown" in page
    response = browser.post(url(calm), {**GIVEN, "seen": "0"})
    assert response["Location"].endswith("/consents/#C15")
    (row,) = rows(calm)
    assert (row.answer, row.shown, row.opened("about")) == ("yes", Shown.PHOTO, ABOUT)
    assert ABOUT in text(browser.get(response["Location"]))


def test_a_sheet_of_paper_is_typed_in_with_its_moment_and_its_words(nour: User, calm: Case, clock: Clock) -> None:
    then = clock.at.replace(second=0, microsecond=0) + timedelta(hours=1)
    clock.at += timedelta(days=2)
    browser = signed_in(Client(), nour)
    wall, mark = then.astimezone(AMMAN), marks_of(ConsentKind.C15)[-1]
    paper = {"happened_on": f"{wall:%d/%m/%Y}", "happened_hour": f"{wall:%H:%M}"}
    assert browser.post(url(calm), {**GIVEN, **paper}).status_code == 422
    assert browser.post(url(calm), {**GIVEN, **paper, "words_read": mark}).status_code == 302
    (row,) = rows(calm)
    assert (row.at, row.wording) == (then, mark)
    early = {**paper, "happened_on": f"{wall - timedelta(days=9):%d/%m/%Y}", "words_read": mark}
    assert "began later" in browser.post(url(calm), {**GIVEN, **early}).content.decode()


def test_each_use_is_a_row_of_its_own_and_is_taken_back_alone(browser: Client, calm: Case) -> None:
    for shown in ("photo", "story"):
        browser.post(url(calm), {**GIVEN, "shown": shown})
    first, second = rows(calm)
    assert first.use != second.use
    back = f"/people/{calm.person.reference}/consents/C15/{first.use}/withdraw/"
    assert "Take it out of all that is ours within one day" in text(browser.get(back))
    assert browser.post(back, {"heard": "alone"}).status_code == 302
    assert [row.withdrawn_at is not None for row in rows(calm)] == [True, False]


def test_the_same_use_may_be_asked_about_anew(browser: Client, calm: Case, desk: Desk, clock: Clock) -> None:
    row = make_use(calm.person, desk=desk, at=clock.at)
    page = browser.get(url(calm, row.use))
    assert "On the wall of our own office" in text(page)
    assert 'name="about"' not in page.content.decode(), "what it is about does not change under an answer"
    again = {**GIVEN, "answer": "no", "seen": value(page, "seen")}
    assert browser.post(url(calm, row.use), again).status_code == 302
    assert [(one.answer, one.superseded_at is None) for one in rows(calm)] == [("yes", False), ("no", True)]
    assert rows(calm)[1].opened("about") == rows(calm)[0].opened("about")


def test_a_form_sent_twice_is_recorded_once(browser: Client, calm: Case) -> None:
    page = browser.get(url(calm))
    typed = {**GIVEN, "use": value(page, "use"), "seen": value(page, "seen")}
    assert [browser.post(url(calm), typed).status_code for _ in range(2)] == [302, 409]
    assert len(rows(calm)) == 1


@pytest.mark.parametrize("risk", [Risk.HIGH, Risk.CRITICAL, Risk.NOT_ASSESSED])
def test_nobody_is_asked_while_the_danger_is_high_or_not_assessed(
    browser: Client, desk: Desk, nour: User, clock: Clock, risk: Risk
) -> None:
    case = make_case(desk, nour, clock.at, risk=risk)
    page = browser.get(url(case))
    assert "Nobody is asked for a photograph or a story while the danger is high" in text(page)
    assert 'name="answer"' not in page.content.decode()
    refused = browser.post(url(case), GIVEN)
    assert refused.status_code == 422
    assert "while the danger is high or not assessed" in text(refused)
    assert ABOUT in refused.content.decode(), "nothing typed is lost"
    assert not rows(case)


def test_nor_while_a_life_is_in_danger(browser: Client, calm: Case, clock: Clock) -> None:
    make_ground(calm.person, at=clock.at)
    assert browser.post(url(calm), GIVEN).status_code == 422


def test_nothing_of_a_child_is_shown(browser: Client, desk: Desk, nour: User, clock: Clock) -> None:
    case = make_child_case(desk, nour, clock.at)
    assert "Nothing of a child is shown to the public" in text(browser.get(url(case)))
    assert browser.post(url(case), GIVEN).status_code == 422
    assert "Ask about one use" not in text(browser.get(f"/people/{case.person.reference}/consents/"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"about": ""}, "This field is required."),
        ({"shown": ""}, "This field is required."),
        ({"answer": "not_now"}, "not_now"),
        ({"expires_on": "01/01/2029"}, "That is too far ahead"),
    ],
)
def test_what_cannot_be_recorded_is_said(browser: Client, calm: Case, typed: dict[str, str], said: str) -> None:
    response = browser.post(url(calm), {**GIVEN, **typed})
    assert response.status_code == 422
    assert said in text(response)
    assert not rows(calm)


def test_the_act_refuses_what_no_page_offers(calm: Case, desk: Desk, nour: User, clock: Clock) -> None:
    def record(kind: ConsentKind, use: Use | None, *, in_crisis: bool = False) -> list[WhyNotConsent]:
        with pytest.raises(CannotRecord) as refused:
            actions.record_consent(
                calm.person, kind=kind, answer=Answer.YES, circumstances=SPOKEN, wording=WORDS, desk=desk, by=nour,
                at=clock.at, use=use, in_crisis=in_crisis,
            )  # fmt: skip
        return refused.value.reasons

    use = Use(new_reference(), Shown.STORY, "In the yearly report.")
    assert record(ConsentKind.C15, None) == [WhyNotConsent.USE_MISSING]
    assert record(ConsentKind.C14, use) == [WhyNotConsent.USE_NOT_ASKED_FOR]
    assert record(ConsentKind.C15, use, in_crisis=True) == [WhyNotConsent.DURING_CRISIS]


def test_a_no_is_recorded_even_in_a_crisis(calm: Case, desk: Desk, nour: User, clock: Clock) -> None:
    row = actions.record_consent(
        calm.person, kind=ConsentKind.C15, answer=Answer.NO, circumstances=SPOKEN, wording=WORDS, desk=desk, by=nour,
        at=clock.at, use=Use(new_reference(), Shown.STORY, "In the yearly report."), in_crisis=True,
    )  # fmt: skip
    assert row.answer == Answer.NO


def test_the_trail_names_the_use_by_its_code_only(browser: Client, calm: Case) -> None:
    browser.post(url(calm), GIVEN)
    line = trail.file_lines(calm.person.reference)[0]
    assert line.facts == {"kind": "C15", "answer": "yes", "use": rows(calm)[0].use}


def test_a_use_nobody_was_asked_about_is_not_there(browser: Client, calm: Case) -> None:
    assert browser.get(url(calm, new_reference())).status_code == 404
    assert browser.get(f"/people/{calm.person.reference}/consents/C15/").status_code == 404


def test_it_opens_nothing_to_anybody(calm: Case, desk: Desk, clock: Clock) -> None:
    before = queries.standing_for(calm.person_id, purpose=Purpose.LEGAL, receiver=desk.agency, at=clock.at)
    make_use(calm.person, desk=desk, at=clock.at)
    assert queries.standing_for(calm.person_id, purpose=Purpose.LEGAL, receiver=desk.agency, at=clock.at) == before
