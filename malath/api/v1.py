"""The first version of what programs ask for: its parts put together. Described in docs/api/v1.json."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

from ninja import NinjaAPI
from ninja.operation import Operation

from malath.api import cases_api, referrals_api, screenings_api, token_api
from malath.api.http import REQUESTS_A_MINUTE, Bearer, PerSystem, answer_problems
from malath.api.queries import scopes_to_ask

READ: Final = (401, 403, 404, 422, 429)
DONE: Final = (*READ, 409, 412)
"""By which problems a look, and an act, may be answered."""
SIGNING_IN: Final = {
    "type": "oauth2",
    "flows": {
        "clientCredentials": {"tokenUrl": "/api/v1/token", "scopes": {one: one.replace("_", " ") for one in scopes_to_ask()}}
    },
}


class Interface(NinjaAPI):
    """With the plain names of its functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Interface(
    title="Malath",
    version="1",
    description="What the systems of bodies ask for. See docs/how-to/api.md.",
    urls_namespace="v1",
    docs_url=None,
    openapi_url=None,
    auth=Bearer(),
    throttle=[PerSystem(REQUESTS_A_MINUTE)],
)
answer_problems(api)
api.add_router("", token_api.router)
api.add_router("/referrals", referrals_api.router)
api.add_router("/cases", cases_api.router)
api.add_router("/screenings", screenings_api.router)


def described() -> dict[str, Any]:
    """The interface as OpenAPI 3.1: what the library writes of it, with the problems that may answer each request."""
    whole: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))
    whole["components"]["securitySchemes"]["Bearer"] = SIGNING_IN
    for operations in whole["paths"].values():
        for method, operation in operations.items():
            for answer in operation["responses"].values():
                _as_problem(answer.get("content", {}))
            if "security" in operation:
                operation["responses"].update(_problems(READ if method == "get" else DONE))
    return whole


def _problems(statuses: Iterable[int]) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {
        str(one): {"description": HTTPStatus(one).phrase, "content": {"application/problem+json": {"schema": schema}}}
        for one in statuses
    }


def _as_problem(content: dict[str, Any]) -> None:
    if content.get("application/json", {}).get("schema", {}).get("$ref", "").endswith("/ProblemOut"):
        content["application/problem+json"] = content.pop("application/json")
