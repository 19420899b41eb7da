"""The world that every page is looked at in: a file with everything in it, and who looks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.cache import cache
from django.urls import reverse

from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.words import Language, RelationKind
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk, make_holiday, make_interpreter
from malath.agencies.words import AgencyKind, Currency, Governorate, ServiceKind
from malath.api.testing import make_program
from malath.awareness.models import Campaign
from malath.awareness.testing import (
    make_answers,
    make_campaign,
    make_counted,
    make_live,
    make_material,
    make_money,
    make_session,
    make_survey,
)
from malath.awareness.words import Wave
from malath.cases.actions import settle_booking
from malath.cases.models import Case
from malath.cases.testing import (
    make_attachment,
    make_booking,
    make_case,
    make_child_case,
    make_note,
    make_situation,
    make_task,
)
from malath.cases.words import BookingState, CancelReason, Need, Risk
from malath.documents.testing import make_received
from malath.exchange.actions.keys import take_in
from malath.exchange.actions.packages import open_package
from malath.exchange.sealed_package import new_key
from malath.exchange.testing import bring, make_keys, make_package, make_return_sheet
from malath.foundation import clock, marks
from malath.foundation.clock import in_amman
from malath.foundation.references import new_reference
from malath.framework.actions import move_finding
from malath.framework.testing import make_content, make_finding, make_text, make_version
from malath.framework.words import FindingState
from malath.helpline.testing import make_code, make_concern, make_contact, make_line
from malath.identification.actions import extend_recovery, record_offer, record_settlement, start_recovery
from malath.identification.testing import make_given, make_letter, make_matrix, make_opinion, make_potential, make_proposal
from malath.identification.words import OfferAnswer
from malath.inbox.testing import make_destination, make_given_up, make_news, make_sheet
from malath.inbox.words import Pressing
from malath.justice.actions import charge, order
from malath.justice.testing import make_accused, make_co_operation, make_legal_file, make_proceeding, make_proof
from malath.justice.words import MeasureKind
from malath.linkage.testing import make_compared, make_pairs, make_said, make_told
from malath.linkage.words import Said as OfTwo
from malath.notices.actions import Said, send
from malath.notices.words import Known, Others, Sector
from malath.offline.testing import make_held, make_phone
from malath.orders.queries.things import things_of
from malath.orders.testing import make_decided, make_order, make_released
from malath.orders.words import ThingKind
from malath.outside.actions import issue_letter
from malath.outside.testing import make_link, make_outside_desk, make_outside_referral
from malath.people.testing import (
    make_document,
    make_overstay,
    make_party,
    make_report,
    make_safe_contact,
    make_tie,
    make_waiver,
)
from malath.privacy.actions import close_file
from malath.privacy.testing import (
    make_agreement,
    make_block,
    make_breach,
    make_compartment,
    make_consent,
    make_file,
    make_glass,
    make_ground,
    make_guardian,
    make_unusual,
    make_use,
)
from malath.privacy.words import Answer, ConsentKind, Section
from malath.questionnaires import testing as forms
from malath.questionnaires.actions.devices import let_in
from malath.questionnaires.actions.filling import begin as begin_form
from malath.questionnaires.testing import make_needs, make_published
from malath.referrals.actions import ask, give_feedback, hold, reply
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_declined_referral, make_draft, make_sent_referral
from malath.referrals.words import HowItWent, PersonSaid, QuestionKind, ReplyKind, Urgency
from malath.returns import actions as returns
from malath.returns.actions import Spent, Travelled
from malath.returns.models import Project
from malath.returns.testing import make_grant, make_project, make_ready, make_return, make_ticket, wish
from malath.returns.words import BudgetLine, PaidBy
from malath.screening.testing import make_finished, make_screening
from malath.shelter.testing import make_belonging, make_incident, make_section, make_shelter, make_stay, places_in
from malath.statistics.testing import make_own_records, make_proposed, make_records
from malath.support.actions import Grievance, agree_plan, call_conference, complain, confirm_grant, propose_grant
from malath.support.testing import (
    make_contacts,
    make_event,
    make_factor,
    make_goal,
    make_panel,
    make_request,
    make_service,
    make_step,
)
from malath.support.words import ComplaintKind, Domain
from malath.training.actions.exams import prepare_tests
from malath.training.testing import (
    make_admitted,
    make_agreed,
    make_certified,
    make_cost,
    make_course,
    make_half_day,
    make_items,
    make_nominated,
    make_officer,
)
from malath.training.words import CourseKind


@dataclass(frozen=True)
class World:
    """A file with everything in it, a child's file to confirm, referrals in every state, and who looks."""

    staff: dict[str, User]
    in_addresses: dict[str, str]

    def address(self, row: str) -> str:
        name, *rest = row.split()
        query = "".join(word for word in rest if word.startswith("?"))
        found = [self.in_addresses.get(word, word) for word in rest if not word.startswith("?")]
        return reverse(name, args=found) + query.replace("=case", f"={self.in_addresses['case']}")


