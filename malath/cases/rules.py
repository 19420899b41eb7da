"""Which status may follow which and who decides it, and when a case may be opened. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from malath.accounts.roles import RULES, Power, Role
from malath.agencies.rules import InterpreterFacts, may_be_booked
from malath.agencies.words import AgencyKind, Governorate, Voice, Way
from malath.cases.words import (
    FOR_ALL,
    BookingState,
    CancelReason,
    ClosingReason,
    DecidedBy,
    Feedback,
    Link,
    Need,
    ReopenReason,
    Risk,
    RiskKind,
    SideState,
    UnmetReason,
    WhyNot,
)
from malath.cases.words import CaseStatus as S
from malath.cases.words import NeedState as N
from malath.people.words import ALARMING, Tried
from malath.privacy.words import Answer, BasisKind

WORKING: Final = frozenset({S.IN_ASSISTANCE, S.SOLUTION, S.FOLLOW_UP, S.CLOSED})
DECIDED: Final = frozenset({S.IDENTIFIED, S.NOT_IDENTIFIED, S.INCONCLUSIVE})
CALM: Final = frozenset({Risk.LOW, Risk.MEDIUM})
"""Danger low enough to ask what serves others than the person; not assessed is never low."""
NEXT: Final[dict[S, frozenset[S]]] = {
    S.DRAFT: frozenset({S.SCREENED, S.REFERRED, S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.SCREENED: frozenset({S.REFERRED, S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.REFERRED: frozenset({S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.ACCEPTED: frozenset({S.POTENTIAL}) | WORKING,
    S.POTENTIAL: DECIDED | WORKING,
    S.IDENTIFIED: WORKING,
    S.NOT_IDENTIFIED: WORKING | {S.POTENTIAL},
    S.INCONCLUSIVE: WORKING | DECIDED - {S.INCONCLUSIVE},
    S.IN_ASSISTANCE: DECIDED | WORKING - {S.IN_ASSISTANCE},
    S.SOLUTION: DECIDED | WORKING - {S.SOLUTION},
    S.FOLLOW_UP: frozenset({S.IN_ASSISTANCE, S.CLOSED}),
    S.CLOSED: frozenset(),
}

EVERY_BODY: Final = frozenset(AgencyKind) - {AgencyKind.MECHANISM, AgencyKind.FUND}
HELPING_BODIES: Final = frozenset(
    {
        AgencyKind.SOCIAL,
        AgencyKind.SHELTER,
        AgencyKind.HEALTH,
        AgencyKind.LEGAL,
        AgencyKind.ASSOCIATION,
        AgencyKind.RETURNS,
        AgencyKind.UN,
    }
)
MEETING_ROLES: Final = frozenset(role for role in Role if Power.OPEN_CASE in RULES[role].may)
HELPING_ROLES: Final = frozenset(
    {Role.SOCIAL, Role.CASE_MANAGER, Role.SHELTER_MANAGER, Role.LAWYER, Role.RETURN, Role.SUPERVISOR}
)
DECIDES: Final[dict[S, tuple[frozenset[AgencyKind], frozenset[Role]]]] = {
    S.SCREENED: (EVERY_BODY, MEETING_ROLES),
    S.POTENTIAL: (EVERY_BODY, MEETING_ROLES),
    **dict.fromkeys(
        sorted(DECIDED), (frozenset({AgencyKind.CTU, AgencyKind.PROSECUTION}), frozenset({Role.CTU_IDENT, Role.PROSECUTOR}))
    ),
    **dict.fromkeys((S.IN_ASSISTANCE, S.SOLUTION, S.FOLLOW_UP), (HELPING_BODIES, HELPING_ROLES)),
}
"""Which bodies, in which roles, set a status by hand. The others follow from an act: opened, sent, accepted, closed.
Source: domain §5.4 (the Unit classifies, the prosecutor decides; help starts on suspicion). The roles are our own choice."""

NEEDS_REASON: Final = DECIDED
SIDES_BY_HAND: Final = frozenset({SideState.DECLINED, SideState.LOST, SideState.TRANSFERRED, SideState.DUPLICATE})
"""The others are written by what causes them: a withdrawal, a reopening."""

DECIDING_BODY: Final[dict[AgencyKind, DecidedBy]] = {
    AgencyKind.POLICE: DecidedBy.POLICE,
    AgencyKind.CTU: DecidedBy.POLICE,
    AgencyKind.PROSECUTION: DecidedBy.COURT,
    AgencyKind.ASSOCIATION: DecidedBy.NGO,
    AgencyKind.LEGAL: DecidedBy.NGO,
    AgencyKind.LABOUR: DecidedBy.GOVERNMENT,
    AgencyKind.SOCIAL: DecidedBy.GOVERNMENT,
    AgencyKind.HEALTH: DecidedBy.GOVERNMENT,
}
"""What kind of body decided, as HTCDS says it; "Other" for all that it does not name."""


def why_not_set_status(now: S, new: S, *, by_staff: bool = True) -> list[WhyNot]:
    """Why a case cannot take a status. What somebody has to decide no machine sets: not a score, not lateness (I3)."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    if new in DECIDED | {S.POTENTIAL} and not by_staff:
        return [WhyNot.NOBODY_DECIDED]
    return [] if new in NEXT[now] else [WhyNot.NEXT_STATUS]


