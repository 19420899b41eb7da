"""Was everything kept that somebody was told is done? Asked of the database, with the journal of those who did it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from faults import load, whole
from faults.load import DONE, Entry
from faults.report import Verdict
from malath.cases.models import Case, Note
from malath.referrals.models import Referral
from malath.referrals.words import Status


def answer(journal: str) -> dict[str, Any]:
    """The verdict over a journal, and over all rows."""
    entries = load.read(Path(journal))
    accepted = set(Referral.objects.filter(status=Status.ACCEPTED).values_list("reference", flat=True))
    cases = set(Case.objects.values_list("reference", flat=True))
    return asdict(judged(entries, accepted, cases, opened_by_form(), whole.broken()))


def judged(
    entries: Iterable[Entry], accepted: set[str], cases: set[str], forms: Mapping[str, int], broken: Iterable[str]
) -> Verdict:
    """`forms`: how many cases there are of each form that was sent."""
    told = [entry for entry in entries if entry.status == DONE]
    lost = [f"{entry.kind} of {entry.thing} was acknowledged" for entry in told if not _kept(entry, accepted, cases, forms)]
    twice = [f"the form “{form}” made {count} cases" for form, count in forms.items() if count > 1]
    return Verdict(len(told), len(told) - len(lost), tuple(lost), (*twice, *broken))


def opened_by_form() -> Mapping[str, int]:
    """How many cases carry the note of one form."""
    notes = Note.objects.select_related("key")
    return Counter(text for note in notes if (text := note.opened("text") or "").startswith("Case "))


def _kept(entry: Entry, accepted: set[str], cases: set[str], forms: Mapping[str, int]) -> bool:
    if entry.kind == "accept":
        return entry.thing in accepted
    return forms.get(entry.thing, 0) > 0 and entry.leads_to.strip("/").rpartition("/")[2] in cases
