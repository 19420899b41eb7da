"""How fast the pages of statistics open, and a table that somebody asks for, when a million cases were compiled.

    python -m benchmarks.dashboards --cases 1000000

The cases, and as many referrals, are invented from a seed and go through the real compile with the tables of a night (`benchmarks.
counted`), into a database with nothing else in it. Pages are asked for through the whole of Django; tables are new ones, each asked
for once with its page, controlled beside all that was told before. Aims: 300 ms for a page, 200 ms for a table, of the processor.
"""

import argparse
import subprocess
import sys
import time
from statistics import median
from typing import Any, Final
from unittest import mock

from benchmarks import stores
from benchmarks.asking import asked

PAGES: Final = 20
PAGE_MS, TABLE_MS = 300, 200
ASKED: Final = (
    ("persons", "sex"), ("persons", "age"), ("persons", "form"), ("persons", "risk"), ("persons", "sex", "age"), ("persons", "stage"),
    ("cases", "risk"), ("cases", "sex", "form"), ("cases", "governorate", "sex"), ("cases", "age_band"), ("cases", "year", "found"),
    ("referrals", "urgency"), ("referrals", "sex", "type"),
)  # fmt: skip


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return measure(options.cases)
    with stores.fresh(options.engine) as env:
        print(f"{options.cases:,} cases and as many referrals on {options.engine}", flush=True)
        command = [sys.executable, "-P", "-m", "benchmarks.dashboards", "--part", "--cases", str(options.cases)]
        return subprocess.call(command, env=dict(env) | {"MALATH_TESTING": "1"})


def measure(cases: int) -> int:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same
    from django.urls import reverse  # noqa: PLC0415  # the same

    from malath.accounts.roles import Role  # noqa: PLC0415  # the same
    from malath.accounts.testing import make_user, signed_in  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind  # noqa: PLC0415  # the same

    call_command("migrate", verbosity=0)
    user = make_user(Role.STATISTICIAN, make_desk(make_agency(AgencyKind.MECHANISM)))
    compiled(cases, user)
    client = signed_in(Client(SERVER_NAME="localhost"), user)
    names = (
        "figures",
        "dashboard",
        "definitions",
        "bodies_report",
        "training_report",
        "way_to_help",
        "returns_report",
        "years",
    )
    pages = {name: reverse(f"statistics:{name}") for name in names} | {"year": reverse("statistics:year", args=[2025])}
    print("| Page | median | of the processor | statements, or told | aim |\n|---|--:|--:|--:|---|")
    for name, url in pages.items():
        report(name, [asked(client, url)[:3] for _time in range(PAGES + 2)][2:], PAGE_MS)
    for fields in ASKED:
        report(" by ".join([fields[0], ", ".join(fields[1:])]), [table(client, *fields)], TABLE_MS)
    return 0


def compiled(cases: int, user: Any) -> None:
    """As a statistician says it: the compile, and the tables of a night."""
    from benchmarks import counted  # noqa: PLC0415  # once Django is set up
    from malath.foundation import clock  # noqa: PLC0415  # the same
    from malath.statistics import actions, compiling  # noqa: PLC0415  # the same

    units = counted.compiled(2 * cases)
    started = time.perf_counter(), time.process_time()
    with mock.patch.object(compiling, "compiled", return_value=units):
        actions.compile_figures(by=user, at=clock.now())
    took = time.perf_counter() - started[0], time.process_time() - started[1]
    print(f"Sealed, and the tables of a night: {took[0]:.1f} s, {took[1]:.1f} s of the processor", flush=True)


def table(client: Any, unit: str, *fields: str) -> tuple[float, float, int]:
    """A table that nobody asked for before, and its page. Milliseconds, those of the processor, and 1 when it was told, 0 when not."""
    from django.urls import reverse  # noqa: PLC0415  # once Django is set up

    typed = {"unit": unit, **dict(zip(("first", "second", "third"), fields, strict=False))}
    started = time.perf_counter(), time.process_time()
    answer = client.post(reverse("statistics:ask_for_table"), typed, follow=True)
    took = (time.perf_counter() - started[0]) * 1_000, (time.process_time() - started[1]) * 1_000
    return *took, int(answer.redirect_chain != [])


def report(name: str, found: list[tuple[float, float, int]], aim: int) -> None:
    whole, work = (median(row[place] for row in found) for place in (0, 1))
    met = "met" if work <= aim else "**missed**"
    print(f"| {name} | {whole:.0f} ms | {work:.0f} ms | {found[0][2]} | {met} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
