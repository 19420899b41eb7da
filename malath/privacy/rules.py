"""What a consent allows, to whom, up to where. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from malath.accounts.rules import Holdings
from malath.agencies.words import AgencyKind
from malath.people.words import CHILD_BANDS, AgeBand
from malath.privacy.levels import (
    NORMAL_LEVEL,
    PERSONAL_BODIES,
    PERSONAL_PURPOSES,
    SECRET_BODIES,
    SECTION_LEVEL,
    WIDER,
    sections_up_to,
)
from malath.privacy.words import (
    COMPARTMENTS,
    Answer,
    AssentView,
    BasisKind,
    BlockKind,
    ConsentKind,
    Heard,
    Interpreter,
    Level,
    Purpose,
    Section,
    WhyHidden,
    WhyNot,
    WhyNotBlock,
    WhyNotBreak,
    WhyNotConfirm,
    WhyNotConsent,
    WhyNotErase,
    WhyNotGuardian,
    WhyNotRely,
    WhyNotReview,
)


@dataclass(frozen=True)
class Asked:
    """A standing answer, as the rules see it."""

    id: int
    kind: ConsentKind
    body_id: int | None
    answer: Answer
    withdrawn: bool
    expires_on: date | None
    outgrown: bool = False

    def holds(self, today: date) -> bool:
        """Whether the answer is a yes that was neither withdrawn nor ran out."""
        return self.answer == Answer.YES and not self.withdrawn and not self.is_expired(today)

    def carries(self, today: date) -> bool:
        """Whether something new may go on it: not on what a guardian said, once the person is of age or the guardian is
        suspected. What was opened stays until it ends (domain §5.9: services are not cut by a birthday)."""
        return self.holds(today) and not self.outgrown

    def is_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True)
class Grant:
    """What would be opened: a level, its sections, and the consents or the basis it rests on."""

    level: Level
    sections: frozenset[Section]
    consents: frozenset[int] = frozenset()
    basis_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """Whether a receiver may be given access, how far, and if not, why. `without_agreement`: it is open although the bodies
    have none any more."""

    grants: tuple[Grant, ...] = ()
    why_not: tuple[WhyNot, ...] = field(default=())
    without_agreement: bool = False

    @property
    def is_open(self) -> bool:
        return bool(self.grants)

    @property
    def level(self) -> Level:
        return max((grant.level for grant in self.grants), default=Level.L0)


def standing(
    *,
    purpose: Purpose,
    receiver_kind: AgencyKind,
    receiver_id: int,
    consents: Iterable[Asked],
    without_consent: Mapping[BasisKind, int],
    today: date,
    unconfirmed: bool = False,
    shared: Level = Level.L4,
) -> Standing:
    """How far a receiver's access would reach: on what the person agreed to, else on a ground without consent.

    A shelter needs C3 for that body and C8; the Unit gets L2 on C3 and L4 on C4, a return office L3 on C11; any other body
    its own C3 (domain §6).
    O1–O4 open least data, never more than the body normally sees, and carry nothing that the person has agreed to anyway.
    A no to this body is passed over only where a life is in danger or a court orders it. `unconfirmed`: there is a ground,
    but no supervisor confirmed it in time, so nothing new leaves on it.
    `shared`: up to where the bodies agreed to share (`sharing.shared_level`). Danger, a child, a court do not wait for a paper
    between bodies: where there is none, such a ground still carries the minimum facts.
    """
    asked = list(consents)
    why_not = _why_not(purpose, receiver_id, asked, today)
    if not why_not and shared:
        return Standing(_no_further(_grants(receiver_kind, receiver_id, purpose, asked, today), shared))
    why_not = why_not if shared else (*why_not, WhyNot.NO_AGREEMENT)
    said_no = WhyNot.CONSENT_REFUSED in why_not
    grounds = {kind: basis for kind, basis in without_consent.items() if not said_no or kind in OVER_A_NO}
    if grounds:
        return Standing(_no_further((_least(grounds, receiver_kind),), max(shared, Level.L2)))
    return Standing(why_not=(WhyNot.GROUND_NOT_CONFIRMED,) if unconfirmed and not said_no else why_not)


OVER_A_NO = frozenset({BasisKind.O1, BasisKind.O3})
"""Grounds that pass over a person's no: imminent danger to life, and an order of a court or prosecutor."""


