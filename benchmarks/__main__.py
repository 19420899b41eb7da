"""How fast Malath is at volume: over HTTP, from two web processes, with access rules and the trail on.

    make bench                                        10,000 and 100,000 people, SQLite and PostgreSQL
    make bench ARGS="--people 10000 --engine sqlite --at-once 1,2,8 --times 50"

Prints a page of Markdown and leaves it in var/bench/last.md. Ends with 1 when the number of SQL statements depends on the
volume. Nothing is timed against a limit: machines differ.
"""

import argparse
import sys
from datetime import UTC, datetime

from benchmarks import measure, report, stores
from malath.foundation import keys


def main() -> int:
    options = read_options()
    known = stores.engines()
    if "postgresql" not in known and options.engine != "sqlite":
        print("PostgreSQL is not installed here: SQLite only.", flush=True)
    runs = []
    for engine in (engine for engine in known if options.engine in ("", engine)):
        for people in options.people:
            print(f"Measuring {people:,} people on {engine} …", flush=True)
            runs.append(measure.run(engine, people, at_once=options.at_once, times=options.times, only=options.only))
    command = " ".join(["make bench", *([f'ARGS="{" ".join(sys.argv[1:])}"'] if sys.argv[1:] else [])])
    text = report.page(runs, command, datetime.now(UTC).date())
    (keys.var_folder() / "bench" / "last.md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return 1 if report.differing(runs) else 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--people", type=numbers, default=[10_000, 100_000], help="how many, with commas between")
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="", help="one of them only")
    arguments.add_argument("--at-once", type=numbers, default=[1, 2], help="how many ask at the same time")
    arguments.add_argument("--times", type=int, default=100, help="how often each operation is asked for")
    arguments.add_argument("--only", default="", help="operations with this in their name")
    return arguments.parse_args()


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.replace("_", "").split(",")]


if __name__ == "__main__":
    sys.exit(main())
