"""Sign-in with the identity provider of a body: for whom it may vouch, and what the sign-in page says of it."""

from collections.abc import Collection
from dataclasses import dataclass

from malath.accounts.models import User
from malath.accounts.provider_rules import Provider
from malath.agencies import queries as agencies


@dataclass(frozen=True)
class ProviderLink:
    """A way to sign in: the name of the provider in the setting, and of its body in the language of the page."""

    name: str
    body: str


def user_vouched_for(email: str, body: str) -> User | None:
    """The member of staff of this body with this address. One statement, whether there is one or not."""
    staff = User.objects.filter(email=email.strip().lower(), agency__ended_at__isnull=True)
    return staff.filter(agency__reference=body).first()


def provider_links(providers: Collection[Provider]) -> tuple[ProviderLink, ...]:
    """The providers whose body is there, in the order of the setting. One statement; none where none is set."""
    names = {body.reference: body.name for body in agencies.agencies()} if providers else {}
    return tuple(ProviderLink(one.name, names[one.body]) for one in providers if one.body in names)
