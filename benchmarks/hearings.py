"""How fast a month of hearings opens, whose they are at one desk.

    python -m benchmarks.hearings --hearings 5000 --engine sqlite

Aims for 5,000 hearings in the month: 95 of 100 pages within 60 ms on the server, as many statements as for one hearing, and 60 KB
compressed. The files are opened by the real acts; the hearings are written at once, as a bench may.
"""

import argparse
import subprocess
import sys
from datetime import datetime, timedelta
from statistics import quantiles
from typing import Any, Final

from benchmarks import stores
from benchmarks.asking import asked

PAGES: Final = 100
PEOPLE: Final = 250
AIM_MS, AIM_KB = 60, 60


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--hearings", type=int, default=5_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return measure(options.hearings)
    with stores.fresh(options.engine) as env:
        print(f"{options.hearings:,} hearings on {options.engine}", flush=True)
        wanted = ["--part", "--hearings", str(options.hearings)]
        return subprocess.call(
            [sys.executable, "-P", "-m", "benchmarks.hearings", *wanted], env=dict(env) | {"MALATH_TESTING": "1"}
        )


def measure(hearings: int) -> int:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same
    from django.urls import reverse  # noqa: PLC0415  # the same

    from malath.accounts.testing import signed_in  # noqa: PLC0415  # the same
    from malath.foundation import clock  # noqa: PLC0415  # the same

    call_command("migrate", verbosity=0)
    at = clock.now()
    first = clock.in_amman(at).replace(day=1, hour=9, minute=0, second=0, microsecond=0) + timedelta(days=32)
    worker = fill(hearings, first.replace(day=1), at)
    client = signed_in(Client(SERVER_NAME="localhost"), worker)
    days = [f"{reverse('justice:calendar')}?day={(first.replace(day=1) + timedelta(days=day)):%Y-%m-%d}" for day in range(28)]
    report([asked(client, days[number % len(days)]) for number in range(PAGES + 5)][5:])
    return 0


def fill(hearings: int, first: datetime, at: datetime) -> Any:
    """Files with a proceeding each by the real acts, and their hearings over a month."""
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind  # noqa: PLC0415  # the same
    from malath.cases.testing import make_case  # noqa: PLC0415  # the same
    from malath.foundation.acts import bulk, unguarded  # noqa: PLC0415  # the same
    from malath.foundation.models import Mark  # noqa: PLC0415  # the same
    from malath.justice.models import Appearance, Hearing, Part  # noqa: PLC0415  # the same
    from malath.justice.testing import make_proceeding  # noqa: PLC0415  # the same

    with unguarded():
        Mark.objects.create(kind=Mark.BENCH, created_at=at)
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION))
    worker = make_user(Role.CASE_MANAGER, desk)
    for number in range(min(PEOPLE, hearings)):
        case = make_case(desk, worker, at, name=f"Testina {number}")
        make_proceeding(case, desk, worker, at=at, on=at.date())
    parts = list(Part.objects.select_related("proceeding", "case"))
    rows: list[tuple[Hearing, Appearance]] = []
    for number in range(hearings):
        part, starts_at = parts[number % len(parts)], first + timedelta(days=number % 28, minutes=number // 28 * 2)
        common: dict[str, Any] = {"starts_at": starts_at, "desk": desk, "by": worker.reference, "at": at}
        hearing = Hearing(proceeding=part.proceeding, key_id=part.proceeding.key_id, purpose="testimony", **common)
        who = {"part": part, "person_id": part.person_id, "key_id": part.case.key_id, "on": starts_at.date()}
        rows.append((hearing, Appearance(hearing=hearing, needs="screen", **who, **common)))
    with bulk():
        Hearing.objects.bulk_create([hearing for hearing, _row in rows], batch_size=500)
        Appearance.objects.bulk_create([row for _hearing, row in rows], batch_size=500)
    return worker


def report(found: list[tuple[float, float, int, int]]) -> None:
    p95, median = quantiles([row[0] for row in found], n=20)[-1], quantiles([row[0] for row in found], n=2)[0]
    work = quantiles([row[1] for row in found], n=20)[-1]
    counts, size = sorted({row[2] for row in found}), max(row[3] for row in found)
    met = p95 <= AIM_MS and len(counts) == 1 and size <= AIM_KB
    print("| Pages | median | p95 | p95 of the processor | statements | compressed | aim |\n|---|---|---|---|---|---|---|")
    told = (f"{median:.0f} ms", f"{p95:.0f} ms", f"{work:.0f} ms", f"{counts}", f"{size} KB", "met" if met else "missed")
    print(f"| {len(found)} | {' | '.join(told)} |")


if __name__ == "__main__":
    raise SystemExit(main())
