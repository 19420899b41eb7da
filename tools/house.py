"""Checks that need Django but no database.

python -m tools.house django | migrations | templates | translations
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.template import Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.template.base import FilterExpression, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.utils import translation

from tools import texts

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar",)


def main(name: str) -> int:
    with tempfile.TemporaryDirectory(prefix="malath-check-") as var:
        os.environ |= {"MALATH_VAR": var, "MALATH_TESTING": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        found = list(CHECKS[name]())
    for finding in found:
        print(finding)
    return 1 if found else 0


def django_itself() -> Iterator[str]:
    """Django's own checks; a warning counts."""
    try:
        call_command("check", fail_level="WARNING", verbosity=0)
    except CommandError as error:
        yield str(error)


def migrations() -> Iterator[str]:
    """Changes of a model that no migration carries yet."""
    with translation.override(None):  # as makemigrations does, so that labels are compared untranslated
        yield from unwritten_migrations()


def unwritten_migrations() -> Iterator[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for part, names in loader.detect_conflicts().items():
        yield f"{part}: two last migrations: {', '.join(sorted(names))}"
    planned = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    for part, changes in planned.changes(graph=loader.graph).items():
        for migration in changes:
            yield from (f"{part}: no migration for: {step.describe()}" for step in migration.operations)


def templates() -> Iterator[str]:
    """Every template can be read, and what it extends or includes by name is there."""
    folders = [ROOT / "templates", *sorted(ROOT.glob("malath/*/templates"))]
    for folder in folders:
        for path in sorted(folder.rglob("*.*")):
            name = path.relative_to(folder).as_posix()
            yield from (f"{path.relative_to(ROOT)}: {what}" for what in wrong_with(name))


def wrong_with(name: str) -> Iterator[str]:
    engine = Engine.get_default()
    try:
        template = engine.get_template(name)
    except TemplateSyntaxError as error:
        yield str(error)
        return
    for other in named_in(template):
        try:
            engine.get_template(other)
        except TemplateDoesNotExist:
            yield f"there is no template {other}"
        except TemplateSyntaxError:
            continue  # told under its own name


def named_in(template: Template) -> Iterator[str]:
    """The templates that it extends or includes by a name written out."""
    for node in (
        *template.nodelist.get_nodes_by_type(ExtendsNode),
        *template.nodelist.get_nodes_by_type(IncludeNode),
    ):
        named = node.parent_name if isinstance(node, ExtendsNode) else getattr(node, "template", None)
        if isinstance(named, FilterExpression) and isinstance(named.var, str):
            yield str(named.var)


def translations() -> Iterator[str]:
    for language in LANGUAGES:
        yield from texts.findings(language)


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "django": django_itself,
    "migrations": migrations,
    "templates": templates,
    "translations": translations,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
