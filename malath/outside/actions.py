"""Acts of what leaves to bodies without an account, and of how their answers come back.

Lock order: as for the referral, and its link after it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.crypto import constant_time_compare, salted_hmac

from malath.audit.words import Did
from malath.documents import actions as documents
from malath.documents import queries as letter_queries
from malath.documents.actions import About
from malath.documents.models import Letter
from malath.documents.words import LetterKind, Validity, WhyRevoked
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import new_reference
from malath.inbox.words import ItemKind
from malath.outside import news, queries, rules
from malath.outside.models import Link
from malath.outside.queries import Said, letters
from malath.outside.words import LinkState, Saying, WhyNotLink
from malath.privacy import actions as privacy
from malath.privacy.words import Level
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries
from malath.referrals.actions.base import locked, record
from malath.referrals.models import Referral
from malath.referrals.words import Alternative, AnsweredHow, DeclineReason, Outcome, QuestionKind, Status


class CannotLink(Exception):
    """No link is made, or nothing is taken from one, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNotLink]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Made:
    """A new link with the two halves that open it. They exist here only, and are shown once."""

    link: Link
    address: tuple[str, str]
    passcode: str


@act
def make_link(referral: Referral, *, by: Actor, at: datetime) -> Made:
    """Make a link to a referral that waits at a body without an account; the one before dies. What it shows has left from
    now on. Errors: `CannotLink`."""
    referral = locked(referral)
    desk = referral.receiving_desk
    reasons = rules.why_not_make(
        has_accounts=desk is None or desk.agency.has_accounts,
        status=Status(referral.status),
        stands=referral_queries.stands(referral, at),
    )
    if reasons:
        raise CannotLink(reasons)
    Link.objects.filter(referral=referral, revoked_at__isnull=True).update(revoked_at=at, revoked_by=by.reference)
    reference, address = new_reference(), (new_reference(), new_reference())
    passcode = "".join(secrets.choice("0123456789") for _ in range(rules.PASSCODE_DIGITS))
    link = Link.objects.create(
        reference=reference, referral=referral, address_hash=hash_of(*address), passcode_hash=_sealed(reference, passcode),
        made_by=by.reference, made_at=at, expires_at=at + rules.LASTS,
    )  # fmt: skip
    privacy.record_left(
        referral.person, how="link", level=Level.L2, reference=referral.reference, to=desk, basis=referral.basis, by=by, at=at
    )
    record(Did.LINK_MADE, referral, by=by, at=at, link=reference)
    return Made(link, address, passcode)


@act
def revoke_link(referral: Referral, *, by: Actor, at: datetime) -> int:
    """The sender ends what still opens of this referral, at once. Returns how many there were."""
    referral = locked(referral)
    living = Link.objects.filter(referral=referral, revoked_at__isnull=True, answered_at__isnull=True)
    ended = living.update(revoked_at=at, revoked_by=by.reference)
    record(Did.LINK_REVOKED, referral, by=by, at=at, links=str(ended))
    return ended


@act
def open_link(link: Link, passcode: str, *, by: Actor, at: datetime) -> bool:
    """Somebody shows a passcode. Whether it opens: the right one, while the link lives. The fifth wrong one locks it, and the
    sender is told of that, as of the first opening."""
    referral, link = _locked(link)
    if not queries.life_of(link, referral, at).opens(at):
        record(Did.LINK_REFUSED, referral, by=by, at=at, link=link.reference)
        return False
    if not constant_time_compare(_sealed(link.reference, passcode), link.passcode_hash):
        _count_wrong(link, referral, by=by, at=at)
        return False
    link.opened, link.opened_at, link.wrong = min(link.opened + 1, 99), link.opened_at or at, 0
    link.save(update_fields=["opened", "opened_at", "wrong"])
    record(Did.LINK_OPENED, referral, by=by, at=at, link=link.reference)
    if link.opened == 1:
        news.tell_sender(referral, ItemKind.LINK_OPENED, at=at)
    return True


@act
def answer_by_link(link: Link, said: Said, *, by: Actor, at: datetime) -> Referral:
    """The body answers through its link. Errors: `CannotLink`; of the referral when it was answered meanwhile."""
    referral, link = _locked(link)
    if not queries.life_of(link, referral, at).opens(at):
        raise CannotLink([WhyNotLink.IS_DEAD])
    answered = _carry_out(referral, said, AnsweredHow.LINK, by=by, at=at)
    if said.saying in (Saying.ACCEPT, Saying.DECLINE):
        link.answered_at = at
        link.save(update_fields=["answered_at"])
    record(Did.LINK_ANSWERED, referral, by=by, at=at, link=link.reference, said=said.saying.value)
    return answered


