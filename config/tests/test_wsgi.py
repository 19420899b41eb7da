"""What a web process does before anybody asks."""

import subprocess
import sys

import pytest
from django.conf import settings

STARTED = "import gc, sys; import config.wsgi; print(len(gc.get_objects()), gc.get_freeze_count(), *sys.modules)"


@pytest.mark.parametrize(("door", "page"), [("staff", "malath.cases.views"), ("public", "malath.publicsite.views")])
def test_pages_are_loaded_and_left_out_when_waste_is_looked_for(door: str, page: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STARTED],
        cwd=settings.ROOT, env={"MALATH_DOOR": door}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    looked_through, kept, *modules = done.stdout.split()
    assert page in modules
    assert int(looked_through) < int(kept) / 10
