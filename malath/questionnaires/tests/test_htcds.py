"""IOM's own form of HTCDS 2.0: it comes in as it is, and a browser and a phone give the same record."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree
from openpyxl import load_workbook

from malath.foundation.testing import Clock
from malath.helpline.testing import MONDAY
from malath.questionnaires import asking, instances, queries
from malath.questionnaires.actions import devices as device_actions
from malath.questionnaires.converting import convert_xlsform
from malath.questionnaires.definition import Form
from malath.questionnaires.models import Filling, Version
from malath.questionnaires.testing import make_published
from malath.questionnaires.tests.conftest import House
from malath.questionnaires.words import Kind, Mended
from tests.journeys.openrosa import Phone

FILE = settings.STANDARDS / "htcds" / "htcds_xlsform.xlsx"
GIVEN = {
    "con_Consent": "TRUE", "prs_First_Name": "Invented", "prs_Birthdate": "1999-03-01", "prs_Gender": "Feminine",
    "prs_Citizenship": "ET", "vic_MethodOfRecruitment": "AtWork AtAPlaceOfBusiness",
    "vic_TraffickingStatus": "PossibleVictimOfTrafficking", "vic_Methods_of_Control": "PhysicalThreats DebtBondage",
    "vic_LocationOfExploitation": "A house — بيت", "cas_Status": "Active", "cas_IncomingReferralDate": "2026-11-01",
}  # fmt: skip
WHEN = {"start", "end"}
"""When it was begun and finished differs between two fillings, as it must."""


@pytest.fixture
def htcds(house: House) -> Version:
    data = FILE.read_bytes()
    return make_published(data, house.faris, house.rana, house.office, at=MONDAY, kind=Kind.HTCDS, form_id="htcds_xlsform")


def test_every_question_and_choice_of_the_workbook_is_there() -> None:
    form = convert_xlsform(FILE.read_bytes(), form_id="htcds_xlsform").form
    book = load_workbook(BytesIO(FILE.read_bytes()), read_only=True)
    names = [row[1] for row in book["survey"].iter_rows(min_row=2, values_only=True) if row[1]]
    codes = [str(row[1]).strip() for row in book["choices"].iter_rows(min_row=2, values_only=True) if row[1] is not None]
    assert [item.path for item in form.items()] == names
    assert sorted(choice.code for choices in form.lists.values() for choice in choices) == sorted(codes)
    assert (form.id, form.version) == ("htcds_xlsform", "vSmt4GQA3C9uBMLPEVfgND")


def test_what_was_tidied_in_it_is_told(htcds: Version, amal: Client, clock: Clock) -> None:
    assert [Mended.CODE_TRIMMED.value, "methodsofcontrol / DebtBondage"] in htcds.mended
    assert "methodsofcontrol / DebtBondage" in amal.get(f"/forms/versions/{htcds.reference}/").content.decode()


def in_the_browser(client: Client, house: House, version: Version, form: Form) -> Filling:
    """Filled in by what stands on the pages, step by step."""
    client.post(f"/forms/versions/{version.reference}/begin/", {"desk": house.desk.reference})
    row = Filling.objects.get(trial=False, device=None)
    names = asking.names_of(form)
    typed: dict[str, Any] = {names[path]: text for path, text in GIVEN.items()}
    typed |= {names[item.path]: GIVEN[item.path].split() for item in form.items() if item.kind == "many" and item.path in GIVEN}
    for number in range(1, len(asking.steps_of(form, "")) + 1):
        answer = client.post(f"/forms/filled/{row.reference}/steps/{number}/", typed)
        assert answer.status_code == 302, answer.content.decode()
    assert client.post(f"/forms/filled/{row.reference}/finish/").status_code == 302
    return Filling.objects.select_related("key", "version").get(pk=row.pk)


def on_a_phone(house: House, form: Form) -> Filling:
    """Filled in by a program that collects forms."""
    phone = Phone(f"/collect/{device_actions.let_in(house.desk, by=house.zayd, at=MONDAY).token}")
    listed = next(one for one in phone.forms() if one["formID"] == form.id)
    now = {"start": "2026-11-16T10:00:00.000+03:00", "end": "2026-11-16T10:10:00.000+03:00"}
    assert phone.may_send()
    assert phone.sends(phone.filled(phone.fetched(listed), {**GIVEN, **now})).status_code == 201
    return Filling.objects.select_related("key", "version").get(device__isnull=False)


def test_a_browser_and_a_phone_give_the_same_record(amal: Client, house: House, htcds: Version, clock: Clock) -> None:
    form = queries.form_of(htcds)
    typed, sent = in_the_browser(amal, house, htcds, form), on_a_phone(house, form)
    ours, theirs = (queries.look_at(row, MONDAY).record() for row in (typed, sent))
    assert {key: text for key, text in ours.items() if key not in WHEN} == {
        key: text for key, text in theirs.items() if key not in WHEN
    }
    assert ours["vic_Methods_of_Control"] == "PhysicalThreats DebtBondage"
    assert ours["__version__"] == form.version
    assert all(ours[key] for key in WHEN)


def test_the_instance_is_valid_against_the_model(amal: Client, house: House, htcds: Version, clock: Clock) -> None:
    form = queries.form_of(htcds)
    row = in_the_browser(amal, house, htcds, form)
    xml = amal.post(f"/forms/filled/{row.reference}/instance/").content
    root, model = etree.fromstring(xml), etree.fromstring(htcds.xform.encode())
    data = model.find(".//{http://www.w3.org/2002/xforms}instance")[0]  # type: ignore[index]  # it is there
    wanted = [etree.QName(one).localname for one in data]
    assert [etree.QName(one).localname for one in root] == wanted
    assert (root.get("id"), root.get("version")) == (data.get("id"), data.get("version"))
    assert instances.read(form, xml) == queries.answers_of(row)
