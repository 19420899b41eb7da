"""What a consent allows: properties that hold whatever is agreed, and the table of domain §6."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.rules import Holdings, Seat
from malath.agencies.words import AgencyKind
from malath.privacy import rules
from malath.privacy.levels import NORMAL_LEVEL, SECRET_BODIES, SECTION_LEVEL, WIDER, sections_up_to
from malath.privacy.rules import Asked, Held, Sight, Standing
from malath.privacy.words import (
    Answer,
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
    WhyNotConsent,
)

TODAY = date(2026, 11, 2)
BODY, OTHER_BODY = 7, 8


@st.composite
def answers(draw: st.DrawFn) -> list[Asked]:
    """One standing answer to some of the questions, C3 for two bodies."""
    questions: list[tuple[ConsentKind, int | None]] = [(kind, None) for kind in ConsentKind if kind != ConsentKind.C3]
    questions += [(ConsentKind.C3, BODY), (ConsentKind.C3, OTHER_BODY)]
    found = []
    for number, (kind, body) in enumerate(questions, start=1):
        if draw(st.booleans()):
            answer = draw(st.sampled_from(Answer))
            expires = draw(st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)))
            withdrawn = answer == Answer.YES and draw(st.booleans())
            found.append(Asked(number, kind, body, answer, withdrawn, expires))
    return found


def reach(
    consents: Collection[Asked],
    kind: AgencyKind,
    purpose: Purpose,
    without: dict[BasisKind, int] | None = None,
    today: date = TODAY,
) -> Standing:
    return rules.standing(
        purpose=purpose,
        receiver_kind=kind,
        receiver_id=BODY,
        consents=consents,
        without_consent=without or {},
        today=today,
    )


def yes(kind: ConsentKind, number: int = 99, body: int | None = None, expires_on: date | None = None) -> Asked:
    return Asked(number, kind, body, Answer.YES, withdrawn=False, expires_on=expires_on)


def seen_through(standing: Standing) -> frozenset[Section]:
    return frozenset().union(*(grant.sections for grant in standing.grants))


KINDS, PURPOSES = st.sampled_from(AgencyKind), st.sampled_from(Purpose)


NEEDED = [yes(ConsentKind.C1, 91), yes(ConsentKind.C3, 92, BODY), yes(ConsentKind.C8, 93)]


def agreed(given_: list[Asked]) -> list[Asked]:
    """The same answers, with a yes to everything that any purpose needs."""
    needed = {(consent.kind, consent.body_id) for consent in NEEDED}
    return [*NEEDED, *(consent for consent in given_ if (consent.kind, consent.body_id) not in needed)]


@given(answers().map(agreed), KINDS, PURPOSES)
def test_withdrawing_a_consent_that_was_needed_closes_what_stood_on_it(
    given_: list[Asked], kind: AgencyKind, purpose: Purpose
) -> None:
    standing = reach(given_, kind, purpose)
    assert standing.is_open
    for gone in standing.grants[0].consents:
        left = [Asked(c.id, c.kind, c.body_id, c.answer, c.id == gone or c.withdrawn, c.expires_on) for c in given_]
        after = reach(left, kind, purpose)
        assert not after.is_open
        assert after.why_not


@given(answers() | answers().map(agreed), KINDS, PURPOSES, st.sampled_from(ConsentKind))
def test_one_more_consent_never_narrows(given_: list[Asked], kind: AgencyKind, purpose: Purpose, more: ConsentKind) -> None:
    body = BODY if more == ConsentKind.C3 else None
    others = [c for c in given_ if (c.kind, c.body_id) != (more, body)]
    before, after = reach(given_, kind, purpose), reach([*others, yes(more, body=body)], kind, purpose)
    assert after.level >= before.level
    assert seen_through(after) >= seen_through(before)


@given(answers() | answers().map(agreed), KINDS, PURPOSES)
def test_a_body_never_gets_beyond_its_normal_level_without_the_consent_that_widens(
    given_: list[Asked], kind: AgencyKind, purpose: Purpose
) -> None:
    level = reach(given_, kind, purpose).level
    question, wide = WIDER.get(kind, (None, NORMAL_LEVEL[kind]))
    widens = any(c.kind == question and c.holds(TODAY) for c in given_)
    assert level <= (wide if widens else NORMAL_LEVEL[kind])


@given(answers() | answers().map(agreed), KINDS, PURPOSES)
def test_nothing_opens_on_anything_but_a_yes_that_holds(given_: list[Asked], kind: AgencyKind, purpose: Purpose) -> None:
    by_id = {consent.id: consent for consent in given_}
    grounds = {ground for grant in reach(given_, kind, purpose).grants for ground in grant.consents}
    assert all(by_id[ground].holds(TODAY) for ground in grounds)
    assert not any(by_id[ground].body_id == OTHER_BODY for ground in grounds)


@given(answers() | answers().map(agreed), KINDS, PURPOSES, st.integers(1, 400))
def test_time_alone_opens_nothing(given_: list[Asked], kind: AgencyKind, purpose: Purpose, days: int) -> None:
    later = reach(given_, kind, purpose, today=TODAY + timedelta(days=days))
    assert later.level <= reach(given_, kind, purpose).level


@given(st.sampled_from([BasisKind.O1, BasisKind.O2, BasisKind.O3, BasisKind.O4]), KINDS, PURPOSES)
def test_going_on_without_consent_never_opens_the_story(basis: BasisKind, kind: AgencyKind, purpose: Purpose) -> None:
    standing = reach([], kind, purpose, {basis: 5})
    assert standing.level <= Level.L3
    assert [grant.basis_id for grant in standing.grants] == [5]


@given(answers() | answers().map(agreed), st.sampled_from([BasisKind.O1, BasisKind.O3]), KINDS, PURPOSES)
def test_going_on_without_consent_never_narrows_what_the_person_agreed_to(
    given_: list[Asked], basis: BasisKind, kind: AgencyKind, purpose: Purpose
) -> None:
    agreed_to, also = reach(given_, kind, purpose), reach(given_, kind, purpose, {basis: 5})
    assert also.level >= agreed_to.level
    assert not agreed_to.is_open or also == agreed_to


AGREED = [yes(ConsentKind.C1, 1), yes(ConsentKind.C3, 2, BODY)]


@pytest.mark.parametrize(
    ("kind", "also", "level"),
    [
        (AgencyKind.CTU, [], Level.L2),
        (AgencyKind.CTU, [ConsentKind.C4], Level.L4),
        (AgencyKind.CTU, [ConsentKind.C5], Level.L2),
        (AgencyKind.PROSECUTION, [], Level.L2),
        (AgencyKind.PROSECUTION, [ConsentKind.C5], Level.L4),
        (AgencyKind.SHELTER, [ConsentKind.C8], Level.L3),
        (AgencyKind.HEALTH, [], Level.L2),
        (AgencyKind.LEGAL, [], Level.L4),
        (AgencyKind.UN, [], Level.L3),
        (AgencyKind.RETURNS, [], Level.L2),
        (AgencyKind.RETURNS, [ConsentKind.C11], Level.L3),
        (AgencyKind.HEALTH, [ConsentKind.C9, ConsentKind.C10], Level.L2),
        (AgencyKind.CAMP, [], Level.L1),
    ],
)
def test_the_table_of_who_sees_how_far(kind: AgencyKind, also: list[ConsentKind], level: Level) -> None:
    purpose = Purpose.SHELTER if kind == AgencyKind.SHELTER else Purpose.PROTECTION
    given_ = [*AGREED, *(yes(more, 10 + number) for number, more in enumerate(also))]
    assert reach(given_, kind, purpose).level == level


@pytest.mark.parametrize(
    ("given_", "purpose", "why"),
    [
        ([AGREED[1]], Purpose.LEGAL, [WhyNot.DATA_NOT_AGREED]),
        ([AGREED[0]], Purpose.LEGAL, [WhyNot.NO_CONSENT_FOR_BODY]),
        ([AGREED[0], yes(ConsentKind.C3, 2, OTHER_BODY)], Purpose.LEGAL, [WhyNot.NO_CONSENT_FOR_BODY]),
        (
            [AGREED[0], Asked(2, ConsentKind.C3, BODY, Answer.NO, withdrawn=False, expires_on=None)],
            Purpose.LEGAL,
            [WhyNot.CONSENT_REFUSED],
        ),
        (
            [AGREED[0], Asked(2, ConsentKind.C3, BODY, Answer.NOT_ASKED, withdrawn=False, expires_on=None)],
            Purpose.LEGAL,
            [WhyNot.NO_CONSENT_FOR_BODY],
        ),
        (
            [AGREED[0], Asked(2, ConsentKind.C3, BODY, Answer.YES, withdrawn=True, expires_on=None)],
            Purpose.LEGAL,
            [WhyNot.CONSENT_REFUSED],
        ),
        (
            [AGREED[0], yes(ConsentKind.C3, 2, BODY, TODAY - timedelta(days=1))],
            Purpose.LEGAL,
            [WhyNot.CONSENT_EXPIRED],
        ),
        (AGREED, Purpose.SHELTER, [WhyNot.NO_CONSENT_TO_SHELTER]),
    ],
)
def test_each_reason_not_to_open_has_its_own_words(given_: list[Asked], purpose: Purpose, why: list[WhyNot]) -> None:
    standing = reach(given_, AgencyKind.LEGAL, purpose)
    assert (standing.is_open, list(standing.why_not)) == (False, why)


def test_a_consent_holds_on_its_last_day_and_not_after() -> None:
    consent = yes(ConsentKind.C1, expires_on=TODAY)
    assert consent.holds(TODAY)
    assert not consent.holds(TODAY + timedelta(days=1))


rows = st.builds(
    Held,
    level=st.integers(1, 4),
    cap=st.integers(1, 4),
    sections=st.frozensets(st.sampled_from(Section)),
    own_writing_only=st.booleans(),
    desk_id=st.integers(1, 4),
    purpose=st.sampled_from(Purpose),
    basis=st.sampled_from(BasisKind),
)


def sight(held: Collection[Held]) -> Sight:
    return rules.sight(1, "REF", held)


@given(st.lists(rows, max_size=5), rows)
def test_one_more_access_row_never_hides_anything(held: list[Held], more: Held) -> None:
    before, after = sight(held), sight([*held, more])
    assert after.full >= before.full
    assert after.own >= before.own
    assert after.level >= before.level
    assert all(
        after.sees_writing_of(desk, section)
        for desk in range(1, 5)
        for section in Section
        if before.sees_writing_of(desk, section)
    )


@given(st.lists(rows, min_size=1, max_size=5))
def test_nothing_is_seen_above_the_cap_of_the_role_or_the_level_of_the_row(held: list[Held]) -> None:
    seen = sight(held)
    highest = max(min(row.level, row.cap) for row in held)
    assert seen.level == highest
    assert all(SECTION_LEVEL[section] <= highest for section in seen.full | seen.own)


@given(st.lists(rows, max_size=5))
def test_own_writing_shows_nothing_that_another_desk_wrote(held: list[Held]) -> None:
    own = [replace(row, own_writing_only=True, desk_id=1) for row in held]
    seen = sight(own)
    assert seen.full == {Section.STATUS}
    assert not any(seen.sees_writing_of(2, section) for section in Section if section != Section.STATUS)


@given(st.lists(rows, max_size=5))
def test_a_view_says_for_what_and_on_which_grounds_of_all_the_rows_that_open_the_file(held: list[Held]) -> None:
    seen = sight(held)
    assert set(seen.why["purpose"].split()) == {row.purpose.value for row in held}
    assert set(seen.why["basis"].split()) == {row.basis.value for row in held}
    assert seen.why["level"] == str(seen.level)


@given(st.integers(0, 4))
def test_the_ladder_has_no_gaps(level: int) -> None:
    assert sections_up_to(level) == {section for section in SECTION_LEVEL if SECTION_LEVEL[section] <= level}


def test_a_hidden_section_says_whether_the_role_or_the_agreement_ends_there() -> None:
    whole = frozenset(Section)
    why = (Purpose.LEGAL, BasisKind.CONSENT)
    agreed_to_all = Held(4, 2, whole, False, 1, *why)
    agreed_to_facts = Held(2, 4, sections_up_to(2), False, 1, *why)
    assert rules.why_hidden(Section.IDENTITY, [agreed_to_all]) == WhyHidden.ROLE
    assert rules.why_hidden(Section.IDENTITY, [agreed_to_facts]) == WhyHidden.AGREEMENT


def test_the_name_of_a_secret_body_is_for_who_sees_the_whole_file_or_is_that_body() -> None:
    everything = Sight(1, "REF", frozenset(Section), frozenset(), frozenset(), 4, whole=True)
    identity = Sight(1, "REF", sections_up_to(3), frozenset(), frozenset(), 3)
    for kind in AgencyKind:
        assert rules.may_name(everything, kind, is_own=False)
        assert rules.may_name(identity, kind, is_own=True)
        assert rules.may_name(identity, kind, is_own=False) == (kind not in SECRET_BODIES)
    assert {AgencyKind.SHELTER, AgencyKind.CTU} == SECRET_BODIES


@pytest.mark.parametrize(
    ("kind", "answer", "has_body", "expires_on", "interpreter", "why"),
    [
        (ConsentKind.C3, Answer.YES, False, None, Interpreter.NONE, [WhyNotConsent.BODY_MISSING]),
        (ConsentKind.C1, Answer.YES, True, None, Interpreter.NONE, [WhyNotConsent.BODY_NOT_ASKED_FOR]),
        (ConsentKind.C4, Answer.NOT_NOW, False, None, Interpreter.NONE, [WhyNotConsent.NOT_NOW_ONLY_C5]),
        (ConsentKind.C5, Answer.NOT_NOW, False, None, Interpreter.NONE, []),
        (ConsentKind.C1, Answer.YES, False, TODAY - timedelta(days=1), Interpreter.NONE, [WhyNotConsent.EXPIRY_PAST]),
        (ConsentKind.C1, Answer.YES, False, TODAY, Interpreter.NONE, []),
        (ConsentKind.C1, Answer.YES, False, None, Interpreter.MISSING, [WhyNotConsent.NOT_UNDERSTOOD]),
        (ConsentKind.C1, Answer.NO, False, None, Interpreter.MISSING, []),
        (ConsentKind.C1, Answer.NOT_ASKED, False, None, Interpreter.MISSING, []),
    ],
)
def test_why_an_answer_cannot_be_recorded(
    kind: ConsentKind,
    answer: Answer,
    has_body: bool,
    expires_on: date | None,
    interpreter: Interpreter,
    why: list[WhyNotConsent],
) -> None:
    found = rules.why_not_record(
        kind=kind, answer=answer, has_body=has_body, expires_on=expires_on, today=TODAY, interpreter=interpreter
    )
    assert found == why


@pytest.mark.parametrize(
    ("answer", "withdrawn", "superseded", "heard", "why"),
    [
        (Answer.YES, False, False, None, []),
        (Answer.YES, False, False, Heard.ALONE, []),
        (Answer.YES, False, False, Heard.CODE_WORD, []),
        (Answer.YES, False, False, Heard.UNSURE, [WhyNotConsent.NOT_SURE]),
        (Answer.YES, True, False, None, [WhyNotConsent.ALREADY_WITHDRAWN]),
        (Answer.YES, False, True, None, [WhyNotConsent.NOT_GIVEN]),
        (Answer.NO, False, False, None, [WhyNotConsent.NOT_GIVEN]),
        (Answer.NOT_NOW, False, False, None, [WhyNotConsent.NOT_GIVEN]),
    ],
)
def test_why_a_consent_cannot_be_withdrawn(
    answer: Answer, withdrawn: bool, superseded: bool, heard: Heard | None, why: list[WhyNotConsent]
) -> None:
    assert rules.why_not_withdraw(answer=answer, withdrawn=withdrawn, superseded=superseded, heard=heard) == why


def test_why_somebody_is_not_kept_out() -> None:
    assert rules.why_not_block(already=True, closes_to_us=False, others_help=False) == [WhyNotBlock.ALREADY_BLOCKED]
    assert rules.why_not_block(already=False, closes_to_us=True, others_help=False) == [WhyNotBlock.LEAVES_NOBODY]
    assert rules.why_not_block(already=False, closes_to_us=True, others_help=True) == []
    assert rules.why_not_block(already=False, closes_to_us=False, others_help=False) == []
    assert rules.why_not_unblock(BlockKind.ASKED) == []
    assert rules.why_not_unblock(BlockKind.CONFLICT) == [WhyNotBlock.NOT_ASKED_FOR]


@pytest.mark.parametrize(
    ("user", "desk", "agency", "closes"),
    [(1, None, None, True), (None, 2, None, True), (None, None, 3, True), (9, None, None, False), (None, 9, 9, False)],
)
def test_a_block_on_oneself_ones_desk_or_ones_agency_closes_the_file_to_the_blocker(
    user: int | None, desk: int | None, agency: int | None, closes: bool
) -> None:
    holdings = Holdings(1, "REF", 3, (Seat(2, Role.SOCIAL),))
    assert rules.closes_to(holdings, user_id=user, desk_id=desk, agency_id=agency) == closes
