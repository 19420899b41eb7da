"""A phone as ODK Collect is one to a server: it fetches the list, the form, checks its hash, asks before it sends, and sends in
parts. It knows XForms and nothing of Malath; what it fills in goes into the very model it was given."""

import hashlib
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

LIST = "{http://openrosa.org/xforms/xformsList}"
TEMPLATE = "{http://openrosa.org/javarosa}template"
PLAIN = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
XFORMS = "{http://www.w3.org/2002/xforms}"


@dataclass
class Phone:
    """Holds the address it was set up with, and no cookie."""

    address: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def asked(self, path: str) -> Any:
        return self.client.get(path, headers={"X-OpenRosa-Version": "1.0"})

    def forms(self) -> list[dict[str, str]]:
        """What it may fill in."""
        answer = self.asked(f"{self.address}/formList")
        assert answer.status_code == 200
        assert answer["X-OpenRosa-Version"] == "1.0"
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        root = etree.fromstring(answer.content, PLAIN)
        return [{str(part.tag).removeprefix(LIST): part.text or "" for part in one} for one in root]

    def fetched(self, form: dict[str, str]) -> bytes:
        """The XForm, which must be the one the list promised."""
        answer = self.asked(re.sub(r"https?://[^/]+", "", form["downloadUrl"]))
        assert form["hash"] == f"md5:{hashlib.md5(answer.content, usedforsecurity=False).hexdigest()}"
        content: bytes = answer.content
        return content

    def filled(self, xform: bytes, answers: dict[str, str], mark: str = "") -> bytes:
        """The model of the form with these answers in it, by the names of its elements."""
        model = etree.fromstring(xform, PLAIN).find(f".//{XFORMS}instance")
        assert model is not None
        data = model[0]
        for element in [one for one in data.iter() if TEMPLATE in one.attrib]:
            element.getparent().remove(element)  # type: ignore[union-attr]  # it lies in the data
        for element in data.iter():
            name = etree.QName(element).localname
            if name in answers:
                element.text = answers[name]
            if name == "instanceID":
                element.text = mark or f"uuid:{uuid.uuid4()}"
            if name == "__version__":
                element.text = data.get("version")
        return etree.tostring(data, encoding="utf-8", xml_declaration=True)

    def may_send(self) -> bool:
        """What a phone asks before it sends."""
        return self.client.head(f"{self.address}/submission", headers={"X-OpenRosa-Version": "1.0"}).status_code == 204

    def sends(self, xml: bytes, **files: bytes) -> Any:
        parts = {"xml_submission_file": SimpleUploadedFile("submission.xml", xml, "text/xml")}
        parts |= {name: SimpleUploadedFile(name.replace("__", "."), data) for name, data in files.items()}
        return self.client.post(f"{self.address}/submission", parts, headers={"X-OpenRosa-Version": "1.0"})
