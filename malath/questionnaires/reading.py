"""From an XForm, as pyxform makes it of an XLSForm, to a form of ours. What Malath does not know is refused here, by name: a
form that is half understood would ask half its questions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lxml import etree

from malath.questionnaires.definition import Choice, Form, Group, Item, Kind, Node, Words, leans_on, repeat_of
from malath.questionnaires.words import WhyRefused
from malath.questionnaires.xml import NotXml, name_of, parse, space_of
from malath.questionnaires.xpath import Place, Refused, Tree, read

XFORMS: Final = "http://www.w3.org/2002/xforms"
JR: Final = "{http://openrosa.org/javarosa}"
ENTITIES: Final = "http://www.opendatakit.org/xforms/entities"
KINDS: Final[Mapping[str, Kind]] = {
    "string": "text", "int": "integer", "decimal": "decimal", "date": "date", "time": "time", "dateTime": "datetime",
    "boolean": "text",
}  # fmt: skip
OF_CONTROL: Final[Mapping[str, Kind]] = {"trigger": "tick", "select": "many", "select1": "one"}
APPEARANCES: Final = frozenset(
    "minimal multiline field-list table-list likert numbers thousands-sep horizontal horizontal-compact compact quick columns "
    "columns-pack columns-flex no-buttons autocomplete search no-calendar label list-nolabel summary w1 w2 w3 w4 w5 w6".split()
)
"""What changes how a question looks, not what it asks. Anything else is refused: it would ask something else."""
UNTRANSLATED: Final = "-"
"""What pyxform writes where a language has no text."""
PRELOADED: Final[Mapping[tuple[str, str], Kind]] = {
    ("timestamp", "start"): "start", ("timestamp", "end"): "end", ("date", "today"): "today",
}  # fmt: skip
MOST_NODES: Final = 1500
MOST_CHOICES: Final = 5000
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ITEMSET: Final = re.compile(r"instance\('([^']+)'\)/root/item(?:\[(.*)\])?", re.DOTALL)
ITEXT: Final = re.compile(r"jr:itext\('([^']+)'\)")
NAMED: Final = {"default": "", "english": "en", "arabic": "ar", "العربية": "ar"}
TAG: Final = re.compile(r".*\(([A-Za-z]{2,3})(?:-[A-Za-z]+)?\)\s*")


class CannotRead(Exception):
    """A form is refused. `where`: the name of the question, "" for the form; `what`: the construct, as the form has it."""

    def __init__(self, why: WhyRefused, *, where: str = "", what: str = "") -> None:
        super().__init__(why.value, where, what)
        self.why, self.where, self.what = why, where, what[:200]


def read_xform(data: bytes) -> Form:
    """The form of an XForm document. Errors: `CannotRead`."""
    try:
        root = parse(data)
    except NotXml as error:
        raise CannotRead(WhyRefused.NOT_A_FORM) from error
    return _Reader(root).form()


class _Reader:
    """Holds the parts of the document while they are put together."""

    def __init__(self, root: etree._Element) -> None:
        found = root.find(f".//{{{XFORMS}}}model")
        if found is None:
            raise CannotRead(WhyRefused.NOT_A_FORM)
        self.model, self.title = found, next((one.text or "" for one in root.iter() if name_of(one) == "title"), "")
        if any(_is_entity(one) for one in found.iter()):
            raise CannotRead(WhyRefused.ENTITIES)
        body = [one for one in root if name_of(one) == "body"]
        if len(body) != 1:
            raise CannotRead(WhyRefused.NOT_A_FORM)
        self.body = body[0]
        instances = [one for one in self.model if name_of(one) == "instance"]
        if not instances or len(instances[0]) != 1:
            raise CannotRead(WhyRefused.NOT_A_FORM)
        self.data = instances[0][0]
        self.root = name_of(self.data)
        self.texts, self.languages = _texts(self.model)
        self.binds = {self._path(one.get("nodeset", "")): one for one in self.model if name_of(one) == "bind"}
        self.controls = dict(self._controls(self.body))
        self.repeats = {path for path, one in self.controls.items() if name_of(one) == "repeat"}
        self.known = {self._place(one) for one in self.data.iter() if one is not self.data}
        self.firsts = dict(self._setvalues())
        self.lists = _lists(instances[1:], self._words)
        self.notices: list[tuple[str, str]] = []

    def form(self) -> Form:
        if len(self.known) > MOST_NODES:
            raise CannotRead(WhyRefused.TOO_LARGE)
        children = tuple(self._nodes(self.data))
        submission = [one for one in self.model if name_of(one) == "submission"]
        form = Form(
            id=self.data.get("id", ""), version=self.data.get("version", ""), title=self.title.strip(), root=self.root,
            languages=self.languages, children=children, lists=self.lists,
            namespace=space_of(self.data) if space_of(self.data) != XFORMS else "",
            public_key=submission[0].get("base64RsaPublicKey", "") if submission else "",
            notices=tuple(dict.fromkeys(self.notices)),
        )  # fmt: skip
        if not form.id or not any(item.asks for item in form.items()):
            raise CannotRead(WhyRefused.NOTHING_ASKED)
        return Form(**{**vars(form), "order": _order(form)})

    def _nodes(self, above: etree._Element) -> Iterator[Node]:
        seen = set()
        for element in above:
            name = name_of(element)
            path = self._place(element)
            if path in seen:
                continue  # the model of a repeated group, and its first one
            seen.add(path)
            if path == "meta":
                self._check_meta(element)
            elif NAME.fullmatch(name) is None:
                raise CannotRead(WhyRefused.NOT_KNOWN, where=name, what=name)
            elif len(element) or path in self.repeats:
                yield self._group(element, path)
            else:
                yield self._item(element, path)

    def _check_meta(self, meta: etree._Element) -> None:
        for element in meta:
            if name_of(element) == "audit":
                raise CannotRead(WhyRefused.WATCHED, where="audit")
            if name_of(element) == "instanceName":
                self.notices.append(("instance_name", ""))

    def _group(self, element: etree._Element, path: str) -> Group:
        control, repeats = self._control_of_group(path), path in self.repeats
        if repeats and repeat_of(path, tuple(self.repeats)):
            raise CannotRead(WhyRefused.REPEAT_IN_REPEAT, where=name_of(element))
        repeat = self.controls.get(path)
        if repeats and repeat is not None and (repeat.get(f"{JR}count") or repeat.get(f"{JR}noAddRemove")):
            raise CannotRead(WhyRefused.COUNTED, where=name_of(element))
        return Group(
            path=path, label=self._label(control, "label"), hint=self._label(control, "hint"),
            relevant=self._formula(path, "relevant"), repeats=repeats, appearance=self._appearance(control, path),
            children=tuple(self._nodes(element)),
        )  # fmt: skip

    def _control_of_group(self, path: str) -> etree._Element | None:
        groups = self.body.iter(f"{{{XFORMS}}}group")
        return next((one for one in groups if one.get("ref") and self._path(one.get("ref", "")) == path), None)

    def _item(self, element: etree._Element, path: str) -> Item:
        bind, control = self.binds.get(path), self.controls.get(path)
        where = name_of(element)
        kind = self._kind(bind, control, where)
        list_name, narrowed = self._choices(control, path) if kind in ("one", "many") else ("", None)
        attributes: Any = bind.attrib if bind is not None else {}
        return Item(
            path=path, kind=kind, label=self._label(control, "label"), hint=self._label(control, "hint"),
            relevant=self._formula(path, "relevant"), required=self._formula(path, "required"),
            required_words=self._spoken(attributes.get(f"{JR}requiredMsg", "")),
            constraint=self._formula(path, "constraint"),
            constraint_words=self._spoken(attributes.get(f"{JR}constraintMsg", "")),
            calculation=self._formula(path, "calculate"),
            default=element.text or "" if kind != "note" else "",
            first=self.firsts.get(path), fixed=attributes.get("readonly") == "true()" and kind != "note",
            appearance=self._appearance(control, path), list_name=list_name, filter=narrowed,
        )  # fmt: skip

    def _kind(self, bind: etree._Element | None, control: etree._Element | None, where: str) -> Kind:
        attributes: Any = bind.attrib if bind is not None else {}
        if preload := attributes.get(f"{JR}preload", ""):
            return _preloaded(preload, attributes.get(f"{JR}preloadParams", ""), where)
        if control is None:
            return "calculated"
        name, kind = name_of(control), attributes.get("type", "string")
        if name in OF_CONTROL:
            return OF_CONTROL[name]
        if name != "input" or kind not in KINDS:
            raise CannotRead(WhyRefused.NOT_KNOWN, where=where, what=_said(control, kind))
        tells = kind == "string" and attributes.get("readonly") == "true()" and not attributes.get("calculate")
        return "note" if tells else KINDS[kind]

    def _choices(self, control: etree._Element | None, path: str) -> tuple[str, Tree | None]:
        assert control is not None  # noqa: S101  # asked for by the caller
        itemsets = [one for one in control if name_of(one) == "itemset"]
        if not itemsets:
            choices = [_inline(one, self._words) for one in control if name_of(one) == "item"]
            self.lists[f"/{path}"] = _checked(choices, path)
            return f"/{path}", None
        nodeset = itemsets[0].get("nodeset", "")
        match = ITEMSET.fullmatch(nodeset.strip())
        if match is None or match[1] not in self.lists:
            raise CannotRead(WhyRefused.LIST_ELSEWHERE, where=path, what=nodeset)
        return match[1], self._read(match[2], path, of_choice=True) if match[2] else None

    def _formula(self, path: str, name: str) -> Tree | None:
        bind = self.binds.get(path)
        text = bind.get(name, "") if bind is not None else ""
        return self._read(text, path) if text.strip() else None

    def _read(self, text: str, path: str, *, of_choice: bool = False) -> Tree:
        try:
            return read(text, Place(self.root, tuple(path.split("/")), self.known, self.repeats, of_choice))
        except Refused as refused:
            raise CannotRead(WhyRefused.FORMULA, where=path.rpartition("/")[2], what=refused.construct) from refused

    def _label(self, control: etree._Element | None, name: str) -> Words:
        found = [one for one in control if name_of(one) == name] if control is not None else []
        if not found:
            return {}
        return self._spoken(found[0].get("ref", "")) if found[0].get("ref") else {"": self._pieces(found[0])}

    def _spoken(self, text: str) -> Words:
        match = ITEXT.fullmatch(text.strip())
        if match is None:
            return {"": (text,)} if text else {}
        return self._words(match[1])

    def _words(self, key: str) -> Words:
        spoken = {language: self._pieces(value) for language, value in self.texts.get(key, {}).items()}
        return {language: pieces for language, pieces in spoken.items() if pieces and pieces != (UNTRANSLATED,)}

    def _pieces(self, element: etree._Element) -> tuple[Any, ...]:
        """The text of a label, with the trees of what stands in it."""
        pieces: list[Any] = [element.text or ""]
        for child in element:
            if name_of(child) != "output":
                raise CannotRead(WhyRefused.NOT_KNOWN, what=name_of(child))
            pieces += [self._read(child.get("value", ""), self._near(element)), child.tail or ""]
        pieces[0], pieces[-1] = pieces[0].lstrip(), pieces[-1].rstrip() if len(pieces) > 1 else pieces[0].strip()
        return tuple(one for one in pieces if one)

    def _near(self, element: etree._Element) -> str:
        """The question a text belongs to: its control, or by the name of the text."""
        above = element.getparent()
        ref = above.get("ref", "") if above is not None else ""
        text = above.get("id", "") if above is not None else ""
        return self._path(ref or text.rpartition(":")[0]) or self.root

    def _appearance(self, control: etree._Element | None, path: str) -> tuple[str, ...]:
        given = (control.get("appearance") or "").split() if control is not None else []
        for one in given:
            if one not in APPEARANCES:
                raise CannotRead(WhyRefused.APPEARANCE, where=path.rpartition("/")[2], what=one)
        return tuple(given)

    def _setvalues(self) -> Iterator[tuple[str, Tree]]:
        for element in self.model.getroottree().getroot().iter(f"{{{XFORMS}}}setvalue"):
            path = self._path(element.get("ref", ""))
            events = set(element.get("event", "").split())
            if not events <= {"odk-instance-first-load", "odk-new-repeat"}:
                raise CannotRead(WhyRefused.TRIGGERED, where=path)
            yield path, self._read(element.get("value", ""), path)

    def _controls(self, body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        for element in body.iter():
            name = name_of(element)
            ref = element.get("nodeset" if name == "repeat" else "ref", "")
            if ref.startswith("/") and name not in ("group", "label", "hint", "value", "itemset", "setvalue", "output"):
                yield self._path(ref), element

    def _path(self, nodeset: str) -> str:
        return nodeset.strip().removeprefix(f"/{self.root}").strip("/")

    def _place(self, element: etree._Element) -> str:
        names = []
        while element is not self.data:
            names.append(name_of(element))
            above = element.getparent()
            assert above is not None  # noqa: S101  # it lies below the root of the data
            element = above
        return "/".join(reversed(names))


def _texts(model: etree._Element) -> tuple[dict[str, dict[str, etree._Element]], tuple[str, ...]]:
    """Texts by key and language; the languages in the order of the form, the default one first."""
    texts: dict[str, dict[str, etree._Element]] = {}
    translations = [one for block in model if name_of(block) == "itext" for one in block]
    ordered = sorted(translations, key=lambda one: one.get("default") is None)
    languages = tuple(dict.fromkeys(_language(one.get("lang", "")) for one in ordered))
    for translation in translations:
        for text in translation:
            for value in text:
                form = value.get("form", "")
                if form and form not in ("guidance", "long"):
                    raise CannotRead(WhyRefused.MEDIA, what=form, where=text.get("id", "").partition(":")[0].rpartition("/")[2])
                if not form:
                    texts.setdefault(text.get("id", ""), {})[_language(translation.get("lang", ""))] = value
    return texts, tuple(one for one in languages if one)


def _language(name: str) -> str:
    """`English (en)` is `en`; a name without a code is kept as it is, and pyxform's `default` is none."""
    match = TAG.fullmatch(name)
    plain = name.strip().lower()
    return (
        match[1].lower()
        if match
        else {"default": "", "english": "en", "arabic": "ar", "العربية": "ar"}.get(plain, name.strip())
    )


