"""Writing down facts, identity, numbers and safe contact; what happens to who comes second."""

from datetime import time

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.people import actions as people_actions
from malath.people import queries as people_queries
from malath.people.models import Person
from malath.people.rules import ANY_TIME, Window
from malath.people.testing import make_party, make_safe_contact
from malath.people.words import Channel, DetailKind, Sex
from malath.privacy.testing import MONDAY, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text, value

FACTS = {"sex": "female", "age_band": "21-29", "language": "am"}
CONTACT = {"version": "0", "channel": "call", "hours": "Friday", "code_word": "blue door", "who_else": "Her cousin"}


def url(person: Person, page: str) -> str:
    return f"/people/{person.reference}/{page}/"


def written(person: Person) -> dict[str, str]:
    rows = people_queries.details_of([person.pk]).get(person.pk, [])
    return {row.kind.value: row.value for row in rows}


def test_facts_are_changed(nour: Client, person: Person) -> None:
    typed = {**FACTS, "version": "1", "age_band": "30-38", "nationality": "ET", "children": "٢", "deceased": "no"}
    response = nour.post(url(person, "facts"), typed)
    assert (response.status_code, response["Location"]) == (302, f"/people/{person.reference}/")
    stored = Person.objects.get(pk=person.pk)
    assert (stored.age_band, stored.nationalities, stored.children, stored.deceased) == ("30-38", ["ET"], 2, False)


def test_who_comes_second_sees_what_changed_and_loses_nothing(nour: Client, person: Person, house: House) -> None:
    people_actions.change_facts(person, {"sex": Sex.MALE}, version=1, desk=house.desk, by=house.rana, at=MONDAY)
    response = nour.post(url(person, "facts"), {**FACTS, "version": "1", "children": "3"})
    assert response.status_code == 409
    said = text(response)
    assert "Somebody else changed this meanwhile" in said
    assert "Sex Male Female" in said
    assert value(response, "children") == "3"
    assert Person.objects.get(pk=person.pk).sex == Sex.MALE
    again = nour.post(url(person, "facts"), {**FACTS, "version": value(response, "version"), "children": "3"})
    assert again.status_code == 302
    assert Person.objects.get(pk=person.pk).children == 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"children": "31"}, "30"),
        ({"children": "some"}, "Write a whole number"),
        ({"sex": "plenty"}, "plenty"),
        ({"age_band": ""}, "This field is required."),
        ({"language": "xx"}, "xx"),
    ],
)
def test_facts_that_cannot_be_are_not_saved(nour: Client, person: Person, typed: dict[str, str], said: str) -> None:
    response = nour.post(url(person, "facts"), {**FACTS, "version": "1", **typed})
    assert response.status_code == 422
    assert said in text(response)
    assert Person.objects.get(pk=person.pk).version == 1


def test_a_third_nationality_from_an_import_stays(nour: Client, house: House) -> None:
    person = make_file(house.desk, facts={"nationalities": ["ET", "KE", "SD"]})
    nour.post(url(person, "facts"), {**FACTS, "version": "1", "nationality": "UG", "second_nationality": "KE"})
    assert Person.objects.get(pk=person.pk).nationalities == ["UG", "KE", "SD"]


def test_who_sees_minimum_facts_changes_those_and_no_others(client: Client, person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk)
    zayd = signed_in(client, people.zayd)
    assert 'name="children"' not in zayd.get(url(person, "facts")).content.decode()
    zayd.post(url(person, "facts"), {**FACTS, "version": "1", "language": "ar", "children": "9"})
    stored = Person.objects.get(pk=person.pk)
    assert (stored.language, stored.children) == ("ar", None)


