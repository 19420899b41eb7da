"""Identity providers of bodies: what the setting says of them, and what their word is worth. Pure.

OpenID Connect Core 1.0. The library does the asking and checks signatures (`providers.py`); here is what we decide.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

# Only signatures that a provider alone can make: none, and none with a secret that we hold too.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
NAME: Final = re.compile(r"[a-z0-9-]{1,40}")
NEEDED: Final = frozenset({"issuer", "client_id", "secret_file", "body"})
FACTORS: Final = frozenset({"amr", "acr"})
LONGEST_ADDRESS: Final = 254
LATEST: Final = 10**12
FRESH_SECONDS: Final = 300
LEEWAY_SECONDS: Final = 60


class WrongProvider(ValueError):
    """The setting, or what a provider says of itself, cannot be used."""


@dataclass(frozen=True)
class Provider:
    """The identity provider of one body, which knows us as `known_as`. `amr`, `acr`: what it says of a second factor."""

    name: str
    issuer: str
    known_as: str
    secret: str = field(repr=False)
    body: str
    amr: frozenset[str] = frozenset()
    acr: frozenset[str] = frozenset()

    @property
    def vouches_for_factor(self) -> bool:
        """Whether its word may stand in the place of a second factor of ours."""
        return bool(self.amr or self.acr)


@dataclass(frozen=True)
class Vouched:
    """Whom a provider has seen: the address that it has verified, and whether that stands for both factors."""

    address: str
    just_now: bool
    with_factor: bool


def providers_in(text: str, secret: Callable[[str], str], *, local: bool = False) -> dict[str, Provider]:
    """The providers that a setting names, in TOML: one table each. `secret` reads the file it names. `local`: one on this
    machine may do without TLS. Errors: `WrongProvider`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongProvider(f"MALATH_PROVIDERS cannot be read: {error}") from error
    return {name: _provider(name, table, secret, local=local) for name, table in tables.items()}


def _provider(name: str, table: Any, secret: Callable[[str], str], *, local: bool) -> Provider:
    said = table if isinstance(table, dict) else {}
    if not NAME.fullmatch(name):
        raise WrongProvider(f"MALATH_PROVIDERS: {name!r} is no name: small letters, digits and hyphens, at most 40")
    if missing := NEEDED - said.keys():
        raise WrongProvider(f"MALATH_PROVIDERS: {name} lacks {', '.join(sorted(missing))}")
    if unknown := said.keys() - NEEDED - FACTORS:
        raise WrongProvider(f"MALATH_PROVIDERS: {name} has {', '.join(sorted(unknown))}, which means nothing")
    texts = {key: said[key] for key in NEEDED}
    if not all(isinstance(value, str) and value for value in texts.values()):
        raise WrongProvider(f"MALATH_PROVIDERS: {name} needs texts for {', '.join(sorted(NEEDED))}")
    if not may_be_asked(texts["issuer"], local=local):
        raise WrongProvider(f"MALATH_PROVIDERS: the issuer of {name} must begin with https://")
    amr, acr = (_words(name, key, said.get(key, [])) for key in ("amr", "acr"))
    return Provider(name, texts["issuer"], texts["client_id"], secret(texts["secret_file"]), texts["body"], amr, acr)


def _words(name: str, key: str, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise WrongProvider(f"MALATH_PROVIDERS: {key} of {name} is a list of texts")
    return frozenset(value)


def may_be_asked(address: str, *, local: bool) -> bool:
    """Whether an address may be called: over TLS, without anybody's password in it; or, in tests, on this machine."""
    try:
        parts = urlsplit(address)
        fine = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False
    return fine and (parts.scheme == "https" or (local and parts.scheme == "http" and parts.hostname in HERE))


def usable(said: Any, provider: Provider, *, local: bool) -> dict[str, Any]:
    """Of what a provider says of itself, what we use: nothing else reaches the library, which would take settings from it.
    Errors: `WrongProvider`."""
    if not isinstance(said, dict) or said.get("issuer") != provider.issuer:
        raise WrongProvider("it names another issuer")  # OpenID Connect Discovery 1.0, 4.3
    addresses = {name: said.get(name) for name in ENDPOINTS}
    if not all(isinstance(address, str) and may_be_asked(address, local=local) for address in addresses.values()):
        raise WrongProvider("an address is missing, or without TLS")
    signs = said.get("id_token_signing_alg_values_supported")
    algorithms = [name for name in ALGORITHMS if isinstance(signs, list) and name in signs]
    if not algorithms:
        raise WrongProvider("it signs with nothing that we trust")
    ways = said.get("token_endpoint_auth_methods_supported")
    in_body = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
    return {
        "issuer": provider.issuer,
        **addresses,
        "id_token_signing_alg_values_supported": algorithms,
        "token_endpoint_auth_method": "client_secret_post" if in_body else "client_secret_basic",
    }


def vouched(claims: Mapping[str, Any], provider: Provider, at: datetime) -> Vouched:
    """What the word of a provider is worth, its signature having been checked.

    An address that it does not call verified is none. A second factor counts only where the setting names it, and where the
    provider says that somebody signed in there just now: a browser that stays signed in proves nobody at the desk.
    """
    just_now = is_just_now(claims, at)
    return Vouched(_address(claims), just_now, just_now and _names_factor(claims, provider))


def is_just_now(claims: Mapping[str, Any], at: datetime) -> bool:
    """Whether the provider says that it asked for a proof within five minutes."""
    since = _seconds_since(claims, at)
    return since is not None and -LEEWAY_SECONDS <= since <= FRESH_SECONDS + LEEWAY_SECONDS


def is_stale(claims: Mapping[str, Any], at: datetime) -> bool:
    """Whether it says that it did not, although we asked for it; one that says nothing about it vouches for one factor."""
    return _seconds_since(claims, at) is not None and not is_just_now(claims, at)


def _seconds_since(claims: Mapping[str, Any], at: datetime) -> float | None:
    moment = claims.get("auth_time")
    if not isinstance(moment, int | float) or isinstance(moment, bool) or not abs(moment) < LATEST:
        return None
    return at.timestamp() - moment


def _address(claims: Mapping[str, Any]) -> str:
    address = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return ""
    return address.strip().lower() if address.isascii() and address.isprintable() else ""


def _names_factor(claims: Mapping[str, Any], provider: Provider) -> bool:
    methods = claims.get("amr")
    named = {word for word in methods if isinstance(word, str)} if isinstance(methods, list) else set()
    level = claims.get("acr")
    return bool(provider.amr & named) or (isinstance(level, str) and level in provider.acr)
