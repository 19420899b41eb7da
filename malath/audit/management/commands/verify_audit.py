import json
from argparse import ArgumentParser
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from malath.audit import queries as audit
from malath.audit.certificates import why_not_genuine
from malath.audit.rules import State, read_state


class Command(BaseCommand):
    help = "Recompute every chain of the trail; names the first event that does not fit. Examines certificates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against", action="append", default=[], metavar="FILE", help="a state of the trail that was kept outside"
        )
        parser.add_argument(
            "--certificate", action="append", default=[], metavar="FILE", help="a certificate of an erasure, to be examined too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: _certificate(Path(name)) for name in options["certificate"]}
        kept = {name: _state(Path(name)) for name in options["against"]}
        verdict = audit.verify(kept.values())
        self.stdout.write(f"{verdict.events} events, {verdict.chains} chains, {verdict.checkpoints} checkpoints")
        for (name, state), unlike in zip(kept.items(), verdict.unlike, strict=True):
            with translation.override("en"):
                said = str(unlike.label) if unlike else "The trail fits it."
            self.stdout.write(f"{name}, up to event {state.until}, signed {state.at:%Y-%m-%d %H:%M} UTC: {said}")
        refused = {name: why for name, one in given.items() if (why := why_not_genuine(one))}
        for name in given:
            self.stdout.write(f"{name}: {refused.get(name, 'The trail knows this certificate and its erasure.')}")
        if verdict.faults:
            raise CommandError("The trail was changed: " + ", ".join(verdict.faults[:20]))
        if any(verdict.unlike):
            raise CommandError("The trail is not what it was when that was signed.")
        if refused:
            raise CommandError("Not every certificate is genuine.")
        self.stdout.write("The trail is whole.")


def _certificate(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CommandError(f"There is no certificate in {path}.")
    return found


def _state(path: Path) -> State:
    """The state in a file: as it was written, as it was read from a picture, or attached to a mail that was kept whole."""
    content = path.read_bytes()
    texts = [content.decode("utf-8", errors="replace")]
    for part in message_from_bytes(content, policy=policy.default).walk():
        body = part.get_payload(decode=True)
        texts += [body.decode("utf-8", errors="replace")] if isinstance(body, bytes) else []
    state = next(filter(None, map(read_state, texts)), None)
    if state is None:
        raise CommandError(f"There is no signed state of a trail in {path}.")
    return state
