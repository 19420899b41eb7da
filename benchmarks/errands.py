"""One referral of an invented person in a bench: who is asked, what the person agreed to, what became of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from benchmarks.house import Station, busiest
from benchmarks.lives import Life
from benchmarks.loading import Plain, built
from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.words import Did
from malath.cases.rules import why_not_set_status
from malath.cases.words import CaseStatus
from malath.foundation import clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import rules as privacy
from malath.privacy.models import Access, Basis, Left
from malath.privacy.queries import as_asked
from malath.privacy.rules import Grant
from malath.privacy.words import BasisKind, ConsentKind, EndedBecause, Level, Purpose
from malath.referrals import rules
from malath.referrals.models import Referral
from malath.referrals.queries import deadlines
from malath.referrals.words import Alternative, DeclineReason, Escalation, Outcome, Status, Urgency

ROUTES: Final = {
    ServiceKind.SHELTER: 15,
    ServiceKind.IDENTIFICATION: 15,
    ServiceKind.PROTECTION: 30,
    ServiceKind.LEGAL: 18,
    ServiceKind.LABOUR_COMPLAINT: 14,
    ServiceKind.AVRR: 8,
}
FATES: Final = {Status.COMPLETED: 45, Status.ACCEPTED: 33, Status.DECLINED: 12, Status.WITHDRAWN: 4, Status.STOPPED: 6}
ACCEPTED: Final = frozenset({Status.ACCEPTED, Status.COMPLETED, Status.STOPPED})


@cache
def _spans() -> rules.Deadlines:
    return deadlines()


class Errand:
    """One referral while it is written down."""

    def __init__(self, life: Life, *, second: bool) -> None:
        self.life, self.chance, self.second = life, life.chance, second
        self.service, self.to = _route(life, second=second)
        self.sent_at = self._sent_at()
        self.answering = self.to.somebody(self.chance)
        self.body: Agency = self.to.desk.agency
        self.status = self._fate()

    def run(self) -> None:
        """From the questions about the body to what became of it."""
        life, by = self.life, self.life.officer
        grants = self._grants(by)
        basis = self._basis(grants[0], self.sent_at, by)
        self.referral = self._sent(basis, by)
        life.rows += [self.referral, self._left("referral", Level.L2, basis, self.sent_at, by)]
        self._move_on(CaseStatus.REFERRED, self.sent_at, by)
        self._happened(Did.REFERRAL_SENT, by, self.sent_at, type=self.service.value)
        self._item(ItemKind.REFERRAL_ARRIVED, self.to, self.sent_at, seen=self.status != Status.SENT)
        if self.status != Status.SENT:
            self._answered(grants)
        if self.status == Status.STOPPED:
            self._stopped(basis)

    def _answered(self, grants: Sequence[Grant]) -> None:
        by, read_at = self.answering, self.sent_at + timedelta(minutes=self.chance.randint(3, 50))
        self._happened(Did.REFERRAL_VIEWED, by, read_at)
        if self.status == Status.WITHDRAWN:
            self._close(read_at)
            return
        self.referral.acknowledged_by, self.referral.acknowledged_at = by.reference, read_at
        self._happened(Did.REFERRAL_ACKNOWLEDGED, by, read_at)
        if self.status == Status.ACKNOWLEDGED:
            return
        at = read_at + timedelta(minutes=self.chance.randint(5, 200))
        self.referral.answered_by, self.referral.answered_at, self.referral.escalate_at = by.reference, at, None
        self.referral.touched_at = at
        self._item(ItemKind.REFERRAL_ANSWERED, self.life.home, at, seen=self.chance.random() < 0.9)
        if self.status in ACCEPTED:
            self._accepted(grants, at)
        else:
            self._declined(at)

    def _accepted(self, grants: Sequence[Grant], at: datetime) -> None:
        life, by = self.life, self.answering
        self.referral.key_worker = by
        self.referral.seal(answer_note=life.told())
        bases = [self._basis(grant, at, by) for grant in grants]
        for grant, basis in zip(grants, bases, strict=True):
            life.open_to(at, by, basis, grant.level, Purpose(self.service), desk=self.to.desk)
            self._also_to(basis, grant, at)
        life.rows.append(self._left("access", max(grant.level for grant in grants), bases[0], at, by))
        self._move_on(CaseStatus.ACCEPTED, at, by)
        self._happened(Did.REFERRAL_ACCEPTED, by, at, key_worker=by.reference)
        life.happened(Did.CASE_VIEWED, by, at + timedelta(minutes=1), life.case.reference, level="3")
        life.happened(Did.IDENTITY_VIEWED, by, at + timedelta(minutes=3), level="3")
        life.note(self.to, by, at + timedelta(minutes=30))
        self._move_on(CaseStatus.IN_ASSISTANCE, at + timedelta(hours=2), by)
        if self.status == Status.COMPLETED:
            self._completed(at + timedelta(hours=self.chance.randint(3, 30)))

    def _also_to(self, basis: Basis, grant: Grant, at: datetime) -> None:
        """A key worker in person, a sister desk of the same body: on the same ground."""
        purpose, by = Purpose(self.service), self.answering
        if self.chance.random() < 0.5:
            self.life.open_to(at, by, basis, grant.level, purpose, worker=by)
        sisters = [one for one in _sisters(self.life, self.body) if one.desk.pk != self.to.desk.pk]
        if sisters and self.chance.random() < 0.5:
            self.life.open_to(at, by, basis, grant.level, purpose, desk=busiest(self.chance, sisters).desk)

    def _completed(self, at: datetime) -> None:
        at = min(at, self.life.frame.now - timedelta(minutes=1))
        self.referral.outcome, self.referral.outcome_at = self.chance.choice(Outcome.values), at
        self.referral.outcome_by = self.answering.reference
        self._close(at)
        self._happened(Did.REFERRAL_COMPLETED, self.answering, at, outcome=self.referral.outcome)
        self._item(ItemKind.REFERRAL_OUTCOME, self.life.home, at, seen=self.chance.random() < 0.9)

    def _declined(self, at: datetime) -> None:
        self.referral.decline_reason = DeclineReason.NO_PLACE
        self.referral.alternative = self.chance.choice(Alternative.values)
        self._close(at)
        self._happened(Did.REFERRAL_DECLINED, self.answering, at, because=DeclineReason.NO_PLACE.value)

    def _stopped(self, basis: Basis) -> None:
        """The person took the agreement to this body back: what stood on it ended."""
        life, at = self.life, min(self.life.last + timedelta(days=3), self.life.frame.now - timedelta(minutes=1))
        consent = life.take_back(ConsentKind.C3, self.body, at)
        if consent is None or consent.withdrawn_at is None:
            self.referral.status = Status.ACCEPTED
            return
        for row in life.rows:
            if isinstance(row, Access) and row.basis.kind == BasisKind.CONSENT and row.purpose == self.service:
                _end(row.basis, consent.withdrawn_at)
        _end(basis, consent.withdrawn_at)
        self._close(consent.withdrawn_at)
        life.happened(Did.CONSENT_WITHDRAWN, life.officer, consent.withdrawn_at, kind=consent.kind)

    def _close(self, at: datetime) -> None:
        self.referral.ended_at = self.referral.touched_at = at
        self.referral.escalate_at = None

    def _grants(self, by: User) -> Sequence[Grant]:
        """The separate questions about this body, all answered yes; and how far access then reaches, by the real rule."""
        life, at = self.life, self.sent_at
        if life.without_consent is None:
            life.agree(ConsentKind.C3, at, by, self.body)
            if self.service == ServiceKind.SHELTER:
                life.agree(ConsentKind.C8, at, by)
            if self.service == ServiceKind.IDENTIFICATION and self.chance.random() < 0.6:
                life.agree(ConsentKind.C4, at, by)
        standing = privacy.standing(
            purpose=Purpose(self.service),
            receiver_kind=AgencyKind(self.body.kind),
            receiver_id=self.body.pk,
            consents=[as_asked(consent) for consent in life.agreed.values()],
            without_consent={BasisKind.O2: life.without_consent.pk} if life.without_consent else {},
            today=clock.in_amman(life.frame.now).date(),
        )
        return standing.grants

    def _basis(self, grant: Grant, at: datetime, by: User) -> Basis:
        if self.life.without_consent is not None:
            return self.life.without_consent
        held = [consent for consent in self.life.agreed.values() if consent.pk in grant.consents]
        return self.life.rest(held, at, by)

    def _sent(self, basis: Basis, by: User) -> Referral:
        life, at = self.life, self.sent_at
        urgency = Urgency.URGENT if self.chance.random() < 0.1 else Urgency.NORMAL
        hours, is_child = agencies.hours_of(self.to.desk), life.person.is_child
        due = rules.clocks(urgency, at, hours, life.frame.holidays, _spans(), is_child=is_child)
        following = rules.next_escalation(Status.SENT, Escalation.NONE, at, due)
        referral = built(
            Referral, pk=life.numbers.next(Referral), version=4, case=life.case, person=life.person, key=life.key, type=self.service,
            urgency=urgency, sending_desk=life.home.desk, receiving_desk=self.to.desk, basis=basis, status=self.status,
            drafted_by=by, drafted_at=at, sent_by=by.reference, sent_at=at, acknowledge_due=due.acknowledge_due,
            answer_due=due.answer_due, escalate_at=following[0] if following else None, touched_at=at,
        )  # fmt: skip
        referral.seal(reason=life.told())
        return referral

    def _sent_at(self) -> datetime:
        life, minutes = self.life, self.chance.randint
        if self.second and life.waits_at_big:
            return life.frame.now - timedelta(minutes=minutes(5, 2000))
        later = timedelta(minutes=minutes(20, 600), days=minutes(5, 40) if self.second else 0)
        return min(life.opened_at + later, life.frame.now - timedelta(days=1, minutes=minutes(500, 900)))

    def _fate(self) -> Status:
        if self.life.waits_at_big:
            return Status.SENT if self.second else Status.DECLINED
        if self.life.frame.now - self.sent_at < timedelta(days=3) and self.chance.random() < 0.4:
            return self.chance.choice((Status.SENT, Status.ACKNOWLEDGED))
        return self.chance.choices(list(FATES), weights=list(FATES.values()))[0]

    def _left(self, how: str, level: int, basis: Basis, at: datetime, by: User) -> Plain:
        return self.life.plain(
            Left, person_id=self.life.number, to_desk_id=self.to.desk.pk, how=how, level=level, basis_id=basis.pk,
            reference=self.referral.reference, at=at, by=by.reference,
        )  # fmt: skip

    def _item(self, kind: ItemKind, to: Station, at: datetime, *, seen: bool) -> None:
        life, subject = self.life, self.referral.reference
        read = {"seen_at": at + timedelta(minutes=7), "seen_by": self.answering.reference} if seen else {}
        link = f"/referrals/{subject}/"
        life.rows.append(life.plain(Item, desk_id=to.desk.pk, kind=kind, subject=subject, link=link, at=at, **read))

    def _move_on(self, status: CaseStatus, at: datetime, by: User) -> None:
        if not why_not_set_status(CaseStatus(self.life.case.status), status):
            self.life.status(status, at, by)

    def _happened(self, did: Did, by: User, at: datetime, **facts: str) -> None:
        self.life.happened(did, by, at, self.referral.reference, **facts)


def _route(life: Life, *, second: bool) -> tuple[ServiceKind, Station]:
    """What is asked of whom: never of the desk that sends."""
    house, chance = life.frame.house, life.chance
    if second and life.waits_at_big:
        return ServiceKind.PROTECTION, house.big[0]
    if life.goes_to_big and not second:
        return chance.choice((ServiceKind.PROTECTION, ServiceKind.LEGAL)), busiest(chance, house.big)
    service = chance.choices(list(ROUTES), weights=list(ROUTES.values()))[0]
    if service == ServiceKind.PROTECTION and chance.random() < 2 * life.frame.share_of_small:
        return service, chance.choice(_others(house.small, life.home))
    return service, busiest(chance, _others(chance.choice(house.asked_for(service)), life.home))


def _others(stations: Sequence[Station], home: Station) -> Sequence[Station]:
    return [one for one in stations if one.desk.pk != home.desk.pk] or stations


def _sisters(life: Life, body: Agency) -> Sequence[Station]:
    bodies = (life.frame.house.big, *life.frame.house.large.values())
    return next((stations for stations in bodies if stations[0].desk.agency_id == body.pk), ())


def _end(basis: Basis, at: datetime) -> None:
    basis.ended_at, basis.ended_because = at, EndedBecause.WITHDRAWN
