"""Which of the acts that were acknowledged under load are in the database: asked in a process of its own.

python -m benchmarks.found FILE      a file with what was acknowledged, as `benchmarks.load` writes it
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import django


def main(words: Sequence[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    told = [tuple(one) for one in json.loads(Path(words[0]).read_text(encoding="utf-8"))]
    print(json.dumps(Counter(kind for kind, reference, mark in told if (kind, reference, mark) in kept(told))))
    return 0


def kept(told: Sequence[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """All of them that are there, each with the words by which it was known."""
    from malath.cases.models import Note  # noqa: PLC0415  # once Django is set up
    from malath.referrals.models import Referral  # noqa: PLC0415  # the same
    from malath.referrals.words import Status  # noqa: PLC0415  # the same

    cases = {reference for kind, reference, _ in told if kind in ("case", "note")}
    notes = Note.objects.filter(case__reference__in=cases).select_related("key", "case")
    written = {(note.case.reference, note.opened("text") or "") for note in notes}
    asked = {reference for kind, reference, _ in told if kind in ("referral", "answer")}
    rows = Referral.objects.filter(reference__in=asked).values_list("reference", "status", "answered_at")
    sent = {reference for reference, status, _ in rows if status != Status.DRAFT}
    answered = {reference for reference, _, at in rows if at is not None}
    there = {"referral": sent, "answer": answered}
    return {one for one in told if (one[1:] in written if one[0] in ("case", "note") else one[1] in there[one[0]])}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