def may_decide(new: S, *, body: AgencyKind, roles: Collection[Role]) -> bool:
    """Whether a body in these roles sets a status by hand."""
    bodies, deciding = DECIDES.get(new, (frozenset(), frozenset()))
    return body in bodies and not deciding.isdisjoint(roles)


def why_not_decide(now: S, new: S, *, body: AgencyKind, roles: Collection[Role], because: str) -> list[WhyNot]:
    """Why somebody at a desk cannot set a status: never a formal decision without its reason (domain §5.4)."""
    if new not in DECIDES and new in NEXT[now]:
        return [WhyNot.SET_BY_ACT]
    if reasons := why_not_set_status(now, new):
        return reasons
    if not may_decide(new, body=body, roles=roles):
        return [WhyNot.NOT_YOURS_TO_DECIDE]
    return [WhyNot.DECISION_REASON] if new in NEEDS_REASON and not because.strip() else []


def statuses_to_decide(now: S, *, body: AgencyKind, roles: Collection[Role]) -> list[S]:
    """What somebody at a desk may set now, in the order of the way."""
    return [new for new in S if new in NEXT[now] and may_decide(new, body=body, roles=roles)]


def why_not_set_aside(
    now: S,
    aside: str,
    new: SideState,
    *,
    roles: Collection[Role],
    because: str,
    lost: bool = False,
    taken_over: bool = False,
    other_named: bool = False,
) -> list[WhyNot]:
    """Why a case is not put beside its way. Its status stays as it was, and so does every service (I6)."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    refused = (
        (new not in SIDES_BY_HAND, WhyNot.SET_BY_ACT),
        (aside == new, WhyNot.SAME_STATE),
        (new == SideState.LOST and not lost, WhyNot.STILL_REACHED),
        (new == SideState.TRANSFERRED and not taken_over, WhyNot.NOBODY_TOOK_OVER),
        (new == SideState.DUPLICATE and not other_named, WhyNot.OTHER_CASE_MISSING),
        (new == SideState.DUPLICATE and Role.SUPERVISOR not in roles, WhyNot.NOT_YOURS_TO_DECIDE),
        (not because.strip(), WhyNot.DECISION_REASON),
    )
    return [reason for failed, reason in refused if failed]


def why_not_come_back(now: S, aside: str) -> list[WhyNot]:
    """Why a case does not come back on its way."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    return [] if aside else [WhyNot.NOT_ASIDE]


