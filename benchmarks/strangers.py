"""Whether the time of an answer tells a blocked officer that somebody is in Malath.

    python -m benchmarks.strangers --times 400

Makes a demonstration of its own, keeps an officer out of a file they held yesterday, and asks in mixed order for what is kept
from them and for what never existed. Prints both distributions for each page, and how far they lie apart: the greatest
distance between the two shares of answers that came by a moment (Kolmogorov and Smirnov), beside the distance that chance
alone passes in one of a hundred such runs.
"""

import argparse
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.test import Client

PEOPLE: Final = 60
NEVER: Final = "ZZZZ-ZZZZ-ZZZZ"
NEVER_PHONE: Final = "+962700009999"
ONE_IN_HUNDRED: Final = 1.63
Request = Callable[[], int]
"""Asks, and gives the status of the answer."""


@dataclass(frozen=True)
class Pair:
    """Milliseconds for what is kept from somebody, and for what never was."""

    what: str
    kept: Sequence[float]
    never: Sequence[float]

    @property
    def apart(self) -> float:
        """The greatest distance between the two cumulative shares, 0 to 1."""
        moments = sorted({*self.kept, *self.never})
        return max(abs(_share(self.kept, moment) - _share(self.never, moment)) for moment in moments)

    @property
    def by_chance(self) -> float:
        """The distance that chance passes in one of a hundred runs of this size."""
        first, second = len(self.kept), len(self.never)
        return ONE_IN_HUNDRED * math.sqrt((first + second) / (first * second))


class OtherAnswer(Exception):
    """What came is not what a stranger is told, so its time says nothing."""


def measured(what: str, kept: Request, never: Request, times: int, chance: random.Random, *, status: int = 404) -> Pair:
    """Ask for both so many times, in an order that nobody can foresee, after a few to warm up. Errors: `OtherAnswer`."""
    found: Mapping[bool, list[float]] = {True: [], False: []}
    order = [True, False] * 5 + chance.sample([True, False] * times, 2 * times)
    for which in order:
        begun = time.perf_counter()
        answer = (kept if which else never)()
        found[which].append(1000 * (time.perf_counter() - begun))
        if answer != status:
            raise OtherAnswer(f"{what}: {answer} instead of {status}")
    return Pair(what, found[True][5:], found[False][5:])


def table(pairs: Sequence[Pair]) -> str:
    """As Markdown: quantiles of both, and how far apart."""
    lines = [
        "| Asked for | kept from the officer: median, p95, p99 (ms) | never existed: median, p95, p99 (ms) | apart | by chance |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {one.what} | {_row(one.kept)} | {_row(one.never)} | {one.apart:.3f} | {one.by_chance:.3f} |" for one in pairs]
    return "\n".join(lines)


def main() -> int:
    arguments = argparse.ArgumentParser(prog="benchmarks.strangers", description=__doc__)
    arguments.add_argument("--times", type=int, default=400, help="how often each is asked for")
    times = arguments.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        env = {"MALATH_VAR": folder, "MALATH_DATABASE": "", "MALATH_DEMO_PEOPLE": str(PEOPLE), "MALATH_TESTING": "1"}
        command = [sys.executable, "-P", "-m", "config.command", "prepare", "--demo"]
        root = Path(__file__).resolve().parent.parent
        subprocess.run(command, env={**os.environ, **env, "PYTHONPATH": str(root)}, cwd=root, check=True)
        os.environ |= {**env, "DJANGO_SETTINGS_MODULE": "config.settings"}
        print(table(run(times)))
    return 0


def run(times: int) -> list[Pair]:
    """Every page at which an officer could ask for somebody."""
    import django  # noqa: PLC0415  # the settings are chosen above

    django.setup()
    from benchmarks.strangers_cast import blocked_officer  # noqa: PLC0415  # its tables exist now

    client, kept = blocked_officer()
    chance = random.Random(7)  # an order, not a secret
    pages = {
        "person": ("/people/{}/", kept.person),
        "consents": ("/people/{}/consents/", kept.person),
        "case": ("/cases/{}/", kept.case),
        "referral": ("/referrals/{}/", kept.referral),
    }
    found = [_page(client, what, url, reference, times, chance) for what, (url, reference) in pages.items()]
    search = "/people/"
    found.append(
        measured(
            "search by phone",
            lambda: client.post(search, {"number": kept.phone}).status_code,
            lambda: client.post(search, {"number": NEVER_PHONE}).status_code,
            min(times, 50),
            chance,
            status=200,
        )
    )
    return found


def _page(client: "Client", what: str, url: str, reference: str, times: int, chance: random.Random) -> Pair:
    kept, never = url.format(reference), url.format(NEVER)
    return measured(what, lambda: client.get(kept).status_code, lambda: client.get(never).status_code, times, chance)


def _share(values: Sequence[float], moment: float) -> float:
    return sum(value <= moment for value in values) / len(values)


def _row(values: Sequence[float]) -> str:
    cut = statistics.quantiles(values, n=100, method="inclusive")
    return f"{cut[49]:.1f}, {cut[94]:.1f}, {cut[98]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
