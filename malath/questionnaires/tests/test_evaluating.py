"""Formulas mean the same on the server and on the page."""

import datetime
import json
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from malath.questionnaires.definition import Form, from_json
from malath.questionnaires.evaluating import Moment, as_number, as_text, evaluate, kept_text, number_text
from malath.questionnaires.filling import Here, Look, look
from malath.questionnaires.xpath import Place, Refused, Tree, is_safe_pattern, read

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
PAGE = HERE.parents[2] / "static" / "js" / "evaluate.js"
MOMENT = Moment(datetime.date.fromisoformat(VECTORS["moment"]["today"]), VECTORS["moment"]["now"])
FORM = from_json(VECTORS["form"])
PLACE = Place("data", ("where",), frozenset(FORM.order), frozenset({"kids"}))


@pytest.mark.parametrize("one", VECTORS["formulas"], ids=lambda one: one["says"])
def test_it_comes_to_what_was_worked_out_by_hand(one: dict[str, Any]) -> None:
    seen = look(FORM, one["answers"], MOMENT)
    choice = next((c for c in FORM.lists["l"] if c.code == one.get("choice")), None)
    assert as_text(evaluate(one["tree"], Here(seen, one["key"], choice))) == one["is"]


@pytest.mark.parametrize("one", VECTORS["formulas"], ids=lambda one: one["says"])
def test_it_reads_the_formula_as_the_tree_beside_it(one: dict[str, Any]) -> None:
    place = Place("data", tuple(one["here"].split("/")), frozenset(FORM.order), frozenset({"kids"}), "choice" in one)
    assert json.loads(json.dumps(read(one["formula"], place))) == one["tree"]


@pytest.mark.parametrize("one", VECTORS["looks"], ids=lambda one: one["says"])
def test_it_asks_and_works_out_what_follows(one: dict[str, Any]) -> None:
    seen = look(FORM, one["answers"], MOMENT)
    assert {key: seen.asked[key] for key in one["asked"]} == one["asked"]
    assert {key: seen.values[key] for key in one["values"]} == one["values"]


def test_the_page_comes_to_the_same_for_every_vector() -> None:
    said = on_the_page(VECTORS)
    assert said["formulas"] == [one["is"] for one in VECTORS["formulas"]]
    for one, got in zip(VECTORS["looks"], said["looks"], strict=True):
        seen = look(FORM, one["answers"], MOMENT)
        assert got == {"asked": seen.asked, "values": seen.values}, one["says"]


TEXT = st.text(st.sampled_from("ab 0159.-/٣🙂'"), max_size=6)
NUMBER = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-1000, 1000).map(float)
LEAF = (
    NUMBER.map(lambda n: ("n", n))
    | TEXT.map(lambda s: ("s", s))
    | st.sampled_from(["name", "age", "paid", "born", "signs", "kids/age", "job/hours"]).map(lambda p: ("p", p))
)
ONE = st.sampled_from(["not", "boolean", "number", "string", "string-length", "normalize-space", "abs", "int", "round", "date",
    "decimal-date-time", "count-selected"])  # fmt: skip
TWO = st.sampled_from(["selected", "selected-at", "concat", "contains", "starts-with", "ends-with", "coalesce", "min", "max",
    "join", "substr", "round"])  # fmt: skip


def larger(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    operators = st.sampled_from("or and = != < <= > >= + - * div mod".split())
    return (
        st.tuples(st.just("o"), operators, inner, inner)
        | st.tuples(st.just("neg"), inner)
        | st.tuples(st.just("f"), ONE, inner)
        | st.tuples(st.just("f"), TWO, inner, inner)
        | st.tuples(st.just("f"), st.just("if"), inner, inner, inner)
        | st.tuples(st.just("f"), st.just("translate"), inner, inner, inner)
    )


TREES = st.recursive(LEAF, larger, max_leaves=8)
ANSWERS = st.fixed_dictionaries(
    {"name": TEXT, "age": st.sampled_from(["", "0", "17", "-3", "x"]), "paid": st.sampled_from(["", "3.5", "1e3"]),
     "born": st.sampled_from(["", "2008-02-29", "2007-02-29", "0001-01-01"]), "signs": st.sampled_from(["", "a", "a b"]),
     "job/hours": st.sampled_from(["", "40"]), "kids": st.sampled_from(["", "0", "2"]), "kids[1]/name": TEXT,
     "kids[1]/age": st.sampled_from(["", "4"])}
)  # fmt: skip


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(st.lists(st.tuples(TREES, ANSWERS), min_size=60, max_size=60))
def test_whatever_is_asked_of_whatever_answers_the_page_comes_to_the_same(cases: list[tuple[Tree, dict[str, str]]]) -> None:
    formulas = [{"tree": tree, "answers": answers, "key": "where"} for tree, answers in cases]
    here = [as_text(evaluate(tree, Here(look(FORM, answers, MOMENT), "where"))) for tree, answers in cases]
    assert on_the_page({**VECTORS, "formulas": formulas, "looks": []})["formulas"] == here


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_without_exponent_and_reads_back(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert as_number(text) == number


@given(st.sampled_from(["age", "born", "name", "signs", "paid"]))
def test_an_empty_answer_is_never_0(path: str) -> None:
    here = Here(look(FORM, {}, MOMENT), "where")
    assert as_text(evaluate(("o", "=", ("p", path), ("n", 0.0)), here)) == "false"
    assert kept_text(evaluate(("o", "+", ("p", path), ("n", 0.0)), here)) == ""


@pytest.mark.parametrize(
    ("formula", "named"),
    [
        ("pulldata('a', 'b', 'c', 'd')", "pulldata()"), ("random()", "random()"), ("//name", "//"), ("/data/nobody", "nobody"),
        ("/data/kids[1]/name", "["), ("name | age", "|"), ("once('x')", "once()"), ("1 +", "…"), ("@id", "@"),
        ("selected(name)", "selected()"), ("sum(1)", "sum()"),
        ("regex(name, '(a+)+b')", "regex((a+)+b)"), ("'open", "'open"),
        ("instance('x')/root/item", "instance()"), ("position(..)", "position(..)"),
        ("format-date(born, '%a')", "format-date()"),
        ("(" * 60 + "1" + ")" * 60, "("), ("-" * 60 + "1", "-"), ("1" + "+1" * 60, "1"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_name(formula: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        read(formula.replace("name", "../name").replace("/../name", "/name").replace("born", "../born"), PLACE)
    assert refused.value.construct == named


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(Refused):
        read(text, PLACE)


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a|a)*", "a(?=b)", r"(a)\1", "[a[b]]", "a{1,9999}", r"\p{L}", "(", "a*a*a*a*a*a*a*b"]
)
def test_a_pattern_that_may_take_for_ever_or_means_two_things_is_refused(pattern: str) -> None:
    assert not is_safe_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"07[789]\d{7}", "[^@ ]+@[^@ ]+", "[؀-ۿ ]{2,40}", r"(J|P)-\d{4}", "[A-Z]{2}"])
def test_patterns_of_everyday_forms_are_taken(pattern: str) -> None:
    assert is_safe_pattern(pattern)


def on_the_page(vectors: dict[str, Any]) -> dict[str, Any]:
    """What the twin makes of it. Needs Node, with which set-up fetches the front-end files."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    told = json.dumps(vectors)
    done = subprocess.run([node, str(HERE / "vectors.mjs"), str(PAGE)], input=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_the_vectors_form_is_a_form() -> None:
    assert isinstance(FORM, Form)
    assert isinstance(look(FORM, {}, MOMENT), Look)
