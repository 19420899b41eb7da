"""Which tests run on one database only, and why that is enough: a list by hand. Whatever else asks a database runs on each."""

import ast
import re
from pathlib import Path

from tests.architecture.sources import ROOT

# What a page shows, refuses and keeps. That each page's questions are understood by every database is
# tests/journeys/test_every_page_asks; acts, queries, constraints, locks and races are tested where they live.
PAGES = """
    accounts/test_pages awareness/test_pages
    cases/test_pages cases/test_typed_in_later_pages exchange/test_command exchange/test_file_pages
    exchange/test_package_command exchange/test_package_pages
    exchange/test_pages helpline/test_contact_pages
    privacy/test_blocks_view privacy/test_break_glass_view privacy/test_consents_view
    privacy/test_rely_on_view privacy/test_search_view privacy/test_withdraw_view privacy/test_writing referrals/test_pages
    referrals/test_steps returns/test_pages
    training/test_pages ui/test_gallery ui/test_page workday/test_breach_pages workday/test_directory
    workday/test_inbox_page workday/test_interpreters workday/test_leaving_page workday/test_oversight_pages
    workday/test_person_page workday/test_record_pages
"""
# Sessions, second factors, providers and languages: they ask for a member of staff by key, and nothing else.
WAYS_IN = """
    accounts/test_demo accounts/test_http accounts/test_idle accounts/test_language accounts/test_provider_ways
    accounts/test_providers accounts/test_sign_in
"""
# What stands on paper is made of what a page shows.
PAPER = "privacy/test_wording privacy/test_words_of_paper workday/test_paper_forms"
# Long tables of who gets what and what a consent opens: each gate is tried on every database where it lives.
TABLES = ("tests/security/test_authorisation.py", "tests/security/test_consents.py", "tests/security/test_wrong_doors.py")
STORIES = (
    "tests/journeys/test_account_of_a_body.py", "tests/journeys/test_scenarios_of_awareness.py",
    "tests/journeys/test_account_of_a_body.py", "tests/journeys/test_scenario_of_the_pool.py",
    "tests/journeys/test_scenarios_of_return.py",
    "tests/journeys/test_account_of_a_body.py", "tests/journeys/test_returns_walked.py",
    "tests/journeys/test_scenarios_of_return.py", "tests/journeys/test_two_houses.py",
    "tests/journeys/test_scenarios_of_screening.py", "tests/journeys/test_transfer_to_a_mission.py",
    "tests/journeys/test_account_of_a_body.py", "tests/journeys/test_scenarios_of_return.py",
    "tests/journeys/test_scenarios_of_screening.py",
    "tests/journeys/test_scenarios_of_the_helpline.py", "tests/journeys/test_transfer_to_a_mission.py",
    "tests/journeys/test_where_a_shelter_is.py",
)  # fmt: skip
# Rules and lists without rows; the acts that lean on them run on each.
RULES = """
    linkage/test_rules questionnaires/test_evaluating returns/test_rules returns/test_survey_form screening/test_lists
    screening/test_rules
"""

MARKED = re.compile(r"pytest\.mark\.once\b")
COUNTS = re.compile(r"CaptureQueriesContext|django_assert_num_queries")
MUST_RUN_ON_EACH = re.compile(r"race|queries|constraint|append_only|counted|_locks|lock_out|asking|search_page|stranger")


def listed() -> set[str]:
    """As paths."""
    names = f"{PAGES} {WAYS_IN} {PAPER} {RULES}".split()
    return {*TABLES, *STORIES, *(f"malath/{name.replace('/', '/tests/')}.py" for name in names)}


def marked(root: Path = ROOT) -> set[str]:
    paths = [
        *root.glob("malath/*/tests/test_*.py"),
        *root.glob("tests/journeys/test_*.py"),
        *root.glob("tests/security/test_*.py"),
    ]
    return {str(path.relative_to(root)) for path in paths if MARKED.search(path.read_text(encoding="utf-8"))}


def counting(text: str) -> list[str]:
    """Tests of a module that count statements, and those whose helper does, without the mark by which they run on each."""
    found = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    sources = {node.name: ast.get_source_segment(text, node) or "" for node in found}
    helpers = [name for name, source in sources.items() if not name.startswith("test_") and COUNTS.search(source)]
    counts = re.compile("|".join([COUNTS.pattern, *(rf"\b{name}\(" for name in helpers)]))
    return [
        node.name
        for node in found
        if node.name.startswith("test_")
        and counts.search(sources[node.name])
        and "pytest.mark.again" not in [ast.unparse(one) for one in node.decorator_list]
    ]


def test_what_runs_once_is_of_a_kind_for_which_that_is_enough() -> None:
    assert marked() == listed()
    assert [path for path in listed() if MUST_RUN_ON_EACH.search(Path(path).stem)] == []


def test_statements_are_counted_on_every_database() -> None:
    wrong = {path: counting((ROOT / path).read_text(encoding="utf-8")) for path in sorted(listed() - {*TABLES, *STORIES})}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_a_test_that_counts_is_seen() -> None:
    text = "def asked(): return CaptureQueriesContext(1)\ndef test_one(): asked()\n@pytest.mark.again\ndef test_two(): asked()"
    assert counting(text) == ["test_one"]
