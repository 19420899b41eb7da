"""Programs are told over a real line: signed as the page for who writes programs says, to who shows the right certificate, and
to nobody else."""

import base64
import re
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.api import work
from malath.api.actions import hooks
from malath.api.models import Hook, Ping, System
from malath.api.queries import hooks as queries
from malath.api.tests.far_end import far_end
from malath.api.words import PingStatus
from malath.privacy.testing import MONDAY
from malath.referrals.testing import make_sent_referral

MINUTE = timedelta(minutes=1)
PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "api.md"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    """The server knows the partner's authority, and may tell this machine, which no page would take."""
    monkeypatch.setattr("malath.api.hook_rules.leads_here", lambda _address: False)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    settings.HOOK_NETWORKS = [ip_network("127.0.0.0/8")]


def check_of_the_page() -> Callable[[str, dict[str, str], bytes], bool]:
    """The receiver's code as it stands on the page."""
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # our own page
    check: Callable[[str, dict[str, str], bytes], bool] = names["is_from_malath"]
    return check


def told(people: Cast, shelter: System, address: str) -> Hook:
    """An address that two allowed, and a referral that arrived since."""
    asked = hooks.ask_hook(shelter, address=address, by=make_user(Role.ADMINISTRATOR), at=MONDAY)
    hook = hooks.allow_hook(asked, by=people.huda, at=MONDAY)
    make_sent_referral(people.basim, people.station, people.shelter, MONDAY + MINUTE)
    return hook


def go_on(minutes: int) -> int:
    return work.go_on(lambda: MONDAY + minutes * MINUTE)


def test_it_arrives_and_the_code_of_the_page_knows_it(
    people: Cast, shelter: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", (MONDAY + 3 * MINUTE).timestamp)
    with far_end(tmp_path) as there:
        hook = told(people, shelter, there.address)
        assert go_on(2) == 1
        [(path, headers, body)] = there.got
    key, check = "whsec_" + base64.b64encode(queries.signing_key(hook)).decode(), check_of_the_page()
    assert (path, check(key, headers, body)) == ("/told?for=us", True)
    assert not check(key, headers, body + b" ")
    assert not check("whsec_" + base64.b64encode(b"another").decode(), headers, body)
    monkeypatch.setattr("time.time", (MONDAY + 8 * MINUTE).timestamp)
    assert not check(key, headers, body)


def test_what_is_not_taken_is_tried_again_later_and_then_no_more(people: Cast, shelter: System, tmp_path: Path) -> None:
    with far_end(tmp_path, answers=(500, 503, 200)) as there:
        told(people, shelter, there.address)
        assert [go_on(2), go_on(2), go_on(3), go_on(7), go_on(8), go_on(600)] == [0, 0, 0, 0, 1, 0]
        assert len(there.got) == 3
        assert len({headers["webhook-id"] for _, headers, _ in there.got}) == 1


def test_who_never_takes_it_is_given_up(people: Cast, shelter: System, tmp_path: Path) -> None:
    with far_end(tmp_path, answers=(500,)) as there:
        told(people, shelter, there.address)
        for minutes in range(2, 5000, 300):
            go_on(minutes)
        assert (Ping.objects.get().status, len(there.got)) == (PingStatus.DEAD, 10)


def test_a_redirect_is_not_followed(tmp_path: Path) -> None:
    with far_end(tmp_path, answers=(307,)) as there:
        assert not work.post(there.address, b"{}", {})
        assert [path for path, *_ in there.got] == ["/told?for=us"]


def test_nothing_is_said_to_who_shows_a_certificate_for_another_name(tmp_path: Path) -> None:
    with far_end(tmp_path, name="records.example") as there:
        assert not work.post(there.address, b"{}", {})
        assert there.got == []


def test_nor_to_who_shows_one_of_an_authority_that_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with far_end(tmp_path) as there:
        monkeypatch.delenv("SSL_CERT_FILE")
        assert not work.post(there.address, b"{}", {})
        assert there.got == []


def test_a_name_that_leads_into_a_private_network_is_not_told(tmp_path: Path, settings: Any) -> None:
    with far_end(tmp_path) as there:
        settings.HOOK_NETWORKS = []
        assert not work.post(there.address, b"{}", {})
        settings.HOOK_NETWORKS = [ip_network("127.0.0.0/8")]
        assert work.post(there.address, b"{}", {})
        assert len(there.got) == 1


@pytest.mark.parametrize("address", ["https://localhost:1/", "https://[::1]:1/"])
def test_who_is_not_there_is_not_told(address: str) -> None:
    assert not work.post(address, b"{}", {})
