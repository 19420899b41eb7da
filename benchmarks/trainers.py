"""How fast the tree of who trained whom and the report of the pool open.

    python -m benchmarks.trainers --officers 20000 --engine sqlite

Aim for 20,000 trainers and officers: 95 of 100 pages within 80 ms of processor, as many statements as for one trainer, and 60 KB
compressed. One in ten is a trainer, of four generations; all others hold a certificate. The rows are written at once, as a bench
may; `--trainers 1` makes all of them trainers.
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
AIM_MS, AIM_KB = 80, 60
WIDTHS: Final = (1, 10, 8, 1_000_000)
"""How many trainers hang on each of the generation before; the last takes what is left."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--officers", type=int, default=20_000)
    arguments.add_argument("--trainers", type=int, default=10, help="one in so many is a trainer")
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return measure(options.officers, options.trainers)
    wanted = ["--part", "--officers", str(options.officers), "--trainers", str(options.trainers)]
    with stores.fresh(options.engine) as env:
        print(f"{options.officers:,} trainers and officers on {options.engine}, one in {options.trainers} trains", flush=True)
        command = [sys.executable, "-P", "-m", "benchmarks.trainers", *wanted]
        return subprocess.call(command, env=dict(env) | {"MALATH_TESTING": "1"})


def measure(officers: int, one_in: int) -> int:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same
    from django.urls import reverse  # noqa: PLC0415  # the same

    from malath.accounts.testing import signed_in  # noqa: PLC0415  # the same
    from malath.foundation import clock  # noqa: PLC0415  # the same

    call_command("migrate", verbosity=0)
    user, branch = fill(officers, one_in, clock.now())
    client, tree = signed_in(Client(SERVER_NAME="localhost"), user), reverse("training:tree")
    pages = {"whole tree": tree, "all branches open": f"{tree}?open", "one branch": f"{tree}?from={branch}"}
    pages |= {"a name in the tree": f"{tree}?word=1234", "report of the pool": reverse("training:pool")}
    print("| Page | median | p95 | p95 of the processor | statements | compressed | aim |\n|---|--:|--:|--:|--:|--:|---|")
    for name, url in pages.items():
        report(name, [asked(client, url) for _time in range(PAGES + 5)][5:])
    return 0


def fill(officers: int, one_in: int, at: datetime) -> tuple[Any, str]:
    """Bodies of a pool, its trainers by generations, and the officers they trained; who runs it, and one whose branch is large."""
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind, Governorate  # noqa: PLC0415  # the same
    from malath.foundation.acts import bulk, unguarded  # noqa: PLC0415  # the same
    from malath.foundation.models import Mark  # noqa: PLC0415  # the same
    from malath.training.models import Officer  # noqa: PLC0415  # the same
    from malath.training.testing import make_certified, make_officer  # noqa: PLC0415  # the same

    with unguarded():
        Mark.objects.create(kind=Mark.BENCH, created_at=at)
    bodies = [make_agency(AgencyKind.LABOUR, at=at) for _number in range(12)]
    user = make_user(Role.COORDINATOR, make_desk(make_agency(AgencyKind.MECHANISM)))
    certificate = make_certified(make_officer(bodies[0], at=at), at=at)

    def officer(number: int, generation: int, by: Any) -> Any:
        level = {"level": "national", "level_at": at, "generation": generation} if generation else {}
        return Officer(
            name_en=f"Officer {number}", name_ar=f"موظف {number}", agency=bodies[number % 12], trained_by=by,
            directorate=f"Unit {number % 60}", governorate=Governorate.values[number % 12], job="inspector",
            sex="woman" if number % 3 else "man", field_since=at.date() - timedelta(days=3_000), by="bench", at=at, **level,
        )  # fmt: skip

    with bulk():
        trainers, above = [officer(0, 1, None)], 0
        while len(trainers) < officers // one_in:
            parent = trainers[above]
            width = WIDTHS[min(parent.generation, len(WIDTHS) - 1)] if parent.generation < len(WIDTHS) - 1 else 25
            trainers += [officer(len(trainers) + one, parent.generation + 1, parent) for one in range(width)]
            above += 1
        for place in range(1, len(WIDTHS) + 8):  # parents before whom they trained
            Officer.objects.bulk_create([one for one in trainers if one.generation == place], batch_size=500)
        rest = [officer(number, 0, trainers[number % len(trainers)]) for number in range(officers - len(trainers))]
        Officer.objects.bulk_create(rest, batch_size=500)
        _certified(rest, certificate, at)
    _posts(bodies, at)
    return user, trainers[1].reference


def _certified(officers: list[Any], like: Any, at: datetime) -> None:
    """Each holds a certificate of one course."""
    nomination, made = like.nomination, []
    for one in officers:
        facts = {"course": nomination.course, "officer": one, "discipline": "none", "state": "admitted", "key": nomination.key}
        made.append(type(nomination)(**facts, by="bench", at=at, answered_by="bench", answered_at=at))
    type(nomination).objects.bulk_create(made, batch_size=500)
    until = at + timedelta(days=700)
    rows = [
        type(like)(nomination=one, valid_until=until, by="bench", at=at - timedelta(days=n % 600)) for n, one in enumerate(made)
    ]
    type(like).objects.bulk_create(rows, batch_size=500)


def _posts(bodies: list[Any], at: datetime) -> None:
    from malath.foundation.actor import WORKER  # noqa: PLC0415  # once Django is set up
    from malath.training.actions.coverage import count_posts  # noqa: PLC0415  # the same

    for number in range(60):
        count_posts(bodies[number % 12], f"Unit {number}", 900, at.date(), "Staff list", by=WORKER, at=at)


def report(name: str, found: list[tuple[float, float, int, int]]) -> None:
    p95, median = quantiles([row[0] for row in found], n=20)[-1], quantiles([row[0] for row in found], n=2)[0]
    work = quantiles([row[1] for row in found], n=20)[-1]
    counts, size = sorted({row[2] for row in found}), max(row[3] for row in found)
    met = work <= AIM_MS and len(counts) == 1 and size <= AIM_KB
    told = (f"{median:.0f} ms", f"{p95:.0f} ms", f"{work:.0f} ms", f"{counts}", f"{size} KB", "met" if met else "missed")
    print(f"| {name} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