def made(language: Language) -> World:
    cache.clear()
    marks.forget()
    at = clock.now() - timedelta(hours=1)
    agency, legal = make_agency(AgencyKind.ASSOCIATION, at=at), make_agency(AgencyKind.LEGAL, at=at)
    own = make_desk(agency, services=[ServiceKind.PROTECTION], phone="+96260000012")
    receiving = make_desk(legal, services=[ServiceKind.LEGAL], hours=ALWAYS)
    staff = everybody(own, receiving, language)
    officer, receiver = staff["officer"], staff["receiver"]
    until, before = at + timedelta(days=1), at - timedelta(minutes=1)
    accounts.put_on_duty(receiving, receiver, from_at=at, until=until, by=officer, at=before)
    case = make_case(own, officer, at, name="شخص تجريبي أ", phone="+962700000034")
    child = make_child_case(own, officer, at)
    accounts.declare_relation(officer, person_reference=new_reference(), kind=next(iter(RelationKind)), by=officer, at=at)
    known_of(case, child, own, officer, at)
    situation = make_situation(case, desk=own, by=officer, at=at)
    accepted = make_accepted_referral(officer, own, receiver, receiving, at, case=case, type=ServiceKind.LEGAL)
    declined = make_declined_referral(officer, own, receiver, receiving, at, type=ServiceKind.LEGAL)
    sent = make_sent_referral(
        officer, own, receiving, at, case=case, type=ServiceKind.LEGAL, urgency=Urgency.EMERGENCY, agreed=False
    )
    talked_about(sent, officer, own, receiver, at)
    give_feedback(declined, went=HowItWent.LATE, person_said=PersonSaid.NOT_ASKED, by=officer, at=at)
    draft = make_draft(officer, own, receiving, at, case=case, type=ServiceKind.LEGAL)
    make_draft(officer, own, None, at, case=child)
    told(officer, receiver, at)
    return World(
        staff,
        {
            **a_closed_and_a_calm_one(own, officer, at), **framed(own, officer, at), **trained(officer, at),
            **counted(make_user(Role.STATISTICIAN, own), at), "program": make_program(own, at=at).user.reference,
            "guardian": make_guardian(child.person, desk=own, at=at).reference, **used(case, own, officer, at),
            **a_breach_and_an_unusual_look(officer, receiver, case, child, at),
            **identified_so_far(case, own, staff, at), **sheltered(own, staff, at), **orders_that_came(case, own, staff, at),
            "health": health_opened(case, own, staff, at), "interpreter": make_interpreter(name_en="Tigist").reference,
            "emergency": make_glass(case.person, receiver, at=at).reference, "situation": situation.reference,
            **going_home(own, staff, at), **supported(case, child, own, officer, at), **asked_of_the_fund(case, own, staff, at),
            **screened(case, own, officer, at), "talk": called_off(case, own, officer, at),
            "case": case.reference, "person": case.person.reference, "child": child.person.reference,
            "accepted": accepted.reference, "declined": declined.reference, "sent": sent.reference, "own": own.reference,
            **left_outside(officer, own, at), **came_in(officer, own, staff["supervisor"], at), **heard_of(officer, own, at),
            **filled_in(officer, own, receiver, at), **looks_alike(own, officer, at), "holiday": make_holiday().on.isoformat(),
            "draft": draft.reference, "body": legal.reference, "staff": receiver.reference, **told_in_public(staff, at),
        },
    )  # fmt: skip


