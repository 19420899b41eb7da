"""Compiles the translations: every part has its own locale/<language>/<part>.po, Django reads one django.mo.

python -m tools.translations
"""

import sys
from collections.abc import Iterable
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"
Text = tuple[str | None, str]


class Conflict(Exception):
    """Two files translate the same text differently, so one of them would be lost."""


def read(path: Path) -> polib.POFile:
    try:
        return polib.pofile(str(path), encoding="utf-8")
    except OSError as error:
        raise Conflict(f"{path.name} is not a readable translation file: {error}") from None


def identity(entry: polib.POEntry) -> Text:
    """What makes a text one text: its context and its English words."""
    return entry.msgctxt, entry.msgid


def translation(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)) or (entry.msgstr,)


def merged(files: Iterable[Path]) -> polib.POFile:
    """All files as one. Errors: `Conflict` when two of them translate the same text differently."""
    whole = polib.POFile(check_for_duplicates=False)
    seen: dict[Text, tuple[Path, polib.POEntry]] = {}
    for path in sorted(files):
        part = read(path)
        whole.metadata = whole.metadata or part.metadata
        for entry in part.translated_entries():
            first = seen.setdefault(identity(entry), (path, entry))
            if first[1] is entry:
                whole.append(entry)
            elif translation(first[1]) != translation(entry):
                raise Conflict(f"{first[0].name} and {path.name} translate “{entry.msgid}” differently")
    return whole


def compile_all(locale: Path) -> None:
    for language in sorted({path.parent for path in locale.glob("*/*.po")}):
        target = language / "LC_MESSAGES" / "django.mo"
        target.parent.mkdir(exist_ok=True)
        merged(language.glob("*.po")).save_as_mofile(str(target))


if __name__ == "__main__":
    try:
        compile_all(LOCALE)
    except Conflict as conflict:
        sys.exit(str(conflict))