def least_level(kind: BasisKind, receiver_kind: AgencyKind) -> Level:
    """How far a ground without consent reaches: least data, never more than the body normally sees."""
    return min(Level.L2 if kind == BasisKind.O3 else Level.L3, NORMAL_LEVEL[receiver_kind])


def _no_further(grants: tuple[Grant, ...], level: Level) -> tuple[Grant, ...]:
    """Grants cut to a level; of those that then reach no further than the one before, the first stays."""
    kept: list[Grant] = []
    for grant in grants:
        cut = replace(grant, level=min(grant.level, level), sections=grant.sections & sections_up_to(level))
        if not kept or cut.level > kept[-1].level:
            kept.append(cut)
    return tuple(kept)


def _least(grounds: Mapping[BasisKind, int], receiver_kind: AgencyKind) -> Grant:
    kind, basis = min(grounds.items())
    level = least_level(kind, receiver_kind)
    return Grant(level, sections_up_to(level), basis_id=basis)


def why_not_ground(kind: BasisKind, *, is_child: bool, stands: bool) -> list[WhyNotRely]:
    """Why a ground O1–O4 is not to be relied on for this person. One that stands waits for its supervisor: relying on it
    anew would begin the time to confirm again."""
    checks = (
        (kind == BasisKind.O2 and not is_child, WhyNotRely.ONLY_FOR_A_CHILD),
        (stands, WhyNotRely.STANDS_ALREADY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_rely_on(kind: BasisKind, *, is_child: bool, stands: bool, because: str) -> list[WhyNotRely]:
    """Why nobody goes on without consent as asked: never without a reason (domain §6: a named basis)."""
    reasons = why_not_ground(kind, is_child=is_child, stands=stands)
    return reasons if because.strip() else [*reasons, WhyNotRely.REASON_MISSING]


def is_personal(purpose: Purpose, receiver_kind: AgencyKind) -> bool:
    """Whether access is one worker's own: a lawyer's or a prosecutor's file is not the file of the whole desk."""
    return purpose in PERSONAL_PURPOSES or receiver_kind in PERSONAL_BODIES


def portions(grant: Grant, *, personal: bool) -> tuple[tuple[Level, bool], ...]:
    """What a grant opens to the desk (False) and to the key worker alone (True). On a ground without consent the key worker
    has a row of their own from the start: what its confirmation adds is theirs."""
    if not personal or (grant.level <= Level.L2 and grant.basis_id is None):
        return ((grant.level, False),)
    return ((min(Level.L2, grant.level), False), (grant.level, True))


def why_not_confirm(*, own: bool, confirmed: bool, ended: bool) -> list[WhyNotConfirm]:
    """Why a supervisor cannot confirm going on without consent: never one's own act (domain §2)."""
    checks = ((ended, WhyNotConfirm.HAS_ENDED), (confirmed, WhyNotConfirm.ALREADY_CONFIRMED), (own, WhyNotConfirm.OWN_GROUND))
    return [reason for failed, reason in checks if failed]


def why_not_remind(*, confirmed: bool, ended: bool, remind_at: datetime | None, at: datetime) -> list[WhyNotConfirm]:
    """Why nobody is reminded that a ground waits for confirmation."""
    return why_not_confirm(own=False, confirmed=confirmed, ended=ended) or (
        [] if remind_at is not None and remind_at <= at else [WhyNotConfirm.NOT_DUE]
    )


def what_has_left(receiver_kind: AgencyKind, basis_id: int) -> Standing:
    """How far a receiver's access reaches on a ground that nobody confirmed in time, or after the agreement between the
    bodies ended: the minimum facts, which it was sent before. Nothing new leaves, and the referral is not lost."""
    level = min(Level.L2, NORMAL_LEVEL[receiver_kind])
    return Standing((Grant(level, sections_up_to(level), basis_id=basis_id),))


def _why_not(purpose: Purpose, receiver_id: int, asked: list[Asked], today: date) -> tuple[WhyNot, ...]:
    reasons: list[WhyNot] = []
    if not _held(asked, ConsentKind.C1, None, today):
        reasons.append(WhyNot.DATA_NOT_AGREED)
    if not _held(asked, ConsentKind.C3, receiver_id, today):
        reasons.append(_why_not_c3(asked, receiver_id, today))
    if purpose == Purpose.SHELTER and not _held(asked, ConsentKind.C8, None, today):
        reasons.append(WhyNot.NO_CONSENT_TO_SHELTER)
    return tuple(reasons)


def _why_not_c3(asked: list[Asked], receiver_id: int, today: date) -> WhyNot:
    row = next((c for c in asked if c.kind == ConsentKind.C3 and c.body_id == receiver_id), None)
    if row is not None and row.outgrown and row.holds(today):
        return WhyNot.ASK_ANEW
    if row is None or row.answer == Answer.NOT_ASKED:
        return WhyNot.NO_CONSENT_FOR_BODY
    return WhyNot.CONSENT_EXPIRED if row.is_expired(today) and not row.withdrawn else WhyNot.CONSENT_REFUSED


def _grants(kind: AgencyKind, receiver_id: int, purpose: Purpose, asked: list[Asked], today: date) -> tuple[Grant, ...]:
    needed = [_held(asked, ConsentKind.C1, None, today), _held(asked, ConsentKind.C3, receiver_id, today)]
    if purpose == Purpose.SHELTER:
        needed.append(_held(asked, ConsentKind.C8, None, today))
    grounds = frozenset(consent.id for consent in needed if consent)
    first = Grant(NORMAL_LEVEL[kind], sections_up_to(NORMAL_LEVEL[kind]), grounds)
    if kind not in WIDER:
        return (first,)
    question, level = WIDER[kind]
    wider = _held(asked, question, None, today)
    return (first, Grant(level, sections_up_to(level), grounds | {wider.id})) if wider else (first,)


REACHED_BY_REFERRAL = frozenset({ConsentKind.C3, ConsentKind.C8, *(question for question, _ in WIDER.values())})
"""Consents that open something to a body, and only when the person is referred to it: afterwards they widen nothing."""


def _held(asked: Iterable[Asked], kind: ConsentKind, body_id: int | None, today: date) -> Asked | None:
    return next((c for c in asked if c.kind == kind and c.body_id == body_id and c.carries(today)), None)


def why_not_record(
    *,
    kind: ConsentKind,
    answer: Answer,
    has_body: bool,
    expires_on: date | None,
    today: date,
    interpreter: Interpreter = Interpreter.NONE,
    language_known: bool = True,
    imported: bool = False,
    described: bool = False,
    is_child: bool = False,
    in_crisis: bool = True,
) -> list[WhyNotConsent]:
    """Why an answer cannot be recorded as given; empty when it can. A no counts even when it was hardly understood, and
    when nobody wrote down in which language it was said: it closes something."""
    reasons: list[WhyNotConsent] = []
    if kind == ConsentKind.C3 and not has_body:
        reasons.append(WhyNotConsent.BODY_MISSING)
    if kind != ConsentKind.C3 and has_body:
        reasons.append(WhyNotConsent.BODY_NOT_ASKED_FOR)
    if answer == Answer.NOT_NOW and kind != ConsentKind.C5:
        reasons.append(WhyNotConsent.NOT_NOW_ONLY_C5)
    if expires_on is not None and expires_on < today:
        reasons.append(WhyNotConsent.EXPIRY_PAST)
    if expires_on is not None and not imported and expires_on > today + longest(kind):
        reasons.append(WhyNotConsent.EXPIRY_FAR)
    if answer == Answer.YES and interpreter == Interpreter.MISSING:
        reasons.append(WhyNotConsent.NOT_UNDERSTOOD)
    if answer == Answer.YES and not language_known:
        reasons.append(WhyNotConsent.LANGUAGE_MISSING)
    return reasons + why_not_show(kind=kind, answer=answer, described=described, is_child=is_child, in_crisis=in_crisis)


@dataclass(frozen=True)
class View:
    """What a child says about a question, and in which words."""

    said: AssentView
    words: str = ""


NOT_ASKED_IN_DANGER = frozenset({ConsentKind.C1, ConsentKind.C3, ConsentKind.C4, ConsentKind.C7, ConsentKind.C8})
"""What nobody is asked while a child is protected without consent: what its protection needs goes on, and its family may be
the danger (scenario of the girl promised in marriage)."""


def why_not_for_child(
    *, kind: ConsentKind, answer: Answer, is_child: bool, in_danger: bool, guardian: bool, decides: bool, view: View | None
) -> list[WhyNotConsent]:
    """Why a yes is not recorded for a child: a guardian gives it together with the child, and nobody is asked while the child
    is protected without consent (domain §5.0, §6). A no of whomever counts at any time: it closes something. That a desk
    writes down what the child itself tells it (C1) needs no guardian; nothing leaves on it."""
    if not is_child:
        return [WhyNotConsent.NO_GUARDIAN_NEEDED] if guardian else []
    if answer != Answer.YES or kind == ConsentKind.C15:
        return []
    if in_danger and kind in NOT_ASKED_IN_DANGER:
        return [WhyNotConsent.CHILD_IN_DANGER]
    if kind == ConsentKind.C1 and not guardian:
        return []
    checks = (
        (not decides, WhyNotConsent.GUARDIAN_MISSING),
        (view is None, WhyNotConsent.VIEW_MISSING),
        (view is not None and view.said == AssentView.NO, WhyNotConsent.CHILD_SAID_NO),
    )
    return [reason for failed, reason in checks if failed]


def why_not_name_guardian(*, is_child: bool, name: str) -> list[WhyNotGuardian]:
    """Why nobody is written down as a guardian."""
    checks = ((not is_child, WhyNotGuardian.NOT_A_CHILD), (not name.strip(), WhyNotGuardian.NAME_MISSING))
    return [reason for failed, reason in checks if failed]


def why_not_verify(*, verified: bool, doubted: bool, ended: bool, own: bool, which: str) -> list[WhyNotGuardian]:
    """Why a guardian is not verified: never by who wrote them down, and never while they are suspected."""
    checks = (
        (ended, WhyNotGuardian.HAS_ENDED),
        (doubted, WhyNotGuardian.IS_DOUBTED),
        (verified, WhyNotGuardian.ALREADY_VERIFIED),
        (own, WhyNotGuardian.OWN_WORD),
        (not which.strip(), WhyNotGuardian.WHICH_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_doubt(*, doubted: bool, ended: bool, because: str) -> list[WhyNotGuardian]:
    """Why a suspicion is not written: never without a reason."""
    checks = (
        (ended, WhyNotGuardian.HAS_ENDED),
        (doubted, WhyNotGuardian.IS_DOUBTED),
        (not because.strip(), WhyNotGuardian.BECAUSE_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def longest(kind: ConsentKind) -> timedelta:
    """How long a yes stands at most: twelve months, then the person is asked anew (domain §6); contact after return begins only
    with the return, and contact afterwards goes on for a year from an exit. A yes ends sooner with its purpose. Our own choice:
    the law says only that it is bound to time."""
    return timedelta(days=731 if kind in {ConsentKind.C13, ConsentKind.C17} else 366)


def why_not_show(*, kind: ConsentKind, answer: Answer, described: bool, is_child: bool, in_crisis: bool) -> list[WhyNotConsent]:
    """Why something of a person is not shown to the public (C15): each use is asked about by itself, never in a crisis, and
    never of a child. A no closes something, and counts at any time."""
    if kind != ConsentKind.C15:
        return [WhyNotConsent.USE_NOT_ASKED_FOR] if described else []
    checks = (
        (not described, WhyNotConsent.USE_MISSING),
        (answer == Answer.YES and is_child, WhyNotConsent.A_CHILD),
        (answer == Answer.YES and in_crisis, WhyNotConsent.DURING_CRISIS),
    )
    return [reason for failed, reason in checks if failed]


def why_not_withdraw(*, answer: Answer, withdrawn: bool, superseded: bool, heard: Heard | None = None) -> list[WhyNotConsent]:
    """Why a consent cannot be withdrawn. Wanting to is reason enough, once it is sure that it is the person's own wish."""
    if withdrawn:
        return [WhyNotConsent.ALREADY_WITHDRAWN]
    if answer != Answer.YES or superseded:
        return [WhyNotConsent.NOT_GIVEN]
    return [WhyNotConsent.NOT_SURE] if heard == Heard.UNSURE else []


def why_not_block(*, already: bool, closes_to_us: bool, others_help: bool) -> list[WhyNotBlock]:
    """Why somebody is not kept out. The person gives no reason; whether others have access plays no part, so that
    nothing is learned from the answer: only that the blocker's own desk would lose the file."""
    if already:
        return [WhyNotBlock.ALREADY_BLOCKED]
    return [WhyNotBlock.LEAVES_NOBODY] if closes_to_us and not others_help else []


def closes_to(holdings: Holdings, *, user_id: int | None, desk_id: int | None, agency_id: int | None) -> bool:
    """Whether a block on a member of staff, a desk or an agency keeps out these holdings too."""
    return (
        user_id == holdings.user_id or agency_id == holdings.agency_id or (desk_id is not None and desk_id in holdings.desk_ids)
    )


def why_not_unblock(kind: BlockKind) -> list[WhyNotBlock]:
    """Why a block is not ended: one that stands for a conflict of interest ends with it."""
    return [WhyNotBlock.NOT_ASKED_FOR] if kind == BlockKind.CONFLICT else []


@dataclass(frozen=True)
class Held:
    """An access row as the rules see it."""

    level: int
    cap: int
    sections: frozenset[Section]
    own_writing_only: bool
    desk_id: int | None
    purpose: Purpose
    basis: BasisKind
    compartments: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sight:
    """What a viewer sees of a person: sections in full, and sections only as their own desks wrote them; and for what,
    on which grounds. `whole`: the story is open in full on a ground that lasts, so that bodies and staff may be named."""

    person_id: int
    reference: str
    full: frozenset[Section]
    own: frozenset[Section]
    own_desks: frozenset[int]
    level: int
    purposes: frozenset[Purpose] = frozenset()
    bases: frozenset[BasisKind] = frozenset()
    whole: bool = False

    @property
    def in_emergency(self) -> bool:
        """Whether something of it is open for an hour in an emergency, to be read only."""
        return Purpose.BREAK_GLASS in self.purposes

    @property
    def why(self) -> dict[str, str]:
        """Level, purposes and grounds as codes, and which compartments were open: the why that is recorded with every view
        (invariant I1)."""
        named = " ".join(section.value for section in COMPARTMENTS if section in self.full)
        found = {"level": str(self.level), "purpose": " ".join(sorted(self.purposes)), "basis": " ".join(sorted(self.bases))}
        return {**found, "named": named} if named else found

    def sees(self, section: Section) -> bool:
        return section in self.full or section in self.own

    def sees_writing_of(self, desk_id: int, section: Section) -> bool:
        """Whether what a desk wrote in a section is visible."""
        return section in self.full or (section in self.own and desk_id in self.own_desks)


def sight(person_id: int, reference: str, rows: Iterable[Held]) -> Sight:
    """Put several access rows together; each is cut by its role's cap first."""
    rows = list(rows)
    full: set[Section] = {Section.STATUS}
    own: set[Section] = set()
    desks: set[int] = set()
    level, whole = 1, False
    for row in rows:
        seen = {one for one in row.sections if one in SECTION_LEVEL and SECTION_LEVEL[one] <= min(row.level, row.cap)}
        full |= compartments_in(row)
        level = max(level, min(row.level, row.cap))
        if row.own_writing_only and row.desk_id is not None:
            own |= seen
            desks.add(row.desk_id)
        else:
            full |= seen
            whole = whole or (Section.STORY in seen and row.purpose != Purpose.BREAK_GLASS)
    purposes, bases = frozenset(row.purpose for row in rows), frozenset(row.basis for row in rows)
    return Sight(person_id, reference, frozenset(full), frozenset(own), frozenset(desks), level, purposes, bases, whole)


def compartments_in(row: Held) -> set[Section]:
    """The compartments that an access row opens: those it names and the role may show; none in an emergency."""
    if row.purpose == Purpose.BREAK_GLASS or row.own_writing_only:
        return set()
    return {section for section in row.sections if section in COMPARTMENTS and section.value in row.compartments}


def why_hidden(section: Section, rows: Iterable[Held]) -> WhyHidden:
    """Why a section of a known file is not shown: the role's cap, or how far the person's agreement reaches."""
    needed = SECTION_LEVEL[section]
    capped = any(section in row.sections and row.cap < needed <= row.level for row in rows)
    return WhyHidden.ROLE if capped else WhyHidden.AGREEMENT


def may_name(sight: Sight, body_kind: AgencyKind, *, is_own: bool) -> bool:
    """Whether a body may be named in a file to this viewer (security.md §2: a shelter's or the Unit's name is a secret).
    An emergency opens no place."""
    return is_own or body_kind not in SECRET_BODIES or sight.whole


MOST_UNREVIEWED = 3
"""Emergencies of one worker that may wait for review: with the third the right to open more is suspended (security.md §2)."""


def why_not_break(*, because: str, seen: frozenset[Section], cap: int, unreviewed: int) -> list[WhyNotBreak]:
    """Why somebody does not open a file in an emergency. `seen`: what is open to them in full already; `cap`: of their role."""
    checks = (
        (unreviewed >= MOST_UNREVIEWED, WhyNotBreak.SUSPENDED),
        (seen >= sections_up_to(min(Level.L4, cap)), WhyNotBreak.OPEN_ALREADY),
        (not because.strip(), WhyNotBreak.REASON_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_review(*, own: bool, reviewed: bool, found: str) -> list[WhyNotReview]:
    """Why an emergency is not reviewed: once, by another than the worker, and with a reason."""
    checks = (
        (reviewed, WhyNotReview.REVIEWED_ALREADY),
        (own, WhyNotReview.OWN),
        (not found.strip(), WhyNotReview.REASON_MISSING),
    )
    return [reason for failed, reason in checks if failed]


KEPT_FOR_YEARS, CHILD_KEPT_UNTIL, ADULT_AT = 5, 23, 18
ANNOUNCED_BEFORE = timedelta(days=14)
KEPT_AT_MOST = timedelta(days=3653)


def review_on(closed_on: date, *, age_band: AgeBand, birth_year: int | None) -> date:
    """When a closed file is looked at again: five years after it was closed; of a child not before they are 23, whichever is
    later. Where only the age group is known, the youngest of it counts. Our own choice; counsel has to confirm it
    (domain §5.10)."""
    five = _years_after(closed_on, KEPT_FOR_YEARS)
    born = birth_year if birth_year is not None else _youngest(age_band, closed_on)
    if born is None or closed_on.year - born > ADULT_AT:
        return five
    return max(five, date(min(born, closed_on.year) + CHILD_KEPT_UNTIL, 12, 31))


def _youngest(band: AgeBand, on: date) -> int | None:
    """The last year in which somebody of an age group of children can have been born; None for adults."""
    if band not in CHILD_BANDS:
        return None
    return on.year - (9 if band == AgeBand.B9 else 0)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)


def why_not_erase(
    *, erased: bool, closed: bool, review: date | None, held: bool, live: bool, erase_on: date | None, today: date
) -> list[WhyNotErase]:
    """Why a file is not erased: never while it is open, held or alive, never before its review date, and never before the
    desk whose file it is has been told for fourteen days."""
    if erased:
        return [WhyNotErase.ERASED]
    reasons = why_not_announce(closed=closed, review=review, held=held, live=live, today=today)
    return [*reasons, WhyNotErase.NOT_ANNOUNCED] if erase_on is None or erase_on > today else reasons


def why_not_announce(*, closed: bool, review: date | None, held: bool, live: bool, today: date) -> list[WhyNotErase]:
    """Why the erasure of a file is not announced."""
    if not closed:
        return [WhyNotErase.NOT_CLOSED]
    checks = (
        (review is None or review > today, WhyNotErase.NOT_DUE),
        (held, WhyNotErase.HELD),
        (live, WhyNotErase.LIVE),
    )
    return [reason for failed, reason in checks if failed]


def why_not_keep(*, closed: bool, until: date, review: date | None, today: date) -> list[WhyNotErase]:
    """Why a file is not kept until another day: ten years ahead at most, and never shorter than before."""
    if not closed:
        return [WhyNotErase.NOT_CLOSED]
    is_later = until > today and (review is None or until > review) and until - today <= KEPT_AT_MOST
    return [] if is_later else [WhyNotErase.NOT_LATER]


WORDING_VERSION = "2026-11"


def wording_mark(text: str) -> str:
    """Version and hash of the words read to the person: proof of what was asked."""
    return f"{WORDING_VERSION}:{sha256(text.encode()).hexdigest()[:32]}"
