"""What happens to the people of the demonstration, in the order of time and through the real acts.

Shares are believable, not statistics. What must be seen whatever the dice say goes by a person's number.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any

from config.demo_cast import DATA, House, Invented, invent
from config.demo_screening import screen
from config.demo_work import Work, a_case_that_came_back, begin_work, close_case
from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.words import RelationKind
from malath.agencies.models import Agency, Desk
from malath.agencies.queries import hours_of
from malath.agencies.rules import is_open, next_opening
from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import CaseStatus, DecidedBy, Need, NoteKind, Risk
from malath.foundation.references import new_reference
from malath.outside import actions as outside
from malath.outside.queries import Said
from malath.outside.words import Saying
from malath.people import actions as people_acts
from malath.people import queries as people_queries
from malath.people.actions import records
from malath.people.earlier import Earlier
from malath.people.rules import Window
from malath.people.words import (
    AgeBand,
    Channel,
    DetailKind,
    DocumentKind,
    Known,
    Lives,
    PartyKind,
    TieKind,
    Tried,
    Whereabouts,
)
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances, Use, guardians
from malath.privacy.levels import NORMAL_LEVEL
from malath.privacy.rules import View
from malath.privacy.wording import wording
from malath.privacy.words import (
    Answer,
    AssentView,
    BasisKind,
    BlockKind,
    ConsentKind,
    GuardianKind,
    GuardianProof,
    Heard,
    Interpreter,
    Level,
    Method,
    Shown,
)
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.referrals.models import Referral
from malath.referrals.words import (
    Alternative,
    AnsweredHow,
    DeclineReason,
    HowItWent,
    Outcome,
    PersonSaid,
    QuestionKind,
    ReplyKind,
    Urgency,
)

# What is asked for, where it goes, and how often.
ROUTES: Sequence[tuple[ServiceKind, Sequence[str], int]] = (
    (ServiceKind.SHELTER, ("shelter", "shelter2"), 5),
    (ServiceKind.IDENTIFICATION, ("ctu",), 4),
    (ServiceKind.PROTECTION, ("social", "association"), 4),
    (ServiceKind.LEGAL, ("legal", "association"), 3),
    (ServiceKind.LABOUR_COMPLAINT, ("legal", "inspection_amman"), 2),
    (ServiceKind.AVRR, ("returns",), 2),
)
CHILD_ROUTES: Sequence[tuple[ServiceKind, Sequence[str], int]] = (
    (ServiceKind.CHILD_PROTECTION, ("social",), 4),
    (ServiceKind.SHELTER, ("shelter",), 1),
)
OPENERS = ("inspection_amman", "inspection_zarqa", "station", "camp", "association", "social")
LATER_ON = {ConsentKind.C9: 5, ConsentKind.C12: 7, ConsentKind.C13: 7, ConsentKind.C14: 2}
"""Put to every fifth person, and so on, whatever the dice say."""
SOON = timedelta(days=2)
DAY = timedelta(days=1)
DECIDERS = (DecidedBy.POLICE, DecidedBy.COURT, DecidedBy.GOVERNMENT)
DECISIONS = (CaseStatus.IDENTIFIED, CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE)

Step = Callable[[datetime], None]


class Agenda:
    """What is to happen and when. Whatever would come after `now` has not happened."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._waiting: list[tuple[datetime, int, Step]] = []
        self._numbers = count()

    def add(self, at: datetime, step: Step) -> None:
        heappush(self._waiting, (at, next(self._numbers), step))

    def run(self) -> None:
        while self._waiting and self._waiting[0][0] < self.now:
            at, _, step = heappop(self._waiting)
            step(at)


