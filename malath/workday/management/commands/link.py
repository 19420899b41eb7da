"""Which files may be of one person: measured on labelled pairs, or looked for among everybody."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from malath.linkage import evaluation


class Command(BaseCommand):
    help = "Measure on labelled pairs how well likeness tells one person from two (--evaluate FILE.csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_mutually_exclusive_group(required=True)
        kinds.add_argument(
            "--evaluate", type=Path, metavar="FILE.csv", help="pairs: name_1, name_2, same; see the README of linkage"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.evaluate(options["evaluate"])

    def evaluate(self, path: Path) -> None:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                pairs = evaluation.judged(evaluation.labelled(file))
        except (evaluation.CannotRead, UnicodeDecodeError) as error:
            raise CommandError(f"{path.name} cannot be read. {error}") from None
        if not pairs:
            raise CommandError(f"{path.name} names no pair.")
        for line in evaluation.report(pairs):
            self.stdout.write(line)
