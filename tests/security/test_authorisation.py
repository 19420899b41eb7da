"""Who gets what from every address of the staff site. Written by hand: a new address without a row fails, and so does a
gate that was loosened or tightened.

0: sent away to sign in or to show the second factor · 2: let in (a page, a redirect, or a look at what was typed) ·
3: refused, the file is known · 4: as if it never was. A row that says GET is asked with POST too: a form that is sent
meets the same gate as the page it stands on.
Columns are the roles in order of `COLUMNS`. "own": a member of the desk that opened the case and sent the referral (an
association, so it stays on the case). "receiving": a member of the desk that accepted a referral. Everybody else gets 4
from every address about a person, save the supervisor of the own agency.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse, reverse_lazy

from malath.accounts import actions as accounts
from malath.accounts.models import Membership, User
from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import RelationKind
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.testing import make_case, make_note
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.inbox.testing import make_destination, make_given_up, make_sheet
from malath.people.models import Person
from malath.privacy.testing import make_block, make_consent, make_glass, make_ground, make_guardian, make_use
from malath.privacy.words import ConsentKind
from malath.referrals.actions import hand_over
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_draft, make_sent_referral

COLUMNS = (
    "inspector police liaison camp social ctu_duty ctu_ident case_manager shelter_manager shelter_staff "
    "lawyer prosecutor return supervisor focal_point dpo statistician administrator"
).split()

# What anybody signed in may ask for. Role decides, no person is named.
BY_ROLE = """
workday:home                GET  2222222222 22222222
workday:mark_seen           POST 2222222222 22222222
workday:directory           GET  2222222222 22222222
workday:trail               GET  3333333333 33333233
workday:close_desk          GET  3333333333 33333332
workday:inbox               GET  2222222222 22222222
workday:mark_kind_seen      POST 2222222222 22222222
workday:wishes              GET  2222222222 22222222
workday:leaving             GET  3333333333 33333332
workday:send_again          POST 3333333333 33333332
workday:drop                POST 3333333333 33333332
workday:add_destination     POST 3333333333 33333332
workday:end_destination     POST 3333333333 33333332
workday:house               GET  3333333333 33333233
workday:searches            GET  3333333333 33333233
workday:refusals            GET  3333333333 33333233
workday:states              GET  3333333333 33333233
workday:print_state         POST 3333333333 33333233
workday:state               GET  3333333333 33333233
workday:confirm_state       POST 3333333333 33333233
cases:list                  GET  2222222222 22223333
cases:new                   GET  2222222223 22223333
referrals:list              GET  2222222222 22223333
referrals:unanswered        GET  3333333333 33322333
privacy:search              GET  2222222223 22223333
privacy:which_emergency     GET  2222222222 22223333
privacy:emergencies         GET  3333333333 33333233
privacy:review_emergency    GET  3333333333 33333233
privacy:kept                GET  3333333333 33333233
privacy:kept_file           GET  3333333333 33333233
privacy:keep_longer         POST 3333333333 33333233
privacy:hold                POST 3333333333 33333233
privacy:end_hold            POST 3333333333 33333233
privacy:announce_erasure    POST 3333333333 33333233
privacy:call_off_erasure    POST 3333333333 33333233
privacy:erase_file          POST 3333333333 33333233
privacy:agreements          GET  2222222222 22222222
privacy:record_agreement    GET  3333333333 33333233
privacy:end_agreement       POST 3333333333 33333233
exchange:home               GET  3333333233 33323333
exchange:look               POST 3333333233 33323333
exchange:bring_in           POST 3333333233 33323333
exchange:take_out           POST 3333333233 33323333
accounts:settings           GET  2222222222 22222222
accounts:set_preferences    POST 2222222222 22222222
accounts:declare_relation   POST 2222222222 22222222
accounts:staff              GET  3333333333 33333332
accounts:add_staff          GET  3333333333 33333332
accounts:member             GET  3333333333 33333332
accounts:invite             POST 3333333333 33333332
accounts:join_desk          POST 3333333333 33333332
accounts:agencies           GET  3333333333 33333332
accounts:add_agency         GET  3333333333 33333332
accounts:change_agency      GET  3333333333 33333332
accounts:add_desk           GET  3333333333 33333332
accounts:change_desk        GET  3333333333 33333332
accounts:end_staff          POST 3333333333 33333332
accounts:leave_desk         POST 3333333333 33333332
accounts:end_relation       POST 2222222222 22222222
accounts:language           POST 2222222222 22222222
mfa_index                   GET  2222222222 22222222
ui:gallery                  GET  2222222222 22222222
"""

# Who answers at a desk of the own agency, and when.
ROSTERS = """
accounts:roster             GET  3333333333 33323332
accounts:put_on_duty        POST 3333333333 33323332
accounts:take_off_duty      POST 3333333333 33323332
"""

# About the person of one case, for members of the desk that opened it.
OWN = """
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
cases:note                  POST 2222232233 22323444
cases:facts                 GET  2222222222 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  2222232222 22223444
privacy:reach               GET  2222232222 22223444
privacy:safe_contact        GET  2222232222 22223444
privacy:consents            GET  2222232222 22223444
privacy:ask_whom            GET  2222232222 22223444
privacy:ask                 GET  2222232222 22223444
privacy:ask_for_body        GET  2222232222 22223444
privacy:withdraw            GET  2222232222 22223444
privacy:withdraw_for_body   GET  2222232222 22223444
privacy:withdraw_several    GET  2222232222 22223444
privacy:withdraw_use        GET  2222232222 22223444
workday:ask_use             GET  2222232222 22223444
workday:ask_use_anew        GET  2222232222 22223444
privacy:guardians           GET  2222232222 22223444
privacy:child_view          GET  2222232222 22223444
privacy:verify_guardian     GET  2222232222 22223444
privacy:doubt_guardian    GET  2222232222 22223444
privacy:end_guardian        POST 2222232222 22223444
privacy:blocks              GET  3323232223 22223444
privacy:end_block           POST 3323232223 22223444
privacy:rely_on             GET  2222232222 22223444
privacy:statement           GET  2222232222 22223444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:new               GET  2222222223 22223333
referrals:step_what         GET  2222222223 22223444
referrals:step_desk         GET  2222222223 22223444
referrals:step_why          GET  2222222223 22223444
referrals:step_check        GET  2222222223 22223444
referrals:send              POST 2222222223 22223444
referrals:discard           POST 2222222223 22223444
referrals:acknowledge       POST 3333333333 33333444
referrals:accept            POST 3333333333 33333444
referrals:decline           POST 3333333333 33333444
referrals:complete          POST 3333333333 33333444
referrals:hand_over         POST 3333333333 33333444
referrals:withdraw          POST 2222222223 22223444
"""

# The same person for the key worker at a legal-aid desk that accepted a referral (full sight, not the sender).
RECEIVING = """
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
cases:note                  POST 2222232233 22323444
cases:facts                 GET  2222222222 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  2222232222 22223444
privacy:reach               GET  2222232222 22223444
privacy:safe_contact        GET  2222232222 22223444
privacy:consents            GET  2222232222 22223444
privacy:ask_whom            GET  2222232222 22223444
privacy:ask                 GET  2222232222 22223444
privacy:ask_for_body        GET  2222232222 22223444
privacy:withdraw            GET  2222232222 22223444
privacy:withdraw_for_body   GET  2222232222 22223444
privacy:withdraw_several    GET  2222232222 22223444
privacy:withdraw_use        GET  2222232222 22223444
workday:ask_use             GET  2222232222 22223444
workday:ask_use_anew        GET  2222232222 22223444
privacy:guardians           GET  2222232222 22223444
privacy:child_view          GET  2222232222 22223444
privacy:verify_guardian     GET  2222232222 22223444
privacy:doubt_guardian    GET  2222232222 22223444
privacy:end_guardian        POST 2222232222 22223444
privacy:blocks              GET  3323232223 22223444
privacy:end_block           POST 3323232223 22223444
privacy:rely_on             GET  2222232222 22223444
privacy:statement           GET  2222232222 22223444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:acknowledge       POST 3323222222 22223444
referrals:accept            POST 3323222222 22223444
referrals:decline           POST 3323222222 22223444
referrals:complete          POST 3323222222 22223444
referrals:hand_over         POST 3323222222 22223444
referrals:withdraw          POST 3333333333 33333444
referrals:new               GET  2222222223 22223333
referrals:step_what         GET  4444444444 44444444
referrals:step_desk         GET  4444444444 44444444
referrals:step_why          GET  4444444444 44444444
referrals:step_check        GET  4444444444 44444444
referrals:send              POST 4444444444 44444444
referrals:discard           POST 4444444444 44444444
"""

# And for the others at that desk, who see the minimum facts: a lawyer's clients are their own. Supervisors see all.
COLLEAGUES = """
workday:case                GET  2222222222 22222444
workday:person              GET  2222222222 22222444
workday:file_trail          GET  2222222222 22222444
cases:note                  POST 3333333333 33323444
cases:facts                 GET  2222222222 22223444
privacy:facts               GET  2222222222 22223444
privacy:identity            GET  3333333333 33323444
privacy:reach               GET  3333333333 33323444
privacy:safe_contact        GET  3333333333 33323444
privacy:consents            GET  3333333333 33323444
privacy:ask_whom            GET  3333333333 33323444
privacy:ask                 GET  3333333333 33323444
privacy:ask_for_body        GET  3333333333 33323444
privacy:withdraw            GET  3333333333 33323444
privacy:withdraw_for_body   GET  3333333333 33323444
privacy:statement           GET  3333333333 33323444
privacy:withdraw_several    GET  3333333333 33323444
privacy:withdraw_use        GET  3333333333 33323444
workday:ask_use             GET  3333333333 33323444
workday:ask_use_anew        GET  3333333333 33323444
privacy:guardians           GET  3333333333 33323444
privacy:child_view          GET  3333333333 33323444
privacy:verify_guardian     GET  3333333333 33323444
privacy:doubt_guardian    GET  3333333333 33323444
privacy:end_guardian        POST 3333333333 33323444
privacy:blocks              GET  3333333333 33323444
privacy:end_block           POST 3333333333 33323444
privacy:confirm_ground      POST 3333333333 33323444
privacy:end_ground          POST 3333333333 33323444
privacy:emergency           GET  2222222222 22223444
privacy:end_emergency       POST 2222222222 22223444
referrals:detail            GET  2222222222 22222444
referrals:acknowledge       POST 3323222222 22223444
referrals:accept            POST 3323222222 22223444
referrals:decline           POST 3323222222 22223444
referrals:complete          POST 3323222222 22223444
referrals:hand_over         POST 3323222222 22223444
referrals:withdraw          POST 3333333333 33333444
"""

TABLES = (BY_ROLE, ROSTERS, OWN, RECEIVING, COLLEAGUES)
# Open to everybody; and where the role is asked for before the file, so that it answers 3 whether there is one or not.
OPEN = frozenset({"ui:gallery", "accounts:language"})
ROLE_FIRST = frozenset({"referrals:new"})
AWAY = (reverse_lazy("account_login"), reverse_lazy("mfa_index"))
NOT_ALLOWED = "405"
# Pages of these parts that are about no file.
BARE = frozenset(line.split()[0] for line in BY_ROLE.strip().splitlines())

# Tested where they live, with reasons: signing in and out, second factors, the demonstration.
ELSEWHERE = {
    "account_login", "account_logout", "account_change_password", "account_reauthenticate", "mfa_authenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "mfa_list_webauthn", "mfa_activate_totp",
    "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "accounts:accept_invitation", "accounts:demo_sign_in",
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
        field = {"privacy:end_block": "block", "privacy:confirm_ground": "ground", "privacy:end_ground": "ground"}.get(name)
        return {field: self.addresses[field]} if field else {}

    def about(self, name: str) -> str:
        if name == "referrals:new":
            return f"{reverse(name)}?case={self.addresses['case']}"
        if name.startswith("referrals:"):
            kind = name.split(":")[1]
            waiting = kind.startswith("step_") or kind in {"send", "discard"}
            reference = "draft" if waiting else "accepted" if kind in {"complete", "detail", "hand_over"} else "sent"
            return reverse(name, args=[self.addresses[reference]])
        extra = {"ask": ["C5"], "withdraw": ["C8"]}.get(name.split(":")[1], [])
        if name.endswith("_for_body"):
            extra = [self.addresses["body"]]
        if name.endswith("_guardian"):
            extra = [self.addresses["guardian"]]
        if name in {"privacy:withdraw_use", "workday:ask_use_anew"}:
            extra = [self.addresses["use"]]
        key = "case" if name.startswith("cases:") or name == "workday:case" else "person"
        return reverse(name, args=[self.addresses[key], *extra])

    def url(self, name: str) -> str:
        about_somebody = name.startswith(("cases:", "privacy:", "referrals:", "workday:"))
        return self.about(name) if about_somebody and name not in BARE else reverse(name, args=self.named(name))

    def named(self, name: str) -> list[str]:
        """What stands in an address that is about nobody's file."""
        keys = {
            "member": "staff", "invite": "staff", "join_desk": "staff", "end_staff": "staff", "leave_desk": "staff seat",
            "change_agency": "agency", "add_desk": "agency", "change_desk": "desk", "close_desk": "desk", "roster": "desk",
            "put_on_duty": "desk", "take_off_duty": "desk duty", "end_relation": "person",
            "send_again": "posting", "drop": "posting", "end_destination": "destination", "state": "sheet",
            "confirm_state": "sheet",
            "review_emergency": "emergency", "kept_file": "person", "keep_longer": "person", "hold": "person",
            "end_hold": "person", "announce_erasure": "person", "call_off_erasure": "person", "erase_file": "person",
            "end_agreement": "agency",
        }.get(name.rpartition(":")[2], "")  # fmt: skip
        return [self.addresses[key] for key in keys.split()]


