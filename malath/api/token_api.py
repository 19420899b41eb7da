"""How a program signs in as its system (RFC 6749, client credentials), and what it then is."""

import base64
import binascii
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Form, Router, Schema, Status
from pydantic import Field

from malath.accounts import actions as accounts
from malath.accounts.queries import holdings
from malath.api import actions, queries
from malath.api.http import PLACES_A_MINUTE, PerPlace, ProblemOut, SystemRequest
from malath.api.queries import secrets
from malath.foundation.clock import now
from malath.foundation.references import is_reference

router = Router(tags=["token"])
CHALLENGE = 'Basic realm="malath"'


class TokenOut(Schema):
    """A token that is shown with each request as `Authorization: Bearer …`."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105  # the name of a kind
    expires_in: int = Field(description="Seconds from now.")
    scope: str = Field(description="What it was given for.", examples=["answer refer"])


class TokenRefused(Schema):
    """Why no token is given, in the words of RFC 6749."""

    error: str = Field(examples=["invalid_client"])


class SystemOut(Schema):
    """The system behind a token."""

    reference: str
    name: str
    body: str
    desk: str
    role: str
    scope: list[str]
    until: datetime | None


@router.post(
    "/token",
    auth=None,
    throttle=[PerPlace(PLACES_A_MINUTE)],
    response={200: TokenOut, 400: TokenRefused, 401: TokenRefused, 422: ProblemOut, 429: ProblemOut},
)
def token(
    request: HttpRequest,
    response: HttpResponse,
    grant_type: Form[str] = "",
    scope: Form[str] = "",
    client_id: Form[str] = "",
    client_secret: Form[str] = "",
) -> Status[TokenOut | TokenRefused]:
    """Show the secret of a system, in the header (Basic) or in the form, and get a token."""
    if grant_type != "client_credentials":
        return Status(400, TokenRefused(error="unsupported_grant_type"))
    at = now()
    name, shown = _in_header(request) or (client_id, client_secret)
    secret = secrets.secret_that_fits(name, shown, at) if is_reference(name) else None
    if secret is None:
        accounts.record_failed_sign_in(queries.user_of_system(name), method="secret", at=at)
        response["WWW-Authenticate"] = CHALLENGE
        return Status(401, TokenRefused(error="invalid_client"))
    powers = queries.powers_asked(scope, secret.system.user)
    if powers is None:
        return Status(400, TokenRefused(error="invalid_scope"))
    given = actions.sign_in(secret, powers=powers, by=secret.system.user, at=at)
    seconds = int((given.until - at).total_seconds())
    return Status(200, TokenOut(access_token=given.text, expires_in=seconds, scope=" ".join(given.scopes)))


@router.get("/system", response=SystemOut)
def system(request: SystemRequest) -> SystemOut:
    """The system behind the token: at which desk, in which role, for what, until when."""
    found = secrets.system_of(request.auth)
    return SystemOut(
        reference=found.user.reference, name=found.user.name, body=found.desk.agency.name, desk=found.desk.name,
        role=found.role, scope=list(queries.scopes_held(holdings(request.auth, now()))), until=found.user.until,
    )  # fmt: skip


def _in_header(request: HttpRequest) -> tuple[str, str] | None:
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, shown = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, shown
