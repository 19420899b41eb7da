"""XLSForms come in whole or not at all."""

import io
import json
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malath.questionnaires.converting import CannotConvert, Converted, convert_xlsform
from malath.questionnaires.definition import Group, Item, from_json, to_json
from malath.questionnaires.reading import CannotRead, read_xform
from malath.questionnaires.testing import make_xlsform, rows
from malath.questionnaires.words import WhyRefused

# ruff: noqa: E501  # the tables are read as they are written in a workbook
SURVEY = """
type | name | label::English (en) | label::Arabic (ar) | hint::English (en) | relevant | required | constraint | constraint_message::English (en) | calculation | choice_filter | default
text | who | Name | الاسم | As said | | yes | | | | |
begin group | g | Work | العمل | | ${who} != '' | | | | | |
integer | age | Age | العمر | | | | . > 0 and . < 120 | Between 1 and 119 | | |
select_one yn | works | Does ${who} work? | هل يعمل ${who}؟ | | ${age} >= 15 | true() | | | | |
end group | | | | | | | | | | |
begin repeat | kids | Children | الأطفال | | ${works} = 'yes' | | | | | |
text | kid | Name | الاسم | | | | | | | |
integer | kage | Age | العمر | | ${kid} != '' | | . < ${age} | | | |
calculate | nth | | | | | | | | position(..) | |
end repeat | | | | | | | | | | |
calculate | total | | | | | | | | sum(${kage}) | |
select_one gov | gov | Governorate | المحافظة | | | | | | | | AM
select_one dist | dist | District | اللواء | | | | | | | gov=${gov} |
date | day | Date | التاريخ | | | | . <= today() | | | | today()
note | thanks | Thanks ${who} | شكرا | | | | | | | |
"""
CHOICES = """
list_name | name | label::English (en) | label::Arabic (ar) | gov
yn | yes | Yes | نعم |
yn | no | No | لا |
yn | unknown | Not known | غير معروف |
yn | refused | Does not want to say | لا يريد الإجابة |
gov | AM | Amman | عمان |
gov | IR | Irbid | إربد |
dist | a1 | A1 | أ1 | AM
dist | i1 | I1 | إ1 | IR
"""
SETTINGS = {"form_id": "household", "version": "3", "form_title": "Household", "default_language": "Arabic (ar)"}


def household() -> bytes:
    return make_xlsform(rows(SURVEY), rows(CHOICES), SETTINGS)


def converted() -> Converted:
    return convert_xlsform(household())


def one(kind: str, name: str = "q", **more: str) -> bytes:
    return make_xlsform(
        [{"type": "text", "name": "first", "label": "First"}, {"type": kind, "name": name, "label": "Q", **more}]
    )


def refusal(workbook: bytes) -> CannotConvert:
    with pytest.raises(CannotConvert) as refused:
        convert_xlsform(workbook)
    return refused.value


def test_it_understands_groups_repeats_languages_and_formulas() -> None:
    form = converted().form
    nodes = {node.path: node for node in form.nodes()}
    assert (form.id, form.version, form.title, form.languages) == ("household", "3", "Household", ("ar", "en"))
    works, kids, age = nodes["g/works"], nodes["kids"], nodes["g/age"]
    assert isinstance(works, Item)
    assert isinstance(age, Item)
    assert isinstance(kids, Group)
    assert kids.repeats
    assert works.label == {"en": ("Does ", ("p", "who"), " work?"), "ar": ("هل يعمل ", ("p", "who"), "؟")}
    assert works.relevant == ("o", ">=", ("p", "g/age"), ("n", 15.0))
    assert age.constraint_words == {"en": ("Between 1 and 119",)}
    assert [choice.code for choice in form.lists["yn"]] == ["yes", "no", "unknown", "refused"]
    assert nodes["dist"].filter == ("o", "=", ("c", "gov"), ("p", "gov"))  # type: ignore[union-attr]


def test_everything_is_worked_out_after_what_it_leans_on() -> None:
    order = converted().form.order
    assert order.index("who") < order.index("g") < order.index("g/age") < order.index("g/works") < order.index("kids")
    assert order.index("kids/kage") < order.index("total")


def test_a_form_is_kept_as_json_and_comes_back_the_same() -> None:
    form = converted().form
    assert from_json(json.loads(json.dumps(to_json(form)))) == form


