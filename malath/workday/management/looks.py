"""What the doctor looks at on this machine. Nothing of a person is read, and nothing is changed."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings
from django.db import connection
from sqlcipher3 import dbapi2 as sqlite

from key_service.client import NotNow, Refused
from malath.audit import queries as trail
from malath.audit.management import walls
from malath.foundation import keys, marks
from malath.inbox.queries import posting as postings
from malath.workday.management import rounds, tables
from malath.workday.management.findings import Facts

LOCKED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)(?: \\)?$", re.MULTILINE)
OTHERS = 0o077


def facts(at: datetime, certificate: Path | None) -> Facts:
    var = keys.var_folder()
    waiting = len(tables.waiting())
    return Facts(
        at=at,
        is_demo=marks.is_demo(),
        key_mode=keys.mode(var),
        open_to_others=tuple(open_to_others(var)),
        keys_beside_data=keys_beside_data(var),
        **(at_service() if keys.mode(var) == "service" else {}),
        engine=connection.vendor,
        engine_version=engine_version(),
        waiting_migrations=waiting,
        **({} if waiting else walls_of(connection.vendor)),
        room=shutil.disk_usage(var).free,
        last_event_at=None if waiting else trail.last_event_at(),
        last_round_at=rounds.last(rounds.WORKER),
        last_backup_at=rounds.last(rounds.BACKUP),
        has_recipient=bool(settings.MALATH_BACKUP_RECIPIENT),
        last_state_at=None if waiting else trail.last_checkpoint_at(),
        states_leave=waiting == 0 and states_leave(),
        https=settings.HTTPS,
        mail="MailFolder" not in settings.EMAIL_BACKEND,
        certificate_until=certificate_until(certificate) if certificate else None,
        other_versions=tuple(other_versions(settings.ROOT / "requirements" / "run.lock")),
        translated=(settings.ROOT / "locale/ar/LC_MESSAGES/django.mo").exists(),
    )


def at_service() -> dict[str, Any]:
    """What the key service says, and whether wrapping keys still lie here."""
    try:
        if keys.key_service().state()["stopped"]:
            raise Refused("stopped")
        return {"keys_left_here": any(keys.ring().wrapping.values())}
    except NotNow as reason:
        return {"service_says": str(reason)}


def walls_of(engine: str) -> dict[str, Any]:
    """How PostgreSQL keeps rows of people from who serves; SQLite has no roles."""
    if engine == "sqlite":
        return {}
    if walls.passes_by():
        return {"one_role": True}
    return {"open_tables": tuple(walls.without_walls()), "marks_known": walls.is_known()}


def states_leave() -> bool:
    named = settings.MALATH_CHECKPOINT_MAIL or settings.MALATH_CHECKPOINT_FOLDER
    return bool(named or postings.standing_destinations())


def open_to_others(var: Path) -> Iterator[str]:
    """Paths that another user of this machine may read, of those that should be ours alone."""
    for path in (var / "keys", var / "keys/keyring.json", var / "malath.sqlite", var / "files"):
        if path.exists() and path.stat().st_mode & OTHERS:
            yield str(path)


def keys_beside_data(var: Path) -> bool:
    """Only of a database in a file is known where it lies; attachments lie under `var` in any case."""
    ring = var / "keys"
    return ring.exists() and ring.stat().st_dev == var.stat().st_dev


def engine_version() -> tuple[int, ...]:
    if connection.vendor == "sqlite":
        return tuple(map(int, sqlite.sqlite_version.split(".")))
    return tuple(connection.get_database_version())


def certificate_until(path: Path) -> datetime:
    """Errors: ValueError when it is no certificate, OSError."""
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc


def other_versions(lock: Path) -> Iterator[str]:
    for name, locked in LOCKED.findall(lock.read_text(encoding="utf-8") if lock.exists() else ""):
        try:
            here = version(name)
        except PackageNotFoundError:
            here = "-"
        if here != locked:
            yield f"{name} {here} ({locked})"
