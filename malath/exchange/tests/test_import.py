"""A workbook becomes cases: each line through the same acts as a case opened by hand, all of them or none."""

from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.audit import queries as trail
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.exchange import actions
from malath.exchange.actions import CannotImport
from malath.exchange.htcds import Row, Sheet, read
from malath.exchange.models import Import
from malath.exchange.reasons import WhyNotImport, WhyWrong
from malath.exchange.standard import FIELDS
from malath.exchange.testing import IN_DANGER, make_import, sheet_of_rows
from malath.exchange.tests.books import TODAY, book_of, codes, plain
from malath.exchange.tests.conftest import House
from malath.exchange.values import Value
from malath.exchange.words import GoingOn
from malath.foundation.testing import at_once
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people import queries as people
from malath.people.words import DetailKind
from malath.privacy import queries as privacy
from malath.privacy.models import Basis, Consent
from malath.privacy.search import search_page
from malath.privacy.testing import MONDAY, make_agreement
from malath.privacy.words import Answer, BasisKind, ConsentKind, Method, Section
from malath.referrals import actions as referrals
from malath.referrals.actions import CannotSend
from malath.referrals.testing import make_draft
from malath.referrals.words import Reason

MARK = "0" * 64


def row(number: int = 3, **values: Value) -> Row:
    return Row(number, MappingProxyType(values))


def taken_in(house: House, *rows: Row, going_on: GoingOn | None = None, file_mark: str = "") -> tuple[Case, ...]:
    return make_import(rows, house.association, house.maha, going_on=going_on, file_mark=file_mark)


def refused(house: House, sheet: Sheet, going_on: GoingOn | None = None) -> CannotImport:
    with pytest.raises(CannotImport) as error:
        actions.import_workbook(sheet, desk=house.association, by=house.maha, at=MONDAY, file_mark=MARK, going_on=going_on)
    return error.value


def nothing_was_written() -> bool:
    return not (Case.objects.exists() or Consent.objects.exists() or Import.objects.exists())


def seen_by(user: User) -> int:
    return len(case_queries.case_list(accounts.holdings(user, MONDAY), MONDAY).rows)


def test_each_line_becomes_a_case(house: House) -> None:
    (case,) = taken_in(
        house,
        row(con_Consent=True, prs_FirstName="Test Person", prs_Birthdate=date(2000, 1, 2), prs_PrimaryLanguage="bn"),
    )
    assert (case.status, case.desk, case.opened_by) == (CaseStatus.DRAFT, house.association, house.maha.reference)
    assert (case.person.language, case.person.age_band) == ("bn", "21-29")
    details = people.details_of([case.person_id])[case.person_id]
    assert [(one.kind, one.value) for one in details] == [
        (DetailKind.FIRST_NAME, "Test Person"),
        (DetailKind.BIRTH_DATE, "2000-01-02"),
    ]


def test_what_stood_in_the_file_is_found_by_name_afterwards(house: House) -> None:
    (case,) = taken_in(house, row(con_Consent=True, prs_FirstName="Testina", prs_SecondName="Inventia"))
    found = search_page(accounts.holdings(house.maha, MONDAY), house.maha, "Inventia Testina", None, MONDAY)
    assert [result.reference for result in found.results] == [case.person.reference]


def test_consent_in_the_file_becomes_c1_and_nothing_else(house: House) -> None:
    (case,) = taken_in(house, row(con_Consent=True))
    (consent,) = Consent.objects.filter(person=case.person)
    assert (consent.kind, consent.answer, consent.method) == (ConsentKind.C1, Answer.YES, Method.IMPORTED)
    assert consent.expires_on == date(2027, 11, 2)


def test_the_importing_desk_sees_it_and_no_other(house: House) -> None:
    taken_in(house, row(con_Consent=True))
    assert seen_by(house.maha) == 1
    assert [seen_by(user) for user in (house.layla, house.huda, make_user(Role.SOCIAL))] == [0, 0, 0]


