"""The first version of what programs ask for: its parts put together. Described in docs/api/v1.json."""

from ninja import NinjaAPI

from malath.api import token_api
from malath.api.http import REQUESTS_A_MINUTE, Bearer, PerSystem, answer_problems

api = NinjaAPI(
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