def deciding_body(kind: AgencyKind) -> DecidedBy:
    """What kind of body decides where this one does, in the words of HTCDS."""
    return DECIDING_BODY.get(kind, DecidedBy.OTHER)


def why_not_open(*, has_open_case: bool, c1: Answer, basis: BasisKind | None, because: str) -> list[WhyNot]:
    """Why a case cannot be opened: one open case a person, and a ground to record (C1, or O1–O4 with a reason)."""
    reasons = [WhyNot.HAS_OPEN_CASE] if has_open_case else []
    if c1 != Answer.YES and basis is None:
        reasons.append(WhyNot.NO_GROUND)
    if basis is not None and not because.strip():
        reasons.append(WhyNot.REASON_MISSING)
    return reasons


def why_not_write(status: S) -> list[WhyNot]:
    """Why nothing can be written into a case."""
    return [WhyNot.CASE_CLOSED] if status == S.CLOSED else []


STEPS: Final = (S.DRAFT, S.REFERRED, S.ACCEPTED, S.IN_ASSISTANCE, S.CLOSED)
_REACHED: Final[dict[S, int]] = {
    S.DRAFT: 0, S.SCREENED: 0, S.REFERRED: 1, S.ACCEPTED: 2, S.POTENTIAL: 2, S.IDENTIFIED: 2, S.NOT_IDENTIFIED: 2,
    S.INCONCLUSIVE: 2, S.IN_ASSISTANCE: 3, S.SOLUTION: 3, S.FOLLOW_UP: 3, S.CLOSED: 4,
}  # fmt: skip


def step_reached(status: S) -> int:
    """How far along the steps of the page a status stands (0 to 4)."""
    return _REACHED[status]


@dataclass(frozen=True)
class Attempt:
    """A try to reach the person: on which day of Amman's calendar, what came of it, and whether it was made as agreed."""

    on: date
    result: Tried
    as_agreed: bool = True


LOST_AFTER_DAYS: Final = 3
LOST_AFTER: Final = timedelta(days=30)


def is_lost(attempts: Iterable[Attempt], today: date) -> bool:
    """Whether contact may be called lost: since the person was last reached, tries as agreed on three different days over 30
    days (domain §5.10). After a try that went wrong nobody may try again, so then 30 days of silence stand for the rest (our
    own choice: closing a file is no reason to ring a phone that somebody else holds). Without any try it is never lost."""
    made = sorted(attempts, key=lambda one: one.on)
    days: list[date] = []
    for attempt in made:
        days = [] if attempt.result == Tried.REACHED else [*days, *([attempt.on] if attempt.as_agreed else [])]
    if made and made[-1].result in ALARMING:
        return today - made[-1].on >= LOST_AFTER
    return len(set(days)) >= LOST_AFTER_DAYS and max(days) - min(days) >= LOST_AFTER


@dataclass(frozen=True)
class Closing:
    """What closing a case is asked with. `beside`: why it closes although something stands in another part."""

    reason: ClosingReason
    summary: str
    feedback: Feedback | str
    beside: str = ""


def why_not_ask_to_close(
    now: S,
    closing: Closing | None,
    *,
    asked_already: bool,
    is_key_worker: bool,
    open_tasks: bool,
    open_bookings: bool,
    handing_over: bool,
    lost: bool,
    taken_over: bool,
) -> list[WhyNot]:
    """Why nobody can ask to close a case: what is open is settled or handed on first (domain §5.10). `closing` is None
    before anything is typed."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    reason = closing.reason if closing else None
    refused = (
        (asked_already, WhyNot.ASKED_ALREADY),
        (not is_key_worker, WhyNot.NOT_KEY_WORKER),
        (open_tasks, WhyNot.OPEN_TASKS),
        (open_bookings, WhyNot.OPEN_BOOKINGS),
        (handing_over, WhyNot.HANDING_OVER),
        (reason == ClosingReason.LOST_CONTACT and not lost, WhyNot.STILL_REACHED),
        (reason == ClosingReason.TRANSFERRED and not taken_over, WhyNot.NOBODY_TOOK_OVER),
        (closing is not None and not closing.summary.strip(), WhyNot.SUMMARY_MISSING),
        (closing is not None and not closing.feedback, WhyNot.FEEDBACK_MISSING),
    )
    return [reason for failed, reason in refused if failed]


def why_not_approve(now: S, *, asked: bool, own: bool, open_tasks: bool) -> list[WhyNot]:
    """Why a supervisor cannot approve that a case closes: never what they asked for themselves (domain §2)."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    refused = ((not asked, WhyNot.NOT_ASKED_TO_CLOSE), (own, WhyNot.OWN_REQUEST), (open_tasks, WhyNot.OPEN_TASKS))
    return [reason for failed, reason in refused if failed]


