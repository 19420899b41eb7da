"""What leaves as open data is described so that programs can read it."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from malath.accounts.testing import signed_in
from malath.privacy.testing import MONDAY
from malath.statistics import actions
from malath.statistics.actions import own_files
from malath.statistics.models import Release
from malath.statistics.opendata import metadata, shape
from malath.statistics.testing import make_counted, make_own_records, make_proposed
from malath.statistics.tests.conftest import House


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def out(house: House) -> Release:
    make_counted(house.desk, house.nour)
    return actions.approve(make_proposed(house.sama), by=house.omar, at=MONDAY)


def opened(packed: bytes) -> tuple[list[list[str]], dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["data.csv", "datapackage.json"]
        content, described = archive.read("data.csv"), json.loads(archive.read("datapackage.json"))
    (resource,) = described["resources"]
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    lines = list(csv.reader(io.StringIO(content.decode())))
    assert [field["name"] for field in resource["schema"]["fields"]] == lines[0]
    return lines, described


def test_a_table_has_hashtags_and_codes_and_tells_no_more_than_its_page(out: Release) -> None:
    lines, described = opened(metadata.packed_table(out))
    assert lines[:2] == [["sex", "persons"], ["#meta+sex", "#affected"]]
    assert {"female", "male", "_T"} <= {line[0] for line in lines[2:]}
    assert {line[1] for line in lines[2:]} == {""}, "one person is told nowhere"
    assert described["title"] == "Persons: Sex"
    assert described["description_ar"] == "أُحصي من الملفات."


def test_what_stands_in_a_column_is_named(out: Release) -> None:
    lines, described = opened(metadata.packed_table(out))
    known = described["resources"][0]["schema"]["fields"][0]["constraints"]["enum"]
    assert {line[0] for line in lines[2:]} <= set(known)


def test_records_have_no_hashtags_and_say_that_null_is_missing(house: House) -> None:
    lines, described = opened(metadata.packed_file(make_own_records(house.sama)))
    assert lines[0] == list(shape.kinds())
    assert not any(cell.startswith("#") for line in lines for cell in line)
    assert described["resources"][0]["schema"]["missingValues"] == ["", "NULL"]
    assert "NULL is missing, never no." in described["description"]


def test_the_same_file_is_packed_the_same_way(house: House) -> None:
    file = make_own_records(house.sama)
    assert metadata.packed_file(file) == metadata.packed_file(file)


def test_the_catalogue_names_what_is_out_and_nothing_else(out: Release, house: House) -> None:
    file = make_own_records(house.sama)
    assert [one["dct:identifier"] for one in metadata.catalogue()["dcat:dataset"]] == [out.reference]
    own_files.approve(file, by=house.omar, at=MONDAY)
    actions.withdraw(out, "Wrong", by=house.omar, at=MONDAY)
    (dataset,) = metadata.catalogue()["dcat:dataset"]
    assert dataset["dct:identifier"] == file.reference
    assert {one["@language"] for one in dataset["dct:title"]} == {"en", "ar"}


def test_only_what_is_out_is_taken_for_programs(out: Release, house: House, client: Client) -> None:
    signed_in(client, house.omar)
    address = reverse("statistics:take_table_package", args=[out.table.reference])
    assert (
        "Take out for programs" in client.get(reverse("statistics:figure_table", args=[out.table.reference])).content.decode()
    )
    assert client.post(address)["Content-Type"] == "application/zip"
    assert client.get(reverse("statistics:catalogue"))["Content-Type"] == "application/ld+json"
    actions.withdraw(out, "Wrong", by=house.omar, at=MONDAY)
    assert client.post(address).status_code == 404