def test_a_form_without_an_id_takes_the_one_it_is_given() -> None:
    plain = make_xlsform([{"type": "text", "name": "a", "label": "A"}], settings={"version": "1"})
    made = convert_xlsform(plain, form_id="htcds")
    assert made.form.id == "htcds"
    assert read_xform(made.xform.encode()) == made.form
    assert "<h:title>htcds</h:title>" in made.xform


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        ("image", {}, WhyRefused.NOT_KNOWN), ("audio", {}, WhyRefused.NOT_KNOWN), ("geopoint", {}, WhyRefused.NOT_KNOWN),
        ("barcode", {}, WhyRefused.NOT_KNOWN), ("text", {"appearance": "ex:other.app"}, WhyRefused.APPEARANCE),
        ("text", {"media::image": "a.png"}, WhyRefused.MEDIA), ("deviceid", {}, WhyRefused.WATCHED),
        ("phonenumber", {}, WhyRefused.WATCHED), ("text", {"relevant": "once('x') = 'x'"}, WhyRefused.FORMULA),
        ("text", {"constraint": "regex(., '(a+)+')"}, WhyRefused.FORMULA), ("text", {"calculation": "${q} + 1"}, WhyRefused.CIRCLE),
        ("text", {"calculation": "random()"}, WhyRefused.FORMULA),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_with_its_row(kind: str, more: dict[str, str], why: WhyRefused) -> None:
    refused = refusal(one(kind, **more))
    assert (refused.why, refused.row) == (why, 3)


def test_a_list_of_another_file_is_refused() -> None:
    assert refusal(one("text", relevant="pulldata('a','b','c','d') = '1'")).why == WhyRefused.LIST_ELSEWHERE


def test_a_repeat_in_a_repeat_and_one_with_a_fixed_number_are_refused() -> None:
    inner = rows(
        "type | name | label\nbegin repeat | a | A\nbegin repeat | b | B\ntext | c | C\nend repeat | |\nend repeat | |"
    )
    assert refusal(make_xlsform(inner)).why == WhyRefused.REPEAT_IN_REPEAT
    counted = rows("type | name | label | repeat_count\nbegin repeat | a | A | 3\ntext | c | C |\nend repeat | | |")
    assert refusal(make_xlsform(counted)).why == WhyRefused.COUNTED


def test_people_are_never_put_in_a_list_on_phones() -> None:
    book = openpyxl.load_workbook(io.BytesIO(household()))
    sheet = book.create_sheet("entities")
    sheet.append(["list_name", "label"])
    sheet.append(["people", "concat('x', ${who})"])
    out = io.BytesIO()
    book.save(out)
    assert refusal(out.getvalue()).why == WhyRefused.ENTITIES


def test_an_error_of_the_xlsform_is_told_with_its_row() -> None:
    broken = refusal(make_xlsform(rows("type | name | label | relevant\ntext | a | A |\ntext | b | B | ${nobody} = 1")))
    assert broken.why == WhyRefused.XLSFORM
    assert broken.row == 3
    assert "nobody" in broken.words


def test_a_form_that_asks_nothing_is_refused() -> None:
    assert refusal(make_xlsform([{"type": "note", "name": "n", "label": "N"}])).why == WhyRefused.NOTHING_ASKED


def test_a_workbook_that_is_none_or_dangerous_is_not_opened() -> None:
    assert refusal(b"").why == WhyRefused.NOT_A_FORM
    assert refusal(b"%PDF-1.7").why == WhyRefused.NOT_A_FORM
    assert refusal(b"PK\x03\x04" + b"x" * 50).why == WhyRefused.UNSAFE
    assert refusal(b"PK\x03\x04" * 1_000_000).why == WhyRefused.TOO_LARGE
    assert refusal(_zipped({"xl/workbook.xml": b" " * 30_000_000})).why == WhyRefused.UNSAFE
    assert refusal(_zipped({"xl/workbook.xml": b"x", "../../evil": b"x"})).why == WhyRefused.UNSAFE
    assert refusal(_zipped({"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"})).why == WhyRefused.MACROS
    assert refusal(_zipped({"xl/workbook.xml": b"<x/>"})).why in (WhyRefused.UNSAFE, WhyRefused.XLSFORM)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_refused_and_breaks_nothing(place: int, noise: bytes) -> None:
    whole = WHOLE
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    with suppress(CannotConvert):
        convert_xlsform(damaged)


BOMBS = [
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    b"<a>" * 500 + b"</a>" * 500,
    b"<a>" + b"<b/>" * 70_000 + b"</a>",
    b"", b"\x00", b"<a", b"\xff\xfe<\x00a\x00/\x00>\x00",
    b'<?xml version="1.0" encoding="utf-7"?><a/>',
    "<html/>".encode("utf-16"),
]  # fmt: skip


@pytest.mark.parametrize("data", BOMBS, ids=range(len(BOMBS)))
def test_xml_that_is_a_weapon_is_no_form(data: bytes) -> None:
    with pytest.raises(CannotRead):
        read_xform(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=6))
def test_a_damaged_xform_is_refused_or_read_and_breaks_nothing(place: int, noise: bytes) -> None:
    whole = XFORM
    with suppress(CannotRead):
        read_xform(whole[:place] + noise + whole[place + len(noise) :])


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


WHOLE = household()
XFORM = converted().xform.encode()
