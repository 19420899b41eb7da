"""How fast the queue of a return office opens, and its figures.

    python -m benchmarks.returns --returns 100000 --engine sqlite

Aims for 100,000 open returns at one desk: 95 of 100 pages of the queue within 60 ms on the server, as many statements as for one
return, and 60 KB compressed. The first thirty are opened by the real acts; the others, and what opens them to the desk, are
written at once, as a bench may.
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
REAL: Final = 30
AIM_MS, AIM_KB = 60, 60


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--returns", type=int, default=100_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--part", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.part:
        return measure(options.returns)
    with stores.fresh(options.engine) as env:
        print(f"{options.returns:,} returns on {options.engine}", flush=True)
        wanted = ["--part", "--returns", str(options.returns)]
        return subprocess.call(
            [sys.executable, "-P", "-m", "benchmarks.returns", *wanted], env=dict(env) | {"MALATH_TESTING": "1"}
        )


def measure(returns: int) -> int:
    import django  # noqa: PLC0415  # with the settings of the process

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same
    from django.urls import reverse  # noqa: PLC0415  # the same

    from malath.accounts.testing import signed_in  # noqa: PLC0415  # the same
    from malath.foundation import clock  # noqa: PLC0415  # the same

    call_command("migrate", verbosity=0)
    client = signed_in(Client(SERVER_NAME="localhost"), fill(returns, clock.now()))
    queue = reverse("returns:queue")
    pages = {"first page": queue, "one gate": f"{queue}?gate=G1", "mine": f"{queue}?whose=mine"}
    pages |= {"figures": reverse("returns:programme"), "letters": reverse("returns:letters")}
    print("| Page | median | p95 | p95 of the processor | statements | compressed | aim |\n|---|---|---|---|---|---|---|")
    for name, url in pages.items():
        report(name, [asked(client, url) for _time in range(PAGES + 5)][5:])
    return 0


def fill(returns: int, at: datetime) -> Any:
    """Some by the real acts, the others beside them in the same state."""
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind  # noqa: PLC0415  # the same
    from malath.foundation.acts import bulk, unguarded  # noqa: PLC0415  # the same
    from malath.foundation.models import Mark  # noqa: PLC0415  # the same
    from malath.people.models import Person  # noqa: PLC0415  # the same
    from malath.privacy.models import Access, File  # noqa: PLC0415  # the same
    from malath.returns.models import Return  # noqa: PLC0415  # the same
    from malath.returns.testing import make_return  # noqa: PLC0415  # the same

    with unguarded():
        Mark.objects.create(kind=Mark.BENCH, created_at=at)
    desk = make_desk(make_agency(AgencyKind.RETURNS))
    worker = make_user(Role.RETURN, desk)
    for number in range(min(REAL, returns)):
        make_return(desk, worker, at=at, name=f"Testina {number}", pressing=["ill"] if number % 3 else [])
    first = Return.objects.select_related("person").order_by("pk")[0]
    access = Access.objects.get(person=first.person)
    with bulk():
        more = returns - min(REAL, returns)
        people = [Person(key=first.key, facts_desk=desk, age_band="30-38") for _number in range(more)]
        Person.objects.bulk_create(people, batch_size=500)
        File.objects.bulk_create([File(person=one, opened_by_desk=desk, opened_at=at) for one in people], batch_size=500)
        common: dict[str, Any] = {"desk": desk, "level": access.level, "sections": access.sections, "basis": access.basis}
        common |= {"purpose": access.purpose, "basis_until": access.basis_until, "from_at": at, "touched_at": at}
        Access.objects.bulk_create([Access(person=one, **common) for one in people], batch_size=500)
        Return.objects.bulk_create([_like(first, one, number, at) for number, one in enumerate(people)], batch_size=500)
    return worker


def _like(first: Any, person: Any, number: int, at: datetime) -> Any:
    asked_on = at.date() - timedelta(days=number % 200)
    gate = f"G{number % 8 + 1}"
    return type(first)(
        person=person, key=first.key, desk_id=first.desk_id, worker_id=first.worker_id if number % 50 == 0 else None,
        kind="stranded", country="PH", asked_by="self", asked_on=asked_on, priority=number % 10, gate=gate,
        gate_since=at - timedelta(days=number % 120),
        by=first.by, at=at,
    )  # fmt: skip


def report(name: str, found: list[tuple[float, float, int, int]]) -> None:
    p95, median = quantiles([row[0] for row in found], n=20)[-1], quantiles([row[0] for row in found], n=2)[0]
    work = quantiles([row[1] for row in found], n=20)[-1]
    counts, size = sorted({row[2] for row in found}), max(row[3] for row in found)
    met = p95 <= AIM_MS and len(counts) == 1 and size <= AIM_KB
    told = (f"{median:.0f} ms", f"{p95:.0f} ms", f"{work:.0f} ms", f"{counts}", f"{size} KB", "met" if met else "missed")
    print(f"| {name} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
