"""Tables: who may lead to a person is guarded, what tells about one is sealed, and no row says a name by itself."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from malath.foundation.acts import Guarded
from malath.foundation.sealing import SealedField, SealedRow
from tests.architecture.sources import ROOT, assert_none
from tests.architecture.test_map import tables

# Tables that lead to nobody the mission is about, or that a sign-in library writes.
UNGUARDED = {"accounts.User", "agencies.Holiday", "foundation.Mark"}
# What a row may call itself: codes and references, never what somebody typed.
SPEAKING = {"reference", "kind", "status", "chain", "number", "file", "channel", "standard", "last_event", "on"}
SEALED_PAGE = ROOT / "docs" / "security" / "what-is-sealed.md"
TEXTS = (models.CharField, models.TextField, models.JSONField)
SOME_DAY = datetime(2026, 11, 2, tzinfo=UTC)
MARK = "typed by somebody into "


def unguarded(found: Iterable[type[models.Model]]) -> list[str]:
    wanted = (table for table in found if table._meta.label not in UNGUARDED)
    return [f"{table._meta.label} is not guarded" for table in wanted if not issubclass(table, Guarded)]


def unsealed_rows(found: Iterable[type[models.Model]]) -> list[str]:
    """Sealed fields on a row without a data key: they could not be sealed."""
    return [
        f"{table._meta.label}.{field.name} is sealed on a row without a key"
        for table in found
        for field in table._meta.concrete_fields
        if isinstance(field, SealedField) and not issubclass(table, SealedRow)
    ]


def tells(table: type[models.Model]) -> set[str]:
    """The columns whose content a row shows when it is printed into a log or an error."""
    typed = {field.name: f"{MARK}{field.name}." for field in written(table)}
    days = {field.name: SOME_DAY for field in table._meta.concrete_fields if isinstance(field, models.DateField)}
    said = str(table(**typed, **days))
    return {name for name, text in typed.items() if text in said} - SPEAKING


def written(table: type[models.Model]) -> Iterator["models.Field[Any, Any]"]:
    for field in table._meta.concrete_fields:
        if isinstance(field, TEXTS):
            yield field


def unlisted(table: type[models.Model]) -> list[str]:
    """Columns that take only certain words, without a constraint that says which."""
    known = {name for constraint in table._meta.constraints for name in conditions(constraint)}
    return [
        f"{table._meta.label}.{field.name} has no constraint that lists its values"
        for field in table._meta.concrete_fields
        if field.choices and f"{field.name}__in" not in known
    ]


def halves(table: type[models.Model]) -> list[str]:
    """Pairs of who and when of which one may be there without the other."""
    fields = {field.name: field for field in table._meta.concrete_fields}
    pairs = [(f"{name[:-3]}_at", name) for name in fields if name.endswith("_by") and f"{name[:-3]}_at" in fields]
    together = [set(conditions(constraint)) for constraint in table._meta.constraints]
    return [
        f"{table._meta.label}: {when} and {who} are not held together"
        for when, who in pairs
        if fields[when].null and not any(mentions(names, when) and mentions(names, who) for names in together)
    ]


def mentions(names: Collection[str], field: str) -> bool:
    return any(name.partition("__")[0] == field for name in names)


def conditions(constraint: models.BaseConstraint) -> Iterator[str]:
    """The names asked for in a constraint: `status__in`, `sent_at__isnull`."""
    condition = getattr(constraint, "condition", None)
    if isinstance(condition, models.Q):
        yield from named(condition)


def named(condition: models.Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from named(child)
        elif isinstance(child, tuple):
            yield child[0]


def columns_on_page(text: str, heading: str) -> set[str]:
    """First cells of the table below a heading: `people.Detail.value`."""
    _, _, below = text.partition(f"\n## {heading}\n")
    rows = re.findall(r"^\| `([\w.]+)` \|", below.partition("\n## ")[0], re.MULTILINE)
    return set(rows)


def sealed_columns() -> set[str]:
    return {
        f"{table._meta.label}.{field.name}"
        for table in tables()
        for field in table._meta.concrete_fields
        if isinstance(field, SealedField)
    }


def plain_texts() -> set[str]:
    """Columns that take any text at all and keep it readable."""
    return {f"{table._meta.label}.{field.name}" for table in tables() for field in written(table) if not field.choices}


def test_every_table_that_can_lead_to_a_person_is_guarded() -> None:
    assert_none(unguarded(tables()))


def test_what_is_sealed_has_a_key() -> None:
    assert_none(unsealed_rows(tables()))


def test_no_row_says_a_name_by_itself() -> None:
    assert_none(f"{table._meta.label} says {name}" for table in tables() for name in sorted(tells(table)))


def test_columns_of_certain_words_list_them_in_the_database() -> None:
    assert_none(finding for table in tables() for finding in unlisted(table))


def test_who_and_when_are_held_together() -> None:
    assert_none(finding for table in tables() for finding in halves(table))


def test_the_page_on_sealing_names_every_sealed_column() -> None:
    assert columns_on_page(SEALED_PAGE.read_text(encoding="utf-8"), "Sealed") == sealed_columns()


def test_the_page_on_sealing_says_why_each_other_text_lies_open() -> None:
    assert columns_on_page(SEALED_PAGE.read_text(encoding="utf-8"), "Readable, and why") == plain_texts()


@isolate_apps("malath.cases")
def test_faults_of_a_table_are_found() -> None:
    class Careless(models.Model):
        name = models.CharField(max_length=10)
        reference = models.CharField(max_length=10)
        story = SealedField()
        status = models.CharField(max_length=10, choices=[("open", "Open")])
        closed_at = models.DateTimeField(null=True)
        closed_by = models.CharField(max_length=10)

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return f"{self.reference} {self.name}"

    assert unguarded([Careless]) == ["cases.Careless is not guarded"]
    assert unsealed_rows([Careless]) == ["cases.Careless.story is sealed on a row without a key"]
    assert tells(Careless) == {"name"}
    assert unlisted(Careless) == ["cases.Careless.status has no constraint that lists its values"]
    assert halves(Careless) == ["cases.Careless: closed_at and closed_by are not held together"]


@isolate_apps("malath.cases")
def test_a_table_in_order_passes() -> None:
    class Careful(SealedRow):
        reference = models.CharField(max_length=10)
        story = SealedField()
        status = models.CharField(max_length=10, choices=[("open", "Open")])
        closed_at = models.DateTimeField(null=True)
        closed_by = models.CharField(max_length=10)

        class Meta:
            app_label = "cases"
            constraints = [
                models.CheckConstraint(name="known", condition=models.Q(status__in=["open"])),
                models.CheckConstraint(
                    name="who",
                    condition=models.Q(closed_at__isnull=True, closed_by="")
                    | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                ),
            ]

        def __str__(self) -> str:
            return self.reference

    assert [*unguarded([Careful]), *unsealed_rows([Careful]), *unlisted(Careful), *halves(Careful)] == []
    assert tells(Careful) == set()


@pytest.mark.parametrize("heading", ["Sealed", "Readable, and why"])
def test_the_columns_of_a_page_are_read_from_the_right_table(heading: str) -> None:
    other = "\n## Other\n\n| `cases.Note.kind` | no |\n"
    text = f"# Page\n{other}\n## {heading}\n\n| Column | Why |\n|---|---|\n| `cases.Note.text` | yes |\n{other}"
    assert columns_on_page(text, heading) == {"cases.Note.text"}
