"""Finds every text that people see, and what is wrong with its translations; without gettext or a database.

A translation that overrides a library's own text is not in our code: its entry has the comment `#. library`.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.translations import LOCALE, Conflict, Text, identity, merged, read, translation

ROOT = LOCALE.parent
PLURAL_FORMS = {"ar": 6}
PLACEHOLDER = re.compile(r"%\((?P<name>\w+)\)[a-z]|(?P<bare>(?<!%)(?:%%)*%[a-z])")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Found:
    """A text in the code: where, in which context, its English, and its plural if it counts something."""

    where: str
    context: str | None
    english: str
    plural: str | None

    @property
    def text(self) -> Text:
        return self.context, self.english


def in_code(root: Path = ROOT) -> Iterator[Found]:
    for path in sources(root):
        where = path.relative_to(root)
        for line, message, _comments, context in extract("python", io.BytesIO(as_python(path)), keywords=KEYWORDS):
            words = (message,) if isinstance(message, str) else message
            yield Found(f"{where}:{line}", context, words[0], words[1] if len(words) > 1 else None)


def sources(root: Path) -> Iterator[Path]:
    """Code and templates; tests and migrations say nothing to a person."""
    for folder in ("config", "malath", "templates"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and not {"tests", "migrations"} & set(path.parts):
                yield path


def as_python(path: Path) -> bytes:
    text = path.read_text(encoding="utf-8")
    return (text if path.suffix == ".py" else templatize(text, origin=str(path))).encode()


def findings(language: str, root: Path = ROOT) -> list[str]:
    """All that is wrong with the translations into `language`, one sentence each."""
    files = sorted((root / "locale" / language).glob("*.po"))
    try:
        whole = merged(files)
    except Conflict as conflict:
        return [str(conflict)]
    texts = list(in_code(root))
    wrong = [*about_code(texts, {identity(entry): entry for entry in whole}, language)]
    wanted = {found.text for found in texts}
    for path in files:
        wrong += about_file(path, wanted, PLURAL_FORMS[language])
    return wrong


def about_code(texts: Iterable[Found], translated: dict[Text, polib.POEntry], language: str) -> Iterator[str]:
    told: set[Text] = set()
    for found in texts:
        entry = translated.get(found.text)
        if found.text in told:
            continue
        if entry is None:
            yield f"{found.where}: “{found.english}” has no translation into {language}"
        elif (found.plural or "") != entry.msgid_plural:
            yield f"{found.where}: “{found.english}” has another plural in the translation file"
        else:
            continue
        told.add(found.text)


def about_file(path: Path, wanted: set[Text], forms: int) -> Iterator[str]:
    file = read(path)
    if f"nplurals={forms};" not in file.metadata.get("Plural-Forms", "").replace(" ", ""):
        yield f"{path.name}: its header does not name the {forms} plural forms"
    for entry in file:
        where = f"{path.name}:{entry.linenum}: “{entry.msgid}”"
        yield from (f"{where} {what}" for what in about_entry(entry, forms))
        if identity(entry) not in wanted and not (entry.obsolete or entry.comment.startswith("library")):
            yield f"{where} is in no page and no code"


def about_entry(entry: polib.POEntry, forms: int) -> Iterator[str]:
    if entry.obsolete:
        yield "is obsolete"
    elif entry.fuzzy:
        yield "is marked fuzzy"
    elif not all(translation(entry)):
        yield "is not translated"
    elif entry.msgid_plural and len(entry.msgstr_plural) != forms:
        yield f"needs {forms} plural forms, has {len(entry.msgstr_plural)}"
    elif any("bare" in names(text) for text in (entry.msgid, *translation(entry))):
        yield "has a placeholder without a name"
    elif not same_placeholders(entry):
        yield "has other placeholders in its translation"


def same_placeholders(entry: polib.POEntry) -> bool:
    """Equal; but forms for none, one and two may leave out the number, as Arabic does."""
    if not entry.msgid_plural:
        return names(entry.msgid) == names(entry.msgstr)
    wanted = names(entry.msgid_plural)
    given = [names(entry.msgstr_plural[form]) for form in sorted(entry.msgstr_plural)]
    return all(some <= wanted and len(wanted - some) <= 1 for some in given[:3]) and all(some == wanted for some in given[3:])


def names(text: str) -> set[str]:
    return {match["name"] or "bare" for match in PLACEHOLDER.finditer(text)}