def why_not_reopen(now: S, *, reason: ReopenReason | None, because: str, stands: bool, has_open_case: bool) -> list[WhyNot]:
    """Why a closed case is not opened again: a reason, and a ground that holds (C1, or O1–O4)."""
    if now != S.CLOSED:
        return [WhyNot.NOT_CLOSED]
    refused = (
        (has_open_case, WhyNot.HAS_OPEN_CASE),
        (not stands, WhyNot.NOTHING_HOLDS),
        (reason is None or not because.strip(), WhyNot.REOPEN_REASON),
    )
    return [reason for failed, reason in refused if failed]


def why_not_join_team(*, now: S, at_desk: bool, kept_out: bool, in_team: bool, has_key_worker: bool) -> list[WhyNot]:
    """Why somebody does not get a role in a case: at the desk, nothing keeps them from the file, one key worker a desk."""
    refused = (
        (now == S.CLOSED, WhyNot.CASE_CLOSED),
        (not at_desk, WhyNot.NOT_AT_DESK),
        (kept_out, WhyNot.KEPT_OUT),
        (in_team, WhyNot.IN_TEAM),
        (has_key_worker and not in_team, WhyNot.HAS_KEY_WORKER),
    )
    return [reason for failed, reason in refused if failed]


def why_not_hand_over(
    *, now: S, at_desk: bool, kept_out: bool, is_key_worker: bool, theirs_to_give: bool, is_one_workers: bool, note: str
) -> list[WhyNot]:
    """Why a case does not go to another key worker of the desk."""
    refused = (
        (now == S.CLOSED, WhyNot.CASE_CLOSED),
        (is_one_workers, WhyNot.HAND_OVER_REFERRAL),
        (not theirs_to_give, WhyNot.NOT_YOURS_TO_GIVE),
        (is_key_worker, WhyNot.ALREADY_KEY_WORKER),
        (not at_desk, WhyNot.NOT_AT_DESK),
        (kept_out, WhyNot.KEPT_OUT),
        (not note.strip(), WhyNot.NOTE_MISSING),
    )
    return [reason for failed, reason in refused if failed]


def why_not_set_task(*, now: S, due_on: date, today: date, at_desk: bool, kept_out: bool) -> list[WhyNot]:
    """Why a task is not set. One whose day is over would be late before anybody knew of it."""
    refused = (
        (now == S.CLOSED, WhyNot.CASE_CLOSED),
        (due_on < today, WhyNot.TASK_PAST),
        (not at_desk, WhyNot.NOT_AT_DESK),
        (kept_out, WhyNot.KEPT_OUT),
    )
    return [reason for failed, reason in refused if failed]


