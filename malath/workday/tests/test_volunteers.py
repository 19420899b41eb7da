"""The sign card beside the files of its desk: nothing of them is on it; and what the tick does with concerns."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.cases.testing import make_case
from malath.foundation.clock import now
from malath.helpline import actions
from malath.helpline.models import Concern
from malath.helpline.testing import make_code, make_concern
from malath.helpline.words import CameOfIt
from malath.workday.tick import tick

pytestmark = pytest.mark.django_db
CARD = "/signs/card/"


def test_the_card_shows_nothing_of_anybody(people: Cast) -> None:
    cache.clear()
    worker = make_user(Role.CAMP, people.station)
    case = make_case(people.station, worker, now(), name="Dana Alias")
    phone = Client(headers={"Accept-Language": "en"})
    phone.post("/signs/", {"code": make_code(people.station, worker, now()).digits})
    card = phone.get(CARD).content.decode()
    grant = card.split('name="grant" value="')[1].split('"')[0]
    said = {"grant": grant, "signs_child_labour": ["CL01"], "who": "child", "soon": "no"}
    arrived = phone.post(CARD, said).content.decode()
    assert "Received" in arrived
    for secret in ("Dana", case.reference, case.person.reference, worker.name_en, people.station.agency.name_en):
        assert secret not in card + arrived
    for address in ("/", "/cases/", "/concerns/", "/directory/", f"/people/{case.person.reference}/"):
        assert phone.get(address)["Location"].startswith("/sign-in/")


def test_the_tick_tells_above_what_nobody_takes_up_and_throws_old_words_away(people: Cast) -> None:
    code = make_code(people.station, people.huda, now() - timedelta(days=60)).code
    old = make_concern(code, now() - timedelta(days=40), "CL01").concern
    actions.take_concern(old, by=people.huda, at=now() - timedelta(days=39))
    actions.settle_concern(old, CameOfIt.KNOWN, by=people.huda, at=now() - timedelta(days=38))
    code = actions.renew_code(code, by=people.huda, at=now() - timedelta(days=5))
    late = make_concern(code, now() - timedelta(days=4), "CL01", "CH01").concern
    done = tick(now())
    assert (done.concerns.done, done.words_let_go.done) == (1, 1)
    assert Concern.objects.get(pk=late.pk).escalated_at is not None
    assert Concern.objects.get(pk=old.pk).said is None
    again = tick(now())
    assert (again.concerns.done, again.words_let_go.done) == (0, 0)
