"""How fast a file comes in, how long another writer waits meanwhile, and how much memory it takes.

    python -m benchmarks.imports --rows 20000 --engine sqlite
    python -m benchmarks.imports --rows 100000 --cut 60000

Aims: 500 rows a second from the first row that is read to the moment all are open, nobody kept waiting for a second, and
memory that does not grow with the file. With `--cut`, the worker is killed when so many cases are made, and another goes on:
nobody sees one before the last, and none is made twice.
"""

import argparse
import csv
import io
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

from benchmarks import stores

HEADINGS: Final = (
    "First name", "Family name", "Birth date", "Gender", "Nationality", "Phone", "Passport", "Language", "Consent", "Notes",
)  # fmt: skip
FIRST: Final = ("Testina", "Probina", "تجربة", "Modela", "Exempla", "مثال", "Sample", "Fictiva")
FAMILY: Final = ("Inventia", "Nemo", "غير حقيقي", "Falsum", "Ficta", "Paperman", "Imagina")
NATIONS: Final = ("Egypt", "BD", "الفلبين", "Sri Lanka", "NP", "ET", "KE")
PAUSE: Final = 0.02


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--cut", type=int, default=0)
    arguments.add_argument("--part", choices=["import", "work", "write"], default="", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return {"import": bring_in, "work": go_on, "write": write}[options.part](options)
    with stores.fresh(options.engine) as env:
        print(f"{options.rows:,} rows on {options.engine}", flush=True)
        wanted = ["--rows", str(options.rows), "--cut", str(options.cut)]
        return subprocess.call([*_part("import"), *wanted], env=dict(env))


def _part(name: str) -> list[str]:
    return [sys.executable, "-P", "-m", "benchmarks.imports", "--part", name]


def bring_in(options: argparse.Namespace) -> int:
    """A body of its own, a file of so many rows, and somebody else who writes all the while."""
    rows = options.rows
    _set_up()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up

    call_command("migrate", verbosity=0)
    maha = _staff()
    from malath.exchange import work  # noqa: PLC0415  # the same
    from malath.exchange.actions import bringing  # noqa: PLC0415  # the same
    from malath.exchange.models import Incoming  # noqa: PLC0415  # the same
    from malath.exchange.testing import chosen  # noqa: PLC0415  # the same
    from malath.foundation.clock import now  # noqa: PLC0415  # the same

    file = chosen(_received(maha, rows), maha, now())
    other = subprocess.Popen(_part("write"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    before = _memory()
    used = [_processor()]
    checking, _ = _timed(lambda: work.go_on(now))
    used.append(_processor())
    file = Incoming.objects.get(pk=file.pk)
    if file.state != "ready":
        raise SystemExit(f"{file.state}: {file.fault_count} faults")
    bringing.make_live(file, again=False, by=maha, at=now())
    if options.cut:
        _cut(file, options.cut, maha)
    opened: list[float] = []
    whole = bringing.open_all
    bringing.open_all = lambda *args, **how: _noted(opened, whole, *args, **how)
    making, _ = _timed(lambda: work.go_on(now))
    used.append(_processor())
    said, _ = other.communicate("\n")
    file.refresh_from_db()
    _tell(rows, file, opened[0], ((checking, used[1] - used[0]), (making, used[2] - used[1])))
    print(f"to be seen: {_seen(maha):,}")
    print(f"memory: {before} MB before, at most {_memory()} MB")
    print(said.strip())
    return 0


def go_on(_: argparse.Namespace) -> int:
    """A worker that can be killed."""
    _set_up()
    from malath.exchange import work  # noqa: PLC0415  # once Django is set up
    from malath.foundation.clock import now  # noqa: PLC0415  # the same

    return work.go_on(now) - 1


def _cut(file: Any, made: int, maha: Any) -> None:
    worker = subprocess.Popen(_part("work"))
    while file.made_count < made:
        time.sleep(0.2)
        file.refresh_from_db()
    worker.kill()
    worker.wait()
    file.refresh_from_db()
    print(f"killed when {file.made_count:,} cases were made, {_seen(maha):,} to be seen", flush=True)


def _seen(maha: Any) -> int:
    from malath.accounts.queries import holdings  # noqa: PLC0415  # once Django is set up
    from malath.foundation.clock import now  # noqa: PLC0415  # the same
    from malath.privacy.queries import visible  # noqa: PLC0415  # the same

    return int(visible(holdings(maha, now()), now()).count())


def _tell(rows: int, file: Any, opening: float, took: tuple[tuple[float, float], tuple[float, float]]) -> None:
    print(f"state at the end: {file.state}, {file.made_count:,} cases; opening alone {opening:.2f} s")
    together = sum(wall for wall, _ in took), sum(used for _, used in took)
    for name, (wall, used) in zip(("reading and checking", "making and opening", "together"), (*took, together), strict=True):
        each = f"{rows / wall:,.0f} rows/s; {rows / used:,.0f} for each second of processor"
        print(f"{name}: {wall:.1f} s, {each}")


def write(_: argparse.Namespace) -> int:
    """Write again and again until a line comes, and tell the longest wait."""
    _set_up()
    from malath.accounts import actions as accounts  # noqa: PLC0415  # once Django is set up
    from malath.accounts.models import User  # noqa: PLC0415  # the same
    from malath.accounts.words import Language, Theme  # noqa: PLC0415  # the same
    from malath.foundation.clock import now  # noqa: PLC0415  # the same

    user, waits = User.objects.order_by("-pk")[0], []
    os.set_blocking(sys.stdin.fileno(), False)
    while not sys.stdin.readline():
        waits.append(
            _timed(lambda: accounts.set_preferences(user, language=Language.ARABIC, theme=Theme.AUTO, by=user, at=now()))[0]
        )
        time.sleep(PAUSE)
    waits.sort()
    print(f"another writer: {len(waits)} acts, longest {waits[-1]:.2f} s, middle {waits[len(waits) // 2]:.3f} s")
    return 0


def _set_up() -> None:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()


def _staff() -> Any:
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind, ServiceKind  # noqa: PLC0415  # the same

    desk = make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])
    maha = make_user(Role.CASE_MANAGER, desk)
    make_user(Role.CASE_MANAGER, desk)
    return maha


def _received(maha: Any, rows: int) -> Any:
    from malath.accounts.queries import inbox_desks  # noqa: PLC0415  # once Django is set up
    from malath.exchange.testing import bring  # noqa: PLC0415  # the same
    from malath.foundation.clock import now  # noqa: PLC0415  # the same

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(rows))
    return bring(text.getvalue().encode(), inbox_desks(maha, now())[0], maha, now())


def _rows(count: int) -> Iterator[list[str]]:
    for n in range(count):
        yield [
            FIRST[n % 8] + f" {n % 97}", FAMILY[n % 7], f"{n % 28 + 1:02}/{n % 12 + 1:02}/{1970 + n % 36}",
            ("Feminine", "Masculine")[n % 2], NATIONS[n % 7], f"+9627900{n % 100_000:05}", f"T{n:07}", ("ar", "bn", "en")[n % 3],
            "yes", f"Invented note {n}: came alone and asked for an interpreter.",
        ]  # fmt: skip


def _noted(kept: list[float], whole: Any, *args: Any, **how: Any) -> Any:
    took, result = _timed(lambda: whole(*args, **how))
    kept.append(took)
    return result


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _timed(what: Any) -> tuple[float, Any]:
    started = time.perf_counter()
    result = what()
    return time.perf_counter() - started, result


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