def why_not_settle_task(*, now: S, settled: bool) -> list[WhyNot]:
    """Why a task is neither done nor dropped."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    return [WhyNot.TASK_SETTLED] if settled else []


NEED_NEXT: Final[dict[N, frozenset[N]]] = {
    N.STATED: frozenset({N.OFFERED, N.ACCEPTED, N.DECLINED, N.MET, N.UNMET}),
    N.OFFERED: frozenset({N.ACCEPTED, N.DECLINED, N.MET, N.UNMET}),
    N.ACCEPTED: frozenset({N.DECLINED, N.MET, N.UNMET}),
    N.DECLINED: frozenset({N.ACCEPTED, N.MET}),
    N.UNMET: frozenset({N.OFFERED, N.ACCEPTED, N.DECLINED, N.MET}),
    N.MET: frozenset(),
}


def why_not_answer_need(now: N, new: N, *, reason: UnmetReason | None, own_wish: bool) -> list[WhyNot]:
    """Why a need does not go on so. What was refused stays refused, and is not asked again each week (domain §5.6)."""
    if new not in NEED_NEXT[now]:
        return [WhyNot.NOT_ASKED_AGAIN if now == N.DECLINED else WhyNot.NEED_NEXT]
    if now == N.DECLINED and not own_wish:
        return [WhyNot.NOT_ASKED_AGAIN]
    return [WhyNot.UNMET_REASON] if new == N.UNMET and reason is None else []


@dataclass(frozen=True)
class Score:
    """One kind of danger: how likely and how much harm, from 1 to 5."""

    kind: RiskKind
    likelihood: int
    harm: int

    @property
    def product(self) -> int:
        return self.likelihood * self.harm


SAFE_UP_TO: Final = ((6, Risk.LOW), (12, Risk.MEDIUM), (20, Risk.HIGH), (25, Risk.CRITICAL))
REVIEW_AFTER: Final[dict[Risk, timedelta]] = {
    Risk.CRITICAL: timedelta(days=1),
    Risk.HIGH: timedelta(days=7),
    Risk.MEDIUM: timedelta(days=30),
    Risk.LOW: timedelta(days=90),
}
"""Critical daily and high each week: domain §7. The other two are our own choice."""
GRAVE: Final = frozenset({Risk.HIGH, Risk.CRITICAL})


def level_of(scores: Iterable[Score]) -> Risk:
    """The level of the highest single product of likelihood and harm: 1–6 low, 8–12 medium, 15–20 high, 25 critical (domain
    §7, our own choice). A sum would hide one great danger among small ones. Nothing scored is not assessed, never low."""
    highest = max((score.product for score in scores), default=0)
    return next(level for most, level in ((0, Risk.NOT_ASSESSED), *SAFE_UP_TO) if highest <= most)


def why_not_assess(now: S, scores: Collection[Score], plan: str) -> list[WhyNot]:
    """Why an assessment is not kept: without a judgement, or grave and without a safety plan."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    if not scores:
        return [WhyNot.NOTHING_SCORED]
    return [WhyNot.PLAN_MISSING] if level_of(scores) in GRAVE and not plan.strip() else []


def why_not_look_at(*, stands: bool, looked: bool, own: bool) -> list[WhyNot]:
    """Why a supervisor's look at an assessment is not kept: never at one's own."""
    refused = ((not stands, WhyNot.NO_ASSESSMENT), (looked, WhyNot.LOOKED_AT), (own, WhyNot.OWN_ASSESSMENT))
    return [reason for failed, reason in refused if failed]


@dataclass(frozen=True)
class Wanted:
    """What kind of interpreting is booked. `voice` None: the person has no wish; `outsider`: nobody of their own community."""

    starts_at: datetime
    ends_at: datetime
    way: Way
    language: str
    voice: Voice | None = None
    outsider: bool = False


LINK_REASON: Final[dict[Link, WhyNot]] = {
    Link.CAME_WITH: WhyNot.LINK_CAME_WITH,
    Link.PARTY: WhyNot.LINK_PARTY,
    Link.SAME_PLACE: WhyNot.LINK_SAME_PLACE,
    Link.FAMILY: WhyNot.LINK_FAMILY,
    Link.KNOWN: WhyNot.LINK_KNOWN,
    Link.COMMUNITY: WhyNot.LINK_COMMUNITY,
    Link.UNWANTED: WhyNot.LINK_UNWANTED,
}


