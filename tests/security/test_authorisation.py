"""Every address of the staff site answers as `who_gets_what` says: a new one without a row fails, and so does a gate that was
loosened or tightened."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse, reverse_lazy

from malath.accounts import actions as accounts
from malath.accounts.models import Membership, User
from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import RelationKind
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk, make_holiday, make_interpreter
from malath.agencies.words import AgencyKind, ServiceKind
from malath.api.testing import make_system
from malath.cases.models import Case, StatedNeed
from malath.cases.testing import (
    make_attachment,
    make_booking,
    make_case,
    make_note,
    make_situation,
    make_task,
)
from malath.documents.testing import make_received
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.framework.testing import make_content, make_finding, make_text
from malath.identification.testing import make_letter
from malath.inbox.testing import make_destination, make_given_up, make_sheet
from malath.justice.testing import make_legal_file
from malath.linkage.testing import make_compared, make_pairs, make_told
from malath.orders.testing import make_order, make_refused
from malath.outside.actions import issue_letter
from malath.people.models import Person
from malath.people.testing import (
    make_document,
    make_overstay,
    make_party,
    make_report,
    make_safe_contact,
    make_tie,
    make_waiver,
)
from malath.privacy.testing import (
    make_block,
    make_breach,
    make_consent,
    make_glass,
    make_ground,
    make_guardian,
    make_unusual,
    make_use,
)
from malath.privacy.words import ConsentKind
from malath.questionnaires.actions.devices import let_in
from malath.questionnaires.actions.filling import begin as begin_form
from malath.questionnaires.testing import make_finished, make_needs, make_published
from malath.referrals.actions import ask, hand_over
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_draft, make_sent_referral
from malath.referrals.words import QuestionKind
from malath.screening.testing import make_screening
from malath.statistics.testing import make_own_records, make_proposed, make_records
from tests.kept import kept
from tests.security.beside import from_a_phone, going_home, heard, of_a_shelter, supported, told_in_public
from tests.security.heads import lacking
from tests.security.sharing import ALL, Share, among_twins, grid, stranger
from tests.security.trained import IN_TRAINING, OF_THE_POOL, trained
from tests.security.what_colleagues_get import COLLEAGUES
from tests.security.what_is_named import NAMED
from tests.security.what_receivers_get import RECEIVING
from tests.security.who_gets_what import (
    BY_ROLE,
    COLUMNS,
    CONCERNS,
    COORDINATION,
    FILLED,
    OWN,
    ROSTERS,
    TABLES,
)

# Open to everybody; and where the role is asked for before the file, so that it answers 3 whether there is one or not.
OPEN = frozenset({"ui:gallery", "accounts:language"})
ROLE_FIRST = frozenset(
    {
        "referrals:new", "helpline:concern", "helpline:take", "helpline:settle", "helpline:renew_code", "helpline:end_code",
        "helpline:contact", "helpline:take_contact", "helpline:answer_contact", "helpline:note_contact",
        "helpline:call_contact",
        "helpline:settle_contact", "helpline:settle_alike", "helpline:open_line", "helpline:close_line",
        "referrals:alert", "screening:of_contact",
        "questionnaires:filled", "questionnaires:instance", "questionnaires:step", "questionnaires:review",
        "questionnaires:finish", "questionnaires:throw_away",
    }
)  # fmt: skip
BESIDE = {
    "move_document": "paper", "end_document": "paper", "end_tie": "tie", "end_party": "party",
    "verify_guardian": "guardian", "doubt_guardian": "guardian", "end_guardian": "guardian",
    "judge_same": "pair", "part_same": "pair",
    "safety_step": "breach", "one": "order", "check": "order", "give_back": "order", "tell": "order",
    "copy": "answered", "withdraw_use": "use", "ask_use_anew": "use",
    "ask_for_body": "body", "withdraw_for_body": "body",
    "strike": "order", "take_copy": "own_letter", "record_shown": "own_letter",
    "cancel_report": "report", "end_report": "report", "end_overstay": "overstay", "decide_waiver": "waiver",
    "take_attachment": "own_attachment", "take_attachment_away": "own_attachment",
    "goal": "goal", "settle_goal": "goal", "settle_step": "step", "strike_factor": "factor",
    "strike_service": "service_given", "answer_care": "event", "record_contact": "contact", "withdraw_request": "request",
    "write_minutes": "conference", "call_off_conference": "conference", "panel": "panel", "seat": "panel",
    "record_view": "panel", "put_option": "panel", "decide_panel": "panel",
    "settle_task": "task", "give_task": "task", "answer_need": "need", "settle_booking": "booking",
}  # fmt: skip
"""What is named beside the person in some addresses."""
IN_JUSTICE = {
    **dict.fromkeys(("justice:file", "justice:begin", "justice:claim", "justice:reproach", "justice:give_mandate"), ""),
    **dict.fromkeys(("justice:claim_step", "justice:enforce"), "claim"),
    **dict.fromkeys(("justice:ask_pardon", "justice:decide_pardon"), "act"),
    **dict.fromkeys(("justice:hearing", "justice:move_hearing", "justice:prepare", "justice:end_hearing"), "matter hearing"),
    **dict.fromkeys(("justice:extend", "justice:end_measure"), "matter measure"),
    "justice:end_mandate": "mandate", "justice:strike": "matter accused", "justice:record_told": "matter notice_to_give",
    "justice:hand_on": "matter exhibit", "justice:strike_proof": "matter proof",
}  # fmt: skip
"""What is named beside the case in addresses of the legal track; the matter alone in all others."""
AWAY = (reverse_lazy("account_login"), reverse_lazy("mfa_index"))
NOT_ALLOWED = "405"
ABOUT_A_SITUATION = frozenset(
    {
        "screening:situation",
        "cases:situation",
        "cases:add_to_situation",
        "cases:take_out",
        "cases:ask_for_all",
        "cases:book_for_all",
    }
)
ABOUT_A_CASE = frozenset(
    {"workday:case", "workday:close_case", "workday:approve_closing", "workday:refuse_closing", "workday:reopen_case"}
)
# Pages of these parts that are about no file.
BARE = frozenset(
    line.split()[0] for table in (BY_ROLE, ROSTERS, COORDINATION, CONCERNS, FILLED) for line in table.strip().splitlines()
)

# Tested where they live, with reasons: signing in and out, second factors, the demonstration, what a body without an account
# opens with a passcode, the files of the kit on phones and what phones send.
ELSEWHERE = {
    "account_login", "account_logout", "account_change_password", "account_reauthenticate", "mfa_authenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "mfa_list_webauthn", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "accounts:accept_invitation", "accounts:demo_sign_in", "outside:link",
    "accounts:confirm_seat", "accounts:open_demo", "helpline:enter", "helpline:card", "helpline:receipt", "helpline:leave",
    "helpline:month", "awareness:answer_enter", "awareness:answer", "awareness:answered",
    "accounts:sign_in_with", "accounts:come_back", "workday:exercises", "workday:add_trainees",
    "offline:shell", "offline:worker", "offline:file", "offline:sync",
    "collect:list", "collect:form", "collect:manifest", "collect:submission",
    "v1:api-root", "api:metadata", "v1:token", "v1:system", "v1:list_referrals", "v1:read_referral", "v1:key_workers",
    "v1:acknowledge", "v1:accept", "v1:decline", "v1:complete", "v1:withdraw", "v1:send_referral", "v1:list_cases",
    "v1:read_case", "v1:desks_to_ask", "v1:read_screening", "v1:take_out_case",
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """One case, one waiting draft, one accepted referral, and the desks around them."""

    own: Desk
    receiving: Desk
    other_desk: Desk
    other_agency: Desk
    addresses: dict[str, str]

    def typed(self, name: str) -> dict[str, str]:
        """What has to be sent along so that an address has something to act on."""
        fields = {
            "privacy:end_block": "block", "privacy:confirm_ground": "ground", "privacy:end_ground": "ground",
            "referrals:reply": "question",
        }  # fmt: skip
        field = fields.get(name)
        return {field: self.addresses[field]} if field else {}

    def about(self, name: str) -> str:
        if name == "referrals:new":
            return f"{reverse(name)}?case={self.addresses['case']}"
        if name.startswith("outside:"):
            number = [self.addresses["letter"]] if name in {"outside:letter", "outside:take_letter"} else []
            return reverse(name, args=[self.addresses["sent"], *number])
        if name.startswith("referrals:"):
            kind = name.split(":")[1]
            waiting = kind.startswith("step_") or kind in {"send", "discard"}
            reference = "draft" if waiting else "accepted" if kind in {"complete", "detail", "hand_over"} else "sent"
            return reverse(name, args=[self.addresses[reference]])
        if name.startswith("justice:"):
            beside = IN_JUSTICE.get(name, "") if name in IN_JUSTICE else "matter"
            return reverse(name, args=[self.addresses[key] for key in ["case", *beside.split()]])
        kind = name.split(":")[1]
        if name.startswith("screening:") and kind in {"one", "step", "finish", "throw_away", "settle"}:
            return reverse(name, args=[self.addresses["screening"], *(["DR"] if kind == "step" else [])])
        extra = {"ask": ["C5"], "withdraw": ["C8"]}.get(kind, [])
        if name in {"shelter:sign_out", "shelter:settle_visit"}:
            extra = [self.addresses["bed"]]
        if kind in BESIDE:
            extra = [self.addresses[BESIDE[kind]]]
        of_case = name.startswith(("cases:", "identification:", "screening:", "shelter:", "support:")) or name in ABOUT_A_CASE
        key = "case" if of_case else "person"
        key = "situation" if name in ABOUT_A_SITUATION else key
        return reverse(name, args=[self.addresses[key], *extra])

    def about_a_return(self, name: str) -> str:
        cost = [self.addresses["cost"]]
        beside = {
            "returns:settle_cost": cost, "returns:settle_support": cost, "returns:pay": [self.addresses["part"]],
            "returns:take_survey": ["baseline"],
        }.get(name, [])  # fmt: skip
        return reverse(name, args=[self.addresses["person" if name == "returns:ask" else "returning"], *beside])

    def url(self, name: str) -> str:
        parts = (
            "cases:", "identification:", "justice:", "linkage:", "orders:", "outside:", "privacy:", "referrals:", "screening:",
            "support:", "shelter:", "workday:",
        )  # fmt: skip
        if name.startswith("returns:") and name not in BARE:
            return self.about_a_return(name)
        about_somebody = name.startswith(parts)
        return self.about(name) if about_somebody and name not in BARE else reverse(name, args=self.named(name))

    def named(self, name: str) -> list[str]:
        """What stands in an address that is about nobody's file."""
        if name.startswith("training:"):
            return [self.addresses[key] for key in IN_TRAINING.get(name.split(":")[1], "").split()]
        keys = NAMED.get(name.rpartition(":")[2], "")
        return [self.addresses[key] for key in keys.split()]


