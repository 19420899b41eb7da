import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from malath.agencies import actions, queries
from malath.agencies.models import Holiday
from malath.agencies.testing import LONG_AGO, make_agency, make_desk
from malath.agencies.words import AgencyKind, Governorate, Provenance, ServiceKind
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db


def test_the_directory_lists_open_desks_with_what_they_offer() -> None:
    agency = make_agency(AgencyKind.LEGAL, "Legal house", "بيت القانون")
    desk = make_desk(agency, name_en="Counsel", services=[ServiceKind.LEGAL, ServiceKind.AVRR])
    actions.end_desk(make_desk(agency), by=WORKER, at=LONG_AGO)
    make_agency()
    (entry,) = queries.directory_page().agencies
    assert (entry.reference, [line.reference for line in entry.desks]) == (agency.reference, [desk.reference])
    assert entry.desks[0].services == (str(ServiceKind.AVRR.label), str(ServiceKind.LEGAL.label))
    assert entry.desks[0].hours == queries.hours_of(desk)


def test_the_directory_takes_three_statements_whatever_its_size(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        make_desk(services=[ServiceKind.LEGAL, ServiceKind.SHELTER])
    with django_assert_num_queries(3):
        assert len(queries.directory_page().desks) == 3


def test_the_directory_is_narrowed_by_service_place_and_name() -> None:
    clinic = make_agency(AgencyKind.HEALTH, "Nakheel", "النخيل")
    here = make_desk(clinic, services=[ServiceKind.LEGAL], governorate="IR")
    everywhere = make_desk(make_agency(AgencyKind.UN), services=[ServiceKind.HEALTH], governorate="")

    def found(**narrow: object) -> set[str]:
        return {desk.reference for desk in queries.directory_page(**narrow).desks}  # type: ignore[arg-type]  # each is named

    assert found(service=ServiceKind.LEGAL) == {here.reference}
    assert found(governorate=Governorate.IRBID) == {here.reference, everywhere.reference}
    assert found(governorate=Governorate.KARAK) == {everywhere.reference}
    assert found(word="نخيل") == found(word="nakh") == {here.reference}
    assert found(word="nothing like it") == set()


@pytest.mark.parametrize(
    ("kind", "service"), [(AgencyKind.SHELTER, ServiceKind.LEGAL), (AgencyKind.ASSOCIATION, ServiceKind.SHELTER)]
)
def test_no_question_to_the_directory_finds_out_where_a_shelter_is(kind: AgencyKind, service: ServiceKind) -> None:
    make_desk(make_agency(kind, governorate="IR"), services=[service], governorate="IR")
    for governorate in Governorate:
        (agency,) = queries.directory_page(governorate=governorate).agencies
        assert agency.desks[0].governorate == ""
    assert queries.place("IR") not in str(queries.directory_page())


def test_a_desk_is_found_by_its_reference_with_its_agency(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    desk = make_desk()
    with django_assert_num_queries(1):
        found = queries.desk_by_reference(desk.reference)
        assert found is not None
        assert found.agency.reference == desk.agency.reference
    assert queries.desk_by_reference("2222-2222-2222") is None


def test_desks_are_offered_by_service() -> None:
    desk = make_desk(services=[ServiceKind.LEGAL])
    make_desk(services=[ServiceKind.HEALTH])
    assert queries.desks_offering(ServiceKind.LEGAL) == [desk]


def test_the_holidays_of_the_country_load_twice_without_doubling() -> None:
    first = actions.load_holidays(settings.LAW / "holidays.json")
    assert actions.load_holidays(settings.LAW / "holidays.json") == first == Holiday.objects.count()
    assert date(2026, 5, 25) in queries.holidays()


def test_a_changed_file_of_holidays_wins(tmp_path: Path) -> None:
    row = {"on": "2026-05-27", "en": "Eid", "ar": "عيد", "provenance": "verified"}
    actions.load_holidays(settings.LAW / "holidays.json")
    file = tmp_path / "holidays.json"
    file.write_text(json.dumps({"holidays": [row]}), encoding="utf-8")
    actions.load_holidays(file)
    assert Holiday.objects.get(on=date(2026, 5, 27)).provenance == Provenance.VERIFIED


def test_the_files_of_the_country_say_what_the_code_says() -> None:
    places = json.loads((settings.LAW / "governorates.json").read_text(encoding="utf-8"))["governorates"]
    assert all(place["iso"] == f"JO-{place['code']}" for place in places)
    for language in ("en", "ar"):
        with translation.override(language):
            assert {place["code"]: place[language] for place in places} == {g.value: str(g.label) for g in Governorate}
    days = json.loads((settings.LAW / "holidays.json").read_text(encoding="utf-8"))["holidays"]
    assert {day["provenance"] for day in days} <= set(Provenance.values)
    assert len({day["on"] for day in days}) == len(days)
