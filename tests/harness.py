"""Loaded before anything else: gives the tests a throw-away keyring and folder, never the real ones."""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="malath-test-")
os.environ["MALATH_VAR"] = _folder.name
os.environ["MALATH_TESTING"] = "1"
os.environ["MALATH_GALLERY"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's loop runs in the thread of the test
os.environ.pop("MALATH_KEYS_FD", None)

from malath.foundation import keys  # noqa: E402  # only after the folder is set

keys.create(Path(_folder.name), "demo")