def sheltered(own: Desk, staff: dict[str, User], at: datetime) -> dict[str, str]:
    """A shelter with somebody in it and somebody who waits, and a desk that keeps no places yet."""
    officer, host = staff["officer"], staff["host"]
    desk = account_queries.inbox_desks(host, at)[0]
    empty = make_desk(desk.agency, services=[ServiceKind.SHELTER], hours=ALWAYS)
    accounts.join_desk(host, empty, Role.SHELTER_MANAGER, by=officer, at=at)
    shelter = make_shelter(desk, host, at=at)
    first, second = places_in(make_section(shelter, host, at=at))
    ago = at - timedelta(minutes=30)
    come, waiting = (
        make_accepted_referral(officer, own, host, desk, ago, case=make_case(own, officer, ago, name=name))
        for name in ("شخص تجريبي ج", "شخص تجريبي د")
    )
    stay = make_stay(come, first, host, at, care="البنسلين")
    make_belonging(stay, host, at, what="جواز أزرق")
    make_incident(shelter, host, stay=stay, words="سأل رجلان عنها عند الباب.", at=at)
    return {
        "refuge": shelter.reference, "bed": second.reference, "sheltered": stay.case.reference,
        "waiting": waiting.case.reference, "empty_refuge": empty.reference,
    }  # fmt: skip


def going_home(own: Desk, staff: dict[str, User], at: datetime) -> dict[str, str]:
    """Somebody with a case who asks to return, somebody who waits for it, and somebody who walked in and has a ticket."""
    officer, worker = staff["officer"], staff["returner"]
    office = account_queries.inbox_desks(worker, at)[0]
    project = make_project(office, worker, at=at)
    asked, waits = (make_case(own, officer, at, name=name) for name in ("شخص تجريبي ه", "شخص تجريبي و"))
    for one in (asked, waits):
        make_consent(one.person, ConsentKind.C11, desk=own, by=officer, at=at)
        make_accepted_referral(officer, own, worker, office, at, case=one, type=ServiceKind.AVRR)
    row = returns.ask(asked.person, wish(at), case=asked, desk=office, by=worker, at=at)
    part = make_grant(row, project, worker, at=at).instalments.get(number=1)
    spent = Spent(Currency.JOD, Decimal("25.500"), None, Decimal(1), PaidBy.PROJECT)
    cost = returns.record_cost(row, BudgetLine.EXAM, spent, project=project, by=worker, at=at)
    home = make_return(office, worker, at=at - timedelta(days=2), name="شخص تجريبي ز")
    make_ready(home, make_agency(AgencyKind.RETURNS, name_en="Mission there"), worker, at=at - timedelta(days=2))
    make_ticket(home, worker, at=at)
    said = Travelled(new_reference(), "JO", at.date(), "RJ 261", ("meet", "cash"), "", "محل صغير")
    incoming = returns.expect(make_file(office, by=worker, at=at), said, desk=office, by=worker, at=at)
    return {
        **shown_and_refused(own, office, worker, project, at),
        "incoming": incoming.reference, "returning": row.reference, "cost": cost.reference, "part": part.reference,
        "referred_home": waits.person.reference, "home": home.reference,
        "running": make_return_sheet(office, worker, at=at).reference,
    }  # fmt: skip


def shown_and_refused(own: Desk, office: Desk, worker: User, project: Project, at: datetime) -> dict[str, str]:
    """A return that the own body is asked to receive, and one for which no second grant is made."""
    shown = make_return(office, worker, at=at, name="شخص تجريبي ح")
    make_consent(shown.person, ConsentKind.C12, desk=office, by=worker, at=at)
    returns.ask_mission(shown, own.agency, by=worker, at=at)
    twice = [make_return(office, worker, at=at, name="شخص تجريبي ط", phone="+962790000177") for _ in range(2)]
    pair = next(iter(make_pairs(twice[1].person, office, worker, at)))
    make_said(pair, OfTwo.SAME, office, worker, at)
    make_grant(twice[0], project, worker, at=at)
    return {"shown": shown.reference, "twice": twice[1].reference}


def framed(own: Desk, officer: User, at: datetime) -> dict[str, str]:
    """A text of the framework in two versions, one with a file, and a gap that a desk answers for."""
    version = make_text(make_content(received=make_received(), touches=["M1"]), by=officer, at=at)
    make_version(version.text, make_content("By-law of 2026", touches=["needs"]), by=officer, at=at)
    finding = make_finding(by=officer, at=at)
    move_finding(finding, FindingState.IN_WORK, owner=own, due_on=at.date(), by=officer, at=at)
    return {"frame": version.text.reference, "finding": finding.reference}


