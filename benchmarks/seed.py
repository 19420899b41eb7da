"""Fills an empty database with invented people: a bench. It is marked so when it is made, and never afterwards.

    MALATH_VAR=… MALATH_DATABASE=… python -m benchmarks.seed --people 10000

What can be asked of it afterwards (sessions, references, names) is written beside it, in `plan.json`. `python -m benchmarks`
calls this, keeps each bench and measures on a copy. `--thin`: of each file only the first and the last few events.
"""

import argparse
import os

import django

from malath.people.tokens import bits_for


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=10_000)
    arguments.add_argument("--hands", type=int, default=os.cpu_count() or 1, help="processes that invent and seal")
    arguments.add_argument("--thin", action="store_true", help="a thin trail, for a million people")
    options = arguments.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["MALATH_TOKEN_BITS"] = str(bits_for(options.people))
    django.setup()

    from benchmarks import population  # noqa: PLC0415  # its tables exist once Django is set up

    population.fill(options.people, hands=options.hands, thin=options.thin)


if __name__ == "__main__":
    main()
