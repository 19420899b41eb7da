"""XML from outside, read without entities, without a document type, without the network and without end."""

from typing import Final

from lxml import etree

MOST_BYTES: Final = 4 * 1024 * 1024
MOST_DEEP: Final = 40
MOST_ELEMENTS: Final = 60_000


class NotXml(Exception):
    """It is no XML, or XML of a kind that is not read."""


def parse(data: bytes) -> etree._Element:
    """The root of a document. Errors: `NotXml`."""
    if len(data) > MOST_BYTES:
        raise NotXml
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper() or data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        raise NotXml
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise NotXml from error
    if str(getattr(root.getroottree().docinfo, "doctype", "")) or _too_much(root):
        raise NotXml
    return root


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return etree.QName(element).localname


def space_of(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _too_much(root: etree._Element) -> bool:
    stack, seen = [(root, 1)], 0
    while stack:
        element, depth = stack.pop()
        seen += 1
        if depth > MOST_DEEP or seen > MOST_ELEMENTS:
            return True
        stack += [(child, depth + 1) for child in element]
    return False
