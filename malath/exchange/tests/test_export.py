"""Taking cases out: what our rows say now, what was kept as it came, and never more than the viewer may see."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import RelationKind
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note
from malath.cases.words import CaseStatus, DecidedBy, NoteKind
from malath.exchange import actions, gates, mapping, queries
from malath.exchange.actions import CannotExport, Exported
from malath.exchange.htcds import Row, read
from malath.exchange.models import Export
from malath.exchange.queries import Scope, Selection, Wanted
from malath.exchange.reasons import WhyNotExport
from malath.exchange.standard import FIELDS
from malath.exchange.testing import IN_DANGER, cases_of, make_import
from malath.exchange.tests.conftest import House
from malath.exchange.tests.test_mapping import value_of
from malath.exchange.values import Value
from malath.exchange.writing import write
from malath.people import actions as people
from malath.people.words import DetailKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.models import Left
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.tests.statements import shapes
from malath.privacy.words import Answer, ConsentKind, Level
from malath.referrals import actions as referrals
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.ui.fields import STORY_LENGTH

LATER = MONDAY + timedelta(hours=2)
CAP = 100
EVERYTHING = MappingProxyType({name: value_of(name) for name in FIELDS} | {"con_Consent": True, "cas_Status": "Active"})
"""One line with every column of the standard."""


def exported(user: User, chosen: Selection | None = None, because: str = "for the court") -> Exported:
    return actions.export_workbook(chosen or cases_of(user, LATER), because=because, by=user, at=LATER)


def only_line(user: User) -> Mapping[str, Value]:
    (row,) = exported(user).rows
    return row.values


def chosen(user: User, *references: str) -> Selection:
    return gates.cases_to_export(user, Wanted(Scope.NAMED, references), at=LATER, cap=CAP)


def taken_in(house: House, **values: Value) -> Case:
    (case,) = make_import([Row(3, MappingProxyType(values or EVERYTHING))], house.association, house.maha, going_on=IN_DANGER)
    return case


Edit = Callable[[House, Case], object]


def detail(kind: DetailKind, value: str) -> Edit:
    def edit(house: House, case: Case) -> object:
        return people.write_details(case.person, [(kind, value)], desk=house.association, by=house.maha, at=LATER)

    return edit


def fact(name: str, value: object) -> Edit:
    def edit(house: House, case: Case) -> object:
        return people.change_facts(
            case.person, {name: value}, version=case.person.version, desk=house.association, by=house.maha, at=LATER
        )

    return edit


def status(new: CaseStatus, decided_by: DecidedBy | None = None) -> Edit:
    def edit(house: House, case: Case) -> object:
        return cases.set_status(case, new, by=house.maha, at=LATER, decided_by=decided_by)

    return edit


def agrees_after_all(house: House, case: Case) -> object:
    return make_consent(case.person, desk=house.association, by=house.maha, at=LATER)


def writes_a_note(house: House, case: Case) -> object:
    return cases.write_note(case, kind=NoteKind.WORDS, text="Written since", desk=house.association, by=house.maha, at=LATER)


def refers(house: House, case: Case) -> object:
    return make_sent_referral(
        house.maha, house.association, house.legal, LATER, case=case, type=ServiceKind.LEGAL, reason="Needs a lawyer"
    )


EDITS: Mapping[str, tuple[Edit, Value | None]] = {
    "prs_Salutation": (detail(DetailKind.SALUTATION, "Ms"), "Ms"),
    "prs_Title": (detail(DetailKind.TITLE, "Dr"), "Dr"),
    "prs_FirstName": (detail(DetailKind.FIRST_NAME, "Edited"), "Edited"),
    "prs_MiddleName": (detail(DetailKind.MIDDLE_NAME, "Edited"), "Edited"),
    "prs_SecondName": (detail(DetailKind.FAMILY_NAME, "Edited"), "Edited"),
    "prs_Birthdate": (detail(DetailKind.BIRTH_DATE, "1991-02-03"), date(1991, 2, 3)),
    "prs_IdentityNumber": (detail(DetailKind.DOCUMENT, "N 0000"), "N 0000"),
    "prs_Email": (detail(DetailKind.EMAIL, "edited@example.org"), "edited@example.org"),
    "prs_HomePhone": (detail(DetailKind.OTHER_PHONE, "+962700000009"), "+962700000009"),
    "prs_MobilePhone": (detail(DetailKind.PHONE, "+962700000008"), "+962700000008"),
    "prs_MailingStreet": (detail(DetailKind.STREET, "Edited street"), "Edited street"),
    "prs_MailingCity": (detail(DetailKind.CITY, "Edited town"), "Edited town"),
    "prs_MailingState": (detail(DetailKind.STATE, "Edited state"), "Edited state"),
    "prs_MailingPostalCode": (detail(DetailKind.POSTCODE, "11111"), "11111"),
    "prs_MailingCountry": (detail(DetailKind.COUNTRY, "EG"), "EG"),
    "prs_MailingLatitude": (detail(DetailKind.LATITUDE, "30.5"), Decimal("30.5")),
    "prs_MailingLongitude": (detail(DetailKind.LONGITUDE, "35.5"), Decimal("35.5")),
    "prs_Gender": (fact("gender", "NonConforming"), "NonConforming"),
    "prs_Citizenship": (fact("nationalities", ["EG", "SD"]), ("EG", "SD")),
    "prs_PrimaryLanguage": (fact("language", "bn"), "bn"),
    "prs_SecondaryLanguage": (fact("second_language", "en"), "en"),
    "prs_MaritalStatus": (fact("marital_status", "Widowed"), "Widowed"),
    "prs_NumberOfChildren": (fact("children", 4), 4),
    "prs_HighestLevelOfEducation": (fact("education", "PrimaryEducation"), "PrimaryEducation"),
    "prs_Deceased": (fact("deceased", True), True),
    "vic_TraffickingStatus": (status(CaseStatus.IDENTIFIED), "ActualVictimOfTrafficking"),
    "vic_TraffickingStatusDecisionMakingOrg": (
        status(CaseStatus.IDENTIFIED, DecidedBy.COURT), "CourtOrProsecution"
    ),
    "cas_Status": (status(CaseStatus.CLOSED), "Closed"),
    "con_Consent": (agrees_after_all, True),
    "cco_CaseComment": (writes_a_note, "two\nlines\n\nWritten since"),
    "cas_ReferredOrganisation": (refers, None),
    "cas_OutgoingReferralDate": (refers, date(2026, 11, 2)),
    "cas_OutgoingReferralDetails": (refers, "Needs a lawyer"),
}  # fmt: skip


def test_every_rebuilt_column_is_edited_below() -> None:
    assert EDITS.keys() == mapping.REBUILT


@pytest.mark.parametrize("name", sorted(mapping.REBUILT))
def test_an_edit_of_ours_is_in_the_export(house: House, name: str) -> None:
    edit, after = EDITS[name]
    case = taken_in(house, **{**EVERYTHING, "con_Consent": name != "con_Consent"})
    before = only_line(house.maha)
    edit(house, case)
    now = only_line(house.maha)
    assert now[name] != before[name]
    assert now[name] == (after or house.legal.agency.name_en)


def test_what_no_part_holds_comes_back_untouched(house: House) -> None:
    case = taken_in(house)
    for name in ("prs_FirstName", "cas_Status", "cco_CaseComment"):
        if name != "cas_Status":
            EDITS[name][0](house, case)
    line = only_line(house.maha)
    assert {name: line[name] for name in FIELDS if name not in mapping.REBUILT} == {
        name: EVERYTHING[name] for name in FIELDS if name not in mapping.REBUILT
    }


def test_a_line_that_nobody_touched_comes_back_whole(house: House) -> None:
    taken_in(house)
    assert only_line(house.maha) == EVERYTHING


@pytest.mark.parametrize("name", sorted(mapping.OUTGOING))
def test_a_referral_that_was_taken_back_is_not_told_of(house: House, name: str) -> None:
    case = taken_in(house)
    sent = make_sent_referral(house.maha, house.association, house.legal, LATER, case=case, type=ServiceKind.LEGAL)
    referrals.withdraw(sent, by=house.maha, at=LATER)
    assert only_line(house.maha)[name] == EVERYTHING[name]


def test_a_case_opened_here_is_exported_too(house: House) -> None:
    case = make_case(house.association, house.maha, name="Person One", phone="+962700000001")
    make_note(case, desk=house.association, by=house.maha, text="One")
    make_note(case, desk=house.association, by=house.maha, text="Two")
    assert only_line(house.maha) == {
        "prs_FirstName": "Person One",
        "prs_MobilePhone": "+962700000001",
        "prs_PrimaryLanguage": "am",
        "cas_Status": "Active",
        "cco_CaseComment": "One\n\nTwo",
        "con_Consent": True,
    }


def test_the_file_reads_as_the_rows(house: House) -> None:
    taken_in(house)
    left = exported(house.maha)
    content = write(left.rows, watermark=left.watermark, continued=left.continued)
    again = read(content, today=LATER.date())
    assert again.rows == left.rows
    assert not again.problems


def test_notes_that_do_not_fit_stand_on_a_sheet_of_their_own(house: House) -> None:
    case = make_case(house.association, house.maha)
    for letter in "ab":
        make_note(case, letter * STORY_LENGTH, desk=house.association, by=house.maha)
    left = exported(house.maha)
    content = write(left.rows, watermark=left.watermark, continued=left.continued)
    book = load_workbook(BytesIO(content))
    assert [tuple(row) for row in book["notes"].values] == [("Line", "Notes, continued"), (1, "b" * STORY_LENGTH)]
    again = read(content, today=LATER.date())
    assert again.rows[0].values["cco_CaseComment"] == "a" * STORY_LENGTH


def test_nothing_in_a_note_becomes_a_formula(house: House) -> None:
    case = make_case(house.association, house.maha, name="=1+1")
    for text in ("=cmd|'/c calc'!A1", "+" + "x" * STORY_LENGTH):
        make_note(case, text, desk=house.association, by=house.maha)
    left = exported(house.maha, because="=HYPERLINK(1)")
    book = load_workbook(BytesIO(write(left.rows, watermark=left.watermark, continued=left.continued)))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    dangerous = [cell for cell in texts if str(cell.value).startswith(("=", "+"))]
    assert len(dangerous) == 4
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)


def test_a_yes_that_ran_out_is_neither_yes_nor_no(house: House) -> None:
    case = taken_in(house, prs_Title="Dr")
    for answer, said in ((Answer.YES, True), (Answer.NO, False), (Answer.NOT_ASKED, None)):
        make_consent(case.person, answer=answer, desk=house.association, by=house.maha, at=LATER)
        assert only_line(house.maha).get("con_Consent") is said
    make_consent(case.person, desk=house.association, by=house.maha, at=MONDAY - timedelta(days=400))
    assert "con_Consent" not in only_line(house.maha)


def test_a_withdrawn_yes_is_a_no(house: House) -> None:
    case = taken_in(house, prs_Title="Dr")
    agreed = make_consent(case.person, desk=house.association, by=house.maha, at=LATER)
    privacy.withdraw(agreed, case.person, by=house.maha, at=LATER)
    assert only_line(house.maha)["con_Consent"] is False


def test_somebody_who_withdraws_is_exported_no_more(house: House) -> None:
    case = taken_in(house, con_Consent=True)
    before = cases_of(house.maha, LATER)
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=house.maha, at=LATER)
    assert chosen(house.maha, case.reference).unknown == (case.reference,)
    assert refused(house.maha, before) is WhyNotExport.NO_CASES


def refused(user: User, selection: Selection) -> object:
    with pytest.raises(CannotExport) as error:
        exported(user, selection)
    assert not Export.objects.exists()
    return error.value.code


def test_a_receiving_desk_takes_out_what_it_may_see(house: House) -> None:
    """Legal aid sees the story; a shelter identity and contact; a clinic minimum facts."""
    case = taken_in(house)
    found = {}
    for kind, service in (
        (AgencyKind.LEGAL, ServiceKind.LEGAL),
        (AgencyKind.SHELTER, ServiceKind.SHELTER),
        (AgencyKind.HEALTH, ServiceKind.HEALTH),
    ):
        desk = make_desk(make_agency(kind), services=[service])
        user = make_user(Role.CASE_MANAGER, desk)
        make_accepted_referral(house.maha, house.association, user, desk, case=case, type=service)
        found[kind] = only_line(user)
    shelter, clinic = found[AgencyKind.SHELTER], found[AgencyKind.HEALTH]
    assert found[AgencyKind.LEGAL].keys() == EVERYTHING.keys()
    assert shelter.keys() >= {"prs_FirstName", "prs_MobilePhone", "prs_Gender", "con_Consent"}
    assert not shelter.keys() & {"cco_CaseComment", "hte_City", "vic_TypeOfExploitation"}
    assert clinic.keys() <= {"prs_PrimaryLanguage", "cas_Status", *mapping.OUTGOING, "vic_TraffickingStatus",
                             "vic_TraffickingStatusDecisionMakingOrg"}  # fmt: skip
    assert {"prs_PrimaryLanguage", "cas_Status"} <= clinic.keys()


def test_the_name_of_a_shelter_is_not_told_to_who_sees_less_than_the_story(house: House) -> None:
    case = taken_in(house)
    shelter = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER])
    un = make_desk(make_agency(AgencyKind.UN), services=[ServiceKind.INTERNATIONAL_PROTECTION])
    worker = make_user(Role.CASE_MANAGER, un)
    make_accepted_referral(house.maha, house.association, worker, un, case=case, type=ServiceKind.INTERNATIONAL_PROTECTION)
    make_sent_referral(house.maha, house.association, shelter, LATER, case=case)
    assert only_line(house.maha)["cas_ReferredOrganisation"] == shelter.agency.name_en
    assert only_line(worker)["cas_ReferredOrganisation"] == un.agency.name_en


def test_a_front_line_desk_takes_out_what_it_wrote_itself(house: House) -> None:
    (case,) = make_import([Row(3, EVERYTHING)], house.station, house.huda)
    assert only_line(house.huda) == EVERYTHING
    make_accepted_referral(house.huda, house.station, house.layla, house.legal, case=case, type=ServiceKind.LEGAL)
    make_note(case, "Told to the lawyer", desk=house.legal, by=house.layla, at=LATER)
    people.change_facts(case.person, {"children": 9}, version=1, desk=house.legal, by=house.layla, at=LATER)
    line = only_line(house.huda)
    assert "Told to the lawyer" not in str(line["cco_CaseComment"])
    assert "prs_NumberOfChildren" not in line


def test_a_desk_where_one_may_not_exchange_adds_nothing(house: House) -> None:
    """Maha also works as a social worker at another desk: its cases are not hers to take out."""
    other = make_desk(house.association.agency)
    accounts.join_desk(house.maha, other, Role.SOCIAL, by=house.huda, at=MONDAY)
    elsewhere, here = make_case(other, house.maha), make_case(house.association, house.maha)
    assert [case.pk for case in cases_of(house.maha, LATER).cases] == [here.pk]
    assert chosen(house.maha, elsewhere.reference, here.reference).unknown == (elsewhere.reference,)


def test_a_block_on_any_of_ones_desks_keeps_the_file_in(house: House) -> None:
    other = make_desk(house.association.agency)
    accounts.join_desk(house.maha, other, Role.SOCIAL, by=house.huda, at=MONDAY)
    case = taken_in(house)
    before = cases_of(house.maha, LATER)
    make_block(case.person, desk=other)
    assert not cases_of(house.maha, LATER).cases
    assert refused(house.maha, before) is WhyNotExport.NO_CASES


def test_somebody_related_to_the_person_does_not_take_the_file_out(house: House) -> None:
    case = taken_in(house)
    accounts.declare_relation(
        house.maha, person_reference=case.person.reference, kind=RelationKind.RELATIVE, by=house.maha, at=MONDAY
    )
    assert chosen(house.maha, case.reference).unknown == (case.reference,)


def test_a_stranger_learns_no_more_of_a_case_than_of_one_that_never_was(house: House) -> None:
    case = taken_in(house)
    found = chosen(house.layla, case.reference, "2222-2222-2222")
    assert (found.cases, found.unknown) == ((), (case.reference, "2222-2222-2222"))
    assert not cases_of(house.layla, LATER).cases


def test_a_hidden_case_is_asked_for_with_the_same_statements_as_one_that_never_was(house: House) -> None:
    case = taken_in(house)

    def asked(reference: str) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            assert chosen(house.layla, reference).unknown == (reference,)
        return shapes(caught.captured_queries)

    chosen(house.layla, "2222-2222-2222")
    assert asked(case.reference) == asked("2222-2222-2222")


def test_asking_for_a_case_that_is_not_theirs_leaves_a_trace(house: House) -> None:
    case = taken_in(house)
    chosen(house.layla, case.reference, "2222-2222-2222")
    line = trail.actor_lines(house.layla.reference)[0]
    assert (line.name, line.subject) == (Did.REFUSED, "exchange")
    assert line.facts == {"sought": f"{case.reference} 2222-2222-2222"}


def test_going_on_without_consent_that_nobody_confirmed_lets_nothing_out(house: House) -> None:
    case = taken_in(house, prs_Title="Dr")
    late = MONDAY + timedelta(hours=25)
    assert chosen(house.maha, case.reference).cases
    assert not gates.cases_to_export(house.maha, Wanted(Scope.ALL), at=late, cap=CAP).cases


def test_open_cases_leave_out_the_closed(house: House) -> None:
    case, other = taken_in(house), make_case(house.association, house.maha)
    cases.set_status(case, CaseStatus.CLOSED, by=house.maha, at=MONDAY)
    found = gates.cases_to_export(house.maha, Wanted(Scope.OPEN), at=LATER, cap=CAP)
    assert [one.pk for one in found.cases] == [other.pk]
    assert len(cases_of(house.maha, LATER).cases) == 2


def test_it_is_written_down_for_each_person_that_something_left(house: House) -> None:
    case = taken_in(house)
    left = exported(house.maha)
    (gone,) = Left.objects.filter(person=case.person)
    assert (gone.how, gone.level, gone.reference, gone.by, gone.at) == (
        "export", Level.L4, left.reference, house.maha.reference, LATER
    )  # fmt: skip


def test_the_trail_names_the_files_and_not_the_reason(house: House) -> None:
    first, second = taken_in(house), make_case(house.association, house.maha)
    left = exported(house.maha, because="asked for by Testina")
    done = Event.objects.get(name=Did.FILE_EXPORTED)
    (line,) = (one for one in trail.actor_lines(house.maha.reference) if one.name == Did.FILE_EXPORTED)
    assert (done.by, done.at) == (house.maha.reference, LATER)
    shown = {first.person.reference, second.person.reference}
    assert set(line.facts.pop("shown").split()) == shown
    assert line.facts == {"export": left.reference, "cases": "2"}
    for reference in shown:
        assert Did.FILE_EXPORTED in [one.name for one in trail.file_lines(reference)]
    assert "Testina" not in repr(list(Event.objects.values_list()))


def test_the_reason_is_kept_sealed(house: House) -> None:
    taken_in(house)
    exported(house.maha, because="asked for by Testina")
    row = Export.objects.get()
    assert row.opened("because") == "asked for by Testina"
    assert b"Testina" not in bytes(row.because)
    assert str(row) == row.reference


def test_the_file_says_who_took_it_when_and_why(house: House) -> None:
    taken_in(house)
    mark = exported(house.maha).watermark
    assert (mark.at, mark.because) == (LATER, "for the court")
    assert mark.by == f"{house.maha.name} · {house.association.agency.name} · {house.maha.reference}"


def test_too_many_cases_are_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "CASES_AT_ONCE", 1)
    make_case(house.association, house.maha)
    make_case(house.association, house.maha)
    found = gates.cases_to_export(house.maha, Wanted(Scope.OPEN), at=LATER, cap=1)
    assert refused(house.maha, found) is WhyNotExport.TOO_MANY_CASES


def test_nothing_to_take_out_makes_no_file(house: House) -> None:
    assert refused(house.maha, cases_of(house.maha, LATER)) is WhyNotExport.NO_CASES


def test_an_erased_person_leaves_no_more(house: House) -> None:
    case = taken_in(house)
    people.erase(case.person, by=house.maha, at=LATER)
    assert not only_line(house.maha).keys() & {"prs_FirstName", "cco_CaseComment", "hte_City"}


def test_reading_takes_as_many_statements_for_one_case_as_for_many(house: House) -> None:
    def effort() -> int:
        found = cases_of(house.maha, LATER)
        with CaptureQueriesContext(connection) as caught:
            queries.taken(found, LATER)
        return len(caught)

    taken_in(house)
    one = effort()
    for _ in range(3):
        make_note(make_case(house.association, house.maha, name="A"), desk=house.association, by=house.maha)
    assert effort() == one == 10
