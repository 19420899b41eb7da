"""What the doctor says of a house, from facts alone: what is well, what to look at, what is wrong, and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

GB = 1_000_000_000
LEAST_ROOM, LITTLE_ROOM = GB, 5 * GB
ROUND_OVERDUE = timedelta(minutes=5)
BACKUP_DUE, BACKUP_OVERDUE = timedelta(hours=26), timedelta(days=3)
STATE_DUE = timedelta(hours=26)
CERTIFICATE_SOON = timedelta(days=21)
CLOCK_BEHIND = timedelta(minutes=2)
SOUND_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = (14,)


class State(StrEnum):
    """`WRONG` makes the command fail."""

    WELL = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`about`, what was found, and what to do; texts are translated when they are shown."""

    about: object
    state: State
    said: object = ""
    do: object = ""


@dataclass(frozen=True)
class Facts:
    """All that is looked at. `room`: free bytes; moments are None when there is none. `one_role`, `open_tables`: who serves
    owns the tables of PostgreSQL, or which of them show people to whoever asks. `service_says`: why it gives no key."""

    at: datetime
    is_demo: bool
    key_mode: str | None
    open_to_others: tuple[str, ...] = ()
    keys_beside_data: bool = False
    service_says: str = ""
    keys_left_here: bool = False
    engine: str = "sqlite"
    engine_version: tuple[int, ...] = SOUND_SQLITE
    waiting_migrations: int = 0
    one_role: bool = False
    open_tables: tuple[str, ...] = ()
    marks_known: bool = True
    room: int = 100 * GB
    last_event_at: datetime | None = None
    last_round_at: datetime | None = None
    last_backup_at: datetime | None = None
    has_recipient: bool = True
    last_state_at: datetime | None = None
    states_leave: bool = True
    https: bool = True
    mail: bool = True
    certificate_until: datetime | None = None
    other_versions: tuple[str, ...] = field(default=())
    translated: bool = True


def findings(facts: Facts) -> Iterator[Finding]:
    """Everything, in the order in which it has to be put right."""
    inside = (keys, rights, engine, tables, rows, room, clock, worker, backup, state_of_trail)
    for look in (*inside, web, certificate, mail, versions):
        yield look(facts)


def keys(facts: Facts) -> Finding:
    about = _("Keys")
    if facts.key_mode is None:
        return Finding(about, State.WRONG, _("There are no keys."), _("Put back the copy of keys/, or run: malath prepare"))
    if facts.is_demo:
        return Finding(about, State.WELL, _("Demonstration: keys lie beside the data."))
    if facts.key_mode == "service":
        return of_service(facts, about)
    if facts.key_mode != "sealed":
        return Finding(
            about,
            State.WRONG,
            _("Keys of real people are not sealed: whoever takes the disk reads everything."),
            _("Begin anew with MALATH_KEY_MODE=sealed before anybody is written down."),
        )
    if facts.keys_beside_data:
        said = _("Keys lie on the disk of the data; only the passphrase stands between.")
        return Finding(about, State.LOOK, said, _("Put keys/ on another disk."))
    return Finding(about, State.WELL)


def of_service(facts: Facts, about: object) -> Finding:
    """Keys that lie at the key service: whether it gives them, and whether older ones still lie here."""
    if facts.service_says:
        return Finding(about, State.WRONG, facts.service_says, _("See at the key service: python -m key_service state FOLDER"))
    if facts.keys_left_here:
        said = _("Older wrapping keys still lie on this machine, for backups.")
        return Finding(about, State.LOOK, said, _("When the last backup under them has gone: malath rotate-keys --forget"))
    return Finding(about, State.WELL)


def rights(facts: Facts) -> Finding:
    if facts.open_to_others:
        do = _("Run: chmod -R go= followed by these paths: %(paths)s") % {"paths": " ".join(facts.open_to_others)}
        return Finding(_("Permissions"), State.WRONG, _("Others on this machine may read what is ours."), do)
    return Finding(_("Permissions"), State.WELL)


def engine(facts: Facts) -> Finding:
    about, sqlite = _("Database"), facts.engine == "sqlite"
    if facts.engine_version < (SOUND_SQLITE if sqlite else OLDEST_POSTGRESQL):
        return Finding(
            about, State.WRONG, _("This version of the database can lose data."), _("Install the locked packages again.")
        )
    return Finding(about, State.WELL)


def tables(facts: Facts) -> Finding:
    if facts.waiting_migrations:
        said = _("Tables of this version are missing: %(count)s.") % {"count": facts.waiting_migrations}
        return Finding(_("Tables"), State.WRONG, said, _("Stop it and run: malath upgrade FOLDER"))
    return Finding(_("Tables"), State.WELL)


