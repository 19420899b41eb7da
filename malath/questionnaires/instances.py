"""A filled form as XML, as phones send it, and back. What is written is checked against the form by reading it again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from malath.questionnaires.definition import Form, Group, Item, Node
from malath.questionnaires.filling import MOST_REPEATS
from malath.questionnaires.words import WhyNotTaken
from malath.questionnaires.xml import NotXml, name_of, parse

OPENROSA: Final = "http://openrosa.org/xforms"
INSTANCE_ID: Final = re.compile(r"uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST: Final = 20_000


class NotTaken(Exception):
    """What came is no filled form that Malath takes."""

    def __init__(self, why: WhyNotTaken) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Envelope:
    """What a filled form says of itself. `encrypted`: it is a manifest, and what was filled in lies beside it."""

    form_id: str
    version: str
    instance_id: str
    deprecated_id: str = ""
    encrypted: bool = False
    key: str = ""
    xml_file: str = ""
    media: tuple[str, ...] = ()
    signature: str = ""


def write(form: Form, record: Mapping[str, str], instance_id: str, deprecated_id: str = "") -> bytes:
    """The XML of a record: only what was asked, in the order of the form."""
    space = form.namespace
    spaces: dict[Any, str] = {"orx": OPENROSA, **({None: space} if space else {})}
    root = etree.Element(f"{{{space}}}{form.root}" if space else form.root, nsmap=spaces)
    root.set("id", form.id)
    if form.version:
        root.set("version", form.version)
    _write(root, form.children, record, "", space)
    meta = etree.SubElement(root, f"{{{OPENROSA}}}meta")
    etree.SubElement(meta, f"{{{OPENROSA}}}instanceID").text = instance_id
    if deprecated_id:
        etree.SubElement(meta, f"{{{OPENROSA}}}deprecatedID").text = deprecated_id
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def open_envelope(data: bytes) -> Envelope:
    """What form it is, and which filling. Errors: `NotTaken`."""
    root = _parsed(data)
    meta = next((one for one in root if name_of(one) == "meta"), None)
    named = {name_of(one): (one.text or "").strip() for one in meta} if meta is not None else {}
    instance_id = named.get("instanceID", "")
    if not root.get("id") or INSTANCE_ID.fullmatch(instance_id) is None:
        raise NotTaken(WhyNotTaken.NO_MARK)
    deprecated = named.get("deprecatedID", "")
    if deprecated and INSTANCE_ID.fullmatch(deprecated) is None:
        raise NotTaken(WhyNotTaken.NO_MARK)
    outside = {name_of(one): _all_text(one) for one in root}
    media = tuple(_all_text(one) for one in root if name_of(one) == "media")
    return Envelope(
        root.get("id", ""), root.get("version", ""), instance_id.lower(), deprecated.lower(), root.get("encrypted") == "yes",
        outside.get("base64EncryptedKey", ""), outside.get("encryptedXmlFile", ""), media,
        outside.get("base64EncryptedElementSignature", ""),
    )  # fmt: skip


def read(form: Form, data: bytes) -> dict[str, str]:
    """The answers of a filled form. Every element must be one of the form. Errors: `NotTaken`."""
    root = _parsed(data)
    if name_of(root) != form.root or root.get("id") != form.id or root.get("version", "") != form.version:
        raise NotTaken(WhyNotTaken.OTHER_FORM)
    nodes = {node.path: node for node in form.nodes()}
    answers: dict[str, str] = {}
    _read(root, "", "", nodes, answers)
    return answers


def _all_text(element: etree._Element) -> str:
    return "".join(str(one) for one in element.itertext()).strip()


def tidy(text: str) -> str:
    """Without signs that XML cannot carry."""
    return UNWRITABLE.sub("", text)


def _parsed(data: bytes) -> etree._Element:
    try:
        return parse(data)
    except NotXml as error:
        raise NotTaken(WhyNotTaken.NOT_XML) from error


def _write(above: etree._Element, nodes: Iterable[Node], record: Mapping[str, str], before: str, space: str) -> None:
    for node in nodes:
        name = node.path.rpartition("/")[2]
        tag, key = f"{{{space}}}{name}" if space else name, f"{before}{name}"
        if isinstance(node, Item):
            if key in record:
                etree.SubElement(above, tag).text = tidy(record[key]) or None
        elif node.repeats:
            for number in range(1, int(record.get(key, "0")) + 1):
                _write(etree.SubElement(above, tag), node.children, record, f"{key}[{number}]/", space)
        elif _holds(record, key):
            _write(etree.SubElement(above, tag), node.children, record, f"{key}/", space)


def _holds(record: Mapping[str, str], key: str) -> bool:
    return any(one.startswith((f"{key}/", f"{key}[")) for one in record)


def _read(above: etree._Element, path: str, key: str, nodes: Mapping[str, Node], answers: dict[str, str]) -> None:
    for element in above:
        name = name_of(element)
        if not path and name == "meta":
            continue
        below, at = f"{path}/{name}".lstrip("/"), f"{key}/{name}".lstrip("/")
        node = nodes.get(below)
        if node is None:
            raise NotTaken(WhyNotTaken.OTHER_FORM)
        if isinstance(node, Group):
            if node.repeats:
                number = int(answers.get(below, "0")) + 1
                if number > MOST_REPEATS:
                    raise NotTaken(WhyNotTaken.TOO_LARGE)
                answers[below], at = str(number), f"{at}[{number}]"
            _read(element, below, at, nodes, answers)
        else:
            _keep(element, at, answers)


def _keep(element: etree._Element, key: str, answers: dict[str, str]) -> None:
    text = element.text or ""
    if len(element) or key in answers:
        raise NotTaken(WhyNotTaken.OTHER_FORM)
    if len(text) > LONGEST:
        raise NotTaken(WhyNotTaken.TOO_LARGE)
    answers[key] = text
