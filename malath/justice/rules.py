"""Where a criminal matter may go, who reads what of it, and what is missing. Pure.

The wall: bodies that investigate and bodies that help write into the same proceeding, and neither reads what the other wrote
about people. What both see: where the matter stands, and its hearings.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from malath.agencies.rules import is_too_fine
from malath.agencies.words import AgencyKind
from malath.justice.words import (
    Arranged,
    Asking,
    ClaimKind,
    Element,
    Event,
    HearingState,
    NoticeState,
    Pardon,
    Side,
    State,
    Step,
    ToldHow,
    WhyNot,
)

S = State
INVESTIGATING: Final = frozenset({AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION})
CLASSIFIED: Final = frozenset({S.TRAFFICKING, S.OTHER})
CLOSED: Final = frozenset({S.AMNESTY, S.CLOSED})
STORY_LEVEL: Final = 4

NEXT: Final[dict[State, frozenset[State]]] = {
    S.NO_REPORT: frozenset({S.REPORTED, S.CLOSED}),
    S.REPORTED: CLASSIFIED | {S.INQUIRY, S.PROSECUTOR} | CLOSED,
    S.INQUIRY: CLASSIFIED | {S.PROSECUTOR} | CLOSED,
    S.TRAFFICKING: frozenset({S.OTHER, S.PROSECUTOR}) | CLOSED,
    S.OTHER: frozenset({S.TRAFFICKING, S.PROSECUTOR}) | CLOSED,
    S.PROSECUTOR: CLASSIFIED | {S.INQUIRY, S.CHARGED, S.DISMISSED} | CLOSED,
    S.CHARGED: frozenset({S.TRIAL, S.DISMISSED}) | CLOSED,
    S.DISMISSED: frozenset({S.PROSECUTOR}) | CLOSED,
    S.TRIAL: frozenset({S.JUDGMENT}) | CLOSED,
    S.JUDGMENT: frozenset({S.APPEAL, S.FINAL}) | CLOSED,
    S.APPEAL: frozenset({S.TRIAL, S.JUDGMENT, S.CASSATION, S.FINAL}) | CLOSED,
    S.CASSATION: frozenset({S.APPEAL, S.FINAL}) | CLOSED,
    S.FINAL: frozenset({S.ENFORCEMENT}) | CLOSED,
    S.ENFORCEMENT: CLOSED,
    S.AMNESTY: frozenset(),
    S.CLOSED: frozenset({S.INQUIRY}),
}
"""An amnesty wipes the matter out from wherever it stands; what was closed otherwise can be taken up anew."""
NEEDS_REASON: Final = CLOSED | {S.OTHER, S.DISMISSED}


def side_of(body: AgencyKind) -> Side:
    """On which side of the wall a body works. The person's lawyer stands with the person."""
    return Side.INVESTIGATION if body in INVESTIGATING else Side.PERSON


def may_look(side: Side, *, safety: bool, co_operates: bool, ordered: bool) -> bool:
    """Whether a viewer opens the legal file of a person: who sees their minimum facts; of the bodies that investigate only
    while the person co-operates (C5), or a court or prosecutor has ordered it (O3)."""
    return safety and (side == Side.PERSON or co_operates or ordered)


def reads_words(own: Side, writer: Side, *, reads_story: bool, cap: int) -> bool:
    """Whether a viewer reads what a body wrote about people: never across the wall. On the person's side, who reads the story
    in that body's writing; on the other, a role that reads stories."""
    if own != writer:
        return False
    return reads_story if own == Side.PERSON else cap >= STORY_LEVEL


def needs_reason(now: State, new: State) -> bool:
    """Whether a step is never taken without saying why: an end, a dismissal, another classification than before, a new
    beginning."""
    return new in NEEDS_REASON or (now in CLASSIFIED and new in CLASSIFIED) or now in {S.CLOSED, S.DISMISSED}


