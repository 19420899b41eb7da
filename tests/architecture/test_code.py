"""What no linter sees: writing behind an act's back, clocks below a door, size, other people's machines."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.architecture.sources import (
    ROOT,
    Module,
    assert_none,
    called,
    decorators,
    files,
    imports,
    module,
    modules,
    plant,
    python_files,
)

Checker = Callable[[Module], Iterator[str]]

# Files in which a construct is right, and why.
CONNECTS = {
    "malath/audit/apps.py": "who acts is told to every new connection",
    "malath/foundation/apps.py": "the guard stands on every new connection",
    "malath/foundation/sqlcipher/base.py": "opens the file",
    "malath/statistics/compiling/store.py": "opens an engine in memory",
}
ONE_LIST = {
    "malath/audit/words.py": "every event there is",
    "tests/security/who_gets_what.py": "every address, and who gets what from it",
}
RAW_SQL = {
    "malath/audit/actions.py": "a table lock before a checkpoint",
    "malath/audit/queries.py": "the trail is checked as it stood at one moment",
    "malath/audit/testing.py": "tables are emptied after a test that commits; triggers step aside",
    "malath/foundation/paging.py": "weights added up in a fence that Django cannot build",
    "malath/foundation/sealing.py": "data keys wrapped anew, many with one statement",
    "malath/audit/management/walls.py": "row-level security is not known to Django",
    "malath/foundation/sqlcipher/base.py": "makes the cursors of all others",
    "malath/foundation/rows.py": "many rows at once, seen by the guard",
    "malath/linkage/queries/__init__.py": "what was said is locked while more is said",
    "malath/people/actions/many.py": "forty search tokens a person, seen by the guard",
    "malath/people/queries/searching.py": "tokens counted no further than it matters",
    "malath/statistics/queries/__init__.py": "of two compiles at once one waits for the other",
    "malath/workday/management/postgresql_copy.py": "a moment that pg_dump looks at too",
    "malath/workday/management/tables.py": "promises of a transaction, and the rights of roles",
}
UNGUARDED = {
    "malath/api/actions/__init__.py": "that a request was done under a key opened nothing",
    "malath/api/actions/hooks.py": "that a program was told which referral to read opened nothing",
    "malath/audit/actions.py": "the record of views, refusals and checkpoints",
    "malath/audit/testing.py": "the flush after a test",
    "malath/foundation/acts.py": "defines it",
    "malath/inbox/actions/__init__.py": "an item taken off a list opened nothing",
    "malath/inbox/testing.py": "an item for a test, left by nothing that records it",
    "malath/inbox/actions/posting.py": "that somebody was told how much waits opened nothing",
    "malath/workday/management/tables.py": "migrations",
}
HIDDEN_CALLS: dict[str, tuple[str, Mapping[str, str]]] = {
    "get_model": ("finds a model by its name", {}),
    "connect": ("connects a signal", CONNECTS),
    "raw": ("asks in raw SQL", {}),
    "extra": ("asks in raw SQL", {}),
    "cursor": ("asks in raw SQL", RAW_SQL),
}
HIDDEN_NAMES: dict[str, Mapping[str, str]] = {
    "unguarded": UNGUARDED,
    "bulk": {},
    "receiver": {},
    "GenericForeignKey": {},
    "GenericRelation": {},
    "ModelForm": {},
}
TABLES = {"Model", "Guarded", "SealedRow", "AbstractBaseUser"}
OVERRIDES = {"save", "delete", "clean", "full_clean"}
# Doors read the clock and pass the moment down as `at`.
DOORS = {"views", "http", "idle", "adapters", "factor_forms", "api", "management", "shell", "testing"}
CLOCK = {"malath/foundation/clock.py", "malath/ui/gallery.py"}
CLOCKS = re.compile(r"(timezone|clock|datetime|date|time|datetime\.datetime|datetime\.date)\.(now|utcnow|today|time)")

FUNCTION_LINES = 45
FILE_LINES = 600
TRANSLATING = re.compile(r"(translation\.)?(_|gettext(_lazy|_noop)?|u?n?p?n?gettext(_lazy)?)")
HOST = re.compile(r"https?://[\w.\[\]{}-]+")
HOSTS = {
    "http://localhost",  # what `make run` prints
    "https://records.invalid",  # leads nowhere, by its name: in the demonstration
    "http://www.w3.org",  # names the vocabulary of SVG and of forms; nothing is fetched
    "http://purl.org",  # names the vocabulary of catalogues
    "http://openrosa.org",  # names the vocabulary in which phones send forms
    "http://www.opendatakit.org",  # names the vocabulary of lists of people, which are refused
}


def behind_an_act(found: Module) -> Iterator[str]:
    """Ways to write, or to find a table, that a reader of acts would not see."""
    for node in ast.walk(found.tree):
        if isinstance(node, ast.FunctionDef) and "receiver" in decorators(node):
            yield f"{node.lineno} receives a signal"
        if isinstance(node, ast.ClassDef):
            yield from (f"{line} {what}" for line, what in in_class(node))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            what = HIDDEN_CALLS.get(node.func.attr)
            if what and found.where not in what[1]:
                yield f"{node.lineno} {what[0]}"
    for used in imports(found.tree):
        if used.name in HIDDEN_NAMES and found.where not in HIDDEN_NAMES[used.name]:
            yield f"{used.line} imports {used.name}"


def in_class(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    is_table = any(ast.unparse(base).rpartition(".")[2] in TABLES for base in node.bases)
    for inner in node.body:
        if is_table and isinstance(inner, ast.FunctionDef) and inner.name in OVERRIDES:
            yield inner.lineno, f"overrides {inner.name}()"
        if node.name == "Meta" and isinstance(inner, ast.Assign):
            named = {ast.unparse(target) for target in inner.targets}
            if named & {"ordering", "get_latest_by", "default_manager_name"}:
                yield inner.lineno, "orders a table by itself"


def reads_the_clock(found: Module) -> Iterator[str]:
    """Moments taken below a door: an act would then not say when it happened, but when it was written."""
    if (
        found.layer.rpartition("_")[2] in DOORS
        or found.layer in DOORS
        or found.where in CLOCK
        or found.where.startswith("malath/foundation/sqlcipher")
    ):
        return
    for used in imports(found.tree):
        if used.path == "malath.foundation.clock.now":
            yield f"{used.line} takes the clock from the wall"
    for node in ast.walk(found.tree):
        if isinstance(node, ast.Attribute) and CLOCKS.fullmatch(ast.unparse(node)):
            yield f"{node.lineno} reads {ast.unparse(node)}"
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{node.value.lineno} lets the database say when"


def pours_into_translations(found: Module) -> Iterator[str]:
    """Texts put together before they are translated: nobody could translate them."""
    for node in ast.walk(found.tree):
        if isinstance(node, ast.Call) and TRANSLATING.fullmatch(called(node)):
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call):
                    yield f"{node.lineno} translates a text that is put together: {ast.unparse(argument)}"


def unrecorded_acts(found: Module) -> Iterator[str]:
    """Acts that cannot tell who and when, or do not want them by name."""
    if found.layer != "actions":
        return
    for node in found.tree.body:
        if isinstance(node, ast.FunctionDef) and "act" in decorators(node):
            named = {argument.arg for argument in node.args.kwonlyargs}
            if "at" not in named:
                yield f"{node.lineno} {node.name} is an act without `at` by name"
            if "by" not in named and f"{found.part}.{node.name}" not in THEIR_OWN_ACTOR:
                yield f"{node.lineno} {node.name} is an act without `by` by name"
            if not ast.get_docstring(node):
                yield f"{node.lineno} {node.name} is an act that does not say what it means for the person"


# Nobody is signed in yet, or the machine itself acts.
THEIR_OWN_ACTOR = {
    "accounts.accept_invitation",
    "accounts.record_sign_in",
    "accounts.record_failed_sign_in",
    "accounts.record_sign_out",
    "accounts.record_factor_change",
    "accounts.record_proof",
    "accounts.record_lock",
    "linkage.compare_elsewhere",
    "accounts.keep_form",
    "accounts.forget_form",
    "helpline.open_card",
    "helpline.send_concern",
    "questionnaires.receive",
    "accounts.record_unlock",
    "privacy.expire",
}


def too_long(found: Module) -> Iterator[str]:
    lines = len(found.text.splitlines())
    if lines > FILE_LINES and found.where not in ONE_LIST:
        yield f"1 has {lines} lines, more than {FILE_LINES}"
    for node in ast.walk(found.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{node.lineno} {node.name} has {length} lines, more than {FUNCTION_LINES}"


def unasked_views(found: Module) -> Iterator[str]:
    """Views that take any method: a link could then do what only a button may."""
    if found.layer.rpartition("_")[2] != "views":
        return
    for node in found.tree.body:
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
            is_page = not node.name.startswith("_") and ast.unparse(node.returns or ast.Constant(0)) == "HttpResponse"
            if is_page and not is_handler(node) and not any(d.startswith("require_") for d in decorators(node)):
                yield f"{node.lineno} {node.name} does not say by which methods it is asked"
    for node in found.tree.body:
        if isinstance(node, ast.ClassDef) and "View" in "".join(ast.unparse(base) for base in node.bases):
            yield f"{node.lineno} {node.name} is a view as a class"


def is_handler(node: ast.FunctionDef) -> bool:
    """Django's own error handlers answer any method."""
    return node.name in {"bad_request", "forbidden", "not_found", "broken"} or any(
        argument.arg == "exception" for argument in node.args.args
    )


