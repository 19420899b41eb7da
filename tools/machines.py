"""The machines of the guide on this one: folders, addresses of the loopback, two clusters of PostgreSQL as Debian makes them.

Every command runs in a shell of its own that knows what the one before on the same machine left in its environment.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tools import children, postgres, smoke
from tools.children import Child
from tools.steps import ROOT
from tools.units import Service

DATABASES: Final = ("db1", "db2")
ADDRESSES: Final = {"db1": "127.0.0.1", "db2": "127.0.0.2"}
SHELL: Final = ("bash", "-eu", "-o", "pipefail", "-c")
OF_THE_WALK: Final = ("listen_addresses = ''", "fsync = off")
"""Before the guide says where it listens; and the walk kills programs, no disks, so nothing waits for one."""
REMEMBER: Final = "\nenv -0 > {}"
LONGEST_SECONDS: Final = 600
STOP_SECONDS: Final = 20
FOREIGN: Final = ("MALATH_", "PG", "VIRTUAL_ENV", "PYTHON", "DJANGO", "PYTEST")
AGE_KEYGEN: Final = """#!{python}
import sys
from pyrage import x25519
if sys.argv[1] == "-o":
    one = x25519.Identity.generate()
    with open(sys.argv[2], "x") as file:
        file.write(f"# public key: {{one.to_public()}}\\n{{one}}\\n")
else:
    text = open(sys.argv[2]).read().split()[-1]
    print(x25519.Identity.from_str(text).to_public())
"""


PYTHON_THAT_FETCHES_NOTHING: Final = """#!/bin/sh
# With --ready: `python3 -m tools.setup` lends the code what set-up has made in another clone.
[ "$2" = tools.setup ] || exec {python} "$@"
mkdir -p .venv/bin
ln -sfn {root}/.venv/lib {root}/.venv/pyvenv.cfg .venv/
ln -sf {root}/.venv/bin/python .venv/bin/
cp {root}/.venv/bin/malath .venv/bin/
cd {root} && git ls-files -oi --exclude-standard -z -- static malath locale ':!*.pyc' | xargs -0 cp --parents -t "$OLDPWD"
"""


@dataclass(frozen=True)
class Done:
    """What became of one command."""

    code: int
    said: str


@dataclass
class Machines:
    """All of them. `values`: what step 1 of the guide sets; `environments`: what each shell knows."""

    folder: Path
    values: dict[str, str]
    environments: dict[str, dict[str, str]] = field(default_factory=dict)
    services: list[Child] = field(default_factory=list)

    def run(self, machine: str, text: str) -> Done:
        """Type it there, and remember what was exported."""
        owner = owner_of(machine)
        kept = self.folder / machine / "environment"
        shell = subprocess.Popen(
            [*SHELL, text + REMEMBER.format(kept)],
            env=self.environments[machine],
            cwd=self.folder / machine,
            user=owner.uid,
            group=owner.gid,
            extra_groups=None if owner.uid is None else [],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        said = heard(shell)
        if kept.exists():
            self.environments[machine] = dict(one.split("=", 1) for one in kept.read_text("utf-8").split("\0") if "=" in one)
        self.carry()
        return Done(shell.returncode, said)

    def carry(self) -> None:
        """Whoever sits at the next machine reads what lies on the stick."""
        for path in (self.folder / "carry").rglob("*"):
            with suppress(PermissionError):
                path.chmod(0o755 if path.is_dir() else 0o644)

    def start_services(self) -> None:
        """As systemd would from the units under deploy/, with the folders and ports of this walk."""
        for name in ("worker", "staff", "public"):
            self.services.append(Service(ROOT / "deploy" / f"malath-{name}.service", self.values).start(self.folder / "log"))

    def stop_services(self) -> None:
        children.end(self.services)
        self.services.clear()

    def lose(self, machine: str) -> None:
        """All processes of its PostgreSQL at once, as a cut of power would end them."""
        number = server_of(self.folder / machine / "data")
        for one in (number, *children.of(number)):
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)


def heard(shell: "subprocess.Popen[bytes]") -> str:
    """Everything it says, until its end; whatever cuts that off ends all that it started."""
    with shell:
        try:
            return shell.communicate(timeout=LONGEST_SECONDS)[0].decode("utf-8", errors="replace")
        except BaseException:
            os.killpg(shell.pid, signal.SIGKILL)
            raise


@contextmanager
def made(folder: Path, *, ready: bool = False) -> Iterator[Machines]:
    """All machines until the end of the block: what Debian brings is there, and nothing of Malath. `ready`: packages are not
    fetched, those of this clone are lent."""
    machines = Machines(folder, values(folder))
    for name in ("malath", "safe", "carry", "kept", "backup", "srv", "etc", "log", "run", "bin"):
        (folder / name).mkdir(mode=0o777 if name == "carry" else 0o700)
    (folder / "carry").chmod(0o777)  # the umask took it away; only this folder is open
    lend_age(folder / "bin")
    if ready:
        write(folder / "bin" / "python3", PYTHON_THAT_FETCHES_NOTHING.format(python=sys.executable, root=ROOT))
    for name in ("malath", "safe"):
        machines.environments[name] = shell(folder, name, machines.values)
    try:
        for name in DATABASES:
            machines.environments[name] = shell(folder, name, machines.values)
            as_debian_makes_it(machines, name)
        yield machines
    finally:
        machines.stop_services()
        for name in DATABASES:
            stop(folder / name / "data")


def values(folder: Path) -> dict[str, str]:
    """What the guide's first step sets, for this walk."""
    staff, port = smoke.free_port(), smoke.free_port()
    version = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
    return {
        "CODE": str(folder / "code"), "ETC": str(folder / "etc"), "MALATH_VAR": str(folder / "srv"),
        "BACKUPS": str(folder / "backup"), "KEPT": str(folder / "kept"), "CARRY": str(folder / "carry"),
        "SAFE": str(folder / "safe"), "MALATH_PASSPHRASE_FILE": str(folder / "run" / "passphrase"),
        "STAFF_NAME": "staff.example.org", "PUBLIC_NAME": "help.example.org",
        "STAFF_PORT": str(staff), "PUBLIC_PORT": str(staff + 1), "PGPORT": str(port), "PG": f"{pg_version()} malath-walk",
        "DB1": ADDRESSES["db1"], "DB2": ADDRESSES["db2"], "APP": "127.0.0.1", "SOURCE": str(ROOT), "VERSION": version,
    }  # fmt: skip