@dataclass
class Life:
    """One invented person met by an officer of a desk. `newest`: how many were met later."""

    chance: random.Random
    house: House
    agenda: Agenda
    person: Invented
    newest: int
    desk: Desk
    officer: User
    tried: set[Desk] = field(default_factory=set)

    @property
    def is_kept_waiting(self) -> bool:
        """Whether nobody answers the first desk in time: so that escalation is seen."""
        return len(self.tried) < 2 and (self.person.number % 17 == 5 or self.waits_still)

    @property
    def waits_still(self) -> bool:
        return self.newest in {2, 6}

    def after(self, at: datetime, span: timedelta, step: Step) -> None:
        self.agenda.add(at + span, step)

    def days(self, least: int, most: int) -> timedelta:
        return timedelta(days=self.chance.randint(least, most), minutes=self.chance.randint(0, 300))

    def tell(self, text: str) -> str:
        return self.person.told(text)


def meet(chance: random.Random, house: House, agenda: Agenda, number: int, newest: int, at: datetime) -> None:
    """An officer of a desk that works at this hour meets somebody new and opens a case."""
    person = invent(chance, number, at.year, *([[AgeBand.B9]] if newest == 0 else []))
    working = [key for key in OPENERS if is_open(at, hours_of(house.desks[key]), house.holidays)]
    opener = chance.choice(working)
    life = Life(chance, house, agenda, person, newest, house.desks[opener], house.officer(chance, opener))
    on_paper = Earlier(at - timedelta(hours=20)) if person.number % 9 == 4 else None  # filled without network, typed in later
    case = cases.open_case(
        _first_facts(life), ground=_ground(person), desk=life.desk, by=life.officer, at=at, earlier=on_paper
    )  # fmt: skip
    life.after(at, timedelta(minutes=9), partial(_write_down, life, case))
    life.after(at, timedelta(minutes=15), partial(begin_work, _work(life, case)))
    life.after(at, timedelta(minutes=16), partial(screen, _work(life, case)))
    life.after(at, timedelta(minutes=20), partial(_decide_what_next, life, case))
    if person.is_child:
        life.after(at, timedelta(hours=chance.randint(2, 18)), partial(_confirm, life, case))


def _first_facts(life: Life) -> cases.FirstFacts:
    person, chance = life.person, life.chance
    facts: dict[str, object] = {
        "sex": person.sex,
        "age_band": person.age_band,
        "language": person.language,
        "nationalities": [person.nationality],
    }
    needs = chance.sample(list(Need), chance.randint(1, 4))
    risk = chance.choices(list(Risk), weights=(2, 4, 5, 3, 1))[0]
    return cases.FirstFacts(facts, _details(person, chance), chance.choice(list(Governorate)).value, risk, needs)


def _details(person: Invented, chance: random.Random) -> people_acts.Details:
    if chance.random() < 0.08:
        return []
    details = [
        (DetailKind.NAME_ARABIC, person.arabic),
        (DetailKind.NAME_LATIN, person.latin),
        (DetailKind.BIRTH_DATE, str(person.birth_year)),
        (DetailKind.PHONE, person.phone),
    ]
    return [*details, (DetailKind.DOCUMENT, person.document)] if person.number % 2 else details


def _ground(person: Invented) -> cases.Ground:
    read = wording(ConsentKind.C1, child=person.is_child).proof
    if person.is_child:
        because = person.told(DATA["child_at_risk"])
        return cases.Ground(Answer.NOT_ASKED, spoken(person), read, BasisKind.O2, because=because)
    return cases.Ground(Answer.YES, spoken(person), read)


def spoken(person: Invented) -> Circumstances:
    interpreter = Interpreter.NONE if person.language == "ar" else Interpreter.PHONE
    witness = person.one_of("witnesses") if person.number % 3 == 0 else ""
    return Circumstances(Method.SPOKEN, person.language, interpreter, witness)


def _write_down(life: Life, case: Case, at: datetime) -> None:
    """Whether to talk about it, what was said and seen, and how the person may be reached."""
    if life.person.is_child:
        _write_of_guardian(life, case, at)
    else:
        _ask_more(life, case, at)
    for kind in life.chance.sample(list(NoteKind), life.chance.choice((1, 1, 1, 2))):
        text = life.tell(life.chance.choice(DATA["notes"][kind.value]))
        cases.write_note(case, kind=kind, text=text, desk=life.desk, by=life.officer, at=at)
    if life.person.number % 2 == 0:
        _agree_contact(life, case, at)
    if life.person.number % 3 == 0:
        _what_stands_beside(life, case, at)