def _lists(instances: Iterable[etree._Element], words: Any) -> dict[str, tuple[Choice, ...]]:
    lists = {}
    for instance in instances:
        name = instance.get("id", "")
        if instance.get("src"):
            raise CannotRead(WhyRefused.LIST_ELSEWHERE, what=instance.get("src", ""))
        items = [one for one in instance.iter() if name_of(one) == "item"]
        if len(items) > MOST_CHOICES:
            raise CannotRead(WhyRefused.TOO_LARGE)
        lists[name] = _checked([_listed(one, words) for one in items], name)
    return lists


def _listed(item: etree._Element, words: Any) -> Choice:
    columns = {name_of(one): (one.text or "") for one in item}
    code = columns.pop("name", "").strip()
    spoken = words(columns.pop("itextId")) if "itextId" in columns else {"": (" ".join(columns.pop("label", "").split()),)}
    return Choice(code, _tidy(spoken), columns)


def _inline(item: etree._Element, words: Any) -> Choice:
    parts = {name_of(one): one for one in item}
    label = parts.get("label")
    ref = ITEXT.fullmatch(label.get("ref", "")) if label is not None else None
    text = " ".join((label.text or "").split()) if label is not None else ""
    return Choice((parts["value"].text or "").strip() if "value" in parts else "", words(ref[1]) if ref else {"": (text,)})


