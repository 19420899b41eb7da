"""What waits, then my cases."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_agreement, make_block, make_consent, make_ground
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.queries.waiting import waiting_for_answer
from malath.referrals.testing import make_acknowledged_referral, make_draft, make_sent_referral
from malath.referrals.words import Urgency
from malath.workday.home import SHOWN, Home, home_page


def home_of(user: User, clock: Clock) -> Home:
    return home_page(accounts.holdings(user, clock.at), clock.at)


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_what_waits_for_the_desk_stands_first_shortest_clock_first(people: Cast, sent: Referral, clock: Clock) -> None:
    emergency = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    waiting = home_of(people.amal, clock).to_answer
    assert [one.row.reference for one in waiting] == [emergency.reference, sent.reference]
    assert all(one.may_acknowledge for one in waiting)


def test_what_was_read_waits_for_an_answer_without_the_button(people: Cast, sent: Referral, clock: Clock) -> None:
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    assert [one.may_acknowledge for one in home_of(people.amal, clock).to_answer] == [False]


def test_the_sender_has_nothing_to_answer(people: Cast, sent: Referral, clock: Clock) -> None:
    assert home_of(people.basim, clock).to_answer == ()


def test_acknowledging_is_on_the_line(client: Client, people: Cast, sent: Referral) -> None:
    page = text(signed_in(client, people.amal).get("/"))
    assert f'action="/referrals/{sent.reference}/acknowledge/"' in page


@pytest.mark.parametrize("whose", ["supervisor", "focal point"])
def test_what_nobody_answered_stands_with_those_above(people: Cast, clock: Clock, whose: str) -> None:
    above = (
        make_user(Role.SUPERVISOR, people.shelter)
        if whose == "supervisor"
        else make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    )
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    assert home_of(above, clock).unanswered == ()
    clock.forward(days=5)
    referrals.escalate(sent, at=clock.at)
    home = home_of(above, clock)
    stands = [waiting.row.reference for waiting in home.to_answer] + [row.reference for row in home.unanswered]
    assert stands == [sent.reference]  # once, also where they may answer it themselves


def test_a_new_emergency_stands_before_all_that_was_read_and_is_late(client: Client, people: Cast, clock: Clock) -> None:
    for _ in range(SHOWN + 1):
        make_acknowledged_referral(people.basim, people.station, people.amal, people.shelter)
    clock.forward(days=7)
    signed_in(client, people.amal)
    now = clock.at
    urgent = make_sent_referral(people.basim, people.station, people.shelter, now, urgency=Urgency.URGENT)
    emergency = make_sent_referral(people.basim, people.station, people.shelter, now, urgency=Urgency.EMERGENCY)
    home = home_of(people.amal, clock)
    assert home.to_answer[0].row.reference == emergency.reference
    assert len(home.to_answer) == SHOWN
    assert "to_answer" in home.more
    assert urgent.reference not in [one.row.reference for one in home.to_answer]
    page = text(client.get("/"))
    assert "The first <bdi>25</bdi> of more are shown. See all" in page
    assert 'href="/referrals/?waiting=1"' in page
    assert urgent.reference in text(client.get("/referrals/?waiting=1"))


def test_the_clock_that_runs_decides_the_order(people: Cast, clock: Clock) -> None:
    read = make_acknowledged_referral(people.basim, people.station, people.amal, people.shelter)
    later = MONDAY + timedelta(hours=3)
    fresh = make_sent_referral(people.basim, people.station, people.shelter, later)
    clock.forward(hours=3)
    assert [one.row.reference for one in home_of(people.amal, clock).to_answer] == [fresh.reference, read.reference]


def test_what_stopped_takes_no_place_from_what_waits(people: Cast, sent: Referral, clock: Clock) -> None:
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=MONDAY)
    waits = make_sent_referral(people.basim, people.station, people.shelter, MONDAY + timedelta(hours=1))
    clock.forward(hours=2)
    found = waiting_for_answer(accounts.holdings(people.amal, clock.at), clock.at, cap=1)
    assert [row.reference for row in found] == [waits.reference]


def test_the_focal_point_sees_the_newest_escalation_first_and_a_way_to_all(client: Client, people: Cast, clock: Clock) -> None:
    above = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    escalated = []
    for number in range(SHOWN + 1):
        sent = make_sent_referral(people.basim, people.station, people.shelter)
        escalated.append(referrals.escalate(sent, at=MONDAY + timedelta(days=5, minutes=number)).reference)
    clock.forward(days=6)
    home = home_of(above, clock)
    assert [row.reference for row in home.unanswered] == escalated[:0:-1]
    signed_in(client, above)
    assert 'href="/referrals/unanswered/">The first' in text(client.get("/"))
    first = client.get("/referrals/unanswered/")
    assert escalated[-1] in text(first)
    assert escalated[0] not in text(first)
    assert escalated[0] in text(client.get(first.context["pages"].older))


def test_what_nobody_answered_is_listed_for_those_above(client: Client, people: Cast, sent: Referral, clock: Clock) -> None:
    above = make_user(Role.SUPERVISOR, people.shelter)
    clock.forward(days=5)
    referrals.escalate(sent, at=clock.at)
    assert sent.reference in text(signed_in(client, above).get("/referrals/unanswered/"))
    listed = [line.by for line in trail.file_lines(sent.person.reference) if line.name == Did.REFERRALS_LISTED]
    assert listed == [above.reference]
    assert signed_in(client, people.amal).get("/referrals/unanswered/").status_code == 403
    make_block(sent.person, user=above)
    assert sent.reference not in text(signed_in(client, above).get("/referrals/unanswered/"))


def test_news_is_told_without_arrivals_that_stand_among_what_waits(people: Cast, sent: Referral, clock: Clock) -> None:
    assert home_of(people.amal, clock).news == ()
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    assert [item.kind for item in home_of(people.basim, clock).news] == [ItemKind.REFERRAL_ACKNOWLEDGED]


def test_what_was_answered_no_longer_waits_in_the_inbox(people: Cast, sent: Referral) -> None:
    referrals.accept(sent, by=people.amal, at=MONDAY, key_worker=people.amal)
    assert inbox.waiting(people.amal.pk, [people.shelter.pk]) == []


def test_a_blocked_worker_is_told_nothing(people: Cast, clock: Clock, client: Client) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    make_block(sent.person, user=people.basim)
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    assert home_of(people.basim, clock).news == ()
    assert home_of(people.huda, clock).news != ()
    page = text(signed_in(client, people.basim).get("/"))
    assert sent.reference not in page
    assert 'Inbox <bdi class="count">' not in page


def test_what_was_opened_without_consent_leads_its_supervisor_to_the_consents(people: Cast, clock: Clock) -> None:
    child = make_child_case(people.station, people.basim)
    news = home_of(people.huda, clock).news
    assert [(item.kind, item.link) for item in news] == [
        (ItemKind.BASIS_TO_CONFIRM, f"/people/{child.person.reference}/consents/")
    ]


def test_the_supervisor_who_is_led_there_finds_it_and_confirms_it(client: Client, people: Cast, clock: Clock) -> None:
    """A police desk keeps its own writing only; its supervisor is the one who judges what it opened."""
    child = make_child_case(people.station, people.basim)
    where = home_of(people.huda, clock).news[0].link
    signed_in(client, people.huda)
    html = client.get(where).content.decode()
    (ground,) = privacy_queries.open_without_consent(child.person_id, clock.at).values()
    assert f'name="ground" value="{ground}"' in html
    assert f"{where}without/confirm/" in html
    client.post(f"{where}without/confirm/", {"ground": ground})
    assert home_of(people.huda, clock).news == ()


def test_a_supervisor_does_not_judge_what_another_body_opened_unseen_by_them(
    client: Client, people: Cast, case: Case, clock: Clock
) -> None:
    theirs = make_ground(case.person, by=people.amal, because="Amal wrote why.")
    where = f"/people/{case.person.reference}/consents/"
    assert "Amal wrote why." not in signed_in(client, people.huda).get(where).content.decode()
    for act in ("confirm", "end"):
        assert client.post(f"{where}without/{act}/", {"ground": theirs.pk}).status_code == 404


def test_drafts_wait_for_their_own_desk(people: Cast, case: Case, clock: Clock) -> None:
    draft = make_draft(people.basim, people.station, case=case)
    assert [row.reference for row in home_of(people.basim, clock).drafts] == [draft.reference]
    assert home_of(people.amal, clock).drafts == ()


def test_a_draft_is_not_listed_once_the_file_is_closed_to_the_desk(people: Cast, case: Case, clock: Clock) -> None:
    make_draft(people.basim, people.station, case=case)
    make_block(case.person, desk=people.station)
    assert home_of(people.basim, clock).drafts == ()


def test_a_draft_is_not_listed_once_the_desk_sees_no_facts(people: Cast, case: Case, clock: Clock) -> None:
    draft = make_draft(people.basim, people.station, case=case)
    consent = privacy_queries.standing_row(draft.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, draft.person, by=people.basim, at=MONDAY)
    assert home_of(people.basim, clock).drafts == ()


def test_a_consent_that_runs_out_within_a_month_is_told(people: Cast, case: Case, clock: Clock) -> None:
    soon = (MONDAY + timedelta(days=20)).date()
    make_consent(case.person, ConsentKind.C6, desk=people.station, by=people.basim, expires_on=soon)
    found = home_of(people.basim, clock).expiring
    assert [(one.kind, one.expires_on) for one in found] == [(ConsentKind.C6, soon)]


def test_a_desk_that_keeps_its_own_writing_is_not_told_of_consents_others_wrote(people: Cast, case: Case, clock: Clock) -> None:
    soon = (MONDAY + timedelta(days=20)).date()
    make_consent(case.person, ConsentKind.C6, desk=people.shelter, by=people.amal, expires_on=soon)
    assert home_of(people.basim, clock).expiring == ()


def test_my_cases_are_the_ten_touched_last(people: Cast, clock: Clock) -> None:
    made = [make_case(people.station, people.basim, MONDAY - timedelta(hours=number)).reference for number in range(12)]
    assert [row.reference for row in home_of(people.basim, clock).cases] == made[:10]


def test_after_a_withdrawal_nothing_of_the_file_is_left(people: Cast, sent: Referral, clock: Clock) -> None:
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=MONDAY)
    assert home_of(people.amal, clock).to_answer == ()
    assert home_of(people.basim, clock).cases == ()


def test_the_page_is_one_event_that_names_every_file(client: Client, people: Cast, case: Case, sent: Referral) -> None:
    signed_in(client, people.basim).get("/")
    for file in (case.person.reference, sent.person.reference):
        listed = [line for line in trail.file_lines(file) if line.name == Did.CASES_LISTED]
        assert [line.by for line in listed] == [people.basim.reference]


def test_a_page_that_shows_no_file_leaves_no_event(client: Client, people: Cast) -> None:
    signed_in(client, people.zayd).get("/")
    assert [line.name for line in trail.actor_lines(people.zayd.reference) if line.name == Did.CASES_LISTED] == []


def test_it_takes_the_same_statements_for_one_and_for_thirty(client: Client, people: Cast, clock: Clock) -> None:
    signed_in(client, people.basim)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            sent = make_sent_referral(people.basim, people.station, people.shelter)
            referrals.acknowledge(sent, by=people.amal, at=MONDAY)
            draft = make_draft(people.basim, people.station, people.shelter)
            soon = (MONDAY + timedelta(days=9)).date()
            make_agreement(draft.person, people.shelter.agency, desk=people.station)
            make_consent(draft.person, ConsentKind.C6, desk=people.station, expires_on=soon)
        client.get("/")
        with CaptureQueriesContext(connection) as statements:
            client.get("/")
        counts.append(len([one for one in statements if "SAVEPOINT" not in one["sql"]]))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


# Marking as seen


def test_an_item_is_taken_off_the_list(client: Client, people: Cast, sent: Referral, clock: Clock) -> None:
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    item = home_of(people.basim, clock).news[0]
    answer = signed_in(client, people.basim).post("/inbox/seen/", {"item": item.id})
    assert answer["Location"] == "/"
    assert home_of(people.basim, clock).news == ()


def test_one_item_is_taken_off_by_its_own_button_and_the_rest_stay(client: Client, people: Cast, clock: Clock) -> None:
    for _ in range(3):
        make_acknowledged_referral(people.basim, people.station, people.amal, people.shelter)
    newest, *rest = home_of(people.basim, clock).news
    shown = [item.id for item in (newest, *rest)]
    signed_in(client, people.basim).post("/inbox/seen/", {"item": shown, "only": newest.id})
    assert list(home_of(people.basim, clock).news) == rest
    client.post("/inbox/seen/", {"item": shown})
    assert home_of(people.basim, clock).news == ()


def test_the_inbox_is_one_form_and_marking_takes_the_same_statements_for_one_and_for_thirty(
    client: Client, people: Cast, clock: Clock
) -> None:
    signed_in(client, people.basim)
    forms, counts = [], []
    for more in (2, 28):
        for _ in range(more):
            make_acknowledged_referral(people.basim, people.station, people.amal, people.shelter)
        forms.append(text(client.get("/")).count("<form"))
        items = [item.id for item in home_of(people.basim, clock).news]
        with CaptureQueriesContext(connection) as statements:
            client.post("/inbox/seen/", {"item": items})
        counts.append(len(statements))
    assert forms[0] == forms[1]
    assert counts[0] == counts[1]


def test_items_of_others_and_nonsense_are_left_alone(client: Client, people: Cast, sent: Referral, clock: Clock) -> None:
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    item = home_of(people.basim, clock).news[0]
    answer = signed_in(client, people.zayd).post("/inbox/seen/", {"item": [item.id, "x", "٣", "9" * 30]})
    assert answer.status_code == 302
    assert home_of(people.basim, clock).news == (item,)


def test_an_item_about_a_file_that_is_kept_from_them_is_left_alone(
    client: Client, people: Cast, sent: Referral, clock: Clock
) -> None:
    """A colleague whom the person keeps out must not be able to hide from the desk that consent was withdrawn."""
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    item = home_of(people.basim, clock).news[0]
    colleague = make_user(Role.POLICE, people.station)
    make_block(sent.person, user=colleague)
    signed_in(client, colleague).post("/inbox/seen/", {"item": item.id})
    assert home_of(people.basim, clock).news == (item,)


def test_marking_needs_post(client: Client, people: Cast) -> None:
    assert signed_in(client, people.basim).get("/inbox/seen/").status_code == 405


# The frame

PLACES = {
    Role.POLICE: "Workday Cases Shelter Referrals Forms Framework Training People Directory",
    Role.SHELTER_STAFF: "Workday Cases Shelter Referrals Forms Framework Training Directory",
    Role.SUPERVISOR: "Workday Cases Identification Shelter Hearings Referrals Complaints Concerns Helpline Forms"
    " Framework Training People Control room Directory Exchange Transfer packages Our systems",
    Role.FUND: "Workday Fund Framework Training Directory",
    Role.FOCAL_POINT: "Workday Forms Framework Training Awareness Control room Figures Directory",
    Role.COORDINATOR: "Workday Forms Framework Training Awareness Control room Figures Directory",
    Role.DPO: "Workday Framework Training Directory Trail Agreements Systems",
    Role.ADMINISTRATOR: "Workday Framework Training Directory Staff Systems",
    Role.COMMITTEE: "Workday Framework Training Figures Directory",
    Role.STATISTICIAN: "Workday Framework Training Figures Directory",
    Role.CASE_MANAGER: "Workday Cases Identification Shelter Hearings Referrals Concerns Helpline Forms Framework Training"
    " People Directory Exchange",
}


@pytest.mark.parametrize("role", list(PLACES))
def test_each_role_is_led_where_it_may_go(client: Client, people: Cast, role: Role) -> None:
    page = signed_in(client, make_user(role)).get("/")
    assert " ".join(item.label for item in page.context["shell"].nav) == PLACES[role]


def test_the_present_place_is_marked(client: Client, people: Cast, case: Case) -> None:
    signed_in(client, people.basim)
    for url, label in (("/", "Workday"), (f"/cases/{case.reference}/", "Cases"), ("/referrals/?box=sent", "Referrals")):
        nav = client.get(url).context["shell"].nav
        assert [item.label for item in nav if item.current] == [label]


def test_of_two_places_that_lie_in_one_another_the_nearer_is_marked(client: Client, people: Cast) -> None:
    signed_in(client, make_user(Role.ADMINISTRATOR))
    for url, label in (("/manage/systems/ask/", "Systems"), ("/manage/staff/", "Staff")):
        nav = client.get(url).context["shell"].nav
        assert [item.label for item in nav if item.current] == [label]


def test_nobody_signed_in_has_no_frame(client: Client) -> None:
    assert client.get("/")["Location"].startswith("/")


def test_the_frame_counts_what_is_new(client: Client, people: Cast, sent: Referral) -> None:
    referrals.acknowledge(sent, by=people.amal, at=MONDAY)
    assert signed_in(client, people.basim).get("/").context["shell"].inbox_count == 1
    assert signed_in(client, people.amal).get("/").context["shell"].inbox_count == 0
