"""Modules as they stand: those of the country's file, and the versions brought in since."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from malath.framework import queries as framework
from malath.framework.queries import PROOF_TONE, Change
from malath.framework.words import Proof
from malath.training import rules
from malath.training.models import ModuleVersion
from malath.ui.pieces import Tone


@dataclass(frozen=True)
class Version:
    """How a module stands from a day on. `at`: when it was brought in, None for what the file holds."""

    code: str
    label: str
    title: str
    hours: int
    holds_from: date
    proof: Proof
    changes: str = ""
    at: datetime | None = None

    @property
    def tone(self) -> Tone:
        return PROOF_TONE[self.proof]


@dataclass(frozen=True)
class ModuleLine:
    """A module with the version that holds. `change`: what of the frame it has to follow."""

    version: Version
    older: tuple[Version, ...]
    change: Change | None


def modules() -> tuple[ModuleLine, ...]:
    """All modules, in the order of the file. Two statements."""
    versions = _versions()
    changes = framework.touched(set(versions))
    return tuple(_line(found, changes.get(code)) for code, found in versions.items())


def module(code: str) -> ModuleLine | None:
    return next((line for line in modules() if line.version.code == code), None)


def labels_now(codes: Collection[str]) -> list[list[str]]:
    """Of each module the version that holds: as a half-day keeps it. One statement."""
    return [[code, found[0].label] for code, found in _versions().items() if code in codes]


def outdated() -> dict[tuple[str, str], Change]:
    """Versions of modules, by code and label, that do not follow a change of the frame. Two statements."""
    changes = framework.touched(codes())
    versions = ((code, one) for code, found in _versions().items() if code in changes for one in found)
    return {(code, one.label): changes[code] for code, one in versions if _is_stale(one, changes[code])}


def labels_of(code: str) -> list[str]:
    return [version.label for version in _versions().get(code, [])]


def titles() -> dict[str, str]:
    """Titles of all modules in the language of the page. One statement."""
    return {code: found[0].title for code, found in _versions().items()}


def codes() -> tuple[str, ...]:
    return tuple(row["code"] for row in _file()["modules"])


def _line(found: list[Version], change: Change | None) -> ModuleLine:
    last, *older = found
    return ModuleLine(last, tuple(older), change if change is not None and _is_stale(last, change) else None)


def _is_stale(version: Version, change: Change) -> bool:
    return rules.needs_update(
        changed_on=change.dated_on, entered_later=version.at is not None and change.at > version.at,
        holds_from=version.holds_from, of_the_file=version.at is None,
    )  # fmt: skip


def _versions() -> dict[str, list[Version]]:
    """Of each module its versions, the newest first."""
    found: dict[str, list[Version]] = {row["code"]: [_of_file(row)] for row in _file()["modules"]}
    for row in ModuleVersion.objects.order_by("at", "pk"):
        title = row.title_en if get_language() == "en" else row.title_ar
        version = Version(
            row.code, row.label, title, row.hours, row.holds_from, Proof(row.proof), row.changes, row.at
        )  # fmt: skip
        found.setdefault(row.code, []).insert(0, version)
    return found


def _of_file(row: dict[str, Any]) -> Version:
    file = _file()
    title = row["en"] if get_language() == "en" else row["ar"]
    return Version(
        row["code"], file["label"], title, row["hours"], date.fromisoformat(file["holds_from"]), Proof(file["proof"])
    )


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((settings.LAW / "curriculum.json").read_text(encoding="utf-8"))
    return found
