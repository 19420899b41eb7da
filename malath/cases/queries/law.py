"""The law of the country as it is recorded in `law/`: read once, and always with how well it is known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

VERIFIED = frozenset({"verified"})
OF_PRESS = frozenset({"verified_press"})


@dataclass(frozen=True)
class Recorded:
    """Something of the law. `sure`: the text of the law was read; `press`: read in the press only."""

    code: str
    ar: str
    en: str
    article: str
    sure: bool
    press: bool

    @property
    def label(self) -> str:
        return self.en if get_language() == "en" else self.ar


@cache
def book(name: str) -> Mapping[str, Any]:
    """A file of the country's law by its name."""
    found: dict[str, Any] = json.loads((settings.LAW / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def offences() -> Mapping[str, Recorded]:
    """Every offence by its code, in the order of the file."""
    return {row["code"]: recorded(row) for row in book("offences")["offences"]}


@cache
def definition(kind: str) -> Mapping[str, Recorded]:
    """Every act, means or purpose that makes trafficking of it, or every circumstance that makes it graver ("aggravating"), by
    its code and in the order of the file."""
    law = book("offences")
    return {row["code"]: recorded(row) for row in (law.get(kind) or law["definition"][kind])}


def offence(code: str) -> Recorded:
    """One of them; a code that the law no longer knows stands as it was written."""
    return offences().get(code) or Recorded(code, code, code, "", sure=False, press=False)


def recorded(row: Mapping[str, Any]) -> Recorded:
    provenance, code = row.get("provenance", ""), row["code"]
    named = (row.get("ar") or code, row.get("en") or code)
    return Recorded(code, *named, row.get("article") or "", provenance in VERIFIED, provenance in OF_PRESS)
