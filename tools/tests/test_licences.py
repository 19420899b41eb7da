from pathlib import Path

import pytest

from tools import licences


def test_the_table_names_each_locked_package_and_no_other() -> None:
    assert licences.findings() == []


def test_it_says_what_the_table_lacks_and_what_it_has_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "licences.md"
    table.write_text(licences.written().replace("| django | ", "| flask | "), encoding="utf-8")
    monkeypatch.setattr(licences, "TABLE", table)
    assert licences.findings() == [
        "docs/licences.md does not name django; run: make fix",
        "docs/licences.md names flask, which is in no lock; run: make fix",
    ]
