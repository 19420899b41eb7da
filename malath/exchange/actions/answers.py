"""What a mission with a house of its own says back, as a file: sealed to who sent the package, signed, taken in once."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from malath.accounts.models import User
from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.models import Opened, Package, WordTaken
from malath.exchange.package_said import said_of, word_in
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.queries import packages as queries
from malath.exchange.sealed_package import ANSWER, NoPackage, card_of, head_of, seal, unseal, verify
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.privacy.words import Level
from malath.returns import queries as return_reads
from malath.returns.actions import mission as returns
from malath.returns.queries import mission


@act
def make_answer(row: Opened, *, by: User, at: datetime) -> bytes:
    """All that was said here of somebody who came in a package, to be sent back: sealed to the key of the sender. Errors:
    `CannotPackage` while nothing was said."""
    privacy.lock(row.person_id)
    word = mission.word_of(row.reference)
    if word is None or word.says_nothing:
        raise CannotPackage([WhyNotPackage.NOTHING_SAID])
    out = BytesIO()
    content = {"mark": row.mark, **said_of(word)}
    seal(
        out, content, {}, uid=row.uid, key=queries.secret_of(row.house_key), to=card_of(row.sender.card), at=at, kind=ANSWER
    )  # fmt: skip
    privacy.record_left(row.person, how="answer", level=Level.L2, reference=row.reference, by=by, at=at)
    audit.record(Did.WORD_MADE, subject=row.reference, file=row.person.reference, by=by, at=at)
    return out.getvalue()


@act
def take_answer(file: IO[bytes], *, agency: Agency, by: User, at: datetime) -> Package:
    """The answers of a mission came back: from the one to which the package was sealed, for the very file that left, not older
    than what was taken in. What is new in them is written down by the acts of the return. Errors: `CannotPackage`;
    `CannotReturn`; then nothing is written."""
    try:
        row, content, made_at = _opened(file, agency, at)
        word = word_in(content)
    except NoPackage as refused:
        wrong = {WhyNotPackage.NOT_A_PACKAGE: WhyNotPackage.NOT_AN_ANSWER}
        raise CannotPackage([wrong.get(refused.reason, refused.reason)]) from None
    mark = sha256(json.dumps(said_of(word), sort_keys=True).encode()).hexdigest()
    _refuse_known(row, mark, made_at)
    returning = return_reads.last_return_of(row.person_id)
    if returning is None:
        raise CannotPackage([WhyNotPackage.NO_RETURN])
    WordTaken.objects.create(package=row, mark=mark, made_at=made_at, at=at, by=by.reference)
    returns.hear(returning, word, by=by, at=at)
    facts = {"return": returning.reference, "mission": row.key.reference}
    audit.record(Did.WORD_TAKEN, subject=row.reference, file=row.person.reference, by=by, at=at, facts=facts)
    return row


def _opened(file: IO[bytes], agency: Agency, at: datetime) -> tuple[Package, Mapping[str, Any], datetime]:
    """Verified with the key to which the package was sealed, opened with the own one. Errors: `NoPackage`."""
    head = head_of(file, ANSWER)
    row, own = queries.package_of(agency, head.uid), queries.own_key_named(agency, head.to)
    if row is None or own is None or row.key.fingerprint != head.sender:
        raise NoPackage(WhyNotPackage.NOT_OURS)
    if row.key.revoked:
        raise NoPackage(WhyNotPackage.SENDER_ENDED)
    seen = verify(file, card_of(row.key.card), now=at, kind=ANSWER)
    content = unseal(file, seen, queries.secret_of(own), lambda _: BytesIO())
    if content.get("mark") != row.mark:
        raise NoPackage(WhyNotPackage.NOT_OURS)
    return row, content, head.at


def _refuse_known(row: Package, mark: str, made_at: datetime) -> None:
    taken = list(WordTaken.objects.filter(package=row).values_list("mark", "made_at"))
    if mark in {one for one, _ in taken}:
        raise CannotPackage([WhyNotPackage.TAKEN_TWICE])
    if any(moment > made_at for _, moment in taken):
        raise CannotPackage([WhyNotPackage.OLDER])
