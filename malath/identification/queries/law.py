"""Acts, means, purposes and aggravating circumstances as the law of the country is recorded here, and how long things may
take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from malath.cases.queries.law import book, recorded
from malath.identification import rules
from malath.identification.rules import Spans
from malath.identification.words import ElementKind


@dataclass(frozen=True)
class Provision:
    """One act, means, purpose or circumstance. `sure`: the text of the law was read; `press`: read in the press only."""

    kind: ElementKind
    code: str
    ar: str
    en: str
    sure: bool
    press: bool

    @property
    def label(self) -> str:
        return self.en if get_language() == "en" else self.ar


@cache
def provisions() -> Mapping[tuple[ElementKind, str], Provision]:
    """All of them by kind and code, in the order of the law."""
    law = book("offences")
    rows = [
        (kind, row)
        for kind in (ElementKind.ACT, ElementKind.MEANS, ElementKind.PURPOSE)
        for row in law["definition"][kind.value]
    ]
    rows += [(ElementKind.AGGRAVATING, row) for row in law["aggravating"]]
    return {(kind, row["code"]): _provision(kind, row) for kind, row in rows}


def known() -> dict[ElementKind, frozenset[str]]:
    """Which codes there are of each kind."""
    return {kind: frozenset(code for one, code in provisions() if one == kind) for kind in ElementKind}


def provision(kind: ElementKind, code: str) -> Provision:
    """One of them; a code that the law no longer knows stands as it was written."""
    return provisions().get((kind, code)) or Provision(kind, code, code, code, sure=False, press=False)


@cache
def spans() -> Spans:
    """How long things may take: the country's file of deadlines, or what the settings say instead."""
    return rules.spans_in(book("deadlines")["deadlines"], settings.MALATH_DEADLINES)


def _provision(kind: ElementKind, row: Mapping[str, Any]) -> Provision:
    found = recorded(row)
    return Provision(kind, found.code, found.ar, found.en, found.sure, found.press)
