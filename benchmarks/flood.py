"""A flood of requests for help with real ones among them: how long it is read in, and what the desk sees of it meanwhile.

    python -m benchmarks.flood --letters 10000 --real 20

Letters are dropped into the box as the public site drops them, of three kinds: the same words again and again, other words from one
place, and real ones from elsewhere. Then they are read in by the worker's own round, and the page of the desk is asked for.
"""

import argparse
import secrets
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks import stores

PAGES: Final = 30


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--letters", type=int, default=10_000)
    arguments.add_argument("--real", type=int, default=20)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return measure(options.letters, options.real)
    with stores.fresh(options.engine) as env:
        print(f"{options.letters:,} letters, {options.real} of them real, on {options.engine}", flush=True)
        wanted = ["--part", "--letters", str(options.letters), "--real", str(options.real)]
        command = [sys.executable, "-P", "-m", "benchmarks.flood", *wanted]
        return subprocess.call(command, env=dict(env) | {"MALATH_TESTING": "1"})


def measure(letters: int, real: int) -> int:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same

    from malath.accounts.testing import signed_in  # noqa: PLC0415  # the same
    from malath.foundation import clock, keys  # noqa: PLC0415  # the same
    from malath.helpline import work  # noqa: PLC0415  # the same

    call_command("migrate", verbosity=0)
    operator = _desk(clock.now())
    work.go_on(clock.now)
    marks = drop_all(keys.var_folder(), letters, real)
    start = perf_counter()
    count = work.go_on(clock.now)
    taken = perf_counter() - start
    client = signed_in(Client(SERVER_NAME="localhost"), operator)
    report(count, taken, [_asked(client) for _ in range(PAGES)], _places(marks), real)
    return 0


def _desk(at: Any) -> Any:
    """A desk that takes contacts, and who sits there."""
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind  # noqa: PLC0415  # the same
    from malath.helpline.testing import make_line  # noqa: PLC0415  # the same

    desk = make_desk(make_agency(AgencyKind.ASSOCIATION))
    operator = make_user(Role.SOCIAL, desk)
    make_line(desk, operator, at)
    return operator


def drop_all(var: Path, letters: int, real: int) -> set[str]:
    """Put them into the box, the real ones spread among the others. Their marks. A thread of its own stands for each code:
    stretching one is the visitor's wait and not the worker's."""
    from malath.helpline import box  # noqa: PLC0415  # once Django is set up
    from malath.helpline.letters import Letter, seal_letter  # noqa: PLC0415  # the same
    from malath.helpline.queries import contacts as queries  # noqa: PLC0415  # the same

    key, every, marks = queries.letter_key(), max(letters // real, 1), set()
    assert key is not None  # noqa: S101  # the line was opened a moment ago
    for number in range(letters):
        mark, is_real = secrets.token_hex(16), number % every == every - 1
        words = f"Real {number}: the door is locked." if is_real else ("HELP" if number % 2 else f"Help me {number}")
        letter = Letter("ask", secrets.token_hex(32), key.public, {"safe": "no", "words": words}, 0 if is_real else number)
        box.drop(var, mark, seal_letter(letter, key.public))
        marks |= {mark} if is_real else set()
    return marks


def _asked(client: Any) -> float:
    start = perf_counter()
    answer = client.get("/helpline/")
    assert answer.status_code == 200  # noqa: S101  # what is measured is the page
    return perf_counter() - start


def _places(marks: set[str]) -> list[int]:
    """Where the real ones stand in the order in which the desk looks at them."""
    from malath.helpline.models import Contact  # noqa: PLC0415  # once Django is set up

    rows = Contact.objects.order_by("rank", "at", "pk").values_list("mark", flat=True)
    return [place for place, mark in enumerate(rows, start=1) if mark in marks]


def report(count: int, taken: float, pages: Sequence[float], places: Sequence[int], real: int) -> None:
    print("| Measured | |\n|---|---|")
    print(f"| read in, letters each second | {count / taken:,.0f} |")
    print(f"| all {count:,} | {taken:,.0f} s |")
    print(
        f"| the desk's page, median and p95 | {median(pages) * 1000:.0f} and {sorted(pages)[len(pages) * 95 // 100] * 1000:.0f} ms |"
    )
    print(f"| real ones read in | {len(places)} of {real} |")
    print(f"| place of the last real one in the order of the desk | {places[-1] if places else 0:,} |")


if __name__ == "__main__":
    sys.exit(main())