def trained(officer: User, at: datetime) -> dict[str, str]:
    """A training of trainers that runs, in which the officer takes part and somebody is nominated against the rule."""
    today = clock.in_amman(at).date()
    course = make_course(CourseKind.TOT, starts_on=today, modules=["M1", "T1"], at=at)
    taking = make_admitted(course, make_officer(user=officer, at=at), at=at)
    make_items("M1", "T1", at=at)
    prepare_tests(course, 1, by=officer, at=at)
    learner = make_officer(since=today, name_ar="متدرب تجريبي", name_en="Demo Learner", at=at)
    nomination, half_day = make_nominated(course, learner, at=at), make_half_day(course, at=at)
    agreed, certified = make_agreed(CourseKind.STUDY_VISIT, at=at), make_certified(learner, at=at)
    cost = make_cost(course, by=officer, at=at)
    return {
        "course": course.reference, "learner": learner.reference, "nomination": nomination.reference,
        "half_day": half_day.reference, "taking": taking.reference, "agreed": agreed.reference,
        "visit": agreed.course.reference, "course_cost": cost.reference, "certified": certified.reference,
    }  # fmt: skip


def answered(campaign: Campaign, officer: User, at: datetime) -> str:
    """A survey with enough answers before and after."""
    survey = make_survey(campaign, by=officer, at=at)
    for wave, right in ((Wave.BEFORE, 9), (Wave.AFTER, 24)):
        make_answers(survey, wave, 31, right=right, by=officer, at=at)
    return survey.reference


def counted(statistician: User, at: datetime) -> dict[str, str]:
    """A table of figures, a file of anonymised records, and one of our own."""
    return {
        "figures": make_proposed(statistician, at).table.reference,
        "records": make_records(statistician, at).reference,
        "own_file": make_own_records(statistician, at).reference,
    }


def told_in_public(staff: dict[str, User], at: datetime) -> dict[str, str]:
    """A campaign with money, a session to come and one that was counted."""
    officer = staff["awareness"]
    desk = account_queries.inbox_desks(officer, at)[0]
    campaign = make_campaign(desk, by=officer, at=at)
    make_money(campaign, by=officer, at=at)
    waits, held = (make_session(campaign, by=officer, at=at) for _ in range(2))
    make_counted(held, by=officer, at=at)
    draft, shown = (make_material(desk, by=officer, at=at) for _ in range(2))
    make_live(shown, make_user(Role.AWARENESS, make_desk(), name_en="Second"), by=officer, at=at)
    return {
        "campaign": campaign.reference, "aw_session": waits.reference, "aw_held": held.reference,
        "material": draft.reference, "aw_live": shown.reference, "survey": answered(campaign, officer, at),
    }  # fmt: skip


def looks_alike(own: Desk, officer: User, at: datetime) -> dict[str, str]:
    """Three files of one name at the own desk, two of them together, and a question of another body about one of them."""
    first, _second, third = (make_case(own, officer, at, name="سلمى حسن عيسى").person for _ in range(3))
    waits, joined = make_pairs(third, own, officer, at)
    make_said(joined, OfTwo.SAME, own, officer, at)
    make_compared(first, own, officer, at)
    there = make_desk(make_agency(AgencyKind.SOCIAL, at=at))
    asker = make_user(Role.CASE_MANAGER, there)
    asked = make_case(there, asker, at, name="Salma Hasan Issa").person
    make_compared(asked, there, asker, at)
    [told_of] = make_told(asked, there, asker, at)
    return {"alike": third.reference, "pair": waits.reference, "told": told_of.reference}


def used(case: Case, own: Desk, officer: User, at: datetime) -> dict[str, str]:
    """One use of a photograph that was asked about."""
    return {"use": make_use(case.person, desk=own, by=officer, at=at).use}


def known_of(case: Case, child: Case, own: Desk, officer: User, at: datetime) -> None:
    """What was written down about two people, and what one of them agreed to."""
    accounts.record_lock_out(officer, until=at + timedelta(days=1), by=officer, at=at)
    make_note(case, "قالت: جواز السفر عند صاحب البيت. " * 12, desk=own, by=officer, at=at)
    make_safe_contact(case.person, own, by=officer, at=at)
    make_task(case, desk=own, by=officer, at=at)
    make_booking(case, desk=own, by=officer)
    make_booking(case, desk=own, by=officer, at=at, hours=0.5)
    make_document(case.person, own, by=officer, at=at)
    make_attachment(case, desk=own, by=officer, at=at)
    make_report(case.person, own, by=officer, at=at)
    make_overstay(case.person, own, by=officer, at=at)
    make_waiver(case.person, own, by=officer, at=at)
    make_tie(case.person, own, name="سامي التجريبي", other=child.person, by=officer, at=at)
    make_party(case.person, own, name="أسرة تجريبية", by=officer, at=at)
    make_consent(case.person, ConsentKind.C8, desk=own, by=officer, at=at)
    make_consent(case.person, ConsentKind.C4, Answer.NO, desk=own, by=officer, at=at)
    make_block(case.person, agency=make_agency(AgencyKind.POLICE), by=officer, at=at)
    make_ground(child.person, by=officer, at=at)


