"""The description in the repository is that of the program, and nothing that it allows or forbids breaks the program."""

import re
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.api import described
from malath.accounts.roles import RULES, Role
from malath.accounts.testing import Cast
from malath.api import rules
from malath.api.models import System
from malath.api.testing import make_allowed_system, token_for
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.screening.testing import make_screening
from tools import api as page

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(described())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations() if isinstance(result, Ok)]
NOTHING_WRONG = {"/api/v1/token", "/api/v1/system"}
"""Whose requests cannot be written wrongly."""
TAKEN_OUT = {"/api/v1/cases/{reference}/htcds"}
"""What leaves changes nothing here."""
EACH = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_the_description_is_that_of_the_program() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.text(), "python -m tools.api --write"


def test_every_act_may_carry_its_marks_and_every_request_may_be_refused() -> None:
    paths = described()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert {"401", "429"} <= set(operation["responses"]), path
            named = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
            assert ("If-Match" in named) == (method == "post" and "{reference}" in path and path not in TAKEN_OUT)


def test_the_page_for_who_writes_programs_names_addresses_that_are_there() -> None:
    page_for_programs = (page.PAGE.parent.parent / "how-to" / "api.md").read_text(encoding="utf-8")
    named = {
        re.sub(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", "{reference}", one)
        for one in re.findall(r"\$HOUSE([^?\"]+)", page_for_programs)
    }
    assert len(named) > 4
    assert {one for one in named if one.startswith("/api")} <= set(described()["paths"])


@pytest.fixture
def token(people: Cast, sent: Referral, clock: Clock) -> str:
    powers = sorted(rules.FOR_SYSTEMS & RULES[Role.CASE_MANAGER].may)
    system: System = make_allowed_system(people.shelter, at=MONDAY, role=Role.CASE_MANAGER, powers=powers)
    return token_for(system, at=MONDAY)


@pytest.fixture
def real(people: Cast, sent: Referral) -> dict[str, str]:
    """By the kind of what is asked for, one that is there."""
    case = make_case(people.shelter, people.amal, MONDAY)
    screening = make_screening(case, desk=people.shelter, by=people.amal)
    return {"referrals": sent.reference, "cases": case.reference, "screenings": screening.reference}


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda one: one.value)
def test_whatever_is_asked_is_answered_as_described(
    mode: schemathesis.GenerationMode, token: str, sent: Referral, real: dict[str, str]
) -> None:
    """No 500, nothing undeclared, and never whose referral it is."""
    app = WSGIHandler()
    some = [one for one in OPERATIONS if mode == schemathesis.GenerationMode.POSITIVE or one.path not in NOTHING_WRONG]

    @EACH
    @given(case=st.one_of(*[one.as_strategy(generation_mode=mode) for one in some]), is_real=st.booleans())
    def ask(case: Any, is_real: bool) -> None:
        if is_real and "reference" in (case.path_parameters or {}):
            case.path_parameters["reference"] = real[case.path.split("/")[3]]
        case.headers["Authorization"] = f"Bearer {token}"
        response = case.call(app=app, base_url="http://localhost")
        assert sent.person.reference not in response.text
        if response.headers["content-type"] != ["text/html; charset=utf-8"]:
            case.validate_response(response, checks=CHECKS)

    ask()
