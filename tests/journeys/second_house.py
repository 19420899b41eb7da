"""Another house: its own keys, database and staff, and nothing of the first but what comes as a file. A journey starts it as a
process of its own with MALATH_VAR naming an empty folder; it says who works there, and ends when its input does."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import django

from config import unlock
from malath.foundation import keys

ROOT = Path(__file__).parents[2]
SITE = (sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi")


def main(port: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    keys.create(keys.var_folder(), "demo")
    unlock.open_keys(keys.var_folder())
    django.setup()
    people = importlib.import_module("tests.journeys.second_house_staff").built()
    site = subprocess.Popen([*SITE, "-b", f"127.0.0.1:{port}"], cwd=ROOT)
    sys.stdout.write(f"{people}\n")
    sys.stdout.flush()
    sys.stdin.read()
    site.terminate()
    site.wait(10)


if __name__ == "__main__":
    main(sys.argv[1])
