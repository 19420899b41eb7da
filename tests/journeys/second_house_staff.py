"""Who works in the other house: imported there, once its keys are open."""

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.foundation.acts import unguarded
from malath.foundation.models import Mark


def built() -> str:
    """Tables, all at once, for the steps that led to them take a minute; and a mission with a worker and a supervisor who sign
    in with one key."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    with unguarded():
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
        Mark.objects.create(kind=Mark.DEMO, created_at=clock.now())
    desk = make_desk(make_agency(AgencyKind.RETURNS, "Mission there", "البعثة هناك"), hours=ALWAYS)
    worker = make_user(Role.RETURN, desk, name_en="Dawit", name_ar="داويت", language=Language.ARABIC)
    supervisor = make_user(Role.SUPERVISOR, desk, name_en="Sami", name_ar="سامي")
    return f"{worker.reference} {supervisor.reference}"
