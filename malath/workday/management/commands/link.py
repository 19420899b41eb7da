"""Which files may be of one person: measured on labelled pairs, or looked for among everybody."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from malath.figures.engines import EngineMissing
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.linkage import evaluation
from malath.workday.management import linking


class Command(BaseCommand):
    help = "Look for files that may be of one person (--batch), or measure how well that is told (--evaluate FILE.csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_mutually_exclusive_group(required=True)
        kinds.add_argument("--batch", action="store_true", help="compare all; what is alike waits to be judged")
        kinds.add_argument("--evaluate", type=Path, metavar="FILE.csv", help="labelled pairs: malath/linkage/README.md")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"]:
            self.compare()
        else:
            self.evaluate(options["evaluate"])

    def compare(self) -> None:
        try:
            pairs = linking.find(by=WORKER, at=clock.now(), say=self.stdout.write)
        except EngineMissing as missing:
            raise CommandError(str(missing)) from None
        laid = linking.lay_out(pairs, by=WORKER, at=clock.now())
        self.stdout.write(f"{laid:,} of {len(pairs):,} wait to be judged by those who may read both files.")

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