def test_another_desk_of_the_same_body_does_not_see_it_either(house: House) -> None:
    beside = make_user(Role.CASE_MANAGER, make_desk(house.association.agency))
    taken_in(house, row(con_Consent=True))
    assert seen_by(beside) == 0


def test_a_front_line_body_keeps_what_it_wrote_and_no_more(house: House) -> None:
    (case,) = make_import([row(con_Consent=True, hte_City="Town")], house.station, house.huda)
    sight = privacy.sights(accounts.holdings(house.huda, MONDAY), [case.person_id], MONDAY)[case.person_id]
    assert sight.full == {Section.STATUS}
    assert sight.sees_writing_of(house.station.pk, Section.STORY)


def test_referring_afterwards_asks_anew(house: House) -> None:
    """The consent of the file opens nothing to another body."""
    (case,) = taken_in(house, row(con_Consent=True))
    draft = make_draft(house.maha, house.association, house.legal, case=case, type=ServiceKind.LEGAL)
    with pytest.raises(CannotSend) as error:
        referrals.send(draft, by=house.maha, at=MONDAY)
    assert error.value.reasons == [Reason.NO_BASIS]
    make_agreement(case.person, house.legal.agency, desk=house.association, by=house.maha)
    referrals.send(draft, by=house.maha, at=MONDAY)
    assert seen_by(house.layla) == 0


def test_a_line_without_a_yes_is_refused(house: House) -> None:
    found = refused(house, sheet_of_rows([row(prs_FirstName="Test"), row(4, con_Consent=False)]))
    assert codes(found.problems) == [WhyWrong.NOT_AGREED, WhyWrong.NOT_AGREED]
    assert nothing_was_written()


def test_a_line_without_a_yes_stands_on_the_ground_that_was_chosen(house: House) -> None:
    supervisor = make_user(Role.SUPERVISOR, house.association)
    (case,) = taken_in(house, row(prs_FirstName="Test"), going_on=IN_DANGER)
    (basis,) = Basis.objects.filter(person=case.person)
    assert (basis.kind, basis.opened("because")) == (IN_DANGER.kind, IN_DANGER.because)
    assert basis.confirm_by == MONDAY + timedelta(hours=24)
    assert not Consent.objects.filter(person=case.person).exists()
    assert [item.kind for item in inbox.waiting(supervisor.pk, [])] == [ItemKind.BASIS_TO_CONFIRM]


def test_a_no_in_the_file_stays_a_no(house: House) -> None:
    (case,) = taken_in(house, row(con_Consent=False), going_on=IN_DANGER)
    (consent,) = Consent.objects.filter(person=case.person)
    assert (consent.kind, consent.answer, consent.method) == (ConsentKind.C1, Answer.NO, Method.IMPORTED)
    assert seen_by(house.maha) == 1


def test_a_yes_stands_on_itself_whatever_ground_was_chosen_for_others(house: House) -> None:
    (agreed, other) = taken_in(house, row(con_Consent=True), row(4, prs_Title="Dr"), going_on=IN_DANGER)
    assert [Basis.objects.get(person=case.person).kind for case in (agreed, other)] == [BasisKind.CONSENT, BasisKind.O1]


def test_a_child_at_risk_is_no_ground_for_adults(house: House) -> None:
    ground = GoingOn(BasisKind.O2, "They are in danger.")
    adult = sheet_of_rows([row(prs_Birthdate=date(1990, 1, 1))])
    assert codes(refused(house, adult, going_on=ground).problems) == [WhyWrong.NOT_A_CHILD]
    assert len(taken_in(house, row(prs_Birthdate=date(2012, 1, 1)), going_on=ground)) == 1


def test_a_ground_needs_its_reason(house: House) -> None:
    with pytest.raises(cases.CannotChange):
        taken_in(house, row(prs_Title="Dr"), going_on=GoingOn(BasisKind.O1, " "))
    assert nothing_was_written()


