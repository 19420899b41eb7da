"""What leaves the house as open data, with a description that programs read: a Data Package (Frictionless) beside each file,
and a catalogue (DCAT) of everything that is out. Tables of numbers carry hashtags of HXL as well; records never do."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from malath.statistics.definitions import FIELDS, Text
from malath.statistics.models import OpenFile, Release
from malath.statistics.opendata import noise, own, shape
from malath.statistics.opendata.ctdc import NULL
from malath.statistics.words import OwnFile, ReleaseState, Unit

DATA, DESCRIPTION = "data.csv", "datapackage.json"
TOTAL: Final = "_T"
"""Whatever it is, as other systems of statistics write it."""
NUMBERS: Final = {Unit.PERSONS: "#affected", Unit.CASES: "#event+num", Unit.REFERRALS: "#service+num"}
TAGS: Final = {"governorate": "#adm1+code", "year": "#date+year", "found_year": "#date+year"}
LANGUAGES: Final = ("en", "ar")
ABOUT: Final = {
    OwnFile.RECORDS: _("Groups of eleven records or more that tell the same. NULL is missing, never no."),
    OwnFile.NOISY: _("Counts with noise (differential privacy). Sums may differ."),
    OwnFile.DRAWN: _("Invented from counts with noise. No row is a person; not for official figures."),
}
Said = Mapping[str, str]
"""A text in both languages."""


@dataclass(frozen=True)
class Column:
    """A column of a file: its name, what it is called, and what may stand in it."""

    name: str
    title: str
    type: str = "string"
    values: tuple[str, ...] = ()

    def described(self) -> dict[str, Any]:
        bounds = {"constraints": {"enum": list(self.values)}} if self.values else {}
        return {"name": self.name, "title": self.title, "type": self.type, **bounds}


@dataclass(frozen=True)
class Entry:
    """Something that is out. `series`: what its versions have in common."""

    reference: str
    version: int
    at: datetime
    title: Said
    about: Said


def of_release(release: Release) -> Entry:
    at, about = release.settled_at or release.proposed_at, {"en": release.method_en, "ar": release.method_ar}
    return Entry(release.reference, release.version, at, release.table.shown["title"], about)


def of_file(file: OpenFile) -> Entry:
    kind = OwnFile(file.kind)
    return Entry(file.reference, 1, file.settled_at or file.proposed_at, _in_both(kind.label), _in_both(ABOUT[kind]))


def _in_both(text: Text) -> Said:
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(text)
    return said


def _in_english(text: Text) -> str:
    return _in_both(text)["en"]


def packed_table(release: Release) -> bytes:
    """A released table in codes, a line for each cell, with its description. What is not told stays empty."""
    names = release.table.fields.split(",")
    unit, aside = Unit(release.table.unit), release.table.shown["base"] // 2
    values = release.table.shown["values"]
    columns = [Column(n, _in_english(FIELDS[n].label), values=(*of["en"], TOTAL)) for n, of in zip(names, values, strict=True)]
    lines = [[*names, unit.value], [*(TAGS.get(name, f"#meta+{name}") for name in names), NUMBERS[unit]]]
    lines += [[*(v or TOTAL for v in chosen), str(told[1] - aside) if told else ""] for chosen, told in release.table.cells]
    return _packed(of_release(release), [*columns, Column(unit.value, _in_english(unit.label), "integer")], lines)


def packed_file(file: OpenFile) -> bytes:
    """A file of our own, with its description."""
    return _packed(of_file(file), _columns(file), own.table(file))


def _columns(file: OpenFile) -> list[Column]:
    match OwnFile(file.kind):
        case OwnFile.RECORDS:
            return [_in_shape(name, kind) for name, kind in shape.kinds().items()]
        case OwnFile.NOISY:
            texts = [Column(f"{what}_{number}", f"{what} {number}") for number in (1, 2) for what in ("field", "value")]
            return [*texts, Column("people", "people", "integer")]
        case OwnFile.DRAWN:
            values = noise.values_in(file).items()
            drawn = [Column(name, _in_english(FIELDS[name].label), values=some[1:]) for name, some in values]
            return [*drawn, Column(noise.SYNTHETIC, noise.SYNTHETIC, values=("yes",))]


def _in_shape(name: str, kind: str) -> Column:
    values = tuple(shape.fields()[name].values or ())
    return Column(name, _in_english(shape.LABELS[name]), "year" if kind == shape.YEAR else "string", values)


def _packed(entry: Entry, columns: Sequence[Column], lines: Iterable[Sequence[str]]) -> bytes:
    """The two files in one; the same file is packed the same way each time."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    content, packed = text.getvalue().encode(), io.BytesIO()
    described = json.dumps(described_as(entry, columns, content), ensure_ascii=False, indent=1).encode()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((DATA, content), (DESCRIPTION, described)):
            archive.writestr(zipfile.ZipInfo(name, entry.at.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def described_as(entry: Entry, columns: Sequence[Column], content: bytes) -> dict[str, Any]:
    """The Data Package of one file. The line of hashtags is a comment to whoever reads it."""
    resource = {
        "name": "data", "path": DATA, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "commentChar": "#"},
        "schema": {"fields": [column.described() for column in columns], "missingValues": ["", NULL]},
    }  # fmt: skip
    return {
        "profile": "tabular-data-package", "name": entry.reference.lower(), "id": entry.reference,
        "title": entry.title["en"], "title_ar": entry.title["ar"],
        "description": entry.about["en"], "description_ar": entry.about["ar"],
        "version": str(entry.version), "created": entry.at.isoformat(), "resources": [resource],
    }  # fmt: skip


def catalogue() -> dict[str, Any]:
    """Everything that is out, as DCAT in JSON-LD. Two statements."""
    releases = Release.objects.filter(state=ReleaseState.RELEASED).select_related("table").order_by("-settled_at", "-pk")
    files = OpenFile.objects.filter(state=ReleaseState.RELEASED).defer("held").order_by("-settled_at", "-pk")
    entries = [*map(of_release, releases), *map(of_file, files)]
    return {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dcat:Catalog",
        "dct:title": _tagged({"en": "Malath", "ar": "ملاذ"}),
        "dcat:dataset": [_dataset(entry) for entry in entries],
    }


def _dataset(entry: Entry) -> dict[str, Any]:
    form = {"@type": "dcat:Distribution", "dct:format": "application/zip", "dct:conformsTo": "tabular-data-package"}
    return {
        "@id": f"urn:malath:{entry.reference}", "@type": "dcat:Dataset", "dct:identifier": entry.reference,
        "dct:title": _tagged(entry.title), "dct:description": _tagged(entry.about), "dcat:version": str(entry.version),
        "dct:issued": entry.at.isoformat(), "dcat:distribution": [form],
    }  # fmt: skip


def _tagged(said: Said) -> list[dict[str, str]]:
    return [{"@value": said[language], "@language": language} for language in LANGUAGES]