def _tidy(words: Words) -> Words:
    return {
        language: tuple(" ".join(one.split()) if isinstance(one, str) else one for one in pieces)
        for language, pieces in words.items()
    }


def _checked(choices: list[Choice], where: str) -> tuple[Choice, ...]:
    codes = [one.code for one in choices]
    if not all(codes) or any(set(code) & set(" \t\r\n") for code in codes):
        raise CannotRead(WhyRefused.CHOICE_CODE, where=where)
    if len(set(codes)) < len(codes):
        raise CannotRead(WhyRefused.CHOICE_TWICE, where=where, what=next(one for one in codes if codes.count(one) > 1))
    return tuple(choices)


def _preloaded(preload: str, of: str, where: str) -> Kind:
    known: dict[tuple[str, str], Kind] = {
        ("timestamp", "start"): "start",
        ("timestamp", "end"): "end",
        ("date", "today"): "today",
    }
    kind = known.get((preload, of))
    if kind is None:
        raise CannotRead(WhyRefused.WATCHED, where=where, what=of or preload)
    return kind


def _is_entity(element: etree._Element) -> bool:
    """A list of entities is copied to every phone that has the form."""
    return name_of(element) == "entity" or any(str(name).startswith(f"{{{ENTITIES}}}") for name in element.attrib)


def _said(control: etree._Element, kind: str) -> str:
    media = control.get("mediatype", "").partition("/")[0]
    return media or (kind if kind != "string" else name_of(control))


def _order(form: Form) -> tuple[str, ...]:
    """Every path after what it leans on: what it lies in, and what its formulas read. A circle is refused."""
    nodes = {node.path: node for node in form.nodes()}
    needs = {path: _needs(path, node, nodes) for path, node in nodes.items()}
    done: dict[str, None] = {}
    while len(done) < len(nodes):
        ready = [path for path in nodes if path not in done and needs[path] <= done.keys()]
        if not ready:
            raise CannotRead(WhyRefused.CIRCLE, where=next(path for path in nodes if path not in done).rpartition("/")[2])
        done |= dict.fromkeys(ready)
    return tuple(done)


def _needs(path: str, node: Node, nodes: Mapping[str, Node]) -> frozenset[str]:
    above = path.rpartition("/")[0]
    read_first = leans_on(node) & nodes.keys()
    return read_first | ({above} if above in nodes else frozenset())
