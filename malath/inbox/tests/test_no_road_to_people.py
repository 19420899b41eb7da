"""No road leads from a person's contacts to a message: not in the code, not in the tables, not in what is sent."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail

from malath.accounts import actions as accounts
from malath.accounts.testing import Cast
from malath.cases.testing import make_case
from malath.foundation.actor import WORKER
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Posting, Wish
from malath.inbox.rules import Wishes
from malath.people.testing import make_safe_contact
from malath.people.words import Channel as PersonsWay
from malath.privacy.testing import MONDAY
from malath.referrals.testing import make_sent_referral
from malath.referrals.words import Urgency
from malath.workday.tick import tick

ROOT = Path(__file__).resolve().parents[3]
HER_NUMBER, OWN_NUMBER = "+962700000034", "+962700000012"


def test_only_the_worker_of_the_post_holds_the_ways_out() -> None:
    users = {path.relative_to(ROOT).as_posix() for path in sources() if "channels" in imported_from_inbox(path)}
    assert users == {"malath/workday/management/post.py"}


def test_nobody_else_sends_mail_or_opens_a_connection() -> None:
    libraries = r"(?:import|from) (?:requests|urllib3|httpx|authlib)"
    sending = re.compile(rf"django\.core\.mail|smtplib|http\.client|urllib\.request|import socket|{libraries}")
    found = {path.relative_to(ROOT).as_posix() for path in sources() if sending.search(path.read_text(encoding="utf-8"))}
    on_this_machine = {"malath/documents/scanner.py"}  # a socket in the file system, of the scanner that runs beside
    to_programs = {"malath/api/work.py"}  # one reference, to an address that two people allowed
    assert found == {"malath/inbox/channels.py", "malath/accounts/providers.py"} | on_this_machine | to_programs


def test_the_identity_provider_of_a_body_is_asked_nowhere_else_and_told_nothing_of_anybody() -> None:
    """It learns the address of ours to come back to, and by signing in who of its own staff uses Malath; no more."""
    door = (ROOT / "malath/accounts/providers.py").read_text(encoding="utf-8")
    ours = set(re.findall(r"^from (malath\.[\w.]+) import|^import (malath[\w.]*)", door, re.MULTILINE))
    assert ours == {("malath.accounts.provider_rules", ""), ("malath.foundation.marks", "")}  # in training nobody is asked
    callers = {p.relative_to(ROOT).as_posix() for p in sources() if "sent_there" in p.read_text(encoding="utf-8")}
    assert callers == {"malath/accounts/providers.py", "malath/accounts/provider_views.py"}


def test_what_leaves_has_no_address_of_its_own() -> None:
    """An account, or a destination of the trail's state: there is no column for any other number or address."""
    points = {field.name for field in Posting._meta.concrete_fields if field.is_relation}
    assert points == {"user", "destination"}
    texts = {field.name for field in Posting._meta.concrete_fields if getattr(field, "max_length", None)}
    assert texts == {"reference", "kind", "channel", "status", "failure", "receipt", "ended_by", "confirmed_by"}
    assert {field.name for field in Wish._meta.concrete_fields if field.is_relation} == {"user"}


def test_the_post_reads_nothing_of_people() -> None:
    for path in (ROOT / "malath/inbox").glob("*.py"):
        assert "malath.people" not in path.read_text(encoding="utf-8"), path
    assert "malath.people" not in (ROOT / "malath/workday/management/post.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("way", PersonsWay)
def test_whatever_a_person_agreed_to_nothing_is_sent_to_them(people: Cast, outbox: Path, way: PersonsWay) -> None:
    case = make_case(people.station, people.basim, name="Dana Alias", phone=HER_NUMBER)
    make_safe_contact(case.person, people.station, by=people.basim, channel=way)
    accounts.put_on_duty(
        people.shelter, people.amal, from_at=MONDAY, until=MONDAY + timedelta(days=1), by=WORKER, at=MONDAY
    )  # fmt: skip
    posting_actions.set_wishes(people.amal, Wishes(duty_phone=OWN_NUMBER), by=people.amal, at=MONDAY)
    make_sent_referral(people.basim, people.station, people.shelter, case=case, urgency=Urgency.EMERGENCY)
    for minutes in (1, 61, 122):
        tick(MONDAY + timedelta(minutes=minutes))
    texts = [path.read_text(encoding="utf-8") for path in (outbox / "texts").iterdir()]
    assert {text.split("\n")[0] for text in texts} == {OWN_NUMBER}
    staff = {people.amal.email, people.basim.email, people.huda.email}
    assert {address for sent in mail.outbox for address in sent.to} <= staff
    everything = " ".join([*texts, *(sent.message().as_string() for sent in mail.outbox)])
    assert HER_NUMBER[-6:] not in everything
    assert "Dana" not in everything


def sources() -> Iterator[Path]:
    for path in sorted((ROOT / "malath").rglob("*.py")):
        if "tests" not in path.parts:
            yield path


def imported_from_inbox(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("malath.inbox")
        for alias in node.names
    } | {
        "channels"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "") == "malath.inbox.channels"
    }
