"""Scenario 10, its public steps (1 to 3 and 9), from the flat to the helpline and back; and scenario B, step 5."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.helpline import box, letters, work
from malath.helpline.models import Contact
from malath.helpline.queries import contacts as queries
from malath.helpline.testing import MONDAY, make_line, quick_letters
from malath.inbox.models import Item
from malath.publicsite import asking
from malath.publicsite.flood import Flood
from malath.referrals.models import Referral
from malath.ui import help_lines
from malath.workday.tick import tick

pytestmark = [pytest.mark.django_db]
SAID = {"for_whom": "me", "safe": "no", "words": "I cannot leave. There are five of us.", "reach": "none"}


class Visitor:
    """Whoever writes on the public site, which is here another set of addresses in the same process."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.client = patch, Client()

    def post(self, address: str, data: dict[str, str]) -> str:
        with self.patch.context() as public:
            public.setattr(settings, "ROOT_URLCONF", "config.public_urls")
            public.setattr(settings, "MIDDLEWARE", settings.PUBLIC_MIDDLEWARE)
            answer = Client().post(address, data)
        assert not answer.cookies
        return str(answer.content.decode())

    def asks(self) -> str:
        last = self.post("/en/form/", {**SAID, "step": "2"})
        found = re.search(r'name="code" value="([^"]+)"', last)
        assert found is not None
        assert "Keep these words" in self.post("/en/form/", {**SAID, "step": "3", "code": found.group(1)})
        return found.group(1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    """02:10 at night in Amman, and a folder for the box."""
    clock = Clock(MONDAY.replace(hour=23, minute=10))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(work, "var_folder", lambda: tmp_path)
    monkeypatch.setattr(asking, "FLOOD", Flood())
    monkeypatch.setattr(box, "FRESH", timedelta(days=10_000))
    quick_letters(monkeypatch)
    return clock


@pytest.fixture
def desk(clock: Clock) -> Desk:
    return make_desk(make_agency(AgencyKind.CAMP))


@pytest.fixture
def huda(desk: Desk) -> User:
    return make_user(Role.SUPERVISOR, make_desk(desk.agency))


def test_a_web_report_from_inside(desk: Desk, huda: User, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    operator, her = make_user(Role.SOCIAL, desk), Visitor(monkeypatch)
    make_line(desk, huda, clock.at)
    work.go_on(clock)

    # 1, 2: she writes two lines, wants no call, and gets five words; nothing of where she is or with what is kept.
    code = her.asks()
    assert len(code.split()) == 5
    assert work.go_on(clock) == 1
    contact = Contact.objects.get()
    assert (contact.triage, contact.look_by - clock.at) == ("emergency", timedelta(minutes=15))
    assert Item.objects.filter(user=huda, subject=contact.reference).exists(), "nobody is on duty: those above are told"

    # Somebody looks; they may not call.
    staff = signed_in(Client(), operator)
    staff.post(f"/helpline/{contact.reference}/take/")
    assert staff.post(f"/helpline/{contact.reference}/call/", {"call-result": "spoken"}).status_code == 409
    staff.post(f"/helpline/{contact.reference}/answer/", {"answer-words": "We read it. Where are you?"})
    work.go_on(clock)
    answer = her.post("/en/words/", {"code": code})
    assert "We read it. Where are you?" in answer

    # 3: at 03:00 she sends the address. It goes before whoever is there now, with what she wants told.
    clock.forward(minutes=50)
    more = {"code": code, "words": "Third floor.", "not_told": "Not the neighbours.", "danger": "yes", "mark": "ab" * 16}
    assert "Sent." in her.post("/en/words/", more)
    work.go_on(clock)
    contact.refresh_from_db()
    assert (contact.taken_at, contact.rank) == (None, 0)
    page = signed_in(Client(), operator).get(f"/helpline/{contact.reference}/").content.decode()
    assert page.index("Not the neighbours.") < page.index("I cannot leave."), "her wish stands first"

    # Must not: link it to a case by itself.
    assert Case.objects.count() == 0
    tell_the_unit(staff, contact, desk, clock)
    assert contact.reference not in Referral.objects.get().opened("reason")

    # 9: after ninety days without use all is deleted, and the words open nothing.
    clock.forward(days=91)
    work.go_on(clock)
    tick(clock.at)
    assert "Nothing is found with these words." in her.post("/en/words/", {"code": code})
    contact.refresh_from_db()
    assert contact.said is None


def tell_the_unit(staff: Client, contact: Contact, desk: Desk, clock: Clock) -> None:
    """3: a life is in danger: on O1 the Unit's duty desk reads what she wants told, and first what must not be."""
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.PROTECTION], hours=ALWAYS)
    duty, since, until = make_user(Role.CTU_DUTY, unit), clock.at - timedelta(hours=1), clock.at + timedelta(hours=5)
    accounts.put_on_duty(unit, duty, from_at=since, until=until, by=WORKER, at=clock.at)
    staff.post(f"/helpline/{contact.reference}/take/")
    page = staff.get(f"/referrals/contacts/{contact.reference}/").content.decode()
    assert "Not the neighbours." in page
    sent = {
        "called": "yes", "to": unit.reference, "desk": desk.reference, "told": "Third floor.", "because": "Locked in.",
        "not_told": "Not the neighbours.", "age_band": "unknown", "governorate": "AM",
    }  # fmt: skip
    assert staff.post(f"/referrals/contacts/{contact.reference}/", sent).status_code == 302
    told = Referral.objects.get().opened("reason")
    assert told.index("Not the neighbours.") < told.index("Third floor.")
    assert Item.objects.filter(desk=unit).exists()