def test_the_status_in_the_file_is_reached_by_real_steps(house: House) -> None:
    (case,) = taken_in(
        house,
        row(
            con_Consent=True,
            vic_TraffickingStatus="ActualVictimOfTrafficking",
            vic_TraffickingStatusDecisionMakingOrg="Police",
            cas_Status="Closed",
        ),
    )
    steps = [(line.status, line.decided_by) for line in case_queries.records_of([case])[case.pk].statuses]
    assert steps == [
        (CaseStatus.DRAFT, ""),
        (CaseStatus.POTENTIAL, ""),
        (CaseStatus.IDENTIFIED, "Police"),
        (CaseStatus.CLOSED, ""),
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_no_part_holds_is_kept_with_the_case_and_labelled(house: House, language: str) -> None:
    (case,) = taken_in(house, row(con_Consent=True, cas_CaseOwner="S-1"))
    with translation.override(language):
        assert case_queries.imported_of(case) == ((str(FIELDS["cas_CaseOwner"]), "S-1"),)


def test_a_comment_becomes_a_note_of_the_desk(house: House) -> None:
    (case,) = taken_in(house, row(con_Consent=True, cco_CaseComment="Said little.\nWaited."))
    (note,) = case_queries.records_of([case])[case.pk].notes
    assert (note.text, note.desk_id, note.by) == (
        "Said little.\nWaited.", house.association.pk, house.maha.reference
    )  # fmt: skip


def test_it_says_who_imported_what_without_a_name(house: House) -> None:
    (case,) = taken_in(house, row(con_Consent=True, prs_FirstName="Testina"), file_mark=MARK, going_on=IN_DANGER)
    done = Event.objects.filter(name=Did.FILE_IMPORTED).get()
    (line,) = trail.actor_lines(house.maha.reference, limit=1)
    assert (done.subject, done.by, done.at) == (Import.objects.get().reference, house.maha.reference, MONDAY)
    assert line.facts == {
        "lines": "1", "mark": MARK, "desk": house.association.reference, "time": "1", "ground": "O1"
    }  # fmt: skip
    assert "Testina" not in repr(list(Event.objects.values_list()))
    names = [one.name for one in trail.file_lines(case.person.reference)]
    assert Did.CASE_IMPORTED in names


def test_it_keeps_the_mark_of_the_file_and_nothing_of_it(house: House) -> None:
    taken_in(house, row(con_Consent=True), file_mark=MARK)
    kept = Import.objects.get()
    assert (kept.file_mark, kept.line_count, kept.time, str(kept)) == (MARK, 1, 1, kept.reference)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Row 3, column B (prs_Birthdate): This is not a full date. Write day/month/year, or year-month-day."),
        (
            "ar",
            "الصف 3، العمود B (prs_Birthdate): هذا ليس تاريخًا كاملًا. يُكتب التاريخ: اليوم/الشهر/السنة، أو السنة-الشهر-اليوم.",
        ),
    ],
)
def test_one_bad_line_and_nothing_is_written(house: House, language: str, line: str) -> None:
    head: list[str | bool | None] = ["prs_FirstName", "prs_Birthdate", "con_Consent"]
    sheet = read(book_of([head, ["Test Person 001", None, "yes"], ["Test Person 002", "soon", "yes"]]), today=TODAY)
    with translation.override(language):
        found = refused(house, sheet)
        assert [plain(problem.line) for problem in found.problems] == [line]
        assert found.message
    assert found.code is WhyNotImport.WITH_PROBLEMS
    assert nothing_was_written()


