"""The *May import* column of architecture.md §4: a file's name says what it may lean on."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, Import, Module, assert_none, imports, layers, modules, plant

# Files beside the table of §4, and the name in it whose rule they keep. A "door" keeps none of it.
ODD = {
    "audit/certificates": "queries",
    "accounts/adapters": "door",
    "accounts/http": "door",
    "accounts/idle": "door",
    "accounts/passwords": "door",
    "accounts/providers": "door",
    "accounts/roles": "words",
    "api/http": "door",
    "audit/seat_belt": "door",
    "api/v1": "door",
    "api/work": "door",
    "helpline/box": "door",
    "helpline/letters": "rules",
    "helpline/work": "door",
    "identification/marks": "rules",
    "returns/rules_mission": "rules",
    "returns/rules_letters": "rules",
    "returns/rules_programme": "rules",
    "returns/rules_reintegration": "rules",
    "returns/words_answers": "words",
    "returns/words_mission": "words",
    "returns/words_reintegration": "words",
    "figures/anonymous": "rules",
    "figures/attack": "rules",
    "figures/drawn": "rules",
    "figures/engines": "rules",
    "figures/noisy": "rules",
    "figures/shapes": "rules",
    "figures/tables": "rules",
    "justice/answering": "door",
    "inbox/channels": "door",
    "inbox/wording": "texts",
    "people/countries": "texts",
    "people/dates": "rules",
    "people/earlier": "rules",
    "people/languages": "texts",
    "people/names": "rules",
    "people/spellings": "rules",
    "people/stay": "rules",
    "people/tokens": "rules",
    "privacy/compartments": "rules",
    "privacy/levels": "rules",
    "privacy/marks": "texts",
    "privacy/neutral": "rules",
    "privacy/search": "queries",
    "privacy/sharing": "rules",
    "privacy/wording": "texts",
    "questionnaires/writing": "texts",
    "linkage/batch": "door",
    "linkage/evaluation": "rules",
    "linkage/meetings": "rules",
    "linkage/scoring": "rules",
    "offline/counted": "door",
    "offline/envelope": "rules",
    "offline/kit": "door",
    "offline/reading": "door",
    "offline/replay": "door",
    "offline/steps": "door",
    "offline/work": "door",
    "documents/archives": "rules",
    "awareness/captions": "rules",
    "awareness/http": "door",
    "figures/intervals": "rules",
    "figures/money": "rules",
    "awareness/shelf": "rules",
    "awareness/publishing": "door",
    "documents/container": "rules",
    "documents/looking": "rules",
    "documents/media": "rules",
    "documents/pictures": "rules",
    "documents/portable": "rules",
    "documents/publishing": "door",
    "documents/receiving": "door",
    "documents/scanner": "door",
    "documents/streams": "rules",
    "documents/traces": "rules",
    "documents/typesetting": "door",
    "documents/uploads": "door",
    "publicsite/asking": "door",
    "publicsite/flood": "rules",
    "publicsite/http": "door",
    "publicsite/kept": "door",
    "publicsite/shelf": "door",
    "publicsite/validity": "door",
    "referrals/http": "door",
    "returns/http": "door",
    "cases/http": "door",
    "screening/content": "texts",
    "support/http": "door",
    "training/after_rules": "rules",
    "training/http": "door",
    "shelter/http": "door",
    "statistics/compiling": "queries",
    "statistics/definitions": "texts",
    "statistics/http": "door",
    "statistics/release_file": "door",
    "statistics/opendata": "queries",
    "statistics/published": "queries",
    "support/talk_rules": "rules",
    "workday/breach_people": "pages",
    "workday/case_file": "pages",
    "workday/control_room": "pages",
    "workday/control_table": "pages",
    "workday/directory": "pages",
    "workday/home": "pages",
    "workday/my_inbox": "pages",
    "workday/oversight": "pages",
    "workday/person_file": "pages",
    "workday/several": "pages",
    "workday/interpreters": "pages",
    "workday/records": "pages",
    "workday/same": "pages",
    "workday/shell": "door",
    "workday/stay": "pages",
    "workday/watch": "pages",
    "workday/tick": "door",
    "workday/trail": "pages",
}
FREE_PARTS = {"foundation", "ui"}
FREE = {"apps", "testing", "management", "templatetags"}
# What single files may besides, and why.
ALSO = {
    "offline/field_views": {"offline.envelope", "offline.rules"},  # what a phone signed and how much it sends is shape
    "offline/gates": {"offline.envelope"},  # the signature of a phone is its right
    "accounts/factor_forms": {"accounts.actions"},  # the sign-in library lets its forms save
    "accounts/views": {"agencies.actions"},  # agencies has no pages; accounts is its door
    "privacy/forms": {"people.tokens", "people.dates"},  # whether a number or a date can be read as one is shape
    "privacy/search": {"audit.actions"},  # a search is a view: it leaves its trace before anything is shown
    "privacy/views": {
        "people.actions",  # people has no pages; privacy is its door (architecture.md §3.8)
        "people.tokens",  # a search that asks for too little is refused there
    },
    # numbers are told where they are put beside each other, by rules that are there for whoever shows a number
    "workday/control_room": {"coordination.rules", "figures.rules"},
}
# Reading a workbook or a form is not a screen: these keep the rules of §4 where they use the names of §4.
OWN_SHAPE = {"exchange", "questionnaires"}
LIBRARIES_OF_RULES = {
    "helpline/letters": {"argon2", "cryptography"},
    "documents/container": {"cryptography"}, "offline/envelope": {"cryptography"}, "people/dates": {"hijridate"},
    "people/names": {"rapidfuzz"},
}  # fmt: skip


@dataclass(frozen=True)
class May:
    """What files of one name may import: of the own part, of others, and of Django ("" is everything)."""

    own: frozenset[str]
    others: frozenset[str]
    django: tuple[str, ...] = ()

    def django_allows(self, path: str) -> bool:
        return any(path.startswith(prefix) for prefix in self.django)


def may(own: str, others: str, *django: str) -> May:
    return May(frozenset(own.split()), frozenset(others.split()), django)


DATABASE = (
    "django.db",
    "django.conf",
    "django.core.cache",
    "django.utils",
    "django.contrib.auth.base_user",
    "django.contrib.sessions.models",
)
ANYTHING = ("",)
RULES = {
    "words": may(
        "words",
        "words",
        "django.db.models.TextChoices",
        "django.db.models.IntegerChoices",
        "django.utils.functional.Promise",
        "django.utils.translation.gettext_lazy",
        "django.utils.translation.pgettext_lazy",
    ),
    "rules": may("words rules", "words rules"),
    "texts": may("words texts", "words texts models ui", "django.utils"),
    "models": may("words models", "words models foundation", *DATABASE),
    "actions": may(
        "words rules texts models queries news actions",
        "words rules texts models queries actions foundation",
        *DATABASE,
    ),
    "queries": may("words rules texts models queries", "words rules texts models queries foundation ui", *DATABASE),
    "gates": may(
        "words Rules models queries gates",
        "words Rules models queries gates audit.actions foundation",
        "django.core.exceptions",
        "django.http.Http404",
    ),
    # Pages that ask many parts for their sections (architecture.md §3.3); a list is recorded as it is shown.
    "pages": may(
        "words texts rules gates queries pages",
        "words texts Rules gates queries audit.actions foundation ui",
        "django.urls",
        "django.utils",
    ),
    "news": may("words models queries", "words models queries inbox.actions foundation", "django.urls"),
    "forms": may(
        "words texts models queries forms",
        "words texts Rules models queries forms foundation ui",
        "django.forms",
        "django.core",
        "django.utils",
        "django.conf",
        "django.contrib.auth.password_validation",
    ),
    "views": may(
        "words texts gates forms actions queries pages door",
        "words texts gates forms Actions queries door foundation ui",
        *ANYTHING,
    ),
    "api": may("words texts gates forms actions queries door", "words texts gates Actions queries door foundation", *ANYTHING),
    "urls": may("views urls", "foundation", "django.urls"),
}
# Doors compose: their views may call the acts of any part.
RULES_OF_DOORS = RULES | {
    name: May(RULES[name].own, RULES[name].others | {"actions"}, RULES[name].django) for name in ("views", "api")
}


def kind_of(part: str, file: str) -> str:
    """Whose rule a file keeps: `person_views` that of `views`; "" when nobody has said."""
    if part in FREE_PARTS:
        return part
    last_word = file.rpartition("_")[2]
    if last_word in RULES or file in FREE:
        return last_word
    return ODD.get(f"{part}/{file}", "free" if part in OWN_SHAPE else "")


def unplaced(root: Path) -> list[str]:
    return [
        f"{module.where} has a name of no kind: take one of architecture.md §4, or place it in ODD"
        for module in modules(root)
        if module.layer != "__init__" and not kind_of(module.part, module.layer)
    ]


def forbidden(root: Path, doors: frozenset[str]) -> list[str]:
    """Imports that the name of a file does not allow."""
    return [
        f"{module.where}:{found.line} may not import {found.path}"
        for module in modules(root)
        for found in wrong_imports(module, doors)
    ]


def wrong_imports(module: Module, doors: frozenset[str]) -> Iterator[Import]:
    kind = kind_of(module.part, module.layer)
    rule = (RULES_OF_DOORS if module.part in doors else RULES).get(kind)
    if rule is None:
        return
    for found in imports(module.tree):
        if found.module.startswith("malath"):
            fine = bool(names_of(found) & allowed_here(module, found, rule))
        elif found.module.startswith("django"):
            fine = rule.django_allows(found.path)
        else:
            fine = kind not in {"rules", "words"} or is_plain(module, found)
        if not fine:
            yield found


def allowed_here(module: Module, found: Import, rule: May) -> frozenset[str]:
    is_own = module.part == found.path.split(".")[1]
    own_shape = {"free"} if is_own and module.part in OWN_SHAPE else set()
    return (rule.own if is_own else rule.others) | own_shape | ALSO.get(f"{module.part}/{module.layer}", set())


def names_of(found: Import) -> set[str]:
    """Under which names an import is allowed: `actions`, `audit.actions`; `Actions` when it is a class."""
    words = [*found.path.split("."), ""]
    part, file, name = words[1], words[2], words[3] if len(words) > 3 else ""
    kind = kind_of(part, file)
    return {kind, f"{part}.{file}", kind.capitalize() if name[:1].isupper() else kind} - {""}


def is_plain(module: Module, found: Import) -> bool:
    library = found.module.split(".")[0]
    allowed = LIBRARIES_OF_RULES.get(f"{module.part}/{module.layer}", set())
    return library in sys.stdlib_module_names or library in allowed


def test_every_file_has_a_name_that_says_what_it_is() -> None:
    assert_none(unplaced(ROOT))


def test_a_file_of_no_kind_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "malath/cases/helpers.py", "")
    plant(tmp_path, "malath/cases/rules.py", "")
    plant(tmp_path, "malath/cases/actions/notes.py", "")
    assert len(unplaced(tmp_path)) == 1


def test_files_import_what_their_name_allows() -> None:
    assert_none(forbidden(ROOT, layers()[0]))


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("words", "from django.utils.translation import gettext"),
        ("words", "from django.db import models"),
        ("rules", "from django.db.models import TextChoices"),
        ("rules", "from malath.people.models import Person"),
        ("rules", "from malath.cases import queries"),
        ("rules", "import rapidfuzz"),
        ("models", "from malath.people.actions import add"),
        ("actions", "from malath.cases import forms"),
        ("actions", "from django.http import HttpRequest"),
        ("actions", "from malath.cases import gates"),
        ("queries", "from malath.privacy import actions"),
        ("queries", "from malath.cases.actions import close"),
        ("gates", "from malath.cases import rules"),
        ("gates", "from malath.inbox import actions"),
        ("gates", "from django.shortcuts import redirect"),
        ("forms", "from malath.cases import actions"),
        ("news", "from malath.privacy import actions"),
        ("views", "from malath.cases.models import Case"),
        ("views", "from malath.cases import rules"),
        ("views", "from malath.privacy.rules import Sight"),
        ("views", "from malath.privacy import actions as privacy"),
        ("views", "from malath.privacy.actions import withdraw"),
        ("urls", "from malath.cases import actions"),
    ],
)
def test_what_a_name_does_not_allow_is_found(tmp_path: Path, file: str, line: str) -> None:
    plant(tmp_path, f"malath/cases/{file}.py", f"{line}\n")
    assert len(forbidden(tmp_path, frozenset())) == 1


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("words", "from django.db.models import IntegerChoices, TextChoices"),
        ("rules", "from malath.privacy.rules import Standing"),
        ("actions", "from malath.privacy import actions as privacy"),
        ("queries", "from malath.cases import rules"),
        ("gates", "from malath.accounts.rules import Holdings"),
        ("gates", "from malath.audit import actions as audit"),
        ("news", "from malath.inbox import actions as inbox"),
        ("views", "from malath.privacy.actions import CannotRecord, Circumstances"),
        ("urls", "from malath.cases import views"),
        ("views", "if TYPE_CHECKING:\n    from malath.accounts.models import User"),
    ],
)
def test_what_a_name_allows_passes(tmp_path: Path, file: str, line: str) -> None:
    plant(tmp_path, f"malath/cases/{file}.py", f"{line}\n")
    assert forbidden(tmp_path, frozenset()) == []


def test_only_doors_call_the_acts_of_other_parts_from_a_view(tmp_path: Path) -> None:
    plant(tmp_path, "malath/workday/views.py", "from malath.inbox import actions as inbox\n")
    assert forbidden(tmp_path, frozenset({"workday"})) == []
    assert len(forbidden(tmp_path, frozenset())) == 1
