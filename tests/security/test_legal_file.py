"""Who opens the legal file of a person, and what becomes of it with the answer about co-operation (C5). Written by hand."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.justice.testing import make_co_operation, make_proceeding
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.testing import make_accepted_referral

# Not asked · yes · taken back by "not now" · yes again · no. 2: let in · 3: known and refused.
OPENS = """
ctu          ctu_ident        identification            3 2 3 2 3
ctu          ctu_duty         identification            3 2 3 2 3
prosecution  prosecutor       legal                     3 2 3 2 3
police       liaison          protection                3 2 3 2 3
legal        lawyer           legal                     2 2 2 2 2
shelter      shelter_manager  shelter                   2 2 2 2 2
social       social           child_protection          2 2 2 2 2
health       case_manager     health                    2 2 2 2 2
association  case_manager     protection                2 2 2 2 2
labour       inspector        labour_complaint          2 2 2 2 2
un           case_manager     international_protection  2 2 2 2 2
returns      return           avrr                      2 2 2 2 2
camp         camp             child_protection          3 3 3 3 3
"""
ANSWERS = (None, Answer.YES, Answer.NOT_NOW, Answer.YES, Answer.NO)
ROWS = [line.split() for line in OPENS.strip().splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_the_co_operation_opens_and_closes_the_legal_file_at_once(row: list[str]) -> None:
    kind, role, service, *expected = row
    at = clock.now() - timedelta(hours=2)
    own = make_desk(make_agency(AgencyKind.ASSOCIATION))
    nour = make_user(Role.CASE_MANAGER, own)
    there = make_desk(make_agency(AgencyKind(kind)), services=[ServiceKind(service)], hours=ALWAYS)
    worker = make_user(Role(role), there)
    case = make_case(own, nour, at)
    make_consent(case.person, ConsentKind.C11, desk=own, by=nour, at=at)
    make_accepted_referral(nour, own, worker, there, at, case=case, type=ServiceKind(service))
    matter = make_proceeding(case, own, nour, at=at, on=clock.in_amman(at).date())
    urls = [reverse(f"justice:{name}", args=args) for name, args in addresses(case.reference, matter.reference)]
    got = []
    for number, said in enumerate(ANSWERS):
        if said is not None:
            make_co_operation(case, own, nour, said, at=at + timedelta(minutes=40 + number))
        client = signed_in(Client(), worker)
        codes = {str(client.get(url).status_code) for url in urls}
        got.append({frozenset({"200"}): "2", frozenset({"403"}): "3"}.get(frozenset(codes), " ".join(sorted(codes))))
    assert got == expected


def addresses(case: str, matter: str) -> list[tuple[str, list[str]]]:
    return [("file", [case]), ("proceeding", [case, matter]), ("accuse", [case, matter])]
