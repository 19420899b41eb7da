"""Typing in what was written on paper, as a browser does it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from malath.accounts.testing import Cast, signed_in
from malath.cases.models import Case, Note, RiskAssessment, StatedNeed
from malath.cases.testing import make_case
from malath.cases.words import Need, NoteKind, Risk, RiskKind
from malath.foundation.clock import AMMAN
from malath.foundation.testing import Clock
from malath.people.models import SafeContact
from malath.people.words import AgeBand, Channel
from malath.privacy.marks import marks_of
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method


@pytest.fixture
def basim(client: Client, people: Cast) -> Client:
    return signed_in(client, people.basim)


def on_paper(moment: datetime) -> dict[str, str]:
    wall = moment.astimezone(AMMAN)
    return {"happened_on": f"{wall:%d/%m/%Y}", "happened_hour": f"{wall:%H:%M}", "words_read": marks_of(ConsentKind.C1)[-1]}


def new_case(**changes: str) -> dict[str, object]:
    return {
        "once": str(uuid4()), "age_band": AgeBand.B21, "sex": "female", "risk": Risk.HIGH, "language": "am",
        "interpreter": Interpreter.NONE, "answer": Answer.YES, "method": Method.SPOKEN, "note_kind": NoteKind.OBSERVATION,
        **changes,
    }  # fmt: skip


@pytest.fixture
def met_at() -> datetime:
    return MONDAY - timedelta(days=3)


def test_a_new_case_is_typed_in_with_its_day_and_hour(basim: Client, clock: Clock, met_at: datetime) -> None:
    assert basim.post("/cases/new/", new_case(**on_paper(met_at))).status_code == 302
    assert Case.objects.get().opened_at == met_at.replace(second=0, microsecond=0)


@pytest.mark.parametrize("missing", ["happened_on", "happened_hour"])
def test_a_day_without_an_hour_opens_nothing(basim: Client, clock: Clock, met_at: datetime, missing: str) -> None:
    page = basim.post("/cases/new/", new_case(**{**on_paper(met_at), missing: ""}))
    assert page.status_code == 422
    assert "Write the day and the hour" in page.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(("days", "said"), [(-1, "still to come"), (61, "more than 60 days ago")])
def test_a_moment_that_cannot_be_is_said_beside_the_day(basim: Client, clock: Clock, days: int, said: str) -> None:
    page = basim.post("/cases/new/", new_case(**on_paper(MONDAY - timedelta(days=days))))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Case.objects.exists()


def test_a_supervisor_of_the_desk_types_in_what_is_older(client: Client, people: Cast, clock: Clock) -> None:
    form = new_case(desk=people.station.reference, **on_paper(MONDAY - timedelta(days=90)))
    assert signed_in(client, people.huda).post("/cases/new/", form).status_code == 302


def test_note_need_consent_and_safe_contact_are_typed_in_as_well(basim: Client, people: Cast, clock: Clock) -> None:
    met, then = MONDAY - timedelta(days=3), MONDAY - timedelta(days=1)
    case = make_case(people.station, people.basim, at=met)
    person = case.person.reference
    note = {"once": str(uuid4()), "kind": NoteKind.WORDS, "text": "I slept.", **on_paper(then)}
    assert basim.post(f"/cases/{case.reference}/note/", note).status_code == 302
    assert basim.post(f"/cases/{case.reference}/needs/", {"kind": Need.FOOD, **on_paper(then)}).status_code == 302
    answer = {
        "answer": Answer.YES, "language": "am", "interpreter": Interpreter.NONE, "method": Method.SPOKEN, "seen": "0",
        "expires_on": f"{MONDAY + timedelta(days=365):%d/%m/%Y}", **on_paper(then), "words_read": marks_of(ConsentKind.C2)[-1],
    }  # fmt: skip
    assert basim.post(f"/people/{person}/consents/C2/", answer).status_code == 302
    contact = {"version": "0", "channel": Channel.NONE, **on_paper(then)}
    assert basim.post(f"/people/{person}/safe-contact/", contact).status_code == 302
    minute = then.replace(second=0, microsecond=0)
    consent = Consent.objects.get(person=case.person, kind=ConsentKind.C2)
    assert Note.objects.get(case=case).at == minute
    assert StatedNeed.objects.get(case=case, kind=Need.FOOD).at == minute
    assert SafeContact.objects.get(person=case.person).agreed_at == minute
    assert (consent.at, consent.expires_on) == (minute, (minute + timedelta(days=365)).astimezone(AMMAN).date())


def test_a_danger_judged_on_paper_is_typed_in_and_refused_beside_its_day(basim: Client, people: Cast, clock: Clock) -> None:
    case = make_case(people.station, people.basim, at=MONDAY - timedelta(days=3))
    grid, address = {f"{RiskKind.FAMILY}_likelihood": "1", f"{RiskKind.FAMILY}_harm": "2"}, f"/cases/{case.reference}/risk/"
    refused = basim.post(address, {**grid, **on_paper(MONDAY - timedelta(days=5))})
    assert refused.status_code == 422
    assert "The file of this person began later" in refused.content.decode()
    then = MONDAY - timedelta(days=1)
    assert basim.post(address, {**grid, **on_paper(then)}).status_code == 302
    assert RiskAssessment.objects.get(case=case).at == then.replace(second=0, microsecond=0)


def test_the_trail_shows_both_moments(basim: Client, people: Cast, clock: Clock) -> None:
    case = make_case(people.station, people.basim, at=MONDAY - timedelta(days=3))
    note = {"once": str(uuid4()), "kind": NoteKind.WORDS, "text": "I slept.", **on_paper(MONDAY - timedelta(days=1))}
    basim.post(f"/cases/{case.reference}/note/", note)
    page = basim.get(f"/people/{case.person.reference}/trail/").content.decode()
    assert "typed in later, happened on" in page