def shell(folder: Path, machine: str, values: Mapping[str, str]) -> dict[str, str]:
    """What a shell there begins with: of this machine only how packages are fetched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    own = {"HOME": str(folder / machine), "PATH": f"{folder / 'bin'}:{os.defpath}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    if machine in DATABASES:
        cluster = {"PG_CLUSTER_CONF_ROOT": str(folder / machine / "etc"), "PGHOST": str(folder / machine / "run")}
        return {**kept, **own, **values, **cluster, "PGDATABASE": "postgres"}
    admin = {
        "MALATH_ADMIN_EMAIL": "first@walk.example",
        "MALATH_ADMIN_PASSWORD": "a very long walk",
        "MALATH_ADMIN_NAME": "First",
    }
    return {**kept, **own, **values, **(admin if machine == "malath" else {})}


def as_debian_makes_it(machines: Machines, name: str) -> None:
    """What `apt install postgresql` leaves behind: one cluster that runs and answers through a socket."""
    folder, owner = machines.folder / name, owner_of(name)
    folder.mkdir(mode=0o700)
    for part in ("etc", "run"):
        (folder / part).mkdir()
    postgres.give(folder, owner)
    places = f'-d "{folder}/data" -s "{folder}/run" -l "{folder}/server.log" -p "$PGPORT"'
    conf = f"$PG_CLUSTER_CONF_ROOT/{machines.values['PG'].replace(' ', '/')}/conf.d/00-walk.conf"
    quiet = f'printf "%s\\n" {" ".join(map(shlex.quote, OF_THE_WALK))} > "{conf}"'
    done = machines.run(name, f"pg_createcluster $PG {places} -- --no-sync\n{quiet}\npg_ctlcluster $PG start")
    if done.code:
        raise postgres.CannotStart(f"PostgreSQL could not be prepared: {done.said.strip().splitlines()[-1:]}")


def lend_age(folder: Path) -> None:
    """`age-keygen` where this machine has none: it writes the same two lines."""
    if shutil.which("age-keygen") is None:
        write(folder / "age-keygen", AGE_KEYGEN.format(python=ROOT / ".venv/bin/python"))


def write(program: Path, text: str) -> None:
    program.write_text(text, encoding="utf-8")
    program.chmod(0o700)


def owner_of(machine: str) -> postgres.Owner:
    return postgres.unprivileged_owner() if machine in DATABASES else postgres.Owner()


def pg_version() -> str:
    programs = postgres.programs()
    if programs is None or shutil.which("pg_createcluster") is None:
        raise postgres.CannotStart("PostgreSQL as Debian packs it (postgresql, postgresql-common) is not installed.")
    return programs.parent.name


def server_of(data: Path) -> int:
    return int((data / "postmaster.pid").read_text(encoding="ascii").split()[0])


def stop(data: Path) -> None:
    """Politely; what does not run is left as it is."""
    with suppress(OSError, ValueError):
        os.kill(server_of(data), signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while (data / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
