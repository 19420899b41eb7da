from collections.abc import Iterator

import pytest
from django.core.cache import cache
from joserfc.jwk import RSAKey
from pytest_django.fixtures import Settings

from malath.accounts import providers
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.tests.identity_provider import IdentityProvider, running, set_for
from malath.agencies.models import Agency
from malath.agencies.testing import make_agency, make_desk
from malath.foundation import marks


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> Iterator[None]:
    """Counts of tries and the marks of the database are kept by the process, so they would outlive a test."""
    cache.clear()
    marks.forget()
    yield
    cache.clear()
    marks.forget()


@pytest.fixture(scope="session")
def _one() -> Iterator[IdentityProvider]:
    """One for all of them, since its keys take a moment to make; `provider` makes it as new."""
    with running() as one:
        yield one


@pytest.fixture(scope="session")
def _new(_one: IdentityProvider) -> RSAKey:
    return _one.key


@pytest.fixture
def body() -> Agency:
    return make_agency(name_en="Ministry of the test", name_ar="وزارة التجربة")


@pytest.fixture
def provider(
    _one: IdentityProvider, _new: RSAKey, body: Agency, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> IdentityProvider:
    """The provider of the body, in whose word the address of Amal is verified."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    vars(_one).update(vars(IdentityProvider(_one.issuer, _new)))
    _one.claims = {"email": "amal@example.org", "email_verified": True}
    providers._app_for_a_while.cache_clear()
    settings.MALATH_PROVIDERS = set_for(_one, body.reference)
    return _one


@pytest.fixture
def with_factor(provider: IdentityProvider, body: Agency, settings: Settings) -> IdentityProvider:
    """One whose own second factor stands for ours, when it says so."""
    settings.MALATH_PROVIDERS = set_for(provider, body.reference, amr=frozenset({"mfa"}), acr=frozenset({"gold"}))
    return provider


@pytest.fixture
def user(body: Agency) -> User:
    return make_user(Role.SOCIAL, make_desk(body), email="amal@example.org", name_en="Amal")
