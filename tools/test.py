"""Runs all tests: on SQLite, on Spark, in a browser and, what asks a database, on PostgreSQL, as far as installed; says what is
left out.

    make test                        everything
    make test ARGS="-k accept -x"    what follows goes to pytest

With CI=true anything that cannot run is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType

from malath.figures.engines import has_spark
from tools import postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AT_ONCE = ["-n", str(min(8, max(2, os.cpu_count() or 2)))]
ONE_BY_ONE = ["--maxschedchunk", "1"]  # a journey may take minutes: whoever is free takes the next
NO_TEST_RAN = 5


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, leave)
    browser, server, spark = find_browser(), postgres.programs() is not None, has_spark()
    needed = (("a browser (Chromium)", browser), ("PostgreSQL", server), ("Spark, with Java", spark))
    missing = [what for what, found in needed if not found]
    if missing:
        print(f"Not installed here, so tests that need it do not run: {', '.join(missing)}.", flush=True)
    if missing and os.environ.get("CI") == "true":
        print("With CI=true that is a failure.", file=sys.stderr)
        return 1
    codes = [on_sqlite(arguments)]
    if spark:
        codes.append(on_spark(arguments))
    if browser:
        codes.append(in_browser(browser, arguments))
    if server:
        codes.append(on_postgres(arguments))
    fine = {0, NO_TEST_RAN} if arguments else {0}
    return 0 if set(codes) <= fine else 1


def leave(_number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that the throw-away server is put away."""
    sys.exit(143)


def find_browser() -> str | None:
    named = os.environ.get("MALATH_CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def on_sqlite(arguments: Sequence[str]) -> int:
    return pytest("On SQLite", ["-m", "not browser and not postgres and not spark", *AT_ONCE, *arguments])


def on_spark(arguments: Sequence[str]) -> int:
    return pytest("On Spark", ["-m", "spark", *arguments])


def in_browser(browser: str, arguments: Sequence[str]) -> int:
    return pytest("In a browser", ["-m", "browser", *AT_ONCE, *ONE_BY_ONE, *arguments], MALATH_CHROMIUM=browser)


def on_postgres(arguments: Sequence[str]) -> int:
    try:
        with postgres.running() as url:
            return pytest(
                "On PostgreSQL",
                ["-m", "not browser and not spark", *AT_ONCE, *arguments],
                MALATH_DATABASE=url,
                MALATH_AGAIN="1",
            )
    except postgres.CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1


def pytest(title: str, arguments: Sequence[str], **env: str) -> int:
    print(f"\n{title}", flush=True)
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], env={**os.environ, **env})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
