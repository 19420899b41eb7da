"""What programs may ask for, described as OpenAPI 3.1 for those who write them.

python -m tools.api            whether docs/api/v1.json says what is there
python -m tools.api --write    write it
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api" / "v1.json"


def text() -> str:
    """The description as it stands in the repository. Django is ready."""
    from config.api import described  # noqa: PLC0415  # once Django is ready

    return json.dumps(described(), indent=1, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("MALATH_TESTING", "1")
    django.setup()
    if "--write" in arguments:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text(), encoding="utf-8")
        return 0
    same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text()
    print("The description says what is there." if same else "The description is behind: python -m tools.api --write")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