def wrong(checker: Checker, found: Module) -> list[str]:
    return [f"{found.where}:{what}" for what in checker(found)]


def everywhere(root: Path = ROOT) -> Iterator[Module]:
    """All that is written by hand, tests too."""
    for path in python_files(root, "benchmarks", "config", "faults", "malath", "tests", "tools"):
        yield module(path, root)


def strangers(root: Path) -> list[str]:
    """Addresses of other machines in what we serve and run. Where things come from is said in docs."""
    paths = [
        *python_files(root, "config", "malath"),
        *files(root, "templates", "static", "malath", ending=".html"),
    ]
    paths += [
        *files(root, "static", ending=".css"),
        *files(root, "static", ending=".js"),
        *files(root, "static", ending=".svg"),
    ]
    return [
        f"{path.relative_to(root)}:{number} names {host}"
        for path in dict.fromkeys(paths)
        if "tests" not in path.parts and path.name != "testing.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for host in HOST.findall(line)
        if host not in HOSTS
    ]


PARTS_ONLY: list[Checker] = [
    behind_an_act,
    reads_the_clock,
    pours_into_translations,
    unrecorded_acts,
    unasked_views,
]


@pytest.mark.parametrize("checker", PARTS_ONLY, ids=lambda checker: checker.__name__)
def test_no_part_has(checker: Checker) -> None:
    assert_none(finding for found in modules() for finding in wrong(checker, found))


