from pathlib import Path

import polib
import pytest

from tools.texts import PLURAL_FORMS, findings, in_code
from tools.translations import Conflict, compile_all, merged

PLURALS = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
COUNTED = dict(enumerate(["لا أحد", "واحد", "اثنان", "%(n)s أشخاص", "%(n)s شخصًا", "%(n)s شخص"]))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "malath" / "cases").mkdir(parents=True)
    (tmp_path / "locale" / "ar").mkdir(parents=True)
    return tmp_path


def write_code(house: Path, text: str, name: str = "views.py") -> None:
    (house / "malath" / "cases" / name).write_text(text, encoding="utf-8")


def write_po(house: Path, *entries: polib.POEntry, name: str = "cases", plurals: str = PLURALS) -> Path:
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "ar", "Plural-Forms": plurals}
    file.extend(entries)
    path = house / "locale" / "ar" / f"{name}.po"
    file.save(str(path))
    return path


def test_it_finds_texts_in_code_and_templates(house: Path) -> None:
    write_code(house, 'gettext("Open")\nngettext("%(n)s person", "%(n)s people", n)\npgettext("month", "May")\n')
    write_code(house, "{% blocktranslate trimmed %}\n  It is {{ hour }}\n{% endblocktranslate %}", "page.html")
    assert {(found.context, found.english, found.plural) for found in in_code(house)} == {
        (None, "Open", None),
        (None, "%(n)s person", "%(n)s people"),
        ("month", "May", None),
        (None, "It is %(hour)s", None),
    }


def test_it_says_nothing_about_a_complete_translation(house: Path) -> None:
    write_code(house, 'gettext("Open %(what)s")\nngettext("%(n)s person", "%(n)s people", n)\n')
    write_po(
        house,
        polib.POEntry(msgid="Open %(what)s", msgstr="افتح %(what)s"),
        polib.POEntry(msgid="%(n)s person", msgid_plural="%(n)s people", msgstr_plural=COUNTED),
    )
    assert findings("ar", house) == []


def test_it_names_a_text_without_a_translation(house: Path) -> None:
    write_code(house, '\ngettext("Close")\n')
    write_po(house)
    assert findings("ar", house) == ["malath/cases/views.py:2: “Close” has no translation into ar"]


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (polib.POEntry(msgid="Open", msgstr="افتح", flags=["fuzzy"]), "is marked fuzzy"),
        (polib.POEntry(msgid="Open", msgstr="افتح %(x)s"), "has other placeholders in its translation"),
        (polib.POEntry(msgid="Open", msgstr="افتح %s"), "has a placeholder without a name"),
        (polib.POEntry(msgid="Open", msgstr="افتح", obsolete=True), "is obsolete"),
        (polib.POEntry(msgid="Open", msgstr=""), "is not translated"),
    ],
)
def test_it_complains_of_a_poor_translation(house: Path, entry: polib.POEntry, complaint: str) -> None:
    write_code(house, 'gettext("Open")\n')
    write_po(house, entry)
    assert any(complaint in finding for finding in findings("ar", house))


def test_a_counted_text_needs_all_forms_and_its_number(house: Path) -> None:
    write_code(house, 'ngettext("%(n)s person", "%(n)s people", n)\n')
    numberless = COUNTED | {3: "أشخاص"}
    write_po(house, polib.POEntry(msgid="%(n)s person", msgid_plural="%(n)s people", msgstr_plural=numberless))
    assert "other placeholders" in findings("ar", house)[0]
    few = {form: text for form, text in COUNTED.items() if form < PLURAL_FORMS["ar"] - 1}
    write_po(house, polib.POEntry(msgid="%(n)s person", msgid_plural="%(n)s people", msgstr_plural=few))
    assert "needs 6 plural forms, has 5" in findings("ar", house)[0]


def test_a_translation_that_nothing_uses_is_named_unless_it_is_for_a_library(house: Path) -> None:
    write_po(house, polib.POEntry(msgid="Gone", msgstr="ذهب"))
    assert findings("ar", house)[0].endswith("“Gone” is in no page and no code")
    write_po(house, polib.POEntry(msgid="Gone", msgstr="ذهب", comment="library"))
    assert findings("ar", house) == []


def test_a_header_without_the_six_forms_is_named(house: Path) -> None:
    write_po(house, plurals="nplurals=2; plural=n != 1;")
    assert findings("ar", house) == ["cases.po: its header does not name the 6 plural forms"]


def test_two_parts_may_not_translate_one_text_differently(house: Path) -> None:
    one = write_po(house, polib.POEntry(msgid="Open", msgstr="افتح"), name="cases")
    two = write_po(house, polib.POEntry(msgid="Open", msgstr="مفتوح"), name="referrals")
    with pytest.raises(Conflict, match=r"cases\.po and referrals\.po translate “Open” differently"):
        merged([one, two])


def test_a_context_makes_two_texts_of_one(house: Path) -> None:
    one = write_po(house, polib.POEntry(msgid="Open", msgstr="افتح"), name="cases")
    two = write_po(house, polib.POEntry(msgid="Open", msgstr="مفتوح", msgctxt="state"), name="referrals")
    assert len(merged([one, two])) == 2


def test_all_parts_become_one_compiled_file(house: Path) -> None:
    write_po(house, polib.POEntry(msgid="Open", msgstr="افتح"), name="cases")
    write_po(house, polib.POEntry(msgid="Close", msgstr="أغلق"), name="referrals")
    compile_all(house / "locale")
    compiled = polib.mofile(str(house / "locale" / "ar" / "LC_MESSAGES" / "django.mo"))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {"Open": "افتح", "Close": "أغلق"}
    assert compiled.metadata["Plural-Forms"] == PLURALS