def test_a_front_line_desk_no_longer_changes_facts_that_another_desk_wrote(client: Client, people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    basim = signed_in(client, people.basim)
    assert basim.get(url(person, "facts")).status_code == 200
    people_actions.change_facts(person, {"sex": Sex.MALE}, version=1, desk=house.desk, by=house.nour, at=MONDAY)
    assert basim.get(url(person, "facts")).status_code == 403


def test_identity_is_written_as_the_desk_knows_it(nour: Client, person: Person) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    typed = {"seen": seen, "name": "Dana Samir Alias", "name_ar": "دانا سمير", "birth": "١٩٩٧", "about": "on"}
    assert nour.post(url(person, "identity"), typed).status_code == 302
    assert written(person) == {
        "name": "Dana Samir Alias", "name_ar": "دانا سمير", "birth": "about 1997", "phone": "+962790000012",
        "document": "EP1234567",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1996", "1996"), ("12/11/1996", "1996-11-12"), ("1996-11-12", "1996-11-12"), ("١٢/١١/١٩٩٦", "1996-11-12")],
)
def test_a_birth_date_is_a_year_or_a_day_in_any_digits(nour: Client, person: Person, typed: str, kept: str) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    nour.post(url(person, "identity"), {"seen": seen, "birth": typed})
    assert written(person)["birth"] == kept


def test_a_birth_date_is_kept_by_the_calendar_by_which_it_was_said(nour: Client, person: Person) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    nour.post(url(person, "identity"), {"seen": seen, "birth": "١٤١٧", "calendar": "hijri", "birth_certainty": "told"})
    assert written(person)["birth"] == "1996/1997 = hijri 1417"
    page = nour.get(url(person, "identity"))
    assert value(page, "birth") == "1417"
    assert 'value="hijri" selected' in page.content.decode()


def test_one_name_and_where_it_is_known_from_are_kept(nour: Client, person: Person) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    nour.post(url(person, "identity"), {"seen": seen, "name": "Rahel", "one_name": "on", "certainty": "said"})
    rows = {row.kind.value: row for row in people_queries.details_of([person.pk])[person.pk]}
    assert (rows["name"].value, rows["name"].certainty, rows["one_name"].value) == ("Rahel", "said", "yes")


def test_a_language_is_spoken_and_read_apart(nour: Client, person: Person) -> None:
    nour.post(url(person, "facts"), {**FACTS, "version": "1", "third_language": "ti", "reads": "none"})
    stored = Person.objects.get(pk=person.pk)
    assert (stored.third_language, stored.reads) == ("ti", [])
    assert 'value="none" selected' in nour.get(url(person, "facts")).content.decode()
    nour.post(url(person, "facts"), {**FACTS, "version": "2", "reads": "am", "also_reads": "en"})
    assert Person.objects.get(pk=person.pk).reads == ["am", "en"]
    nour.post(url(person, "facts"), {**FACTS, "version": "3"})
    assert Person.objects.get(pk=person.pk).reads is None


def test_hours_are_agreed_by_days_and_times(nour: Client, person: Person) -> None:
    hours = {"days1": ["4", "5"], "from1": "١٠:٠٠", "until1": "12", "number": "+962790000012"}
    assert nour.post(url(person, "safe-contact"), CONTACT | hours).status_code == 302
    rule = people_queries.contact_of(person.pk)
    assert rule is not None
    assert (rule.number, rule.windows) == ("+962790000012", (Window(frozenset({4, 5}), time(10), time(12)),))
    page = nour.get(url(person, "safe-contact"))
    assert value(page, "from1") == "10:00"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"days1": ["4"]}, "Days, from and until belong together."),
        ({"from1": "10:00", "until1": "12:00"}, "Days, from and until belong together."),
        ({"days1": ["4"], "from1": "10:00", "until1": "10:00"}, "The end is the same as the beginning."),
        ({"number": "+962790000099"}, "+962790000099"),
    ],
)
def test_hours_that_cannot_be_are_refused(nour: Client, person: Person, hours: dict[str, object], said: str) -> None:
    response = nour.post(url(person, "safe-contact"), CONTACT | hours)
    assert response.status_code == 422
    assert said in text(response)
    assert value(response, "code_word") == "blue door"


def test_at_any_time_is_an_answer(nour: Client, person: Person) -> None:
    nour.post(url(person, "safe-contact"), {**CONTACT, "any_time": "on"})
    rule = people_queries.contact_of(person.pk)
    assert rule is not None
    assert rule.windows == (ANY_TIME,)
    assert 'name="any_time" id="id_any_time" checked' in nour.get(url(person, "safe-contact")).content.decode()


