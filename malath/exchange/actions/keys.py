"""Keys of bodies: one's own, and those of missions, which count only once two people, or the mission itself, compared them."""

from datetime import datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import package_rules as rules
from malath.exchange.models import HouseKey, MissionKey
from malath.exchange.package_words import Confirmed, WhyNotKey
from malath.exchange.queries import packages as queries
from malath.exchange.sealed_package import CARD, TRAINING_CARD, NoPackage, card_of, new_key
from malath.foundation import sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.marks import is_training


class CannotKey(Exception):
    """Nothing was changed about a key."""

    def __init__(self, reasons: list[WhyNotKey]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


@act
def make_own(agency: Agency, *, by: Actor, at: datetime) -> HouseKey:
    """A new key of a body; the one before opens nothing any more."""
    key = new_key(kind_here())
    HouseKey.objects.filter(agency=agency, ended_at__isnull=True).update(ended_at=at)
    row = HouseKey(key=sealing.new_data_key(), agency=agency, card=str(key.card), fingerprint=key.card.fingerprint)
    row.made_at, row.made_by = at, by.reference
    row.seal(secret=key.secret)
    row.save(force_insert=True)
    audit.record(Did.HOUSE_KEY_MADE, subject=row.reference, by=by, at=at)
    return row


@act
def take_in(agency: Agency, *, name: str, card: str, by: Actor, at: datetime) -> MissionKey:
    """Keep the key that a mission sent. Nothing is sealed to it, and nothing it signed is opened, before it is confirmed.
    Errors: `CannotKey`."""
    try:
        read = card_of(card)
    except NoPackage:
        raise CannotKey([WhyNotKey.NOT_A_KEY]) from None
    _refuse([WhyNotKey.OTHER_WORLD] if read.kind != kind_here() else [])
    own = queries.own_key_named(agency, read.fingerprint) is not None
    known = queries.key_named(agency, read.fingerprint) is not None
    _refuse([why for why, holds in {WhyNotKey.OWN: own, WhyNotKey.KNOWN: known}.items() if holds])
    row = MissionKey.objects.create(
        agency=agency, name=name, card=str(read), fingerprint=read.fingerprint, taken_at=at, taken_by=by.reference
    )
    audit.record(Did.MISSION_KEY_TAKEN, subject=row.reference, by=by, at=at)
    return row


@act
def confirm(key: MissionKey, *, how: Confirmed, digits: str, by: Actor, at: datetime) -> MissionKey:
    """The digits were compared: the key is in use, in the place of an older one of the same mission. Errors: `CannotKey`."""
    now = queries.key_locked(key.pk)
    _refuse(rules.why_not_confirm(
        waiting=now.confirmed_at is None and now.ended_at is None, same_person=now.taken_by == by.reference, how=how,
        digits=rules.same_digits(digits, now.fingerprint),
    ))  # fmt: skip
    older = MissionKey.objects.filter(agency=now.agency, name=now.name, confirmed_at__isnull=False, ended_at__isnull=True)
    older.update(ended_at=at, ended_by=by.reference)
    now.how, now.confirmed_at, now.confirmed_by = how, at, by.reference
    now.save(update_fields=["how", "confirmed_at", "confirmed_by"])
    audit.record(Did.MISSION_KEY_CONFIRMED, subject=now.reference, by=by, at=at, facts={"how": how.value})
    return now


@act
def revoke(key: MissionKey, *, by: Actor, at: datetime) -> MissionKey:
    """A key is used no more: lost, stolen, or not the mission's. Errors: `CannotKey` where it had ended."""
    now = queries.key_locked(key.pk)
    _refuse([WhyNotKey.ENDED] if now.ended_at is not None else [])
    now.ended_at, now.ended_by, now.revoked = at, by.reference, True
    now.save(update_fields=["ended_at", "ended_by", "revoked"])
    audit.record(Did.MISSION_KEY_REVOKED, subject=now.reference, by=by, at=at)
    return now


def kind_here() -> str:
    """Keys of training and keys of real houses never meet."""
    return TRAINING_CARD if is_training() else CARD


def _refuse(reasons: list[WhyNotKey]) -> None:
    if reasons:
        raise CannotKey(reasons)
