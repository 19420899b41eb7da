"""Erasures at the machine: what the data protection officer announced is carried out once its fortnight is over, and
certified. Who announced and who holds the machine are two; nothing is decided here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from malath.audit import actions as audit
from malath.audit import certificates
from malath.audit import queries as trail
from malath.audit.queries import Line
from malath.audit.words import Did
from malath.foundation import clock, keys
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.keys import Ring
from malath.privacy.actions import retention
from malath.privacy.queries import retention as files
from malath.workday.management.sealed_file import for_its_owner


class NotDecided(Exception):
    """Nobody of the staff announced this erasure, so nobody carries it out."""


@dataclass(frozen=True)
class Remains:
    """What could still bring an erased file back: wrapping keys and until when each is kept for backups; `until` is None while
    one of them is still in use."""

    keys: dict[str, str]
    until: date | None


def carry_out(file: Any, *, at: datetime) -> Any:
    """Erase a file that was announced. Errors: `NotDecided`, `retention.CannotErase`."""
    decided = last(file.person.reference, Did.ERASURE_ANNOUNCED)
    if file.erase_on is not None and (decided is None or decided.by_kind != "staff"):
        raise NotDecided
    return retention.erase_file(file, by=WORKER, at=at, decided_by=decided.by if decided else "")


def remains(ring: Ring, version: int, *, kept: timedelta, today: date) -> Remains:
    """A backup from before the erasure opens with the wrapping key under which the data key lay last, or an older one."""
    held = [older for older in sorted(ring.wrapping) if older <= version]
    days = {older: clock.in_amman(ring.retired[older] + kept).date() for older in held if older in ring.retired}
    until = None if len(days) < len(held) else max(days.values(), default=today)
    return Remains({str(older): days[older].isoformat() if older in days else "" for older in held}, until)


@act
def certify(file: Any, ring: Ring, *, by: Actor, at: datetime) -> dict[str, Any]:
    """A certificate of a file that was erased: signed, and known to the trail."""
    facts = certified(file, ring, at)
    reference, known = facts["reference"], {"mark": certificates.mark(facts)}
    audit.record(Did.ERASURE_CERTIFIED, subject=reference, file=reference, by=by, at=at, facts=known)
    return certificates.signed(facts)


def certified(file: Any, ring: Ring, at: datetime) -> dict[str, Any]:
    reference, key = file.person.reference, file.person.key
    erased, announced = last(reference, Did.FILE_ERASED), last(reference, Did.ERASURE_ANNOUNCED)
    if erased is None or key.wrapped is not None:
        raise NotDecided
    left = remains(ring, key.wrapping_version, kept=timedelta(days=settings.MALATH_BACKUP_DAYS), today=file.erased_at.date())
    facts = {
        "reference": reference,
        "erased_at": file.erased_at.isoformat(),
        "decided_by": announced.by if announced else erased.by,
        "announced_at": announced.at.isoformat() if announced else "",
        "carried_out_by": erased.by,
        "data_key": str(key.id),
        "wrapping_keys": left.keys,
        "complete_on": left.until.isoformat() if left.until else "",
        "event": trail.hash_of(erased.id).hex(),
        "given_at": at.isoformat(),
    }
    return {**facts, "in_words": {language: in_words(facts, language) for language in ("ar", "en")}}


def in_words(facts: Mapping[str, Any], language: str) -> str:
    """What a body reads aloud and keeps on paper."""
    with override(language):
        said = {"reference": facts["reference"], "on": facts["erased_at"][:10], "by": facts["decided_by"]}
        done = (
            _("The key of file %(reference)s was destroyed on %(on)s, as %(by)s had decided: nobody can open it any more.")
            % said
        )
        if not facts["complete_on"]:
            rest = _("It is not complete: the wrapping key is still in use. Run: malath rotate-keys")
            return f"{done} {rest}"
        rest = _("Backups made before could bring it back until %(on)s, when the old wrapping keys are thrown away.")
        return f"{done} {rest % {'on': facts['complete_on']}}"


def write(document: Mapping[str, Any], folder: Path) -> Path:
    """A certificate as a file of its owner. Errors: OSError."""
    facts = document[certificates.SIGNED]
    path = folder / f"erasure-{facts['reference']}-{facts['given_at'][:19].replace(':', '')}.json"
    with for_its_owner(path) as file:
        file.write(json.dumps(document, ensure_ascii=False, indent=1).encode())
    return path


def last(reference: str, event: Did) -> Line | None:
    return next(iter(trail.file_lines(reference, limit=1, only=[event])), None)


def needs_rotation(file: Any) -> bool:
    return bool(file.person.key.wrapping_version >= keys.newest().current)


def ripe(today: date) -> list[Any]:
    """Announced files that may be erased today."""
    return [file for file in files.of_the_house(today).announced if not files.why_not_erase(file, today)]