@pytest.fixture(autouse=True)
def unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is let in is decided before a page is set; setting thousands takes most of the time."""
    monkeypatch.setattr(Template, "render", lambda *_args, **_kept: "")


@pytest.fixture
@kept
def world(db: None) -> World:
    at = clock.now() - timedelta(hours=1)
    agency, legal = make_agency(AgencyKind.ASSOCIATION), make_agency(AgencyKind.LEGAL)
    own, other_desk = make_desk(agency), make_desk(agency, services=[ServiceKind.LEGAL])
    receiving = make_desk(legal, services=[ServiceKind.LEGAL], hours=ALWAYS)
    opener, lawyer = make_user(Role.CASE_MANAGER, own), make_user(Role.LAWYER, receiving)
    case = make_case(own, opener, at, name="Person One")
    make_note(case, desk=own, by=opener, at=at)
    accepted = make_accepted_referral(opener, own, lawyer, receiving, at, case=case, type=ServiceKind.LEGAL)
    sent = make_sent_referral(opener, own, receiving, at, case=case, type=ServiceKind.LEGAL, agreed=False)
    draft = make_draft(opener, own, receiving, at, case=case, type=ServiceKind.LEGAL)
    colleague = make_user(Role.CASE_MANAGER, other_desk)
    until = at + timedelta(days=1)
    duty = accounts.put_on_duty(other_desk, colleague, from_at=at, until=until, by=opener, at=at)
    make_consent(case.person, ConsentKind.C8, desk=own, by=opener, at=at)
    block = make_block(case.person, agency=make_agency(), by=opener, at=at)
    make_safe_contact(case.person, own, by=opener, at=at)
    addresses = beside_the_person(case, own, opener, at) | {
        "case": case.reference, "person": case.person.reference, "accepted": accepted.reference,
        "sent": sent.reference, "draft": draft.reference, "body": legal.reference, "agency": agency.reference,
        "desk": other_desk.reference, "staff": lawyer.reference, "duty": duty.reference,
        "form": "M-01", "spoken": "am", "interpreter": make_interpreter().reference, "holiday": make_holiday().on.isoformat(),
        "service": ServiceKind.LEGAL.value, "colleague": colleague.reference,
        "seat": Membership.objects.get(user=lawyer).reference,
        "block": str(block.pk),
        "letter": issue_letter(sent, by=opener, at=at).reference,
        "question": str(ask(sent, QuestionKind.TIME, by=lawyer, at=at).pk),
        "posting": make_given_up(opener, at).reference, "destination": make_destination(at=at).reference,
        "sheet": make_sheet(at=at).reference,
        "emergency": make_glass(case.person, colleague, at=at).reference,
        "unusual": make_unusual(lawyer, at=at).reference, **heard(own, opener, at), **filled_in(own, opener, lawyer, at),
        "breach": make_breach(opener, [case.person], at=at).reference,
        "order": make_order(case.person, own, by=opener, at=at).reference,
        "answered": make_refused(case.person, own, by=opener, at=at).reference,
        "report": make_report(case.person, own, by=opener, at=at).reference,
        "overstay": make_overstay(case.person, own, by=opener, at=at).reference,
        "waiver": make_waiver(case.person, own, by=opener, at=at).reference,
        **framed(at), **trained(at), **told_in_public(other_desk, at), **counted(at),
        "own_attachment": make_attachment(case, desk=own, by=opener, at=at).reference,
        "own_letter": make_letter(case, own, opener, at=at).reference,
        **from_a_phone(at), **of_a_shelter(at), "pair": alike(case, own, opener, at), "told": another_was_told(at),
        **make_legal_file(case, own, legal, by=opener, at=at),
        "lock_out": accounts.record_lock_out(colleague, until=until, by=opener, at=at).reference,
    }  # fmt: skip
    return World(own, receiving, other_desk, make_desk(), addresses)


def framed(at: datetime) -> dict[str, str]:
    """A text of the framework with a file, and a gap."""
    version = make_text(make_content(received=make_received()), at=at)
    return {"frame": version.text.reference, "frame_version": version.reference, "finding": make_finding(at=at).reference}


def counted(at: datetime) -> dict[str, str]:
    """A table of figures that waits for a yes, a year of which nothing is told, a file of records, a system."""
    statistician = make_user(Role.STATISTICIAN, make_desk())
    release, records = make_proposed(statistician, at), make_records(statistician, at, rows=1).reference
    return {
        "figures": release.table.reference, "proposed": release.reference, "year": "2021", "of_year": "identified",
        "records": records, "own_file": make_own_records(statistician, at).reference,
        "system": make_system(make_desk(), statistician, at=at).user.reference,
    }  # fmt: skip


def alike(case: Case, own: Desk, opener: User, at: datetime) -> str:
    """A second file at the own desk that looks like the first."""
    make_case(own, opener, at, name="Person One")
    return make_pairs(case.person, own, opener, at)[0].reference


def another_was_told(at: datetime) -> str:
    """A body of which nobody here is a member was told that another one asks."""
    desks = [make_desk(make_agency(AgencyKind.SOCIAL)) for _ in range(2)]
    staff = [make_user(Role.SUPERVISOR, desk) for desk in desks]
    people = [make_case(desk, user, at, name="Rosa Santos Cruz").person for desk, user in zip(desks, staff, strict=True)]
    for person, desk, user in zip(people, desks, staff, strict=True):
        make_compared(person, desk, user, at)
    return make_told(people[0], desks[0], staff[0], at)[0].reference


def filled_in(desk: Desk, opener: User, other: User, at: datetime) -> dict[str, str]:
    """A form of the mechanism, one filled in at the own desk, one begun there, and a phone of the desk."""
    version = make_published(make_needs(), opener, other, desk, at=at)
    done, begun = make_finished(version, desk, opener, at=at), begin_form(version, desk, by=opener, at=at)
    device = let_in(desk, by=opener, at=at).device
    return {
        "version": version.reference, "pdf": "pdf", "filling": done.reference, "begun": begun.reference, "first": "1",
        "device": device.reference,
    }  # fmt: skip


def beside_the_person(case: Case, own: Desk, opener: User, at: datetime) -> dict[str, str]:
    """What is written down beside a person and a case."""
    return {
        "paper": make_document(case.person, own, by=opener, at=at).reference,
        "tie": make_tie(case.person, own, by=opener, at=at).reference,
        "party": make_party(case.person, own, by=opener, at=at).reference,
        "guardian": make_guardian(case.person, desk=own, at=at).reference,
        "use": make_use(case.person, desk=own, by=opener, at=at).use,
        "booking": make_booking(case, desk=own, by=opener).reference,
        "screening": make_screening(case, desk=own, by=opener, at=at).reference,
        "need": StatedNeed.objects.filter(case=case)[0].reference,
        "situation": make_situation(case, desk=own, by=opener, at=at).reference,
        **supported(case, own, opener, at),
        **going_home(case, own, opener, at),
        "task": make_task(case, desk=own, by=opener, at=at).reference,
        "ground": str(make_ground(case.person, by=opener, at=at).pk),
    }


def answer(client: Client, method: str, url: str, typed: dict[str, str]) -> str:
    """What an address answers, in one digit; whatever it wrote is taken back."""
    mark = transaction.savepoint()
    try:
        response = client.get(url) if method == "GET" else client.post(url, typed)
    finally:
        transaction.savepoint_rollback(mark)
    assert lacking(response.headers) == [], url
    if response.status_code == 302 and response["Location"].startswith(tuple(map(str, AWAY))):
        return "0"
    code = response.status_code
    return {403: "3", 404: "4"}.get(code, "2" if code in {200, 302, 409, 422} else str(code))


def answers(client: Client, method: str, url: str, typed: dict[str, str], *, looked_at: bool = False) -> set[str]:
    """What an address answers; a page is sent as a form too unless it is only looked at, and need not take one. (That a button
    is never looked at is tried where every page is walked.)"""
    asked = ("GET", "POST") if method == "GET" and not looked_at else (method,)
    return {answer(client, one, url, typed) for one in asked} - {NOT_ALLOWED}


def wrong(
    client: Client, world: World, role: str, table: str, position: str, expected: str | None = None, *, looked_at: bool = False,
    share: Share = ALL,
) -> list[str]:  # fmt: skip
    """Where the answer is another one than the table's, or than `expected` everywhere. A page is looked at by every role, and
    sent as a form by every third one: who may is decided before the two part."""
    found, turn, (which, of) = [], [*COLUMNS, ""].index(role), share
    for number, (name, method, codes) in enumerate(grid(table)):
        if number % of != which:
            continue
        by_role = name in ROLE_FIRST and codes.get(role) == "3" and expected != "0"
        want = codes[role] if by_role or expected is None else expected
        got = answers(client, method, world.url(name), world.typed(name), looked_at=looked_at or (number + turn) % 3 > 0)
        if got != {want}:
            found.append(f"{position} {role} {name}: {' '.join(sorted(got))}, not {want}")
    return found


def without(table: str, some: Collection[str]) -> str:
    return "\n".join(line for line in table.strip().splitlines() if line.split()[0] not in some)


def member(role: str, desk: Desk) -> User:
    return make_user(Role(role), desk)


@pytest.mark.parametrize("role", COLUMNS)
def test_own_desk(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.own))
    tables = (BY_ROLE, ROSTERS, COORDINATION, CONCERNS, FILLED, OWN)
    shares = [(table, among_twins(role, table)) for table in tables]
    assert [fault for table, share in shares for fault in wrong(client, world, role, table, "own", share=share)] == []


@pytest.mark.parametrize("role", COLUMNS)
def test_receiving_desk(world: World, client: Client, role: str) -> None:
    user = member(role, world.receiving)
    if holdings(user, clock.now()).works_at(world.receiving.pk):
        accepted = Referral.objects.get(reference=world.addresses["accepted"])
        hand_over(accepted, to=user, by=WORKER, at=clock.now())
    signed_in(client, user)
    assert wrong(client, world, role, RECEIVING, "receiving", share=among_twins(role, RECEIVING)) == []


@pytest.mark.parametrize("role", COLUMNS)
def test_colleagues_at_the_receiving_desk(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.receiving))
    share = among_twins(role, COLLEAGUES)
    assert wrong(client, world, role, COLLEAGUES, "colleague", looked_at=True, share=share) == []


@pytest.mark.parametrize("role", COLUMNS)
def test_other_desk_of_the_own_agency(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.other_desk))
    expected, share = None if role == "supervisor" else "4", stranger(role, 0)
    tables, where = (CONCERNS, FILLED, OWN), "other desk"
    found = [one for table in tables for one in wrong(client, world, role, table, where, expected, looked_at=True, share=share)]
    assert found == []


@pytest.mark.parametrize("role", COLUMNS)
def test_another_agency(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.other_agency))
    share = stranger(role, 1)
    found = [
        one for table in (OWN, CONCERNS, FILLED) for one in wrong(client, world, role, table, "other agency", "4", share=share)
    ]
    found += wrong(client, world, role, ROSTERS, "other agency", "2" if role == "administrator" else "3")
    found += wrong(client, world, role, COORDINATION, "other agency", "2" if role == "focal_point" else "3")
    assert found == []


def test_the_national_coordinator_gets_what_a_statistician_gets_and_the_control_room(world: World, client: Client) -> None:
    """Numbers, the forms that all bodies fill in, and no row about anybody, not even at the desk that opened the case."""
    signed_in(client, member("coordinator", world.own))
    forms = {f"questionnaires:{name}" for name in ("list", "bring", "version", "empty", "begin", "publish", "retire")}
    frame = {f"framework:{name}" for name in ("bring", "bring_version", "move_finding")}
    shown = (
        "list", "campaign", "session", "calendar", "reach", "teacher_card", "material", "materials", "survey", "surveys",
        "changes",
    )  # fmt: skip
    told = {f"awareness:{name}" for name in shown}
    room = {
        "workday:room",
        "workday:protection",
        "workday:room_take_out",
        "screening:sheet",
        "screening:check_words",
        *forms,
        *frame,
        *OF_THE_POOL,
        *told,
    }
    counts = {
        f"statistics:{name}"
        for name in (
            "compile",
            "propose_table",
            "enter_year",
            "ask_closing",
            "bring_records",
            "put_records_away",
            "make_own_records",
            "make_own_noisy",
            "draw_own_file",
        )
    }
    tables = (without(BY_ROLE, room | counts), ROSTERS, OWN)
    found = [fault for table in tables for fault in wrong(client, world, "statistician", table, "coordinator")]
    of_room = "\n".join(line for line in BY_ROLE.strip().splitlines() if line.split()[0] in room)
    found += wrong(client, world, "statistician", of_room, "coordinator", "2")
    assert found + wrong(client, world, "statistician", COORDINATION, "coordinator", "2") == []


REPORTS = ("training_report", "way_to_help", "returns_report", "bodies_report", "questionnaire", "take_questionnaire")
RELEASED = ("take_all_book", "take_all_pdf", "take_release_book", "take_release_pdf")


def test_the_national_committee_reads_figures_and_gets_no_row_from_any_address(world: World, client: Client) -> None:
    """Scenario B.7: wherever a member asks, at whatever desk, there is no list of people, no file and no button of figures."""
    signed_in(client, member("committee", world.own))
    read, not_out = (
        {"figures", "dashboard", "definitions", "years", "entered_year", *REPORTS},
        {"year", "take_report_pdf", "take_report_book", "figure_table", "take_table", *RELEASED},
    )
    mine = {name for name, _, _ in grid(BY_ROLE) if name.startswith("statistics:")}
    tables = (without(BY_ROLE, mine), ROSTERS, COORDINATION, CONCERNS, FILLED, OWN)
    found = [fault for table in tables for fault in wrong(client, world, "statistician", table, "committee")]
    for line in BY_ROLE.strip().splitlines():
        if (name := line.split()[0]) in mine:
            kind = name.removeprefix("statistics:")
            want = "2" if kind in read else "4" if kind in not_out else "3"
            found += wrong(client, world, "statistician", line, "committee", want)
    assert found == []


FULL_SIGHT = {
    "case_manager": [("own", "desk"), ("receiving", "user"), ("receiving", "relation")],
    "lawyer": [("own", "agency"), ("receiving", "desk"), ("own", "user")],
    "supervisor": [("own", "relation"), ("receiving", "agency"), ("own", "user")],
}
"""The roles that see most, each side and each way at one of them: how somebody is kept out is judged in one place."""


def kept_out(user: User, desk: Desk, person: Person, way: str) -> None:
    """Somebody is kept out of a file: themselves, through their desk or body, or because they are related."""
    at = clock.now() - timedelta(minutes=30)
    if way == "user":
        make_block(person, user=user, at=at)
    elif way == "desk":
        make_block(person, desk=desk, at=at)
    elif way == "agency":
        make_block(person, agency=desk.agency, at=at)
    else:
        accounts.declare_relation(user, person_reference=person.reference, kind=RelationKind.RELATIVE, by=user, at=at)


@pytest.mark.parametrize(
    ("role", "position", "way"),
    [
        *((role, "own", "user") for role in COLUMNS if role not in FULL_SIGHT),
        *((role, *how) for role, hows in FULL_SIGHT.items() for how in hows),
    ],
)
def test_blocked(world: World, client: Client, role: str, position: str, way: str) -> None:
    desk, table = (world.own, OWN) if position == "own" else (world.receiving, RECEIVING)
    user = member(role, desk)
    kept_out(user, desk, Person.objects.get(reference=world.addresses["person"]), way)
    signed_in(client, user)
    where, share = f"{position}, blocked by {way}", ALL if role in FULL_SIGHT else among_twins(role, table)
    assert wrong(client, world, role, table, where, "4", looked_at=way != "user", share=share) == []


def test_somebody_without_a_desk(world: World, client: Client) -> None:
    signed_in(client, make_user())
    assert wrong(client, world, "statistician", OWN, "no desk", "4") == []


def test_nobody_signed_in_sees_anything_but_the_way_in(world: World, client: Client) -> None:
    assert [fault for table in TABLES for fault in wrong(client, world, "", without(table, OPEN), "nobody", "0")] == []


def test_a_password_alone_opens_nothing_but_the_way_to_a_second_factor(world: World, client: Client) -> None:
    client.force_login(member("case_manager", world.own))
    some = {*OPEN, "mfa_index"}
    assert [fault for table in TABLES for fault in wrong(client, world, "", without(table, some), "half in", "0")] == []


def test_every_address_has_its_row() -> None:
    rows = {name for table in (BY_ROLE, ROSTERS, COORDINATION, CONCERNS, FILLED, OWN) for name, _, _ in grid(table)}
    assert {name for name in names(get_resolver()) if name not in ELSEWHERE} == rows
    assert {name for name, _, _ in grid(OWN)} == {name for name, _, _ in grid(RECEIVING)}


def names(resolver: URLResolver) -> Iterator[str]:
    return (name for name, _pattern in named(resolver))


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of a site, by its name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, pattern
            yield f"{space}{pattern.name}", pattern
