"""The pages of referrals, asked for as a browser does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import (
    REASON,
    make_accepted_referral,
    make_declined_referral,
    make_draft,
    make_sent_referral,
)
from malath.referrals.tests.asking import page, post, speak, take_back, take_back_consent, text
from malath.referrals.words import Alternative, DeclineReason, Outcome, Status

pytestmark = [pytest.mark.usefixtures("clock")]
NOBODY = "ZZZZ-ZZZZ-ZZZZ"
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"')
HTMX = {"HX-Request": "true"}


# Lists


def test_what_came_and_what_went_stand_in_two_boxes(basim: Client, amal: Client, sent: Referral) -> None:
    assert sent.reference in text(amal.get("/referrals/"))
    assert sent.reference not in text(amal.get("/referrals/?box=sent"))
    assert sent.reference in text(basim.get("/referrals/?box=sent"))
    assert sent.reference not in text(basim.get("/referrals/"))


def test_a_draft_is_in_the_list_of_its_own_desk_only(basim: Client, amal: Client, draft: Referral) -> None:
    assert draft.reference in text(basim.get("/referrals/?box=sent"))
    assert draft.reference not in text(amal.get("/referrals/"))


def test_a_draft_that_nobody_can_go_on_with_is_listed_without_a_link(basim: Client, people: Cast, draft: Referral) -> None:
    link = f'href="/referrals/{draft.reference}/"'
    assert link in text(basim.get("/referrals/?box=sent"))
    take_back(draft, ConsentKind.C1, people)
    listed = text(basim.get("/referrals/?box=sent"))
    assert draft.reference in listed
    assert link not in listed
    assert "Not open to you any more" in listed


def test_the_list_shows_neither_name_nor_facts(amal: Client, people: Cast, case: Case) -> None:
    make_sent_referral(people.basim, people.station, people.shelter, case=case)
    listed = text(amal.get("/referrals/"))
    for secret in ("Dana Alias", REASON, "21 to 29", case.reference, case.person.reference):
        assert secret not in listed


def test_the_list_is_one_event_that_names_every_file(amal: Client, people: Cast, sent: Referral) -> None:
    amal.get("/referrals/")
    listed = [line for line in trail.file_lines(sent.person.reference) if line.name == Did.REFERRALS_LISTED]
    assert [line.by for line in listed] == [people.amal.reference]


def test_only_what_waits_is_shown_when_asked_for(amal: Client, people: Cast, sent: Referral) -> None:
    declined = make_declined_referral(people.basim, people.station, people.amal, people.shelter)
    waiting = text(amal.get("/referrals/?waiting=1"))
    assert sent.reference in waiting
    assert declined.reference not in waiting


def test_a_long_list_comes_in_pages_without_gap_or_repeat(basim: Client, people: Cast) -> None:
    case = make_case(people.station, people.basim)
    made = [
        make_draft(people.basim, people.station, at=MONDAY - timedelta(minutes=number), case=case).reference
        for number in range(27)
    ]
    first = text(basim.get("/referrals/?box=sent"))
    older = next(link for link in first.split('"') if "after=" in link)
    second = text(basim.get(older))
    links = [f'href="/referrals/{reference}/"' for reference in made]
    assert [link in first for link in links] == [True] * 25 + [False] * 2
    assert [link in second for link in links] == [False] * 25 + [True] * 2


def test_a_forged_place_in_the_list_shows_the_beginning(amal: Client, sent: Referral) -> None:
    for after in (f"1.{NOBODY}", "x", "9" * 30 + ".A"):
        assert sent.reference in text(amal.get("/referrals/", {"after": after}))


def statements(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len([one for one in found if "SAVEPOINT" not in one["sql"]])


def test_the_list_takes_the_same_statements_for_one_and_for_thirty(amal: Client, people: Cast, sent: Referral) -> None:
    one = statements(amal, "/referrals/")
    for _ in range(25):
        make_sent_referral(people.basim, people.station, people.shelter)
    assert statements(amal, "/referrals/") == one
    assert one <= 17


def test_the_page_takes_the_same_statements_for_every_referral(amal: Client, people: Cast, sent: Referral) -> None:
    one = statements(amal, f"/referrals/{sent.reference}/")
    for _ in range(10):
        make_sent_referral(people.basim, people.station, people.shelter)
    assert statements(amal, f"/referrals/{sent.reference}/") == one
    assert one <= 24


def test_a_role_without_referrals_is_kept_from_the_list(people: Cast) -> None:
    assert signed_in(Client(), make_user(Role.DPO)).get("/referrals/").status_code == 403


# One referral


def test_the_receiver_reads_facts_and_reason_but_no_name(amal: Client, people: Cast, case: Case) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter, case=case)
    shown = page(amal, sent)
    for seen in (REASON, "21 to 29", "Amharic", "Acknowledge", "Decline"):
        assert seen in shown
    assert "Dana Alias" not in shown
    assert case.reference not in shown


def test_the_sender_sees_status_and_no_key_worker(basim: Client, people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(hours=1)
    shown = page(basim, accepted)
    assert "Accepted" in shown
    assert "Amal" not in shown
    assert "/complete/" not in shown


def test_a_note_on_accepting_stays_with_the_desk(basim: Client, amal: Client, people: Cast, clock: Clock) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    post(amal, sent, "accept", key_worker=people.amal.reference, note="Room on the second floor.")
    assert "second floor" in page(amal, sent)
    assert "second floor" not in page(basim, sent)


def test_a_note_on_declining_reaches_the_sender(basim: Client, amal: Client, sent: Referral) -> None:
    post(amal, sent, "decline", because=DeclineReason.NO_PLACE, alternative=Alternative.LATER, note="From Sunday on.")
    shown = page(basim, sent)
    for seen in ("No place free", "We can accept later", "From Sunday on."):
        assert seen in shown


def test_the_focal_point_sees_that_nobody_answered_and_nothing_else(people: Cast, sent: Referral, clock: Clock) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    client = signed_in(Client(), focal)
    assert client.get(f"/referrals/{sent.reference}/").status_code == 404
    clock.forward(days=3)
    referrals.escalate(sent, at=clock.at)
    shown = page(signed_in(Client(), focal), sent)
    assert "Unanswered" in shown
    assert REASON not in shown
    assert "21 to 29" not in shown
    assert sent.case.reference not in shown


def test_what_no_longer_stands_shows_as_stopped_at_once(basim: Client, amal: Client, people: Cast, sent: Referral) -> None:
    take_back_consent(sent, people)
    for client in (basim, amal):
        shown = page(client, sent)
        assert "Stopped" in shown
        assert "data-clock" not in shown
        for act in ("acknowledge", "accept", "decline", "withdraw", "complete"):
            assert f"/{act}/" not in shown
    assert REASON not in page(amal, sent)


def test_the_page_is_recorded(amal: Client, people: Cast, sent: Referral) -> None:
    page(amal, sent)
    seen = [line for line in trail.file_lines(sent.person.reference) if line.name == Did.REFERRAL_VIEWED]
    assert [line.by for line in seen] == [people.amal.reference]


# Answers

ANSWERS: dict[str, dict[str, str]] = {
    "acknowledge": {},
    "accept": {"key_worker": "amal"},
    "decline": {"because": DeclineReason.OUTSIDE_AREA, "alternative": Alternative.TOGETHER},
}
AFTER = {"acknowledge": Status.ACKNOWLEDGED, "accept": Status.ACCEPTED, "decline": Status.DECLINED}
SAID = {"acknowledge": "Acknowledged", "accept": "Accepted", "decline": "Declined"}
ACTS = ["acknowledge", "accept", "decline", "withdraw", "complete", "send"]


def typed_for(act: str, people: Cast) -> dict[str, str]:
    return {name: people.amal.reference if value == "amal" else value for name, value in ANSWERS[act].items()}


@pytest.mark.parametrize("act", list(ANSWERS))
def test_an_answer_leads_back_to_the_page(amal: Client, people: Cast, sent: Referral, act: str) -> None:
    answer = post(amal, sent, act, **typed_for(act, people))
    assert answer["Location"] == f"/referrals/{sent.reference}/"
    sent.refresh_from_db()
    assert sent.status == AFTER[act]


@pytest.mark.parametrize("act", list(ANSWERS))
def test_with_htmx_the_part_that_changed_comes_back(amal: Client, people: Cast, sent: Referral, act: str) -> None:
    url = f"/referrals/{sent.reference}/{act}/"
    part = text(amal.post(url, typed_for(act, people), headers=HTMX))
    assert part.lstrip().startswith('<section id="answer"')
    assert "<html" not in part
    assert f">{SAID[act]}</span>" in part


@pytest.mark.parametrize("act", ["accept", "decline"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.ENGLISH, "This referral was already answered."),
        (Language.ARABIC, "رُدّ على هذه الإحالة من قبل."),
    ],
)
def test_a_second_answer_is_refused_in_the_readers_language(
    amal: Client, people: Cast, sent: Referral, act: str, language: Language, sentence: str
) -> None:
    referrals.accept(sent, by=people.amal, at=MONDAY, key_worker=people.amal)
    speak(language, people.amal)
    for headers in ({}, HTMX):
        answer = amal.post(
            f"/referrals/{sent.reference}/{act}/", {**typed_for(act, people), "note": "Typed by hand."}, headers=headers
        )
        assert answer.status_code == 409
        assert sentence in text(answer)
        assert "Typed by hand." in text(answer)


def test_acknowledging_twice_is_harmless_and_said(amal: Client, people: Cast, sent: Referral) -> None:
    post(amal, sent, "acknowledge")
    for language, sentence in (
        (Language.ENGLISH, "This referral was already acknowledged."),
        (Language.ARABIC, "تأكد استلام هذه الإحالة من قبل."),
    ):
        speak(language, people.amal)
        answer = post(amal, sent, "acknowledge")
        assert (answer.status_code, sentence in text(answer)) == (409, True)


@pytest.mark.parametrize("act", ["acknowledge", "accept"])
def test_nobody_answers_what_was_stopped_or_withdrawn(amal: Client, people: Cast, sent: Referral, act: str) -> None:
    take_back_consent(sent, people)
    answer = post(amal, sent, act, **typed_for(act, people))
    assert (answer.status_code, "no longer stands" in text(answer)) == (409, True)
    other = make_sent_referral(people.basim, people.station, people.shelter)
    referrals.withdraw(other, by=people.basim, at=MONDAY)
    answer = post(amal, other, act, **typed_for(act, people))
    assert (answer.status_code, "The sender withdrew this referral." in text(answer)) == (409, True)


def test_a_key_worker_who_may_not_open_the_file_is_not_offered(amal: Client, people: Cast, sent: Referral) -> None:
    colleague = make_user(Role.SHELTER_STAFF, people.shelter, name_en="Rana")
    assert "Rana" in page(amal, sent)
    make_block(sent.person, user=colleague)
    assert "Rana" not in page(amal, sent)
    answer = post(amal, sent, "accept", key_worker=colleague.reference, note="Typed by hand.")
    assert answer.status_code == 422
    assert "Typed by hand." in text(answer)


def test_declining_without_reason_or_alternative_is_refused(amal: Client, sent: Referral) -> None:
    answer = post(amal, sent, "decline", note="Typed by hand.")
    assert answer.status_code == 422
    assert "Typed by hand." in text(answer)
    assert '<details class="confirm" open>' in text(answer)
    sent.refresh_from_db()
    assert sent.status == Status.SENT


@pytest.mark.parametrize(
    ("alternative", "english", "arabic"),
    [
        (Alternative.OTHER_DESK, "Name the other desk.", "سمِّ المكتب الآخر."),
        (Alternative.LATER, "Name the day.", "حدد اليوم."),
    ],
)
def test_an_alternative_is_named(
    amal: Client, people: Cast, sent: Referral, alternative: Alternative, english: str, arabic: str
) -> None:
    typed = {"because": DeclineReason.NO_PLACE, "alternative": alternative}
    for language, sentence in ((Language.ENGLISH, english), (Language.ARABIC, arabic)):
        speak(language, people.amal)
        answer = post(amal, sent, "decline", **typed)
        assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_the_sender_withdraws_what_waits(basim: Client, people: Cast, sent: Referral) -> None:
    assert post(basim, sent, "withdraw")["Location"] == f"/referrals/{sent.reference}/"
    for language, sentence in (
        (Language.ENGLISH, "Only a referral that waits for an answer can be withdrawn."),
        (Language.ARABIC, "لا تُسحب إلا إحالة تنتظر ردًا."),
    ):
        speak(language, people.basim)
        answer = post(basim, sent, "withdraw")
        assert (answer.status_code, sentence in text(answer)) == (409, True)


def test_an_outcome_is_all_that_the_sender_learns(basim: Client, amal: Client, people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(hours=1)
    assert "/complete/" in page(amal, accepted)
    post(amal, accepted, "complete", outcome=Outcome.SERVICE_GIVEN)
    assert "Service given" in page(basim, accepted)
    answer = post(amal, accepted, "complete", outcome=Outcome.NOT_REACHED)
    assert (answer.status_code, "An outcome needs an accepted referral." in text(answer)) == (409, True)


def test_an_outcome_is_chosen_from_the_list(amal: Client, people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(hours=1)
    assert post(amal, accepted, "complete", outcome="she is fine").status_code == 422


@pytest.mark.parametrize("act", ACTS)
def test_an_act_needs_post(amal: Client, basim: Client, sent: Referral, act: str) -> None:
    for client in (amal, basim):
        assert client.get(f"/referrals/{sent.reference}/{act}/").status_code == 405


@pytest.mark.parametrize("act", ["acknowledge", "accept", "decline", "complete"])
def test_the_sender_may_not_answer(basim: Client, sent: Referral, act: str) -> None:
    assert post(basim, sent, act).status_code == 403


@pytest.mark.parametrize("act", ["withdraw", "send"])
def test_the_receiver_may_not_act_for_the_sender(amal: Client, sent: Referral, act: str) -> None:
    assert post(amal, sent, act).status_code == 403


@pytest.mark.parametrize("act", ACTS)
def test_a_stranger_does_not_learn_that_a_referral_exists(people: Cast, sent: Referral, act: str) -> None:
    zayd = signed_in(Client(), people.zayd)
    known, never = post(zayd, sent, act), zayd.post(f"/referrals/{NOBODY}/{act}/")
    assert (known.status_code, never.status_code) == (404, 404)
    assert TOKEN.sub("", text(known)).replace(sent.reference, "") == TOKEN.sub("", text(never)).replace(NOBODY, "")


@pytest.mark.parametrize("act", ["", *(f"{act}/" for act in ACTS)])
def test_a_blocked_worker_gets_the_strangers_answer(amal: Client, people: Cast, sent: Referral, act: str) -> None:
    make_block(sent.person, user=people.amal)
    url = f"/referrals/{sent.reference}/{act}"
    assert (amal.post(url) if act else amal.get(url)).status_code == 404


def test_acknowledging_from_the_workday_leads_back_there(amal: Client, sent: Referral) -> None:
    assert post(amal, sent, "acknowledge", next="/")["Location"] == "/"


def test_no_other_site_is_led_to(amal: Client, sent: Referral) -> None:
    answer = post(amal, sent, "acknowledge", next="https://example.org/")
    assert answer["Location"] == f"/referrals/{sent.reference}/"


def test_a_consent_given_anew_keeps_the_referral_alive(amal: Client, people: Cast, sent: Referral) -> None:
    make_consent(sent.person, ConsentKind.C3, desk=people.station, body=people.shelter.agency)
    assert "/acknowledge/" in page(amal, sent)
