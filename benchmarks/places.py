"""How fast the board of places is: fifty shelters of sixty places each, four in five taken.

python -m benchmarks.places --shelters 50 --places 60 --engine sqlite

Aims: p95 of the processor's time at most 60 ms (on the clock it is that of a quiet machine), a fixed number of statements, a
page of at most 60 KB compressed. Ends with 1 where one of them is missed. In the house pages a mother stays with many
children: each has a place of their own."""

import argparse
import gzip
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks import stores
from tools import serve

ROUNDS: Final = 60
AIM_MS, AIM_KB = 60, 60


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shelters", type=int, default=50)
    arguments.add_argument("--places", type=int, default=60)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.inside:
        return measure(options.shelters, options.places)
    with stores.fresh(options.engine) as env:
        serve.collect_static(env, Path(env["MALATH_VAR"]), None)
        print(f"{options.shelters} shelters of {options.places} places on {options.engine}", flush=True)
        numbers = ["--shelters", str(options.shelters), "--places", str(options.places)]
        command = [sys.executable, "-P", "-m", "benchmarks.places", "--inside", *numbers]
        return subprocess.call(command, env=dict(env))


def measure(shelters: int, places: int) -> int:
    """Build the houses by the real acts, then ask for each page many times."""
    supervisor, officer, first = _built(shelters, places)
    pages = (
        ("board of all houses", supervisor, "/shelter/"),
        ("free places for a woman", officer, "/shelter/search/?sex=female&age=adult&when=night&groups=9+5"),
        ("one house, room by room", supervisor, f"/shelter/{first}/"),
        ("the house at night", supervisor, f"/shelter/{first}/night/"),
    )
    return max(_row(what, user, url) for what, user, url in pages)


def _row(what: str, user: Any, url: str) -> int:
    from django.db import connection  # noqa: PLC0415  # once Django is set up
    from django.test import Client  # noqa: PLC0415  # the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # the same

    from malath.accounts.testing import signed_in  # noqa: PLC0415  # the same

    client = signed_in(Client(), user)
    answer, times = client.get(url), []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(url)
        times.append((1000 * (time.process_time() - busy), 1000 * (time.perf_counter() - began)))
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    place, kilobytes = int(ROUNDS * 0.95) - 1, len(gzip.compress(answer.content)) / 1024
    worked, waited = (sorted(column) for column in zip(*times, strict=True))
    print(
        f"{what:<26} p95 {worked[place]:5.1f} ms of processor, {waited[place]:6.1f} ms on the clock (median {median(waited):.1f}),"
        f" {len(asked)} statements, {kilobytes:.1f} KB compressed", flush=True,
    )  # fmt: skip
    return 0 if answer.status_code == 200 and worked[place] <= AIM_MS and kilobytes <= AIM_KB else 1


def _built(shelters: int, places: int) -> tuple[Any, Any, str]:
    import django  # noqa: PLC0415  # the environment is set first
    from django.conf import settings  # noqa: PLC0415  # the same
    from django.core.management import call_command  # noqa: PLC0415  # the same

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["MALATH_HOSTS"] = "testserver"
    django.setup()
    settings.AXES_ENABLED = False  # nobody tries passwords here, and no address is there to count by
    call_command("migrate", verbosity=0)
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import ALWAYS, make_agency, make_desk  # noqa: PLC0415  # the same
    from malath.agencies.words import AgencyKind, ServiceKind  # noqa: PLC0415  # the same
    from malath.foundation import clock  # noqa: PLC0415  # the same

    agency, own = make_agency(AgencyKind.SHELTER), make_desk(make_agency(AgencyKind.ASSOCIATION))
    officer = make_user(Role.CASE_MANAGER, own)
    desks = [make_desk(agency, services=[ServiceKind.SHELTER], hours=ALWAYS) for _ in range(shelters)]
    supervisor = make_user(Role.SUPERVISOR, desks[0])
    hosts = [make_user(Role.SHELTER_MANAGER, desk) for desk in desks]
    at = clock.now()
    houses = [_house(desk, host, own, officer, places, at) for desk, host in zip(desks, hosts, strict=True)]
    return supervisor, officer, houses[0]


def _house(desk: Any, host: Any, own: Any, officer: Any, places: int, at: Any) -> str:
    """A house of four sections and twelve rooms, four in five of its places taken."""
    from datetime import timedelta  # noqa: PLC0415  # beside what it is for

    from malath.referrals.testing import make_accepted_referral  # noqa: PLC0415  # once Django is set up
    from malath.shelter import actions  # noqa: PLC0415  # the same
    from malath.shelter.actions import Child  # noqa: PLC0415  # the same
    from malath.shelter.queries import free_places  # noqa: PLC0415  # the same
    from malath.shelter.testing import make_shelter, make_stay  # noqa: PLC0415  # the same
    from malath.shelter.words import Takes  # noqa: PLC0415  # the same

    shelter = make_shelter(desk, host, at=at)
    for takes, name in ((Takes.WOMEN, "A"), (Takes.MOTHERS, "B"), (Takes.GIRLS, "C"), (Takes.FAMILIES, "D")):
        section = actions.add_section(shelter, takes, name, by=host, at=at)
        for room in range(3):
            actions.add_unit(section, str(room + 1), places // 12, by=host, at=at)
    free = free_places(shelter)
    mothers = next(place for place in free if place.unit.section.takes == Takes.MOTHERS)
    others = [place for place in free if place != mothers][: places * 4 // 5 - 1]
    referral = make_accepted_referral(officer, own, host, desk, at - timedelta(hours=2))
    children = tuple(Child("", at.year - 3, boy=False, place=place) for place in others)
    make_stay(referral, mothers, host, at, children=children)
    return shelter.reference


if __name__ == "__main__":
    sys.exit(main())