def test_when_an_act_fails_half_way_nothing_is_left_behind(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    keep, calls = cases.keep_as_imported, iter(range(10))

    def fails_on_the_second(*args: object, **named: object) -> object:
        if next(calls):
            raise RuntimeError("disk")
        return keep(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(cases, "keep_as_imported", fails_on_the_second)
    with pytest.raises(RuntimeError, match="disk"):
        taken_in(house, row(con_Consent=True), row(4, con_Consent=True))
    assert nothing_was_written()
    assert not Event.objects.filter(name__in=[Did.FILE_IMPORTED, Did.CASE_OPENED]).exists()


def test_the_same_file_again_is_noticed_and_refused(house: House) -> None:
    sheet = sheet_of_rows([row(con_Consent=True)])
    taken_in(house, row(con_Consent=True), file_mark=MARK)
    found = refused(house, sheet)
    assert found.code is WhyNotImport.REPEATED
    assert plain(found.message) == (
        "This file was imported before, on 2 Nov 2026. A second time, every line is a new case again."
    )
    with translation.override("ar"):
        assert "2 تشرين الثاني 2026" in plain(refused(house, sheet).message)
    assert Case.objects.count() == 1


def test_the_same_file_is_imported_again_when_somebody_means_it(house: House) -> None:
    sheet = sheet_of_rows([row(con_Consent=True)])
    for again in (False, True, True):
        actions.import_workbook(sheet, desk=house.association, by=house.maha, at=MONDAY, file_mark=MARK, again=again)
    assert list(Import.objects.order_by("pk").values_list("time", flat=True)) == [1, 2, 3]
    assert Case.objects.count() == 3


def test_a_body_does_not_learn_what_another_one_imported(house: House) -> None:
    taken_in(house, row(con_Consent=True), file_mark=MARK)
    assert len(make_import([row(con_Consent=True)], house.legal, house.layla, file_mark=MARK)) == 1


def test_a_form_that_is_sent_twice_imports_once(house: House) -> None:
    once, sheet = uuid4(), sheet_of_rows([row(con_Consent=True)])
    first, second = (
        actions.import_workbook(sheet, desk=house.association, by=house.maha, at=MONDAY, file_mark=MARK, once=once)
        for _ in range(2)
    )
    assert first == second
    assert Case.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_twice_at_once_imports_once_and_both_are_told_the_same(house: House) -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"
    sheet = sheet_of_rows([row(con_Consent=True)])
    for number in range(1, 7):

        def bring_in(once: UUID = uuid4(), mark: str = f"{number:064}") -> Import:  # noqa: B008  # one mark for both
            return actions.import_workbook(sheet, desk=house.association, by=house.maha, at=MONDAY, file_mark=mark, once=once)

        first, second = at_once(bring_in, bring_in)
        assert isinstance(first, Import)
        assert first == second
        assert Case.objects.count() == number


def test_another_file_under_the_same_mark_is_another_import(house: House) -> None:
    once, sheet = uuid4(), sheet_of_rows([row(con_Consent=True)])
    for mark in ("1" * 64, "2" * 64):
        actions.import_workbook(sheet, desk=house.association, by=house.maha, at=MONDAY, file_mark=mark, once=once)
    assert Case.objects.count() == 2


def test_two_people_with_the_same_file_at_the_same_moment_import_it_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither saw the other's import yet: the database does."""
    taken_in(house, row(con_Consent=True), file_mark=MARK)
    monkeypatch.setattr("malath.exchange.queries.imported_before", lambda *_: None)
    assert refused(house, sheet_of_rows([row(con_Consent=True)])).code is WhyNotImport.REPEATED
    assert Case.objects.count() == 1


def test_lines_are_written_one_by_one_with_the_same_effort(house: House) -> None:
    """A long file takes longer; no line takes longer because of the others."""

    def effort(count: int) -> int:
        rows = [row(number, con_Consent=True, prs_FirstName="Test") for number in range(3, 3 + count)]
        with CaptureQueriesContext(connection) as caught:
            actions.import_workbook(
                sheet_of_rows(rows), desk=house.association, by=house.maha, at=MONDAY, file_mark=f"{count:064}"
            )
        return len(caught)

    _, one, two, four = (effort(count) for count in (3, 1, 2, 4))  # the first begins the chain of the trail
    assert four - two == 2 * (two - one)
