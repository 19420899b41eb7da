"""Compiling: reads rows of the house as they stood at one moment, and makes columns of codes of them. Nothing else of
statistics reads a row, and nobody reads what is made here but through `rules` of disclosure.

A person is a number that a key of one moment makes; the key is thrown away with the end of it, so nobody can tell who of one
compile is who of another. No name, no reference, no day: years are the finest time.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings

from malath.accounts.queries import systems
from malath.agencies.words import AgencyKind
from malath.cases.queries.for_figures import CountedCase
from malath.cases.queries.for_figures import counted as counted_cases
from malath.cases.words import CaseStatus
from malath.foundation.clock import in_amman
from malath.foundation.rows import one_moment
from malath.helpline.queries.for_figures import counted as counted_contacts
from malath.identification.queries.for_figures import purposes
from malath.linkage.queries.for_figures import standing_together
from malath.referrals.queries.for_figures import CountedReferral, senders
from malath.referrals.queries.for_figures import counted as counted_referrals
from malath.returns.queries.for_figures import CountedReturn
from malath.returns.queries.for_figures import counted as counted_returns
from malath.statistics import rules
from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import NONE, of
from malath.statistics.words import Taught, Unit, YesNo
from malath.training.queries.for_figures import trained_since

Row = Mapping[str, str]
Pseudonym = Callable[[int | str], int]


@dataclass(frozen=True)
class Practice:
    """How the country makes up figures. `duty`: whether a law obliges to count whoever was not asked; `flags`: which codes of
    the matrix set a flag of CTDC."""

    duty: bool
    forms: Mapping[str, frozenset[str]]
    flags: Mapping[str, frozenset[str]]
    home: str
    named: frozenset[str]


@cache
def practice() -> Practice:
    """From the country's folder."""
    data = json.loads((settings.LAW / "statistics.json").read_text(encoding="utf-8"))
    forms, flags = ({one: frozenset(codes) for one, codes in data[name].items()} for name in ("forms", "ctdc"))
    return Practice(data["duty"]["holds"], forms, flags, data["home"], frozenset(data["named"]))


def compiled(at: datetime) -> dict[Unit, Columns]:
    """Everything that may be counted, as it stands now: the columns of each unit."""
    made = {unit: Columns([field.code for field in of(unit)]) for unit in Unit}
    with one_moment():
        made[Unit.CASES].add_all(_cases(at))
        made[Unit.REFERRALS].add_all(_referrals(at))
        made[Unit.RETURNS].add_all(_returns(at))
        made[Unit.CONTACTS].add_all(_contacts())
    made[Unit.PERSONS] = made[Unit.CASES].latest()
    return made


def _cases(at: datetime) -> Iterator[tuple[int, Row]]:
    pseudonym, together, forms = pseudonyms(), standing_together(), purposes()
    for case in counted_cases(at, duty=practice().duty):
        who = together.get(case.person_id, case.person_id)
        yield pseudonym(who), case_row(case, forms.get(case.case_id, frozenset()))


def case_row(case: CountedCase, purposes: frozenset[str]) -> Row:
    """What is counted of one case, in the codes of the definitions."""
    how, found_in = practice(), str(in_amman(case.found_in).year) if case.found_in else NONE
    return {
        "year": str(case.opened.year), "sex": case.sex, "age": rules.age_of(case.age_band), "age_band": case.age_band,
        "origin": rules.origin_of(case.nationalities, how.home),
        "nationality": rules.nationality_of(case.nationalities, how.named),
        "form": rules.form_of(purposes, how.forms), "governorate": case.governorate or NONE, "found": case.found or NONE,
        "found_year": found_in, "identified_in": found_in if case.found == CaseStatus.IDENTIFIED else NONE,
        "found_by": case.found_by or NONE,
        "detected_by": case.opened_by_kind, "stage": case.status, "risk": case.risk,
    }  # fmt: skip


def _referrals(at: datetime) -> Iterator[tuple[int, Row]]:
    pseudonym, trained, duty = pseudonyms(), trained_since(), practice().duty
    compared = rules.comparable(senders(at, duty=duty), trained, systems())
    for one in counted_referrals(at, duty=duty):
        taught = _taught(one, trained) if one.sent_by_body in compared else Taught.NOT_COMPARED.value
        yield pseudonym(one.person_id), {**referral_row(one, at), "taught": taught}


def _taught(one: CountedReferral, trained: Mapping[str, datetime]) -> str:
    if one.answered_at is None:
        return Taught.NOT_COMPARED.value
    return rules.taught(trained.get(one.sent_by), one.sent_at, accepted=not one.decline_reason)


def referral_row(one: CountedReferral, at: datetime) -> Row:
    """What is counted of one referral."""
    answered = rules.answered(one.answered_at, one.answer_due, one.ended_at, at)
    return {
        "year": str(one.sent.year), "sex": one.sex, "age": rules.age_of(one.age_band), "type": one.type,
        "urgency": one.urgency, "sent_by": one.sent_by_kind, "received_by": one.received_by_kind, "status": one.status,
        "answered": answered, "declined": one.decline_reason or NONE,
        "escalated": _yes_no(one.escalated),
        "body": AgencyKind.SHELTER.value if one.received_by_kind == AgencyKind.SHELTER else one.received_by,
    }  # fmt: skip


def _returns(at: datetime) -> Iterator[tuple[int, Row]]:
    pseudonym = pseudonyms()
    for one in counted_returns(at, duty=practice().duty):
        yield pseudonym(one.person_id), return_row(one)


def return_row(one: CountedReturn) -> Row:
    """What is counted of one return."""
    return {
        "year": str(one.asked.year), "sex": one.sex, "age": rules.age_of(one.age_band), "kind": one.kind,
        "asked_by": one.asked_by, "state": one.state, "gate": one.gate or NONE, "stopped": one.stopped_because or NONE,
        "left_year": str(in_amman(one.left).year) if one.left else NONE, "granted": _yes_no(one.granted),
        "band": one.band or NONE,
    }  # fmt: skip


def _contacts() -> Iterator[tuple[int, Row]]:
    for number, one in enumerate(counted_contacts()):
        year = str(in_amman(one.year).year)
        yield number, {"year": year, "channel": one.channel, "triage": one.triage, "came_of_it": one.came_of_it or NONE}


def _yes_no(so: object) -> str:
    return YesNo.YES.value if so else YesNo.NO.value


def pseudonyms() -> Pseudonym:
    """From the number of a person to one that says nothing, under a key that nobody keeps."""
    key = secrets.token_bytes(32)

    def pseudonym(number: int | str) -> int:
        return int.from_bytes(hmac.digest(key, str(number).encode(), hashlib.sha256)[:8], "big")

    return pseudonym
