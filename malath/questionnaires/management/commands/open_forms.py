"""Opens filled forms that were sealed on phones, on a machine where the private key lies for as long as this runs."""

import base64
import binascii
import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from malath.foundation import clock
from malath.questionnaires import instances, queries
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.instances import NotTaken
from malath.questionnaires.models import Filling
from malath.questionnaires.sealed_forms import CannotOpen, open_files, private_key


class Command(BaseCommand):
    help = "Open filled forms that phones sealed with the public key of a form. The private key is read and kept nowhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", type=Path, help="the private key of the form, a .pem file")
        parser.add_argument("--passphrase", action="store_true", help="ask for the passphrase of the key")

    def handle(self, *_: Any, **options: Any) -> None:
        passphrase = getpass.getpass("Passphrase of the key: ").encode() if options["passphrase"] else None
        try:
            key = private_key(options["key"].read_bytes(), passphrase)
        except (OSError, CannotOpen) as error:
            raise CommandError("This is no private key that can be read.") from error
        waiting, opened = queries.sealed_fillings(), 0
        for row in waiting:
            try:
                filling_actions.open_sealed(row, _plain(row, key), at=clock.now())
            except (CannotOpen, CannotDo, NotTaken):
                self.stderr.write(f"{row.reference}: this key does not open it, or a file is missing.")
            else:
                opened += 1
        self.stdout.write(f"{opened} of {len(waiting)} opened.")


def _plain(row: Filling, key: Any) -> bytes:
    """The filled form. Errors: `CannotOpen`."""
    envelope = instances.open_envelope(queries.unpacked(row.opened("xml")))
    files = {one.opened("file_name"): queries.unpacked(one.opened("file_content")) for one in queries.attachments_of(row)}
    try:
        wrapped = base64.b64decode(envelope.key, validate=True)
    except binascii.Error as error:
        raise CannotOpen from error
    order = (*envelope.media, envelope.xml_file)
    return open_files(key, wrapped=wrapped, instance_id=envelope.instance_id, order=order, files=files)[envelope.xml_file]