def why_not_move(
    new: State, *, now: State, on: date, last_on: date, today: date, because: str, may: bool
) -> list[WhyNot]:  # fmt: skip
    """Why a proceeding does not go to a state."""
    if not may:
        return [WhyNot.NOT_YOURS]
    checks = (
        (new not in NEXT[now], WhyNot.NOT_NEXT),
        (on > today, WhyNot.AHEAD),
        (on < last_on, WhyNot.BEFORE),
        (needs_reason(now, new) and not because.strip(), WhyNot.WORDS_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def may_move(side: Side, *, own: bool) -> bool:
    """Who writes where a matter stands: the body that opened the record, and those that investigate."""
    return own or side == Side.INVESTIGATION


def why_not_begin(on: date, *, today: date) -> list[WhyNot]:
    """Why no proceeding is opened."""
    return [WhyNot.AHEAD] if on > today else []


def why_not_name(name: str, *, party: bool) -> list[WhyNot]:
    """Why nobody is written down as accused."""
    return [] if party or name.strip() else [WhyNot.NAME_MISSING]


def why_not_join(*, open_to_them: bool, same: bool, in_it: bool, may: bool) -> list[WhyNot]:
    """Why another case gets no part in a proceeding. One that is not open to the viewer is refused in the same words as one
    that never was."""
    if not may:
        return [WhyNot.NOT_YOURS]
    if not open_to_them or same:
        return [WhyNot.SAME_CASE]
    return [WhyNot.IN_IT] if in_it else []


def why_not_strike(*, struck: bool, ours: bool) -> list[WhyNot]:
    checks = ((struck, WhyNot.STRUCK), (not ours, WhyNot.NOT_OURS))
    return [reason for failed, reason in checks if failed]


NEAR: Final = timedelta(days=3)
BEFORE_HEARING: Final = timedelta(days=3)
OF_THE_ACCUSED: Final = frozenset({Event.ARREST, Event.BAIL, Event.RELEASE})
JUDGED: Final = frozenset({S.JUDGMENT, S.FINAL})
REACHED: Final = frozenset({ToldHow.AS_AGREED, ToldHow.IN_PERSON})


def why_not_set_hearing(starts_at: datetime, at: datetime, *, may: bool) -> list[WhyNot]:
    """Why no hearing is written down."""
    checks = ((not may, WhyNot.NOT_YOURS), (starts_at <= at, WhyNot.HOUR_PAST))
    return [reason for failed, reason in checks if failed]


def why_not_move_hearing(
    starts_at: datetime, *, now: HearingState, before: datetime, at: datetime, may: bool
) -> list[WhyNot]:  # fmt: skip
    """Why a hearing is not moved to another hour."""
    if now != HearingState.PLANNED:
        return [WhyNot.NOT_PLANNED]
    same = [WhyNot.SAME_HOUR] if starts_at == before else []
    return [*why_not_set_hearing(starts_at, at, may=may), *same]


def why_not_end_hearing(
    outcome: HearingState, next_at: datetime | None, *, now: HearingState, starts_at: datetime, at: datetime
) -> list[WhyNot]:
    """Why it is not written down what became of a hearing. One that did not take place may be known before its hour."""
    if now != HearingState.PLANNED:
        return [WhyNot.NOT_PLANNED]
    goes_on = outcome == HearingState.ADJOURNED
    checks = (
        (starts_at > at and outcome != HearingState.CALLED_OFF, WhyNot.NOT_YET),
        (goes_on and next_at is None, WhyNot.NEXT_MISSING),
        (next_at is not None and next_at <= at, WhyNot.HOUR_PAST),
    )
    return [reason for failed, reason in checks if failed]


def why_not_tell_of(event: Event, on: date, *, today: date, may: bool) -> list[WhyNot]:
    """Why it is not written down what became of somebody accused."""
    checks = (
        (not may, WhyNot.NOT_YOURS), (event not in OF_THE_ACCUSED, WhyNot.BY_ITSELF), (on > today, WhyNot.AHEAD),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_told(how: ToldHow, *, now: NoticeState, has_way: bool, in_hours: bool) -> list[WhyNot]:
    """Why it is not written down that a person was told: only by the way and in the hours that they agreed to, or in person."""
    if now != NoticeState.WAITING:
        return [WhyNot.TOLD]
    agreed = how == ToldHow.AS_AGREED
    checks = ((agreed and not has_way, WhyNot.NO_WAY), (agreed and has_way and not in_hours, WhyNot.WRONG_HOUR))
    return [reason for failed, reason in checks if failed]


def tell_by(event: Event, on: date, today: date) -> date:
    """By when somebody tells the person: at once who is free again, three days before a hearing."""
    return max(today, on - BEFORE_HEARING) if event == Event.HEARING else today


def is_open(arranged: Collection[Arranged]) -> bool:
    """Whether something for a hearing is not arranged yet, or was not even asked."""
    return any(one in {Arranged.TO_DO, Arranged.NOT_ASKED} for one in arranged)


def why_not_remind(*, current: bool, starts_at: datetime, told: bool, open_: bool, at: datetime) -> list[WhyNot]:
    """Why nobody is told that a hearing is near and something is not arranged: once, in its last days."""
    due = current and open_ and not told and at < starts_at <= at + NEAR
    return [] if due else [WhyNot.NOT_DUE]


Steps = Collection[tuple[Step, Decimal | None]]
MOST: Final = Decimal(10_000_000)
ENDS_A_CLAIM: Final = frozenset({Step.REFUSED, Step.GIVEN_UP})
WITH_AN_AMOUNT: Final = frozenset({Step.CLAIMED, Step.AWARDED, Step.PAID})


@dataclass(frozen=True)
class Sums:
    """What was claimed and awarded last, and all that was paid. What is owed is what was awarded and not paid."""

    claimed: Decimal = Decimal(0)
    awarded: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    @property
    def owed(self) -> Decimal:
        return max(self.awarded - self.paid, Decimal(0))


def sums(steps: Steps) -> Sums:
    """Of steps in their order: a later claim or award takes the place of the one before; what was paid adds up. Nothing that
    was awarded is ever counted as paid."""
    last = {step: amount or Decimal(0) for step, amount in steps}
    paid = sum((amount or Decimal(0) for step, amount in steps if step == Step.PAID), Decimal(0))
    return Sums(last.get(Step.CLAIMED, Decimal(0)), last.get(Step.AWARDED, Decimal(0)), paid)


def is_settled(steps: Steps) -> bool:
    """Whether nobody has to follow a claim any more: refused, given up, or paid as far as it was awarded or claimed."""
    given, now = {step for step, _amount in steps}, sums(steps)
    return bool(given & ENDS_A_CLAIM) or (Step.PAID in given and now.paid >= (now.awarded or now.claimed))


def why_not_amount(amount: Decimal | None, *, kind: ClaimKind, step: Step) -> list[WhyNot]:
    """Why an amount is not written down."""
    if step not in WITH_AN_AMOUNT:
        return []
    if kind == ClaimKind.PASSPORT:
        return [] if amount is None else [WhyNot.NO_AMOUNT]
    if amount is None or not amount.is_finite() or amount <= 0:
        return [WhyNot.AMOUNT_MISSING]
    checks = ((is_too_fine(amount), WhyNot.FOURTH_DECIMAL), (amount > MOST, WhyNot.TOO_MUCH))
    return [reason for failed, reason in checks if failed]


def why_not_step(
    step: Step, amount: Decimal | None, *, kind: ClaimKind, on: date, today: date, before: Steps
) -> list[WhyNot]:  # fmt: skip
    """Why a claim does not go a step on."""
    if any(one in ENDS_A_CLAIM for one, _amount in before):
        return [WhyNot.CLAIM_OVER]
    reasons = why_not_amount(amount, kind=kind, step=step) + ([WhyNot.AHEAD] if on > today else [])
    now = sums(before)
    awarded_first = step == Step.PAID and amount is not None and now.awarded > 0 and now.paid + amount > now.awarded
    return [*reasons, WhyNot.PAID_OVER] if awarded_first and not reasons else reasons


def why_not_enforce(steps: Steps, *, kind: ClaimKind) -> list[WhyNot]:
    """Why nobody is set to see that what was awarded is paid."""
    given = [step for step, _amount in steps]
    waits = Step.AWARDED in given and Step.PAID not in given if kind == ClaimKind.PASSPORT else sums(steps).owed > 0
    return [] if waits else [WhyNot.NOTHING_AWARDED]


def sees_claims(body: AgencyKind) -> bool:
    """Who sees what a person claims: everybody on their side, and a prosecutor, who may ask for restitution (TIP 2022)."""
    return side_of(body) == Side.PERSON or body == AgencyKind.PROSECUTION


BEFORE_END: Final = timedelta(days=14)
SHA256: Final = re.compile(r"[0-9a-f]{64}")


def why_not_ask_pardon(now: Pardon, link: str, on: date, *, today: date, is_child: bool) -> list[WhyNot]:
    """Why it is not asked that a person is not punished: for an adult it says how the act follows from the exploitation; of a
    child, who needs no means, nothing is needed."""
    if now != Pardon.OPEN:
        return [WhyNot.NOT_THE_STAGE]
    checks = ((not is_child and not link.strip(), WhyNot.LINK_MISSING), (on > today, WhyNot.AHEAD))
    return [reason for failed, reason in checks if failed]


def why_not_decide_pardon(now: Pardon, on: date, *, asked_on: date | None, today: date) -> list[WhyNot]:
    """Why a decision on it is not written down."""
    if now != Pardon.ASKED or asked_on is None:
        return [WhyNot.NOT_THE_STAGE]
    checks = ((on > today, WhyNot.AHEAD), (on < asked_on, WhyNot.BEFORE))
    return [reason for failed, reason in checks if failed]


def missing(shown: Collection[Element], *, is_child: bool) -> tuple[Element, ...]:
    """What is not shown yet of one accused and one person. Of a child no means is needed, and age in doubt is a child (law art.
    3(a)(2))."""
    needed = (one for one in Element if not (is_child and one == Element.MEANS))
    return tuple(one for one in needed if one not in shown)


def why_not_aggravate(codes: Collection[str], *, known: Collection[str], investigates: bool) -> list[WhyNot]:
    """Why circumstances are not written down that make a charge graver."""
    checks = ((not investigates, WhyNot.NOT_INVESTIGATING), (not {*codes} <= {*known}, WhyNot.OFFENCE_UNKNOWN))
    return [reason for failed, reason in checks if failed]


def why_not_prove(
    code: str, words: str, *, known: Collection[str], investigates: bool, kept: bool, struck: bool
) -> list[WhyNot]:  # fmt: skip
    """Why it is not written down what shows an element. `kept`: the piece of evidence that is named lies on the own side."""
    checks = (
        (not investigates, WhyNot.NOT_INVESTIGATING), (struck, WhyNot.STRUCK), (code not in known, WhyNot.OFFENCE_UNKNOWN),
        (not words.strip(), WhyNot.WORDS_MISSING), (not kept, WhyNot.EXHIBIT_UNKNOWN),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_charge(*, investigates: bool, known: bool, again: bool, struck: bool) -> list[WhyNot]:
    """Why an offence against one person is not written down under one accused."""
    checks = (
        (not investigates, WhyNot.NOT_INVESTIGATING), (not known, WhyNot.OFFENCE_UNKNOWN), (again, WhyNot.ALREADY),
        (struck, WhyNot.STRUCK),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def why_not_order(
    on: date, ends_on: date | None, *, today: date, months_at_most: int | None, may: bool
) -> list[WhyNot]:  # fmt: skip
    """Why a measure is not written down: never longer than the law is recorded to allow."""
    too_long = months_at_most is not None and (ends_on is None or ends_on > months_after(on, months_at_most))
    checks = (
        (not may, WhyNot.NOT_INVESTIGATING), (on > today, WhyNot.AHEAD),
        (ends_on is not None and ends_on <= on, WhyNot.NOT_LONGER), (too_long, WhyNot.TOO_LONG),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_extend(
    until: date, *, on: date, ends_on: date | None, months_at_most: int | None, ended: bool, may: bool
) -> list[WhyNot]:
    """Why a measure does not last longer."""
    if not may:
        return [WhyNot.NOT_INVESTIGATING]
    if ended or ends_on is None:
        return [WhyNot.ENDED]
    if until <= ends_on:
        return [WhyNot.NOT_LONGER]
    return [WhyNot.TOO_LONG] if months_at_most is not None and until > months_after(on, months_at_most) else []


def why_not_remind_of_measure(ends_on: date | None, *, today: date, ended: bool, told: bool) -> list[WhyNot]:
    """Why nobody is told that a measure ends: once, in its last fourteen days."""
    due = ends_on is not None and not ended and not told and today >= ends_on - BEFORE_END
    return [] if due else [WhyNot.NOT_DUE]


def why_not_hand(*, whom: str, on: date, today: date, sha256: str) -> list[WhyNot]:
    """Why it is not written down that a piece of evidence went from hand to hand."""
    checks = (
        (not whom.strip(), WhyNot.NAME_MISSING), (on > today, WhyNot.AHEAD),
        (bool(sha256) and not SHA256.fullmatch(sha256), WhyNot.BAD_HASH),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_settle_asking(now: Asking, on: date, *, asked_on: date, today: date) -> list[WhyNot]:
    """Why it is not written down what a court said to early or remote testimony."""
    if now != Asking.ASKED:
        return [WhyNot.NOT_THE_STAGE]
    checks = ((on > today, WhyNot.AHEAD), (on < asked_on, WhyNot.BEFORE))
    return [reason for failed, reason in checks if failed]
