"""The examples under deploy/ are what Malath is: they name programs that exist, and no door gets more than it needs."""

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from config.command import PUBLIC_DOOR
from malath.ui.doors import OF_PROGRAMS
from tools.door import environment

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICES = sorted((ROOT / "deploy").glob("*.service"))


class Unit(RawConfigParser):
    """A unit of systemd; of a name that stands twice the last is kept."""

    def __init__(self, path: Path) -> None:
        super().__init__(strict=False)
        self.read_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_starts_what_there_is(path: Path) -> None:
    words = Unit(path)["Service"]["ExecStart"].split()
    if words[0].endswith("/malath"):
        assert words[1] in get_commands()
    elif path.stem == "malath-keys":
        assert words[1:4] == ["-m", "key_service", "serve"]
    else:
        assert words[1:4] == ["-m", "tools.door", path.stem.removeprefix("malath-")]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_no_service_may_rise_or_write_elsewhere(path: Path) -> None:
    service = Unit(path)["Service"]
    assert service["User"] == "malath"
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["LimitCORE"]) == ("yes", "strict", "0")
    assert service["CapabilityBoundingSet"] == ""
    assert (service["SystemCallFilter"], service["RestrictNamespaces"]) == ("@system-service", "yes")


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_no_service_reads_the_history_of_the_code(path: Path) -> None:
    assert "-/opt/malath/.git" in Unit(path)["Service"]["InaccessiblePaths"].split()


def test_the_proxy_speaks_todays_tls_leads_people_to_it_and_refuses_programs_without() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    sites = text.count("reverse_proxy")
    assert (text.count("protocols tls1.2 tls1.3"), text.count("respond @odd 405")) == (sites, sites)
    plain = text.partition("http://staff.example.org {")[2].partition("\nstaff.example.org {")[0]
    assert [f"handle {one}*" for one in OF_PROGRAMS if f"handle {one}* " not in plain] == []
    assert "redir https://{host}{uri} permanent" in plain


def test_the_public_site_sees_neither_keys_nor_database() -> None:
    service = Unit(ROOT / "deploy" / "malath-public.service")["Service"]
    assert "LoadCredentialEncrypted" not in service
    assert "-/srv/malath/keys" in service["InaccessiblePaths"].split()
    assert service["EnvironmentFile"] == "/etc/malath/public.env"
    given = {"MALATH_KEYS_FD": "3", "MALATH_DATABASE": "postgresql://", "MALATH_VAR": "/srv/malath"}
    kept = environment("public", given)
    assert (kept["MALATH_DOOR"], kept["MALATH_VAR"]) == ("public", "/srv/malath")
    assert not {"MALATH_KEYS_FD", "MALATH_DATABASE"} & set(kept)
    assert environment("staff", given)["MALATH_KEYS_FD"] == "3"


def test_a_command_gets_the_names_of_the_house_and_the_password_of_one_role(tmp_path: Path) -> None:
    for place in ("deploy", "etc", ".venv/bin"):
        (tmp_path / place).mkdir(parents=True)
    program, etc = shutil.copy(ROOT / "deploy" / "as", tmp_path / "deploy"), tmp_path / "etc"
    malath = tmp_path / ".venv" / "bin" / "malath"
    malath.write_text('#!/bin/sh\necho "$MALATH_VAR" "$MALATH_DATABASE" "$@"\n', encoding="utf-8")
    malath.chmod(0o700)
    (etc / "malath.env").write_text("MALATH_VAR=/srv/malath\n", encoding="utf-8")
    (etc / "worker.env").write_text("MALATH_DATABASE=postgresql://malath_worker@db1/malath\n", encoding="utf-8")
    command = [program, "worker", "backup", "/srv/a place"]
    said = subprocess.run(command, env={"ETC": str(etc)}, capture_output=True, text=True, check=True).stdout
    assert said == "/srv/malath postgresql://malath_worker@db1/malath backup /srv/a place\n"
    assert subprocess.run([program, "nobody", "backup"], env={"ETC": str(etc)}, capture_output=True, check=False).returncode


def test_the_worker_may_write_where_media_are_mounted() -> None:
    worker = Unit(ROOT / "deploy" / "malath-worker.service")["Service"]
    assert {f"-{folder}" for folder in settings.MALATH_MEDIA} <= set(worker["ReadWritePaths"].split())


def test_the_public_site_calls_nobody() -> None:
    service = Unit(ROOT / "deploy" / "malath-public.service")["Service"]
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_the_services_well_walled_in() -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", *map(str, SERVICES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_image_is_not_run_by_root_and_built_without_network() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    last = text.rpartition("FROM ")[2]
    assert "USER 10001:10001" in last
    assert "tools.install" not in last
    assert not re.search(r"apt-get|pip install|curl|wget|ADD ", text)


def test_both_proxies_send_the_same_heads_with_texts() -> None:
    caddy, nginx = ((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in ("Caddyfile", "nginx.conf"))
    heads = re.findall(r'^\s+([A-Z][\w-]+) ("[^\n]+")$', caddy, re.MULTILINE)
    assert len(heads) == 7
    assert all(f"add_header {name} {value} always;" in nginx for name, value in heads)
    assert nginx.count("/run/malath-pages") == 1


def test_nobody_says_to_the_site_from_where_they_come() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "access_log off;" in nginx


def test_the_texts_lie_where_the_proxy_looks_for_them() -> None:
    service = Unit(ROOT / "deploy" / "malath-public.service")["Service"]
    _, command, folder = service["ExecStartPre"].split()
    assert command.replace("-", "_") in PUBLIC_DOOR & set(get_commands())
    assert folder == f"/run/{service['RuntimeDirectory']}"
    assert (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8").count(folder) == 2


def test_the_proxy_keeps_no_log_of_who_asked() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert text.count("log {") == 1
    assert "level ERROR" in text
