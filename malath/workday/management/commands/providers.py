"""The identity providers that the setting names: what to register there, and whether they can be used."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.urls import reverse

from malath.accounts.provider_rules import Provider
from malath.accounts.providers import providers, why_not_usable
from malath.agencies import queries as agencies
from malath.foundation import clock


class Command(BaseCommand):
    help = "Ask each identity provider that MALATH_PROVIDERS names, and say what is wrong."

    def handle(self, *_: Any, **__: Any) -> None:
        for provider in providers():
            self._say(provider)
        if not providers():
            self.stdout.write("MALATH_PROVIDERS names none: staff sign in with what they have here, and no page calls out.")

    def _say(self, provider: Provider) -> None:
        body = agencies.agency_by_reference(provider.body)
        why_not = why_not_usable(provider, clock.now())
        scheme, back = "https" if settings.HTTPS else "http", reverse("accounts:come_back", args=[provider.name])
        self.stdout.write(f"{provider.name}: {provider.issuer}")
        self.stdout.write(f"  for: {body.name_en if body else 'No body has this reference: nobody can sign in with it.'}")
        for host in settings.ALLOWED_HOSTS:
            self.stdout.write(f"  address to register: {scheme}://{host}{back}")
        self.stdout.write(f"  not usable: {why_not}" if why_not else "  usable: it answers, and signs as it should.")
