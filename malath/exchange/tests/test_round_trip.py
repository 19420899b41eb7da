"""The official workbooks, filled with 200 invented people: in, three of them referred, and all of them out again."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from malath.agencies.words import ServiceKind
from malath.audit import queries as trail
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.exchange import actions
from malath.exchange.htcds import Row, read
from malath.exchange.testing import IN_DANGER, Layout, cases_of, filled_workbook, invented_rows, official
from malath.exchange.tests.conftest import House
from malath.exchange.tests.test_export import LATER, exported
from malath.exchange.values import Value
from malath.exchange.writing import write
from malath.privacy.testing import MONDAY
from malath.referrals.testing import REASON, make_sent_referral

PEOPLE = 200


def referred(house: House, case: Case) -> Mapping[str, Value]:
    """Refer a person with a fresh consent; what the line of the case says afterwards."""
    make_sent_referral(house.maha, house.association, house.legal, LATER, case=case, type=ServiceKind.LEGAL)
    return {
        "cas_ReferredOrganisation": house.legal.agency.name_en,
        "cas_OutgoingReferralDate": LATER.date(),
        "cas_OutgoingReferralDetails": REASON,
        "cas_Status": "Active",
    }


def changed(row: Row, values: Mapping[str, Value]) -> Row:
    return replace(row, values=MappingProxyType({**row.values, **values}))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.long
def test_what_came_in_goes_out_again(house: House, layout: Layout) -> None:
    rows = invented_rows(PEOPLE, layout=layout)
    content = filled_workbook(official(layout), rows, layout)
    sheet = read(content, today=MONDAY.date())
    actions.import_workbook(
        sheet,
        desk=house.association,
        by=house.maha,
        at=MONDAY,
        file_mark=actions.mark_of(content),
        going_on=IN_DANGER,
    )
    cases = cases_of(house.maha).cases
    assert len(cases) == PEOPLE
    may_be_referred = [
        place
        for place, (row, case) in enumerate(zip(rows, cases, strict=True))
        if row.values.get("con_Consent") and case.status == CaseStatus.DRAFT and row.values.get("cas_Status") == "Active"
    ]
    after = {place: referred(house, cases[place]) for place in may_be_referred[:3]}
    left = exported(house.maha)
    again = read(write(left.rows, watermark=left.watermark), today=LATER.date())
    assert not again.problems
    assert again.rows == tuple(changed(row, after.get(place, {})) for place, row in enumerate(rows))
    assert len(after) == 3
    assert not trail.verify().faults
