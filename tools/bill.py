"""The bill of all that is used by others: build/malath.cdx.json in the format of CycloneDX 1.6, made from the locks.

python -m tools.bill

It names no moment and no machine: the same locks make the same bill. Licences are those of docs/licences.md.
"""

import base64
import json
import re
import sys
from collections.abc import Iterator
from typing import Any, Final

from tools import licences

BILL: Final = licences.ROOT / "build" / "malath.cdx.json"
PINNED: Final = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>[^\n]*(?:\n    [^\n]*)*)", re.MULTILINE)
HASH: Final = re.compile(r"sha256:([0-9a-f]{64})")
EXPRESSION: Final = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")
ALWAYS: Final = "run"
Component = dict[str, Any]


def main() -> int:
    BILL.parent.mkdir(exist_ok=True)
    made = bill()
    BILL.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{BILL.relative_to(licences.ROOT)}: {len(made['components'])} packages")
    return 0


def bill() -> dict[str, Any]:
    said = licences.named()
    found: dict[str, Component] = {}
    for one in (*of_python(said), *of_browsers(said)):
        found.setdefault(one["purl"], one)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "malath", "licenses": [{"expression": "EUPL-1.2"}]}},
        "components": [found[purl] for purl in sorted(found)],
    }


def of_python(said: dict[str, str]) -> Iterator[Component]:
    """What runs before what only some need: of a package in two locks the first counts."""
    for lock in licences.LOCKS:
        text = (licences.ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
        for match in PINNED.finditer(text):
            name, version = match["name"].lower(), match["version"]
            hashes = [("SHA-256", content) for content in HASH.findall(match["rest"])]
            yield component(f"pkg:pypi/{name}@{version}", name, version, said[name], hashes, needed=lock == ALWAYS)


def of_browsers(said: dict[str, str]) -> Iterator[Component]:
    packages = json.loads((licences.ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, facts in packages.items():
        if path:
            name, (kind, _, content) = path.removeprefix("node_modules/"), facts["integrity"].partition("-")
            hashes = [(kind.upper().replace("SHA", "SHA-"), base64.b64decode(content).hex())]
            address = f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}"
            yield component(address, name, facts["version"], said[name], hashes, needed=True)


def component(purl: str, name: str, version: str, licence: str, hashes: list[tuple[str, str]], *, needed: bool) -> Component:
    whole = EXPRESSION.fullmatch(licence)
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "scope": "required" if needed else "optional",
        "licenses": [{"expression": licence} if whole else {"license": {"name": licence}}],
        "hashes": [{"alg": kind, "content": content} for kind, content in hashes],
    }


if __name__ == "__main__":
    sys.exit(main())
