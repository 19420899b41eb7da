"""Starts Malath on this machine: staff site, public site, worker. Ctrl-C ends all of them.

python -m tools.serve --port 8000            with demo data, when the database is new
python -m tools.serve --port 8000 --empty    asks how keys are kept, and for the first administrator
python -m tools.serve --port 8000 --training in a house of its own to train in; --reset begins it anew
python -m tools.serve --port 8000 --dev      with Django's development server, which reloads changed code
"""

import argparse
import errno
import fcntl
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from config import unlock
from malath.foundation import keys
from tools import children, steps
from tools.children import Child, Stop
from tools.setup import port_taken

ROOT = Path(__file__).resolve().parent.parent
STAFF_WORKERS = 2
PUBLIC_WORKERS = 1
INTERRUPTED = 130
NO_IPV6 = {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}
START_SECONDS = 60.0
ANSWER_SECONDS = 1.0
DEMONSTRATION = "demonstration"  # the file that `malath prepare` leaves; see malath/foundation/marks.py
SERVER_ERROR = 500
TRAINING = "training"
PEOPLE_TO_TRAIN_WITH = "120"
NOT_IN_TRAINING = (
    "MALATH_DATABASE",
    "MALATH_MAIL",
    "MALATH_TEXT_GATEWAY",
    "MALATH_PROVIDERS",
    "MALATH_CHECKPOINT_MAIL",
    "MALATH_CHECKPOINT_FOLDER",
)
NOT_FOR_THE_PUBLIC_SITE = (
    "MALATH_KEYS_FD",
    "MALATH_DATABASE",
    "MALATH_PASSPHRASE_FILE",
    "CREDENTIALS_DIRECTORY",
)
MALATH = (sys.executable, "-P", "-m", "config.command")


class Failed(Exception):
    """Why Malath does not start, or does not go on, as one sentence."""


def main() -> int:
    options = read_options()
    os.umask(0o077)
    children.end_with_parent()
    try:
        if options.training:
            stand_alone()
        return serve(options, keys.var_folder().absolute())
    except (Failed, unlock.CannotOpen) as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(about_file(error), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="serve", description="Starts Malath on this machine.")
    arguments.add_argument("--port", type=int, default=8000, help="of the staff site; the public site takes the next")
    arguments.add_argument("--empty", action="store_true", help="start without demo data")
    arguments.add_argument("--training", action="store_true", help="a house to train in: nothing leaves it")
    arguments.add_argument("--reset", action="store_true", help="throw the house for training away and begin it anew")
    arguments.add_argument("--dev", action="store_true", help="reload changed code")
    options = arguments.parse_args()
    if options.reset and not options.training:
        arguments.error("only a house for training is thrown away: --training --reset")
    return options


def stand_alone() -> None:
    """A house for training has a folder of its own, and is not told of any database or way out that is used for real."""
    for name in NOT_IN_TRAINING:
        os.environ.pop(name, None)
    os.environ["MALATH_VAR"] = str(keys.var_folder().absolute() / TRAINING)
    os.environ.setdefault("MALATH_DEMO_PEOPLE", PEOPLE_TO_TRAIN_WITH)