def supported(case: Case, child: Case, own: Desk, officer: User, at: datetime) -> dict[str, str]:
    """A plan agreed with the person, with a goal that they refused."""
    goal = make_goal(case, own, officer, words="تريد أن تستعيد جوازها أولًا.", at=at)
    make_goal(case, own, officer, Domain.TRAVEL, refused=True, at=at)
    make_step(goal, own, officer, at=at)
    make_factor(case, own, officer, at=at)
    agree_plan(case, desk=own, by=officer, at=at)
    make_service(case, own, officer, cost=Decimal("12.500"), at=at)
    conference = call_conference(case, in_amman(at).date(), "المحامية ومديرة الحالة", desk=own, by=officer, at=at)
    return {
        "goal": goal.reference, "contact": make_contacts(case, own, officer, at=at)[0].reference,
        "conference": conference.reference, "child_case": child.reference,
        "panel": make_panel(child, own, officer, at=at).reference,
    }  # fmt: skip


def asked_of_the_fund(case: Case, own: Desk, staff: dict[str, User], at: datetime) -> dict[str, str]:
    """A request that the committee has before it, one that it granted, and a complaint that the supervisor answers."""
    officer, member = staff["officer"], staff["committee"]
    fund = account_queries.inbox_desks(member, at)[0]
    make_agreement(case.person, fund.agency, desk=own, by=officer, at=at)
    asked, granted = (make_request(case, fund, own, officer, what=what, at=at) for what in ("إيجار ستة أشهر", "دورة خياطة"))
    propose_grant(granted, Decimal(450), "يكفي لستة أشهر.", by=member, at=at)
    confirm_grant(granted, by=make_user(Role.FUND, fund), at=at)
    grievance = Grievance(ComplaintKind.DELAY, own.agency, "انتظرت شهرًا.")
    return {
        "request": asked.reference, "granted": granted.reference,
        "complaint": complain(case, grievance, by=officer, at=at).reference,
    }  # fmt: skip


def screened(case: Case, own: Desk, officer: User, at: datetime) -> dict[str, str]:
    """A screening under way, in a raid, and one that is finished."""
    under_way = make_screening(case, desk=own, by=officer, at=at, present="EX01 CD01", place="raid")
    return {"screening": under_way.reference, "screened": make_finished(case, desk=own, by=officer, at=at).reference}


def called_off(case: Case, own: Desk, officer: User, at: datetime) -> str:
    """A talk with an interpreter that does not take place."""
    talk = make_booking(case, desk=own, by=officer)
    settle_booking(talk, BookingState.CANCELLED, because=CancelReason.MOVED, by=officer, at=at)
    return talk.reference


def told(officer: User, receiver: User, at: datetime) -> None:
    """What waits in inboxes, and what could not leave."""
    said = Said(Governorate.AMMAN, Sector.AGRICULTURE, Others.YES, life_in_danger=True)
    send(said, known=Known.FEW, holdings=account_queries.holdings(officer, at), by=officer, at=at)
    make_news(officer, at, pressing=Pressing.EMERGENCY)
    make_news(officer, at)
    make_given_up(receiver, at)
    make_destination(at=at)


def talked_about(sent: Referral, officer: User, own: Desk, receiver: User, at: datetime) -> None:
    """Questions, one answered, and a pause that the person asked for."""
    question = ask(sent, QuestionKind.TIME, words="حتى متى؟", by=receiver, at=at)
    reply(question, ReplyKind.TOLD, words="حتى الأحد.", by=officer, at=at)
    ask(sent, QuestionKind.LANGUAGE, by=receiver, at=at)
    hold(sent, because="تريد أن تفكر.", until=at + timedelta(days=2), desk=own, by=officer, at=at)


