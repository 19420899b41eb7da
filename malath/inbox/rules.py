"""When staff are told, when something is tried again, and why nothing is sent to a person. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from malath.inbox.words import Channel, Failure, MailWish, Pressing, Reason, Sentence, WhyNotReach

MORNING = time(7, 30)
QUIET_PERIOD = timedelta(hours=1)
FIRST_DELAY, LONGEST_DELAY, LONGEST_IN_EMERGENCY = timedelta(minutes=1), timedelta(hours=1), timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
FOR_GOOD = frozenset({Failure.REFUSED})
ORDER = (Pressing.NORMAL, Pressing.URGENT, Pressing.EMERGENCY)
# Nothing is sent to the person a file is about: whatever reaches a phone can be read by the exploiter (domain.md §3.9).
# To open a way is a decision of its own: here, with a decision record and the tests of this rule.
WAYS_TO_PEOPLE: frozenset[Channel] = frozenset()


@dataclass(frozen=True)
class Wishes:
    """How a member of staff wants to be told. Times are Amman's."""

    mail: MailWish = MailWish.DIGEST
    quiet_from: time = time(20)
    quiet_until: time = time(7)
    duty_phone: str = ""


@dataclass(frozen=True)
class Agreed:
    """What a person agreed to about being reached, as far as a message must keep to it."""

    ways: frozenset[Channel] = frozenset()
    may_leave_message: bool = False
    is_away_from_it: bool = False
    hour_is_right: bool = False


def when_by_mail(
    wishes: Wishes, pressing: Pressing, *, on_duty: bool, since: datetime, at: datetime, told_at: datetime | None
) -> datetime | None:
    """The moment for an e-mail, on Amman's wall; None when this one wants none. `since`: it waits to be told from then on;
    `told_at`: the mail before went out then.

    An emergency reaches who is on duty at once, whatever they chose: a roster is a promise to answer. Everything else
    waits for the end of the quiet hours, and for the quiet period after the mail before.
    """
    if pressing == Pressing.EMERGENCY and on_duty:
        return at
    if wishes.mail == MailWish.OFF or (wishes.mail == MailWish.URGENT and pressing == Pressing.NORMAL):
        return None
    earliest = since if pressing == Pressing.EMERGENCY or told_at is None else max(since, told_at + QUIET_PERIOD)
    if pressing == Pressing.NORMAL:
        earliest = next_morning(earliest)
    return after_quiet_hours(max(earliest, at), wishes)


def next_morning(moment: datetime) -> datetime:
    """The hour of digests that comes first, the moment itself included."""
    today = datetime.combine(moment.date(), MORNING, moment.tzinfo)
    return today if moment <= today else today + timedelta(days=1)


def when_by_text(wishes: Wishes, pressing: Pressing, *, on_duty: bool, at: datetime) -> datetime | None:
    """The moment for a text message: an emergency, on duty, to a number of one's own. Else none."""
    return at if pressing == Pressing.EMERGENCY and on_duty and wishes.duty_phone else None


def after_quiet_hours(moment: datetime, wishes: Wishes) -> datetime:
    """The moment itself, or the end of the quiet hours it falls into."""
    if not is_quiet(moment.time(), wishes):
        return moment
    end = datetime.combine(moment.date(), wishes.quiet_until, moment.tzinfo)
    return end if end > moment else end + timedelta(days=1)


def is_quiet(hour: time, wishes: Wishes) -> bool:
    """Whether an hour lies in the quiet ones. The same hour twice means: none."""
    start, end = wishes.quiet_from, wishes.quiet_until
    return start <= hour < end if start <= end else hour >= start or hour < end


def most_pressing(found: Collection[Pressing]) -> Pressing | None:
    """What presses most; None of nothing."""
    return max(found, key=ORDER.index, default=None)


def delay(tries: int, *, at_once: bool) -> timedelta:
    """How long to wait after so many tries: twice as long each time, at most an hour, in an emergency five minutes."""
    return min(FIRST_DELAY * (1 << min(tries - 1, 12)), LONGEST_IN_EMERGENCY if at_once else LONGEST_DELAY)


def is_hopeless(failure: Failure, *, made_at: datetime, at: datetime) -> bool:
    """Whether to give up: refused for good, or tried for three days."""
    return failure in FOR_GOOD or at - made_at >= GIVE_UP_AFTER


def sentence_for(urgent: int) -> Sentence:
    """The sentence of a text message, by how many urgent things wait."""
    return Sentence.URGENT if urgent == 1 else Sentence.SEVERAL


def why_not_reach(channel: Channel, text: str, agreed: Agreed | None) -> list[WhyNotReach]:
    """Why nothing may be sent to the person a file is about. Asked before anything would ever be; it refuses by default.

    A person who agreed to nothing, or of whom nothing is known, is not reached; one who may still be where others read
    the phone is not either (domain.md §7: no outbound contact). A text says nothing that is not on the list for all.
    """
    known = agreed or Agreed()
    refused = {
        WhyNotReach.NOTHING_IS_SENT: channel not in WAYS_TO_PEOPLE,
        WhyNotReach.NOT_AGREED: not known.ways,
        WhyNotReach.OTHER_WAY: bool(known.ways) and channel not in known.ways,
        WhyNotReach.NO_MESSAGE: not known.may_leave_message,
        WhyNotReach.STILL_INSIDE: not known.is_away_from_it,
        WhyNotReach.WRONG_HOUR: not known.hour_is_right,
        WhyNotReach.TELLS_TOO_MUCH: bool(text),
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_send_again(*, given_up: bool) -> list[Reason]:
    """Why a posting may not be taken up again, or dropped: only what was given up waits for somebody."""
    return [] if given_up else [Reason.NOT_GIVEN_UP]


def why_not_confirm(*, sent: bool, confirmed: bool, same_mark: bool) -> list[Reason]:
    """Why a copy of the trail's state may not be called confirmed: what its holder reads aloud must be what was sent."""
    refused = {Reason.NOT_SENT: not sent, Reason.ALREADY_CONFIRMED: confirmed, Reason.OTHER_MARK: sent and not same_mark}
    return [reason for reason, holds in refused.items() if holds]