def for_training_only(var: Path, *, reset: bool) -> int:
    """The folder is held by this program alone; begun anew where that was asked. Errors: `Failed`."""
    folder = os.open(var, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failed("The house for training runs already. Stop it first.") from None
    if reset:
        throw_away(var)
    return folder


def throw_away(var: Path) -> None:
    """Everything in the folder, when it says itself that it is for training. Errors: `Failed`."""
    found = [*var.iterdir()]
    if found and stands_beside(var) != TRAINING:
        raise Failed(f"{var} is not a house for training, so nothing was thrown away.")
    for one in found:
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def stands_beside(var: Path) -> str:
    """What `malath prepare` said that this house is: demo, training, or nothing."""
    sign = var / DEMONSTRATION
    return sign.read_text(encoding="utf-8") if sign.exists() else ""


def serve(options: argparse.Namespace, var: Path) -> int:
    staff, public = listen(options.port, "staff"), listen(options.port + 1, "public")
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    if options.training:
        for_training_only(var, reset=options.reset)
    if options.empty and keys.mode(var) is None:
        unlock.make_keys(var)
    descriptor = unlock.open_keys(var)
    env = environment(var, dev=options.dev, port=options.port)
    if not options.dev:
        collect_static(env, var, descriptor)
    prepare(env, kind_of(options), descriptor=descriptor)
    env["MALATH_DEMO"] = stands_beside(var)
    stop, log = Stop(), var / "log"
    running: list[Child] = []
    try:
        running.append(worker(env, log, descriptor))
        running += (develop if options.dev else produce)(env, log, staff, public, descriptor)
        return attend(running, stop, options.port)
    finally:
        children.end(running)


def listen(port: int, site: str) -> list[socket.socket]:
    """Sockets on this machine only; taken now, so that nobody else takes them while we prepare."""
    taken = [bound(socket.AF_INET, "127.0.0.1", port, site)]
    try:
        taken.append(bound(socket.AF_INET6, "::1", port, site))
    except OSError as error:
        if error.errno not in NO_IPV6:
            raise
    return taken


def bound(family: socket.AddressFamily, address: str, port: int, site: str) -> socket.socket:
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((address, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise Failed(port_taken(port, site)) from None
        raise
    return taken


def environment(var: Path, *, dev: bool, port: int) -> dict[str, str]:
    """What the processes are started with; what was chosen for the public address stays."""
    chosen = {"MALATH_PUBLIC_ADDRESS": f"http://localhost:{port + 1}", **os.environ}
    env = {**chosen, "PYTHONPATH": str(ROOT), "MALATH_VAR": str(var), "MALATH_DOOR": "staff"}
    return {**env, "MALATH_DEBUG": "1"} if dev else env


def collect_static(env: Mapping[str, str], var: Path, descriptor: int | None) -> None:
    """Compressed static files with names by content; only when one of them has changed."""
    stamp = var / "static.stamp"
    sources = [path for folder in static_folders() for path in folder.rglob("*") if path.is_file()]
    key = steps.fingerprint([*sources, ROOT / "requirements" / "run.lock", ROOT / "config" / "settings.py"])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key and (var / "static" / "staticfiles.json").exists():
        return
    print("Collecting static files …", flush=True)
    command = [*MALATH, "collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    call(command, env, "collect the static files", keep(descriptor))
    stamp.write_text(key, encoding="utf-8")


def static_folders() -> list[Path]:
    return [ROOT / "static", *sorted(ROOT.glob("malath/*/static"))]


def kind_of(options: argparse.Namespace) -> str:
    return "--training" if options.training else "--empty" if options.empty else "--demo"


def prepare(env: Mapping[str, str], kind: str, *, descriptor: int | None) -> None:
    """Keys, tables, demo data or the first administrator; it may ask, and it prints how to sign in."""
    command = [*MALATH, "prepare", kind]
    call(command, env, "prepare the database", keep(descriptor))


def call(command: Sequence[str], env: Mapping[str, str], what: str, descriptors: Sequence[int] = ()) -> None:
    done = subprocess.run(
        command,
        env=env,
        pass_fds=descriptors,
        preexec_fn=children.die_with_parent(),  # this program has one thread
        check=False,
    )
    if done.returncode == INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode:
        raise Failed(f"Malath could not {what}, so it does not start.")


def produce(
    env: Mapping[str, str],
    log: Path,
    staff: Sequence[socket.socket],
    public: Sequence[socket.socket],
    descriptor: int | None,
) -> list[Child]:
    return [
        site("staff site", env, log / "staff.log", staff, STAFF_WORKERS, keep(descriptor)),
        site("public site", public_environment(env), log / "public.log", public, PUBLIC_WORKERS, []),
    ]


def site(
    name: str,
    env: Mapping[str, str],
    log: Path,
    sockets: Sequence[socket.socket],
    workers: int,
    kept: Sequence[int],
) -> Child:
    numbers = [listening.fileno() for listening in sockets]
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", str(ROOT / "config" / "gunicorn.py")]
    command += ["--workers", str(workers), *(f"--bind=fd://{number}" for number in numbers), "config.wsgi"]
    child = children.start(name, command, env=env, log=log, descriptors=[*numbers, *kept])
    for listening in sockets:
        listening.close()
    return child


def develop(
    env: Mapping[str, str],
    log: Path,
    staff: Sequence[socket.socket],
    public: Sequence[socket.socket],
    descriptor: int | None,
) -> list[Child]:
    return [
        reloading_site("staff site", env, log / "staff.log", staff, keep(descriptor)),
        reloading_site("public site", public_environment(env), log / "public.log", public, []),
    ]


def reloading_site(
    name: str, env: Mapping[str, str], log: Path, sockets: Sequence[socket.socket], kept: Sequence[int]
) -> Child:
    """Django's development server, which takes its own port; ours is let go."""
    port = sockets[0].getsockname()[1]
    for listening in sockets:
        listening.close()
    return children.start(name, [*MALATH, "runserver", str(port)], env=env, log=log, descriptors=kept)


def worker(env: Mapping[str, str], log: Path, descriptor: int | None) -> Child:
    return children.start("worker", [*MALATH, "work"], env=env, log=log / "work.log", descriptors=keep(descriptor))


def public_environment(env: Mapping[str, str]) -> dict[str, str]:
    """The public site gets neither keys nor database."""
    return {name: value for name, value in env.items() if name not in NOT_FOR_THE_PUBLIC_SITE} | {"MALATH_DOOR": "public"}


def keep(descriptor: int | None) -> list[int]:
    return [] if descriptor is None else [descriptor]


def attend(running: Sequence[Child], stop: Stop, port: int) -> int:
    """Say when both sites answer, then stay until somebody stops us or a program ends by itself."""
    started = time.monotonic()
    waiting = [port, port + 1]

    def ready() -> bool:
        waiting[:] = [number for number in waiting if not answers(number)]
        return not waiting or time.monotonic() - started > START_SECONDS

    ended = children.wait(running, stop, until=ready)
    if waiting and not ended and not stop.asked:
        raise Failed(f"Nothing answers on port {waiting[0]} after {START_SECONDS:.0f} seconds; see var/log.")
    if not ended and not stop.asked:
        welcome(port)
        ended = children.wait(running, stop)
    if ended:
        raise Failed(last_words(ended))
    print("\nStopped.", flush=True)
    return 0


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if status >= SERVER_ERROR:
        raise Failed(f"The site on port {port} answers with an error ({status}); see var/log.")
    return True


def welcome(port: int) -> None:
    print(f"\nMalath is ready:  http://localhost:{port}")
    print(f"Its public site:  http://localhost:{port + 1}\n\nCtrl-C stops it.", flush=True)


def last_words(child: Child) -> str:
    said = [line.strip() for line in child.log.read_text(encoding="utf-8", errors="replace").splitlines()]
    last = next((line for line in reversed(said) if line), "nothing")
    return f"The {child.name} ended by itself, so all was stopped. Its last words, in {child.log}:\n  {last}"


def about_file(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full."
    return f"Malath cannot use {error.filename or 'its files'}: {error.strerror}."


if __name__ == "__main__":
    sys.exit(main())
