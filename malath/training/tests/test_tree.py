"""Who trained whom: where an officer hangs, and the page of the whole tree."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.foundation.acts import unguarded
from malath.training.actions.levels import raise_level
from malath.training.models import Officer
from malath.training.queries import tree as reads
from malath.training.queries.tree import Pool as Tree
from malath.training.queries.tree import tree_page
from malath.training.testing import MONDAY, make_certified
from malath.training.tests.conftest import Pool
from malath.training.tests.test_asks import asked
from malath.training.tests.test_levels import certified
from malath.training.tests.test_pages import page
from malath.training.words import Level
from malath.ui.tree import is_tree


@given(st.dictionaries(st.integers(1, 30), st.none() | st.integers(1, 30), max_size=30))
def test_everybody_hangs_on_one_and_no_way_is_endless(found: dict[int, int | None]) -> None:
    parents = {key: parent if parent is not None and parent < key else None for key, parent in found.items()}
    tree = Tree(parents, {})
    assert sorted(tree.branch(None)) == sorted(parents)
    for key in parents:
        way = tree.path(key)
        assert way[-1] == key
        assert set(tree.branch(key)).isdisjoint(way)


def test_a_certificate_hangs_an_officer_on_who_led_the_course(pool: Pool) -> None:
    make_certified(pool.sami, trainer=pool.kamal)
    assert Officer.objects.get(pk=pool.sami.pk).trained_by == pool.kamal
    make_certified(pool.sami)
    assert Officer.objects.get(pk=pool.sami.pk).trained_by == pool.kamal
    assert (tree_page().trainers, tree_page().officers, tree_page(pool.kamal).officers) == (1, 1, 1)


def test_a_trainer_hangs_on_who_trained_them_and_never_on_whom_they_trained(pool: Pool) -> None:
    certified(pool, pool.layla)
    layla = raise_level(pool.layla, Level.CO_TRAINER, by=pool.reem, at=MONDAY)
    assert (layla.trained_by, layla.generation) == (pool.kamal, 2)
    make_certified(pool.kamal, trainer=layla)
    assert Officer.objects.get(pk=pool.kamal.pk).trained_by is None
    assert [(line.depth, line.label) for line in tree_page().lines] == [(0, "كمال"), (1, "ليلى")]
    assert tree_page().deepest == 2


def grown(root: Officer, *sizes: int) -> list[Officer]:
    """So many trainers below so many, and an officer below each of the last."""
    above, made = [root], []
    with unguarded():
        for number, size in enumerate(sizes, start=2):
            rows = [
                Officer(
                    name_en=f"Trainer {number}.{place}", name_ar=f"مدرب {number}.{place}", agency=root.agency, job=root.job,
                    sex=root.sex, field_since=root.field_since, level="co_trainer", level_at=MONDAY, generation=number,
                    trained_by=above[place % len(above)], by="x", at=MONDAY,
                )
                for place in range(size)
            ]  # fmt: skip
            above = Officer.objects.bulk_create(rows)
            made += above
    return made


def test_the_tree_asks_as_much_of_few_as_of_many(reem: Client, pool: Pool) -> None:
    url = reverse("training:tree")
    grown(pool.kamal, 1, 1)
    asked(reem, url, f"{url}?word=Trainer")
    few = asked(reem, url, f"{url}?word=Trainer")
    grown(pool.kamal, 5, 9, 2)
    assert asked(reem, url, f"{url}?word=Trainer") == few


def test_what_is_not_on_the_page_opens_as_a_page_of_its_own(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    made = grown(pool.kamal, 3, 6)
    monkeypatch.setattr(reads, "SHOWN", 6)
    shown = tree_page()
    assert is_tree(shown.lines)
    rest = [line for line in shown.lines if line.url.startswith("?from=")]
    assert (shown.trainers, len(shown.lines) - len(rest), len(rest)) == (10, 6, 2)
    branch = tree_page(made[0])
    assert [line.label for line in branch.lines] == ["مدرب 2.0", "مدرب 3.0", "مدرب 3.3"]
    assert branch.path == ((pool.kamal.reference, "كمال"),)
    monkeypatch.setattr(reads, "SHOWN", 2)
    assert tree_page(made[0]).lines[-1].url == ""


def test_a_word_finds_trainers_and_whom_they_trained_with_the_way_to_them(reem: Client, pool: Pool) -> None:
    made = grown(pool.kamal, 1, 1)
    assert "Kamal" in page(reem, "tree")
    found = reem.get(reverse("training:tree"), {"word": "Trainer 3"}).content.decode()
    assert "<bdi>Kamal</bdi> › <bdi>Trainer 2.0</bdi> › <bdi>Trainer 3.0</bdi>" in found
    assert "Nobody is found" in reem.get(reverse("training:tree"), {"word": "Layla"}).content.decode()
    assert "Trainer 3.0" in reem.get(reverse("training:tree"), {"from": made[0].reference}).content.decode()


def test_a_branch_is_that_of_a_trainer_and_only_for_who_runs_the_pool(reem: Client, huda: Client, pool: Pool) -> None:
    url = reverse("training:tree")
    assert reem.get(url, {"from": pool.layla.reference}).status_code == 404
    assert reem.get(url, {"from": "'"}).status_code == 404
    assert huda.get(url).status_code == 403


def test_a_pool_without_trainers_says_so(reem: Client, pool: Pool) -> None:
    with unguarded():
        Officer.objects.filter(pk=pool.kamal.pk).update(level="", level_at=None)
    assert "Nobody trains yet" in page(reem, "tree")
