"""An identity provider for tests: on this machine, in a thread, with keys made for the test."""

import base64
import gzip
import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.test import Client
from joserfc import jws, jwt
from joserfc.jwk import KeySet, RSAKey

from malath.accounts.provider_rules import Provider

CLIENT, SECRET = "malath", "a secret that only both of us hold"
GO, BACK = "/sign-in/with/ministry/", "/sign-in/with/ministry/back/"
DISCOVERY, TOKEN, JWKS = "/.well-known/openid-configuration", "/token", "/jwks"
ENGLISH = {"accept-language": "en"}
Answer = tuple[str, list[tuple[str, str]], bytes]


@dataclass
class IdentityProvider:
    """What it says is right until a test makes it wrong: `claims` and `header` of the token, `discovery`, `answers`."""

    issuer: str
    key: RSAKey
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "one"})
    discovery: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    """By path: said in the place of the right answer."""
    slow: float = 0
    signing_key: Any = None
    asked: dict[str, str] = field(default_factory=dict)
    """With what somebody was sent here last."""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def signed_in_here(self, sent: Any, **claims: Any) -> str:
        """Somebody was sent here and signs in: the query with which they are sent back."""
        self.asked = dict(parse_qsl(urlsplit(sent["Location"]).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = self.asked
        self.claims |= claims
        return f"?code={code}&state={self.asked['state']}"

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "sub": "7", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in (right | self.claims).items() if value is not None}
        if self.header["alg"] in {"none", "HS256"}:
            return self.forged(claims)
        registry = jws.JWSRegistry(algorithms=[self.header["alg"]])
        return jwt.encode(self.header, claims, self.signing_key or self.key, registry=registry)

    def forged(self, claims: dict[str, Any]) -> str:
        """Without a signature, or signed with the key that everybody may read as if it were a secret of both."""
        head, body = (encoded(json.dumps(part).encode()) for part in (self.header, claims))
        public = self.key.as_pem(private=False)
        sign = hmac.new(public, f"{head}.{body}".encode(), hashlib.sha256).digest() if self.header["alg"] == "HS256" else b""
        return f"{head}.{body}.{encoded(sign)}"

    def answer(self, call: dict[str, Any]) -> Answer:
        path = call["PATH_INFO"]
        self.calls.append(path)
        time.sleep(self.slow)
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return said(self.about_itself())
        if path == "/authorize":
            return self.back_at_once(call)
        if path == "/jwks":
            return said(KeySet([self.key]).as_dict(private=False))
        return self.token(call)

    def back_at_once(self, call: dict[str, Any]) -> Answer:
        """For a browser: whoever is sent here has just signed in."""
        self.asked = dict(parse_qsl(call["QUERY_STRING"]))
        code = f"code-{len(self.calls)}"
        self.codes[code] = self.asked
        where = f"{self.asked['redirect_uri']}?code={code}&state={self.asked['state']}"
        return "302 Found", [("Location", where)], b""

    def about_itself(self) -> dict[str, Any]:
        right = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return {name: value for name, value in (right | self.discovery).items() if value is not None}

    def token(self, call: dict[str, Any]) -> Answer:
        """As RFC 6749 and RFC 7636 ask: the code once, for who began, with their secret and verifier."""
        length = int(call.get("CONTENT_LENGTH") or 0)
        sent = {name: values[0] for name, values in parse_qs(call["wsgi.input"].read(length).decode()).items()}
        begun = self.codes.pop(sent.get("code", ""), {})
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = encoded(digest)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if call.get("HTTP_AUTHORIZATION") != basic and sent.get("client_secret") != SECRET:
            return said({"error": "invalid_client"}, "401 Unauthorized")
        fits = begun.get("code_challenge") == challenge and begun.get("redirect_uri") == sent.get("redirect_uri")
        if not begun or not fits:
            return said({"error": "invalid_grant"}, "400 Bad Request")
        return said({"access_token": "opens nothing", "token_type": "Bearer", "id_token": self.id_token(begun["nonce"])})

    def __call__(self, call: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        status, headers, body = self.answer(call)
        if "gzip" in call.get("HTTP_ACCEPT_ENCODING", "") and status.startswith("200"):  # as real ones do
            headers, body = [*headers, ("Content-Encoding", "gzip")], gzip.compress(body)
        start_response(status, headers)
        return [body]


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def said(content: Any, status: str = "200 OK") -> Answer:
    return status, [("Content-Type", "application/json")], json.dumps(content).encode()


class Quiet(WSGIRequestHandler):
    """One that writes nothing down."""

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[IdentityProvider]:
    """A provider that answers on a port of this machine."""
    server: WSGIServer = make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet)
    issuer = f"http://127.0.0.1:{server.server_port}"
    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    one = IdentityProvider(issuer, key)
    server.set_app(one)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def set_for(one: IdentityProvider, body: str, **more: frozenset[str]) -> dict[str, Provider]:
    """The setting that binds it to a body."""
    return {"ministry": Provider("ministry", one.issuer, CLIENT, SECRET, body, **more)}


def bring(client: Client, provider: IdentityProvider, go: str = GO, **claims: Any) -> Any:
    """Somebody presses the button, signs in there, and is sent back."""
    sent = client.get(go, headers=ENGLISH)
    return client.get(BACK + provider.signed_in_here(sent, **claims), headers=ENGLISH)


def told(client: Client, response: Any) -> str:
    """The page to which somebody is sent who does not come in."""
    assert response["Location"].startswith("/sign-in/")
    text = client.get(response["Location"], headers=ENGLISH).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