def _write_of_guardian(life: Life, case: Case, at: datetime) -> None:
    """What the child says, and who says that they decide for it: one whose proof was seen, one who is suspected."""
    child, desk, officer = case.person, life.desk, life.officer
    view = View(AssentView.YES, life.person.told(DATA["child_at_risk"]))
    guardians.record_view(child, view, desk=desk, by=officer, at=at)
    kind = list(GuardianKind)[life.person.number % len(GuardianKind)]
    name = life.person.told("جدة {ar} · grandmother of {en}")
    named = guardians.name_guardian(child, kind=kind, name=name, desk=desk, by=officer, at=at)
    proof, which = GuardianProof.DECISION, life.person.told("{en}, {document}")
    guardians.verify_guardian(named, proof=proof, which=which, by=life.house.supervisor_of(desk), at=at)
    if life.person.number % 4 == 3:
        because = life.person.told(DATA["child_at_risk"])
        guardians.doubt_guardian(named, because=because, by=officer, at=at)


def _ask_more(life: Life, case: Case, at: datetime) -> None:
    """Questions that stand by themselves, each put to some."""
    shares = {ConsentKind.C2: 0.3, ConsentKind.C6: 0.1, ConsentKind.C7: 0.1, ConsentKind.C8: 0.06, ConsentKind.C10: 0.06}
    for kind, share in shares.items():
        if life.chance.random() < share:
            _record(life, case, kind, life.chance.choice((Answer.YES, Answer.YES, Answer.NO)), at)
    number = life.person.number
    for kind, every in LATER_ON.items():
        if number % every == 1:
            _record(life, case, kind, Answer.NO if number % 4 == 1 else Answer.YES, at)
    if number % 3 == 1 and not case_queries.is_in_crisis(case.person_id):
        _ask_about_a_use(life, case, at)


