"""That a transfer is over, as a file: to the mission with a house of its own, which expects nobody on that package any more."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import IO, Any, Final

from malath.accounts.models import User
from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import news
from malath.exchange import package_rules as rules
from malath.exchange.actions.packages import CannotPackage, refuse
from malath.exchange.models import MissionKey, Opened, Package
from malath.exchange.package_words import StopWhy, WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.queries import stopping
from malath.exchange.sealed_package import STOP, Head, NoPackage, card_of, head_of, seal, unseal, verify
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.returns import actions as returns
from malath.returns.queries import mission
from malath.returns.words import ReturnState, StopReason

SAID: Final[Mapping[StopWhy, StopReason]] = {StopWhy.TAKEN_BACK: StopReason.WITHDRAWN, StopWhy.ENDED: StopReason.SENDER}


@act
def make_stop(package: Package, *, by: User, at: datetime) -> bytes:
    """The person took the yes back, or the return ended: a file says so to the mission that has the package, and nothing else.
    It may be taken along again, and says the same. Errors: `CannotPackage`."""
    privacy.lock(package.person_id)
    row = queries.package_locked(package.pk)
    why = StopWhy(row.stop_why) if row.stop_why else stopping.why_over(row, at)
    own, to = queries.own_key(row.desk.agency), stopping.key_of_today(row.key)
    refuse(rules.why_not_stop(over=why is not None, has_key=own is not None, key_in_use=to is not None))
    assert why and own and to  # noqa: S101, PT018  # refused above
    out = BytesIO()
    content = {"mark": row.mark, "why": why.value}
    seal(out, content, {}, uid=row.uid, key=queries.secret_of(own), to=card_of(to.card), at=at, kind=STOP)
    if row.stopped_at is None:
        row.stop_why, row.stopped_at, row.stopped_by = why, at, by.reference
        row.save(update_fields=["stop_why", "stopped_at", "stopped_by"])
        news.settle_stop(row, by=by, at=at)
    facts = {"mission": to.reference, "why": why.value}
    audit.record(Did.STOP_MADE, subject=row.reference, file=row.person.reference, by=by, at=at, facts=facts)
    return out.getvalue()


@act
def tell_of_stop(package: Package, *, at: datetime, by: Actor = WORKER) -> Package:
    """What a package says is over, and its mission does not know: the desk that sent it is told, once. Errors:
    `CannotPackage`."""
    privacy.lock(package.person_id)
    row = queries.package_locked(package.pk)
    due = row.stop_told_at is None and row.stopped_at is None and stopping.why_over(row, at) is not None
    refuse([] if due else [WhyNotPackage.NOT_DUE])
    row.stop_told_at = at
    row.save(update_fields=["stop_told_at"])
    news.tell_of_stop(row, at=at)
    audit.record(Did.STOP_DUE, subject=row.reference, file=row.person.reference, by=by, at=at)
    return row


@act
def take_stop(file: IO[bytes], *, agency: Agency, by: User, at: datetime) -> Opened:
    """Who sent a package says that it stands for nothing any more: whoever was expected on it is expected no longer, and why is
    kept in neutral words. Of that sender, for that package, once. Errors: `CannotPackage`; `CannotReturn`; then nothing is
    written."""
    try:
        row, why = _opened(file, agency, at)
    except NoPackage as refused:
        wrong = {WhyNotPackage.NOT_A_PACKAGE: WhyNotPackage.NOT_A_STOP}
        raise CannotPackage([wrong.get(refused.reason, refused.reason)]) from None
    here = mission.incoming_from(row.reference)
    state = ReturnState(here.returning.state) if here else None
    refuse(rules.why_not_take_stop(stopped=row.stopped_at is not None, came=state == ReturnState.ARRIVED))
    row.stop_why, row.stopped_at, row.stopped_by = why, at, by.reference
    row.save(update_fields=["stop_why", "stopped_at", "stopped_by"])
    if here and state == ReturnState.EXPECTED:
        returns.stop_return(here.returning, SAID[why], by=by, at=at)
    audit.record(Did.STOP_TAKEN, subject=row.reference, file=row.person.reference, by=by, at=at, facts={"why": why.value})
    return row


def _opened(file: IO[bytes], agency: Agency, at: datetime) -> tuple[Opened, StopWhy]:
    """Verified with a key of who sent the package, and opened with one of ours, also an old one. Errors: `NoPackage`."""
    head = head_of(file, STOP)
    row, own = stopping.opened_of(agency, head.uid), queries.own_key_named(agency, head.to)
    if row is None or own is None:
        raise NoPackage(WhyNotPackage.STOPS_NONE)
    privacy.lock(row.person_id)
    row = queries.opened_locked(row.pk)
    seen = verify(file, card_of(_key_of_sender(row, head, agency).card), now=at, kind=STOP)
    content = unseal(file, seen, queries.secret_of(own), lambda _: BytesIO())
    if content.get("mark") != row.mark:
        raise NoPackage(WhyNotPackage.STOPS_NONE)
    return row, _why(content)


def _key_of_sender(row: Opened, head: Head, agency: Agency) -> MissionKey:
    """The key that signed it: one of the same sender, who may have made a new one since. Errors: `NoPackage`."""
    key = queries.key_named(agency, head.sender)
    if key is None or key.confirmed_at is None:
        raise NoPackage(WhyNotPackage.UNKNOWN_SENDER)
    if key.name != row.sender.name:
        raise NoPackage(WhyNotPackage.STOPS_NONE)
    if key.revoked:
        raise NoPackage(WhyNotPackage.SENDER_ENDED)
    return key


def _why(content: Mapping[str, Any]) -> StopWhy:
    try:
        return StopWhy(content["why"])
    except (KeyError, ValueError):
        raise NoPackage(WhyNotPackage.NOT_A_PACKAGE) from None
