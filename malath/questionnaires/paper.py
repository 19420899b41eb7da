"""A form as it is printed to be filled in by hand, in the languages it has."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext, override

from malath.documents.blank_forms import TOO_MANY, Item, Option, Part
from malath.documents.blank_forms import Kind as PaperKind
from malath.questionnaires import asking
from malath.questionnaires.asking import Step
from malath.questionnaires.definition import Form, Group, Node
from malath.questionnaires.definition import Item as Asked
from malath.questionnaires.evaluating import Moment
from malath.questionnaires.filling import Look, look

KINDS: Final[dict[str, PaperKind]] = {
    "date": "day", "time": "hour", "tick": "tick", "note": "told", "one": "one", "many": "many",
}  # fmt: skip
ROOM: Final = 4


def sheets(form: Form, code: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """The sheet in Arabic and in English, each in the best language the form has for it."""
    return {language: [_sheet(form, code, language, today)] for language in ("ar", "en")}


def _sheet(form: Form, code: str, language: str, today: date) -> dict[str, Any]:
    with override(language):
        spoken = asking.language_for(form, language)
        seen = look(form, {group.path: "1" for group in form.repeats()}, Moment(today, ""))
        parts = [asdict(_part(seen, step, spoken)) for step in asking.steps_of(form, spoken, seen)]
        named = {"code": code, "version": form.version or "–", "day": f"{today:%d/%m/%Y}", "page": "{page}", "pages": "{pages}"}
        return {
            "number": code, "title": form.title or form.id,
            "foot": gettext("%(code)s · version %(version)s · printed on %(day)s · page %(page)s of %(pages)s") % named,
            "day": gettext("Day"), "hour": gettext("Hour"),
            "own": gettext("Your own sign for the person, or the number of the case. Never a name."),
            "again": gettext("The same sign as on the first page"),
            "one": gettext("one answer"), "many": gettext("all that apply"), "warning": asdict(_warning()), "parts": parts,
        }  # fmt: skip


def _warning() -> Item:
    told = (
        gettext("Write no name, phone number or address where others could find it."),
        gettext("Once it is typed in, hand it to your desk or destroy it wholly."),
        gettext("If it is lost, or others have seen it, tell your supervisor at once."),
    )
    label = gettext("This paper can put somebody in danger")
    return Item("points", label, options=tuple(Option(text) for text in told))


def _part(seen: Look, step: Step, language: str) -> Part:
    return Part(step.title, tuple(_items(seen, step.nodes, language)))


def _items(seen: Look, nodes: tuple[Node, ...], language: str) -> Iterator[Item]:
    for node in nodes:
        if isinstance(node, Group):
            title = seen.words(node.label, language, node.path)
            yield from [Item("told", title)] if title and node not in seen.form.children else []
            yield from _items(seen, node.children, language)
        elif node.asks or node.kind == "note":
            yield _item(seen, node, language)


def _item(seen: Look, item: Asked, language: str) -> Item:
    label = seen.words(item.label, language, item.path) or item.path.rpartition("/")[2]
    hint = seen.words(item.hint, language, item.path)
    if item.relevant is not None:
        hint = " ".join(one for one in (hint, gettext("Asked only after certain answers.")) if one)
    choices = seen.form.lists.get(item.list_name, ()) if item.kind in ("one", "many") else ()
    if choices and len(choices) <= TOO_MANY * 2:
        options = tuple(Option(seen.words(one.words, language, item.path) or one.code) for one in choices)
        return Item(KINDS[item.kind], label, hint, options)
    if item.kind == "text" and "multiline" in item.appearance:
        return Item("story", label, hint, lines=ROOM)
    kind: PaperKind = "line" if choices else KINDS.get(item.kind, "line")
    return Item(kind, label, hint)