def why_not_interpreter(
    wanted: Wanted, facts: InterpreterFacts, *, governorate: Governorate | None, on_roster: bool, works_then: bool, taken: bool
) -> list[WhyNot]:
    """Why an interpreter cannot be asked for that, whoever the person is."""
    fits = facts.fits
    refused = (
        (not on_roster, WhyNot.NOT_ON_ROSTER),
        (not may_be_booked(facts), WhyNot.CODE_NOT_SIGNED),
        (not fits(language=wanted.language), WhyNot.OTHER_LANGUAGE),
        (not fits(way=wanted.way), WhyNot.OTHER_WAY),
        (fits(way=wanted.way) and not fits(way=wanted.way, governorate=governorate), WhyNot.OTHER_PLACE),
        (not works_then, WhyNot.NOT_THEIR_HOURS),
        (taken, WhyNot.TAKEN),
    )
    return [reason for failed, reason in refused if failed]


def why_not_book(
    now: S, wanted: Wanted, facts: InterpreterFacts, *, past: bool, links: Iterable[Link], in_file: bool, body_kept_out: bool
) -> list[WhyNot]:
    """Why an interpreter does not hear this person: nobody who came with them, who belongs to the file or to the place, whom
    they do not want, nor with another voice than they wish (domain §5.0, §19)."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    refused = (
        (past, WhyNot.BOOKING_PAST),
        (not facts.fits(voice=wanted.voice), WhyNot.OTHER_VOICE),
        (in_file, WhyNot.IN_FILE),
        (body_kept_out, WhyNot.BODY_KEPT_OUT),
    )
    linked = dict.fromkeys(LINK_REASON[link] for link in links if link != Link.COMMUNITY or wanted.outsider)
    return [reason for failed, reason in refused if failed] + list(linked)


def why_not_settle_booking(
    state: BookingState, new: BookingState, *, begun: bool, because: CancelReason | None
) -> list[WhyNot]:
    """Why it is not written down what came of a booking."""
    if state != BookingState.BOOKED:
        return [WhyNot.BOOKING_SETTLED]
    if new == BookingState.CANCELLED:
        return [] if because else [WhyNot.CANCEL_REASON]
    return [] if begun else [WhyNot.BOOKING_AHEAD]


CROWDS: Final = (100, 50, 20, 10, 5)


def more_than(seen: int) -> int:
    """How many people there are, as it is said to a body that did not count them itself: more than 100, 50, 20, 10, 5, or 0
    for "some". It follows from the number that the viewer sees anyway and from nothing else, so whoever subtracts the one from
    the other, or asks again after somebody joined whom they may not see, learns nothing (scenario: 14 people, of whom one
    wants no part in it, are "more than 10")."""
    return next((crowd for crowd in CROWDS if seen > crowd), 0)


def why_not_add(*, closed: bool, already: bool) -> list[WhyNot]:
    """Why a case does not become part of a situation."""
    return [reason for failed, reason in ((closed, WhyNot.CASE_CLOSED), (already, WhyNot.IN_SITUATION)) if failed]


def why_not_for_all(need: Need, *, chosen: int) -> list[WhyNot]:
    """Why something is not asked for several people at once: only what is no decision about anybody."""
    refused = ((need not in FOR_ALL, WhyNot.ONE_BY_ONE), (not chosen, WhyNot.NOBODY_CHOSEN))
    return [reason for failed, reason in refused if failed]


"""How young a child of a band may be; one of no known age may be a newborn."""


def remind_after(due: datetime, moment: datetime, *, before: timedelta, again: timedelta = timedelta(days=7)) -> datetime:
    """The next reminder after a moment of something that is due: some time before, when it is due, and again from then on, for
    ever; none of them decides anything."""
    if moment < due - before:
        return due - before
    return due if moment < due else due + again * ((moment - due) // again + 1)
