"""When a page of the public site is seen first on a slow line, and how much of it comes over that line.

    python -m benchmarks.first_paint --kbits 50 --wait 500

The site as its own process, each page in a browser that has kept nothing, whose line is made slow by the browser itself: so many
kilobits each second, and so many milliseconds before each answer. The hands that a connection shakes first (TCP, TLS) are not in it.
"""

import argparse
import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from benchmarks.public import running

PAGES: Final = ("/ar/", "/en/", "/ar/1/", "/ar/3/", "/en/5/", "/ar/9/", "/ar/10/", "/ar/form/", "/ar/words/", "/bn/", "/exit")
PAINTED: Final = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntriesByName("first-contentful-paint")[0]
    .startTime)).observe({type: "paint", buffered: true}))"""


def main() -> int:
    arguments = argparse.ArgumentParser(prog="benchmarks.first_paint", description=__doc__)
    arguments.add_argument("--kbits", type=int, default=50)
    arguments.add_argument("--wait", type=int, default=500)
    arguments.add_argument("--times", type=int, default=3)
    options = arguments.parse_args()
    print(f"| Page, at {options.kbits} kbit/s and {options.wait} ms | first seen | on the wire |\n|---|--:|--:|")
    with TemporaryDirectory() as folder, running(Path(folder), 2) as (port, _), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("MALATH_CHROMIUM", "/usr/bin/chromium"))
        for page in PAGES:
            seen = [opened(browser, f"http://localhost:{port}{page}", options) for _ in range(options.times)]
            print(f"| `{page}` | {median(one for one, _ in seen) / 1000:.1f} s | {seen[0][1] / 1000:.1f} KB |", flush=True)
        browser.close()
    return 0


def opened(browser: Browser, address: str, options: argparse.Namespace) -> tuple[float, int]:
    """Milliseconds until something is seen, and bytes that came, heads and all."""
    context = browser.new_context()
    page, came = context.new_page(), [0]
    line = context.new_cdp_session(page)

    def count(told: dict[str, Any]) -> None:
        came[0] += int(told["encodedDataLength"])

    line.on("Network.loadingFinished", count)
    line.send("Network.enable")
    speed = options.kbits * 1000 / 8
    slow = {"offline": False, "latency": options.wait, "downloadThroughput": speed, "uploadThroughput": speed}
    line.send("Network.emulateNetworkConditions", slow)
    page.goto(address, wait_until="networkidle")
    seen = float(page.evaluate(PAINTED))
    context.close()
    return seen, came[0]


if __name__ == "__main__":
    sys.exit(main())