def test_in_a_flood_of_requests_the_real_emergency_is_on_the_first_page(
    desk: Desk, huda: User, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_line(desk, huda, clock.at)
    monkeypatch.setattr(asking, "MOST_LETTERS", 10_000)
    work.go_on(clock)
    key = queries.letter_key()
    assert key is not None
    for number in range(60):
        keys = letters.keys_of(f"flood {number}", bytes.fromhex(key.salt))
        letter = letters.Letter("ask", keys.thread, keys.public, {"safe": "no", "words": "HELP"}, number)
        box.drop(settings.VAR, keys.mark, letters.seal_letter(letter, key.public))
    clock.forward(minutes=1)
    asking.FLOOD = Flood()
    Visitor(monkeypatch).asks()
    assert work.go_on(clock) == 61
    real = Contact.objects.order_by("-at").first()
    assert real is not None
    page = signed_in(Client(), make_user(Role.SOCIAL, desk)).get("/helpline/").content.decode()
    places = re.findall(r'href="/helpline/([2-9A-Z-]{14})/"', page)
    assert places.index(real.reference) <= 1
    assert Item.objects.filter(desk=desk).count() == 2


def test_a_number_that_nobody_called_for_181_days_is_hidden_and_its_owners_are_told(
    huda: User, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scenario B, 5."""
    clock.at = MONDAY
    focal = make_user(Role.FOCAL_POINT, make_desk())
    called = (clock.at - timedelta(days=181)).date().isoformat()
    kept: dict[str, Any] = {
        "keep_days": 180,
        "hotlines": [{**one, "verified_on": called} for one in help_lines._kept()["hotlines"]],
    }
    monkeypatch.setattr(help_lines, "_kept", lambda: kept)
    assert help_lines.lines_of_help("en", clock.at.date()) == []
    tick(clock.at)
    tick(clock.at + timedelta(minutes=1))
    assert Item.objects.filter(user=focal, kind="number_stale").count() == sum(one["publish"] for one in kept["hotlines"])
    kept["hotlines"] = [{**one, "verified_on": clock.at.date().isoformat()} for one in kept["hotlines"]]
    tick(clock.at + timedelta(minutes=2))
    assert Item.objects.filter(user=focal, kind="number_stale", seen_at=None).count() == 0