def came_in(officer: User, own: Desk, supervisor: User, at: datetime) -> dict[str, str]:
    """A table on its way in, a package that was opened, and a sheet of the trail."""
    file = bring(b"Name,Consent\nTestina Inventia,yes\n", own, officer, at)
    return {"file": file.reference, "sheet": make_sheet(at=at).reference, **transferred(supervisor, own, at)}


def transferred(supervisor: User, own: Desk, at: datetime) -> dict[str, str]:
    """A package of another body that was opened at the own desk, and a key of a mission that waits to be confirmed."""
    office = make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR])
    sender = make_user(Role.RETURN, office)
    key, _ = make_keys(office, own, by=sender, other=supervisor, at=at)
    person = make_file(office, name="شخص تجريبي ب", by=sender, at=at)
    make_consent(person, ConsentKind.C12, desk=office, by=sender, at=at)
    sealed = BytesIO(make_package(person, key, by=sender, at=at))
    waiting = take_in(own.agency, name="Nairobi", card=str(new_key().card), by=sender, at=at)
    opened = open_package(sealed, desk=own, by=supervisor, at=at)
    return {"opened": opened.reference, "mission_key": waiting.reference}


def from_a_phone(officer: User, own: Desk, at: datetime) -> dict[str, str]:
    """A phone of the officer, and a record from it that needs somebody."""
    return {"record": make_held(make_phone(officer, own, at=at), at=at).reference}


def heard_of(officer: User, own: Desk, at: datetime) -> dict[str, str]:
    """What came through a code and from a phone."""
    return {**heard(officer, own, at), **from_a_phone(officer, own, at)}


def left_outside(officer: User, own: Desk, at: datetime) -> dict[str, str]:
    """A referral to a body without an account, with a link and a letter."""
    outside = make_outside_referral(officer, own, make_outside_desk(), at)
    make_link(outside, officer, at)
    letter = issue_letter(outside, by=officer, at=at)
    return {"outside": outside.reference, "letter": letter.reference, "address": new_reference()}


def heard(officer: User, own: Desk, at: datetime) -> dict[str, str]:
    """A code for volunteers, and what came in through it."""
    code = make_code(own, officer, at).code
    make_concern(code, at, "CL01")
    concern = make_concern(code, at, "CH01", "CH06", words="قالت إنها خائفة.", where="القطاع التاسع").concern
    make_line(own, officer, at)
    contact = make_contact(own, at, safe="no", words="يحتجز جواز سفري.", place="شارع الوادي").reference
    return {"concern": concern.reference, "turned": contact}


def filled_in(officer: User, own: Desk, other: User, at: datetime) -> dict[str, str]:
    """A form, one filled in and one begun, and a phone of the desk."""
    version = make_published(make_needs(), other, officer, own, at=at)
    done, begun = forms.make_finished(version, own, officer, at=at), begin_form(version, own, by=officer, at=at)
    let_in(own, by=other, at=at)
    return {
        "version": version.reference, "filling": done.reference, "begun": begun.reference, "first": "1", "third": "3",
    }  # fmt: skip


def a_closed_and_a_calm_one(own: Desk, officer: User, at: datetime) -> dict[str, str]:
    closed, calm = make_case(own, officer, at).person, make_case(own, officer, at, risk=Risk.LOW).person
    close_file(closed, by=officer, at=at)
    calm_use = make_use(calm, desk=own, by=officer, at=at).use
    return {"closed": closed.reference, "calm": calm.reference, "calm_use": calm_use}


def a_breach_and_an_unusual_look(officer: User, receiver: User, case: Case, child: Case, at: datetime) -> dict[str, str]:
    breach = make_breach(officer, [case.person, child.person], at=at)
    unusual = make_unusual(receiver, [case.person.reference], at=at)
    return {"breach": breach.reference, "unusual": unusual.reference}