def test_the_number_of_another_party_is_neither_offered_nor_kept(nour: Client, house: House) -> None:
    person = make_file(house.desk, phone="+962790000077")
    make_party(person, house.desk)
    assert "+962790000077" not in nour.get(url(person, "safe-contact")).content.decode()
    seen = value(nour.get(url(person, "reach")), "seen")
    response = nour.post(url(person, "reach"), {"seen": seen, "phone": "+962790000077", "city": "Zarqa"})
    assert response.status_code == 422
    assert "This number cannot be used to reach the person." in text(response)
    assert value(response, "city") == "Zarqa"


@pytest.mark.parametrize("typed", ["96", "31/02/1996", "1899", "2027", "3/11/2026", "long ago"])
def test_a_birth_date_that_cannot_be_is_refused(nour: Client, person: Person, typed: str) -> None:
    response = nour.post(url(person, "identity"), {"birth": typed, "name": "Typed Name"})
    assert response.status_code == 422
    assert value(response, "name") == "Typed Name"
    assert written(person)["birth"] == "1996"


def test_the_form_shows_what_this_desk_wrote_and_nothing_of_another(
    client: Client, nour: Client, person: Person, people: Cast, house: House
) -> None:
    make_shared(person, people.station, asked_at=house.desk)
    people_actions.write_details(person, [(DetailKind.NAME, "Theirs")], desk=people.station, by=people.basim, at=MONDAY)
    response = nour.get(url(person, "identity"))
    assert value(response, "name") == "Dana Samir Alias"
    assert "Theirs" not in response.content.decode()


def test_what_another_desk_wrote_stays(nour: Client, person: Person, people: Cast) -> None:
    people_actions.write_details(person, [(DetailKind.NAME, "Theirs")], desk=people.station, by=people.basim, at=MONDAY)
    seen = value(nour.get(url(person, "identity")), "seen")
    nour.post(url(person, "identity"), {"seen": seen, "name": ""})
    assert written(person)["name"] == "Theirs"


def test_a_colleague_who_was_faster_is_shown_beside_what_was_typed(nour: Client, person: Person, house: House) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    people_actions.write_details(person, [(DetailKind.NAME, "Faster")], desk=house.desk, by=house.rana, at=MONDAY)
    response = nour.post(url(person, "identity"), {"seen": seen, "name": "Slower"})
    assert response.status_code == 409
    assert "Faster" in text(response)
    assert value(response, "name") == "Slower"
    again = nour.post(url(person, "identity"), {"seen": value(response, "seen"), "name": "Slower"})
    assert again.status_code == 302
    assert written(person)["name"] == "Slower"


def test_phones_are_kept_in_one_form_and_found_anew(nour: Client, person: Person) -> None:
    seen = value(nour.get(url(person, "reach")), "seen")
    typed = {"seen": seen, "phone": "٠٧٩ ٠٠٠ ٠٠٩٩", "email": "dana@example.org", "city": "Zarqa", "country": "JO"}
    assert nour.post(url(person, "reach"), typed).status_code == 302
    assert written(person)["phone"] == "+962790000099"
    assert "Phone: the same number" in text(nour.post("/people/", {"number": "+962 790000099"}))
    assert "Phone: the same number" not in text(nour.post("/people/", {"number": "+962 790000012"}))


@pytest.mark.parametrize("typed", [{"phone": "12"}, {"email": "nowhere"}, {"country": "XX"}, {"street": "x" * 201}])
def test_an_address_that_cannot_be_is_refused(nour: Client, person: Person, typed: dict[str, str]) -> None:
    assert nour.post(url(person, "reach"), typed).status_code == 422


def test_a_country_written_by_an_import_can_stay(nour: Client, house: House) -> None:
    person = make_file(house.desk, more=[(DetailKind.COUNTRY, "Old Country")])
    page = nour.get(url(person, "reach"))
    assert "Old Country" in page.content.decode()
    assert nour.post(url(person, "reach"), {"seen": value(page, "seen"), "country": "Old Country"}).status_code == 302


def test_safe_contact_is_agreed(nour: Client, person: Person, house: House) -> None:
    assert nour.post(url(person, "safe-contact"), {**CONTACT, "may_say_agency": "on"}).status_code == 302
    rule = people_queries.contact_of(person.pk)
    assert rule is not None
    assert (rule.channel, rule.hours, rule.code_word) == (Channel.CALL, "Friday", "blue door")
    assert (rule.may_leave_message, rule.may_say_agency, rule.desk_id) == (False, True, house.desk.pk)


