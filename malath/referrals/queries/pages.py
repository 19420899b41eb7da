"""What the lists and pages of referrals show: frozen values, made by the reads beside this file."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from malath.agencies.words import ServiceKind
from malath.cases.words import Need, Risk
from malath.foundation.references import place_sealed
from malath.referrals.words import WAITING, Escalation, Outcome, Reason, Status, Urgency
from malath.ui.pieces import Step, Tone

Box = Literal["received", "sent"]
URGENCY_TONE: dict[Urgency, Tone] = {Urgency.EMERGENCY: "danger", Urgency.URGENT: "warn", Urgency.NORMAL: "quiet"}
STATUS_TONE: dict[Status, Tone] = {
    Status.SENT: "warn",
    Status.ACKNOWLEDGED: "info",
    Status.ACCEPTED: "ok",
    Status.COMPLETED: "ok",
    Status.DECLINED: "danger",
    Status.STOPPED: "danger",
}


@dataclass(frozen=True)
class MinimumFacts:
    """Level 2 of a person, as a receiving desk sees it before it answers."""

    sex: str
    age_band: str
    is_child: bool
    language: str
    needs: tuple[Need, ...]
    risk: Risk


@dataclass(frozen=True)
class ReferralRow:
    """A line of a desk's list. No name, no facts. `person_reference` is for the trail, never for the page. `is_shut`: a
    draft whose facts the desk does not see any more, with which nobody goes on."""

    reference: str
    person_reference: str
    type: ServiceKind
    urgency: Urgency
    status: Status
    sending: str
    receiving: str
    receiving_desk_id: int | None
    other_side: str
    due: datetime | None
    escalated: Escalation
    escalated_at: datetime | None
    sent_at: datetime | None
    touched_at: datetime
    outcome: Outcome | None
    is_shut: bool = False

    @property
    def tone(self) -> Tone:
        return STATUS_TONE.get(self.status, "quiet")

    @property
    def urgency_tone(self) -> Tone:
        return URGENCY_TONE[self.urgency]

    @property
    def is_read(self) -> bool:
        return self.status != Status.SENT


JUST_NOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Outgoing:
    """The last living referral of a case as far as a viewer may know of it; `reason` is None where it is not theirs."""

    receiving: str
    sent_at: datetime
    reason: str | None


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after this moment and row, newest first. In addresses by the reference."""

    touched_at: datetime
    pk: int
    reference: str

    def __str__(self) -> str:
        return place_sealed(self.touched_at, self.reference)


@dataclass(frozen=True)
class ReferralList:
    """A page of a desk's referrals."""

    box: Box
    rows: tuple[ReferralRow, ...]
    older: Cursor | None
    waiting_only: bool


@dataclass(frozen=True)
class ReferralPage:
    """Everything the page of one referral shows to this viewer; what is not theirs to see is None."""

    reference: str
    type: ServiceKind
    urgency: Urgency
    status: Status
    stages: tuple[Step, ...]
    side: Literal["sending", "receiving", "overseeing"]
    sending: str
    receiving: str
    other_phone: str
    drafted_at: datetime
    sent_at: datetime | None
    due: datetime | None
    acknowledge_due: datetime | None
    answer_due: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    escalated: Escalation
    escalated_at: datetime | None
    facts: MinimumFacts | None
    reason: str | None
    answer_note: str | None
    key_worker: str | None
    decline_reason: str
    alternative: str
    outcome: str
    case_reference: str | None
    person_reference: str | None
    why_not_acknowledge: tuple[Reason, ...]
    why_not_accept: tuple[Reason, ...]
    why_not_decline: tuple[Reason, ...]
    why_not_withdraw: tuple[Reason, ...]
    why_not_complete: tuple[Reason, ...]
    why_not_hand_over: tuple[Reason, ...]
    may_answer: bool
    may_withdraw: bool
    is_unconfirmed: bool
    without_agreement: bool
    lacks_file: bool = False

    @property
    def tone(self) -> Tone:
        return STATUS_TONE.get(self.status, "quiet")

    @property
    def urgency_tone(self) -> Tone:
        return URGENCY_TONE[self.urgency]

    @property
    def offers_accept(self) -> bool:
        return self.may_answer and not self.why_not_accept

    @property
    def offers_hand_over(self) -> bool:
        return self.may_answer and not self.why_not_hand_over

    @property
    def reasons_not_accept(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_accept]

    @property
    def waits(self) -> bool:
        return self.status in WAITING

    @property
    def is_accepted(self) -> bool:
        return self.status == Status.ACCEPTED

    @property
    def written_before(self) -> datetime | None:
        """When it was written, where that was not when it left: on a phone without network, for instance."""
        late = self.sent_at is not None and self.sent_at - self.drafted_at > JUST_NOW
        return self.drafted_at if late else None

    @property
    def clocks_run(self) -> bool:
        """Whether the two clocks say anything: a withdrawn or stopped referral has none."""
        return self.sent_at is not None and self.status not in (Status.WITHDRAWN, Status.STOPPED)
