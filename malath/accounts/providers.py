"""Identity providers of bodies, asked: the only place from which a page of ours calls another machine.

Authlib does OpenID Connect: state, nonce, PKCE, the exchange of the code, the signature and claims of the ID token. Here is
what bounds it: only where the setting names a provider, over TLS, without following where it is sent, with little patience
and for little text.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from time import monotonic
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth, OAuthError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import Response
from requests.exceptions import ConnectionError, InvalidURL, ReadTimeout, RequestException, Timeout, TooManyRedirects  # noqa: A004
from urllib3.exceptions import HTTPError

from malath.accounts.provider_rules import (
    FRESH_SECONDS,
    LEEWAY_SECONDS,
    Provider,
    Vouched,
    WrongProvider,
    is_stale,
    may_be_asked,
    usable,
    vouched,
)
from malath.foundation.marks import is_training

PATIENCE_SECONDS, MOST_SECONDS = 4, 8
MOST_BYTES, PIECE = 200_000, 16_384
AWAY_SECONDS = 30
KEPT_SECONDS = 600
log = logging.getLogger(__name__)


class NotReached(Exception):
    """A provider is away, too slow, or says what nobody can use."""


class NotFinished(Exception):
    """Somebody came back without having signed in there, or a second time."""


class NotTrue(Exception):
    """What was brought back was not said by the provider, not to us, or not now."""


class Bounded(OAuth2Session):  # type: ignore[misc]  # the library ships no types
    """Requests that end: see the head of this file."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if not may_be_asked(url, local=settings.TESTING):
            raise InvalidURL("without TLS")
        self.headers["Accept-Encoding"] = "identity"  # what is packed may be endless once it is unpacked
        until = monotonic() + MOST_SECONDS
        bounds = {"timeout": PATIENCE_SECONDS, "allow_redirects": False, "stream": True}
        response: Response = super().request(method, url, *args, **kwargs | bounds)
        with closing(response.raw) as raw:
            if response.is_redirect:
                raise TooManyRedirects("none is followed")
            response.raw = BytesIO(b"".join(_pieces(raw, until)))
        response.encoding = "utf-8"  # JSON is; otherwise the library guesses, which takes long
        return response


class App(DjangoOAuth2App):  # type: ignore[misc]  # the library ships no types
    """One provider, as the library sees it."""

    client_cls: Any = Bounded
    provider: Provider

    def load_server_metadata(self) -> dict[str, Any]:
        """What it says of itself, once: `usable` says what of it may be used."""
        if not self.server_metadata:
            with self._get_session() as session:
                address = f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
                response = session.request("GET", address, withhold_token=True)
                response.raise_for_status()
                self.server_metadata.update(usable(response.json(), self.provider, local=settings.TESTING))
        return self.server_metadata  # type: ignore[no-any-return]


def providers() -> tuple[Provider, ...]:
    """In the order of the setting; none in training, from which nothing calls out."""
    return () if is_training() else tuple(settings.MALATH_PROVIDERS.values())


def provider_named(name: str) -> Provider | None:
    return next((one for one in providers() if one.name == name), None)


def sent_there(request: HttpRequest, provider: Provider, back: str, at: datetime) -> HttpResponse:
    """To the provider, to sign in there anew, and `back`. Errors: `NotReached`."""
    asked: dict[str, Any] = {"prompt": "login", "max_age": FRESH_SECONDS}
    if provider.acr:
        asked["acr_values"] = " ".join(sorted(provider.acr))
    _need_not_away(provider)
    try:
        response: HttpResponse = _app(provider, at).authorize_redirect(request, back, **asked)
    except FAULTS as error:
        raise _not_reached(provider, error) from error
    return response


def brought_back(request: HttpRequest, provider: Provider, at: datetime) -> Vouched:
    """For whom the provider vouches. Errors: `NotFinished`, `NotReached`, `NotTrue`."""
    _need_not_away(provider)
    # The library checks who said it and to whom only where it is told to.
    sure = {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.known_as}}
    try:
        token = _app(provider, at).authorize_access_token(request, claims_options=sure, leeway=LEEWAY_SECONDS)
        claims = token["userinfo"]
    except OAuthError as error:
        if error.error in REFUSES_US:
            log.warning("An identity provider takes neither our client nor its secret.", exc_info=error)
        raise NotFinished from error
    except JoseError as error:
        log.warning("The token of an identity provider was refused.", exc_info=error)
        raise NotTrue from error
    except FAULTS as error:
        raise _not_reached(provider, error) from error
    if is_stale(claims, at):
        log.warning("An identity provider did not ask for a new proof, although it should.")
        raise NotFinished
    return vouched(claims, provider, at)


def why_not_usable(provider: Provider, at: datetime) -> str:
    """For whoever runs it: what is wrong with what a provider says of itself; empty when nothing is."""
    try:
        _app(provider, at).load_server_metadata()
    except WrongProvider as error:
        return str(error)
    except FAULTS as error:
        return f"it does not answer as it should ({type(error).__name__})"
    return ""


# Whatever a provider may say in the place of what it should.
FAULTS = (
    RequestException,
    HTTPError,
    AuthlibBaseError,
    JoseError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
)
REFUSES_US = ("invalid_client", "unauthorized_client")


def _app(provider: Provider, at: datetime) -> App:
    return _app_for_a_while(provider, int(at.timestamp()) // KEPT_SECONDS)


@lru_cache(maxsize=8)
def _app_for_a_while(provider: Provider, _moment: int) -> App:
    app: App = OAuth().register(
        provider.name,
        client_cls=App,
        client_id=provider.known_as,
        client_secret=provider.secret,
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256"},
    )
    app.provider = provider
    return app


def _pieces(raw: Any, until: float) -> Iterator[bytes]:
    """A body, as long as there is time and room for it. Nothing is unpacked: it was asked for as it is."""
    size = 0
    while piece := raw.read1(PIECE, decode_content=False):
        size += len(piece)
        if size > MOST_BYTES or monotonic() > until:
            raise ReadTimeout("too much, or too slow")
        yield piece


def _need_not_away(provider: Provider) -> None:
    """Once nobody answered, nobody waits for it for a while: whoever waits holds a process that others need."""
    if cache.get(_away(provider)):
        raise NotReached


def _not_reached(provider: Provider, error: Exception) -> NotReached:
    if isinstance(error, ConnectionError | Timeout):
        cache.set(_away(provider), True, AWAY_SECONDS)
    log.warning("An identity provider could not be used.", exc_info=error)
    return NotReached()


def _away(provider: Provider) -> str:
    return f"provider-away-{provider.name}"