def _ask_about_a_use(life: Life, case: Case, at: datetime) -> None:
    use = Use(new_reference(), list(Shown)[life.person.number // 3 % 3], life.person.one_of("uses"))
    privacy.record_consent(
        case.person, kind=ConsentKind.C15, answer=Answer.NO if life.person.number % 2 else Answer.YES,
        circumstances=spoken(life.person), wording=wording(ConsentKind.C15).proof, desk=life.desk, by=life.officer, at=at,
        use=use, in_crisis=False,
    )  # fmt: skip


def _record(life: Life, case: Case, kind: ConsentKind, answer: Answer, at: datetime, body: Agency | None = None) -> None:
    privacy.record_consent(
        case.person, kind=kind, answer=answer, circumstances=spoken(life.person), wording=wording(kind, body).proof,
        desk=life.desk, body=body, by=life.officer, at=at,
    )  # fmt: skip


def _agree_contact(life: Life, case: Case, at: datetime) -> None:
    person, named = life.person, life.person.phone in people_queries.phones_of(case.person_id)
    channels = (Channel.CALL, Channel.CALL, Channel.MESSAGE, Channel.THROUGH, Channel.IN_PERSON)
    texts = {"hours": "hours", "code_word": "code_words", "who_else": "who_else"}
    people_acts.agree_contact(
        case.person,
        channel=channels[person.number // 2 % len(channels)],
        may_leave_message=person.number % 8 == 0,
        may_say_agency=False,
        language=person.language,
        texts={name: person.one_of(key) for name, key in texts.items()},
        number=person.phone if person.number % 4 == 0 and named else "",
        windows=(Window(frozenset({4, 5}), time(10), time(12)), Window(frozenset({6, 0, 1, 2, 3}), time(20), time(21))),
        desk=life.desk,
        by=life.officer,
        at=at,
    )


def _what_stands_beside(life: Life, case: Case, at: datetime) -> None:
    """A withheld passport, somebody of the family, the employer: for every third."""
    person = life.person
    who: dict[str, Any] = {"desk": life.desk, "by": life.officer, "at": at}
    records.write_document(
        case.person, DocumentKind.PASSPORT, place=list(Whereabouts)[person.number // 3 % 4], known=Known.SAID,
        number=person.document if person.number % 2 == 0 else "", country=person.nationality,
        holder=person.one_of("holders"), **who,
    )  # fmt: skip
    family: dict[str, Any] = {"name": person.one_of("family_names"), "note": person.one_of("family_notes")}
    lives = list(Lives)[person.number // 3 % len(Lives)]
    records.write_tie(case.person, TieKind.CHILD, lives=lives, depends=True, born=at.year - 6, **family, **who)
    texts = {name: person.one_of(f"party_{name}") for name in ("name", "aliases", "place", "note")}
    records.write_party(case.person, PartyKind.EMPLOYER, texts=texts | {"phone": person.phone_of_employer}, **who)
    if person.number % 2 == 0:
        note, result = person.one_of("tries"), Tried.REACHED if person.number % 4 else Tried.NO_ANSWER
        people_acts.try_contact(case.person, result, note=note, version=1, **who)


def _confirm(life: Life, case: Case, at: datetime) -> None:
    """The supervisor confirms within a day that a child's case goes on without consent."""
    supervisor = life.house.supervisor_of(life.desk)
    for ground in privacy_queries.open_without_consent(case.person_id, at).values():
        privacy.confirm(privacy_queries.basis_by_id(ground), case.person, by=supervisor, at=at)


def _decide_what_next(life: Life, case: Case, at: datetime) -> None:
    """Most are referred; with some it ends at one talk."""
    outside_too = life.person.number % 11 == 3 and not life.person.is_child
    if outside_too:
        _refer_outside(life, case, at)
    if outside_too or life.is_kept_waiting or life.person.is_child or life.chance.random() < 0.92:
        _refer(life, case, at)
        return
    case.refresh_from_db(fields=["status"])
    if case.status == CaseStatus.DRAFT:  # who was screened with the indicators is "screened" already
        cases.set_status(case, CaseStatus.SCREENED, by=life.officer, at=at)
    life.after(at, life.days(20, 60), lambda later: _close(life, case, later))


def _refer(life: Life, case: Case, at: datetime) -> None:
    route = _route(life)
    if route is None:
        return
    service, receiving = route
    life.tried.add(receiving)
    agreed = _agree(life, case, receiving, service, at)
    referral = referrals.draft(case, type=service, urgency=_urgency(life, receiving), desk=life.desk, by=life.officer, at=at)
    reason = life.tell(life.chance.choice(DATA["reasons"]))
    referral = referrals.change(
        referral, version=referral.version, receiving_desk=receiving, reason=reason, by=life.officer, at=at
    )
    if agreed:
        _wait_for_answer(life, referrals.send(referral, by=life.officer, at=at), at)


def _route(life: Life) -> tuple[ServiceKind, Desk] | None:
    """A service and a desk that gives it and was not asked before; a child goes to a desk around the clock."""
    closed = {life.desk, *life.tried}
    routes = [
        (service, desk, weight)
        for service, keys, weight in (CHILD_ROUTES if life.person.is_child else ROUTES)
        for desk in (life.house.desks[key] for key in keys)
        if desk not in closed and (desk.around_the_clock or not life.is_kept_waiting)
    ]
    if not routes:
        return None
    service, desk, _ = life.chance.choices(routes, weights=[weight for *_, weight in routes])[0]
    return service, desk


def _urgency(life: Life, receiving: Desk) -> Urgency:
    if not receiving.around_the_clock:
        return Urgency.NORMAL
    if life.is_kept_waiting:
        return Urgency.EMERGENCY
    often = (2, 3, 0) if life.person.is_child else (2, 3, 5)
    return life.chance.choices(list(Urgency), weights=often)[0]


def _agree(life: Life, case: Case, receiving: Desk, service: ServiceKind, at: datetime) -> bool:
    """The separate questions; some say no. A child's file stands on O2 and is not asked these."""
    if life.person.is_child:
        return True
    says_no = 0 if life.is_kept_waiting else 1
    answers = {ConsentKind.C3: life.chance.choices((Answer.YES, Answer.NO), weights=(12, says_no))[0]}
    if service == ServiceKind.SHELTER:
        answers[ConsentKind.C8] = Answer.YES
    if service == ServiceKind.AVRR:
        answers[ConsentKind.C11] = Answer.NO if life.person.number % 3 == 0 else Answer.YES
    if service == ServiceKind.IDENTIFICATION:
        answers[ConsentKind.C4] = life.chance.choice((Answer.YES, Answer.YES, Answer.NO))
        answers[ConsentKind.C5] = life.chance.choice((Answer.YES, Answer.NOT_NOW, Answer.NO))
    for kind, answer in answers.items():
        _record(life, case, kind, answer, at, receiving.agency if kind == ConsentKind.C3 else None)
    return answers[ConsentKind.C3] == Answer.YES


def _refer_outside(life: Life, case: Case, at: datetime) -> None:
    """Some also need a hospital that does not work in Malath: it gets a letter or a link, and answers by phone."""
    hospital = life.house.desks["hospital"]
    for kind, body in ((ConsentKind.C3, hospital.agency), (ConsentKind.C9, None)):
        _record(life, case, kind, Answer.YES, at, body)
    referral = referrals.draft(case, type=ServiceKind.HEALTH, urgency=Urgency.NORMAL, desk=life.desk, by=life.officer, at=at)
    reason = life.tell(DATA["reasons"][life.person.number % len(DATA["reasons"])])
    referral = referrals.change(
        referral, version=referral.version, receiving_desk=hospital, reason=reason, by=life.officer, at=at
    )
    referral = referrals.send(referral, by=life.officer, at=at)
    outside.issue_letter(referral, by=life.officer, at=at)
    outside.make_link(referral, by=life.officer, at=at)
    _watch(life, referral)
    life.after(at, timedelta(hours=5), lambda later: _hospital_phones(life, referral, later))


def _hospital_phones(life: Life, referral: Referral, at: datetime) -> None:
    """It takes most on, and some hospitals are still to be phoned."""
    if life.person.number % 3 == 0:
        said = Said(Saying.ACCEPT, note=life.tell(DATA["answers"][0]))
        outside.record_answer(referral, said, how=AnsweredHow.PHONE, by=life.officer, at=at)


def _wait_for_answer(life: Life, referral: Referral, at: datetime) -> None:
    """Some senders take it back; the others are read before the first clock runs out, save where nobody answers."""
    if life.person.number % 20 == 11 and len(life.tried) == 1:
        life.after(at, timedelta(minutes=3), lambda later: _take_back(life, referral, later))
        return
    answering = life.house.somebody(life.chance, life.house.key_of(_desk(referral)), Power.ANSWER)
    read_at = _at_work(life, referral, _before(life, referral.acknowledge_due, at, late=life.is_kept_waiting))
    if life.is_kept_waiting:
        _watch(life, referral)
    life.agenda.add(read_at, lambda later: _read(life, referral, answering, later))


def _desk(referral: Referral) -> Desk:
    assert referral.receiving_desk is not None  # noqa: S101  # it was sent
    return referral.receiving_desk


def _before(life: Life, due: datetime | None, since: datetime, *, late: bool = False) -> datetime:
    """A moment between `since` and `due`; what came lately waits longer. `late`: a good while after it escalated."""
    assert due is not None  # noqa: S101  # it was sent
    if late:
        return since + (due - since) * (100 if life.waits_still else 2.4)
    soon = life.agenda.now - since < SOON
    return since + (due - since) * (life.chance.uniform(0.4, 0.95) if soon else life.chance.uniform(0.05, 0.6))


def _watch(life: Life, referral: Referral) -> None:
    if referral.escalate_at is not None:
        life.agenda.add(referral.escalate_at, lambda at: _escalate(life, referral.pk, at))


def _escalate(life: Life, pk: int, at: datetime) -> None:
    for referral in referral_queries.to_escalate(at):
        if referral.pk == pk:
            _watch(life, referrals.escalate(referral, at=at))


def _take_back(life: Life, referral: Referral, at: datetime) -> None:
    """The sender withdraws a referral, and asks somebody else."""
    referrals.withdraw(referral, by=life.officer, at=at)
    life.after(at, timedelta(minutes=30), lambda later: _refer(life, referral.case, later))


def _read(life: Life, referral: Referral, answering: User, at: datetime) -> None:
    read = referrals.acknowledge(referral, by=answering, at=at)
    _talk(life, read, answering, at)
    answered_at = _at_work(life, referral, _before(life, read.answer_due, at))
    life.agenda.add(answered_at, lambda later: _answer(life, read, answering, later))


def _talk(life: Life, referral: Referral, answering: User, at: datetime) -> None:
    """Some desks ask before they answer, some senders have not replied yet, and some people ask for time."""
    number, asked = life.person.number, DATA["questions"]
    if number % 4 == 1:
        kind = list(QuestionKind)[number % len(QuestionKind)]
        question = referrals.ask(referral, kind, words=life.tell(asked[number % len(asked)]), by=answering, at=at)
        if number % 8 == 1:
            told = kind != QuestionKind.REACH
            words = life.tell(DATA["replies"][number % len(DATA["replies"])]) if told else ""
            reply = ReplyKind.TOLD if told else ReplyKind.NOT_AGREED
            referrals.reply(question, reply, words=words, by=life.officer, at=at)
    if number % 9 == 2 and not life.is_kept_waiting:
        because, until = life.tell(DATA["asks_for_time"]), at + timedelta(days=1)
        referrals.hold(referral, because=because, until=until, desk=life.desk, by=life.officer, at=at)


def _at_work(life: Life, referral: Referral, at: datetime) -> datetime:
    """The moment itself, or the next opening of the desk."""
    return next_opening(at, hours_of(_desk(referral)), life.house.holidays)


def _answer(life: Life, referral: Referral, answering: User, at: datetime) -> None:
    if life.chance.random() < 0.12:
        because, instead = life.chance.choice(list(DeclineReason)), life.chance.choice(list(Alternative))
        referrals.decline(referral, because=because, alternative=instead, by=answering, at=at)
        if life.person.number % 2:
            life.after(at, timedelta(hours=2), lambda later: _refer(life, referral.case, later))
        return
    note = life.tell(life.chance.choice(DATA["answers"]))
    accepted = referrals.accept(referral, by=answering, at=at, key_worker=answering, note=note)
    _go_on(life, accepted, answering, at)


def _go_on(life: Life, referral: Referral, worker: User, at: datetime) -> None:
    """What follows an acceptance: a note, an outcome or a consent taken back, and where the case stands by and by."""
    desk, number = _desk(referral), life.person.number
    if not life.person.is_child and NORMAL_LEVEL[AgencyKind(desk.agency.kind)] == Level.L4:
        life.after(at, life.days(1, 4), lambda later: _write_later(life, referral, worker, later))
    if not life.person.is_child and number % 15 == 7:
        life.after(at, life.days(5, 40), lambda later: _take_consent_back(referral, worker, later))
    elif life.chance.random() < 0.7:
        outcome = life.chance.choice(list(Outcome))
        life.after(at, life.days(5, 60), lambda later: _complete(life, referral, outcome, worker, later))
    if number % 12 == 4:
        life.after(at, life.days(1, 3), lambda later: _keep_out(life, referral, worker, later))
    for span, status, decided_by in _way(life):
        step = partial(_move, referral.case, status, decided_by, worker)
        life.after(at, span, partial(_close, life, referral.case) if status == CaseStatus.CLOSED else step)


def _write_later(life: Life, referral: Referral, worker: User, at: datetime) -> None:
    text = life.tell(life.chance.choice(DATA["later_notes"]))
    cases.write_note(referral.case, kind=NoteKind.OBSERVATION, text=text, desk=_desk(referral), by=worker, at=at)


def _complete(life: Life, referral: Referral, outcome: Outcome, worker: User, at: datetime) -> None:
    """What came of it; and from two senders in three, how it went."""
    referrals.complete(referral, outcome=outcome, by=worker, at=at)
    if number := life.person.number % 3:
        went, said = list(HowItWent)[life.person.number % 4], list(PersonSaid)[number]
        referrals.give_feedback(referral, went=went, person_said=said, by=life.officer, at=at)


def _take_consent_back(referral: Referral, worker: User, at: datetime) -> None:
    """The person takes the consent to this body back, face to face; the referral stops a minute later."""
    consent = privacy_queries.standing_row(referral.person_id, ConsentKind.C3, _desk(referral).agency)
    if consent is not None:
        privacy.withdraw(consent, referral.person, by=worker, at=at, heard=Heard.ALONE)
        referrals.stop(referral, at=at + timedelta(minutes=1))


def _keep_out(life: Life, referral: Referral, worker: User, at: datetime) -> None:
    """Somebody who has no part in it is kept out: the person asked for it, or they say themselves that they know them."""
    strangers = [user for user in _colleagues(life) if user not in (life.officer, worker)]
    one = life.chance.choice(strangers)
    if life.person.number % 24 == 4:
        privacy.block(referral.person, kind=BlockKind.ASKED, user=one, by=worker, at=at)
        return
    kind = life.chance.choice(list(RelationKind))
    accounts.declare_relation(one, person_reference=referral.person.reference, kind=kind, by=one, at=at)


def _colleagues(life: Life) -> Iterator[User]:
    """Those who could otherwise open the file, or hear of it: the opening body, and the police of the stations."""
    for key in {life.house.key_of(life.desk), "station"}:
        yield from life.house.staff[key]


def _way(life: Life) -> Iterator[tuple[timedelta, CaseStatus, DecidedBy | None]]:
    """The statuses that follow an acceptance, in the order in which they may, and after how long."""
    at = life.days(2, 5)
    if life.chance.random() < 0.6:
        yield at, CaseStatus.POTENTIAL, None
        at += life.days(20, 70)
        if life.chance.random() < 0.7:
            yield at, life.chance.choice(DECISIONS), life.chance.choice(DECIDERS)
            at += life.days(10, 60)
    for status, least, most in (
        (CaseStatus.IN_ASSISTANCE, 3, 15),
        (CaseStatus.SOLUTION, 40, 90),
        (CaseStatus.FOLLOW_UP, 30, 90),
        (CaseStatus.CLOSED, 60, 120),
    ):
        if life.chance.random() < 0.15:
            return
        at += life.days(least, most)
        yield at, status, None


def _work(life: Life, case: Case) -> Work:
    return Work(life.house, life.person, case, life.desk, life.officer, life.after, life.agenda.now)


def _close(life: Life, case: Case, at: datetime) -> None:
    close_case(_work(life, case), at)


def came_back(house: House, number: int, at: datetime) -> None:
    """One more person, whose case was closed and opened again."""

    def begin(person: Invented, desk: Desk, officer: User, moment: datetime) -> Case:
        ground = _ground(person)
        return cases.open_case(cases.FirstFacts({"age_band": person.age_band}), ground=ground, desk=desk, by=officer, at=moment)

    a_case_that_came_back(house, number, begin, at)


def _move(case: Case, status: CaseStatus, decided_by: DecidedBy | None, by: User, at: datetime) -> None:
    cases.set_status(case, status, decided_by=decided_by, by=by, at=at)
