"""A new reading of names reaches everybody, a few at a time, and loses nobody who is written down meanwhile."""

import hashlib

import pytest
from django.core.management import call_command

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.people import actions
from malath.people.actions import finding as act
from malath.people.models import Indexing, Person, SearchToken
from malath.people.queries import finding
from malath.people.testing import make_person
from malath.people.tokens import SCHEME, tokens_for_person

KEY = bytes(range(32))
NAMES = (
    "Abdulrahman Hussein Al-Qahtani", "عبد الهادي أبو بكر الشمس", "Md. Shahin Alam Begum", "Ma. Cristina dela Cruz Reyes Jr.",
    "G/Mariam Tekle Haymanot Selam", "هبة الله نور الدين آل ثاني", "Caasha Xasan Cali", "Nur Hayati Krisna Luxmi",
)  # fmt: skip


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def people(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    monkeypatch.setattr(act, "TOGETHER", 2)
    return [make_person(desk, name=name) for name in ("Dana Alias", "فاطمة علي", "Selam Tesfaye")]


def stored() -> set[tuple[int, int, int]]:
    return set(SearchToken.objects.values_list("kind", "value", "person_id"))


def spoil() -> None:
    """As an older version read them: some tokens of others, some missing."""
    with unguarded():
        Indexing.objects.all().delete()
        first = SearchToken.objects.order_by("pk").first()
        assert first is not None
        SearchToken.objects.filter(pk__gt=first.pk, kind=1).delete()
        SearchToken.objects.filter(pk=first.pk).update(value=-1)


def test_everybody_has_the_tokens_of_the_new_reading(people: list[Person]) -> None:
    wanted = stored()
    spoil()
    assert list(act.reindex(by=WORKER, at=LONG_AGO)) == [2, 1, 0]
    assert stored() == wanted
    assert finding.is_up_to_date()


def test_cut_off_it_goes_on_where_it_stopped(people: list[Person]) -> None:
    wanted = stored()
    spoil()
    assert next(act.reindex(by=WORKER, at=LONG_AGO)) == 2
    assert not finding.is_up_to_date()
    assert list(act.reindex(by=WORKER, at=LONG_AGO)) == [1, 0]
    assert stored() == wanted


def test_a_second_time_it_does_nothing(people: list[Person]) -> None:
    list(act.reindex(by=WORKER, at=LONG_AGO))
    before = SearchToken.objects.order_by("pk").values_list("pk", flat=True)[:]
    assert list(act.reindex(by=WORKER, at=LONG_AGO)) == []
    assert list(before) == list(SearchToken.objects.order_by("pk").values_list("pk", flat=True))


def test_who_was_erased_stays_unfindable(people: list[Person]) -> None:
    actions.erase(people[0], by=WORKER, at=LONG_AGO)
    spoil()
    list(act.reindex(by=WORKER, at=LONG_AGO))
    assert not SearchToken.objects.filter(person=people[0]).exists()


def test_the_trail_tells_of_it_without_naming_anybody(people: list[Person]) -> None:
    list(act.reindex(by=WORKER, at=LONG_AGO))
    events = list(Event.objects.filter(subject="search"))
    assert {event.name for event in events} == {Did.PEOPLE_REINDEXED}
    assert not any("Dana" in str(event.facts) or people[0].reference in str(event.facts) for event in events)


def test_another_length_of_tokens_asks_for_it_too(people: list[Person], settings: pytest.FixtureRequest) -> None:
    list(act.reindex(by=WORKER, at=LONG_AGO))
    settings.MALATH_TOKEN_BITS += 1  # type: ignore[attr-defined]
    assert not finding.is_up_to_date()
    list(act.reindex(by=WORKER, at=LONG_AGO))
    assert finding.is_up_to_date()
    assert Indexing.objects.count() == 1


def test_the_command_says_how_many(people: list[Person], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reindex")
    call_command("reindex")
    assert capsys.readouterr().out == "3 people are found by the new reading now.\nSearch was up to date already.\n"


def test_whoever_changes_the_reading_of_names_raises_its_number() -> None:
    tokens = [tokens_for_person(KEY, names=[name], birth_year=1996, phones=[], documents=[], bits=40) for name in NAMES]
    digest = hashlib.sha256(repr([sorted(some) for some in tokens]).encode()).hexdigest()[:16]
    assert (SCHEME, digest) == (2, "e031f641ffed7a5e"), "raise SCHEME in tokens.py, and write its new digest here"