@act
def record_answer(referral: Referral, said: Said | Outcome, *, how: AnsweredHow, by: Actor, at: datetime) -> Referral:
    """The sender writes down what a body without an account said by phone, on paper or face to face, also what came of it in
    the end. Errors: `CannotLink`; of the referral when it cannot be so."""
    referral = locked(referral)
    desk = referral.receiving_desk
    if desk is None or desk.agency.has_accounts:
        raise CannotLink([WhyNotLink.HAS_ACCOUNTS])
    record(Did.ANSWER_WRITTEN_DOWN, referral, by=by, at=at, how=how.value)
    if isinstance(said, Outcome):
        return referrals.complete(referral, outcome=said, by=by, at=at)
    return _carry_out(referral, said, how, by=by, at=at)


@act
def issue_letter(referral: Referral, *, by: Actor, at: datetime) -> Letter:
    """Put a referral on paper, with what the sender was shown before sending and no more. The letter before is valid no
    longer. Errors: `CannotLink`."""
    referral = locked(referral)
    stands = referral_queries.stands(referral, at)
    if reasons := rules.why_not_letter(status=Status(referral.status), stands=stands):
        raise CannotLink(reasons)
    letter = documents.issue(
        about(referral), kind=LetterKind.REFERRAL, content=letters.content_of(referral, at), desk=referral.sending_desk,
        for_desk=referral.receiving_desk, valid_until=at + rules.LETTER_LASTS, by=by, at=at,
    )  # fmt: skip
    _letter_left(referral, by=by, at=at)
    return letter


@act
def take_letter(letter: Letter, referral: Referral, *, by: Actor, at: datetime) -> Letter:
    """Somebody takes a copy of a letter along: it has left with them. Errors: `CannotLink` when it is not valid any more."""
    referral = locked(referral)
    stands = referral_queries.stands(referral, at)
    if reasons := rules.why_not_letter(status=Status(referral.status), stands=stands):
        raise CannotLink(reasons)
    if letter_queries.validity_of(letter, at) != Validity.VALID:
        raise CannotLink([WhyNotLink.LETTER_ENDED])
    _letter_left(referral, by=by, at=at)
    return documents.take(letter, about(referral), by=by, at=at)


@act
def revoke_letter(referral: Referral, *, by: Actor, at: datetime) -> int:
    """The sender takes back what was put on paper: the check says so within a minute. Returns how many letters."""
    referral = locked(referral)
    return documents.revoke(about(referral), because=WhyRevoked.TAKEN_BACK, by=by, at=at)


@act
def end_letters(referral: Referral, *, at: datetime, by: Actor = WORKER) -> int:
    """The referral has ended, or its ground has: what was put on paper is valid no longer."""
    referral = locked(referral)
    return documents.revoke(about(referral), because=WhyRevoked.BASIS_ENDED, by=by, at=at)


def about(referral: Referral) -> About:
    """A referral as letters know it."""
    return About(referral.reference, referral.person.reference, referral.key)


def hash_of(first: str, second: str) -> str:
    """What is kept of the address of a link."""
    return sha256(f"{first} {second}".encode()).hexdigest()


def _sealed(reference: str, passcode: str) -> str:
    """What is kept of a passcode: under our key, so that who reads the table cannot try all of them."""
    return salted_hmac("malath.outside.passcode", f"{reference}:{passcode}", algorithm="sha256").hexdigest()


def _locked(link: Link) -> tuple[Referral, Link]:
    referral = locked(link.referral)
    return referral, Link.objects.select_for_update(of=("self",)).get(pk=link.pk)


def _count_wrong(link: Link, referral: Referral, *, by: Actor, at: datetime) -> None:
    link.wrong += 1
    link.locked_at = at if link.wrong >= rules.MOST_WRONG else None
    link.save(update_fields=["wrong", "locked_at"])
    record(Did.LINK_TRIED, referral, by=by, at=at, link=link.reference, wrong=str(link.wrong))
    if queries.life_of(link, referral, at).state(at) == LinkState.LOCKED:
        news.tell_sender(referral, ItemKind.LINK_LOCKED, at=at)


def _letter_left(referral: Referral, *, by: Actor, at: datetime) -> None:
    to, basis = referral.receiving_desk, referral.basis
    privacy.record_left(
        referral.person, how="letter", level=Level.L2, reference=referral.reference, to=to, basis=basis, by=by, at=at
    )


def _carry_out(referral: Referral, said: Said, how: AnsweredHow, *, by: Actor, at: datetime) -> Referral:
    """The act of the referral that was meant. No key worker is named: nobody there opens anything here."""
    if said.saying == Saying.ACKNOWLEDGE:
        return referrals.acknowledge(referral, by=by, at=at)
    if said.saying == Saying.ACCEPT:
        return referrals.accept(referral, key_worker=None, note=said.note, how=how, by=by, at=at)
    if said.saying == Saying.ASK:
        return referrals.ask(referral, said.question or QuestionKind.FIRST_DAY, words=said.note, by=by, at=at).referral
    because, instead = said.because or DeclineReason.NO_SERVICE_HERE, said.alternative or Alternative.TOGETHER
    return referrals.decline(referral, because=because, alternative=instead, note=said.note, how=how, by=by, at=at)
