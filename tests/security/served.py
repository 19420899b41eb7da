"""The staff site at work, held in the moment in which its disk is taken. `test_dump.py` runs it as a process of its own.

Somebody signs in, searches by name, opens a case, and meets a page that breaks with the name at hand. Then it says
"ready" and keeps its database open until nobody listens any more.
"""

import os
import sys
from unittest import mock

import django
from django.test.utils import override_settings

from config import unlock
from malath.foundation import keys

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    unlock.open_keys(keys.var_folder())
    django.setup()
    with override_settings(STORAGES={"staticfiles": {"BACKEND": PLAIN_FILES}}):  # nobody has collected any
        work()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()


def work() -> None:
    from django.test import Client  # noqa: PLC0415  # once the keys are open

    from malath.accounts.models import User  # noqa: PLC0415
    from malath.cases.models import Case  # noqa: PLC0415
    from malath.people.models import Detail  # noqa: PLC0415

    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    officer = User.objects.get(name_en="Tariq Demo")
    expect("signing in", client.post("/demo/sign-in/", {"user": officer.reference}).status_code, 302)
    cases = Case.objects.filter(desk__agency=officer.agency_id, person__details__kind="name_la").exclude(status="closed")
    case = next(case for case in cases.select_related("person") if client.get(f"/cases/{case.reference}/").status_code == 200)
    name = Detail.objects.select_related("key").get(person=case.person, kind="name_la").opened("value")
    page, person = f"/cases/{case.reference}/", f"/people/{case.person.reference}/"
    expect("searching", person in client.post("/people/", {"name": name}).content.decode(), True)
    expect("the person", name in client.get(person).content.decode(), True)
    with mock.patch("malath.accounts.queries.holdings", side_effect=ValueError(name)):
        expect("the page that breaks", client.get(page).status_code, 500)


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: {found} instead of {wanted}")


if __name__ == "__main__":
    main()
