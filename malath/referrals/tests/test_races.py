"""Two at once, on PostgreSQL: one after the other, whoever is first. Every race is run with its lock, and without it, to
see that it is the lock that keeps order.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts import queries as account_queries
from malath.accounts.testing import Cast, cast
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.audit import queries as trail
from malath.audit.queries import Verdict
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import Risk
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.inbox import queries as inbox
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import agreements
from malath.privacy.models import Consent, File
from malath.privacy.testing import MONDAY, SPOKEN, WORDS, make_agreement, make_ground, make_sharing
from malath.privacy.words import Answer, ConsentKind, Heard, Level, Section
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.words import Alternative, DeclineReason, Reason, Status, Urgency

LATER = MONDAY + timedelta(minutes=20)
ROUNDS = 12
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Race = Callable[[Cast], bool]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def accept(sent: Referral, people: Cast) -> Referral:
    return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)


def decline(sent: Referral, people: Cast) -> Referral:
    because, instead = DeclineReason.NO_PLACE, Alternative.TOGETHER
    return referrals.decline(sent, because=because, alternative=instead, by=people.amal, at=LATER)


def take_back(referral: Referral, people: Cast) -> Consent:
    consent = privacy_queries.standing_row(referral.person_id, ConsentKind.C3, people.shelter.agency)
    assert consent is not None
    return privacy.withdraw(consent, referral.person, by=people.basim, at=LATER)


def agreed_draft(people: Cast) -> Referral:
    draft = make_draft(people.basim, people.station, people.shelter)
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    return draft


def one_counts(answers: list[Any], refusal: type[Exception] = referrals.CannotDo) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, refusal) for answer in answers) == 1


def two_accept(people: Cast) -> bool:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    return one_counts(at_once(*[lambda: accept(sent, people)] * 2))


def one_accepts_and_one_declines(people: Cast) -> bool:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    return one_counts(at_once(lambda: accept(sent, people), lambda: decline(sent, people)))


def one_accepts_and_the_sender_takes_it_back(people: Cast) -> bool:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    return one_counts(at_once(lambda: accept(sent, people), lambda: referrals.withdraw(sent, by=people.basim, at=LATER)))


def one_accepts_and_the_person_takes_the_consent_back(people: Cast) -> bool:
    """Whoever was first: nobody sees the person, and the referral does not stand."""
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    at_once(lambda: accept(sent, people), lambda: take_back(sent, people))
    holdings = account_queries.holdings(people.amal, LATER)
    after = Referral.objects.select_related("basis").get(pk=sent.pk)
    seen = privacy_queries.sight_of(holdings, sent.person.reference, LATER)
    return seen is None and not queries.stands(after, LATER)


def one_accepts_and_the_file_is_closed(people: Cast) -> bool:
    """Whoever was first: of the person the status is seen at most, and the referral does not stand."""
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    at_once(lambda: accept(sent, people), lambda: privacy.close_file(sent.person, by=people.basim, at=LATER))
    after = Referral.objects.select_related("basis").get(pk=sent.pk)
    seen = [
        privacy_queries.sight_of(account_queries.holdings(user, LATER), sent.person.reference, LATER)
        for user in (people.amal, people.basim)
    ]
    status_at_most = all(found is None or found[1].full | found[1].own <= {Section.STATUS} for found in seen)
    return status_at_most and not queries.stands(after, LATER)


def one_sends_and_the_person_takes_the_consent_back(people: Cast) -> bool:
    """Whoever was first: what was sent does not stand."""
    draft = agreed_draft(people)
    at_once(lambda: referrals.send(draft, by=people.basim, at=LATER), lambda: take_back(draft, people))
    after = Referral.objects.select_related("basis").get(pk=draft.pk)
    return after.status == Status.DRAFT or not queries.stands(after, LATER)


def a_draft_is_sent_twice(people: Cast) -> bool:
    draft = agreed_draft(people)
    answers = at_once(*[lambda: referrals.send(draft, by=people.basim, at=MONDAY)] * 2)
    return one_counts(answers) and len(privacy_queries.left_lines(draft.person)) == 1


def two_ticks_tell_the_next_one_up(people: Cast) -> bool:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    overdue = sent.escalate_at or MONDAY + timedelta(days=30)
    return one_counts(at_once(*[lambda: referrals.escalate(sent, at=overdue)] * 2))


def two_answers_to_one_question_are_recorded(people: Cast) -> bool:
    person = make_case(people.station, people.basim).person

    def record(answer: Answer) -> Consent:
        return privacy.record_consent(
            person, kind=ConsentKind.C8, answer=answer, circumstances=SPOKEN, wording=WORDS, desk=people.station,
            by=people.basim, at=LATER, seen=0,
        )  # fmt: skip

    return one_counts(at_once(lambda: record(Answer.YES), lambda: record(Answer.NO)), privacy.Stale)


def two_change_the_facts_of_a_case(people: Cast) -> bool:
    case = make_case(people.station, people.basim)

    def change(risk: Risk) -> Case:
        return cases.change_facts(
            case, governorate="AM", risk=risk, version=case.version, desk=people.station, by=people.basim, at=LATER
        )

    return one_counts(at_once(lambda: change(Risk.HIGH), lambda: change(Risk.NOT_ASSESSED)), cases.Stale)


def several_consents_are_taken_back_twice(people: Cast) -> bool:
    person = make_case(people.station, people.basim).person
    rows = [make_agreement(person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])]
    rows += [row for row in (privacy_queries.standing_row(person.pk, ConsentKind.C8, None),) if row]
    by, at = people.basim, LATER
    take = [lambda: privacy.withdraw_several(rows, person, by=by, at=at, heard=Heard.ALONE)] * 2
    return one_counts(at_once(*take), privacy.CannotRecord)


RACES: tuple[Race, ...] = (
    two_accept,
    one_accepts_and_one_declines,
    one_accepts_and_the_sender_takes_it_back,
    one_accepts_and_the_person_takes_the_consent_back,
    one_accepts_and_the_file_is_closed,
    one_sends_and_the_person_takes_the_consent_back,
    a_draft_is_sent_twice,
    two_ticks_tell_the_next_one_up,
    two_answers_to_one_question_are_recorded,
    several_consents_are_taken_back_twice,
    two_change_the_facts_of_a_case,
)
races = pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)


@races
def test_one_comes_after_the_other(race: Race) -> None:
    people = cast()
    assert all(race(people) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


@races
def test_without_the_lock_both_are_first(race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    people, lock = cast(), QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model in {File, Case, Referral} else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(race(people) for _ in range(WITHOUT_LOCK))


def test_an_agreement_ends_while_a_referral_is_sent() -> None:
    """It left before, and is then accepted with the minimum facts, or it is refused with the reason: never half."""
    people = cast()
    for _ in range(ROUNDS):
        draft = agreed_draft(people)
        sharing = make_sharing(people.shelter.agency)
        sent, ended = at_once(
            lambda draft=draft: referrals.send(draft, by=people.basim, at=LATER),  # type: ignore[misc]  # bound
            lambda sharing=sharing: agreements.end_agreement(sharing, by=people.basim, at=LATER),  # type: ignore[misc]  # bound
        )
        assert ended.ended_at == LATER
        if isinstance(sent, Exception):
            assert sent.args == (Reason.NO_AGREEMENT.value,)
            assert Referral.objects.get(pk=draft.pk).status == Status.DRAFT
        else:
            accept(sent, people)
            sight = privacy_queries.sights(account_queries.holdings(people.amal, LATER), [draft.person_id], LATER)
            assert sight[draft.person_id].level <= Level.L2
    assert trail.verify().faults == ()


def test_two_events_at_once_keep_the_chain_whole_and_lose_none() -> None:
    people = cast()
    sent = make_sent_referral(people.basim, people.station, people.shelter)

    def leave() -> object:
        return privacy.record_left(sent.person, how="test", level=Level.L1, reference=sent.reference, by=people.basim, at=LATER)

    before = trail.verify().events
    for _ in range(ROUNDS):
        assert not [answer for answer in at_once(leave, leave) if isinstance(answer, Exception)]
    assert trail.verify() == Verdict(before + 2 * ROUNDS, trail.verify().chains, 0, ())


def test_a_form_sent_twice_at_once_begins_one_draft_and_both_are_told_the_same() -> None:
    people = cast()
    case = make_case(people.station, people.basim)
    for number in range(1, ROUNDS + 1):

        def begin(once: UUID = uuid4()) -> Referral:  # noqa: B008  # one mark for both
            kind, urgency = ServiceKind.SHELTER, Urgency.NORMAL
            return referrals.draft(case, type=kind, urgency=urgency, desk=people.station, by=people.basim, at=MONDAY, once=once)

        first, second = at_once(begin, begin)
        assert isinstance(first, Referral)
        assert first == second
        assert Referral.objects.count() == number
    assert trail.verify().faults == ()


def test_a_program_that_asks_twice_at_once_sends_one_referral_and_is_told_the_same() -> None:
    people = cast()
    for _ in range(ROUNDS):
        case = make_case(people.station, people.basim)
        make_agreement(case.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])

        def refer(case: Case = case, once: UUID = uuid4()) -> Referral:  # noqa: B008  # one mark for both
            return referrals.refer(
                case, type=ServiceKind.SHELTER, urgency=Urgency.NORMAL, to=people.shelter, reason="No wages.",
                desk=people.station, by=people.basim, at=MONDAY, once=once,
            )  # fmt: skip

        first, second = at_once(refer, refer)
        assert isinstance(first, Referral)
        assert (first, second.status) == (second, Status.SENT)
        assert len(privacy_queries.left_lines(case.person)) == 1


def test_a_desk_that_closes_while_a_referral_is_sent_leaves_nobody_waiting() -> None:
    people = cast()
    for _ in range(ROUNDS):
        desk = make_desk(people.shelter.agency, services=[ServiceKind.SHELTER])
        draft = make_draft(people.basim, people.station, desk)
        make_agreement(draft.person, desk.agency, desk=people.station, also=[ConsentKind.C8])
        at_once(
            lambda draft=draft: referrals.send(draft, by=people.basim, at=LATER),  # type: ignore[misc]
            lambda desk=desk: referrals.close_desk(desk, by=people.zayd, at=LATER),  # type: ignore[misc]
        )
        desk.refresh_from_db()
        waits = Referral.objects.filter(receiving_desk=desk, status=Status.SENT).exists()
        assert waits != (desk.ended_at is not None)


def test_accept_and_end_of_the_ground_at_once_leaves_no_access_and_tells_who_was_let_in() -> None:
    people = cast()
    for _ in range(ROUNDS):
        case = make_case(people.station, people.basim)
        ground = make_ground(case.person, by=people.basim)
        sent = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)

        def accept(sent: Referral = sent) -> Referral:
            return referrals.accept(sent, by=people.amal, at=LATER, key_worker=people.amal)

        def end(sent: Referral = sent, ground: Any = ground) -> Any:
            return privacy.end_ground(ground, sent.person, by=people.huda, at=LATER)

        accepted, ended = at_once(accept, end)
        assert not isinstance(ended, Exception)
        holdings = account_queries.holdings(people.amal, LATER)
        assert privacy_queries.sight_of(holdings, sent.person.reference, LATER) is None
        told = {item.subject for item in inbox.waiting(people.amal.pk, [people.shelter.pk]) if item.kind == "basis_ended"}
        assert (sent.person.reference in told) == isinstance(accepted, Referral)