def rows(facts: Facts) -> Finding:
    about = _("Rows of people")
    if facts.open_tables:
        which = _("Without a wall inside PostgreSQL: %(tables)s.") % {"tables": ", ".join(facts.open_tables)}
        return Finding(about, State.WRONG, which, _("Run again what python -m tools.roles prints."))
    if not facts.marks_known:
        said = _("PostgreSQL does not know this keyring: nothing about a person opens.")
        return Finding(about, State.WRONG, said, _("Run as owner of the tables: malath prepare --empty"))
    if facts.one_role and not facts.is_demo:
        said = _("Who serves owns the tables: its password opens all that is not sealed.")
        return Finding(about, State.LOOK, said, _("Serve with roles of their own: python -m tools.roles"))
    return Finding(about, State.WELL)


def room(facts: Facts) -> Finding:
    said = _("%(gigabytes)s GB are free.") % {"gigabytes": f"{facts.room / GB:.1f}"}
    state = State.WRONG if facts.room < LEAST_ROOM else State.LOOK if facts.room < LITTLE_ROOM else State.WELL
    return Finding(_("Disk"), state, said, "" if state is State.WELL else _("Make room, or enlarge the disk."))


def clock(facts: Facts) -> Finding:
    if facts.last_event_at and facts.last_event_at - facts.at > CLOCK_BEHIND:
        said = _("The clock is behind the last line of the trail.")
        return Finding(_("Clock"), State.WRONG, said, _("Set the clock: timedatectl set-ntp true"))
    return Finding(_("Clock"), State.WELL)


def worker(facts: Facts) -> Finding:
    about, do = _("Worker"), _("Start it: systemctl start malath-worker")
    if facts.last_round_at is None:
        return Finding(about, State.WRONG, _("It never ran on this machine: nothing expires or escalates."), do)
    if facts.at - facts.last_round_at > ROUND_OVERDUE:
        return Finding(about, State.WRONG, _("Its last round was %(at)s.") % {"at": said_at(facts.last_round_at)}, do)
    return Finding(about, State.WELL)


def backup(facts: Facts) -> Finding:
    about, do = _("Backup"), _("Run every day: malath backup FOLDER")
    if facts.is_demo:
        return Finding(about, State.WELL, _("Demonstration: none is needed."))
    if not facts.has_recipient:
        said = _("Nobody could open one: MALATH_BACKUP_RECIPIENT is empty.")
        return Finding(about, State.WRONG, said, _("Make a key with age-keygen on another machine."))
    if facts.last_backup_at is None:
        return Finding(about, State.WRONG, _("None was made and verified on this machine."), do)
    age = facts.at - facts.last_backup_at
    which = _("The last verified one is of %(at)s.") % {"at": said_at(facts.last_backup_at)}
    state = State.WRONG if age > BACKUP_OVERDUE else State.LOOK if age > BACKUP_DUE else State.WELL
    return Finding(about, state, which, "" if state is State.WELL else do)


def state_of_trail(facts: Facts) -> Finding:
    about = _("Trail")
    if facts.last_state_at is None or facts.at - facts.last_state_at > STATE_DUE:
        return Finding(
            about, State.LOOK, _("Nobody signed its state since yesterday."), _("See what the worker says in its log.")
        )
    if not facts.states_leave and not facts.is_demo:
        said = _("Its signed state stays on this machine, where it proves nothing.")
        return Finding(about, State.LOOK, said, _("Name a place in MALATH_CHECKPOINT_MAIL or MALATH_CHECKPOINT_FOLDER."))
    return Finding(about, State.WELL)


def web(facts: Facts) -> Finding:
    if not facts.https and not facts.is_demo:
        said = _("Pages go over the wire unsealed.")
        return Finding(_("Web"), State.WRONG, said, _("Put a proxy with TLS before it; MALATH_HTTPS=1"))
    return Finding(_("Web"), State.WELL)


def certificate(facts: Facts) -> Finding:
    about, until = _("TLS certificate"), facts.certificate_until
    if until is None:
        return Finding(about, State.WELL, _("Not looked at: name it with --certificate FILE."))
    said = _("It holds until %(at)s.") % {"at": said_at(until)}
    state = State.WRONG if until <= facts.at else State.LOOK if until - facts.at < CERTIFICATE_SOON else State.WELL
    return Finding(about, state, said, "" if state is State.WELL else _("Renew the certificate of the proxy."))


def mail(facts: Facts) -> Finding:
    if not facts.mail and not facts.is_demo:
        said = _("Nothing leaves: staff are told on their pages only.")
        return Finding(_("Mail"), State.LOOK, said, _("Name a server in MALATH_MAIL, or leave it so on purpose."))
    return Finding(_("Mail"), State.WELL)


def versions(facts: Facts) -> Finding:
    about, do = _("Packages"), _("Install again what requirements/run.lock names.")
    if facts.other_versions:
        return Finding(about, State.WRONG, _("Not as locked: %(names)s.") % {"names": ", ".join(facts.other_versions)}, do)
    if not facts.translated:
        return Finding(about, State.WRONG, _("Arabic is not compiled."), _("Run: python -m tools.translations"))
    return Finding(about, State.WELL)


def said_at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
