"""The kit: light, the same for everybody, kept on the phone, and with the rule of the server."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from malath.accounts.testing import signed_in
from malath.offline.kit import BARE_PAGES, FOLDER, kit
from malath.offline.tests.conftest import Field

MOST = 40_000
VECTORS = Path(__file__).resolve().parents[2] / "screening" / "vectors.json"


def test_all_of_it_together_weighs_at_most_forty_kilobytes() -> None:
    assert kit().weight <= MOST


def test_it_holds_nothing_inline_no_other_machine_and_no_mark_that_changes() -> None:
    page = kit().files["index.html"].content.decode()
    assert not re.search(r"<style|\sstyle=|nonce|<script(?![^>]*\ssrc=)", page)
    for name, file in kit().files.items():
        if name not in {"argon2.js", "icon.svg"}:
            assert not re.search(rb"https?://", file.content), name


def test_it_is_the_same_for_somebody_signed_in_and_for_nobody(field: Field, client: Client) -> None:
    bare = client.get("/field/")
    signed = signed_in(Client(), field.rana).get("/field/")
    assert bare.content == signed.content
    assert not bare.cookies
    assert bare["Cache-Control"] == "no-cache"


@pytest.mark.django_db
def test_its_own_policy_allows_wasm_there_and_nowhere_else(client: Client) -> None:
    policy = client.get("/field/")["Content-Security-Policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "wasm" not in client.get("/sign-in/")["Content-Security-Policy"]


@pytest.mark.django_db
def test_its_files_are_found_under_their_mark_only(client: Client) -> None:
    mark = kit().mark
    for name in kit().files:
        if name not in BARE_PAGES:
            answer = client.get(f"/field/{mark}/{name}", headers={"Accept-Encoding": "br"})
            assert (answer.status_code, answer["Content-Encoding"]) == (200, "br")
            assert "immutable" in answer["Cache-Control"]
    assert client.get(f"/field/{'0' * 12}/app.js").status_code == 404
    assert client.get(f"/field/{mark}/other.js").status_code == 404
    assert client.get("/field/sw.js")["Cache-Control"] == "no-cache"


def test_the_worker_keeps_files_of_the_kit_only() -> None:
    worker = kit().files["sw.js"].content.decode()
    names = json.loads(re.search(r"FILES = (\[.*?\]);", worker).group(1))  # type: ignore[union-attr]
    assert all(name.startswith("/field/") for name in names)
    assert "/sync" not in worker


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_rule_on_the_phone_is_the_rule_of_the_server(tmp_path: Path) -> None:
    """Both are tried with the same forms."""
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    words = json.loads(kit().files["words.json"].content)["en"]
    script = tmp_path / "try.mjs"
    script.write_text(
        f"import {{ result }} from '{(FOLDER / 'rule.js').as_uri()}';\n"
        "const { vectors, signs } = JSON.parse((await import('node:fs')).readFileSync(0));\n"
        "const told = vectors.map(({ profile, present, signs: urgent, purposes }) => {\n"
        "  const answers = Object.fromEntries(present.map((code) => [code, 'present']));\n"
        "  const found = result(profile, answers, signs, urgent.length > 0, purposes[0]);\n"
        "  const numbers = (one) => [one.strong, one.medium, one.weak, one.positive];\n"
        "  const counts = Object.entries(found.dimensions).map(([code, one]) => [code, numbers(one)]);\n"
        "  return [Object.fromEntries(counts), found.flagged];\n"
        "});\n"
        "console.log(JSON.stringify(told));\n",
        encoding="utf-8",
    )
    given = json.dumps({"vectors": vectors, "signs": words["signs"]})
    done = subprocess.run(["node", str(script)], input=given, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert [one for one, _ in told] == [vector["found"] for vector in vectors]
    assert [flagged for _, flagged in told] == [vector["flagged"] for vector in vectors]