@pytest.fixture
def world(db: None) -> World:
    at = clock.now() - timedelta(hours=1)
    agency, legal = make_agency(AgencyKind.ASSOCIATION), make_agency(AgencyKind.LEGAL)
    own, other_desk = make_desk(agency), make_desk(agency)
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
    use = make_use(case.person, desk=own, by=opener, at=at).use
    guardian = make_guardian(case.person, desk=own, at=at)
    addresses = {
        "case": case.reference, "person": case.person.reference, "accepted": accepted.reference,
        "sent": sent.reference, "draft": draft.reference, "body": legal.reference, "agency": agency.reference,
        "desk": other_desk.reference, "staff": lawyer.reference, "duty": duty.reference,
        "seat": Membership.objects.get(user=lawyer).reference,
        "block": str(block.pk),
        "use": use,
        "guardian": guardian.reference,
        "ground": str(make_ground(case.person, by=opener, at=at).pk),
        "posting": make_given_up(opener, at).reference, "destination": make_destination(at=at).reference,
        "sheet": make_sheet(at=at).reference,
        "emergency": make_glass(case.person, colleague, at=at).reference,
    }  # fmt: skip
    return World(own, receiving, other_desk, make_desk(), addresses)


def grid(table: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in table.strip().splitlines():
        name, method, *codes = line.split()
        yield name, method, dict(zip(COLUMNS, "".join(codes), strict=True))


def answer(client: Client, method: str, url: str, typed: dict[str, str]) -> str:
    """What an address answers, in one digit; whatever it wrote is taken back."""
    mark = transaction.savepoint()
    try:
        response = client.get(url) if method == "GET" else client.post(url, typed)
    finally:
        transaction.savepoint_rollback(mark)
    if response.status_code == 302 and response["Location"].startswith(tuple(map(str, AWAY))):
        return "0"
    code = response.status_code
    return {403: "3", 404: "4"}.get(code, "2" if code in {200, 302, 409, 422} else str(code))


def answers(client: Client, method: str, url: str, typed: dict[str, str]) -> set[str]:
    """What an address answers; a page is sent as a form too, and need not take one. (That a button is never looked at is
    tried where every page is walked.)"""
    asked = ("GET", "POST") if method == "GET" else (method,)
    return {answer(client, one, url, typed) for one in asked} - {NOT_ALLOWED}


def wrong(client: Client, world: World, role: str, table: str, position: str, expected: str | None = None) -> list[str]:
    found = []
    for name, method, codes in grid(table):
        by_role = name in ROLE_FIRST and codes.get(role) == "3" and expected != "0"
        want = codes[role] if by_role or expected is None else expected
        got = answers(client, method, world.url(name), world.typed(name))
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
    assert [fault for table in (BY_ROLE, ROSTERS, OWN) for fault in wrong(client, world, role, table, "own")] == []


@pytest.mark.parametrize("role", COLUMNS)
def test_receiving_desk(world: World, client: Client, role: str) -> None:
    user = member(role, world.receiving)
    if holdings(user, clock.now()).works_at(world.receiving.pk):
        accepted = Referral.objects.get(reference=world.addresses["accepted"])
        hand_over(accepted, to=user, by=WORKER, at=clock.now())
    signed_in(client, user)
    assert wrong(client, world, role, RECEIVING, "receiving") == []


@pytest.mark.parametrize("role", COLUMNS)
def test_colleagues_at_the_receiving_desk(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.receiving))
    assert wrong(client, world, role, COLLEAGUES, "colleague") == []


