"""Writes the pages that are the same for everybody as files that a proxy can serve: as they are, and packed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.http import HttpRequest
from django.urls import resolve

from malath.publicsite.kept import FOR_EVER, PACKED

ENDINGS = {"br": "br", "gzip": "gz"}


class Command(BaseCommand):
    help = "Write the public texts as files for the proxy; at each start, so that they are those of this version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the proxy looks for them")

    def handle(self, *args: Any, **options: Any) -> None:
        for address in FOR_EVER:
            page = rendered(address)
            put(options["folder"] / address.strip("/") / "index.html", page)
            for way, pack in PACKED.items():
                put(options["folder"] / address.strip("/") / f"index.html.{ENDINGS[way]}", pack(page))
        self.stdout.write(f"{len(FOR_EVER)} pages lie in {options['folder']}.")


def rendered(address: str) -> bytes:
    """A page as the public site answers it."""
    view, request = resolve(address, "config.public_urls"), HttpRequest()
    request.method, request.path = "GET", address
    return bytes(view.func(request, *view.args, **view.kwargs).content)


def put(path: Path, data: bytes) -> None:
    """Whole or not at all, and for everybody to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in list(path.parents)[:3]:
        folder.chmod(0o755)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.chmod(0o644)
    fresh.replace(path)
