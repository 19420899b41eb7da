"""Services are started without systemd with what their units say, and nothing else."""

from pathlib import Path

import pytest

from tools.machines import values
from tools.steps import ROOT
from tools.units import Service


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr("tools.machines.pg_version", lambda: "15")
    for name in ("etc", "run"):
        (tmp_path / name).mkdir()
    for name in ("malath", "web", "public"):
        (tmp_path / "etc" / f"{name}.env").write_text(f"MALATH_FROM={name}\n", encoding="utf-8")
    (tmp_path / "run" / "passphrase").write_text("a long walk to the sea", encoding="utf-8")
    return values(tmp_path)


def service(name: str, here: dict[str, str]) -> Service:
    return Service(ROOT / "deploy" / f"malath-{name}.service", here)


@pytest.mark.parametrize("name", ["staff", "worker", "public"])
def test_it_stays_inside_the_walk(name: str, here: dict[str, str]) -> None:
    one = service(name, here)
    said = " ".join([*one.said("ExecStart"), *one.said("ExecStartPre"), *one.said("EnvironmentFile")])
    assert [word for word in said.split() if word.startswith(("/opt", "/srv", "/etc", "/run")) or ":800" in word] == []


def test_the_passphrase_comes_as_a_credential_and_what_is_set_here_does_not(
    here: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALATH_DATABASE", "postgresql://of-this-machine")
    env = service("staff", here).environment(tmp_path)
    assert env["MALATH_FROM"] == "web"
    assert (Path(env["CREDENTIALS_DIRECTORY"]) / "malath-passphrase").read_text("utf-8") == "a long walk to the sea"
    assert "MALATH_DATABASE" not in env


def test_the_public_site_gets_no_passphrase(here: dict[str, str], tmp_path: Path) -> None:
    env = service("public", here).environment(tmp_path)
    assert env["MALATH_FROM"] == "public"
    assert "CREDENTIALS_DIRECTORY" not in env
