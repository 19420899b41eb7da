"""Every name that is read from the environment is explained in .env.example, and nothing else is."""

import re
from pathlib import Path

from tests.architecture.sources import ROOT, plant, python_files

READ = re.compile(r"""(?:env_\w+|environ\.get)\(\s*["'](\w+)["']""")
# Names that Malath's own programs hand each other, or that belong to somebody else.
NOT_FOR_PEOPLE = {
    "CI",
    "CREDENTIALS_DIRECTORY",
    "DJANGO_SETTINGS_MODULE",
    "JAVA_HOME",
    "MALATH_CHROMIUM",
    "MALATH_DEMO",
    "MALATH_DOOR",
    "MALATH_KEYS_FD",
    "MALATH_TESTING",
}


def read_names(root: Path) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in python_files(root, "config", "malath", "tools")]
    return {name for text in texts for name in READ.findall(text)} - NOT_FOR_PEOPLE


def explained_names(root: Path) -> set[str]:
    """Names with a value, or commented out with their default."""
    text = (root / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", text, re.MULTILINE))


def test_the_example_names_all_that_is_read_and_no_more() -> None:
    assert explained_names(ROOT) == read_names(ROOT)


def test_a_name_that_is_not_explained_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "config/settings.py", 'A = env_bool("MALATH_NEW", False)\nB = os.environ.get("MALATH_OLD")\n')
    plant(tmp_path, ".env.example", "# What it does.\n# MALATH_OLD=1\n")
    assert read_names(tmp_path) - explained_names(tmp_path) == {"MALATH_NEW"}