@pytest.mark.parametrize("role", COLUMNS)
def test_other_desk_of_the_own_agency(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.other_desk))
    expected = None if role == "supervisor" else "4"
    assert wrong(client, world, role, OWN, "other desk", expected) == []


@pytest.mark.parametrize("role", COLUMNS)
def test_another_agency(world: World, client: Client, role: str) -> None:
    signed_in(client, member(role, world.other_agency))
    found = wrong(client, world, role, OWN, "other agency", "4")
    found += wrong(client, world, role, ROSTERS, "other agency", "2" if role == "administrator" else "3")
    assert found + wrong(client, world, role, BY_ROLE, "other agency") == []


SIDES, WAYS = ("own", "receiving"), ("user", "desk", "agency", "relation")
FULL_SIGHT = ("case_manager", "lawyer", "supervisor")


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
        *((role, *how) for role in FULL_SIGHT for how in product(SIDES, WAYS)),
    ],
)
def test_blocked(world: World, client: Client, role: str, position: str, way: str) -> None:
    desk, table = (world.own, OWN) if position == "own" else (world.receiving, RECEIVING)
    user = member(role, desk)
    kept_out(user, desk, Person.objects.get(reference=world.addresses["person"]), way)
    signed_in(client, user)
    assert wrong(client, world, role, table, f"{position}, blocked by {way}", "4") == []


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
    rows = {name for table in (BY_ROLE, ROSTERS, OWN) for name, _, _ in grid(table)}
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
