"""Justice in the demonstration: the matter of the woman who was identified, from the complaint to a hearing next week."""

from datetime import datetime, timedelta
from decimal import Decimal

from config.demo_cast import DATA
from config.demo_identification import Suspected
from malath.foundation.clock import in_amman
from malath.justice import actions as justice
from malath.justice.actions import Accused, Beginning, Claimed, Handed, Prepared, Shown, Sitting
from malath.justice.models import Proceeding
from malath.justice.words import (
    Arranged,
    Capacity,
    ClaimKind,
    Element,
    Event,
    ExhibitKind,
    HeardHow,
    HearingState,
    LegalAid,
    MeasureKind,
    Purpose,
    Reproached,
    State,
    Step,
    WantsHome,
)
from malath.people.words import PartyKind
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method

A_DAY = timedelta(days=1)
TEXTS = DATA["justice"]


def matters_go_their_way(one: Suspected, now: datetime) -> None:
    """She agreed to co-operate: the Unit writes the matter down, and who helps her what she claims and needs."""
    at, case = now - 30 * A_DAY, one.case
    heard = Circumstances(Method.SPOKEN, "ar", Interpreter.NONE)
    privacy.record_consent(
        case.person, kind=ConsentKind.C5, answer=Answer.YES, circumstances=heard, wording=wording(ConsentKind.C5).proof,
        **one.helps(at),
    )  # fmt: skip
    what = Beginning(State.REPORTED, in_amman(at).date(), Capacity.INJURED, TEXTS["number"], TEXTS["court"])
    matter = justice.begin(case, what, **one.enters(at))
    justice.choose(matter, case, [Event.HEARING, Event.RELEASE], **one.helps(at))
    justice.wish_home(matter, case, WantsHome.UNSURE, **one.helps(at))
    for days, state in ((28, State.TRAFFICKING), (27, State.PROSECUTOR)):
        _moves(one, matter, state, now - days * A_DAY)
    known = Accused(PartyKind.ALLEGED_TRAFFICKER, TEXTS["accused"], TEXTS["known"])
    accused = justice.accuse(matter, case, known, **one.enters(now - 26 * A_DAY))
    employer = Accused(PartyKind.EMPLOYER, what=TEXTS["told"], party=one.party)
    justice.accuse(matter, case, employer, **one.helps(now - 26 * A_DAY))
    ordered = in_amman(now - 25 * A_DAY).date()
    justice.order(matter, case, MeasureKind.TRAVEL_BAN, on=ordered, words=TEXTS["ban"], **one.enters(now - 25 * A_DAY))
    handed = Handed(TEXTS["store"], ordered, TEXTS["giver"], TEXTS["sha256"])
    justice.take(matter, case, ExhibitKind.DIGITAL, TEXTS["exhibit"], handed, **one.enters(now - 25 * A_DAY))
    _moves(one, matter, State.CHARGED, now - 20 * A_DAY)
    entered = one.enters(now - 20 * A_DAY)
    justice.charge(accused, case, "TIP-AGG", ["FEMALE", "RELATIVE"], on=in_amman(now - 20 * A_DAY).date(), **entered)
    for element, code, text in ((Element.ACT, "receive", "received"), (Element.MEANS, "abuse_vulnerability", "abused")):
        justice.prove(accused, case, Shown(element, code, TEXTS[text]), **entered)
    _moves(one, matter, State.TRIAL, now - 12 * A_DAY)
    _what_she_is_owed(one, now)
    _hearings(one, matter, now)


def _moves(one: Suspected, matter: Proceeding, state: State, at: datetime) -> None:
    justice.move(matter, one.case, state, on=in_amman(at).date(), because=TEXTS["because"], **one.enters(at))


def _hearings(one: Suspected, matter: Proceeding, now: datetime) -> None:
    """One was held, the next was moved, and is next week."""
    case, at = one.case, now - 8 * A_DAY
    first = justice.set_hearing(
        matter, case, Sitting(now - 5 * A_DAY, Purpose.STATEMENT, TEXTS["court"]), **one.enters(at)
    )  # fmt: skip
    justice.end_hearing(first, case, HearingState.HELD, result=TEXTS["result"], **one.helps(now - 4 * A_DAY))
    next_one = justice.set_hearing(
        matter, case, Sitting(now + 4 * A_DAY, Purpose.TESTIMONY, TEXTS["court"]), **one.enters(now - 3 * A_DAY)
    )  # fmt: skip
    prepared = Prepared(
        ("screen", "waiting"), Arranged.DONE, Arranged.NOT_NEEDED, Arranged.DONE, TEXTS["friend"], TEXTS["note"]
    )
    justice.prepare(next_one, case, prepared, **one.helps(now - 2 * A_DAY))
    justice.move_hearing(next_one, case, now + 7 * A_DAY, **one.enters(now - A_DAY))
    justice.ask_testimony(matter, case, HeardHow.REMOTE, on=in_amman(now - A_DAY).date(), **one.helps(now - A_DAY))


def _what_she_is_owed(one: Suspected, now: datetime) -> None:
    case, at = one.case, now - 9 * A_DAY
    on = in_amman(at).date()
    wages = justice.claim(
        case, Claimed(ClaimKind.WAGES, on, Decimal("1890"), TEXTS["against"], TEXTS["owed"]), **one.helps(at)
    )  # fmt: skip
    justice.add_step(wages, Step.AWARDED, Decimal("1620.500"), on=on, **one.helps(at))
    justice.claim(case, Claimed(ClaimKind.PASSPORT, on), **one.helps(at))
    act = justice.reproach(
        case, Reproached.OVERSTAY, on=on, before=TEXTS["before"], link=TEXTS["link"], **one.helps(at)
    )  # fmt: skip
    justice.ask_pardon(act, "", on=on, **one.helps(at))
    justice.decide_pardon(act, True, on=on, reasons=TEXTS["reasons"], **one.enters(at))
    justice.give_mandate(
        case,
        one.house.desks["legal"].agency,
        TEXTS["lawyer"],
        aid=LegalAid.FREE,
        on=on,
        number=TEXTS["attorney"],
        **one.helps(at),
    )