def test_nothing_is_too_long() -> None:
    assert_none(finding for found in everywhere() for finding in wrong(too_long, found))


def test_no_other_machine_is_named() -> None:
    assert_none(strangers(ROOT))


SAMPLES: list[tuple[Checker, str, str]] = [
    (behind_an_act, "actions", "@receiver(post_save)\ndef tell(): ..."),
    (behind_an_act, "models", "class Case(SealedRow):\n    def save(self): ..."),
    (behind_an_act, "models", "class Case(models.Model):\n    class Meta:\n        ordering = ['at']"),
    (behind_an_act, "queries", "apps.get_model('people', 'Person')"),
    (behind_an_act, "queries", "Person.objects.raw('SELECT 1')"),
    (behind_an_act, "queries", "connection.cursor()"),
    (behind_an_act, "apps", "post_save.connect(tell)"),
    (behind_an_act, "actions", "from malath.foundation.acts import unguarded"),
    (behind_an_act, "forms", "from django.forms import ModelForm"),
    (reads_the_clock, "actions", "from malath.foundation.clock import now"),
    (reads_the_clock, "queries", "at = timezone.now()"),
    (reads_the_clock, "queries", "today = date.today()"),
    (reads_the_clock, "models", "at = models.DateTimeField(default=timezone.now)"),
    (reads_the_clock, "models", "at = models.DateTimeField(auto_now=True)"),
    (pours_into_translations, "views", "_(f'Hello {name}')"),
    (pours_into_translations, "views", "gettext('Hello ' + name)"),
    (pours_into_translations, "views", "ngettext('{} day'.format(n), 'days', n)"),
    (unrecorded_acts, "actions", "@act\ndef close(case, *, by):\n    'Close.'"),
    (unrecorded_acts, "actions", "@act\ndef close(case, by, *, at):\n    'Close.'"),
    (unrecorded_acts, "actions", "@act\ndef close(case, *, by, at): ..."),
    (unasked_views, "views", "@staff_required\ndef close(request) -> HttpResponse: ..."),
    (unasked_views, "views", "class Close(FormView): ..."),
    (too_long, "actions", "def close():\n" + "    1\n" * 45),
    (too_long, "actions", "A = 1\n" * 601),
]


@pytest.mark.parametrize(("checker", "layer", "text"), SAMPLES)
def test_what_is_planted_is_found(tmp_path: Path, checker: Checker, layer: str, text: str) -> None:
    path = plant(tmp_path, f"malath/cases/{layer}.py", text)
    assert len(wrong(checker, module(path, tmp_path))) == 1


FINE: list[tuple[Checker, str, str]] = [
    (behind_an_act, "forms", "class Note(Form):\n    def clean(self): ..."),
    (reads_the_clock, "views", "from malath.foundation.clock import now\nat = now()"),
    (reads_the_clock, "actions", "today = clock.in_amman(at).date()"),
    (pours_into_translations, "views", "_('Hello %(name)s') % {'name': name}"),
    (unrecorded_acts, "actions", "@act\ndef close(case, *, by, at):\n    'Close.'"),
    (unasked_views, "views", "@require_POST\n@staff_required\ndef close(request) -> HttpResponse: ..."),
    (too_long, "actions", "def close():\n" + "    1\n" * 44),
]


@pytest.mark.parametrize(("checker", "layer", "text"), FINE)
def test_what_is_right_is_left_alone(tmp_path: Path, checker: Checker, layer: str, text: str) -> None:
    path = plant(tmp_path, f"malath/cases/{layer}.py", text)
    assert wrong(checker, module(path, tmp_path)) == []


def test_a_stranger_is_found_wherever_it_is_served_from(tmp_path: Path) -> None:
    plant(tmp_path, "static/js/chart.js", 'import "https://cdn.example.net/chart.js";\n')
    plant(tmp_path, "templates/base.html", '<svg xmlns="http://www.w3.org/2000/svg">\n')
    plant(tmp_path, "malath/cases/views.py", 'WHERE = "http://localhost:8000"\n')
    assert strangers(tmp_path) == ["static/js/chart.js:1 names https://cdn.example.net"]