def test_until_something_is_agreed_the_form_says_not_at_all(nour: Client, person: Person) -> None:
    page = nour.get(url(person, "safe-contact")).content.decode()
    assert 'value="none" id="id_channel_0" checked' in page.replace("required ", "")


def test_an_agreement_made_meanwhile_is_shown_beside_what_was_typed(nour: Client, person: Person, house: House) -> None:
    make_safe_contact(person, house.desk, hours="Sunday")
    response = nour.post(url(person, "safe-contact"), CONTACT)
    assert response.status_code == 409
    assert "Sunday" in text(response)
    assert value(response, "hours") == "Friday"
    assert nour.post(url(person, "safe-contact"), {**CONTACT, "version": value(response, "version")}).status_code == 302


def test_a_front_line_desk_does_not_write_over_what_another_desk_agreed(client: Client, people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    basim = signed_in(client, people.basim)
    assert basim.post(url(person, "safe-contact"), CONTACT).status_code == 302
    make_safe_contact(person, house.desk)
    assert basim.get(url(person, "safe-contact")).status_code == 403
    assert basim.post(url(person, "safe-contact"), CONTACT).status_code == 403


@pytest.mark.parametrize(
    ("page", "event"),
    [
        ("facts", Did.PERSON_VIEWED),
        ("identity", Did.IDENTITY_VIEWED),
        ("reach", Did.IDENTITY_VIEWED),
        ("safe-contact", Did.IDENTITY_VIEWED),
    ],
)
def test_a_form_that_shows_what_stands_is_a_view(nour: Client, person: Person, page: str, event: Did) -> None:
    nour.get(url(person, page))
    assert trail.file_lines(person.reference)[0].name == event


def test_what_was_written_stands_in_the_trail_by_the_names_of_fields(nour: Client, person: Person) -> None:
    seen = value(nour.get(url(person, "identity")), "seen")
    nour.post(url(person, "identity"), {"seen": seen, "name": "Dana Samir Alias", "birth": "1996", "first": "Dana"})
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.facts) == (Did.PERSON_CHANGED, {"changed": "first"})


@pytest.mark.parametrize("role", [Role.DPO, Role.FOCAL_POINT])
def test_roles_that_write_nothing_are_refused(client: Client, person: Person, house: House, role: Role) -> None:
    signed_in(client, make_user(role, house.desk))
    expected = {Role.DPO: 404, Role.FOCAL_POINT: 403}[role]
    for page in ("facts", "identity", "reach", "safe-contact"):
        assert client.get(url(person, page)).status_code == expected


def test_ten_megabytes_are_refused_before_anything_is_read(nour: Client, person: Person) -> None:
    response = nour.post(url(person, "safe-contact"), {**CONTACT, "who_else": "x" * 10_000_000})
    assert response.status_code in {400, 413}
    assert people_queries.contact_of(person.pk) is None


@pytest.mark.parametrize(("page", "typed", "event"), [
    ("facts", {**FACTS, "version": "1"}, Did.PERSON_VIEWED),
    ("identity", {"seen": "", "name": "Slower"}, Did.IDENTITY_VIEWED),
    ("reach", {"seen": "", "phone": "0790000099"}, Did.IDENTITY_VIEWED),
    ("safe-contact", CONTACT, Did.IDENTITY_VIEWED),
])  # fmt: skip
def test_who_comes_too_late_and_reads_what_stands_now_has_seen_it(
    nour: Client, person: Person, house: House, page: str, typed: dict[str, str], event: Did
) -> None:
    people_actions.change_facts(person, {"sex": Sex.MALE}, version=1, desk=house.desk, by=house.rana, at=MONDAY)
    make_safe_contact(person, house.desk)
    assert nour.post(url(person, page), typed).status_code == 409
    line = trail.file_lines(person.reference)[0]
    assert (line.name, line.by) == (event, house.nour.reference)
    assert line.facts == {"level": "4", "purpose": "opening", "basis": "consent"}
