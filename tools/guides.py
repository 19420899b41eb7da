"""Takes the pictures of the guides from the running product, and binds the guides into a book for each language.

    make guides                       pictures and books
    make guides ARGS="--only shelter" pictures whose names begin so, and the books
    make guides ARGS="--books"        the books from the pictures that are there

A demonstration is started in a folder of its own and thrown away afterwards; nothing in a picture is about anybody. The books
(HTML, and PDF where Chromium is) lie in var/guides.
"""

import argparse
import base64
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, sync_playwright

from tools.guide_pictures import LANGUAGES, PICTURES, Picture

ROOT: Final = Path(__file__).resolve().parent.parent
GUIDES: Final = ROOT / "docs" / "guide"
PICTURES_FOLDER: Final = GUIDES / "pictures"
BOOKS: Final = ROOT / "var" / "guides"
PEOPLE: Final = "60"
START_SECONDS: Final = 1_800.0
PATIENCE: Final = 60_000
QUALITY: Final = 45
ORDER: Final = (
    "start", "officer", "camp", "desk", "supervisor", "shelter", "legal-aid", "identification", "returns", "mechanism",
    "committee", "data-protection", "training", "awareness", "helpline", "staff-and-desks",
)  # fmt: skip
PICTURE: Final = re.compile(r'src="pictures/([^"]+)"')
TITLES: Final = {"ar": "دليل ملاذ", "en": "Malath: the guide"}
STYLE: Final = """
@page { size: A4; margin: 18mm 16mm }
body { max-width: 46rem; margin: auto; padding: 1rem; font: 1rem/1.6 "Noto Sans Arabic", system-ui, sans-serif; color: #1b2425 }
section + section { break-before: page } h1 { color: #0e6067; line-height: 1.3 }
h2, h3 { break-after: avoid } img { max-width: 100%; max-height: 150mm; border: 1px solid #dcdfda; border-radius: .4rem }
img.phone { max-width: 45% } li, tr { break-inside: avoid } table { border-collapse: collapse }
td, th { padding: .3rem .6rem; border: 1px solid #dcdfda; text-align: start; vertical-align: top } a { color: #0e6067 }
"""


def main() -> int:
    options = read_options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("MALATH_CHROMIUM", "/usr/bin/chromium"))
        if not options.books:
            wanted = [one for one in PICTURES if one.name.startswith(tuple(options.only))]
            with demonstration() as address:
                take(browser, address, wanted)
        for language in LANGUAGES:
            bind(browser, language)
        browser.close()
    return 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="guides", description="Pictures and books of the guides.")
    arguments.add_argument("--only", nargs="*", default=[""], help="pictures whose names begin so")
    arguments.add_argument("--books", action="store_true", help="no pictures: the books from those that are there")
    return arguments.parse_args()


@contextmanager
def demonstration() -> Iterator[str]:
    """A demonstration in a folder of its own; its address. Ended and thrown away afterwards."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="malath-guides-") as folder:
        env = {**os.environ, "MALATH_VAR": folder, "MALATH_DEMO_PEOPLE": PEOPLE, "MALATH_IDLE_MINUTES": "0"}
        env.pop("MALATH_DATABASE", None)
        served = subprocess.Popen([sys.executable, "-m", "tools.serve", "--port", str(port)], cwd=ROOT, env=env)
        try:
            wait_for(f"http://localhost:{port}/", served)
            yield f"http://localhost:{port}"
        finally:
            served.terminate()
            served.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, served: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while served.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  # this machine
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The demonstration did not start.")


def take(browser: Browser, address: str, wanted: Sequence[Picture]) -> None:
    """Each picture in both languages. Whoever is in several comes in once."""
    PICTURES_FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        for who in dict.fromkeys((one.who, one.size) for one in wanted):
            mine = [one for one in wanted if (one.who, one.size) == who]
            page = come_in(browser, address, mine[0], language)
            for one in mine:
                save(page, address, one, language)
                print(f"{one.name}.{language}", flush=True)
            page.context.close()


def come_in(browser: Browser, address: str, one: Picture, language: str) -> Page:
    context = browser.new_context(
        viewport={"width": one.size[0], "height": one.size[1]}, locale="ar-JO" if language == "ar" else "en-GB",
        color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if one.who:
        page.goto(f"{address}/sign-in/")
        name = one.who[0 if language == "ar" else 1]
        page.locator(f"form[action='/demo/sign-in/'] button:has-text('{name}')").first.click()
        page.wait_for_load_state()
        other = page.locator(f"button[name=language][value={language}]")
        if other.count():
            other.first.click()
            page.wait_for_load_state()
    return page


def save(page: Page, address: str, one: Picture, language: str) -> None:
    """The page as it is seen first, without what moves. `one.then`: links that lead on from there."""
    page.goto(address + one.path)
    for link in one.then:
        page.goto(address + str(page.locator(link).first.get_attribute("href")))
    page.locator("main").first.wait_for()
    if one.to:
        page.locator(one.to).first.evaluate("node => node.scrollIntoView({block: 'start'})")
    session = page.context.new_cdp_session(page)
    found = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    file_of(one.name, language).write_bytes(base64.b64decode(found["data"]))


def file_of(name: str, language: str) -> Path:
    return PICTURES_FOLDER / f"{name}.{language}.webp"


def bind(browser: Browser, language: str) -> None:
    """One book: every guide in order, its pictures inside, as HTML and as a tagged PDF."""
    BOOKS.mkdir(parents=True, exist_ok=True)
    written = BOOKS / f"malath-{language}.html"
    written.write_text(book(language), encoding="utf-8")
    page = browser.new_page()
    page.goto(written.as_uri())
    page.pdf(path=written.with_suffix(".pdf"), format="A4", print_background=True, tagged=True, outline=True)
    page.close()
    print(written.with_suffix(".pdf"), flush=True)


def book(language: str) -> str:
    chapters = [chapter(f"{name}.{language}.md") for name in ORDER]
    direction = "rtl" if language == "ar" else "ltr"
    head = f'<meta charset="utf-8"><title>{TITLES[language]}</title><style>{STYLE}</style>'
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head>{head}</head><body>{"".join(chapters)}</body></html>'
    )


def chapter(name: str) -> str:
    """A guide as HTML: pictures inside, and what leads to another guide leads to its chapter."""
    text = (GUIDES / name).read_text(encoding="utf-8").replace('<div dir="rtl">', "").replace("</div>", "")
    made = MarkdownIt("commonmark").enable("table").render(text)
    for picture in PICTURE.findall(made):
        inside = base64.b64encode((PICTURES_FOLDER / picture).read_bytes()).decode()
        size = ' class="phone"' if "phone" in picture else ""
        made = made.replace(f'src="pictures/{picture}"', f'src="data:image/webp;base64,{inside}"{size}')
    for other in ORDER:
        made = made.replace(f'href="{other}.{name.split(".")[1]}.md', f'href="#{other}')
    return f'<section id="{name.split(".", maxsplit=1)[0]}">{made}</section>'


if __name__ == "__main__":
    sys.exit(main())