def identified_so_far(case: Case, own: Desk, staff: dict[str, User], at: datetime) -> dict[str, str]:
    """Two potential victims: one with what stands beside a decision, one on whom the Unit works."""
    officer, identifier = staff["officer"], staff["identifier"]
    unit = account_queries.inbox_desks(identifier, at)[0]
    today = clock.in_amman(at).date()
    make_potential(case, own, officer, at)
    start_recovery(case, desk=own, by=officer, at=at)
    extend_recovery(case, today + timedelta(days=40), "ما زالت مريضة.", desk=own, by=officer, at=at)
    record_offer(case, Need.LEGAL, OfferAnswer.LATER, desk=own, by=officer, at=at)
    record_settlement(
        case, "دفع أجر شهرين.", on=today, follow_up_on=today + timedelta(days=14), desk=own, by=officer, at=at
    )  # fmt: skip
    make_letter(case, own, officer, at=at)
    suspected = make_potential(make_case(own, officer, at, name="شخص تجريبي ب"), own, officer, at)
    make_given(suspected, own, officer, unit, identifier, at)
    party = make_party(suspected.person, own, name="مصنع تجريبي", by=officer, at=at)
    make_opinion(suspected, own, officer, at=at)
    later = at + timedelta(minutes=30)
    make_matrix(suspected, unit, identifier, party=party, at=later)
    make_proposal(suspected, unit, identifier, at=later)
    legal = make_legal_file(case, own, make_agency(AgencyKind.LEGAL, at=at), by=officer, at=at)
    theirs = a_criminal_matter(suspected, own, unit, officer, identifier)
    return {"suspected": suspected.reference, **legal, **theirs}


def a_criminal_matter(case: Case, own: Desk, unit: Desk, officer: User, identifier: User) -> dict[str, str]:
    """The Unit writes a matter down, once the person agreed to co-operate."""
    at = clock.now() - timedelta(minutes=10)
    make_co_operation(case, own, officer, at=at)
    on = clock.in_amman(at).date()
    matter = make_proceeding(case, unit, identifier, at=at, on=on)
    accused = make_accused(matter, case, unit, identifier, at=at)
    charge(accused, case, "TIP-AGG", ["CHILD", "REPEAT"], on=on, desk=unit, by=identifier, at=at)
    make_proof(accused, case, unit, identifier, at=at)
    ban = order(matter, case, MeasureKind.TRAVEL_BAN, on=on, desk=unit, by=identifier, at=at)
    return {"their_matter": matter.reference, "their_measure": ban.reference}


def orders_that_came(case: Case, own: Desk, staff: dict[str, User], at: datetime) -> dict[str, str]:
    """One to check, with a note in it, and one answered."""
    supervisor, office = staff["supervisor"], account_queries.inbox_desks(staff["prosecutor"], at)[0]
    released = make_released(case.person, own, supervisor, by=staff["protector"], at=at, to_desk=office)
    order = make_order(case.person, own, by=staff["officer"], at=at)
    note = next(thing.code for thing in things_of(order) if thing.kind == ThingKind.NOTE)
    make_decided(order, (note, "consents:"), by=staff["protector"], at=at)
    return {"released": released.reference, "order": order.reference}


def health_opened(case: Case, own: Desk, staff: dict[str, User], at: datetime) -> str:
    """The supervisor opened one compartment to the officer, who wrote into it."""
    for section in (Section.HEALTH, Section.SEXUAL_VIOLENCE):
        make_compartment(case.person, section, own, staff["officer"], giver=staff["supervisor"], at=at)
    make_event(case, own, staff["officer"], at=at)
    make_note(case, "الحروق قديمة.", desk=own, by=staff["officer"], at=at, section=Section.HEALTH)
    return case.person.reference


def everybody(own: Desk, receiving: Desk, language: Language) -> dict[str, User]:
    secretariat = make_desk(make_agency(AgencyKind.MECHANISM))
    refuge = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], hours=ALWAYS)
    identifying = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    seats = {
        "officer": (Role.CASE_MANAGER, own),
        "receiver": (Role.LAWYER, receiving),
        "supervisor": (Role.SUPERVISOR, own),
        "focal_point": (Role.FOCAL_POINT, secretariat),
        "newcomer": (Role.SOCIAL, make_desk()),
        "host": (Role.SHELTER_MANAGER, refuge),
        "returner": (Role.RETURN, make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR], hours=ALWAYS)),
        "prosecutor": (Role.PROSECUTOR, make_desk(make_agency(AgencyKind.PROSECUTION))),
        "awareness": (Role.AWARENESS, make_desk()),
        "identifier": (Role.CTU_IDENT, identifying),
        "committee": (Role.FUND, make_desk(make_agency(AgencyKind.FUND))),
        "unit": (Role.CTU_DUTY, make_desk(make_agency(AgencyKind.CTU))),
        "protector": (Role.DPO, secretariat),
        "administrator": (Role.ADMINISTRATOR, secretariat),
    }
    return {
        name: make_user(role, desk, language=language, password=PASSWORD if name == "administrator" else None)
        for name, (role, desk) in seats.items()
    }
