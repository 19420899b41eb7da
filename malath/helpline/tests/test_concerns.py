"""What the desk does with what came in; who is told when nobody looks; and when the words go."""

import html
import re
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies import actions as agencies
from malath.agencies.testing import make_desk
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.references import new_reference
from malath.foundation.testing import Clock
from malath.helpline import actions, queries
from malath.helpline.actions import CannotDo, Given
from malath.helpline.models import Concern
from malath.helpline.testing import MONDAY, make_code, make_concern
from malath.helpline.tests.conftest import Camp
from malath.helpline.words import CameOfIt, WhyNot
from malath.inbox.models import Item
from malath.inbox.words import ItemKind

SAID = "The aunt of the girl in block nine told me."
TOKEN = re.compile("[A-Za-z0-9]{64}")
EVENING = MONDAY.replace(hour=21)


@pytest.fixture
def concern(given: Given) -> Concern:
    return make_concern(given.code, MONDAY, "CH01", words=SAID).concern


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def url(concern: Concern, what: str = "") -> str:
    return f"/concerns/{concern.reference}/{what}"


def refused(act: Any) -> list[WhyNot]:
    with pytest.raises(CannotDo) as error:
        act()
    return error.value.reasons


def test_what_was_said_is_sealed_and_opened_for_the_desk_with_a_trace(concern: Concern, samar: Client, camp: Camp) -> None:
    assert SAID.encode() not in bytes(concern.said or b"")
    assert SAID in text(samar.get(url(concern)))
    event = Event.objects.get(name=Did.CONCERN_VIEWED)
    assert (event.by, event.subject) == (camp.samar.reference, concern.reference)


def test_the_list_says_that_it_waits_and_nothing_of_what_was_said(concern: Concern, samar: Client) -> None:
    page = text(samar.get("/concerns/"))
    assert concern.reference in page
    assert "1 concern waits" in page
    assert SAID not in page
    assert Event.objects.filter(name=Did.CONCERNS_LISTED).exists()


def test_who_looks_after_it_writes_down_what_came_of_it(concern: Concern, samar: Client, camp: Camp) -> None:
    assert samar.post(url(concern, "take/")).status_code == 302
    assert not Item.objects.filter(subject=concern.reference, seen_at__isnull=True).exists()
    assert samar.post(url(concern, "settle/"), {}).status_code == 422
    assert samar.post(url(concern, "settle/"), {"came_of_it": "case_opened"}).status_code == 302
    concern.refresh_from_db()
    assert (concern.taken_by, concern.came_of_it) == (camp.samar.reference, CameOfIt.CASE_OPENED)
    assert samar.post(url(concern, "settle/"), {"came_of_it": "known"}).status_code == 409


def test_what_is_out_of_order_is_refused(concern: Concern, camp: Camp) -> None:
    settle = partial(actions.settle_concern, concern, CameOfIt.KNOWN, by=camp.samar, at=MONDAY)
    take = partial(actions.take_concern, concern, by=camp.samar, at=MONDAY)
    assert refused(settle) == [WhyNot.NOT_TAKEN]
    take()
    assert refused(take) == [WhyNot.TAKEN]
    settle()
    assert refused(settle) == [WhyNot.SETTLED]
    assert refused(take) == [WhyNot.SETTLED]
    assert refused(partial(actions.escalate_concern, concern, at=MONDAY)) == [WhyNot.TAKEN]


def test_the_supervisor_of_the_body_reads_it_also_after_the_desk_was_closed(concern: Concern, camp: Camp) -> None:
    huda = signed_in(Client(), camp.huda)
    agencies.end_desk(camp.desk, by=WORKER, at=MONDAY)
    assert SAID in text(huda.get(url(concern)))
    assert concern.reference in text(huda.get("/concerns/"))


def test_for_others_it_never_was(concern: Concern, camp: Camp) -> None:
    elsewhere = signed_in(Client(), make_user(Role.CAMP, make_desk()))
    never = f"/concerns/{new_reference()}/"
    elsewhere.get(never)
    seen: list[tuple[int, str, int]] = []
    for address in (url(concern), never):
        with CaptureQueriesContext(connection) as asked:
            answer = elsewhere.get(address)
        seen.append((answer.status_code, TOKEN.sub("", text(answer)).replace(address, ""), len(asked)))
    assert seen[0][0] == 404
    assert seen[0] == seen[1]
    for what in ("take/", "settle/"):
        assert elsewhere.post(url(concern, what), {"came_of_it": "known"}).status_code == 404
    assert signed_in(Client(), camp.basim).get(url(concern)).status_code == 403
    concern.refresh_from_db()
    assert concern.taken_at is None


def test_get_changes_nothing(concern: Concern, samar: Client) -> None:
    assert {samar.get(url(concern, what)).status_code for what in ("take/", "settle/")} == {405}


def test_supervisors_are_told_once_when_nobody_looks_in_time(concern: Concern, camp: Camp) -> None:
    assert queries.to_escalate(concern.look_by - timedelta(minutes=1)) == []
    assert queries.to_escalate(concern.look_by) == [concern]
    early = partial(actions.escalate_concern, concern, at=MONDAY)
    assert refused(early) == [WhyNot.NOT_DUE]
    actions.escalate_concern(concern, at=concern.look_by)
    assert queries.to_escalate(concern.look_by) == []
    told = Item.objects.filter(kind=ItemKind.CONCERN_UNSEEN)
    assert [(item.user, item.link) for item in told] == [(camp.huda, url(concern))]
    assert refused(partial(actions.escalate_concern, concern, at=concern.look_by)) == [WhyNot.TOLD_ALREADY]


def test_what_is_urgent_goes_above_at_once_when_nobody_is_on_duty(given: Given, camp: Camp) -> None:
    late = make_concern(given.code, EVENING, "CH06").concern
    assert late.escalated_at == EVENING
    assert Item.objects.get(kind=ItemKind.CONCERN_UNSEEN).user == camp.huda
    assert make_concern(given.code, EVENING, "CL01").concern.escalated_at is None
    assert make_concern(given.code, MONDAY, "CH06", words="by day").concern.escalated_at is None


def test_where_nobody_hears_concerns_any_more_they_go_above_at_once(given: Given, camp: Camp) -> None:
    accounts.end_staff(camp.samar, by=WORKER, at=MONDAY)
    assert make_concern(given.code, MONDAY, "CL01").concern.escalated_at == MONDAY


def test_where_a_body_has_no_supervisor_the_focal_points_phone_the_desk(camp: Camp, clock: Clock) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk())
    alone = make_desk()
    code = make_code(alone, make_user(Role.CAMP, alone), MONDAY).code
    make_concern(code, EVENING, "CH06")
    item = Item.objects.get(kind=ItemKind.CONCERN_UNSEEN)
    assert (item.user, item.link) == (focal, "")


def test_the_words_go_thirty_days_after_it_was_settled_with_their_key(concern: Concern, camp: Camp) -> None:
    actions.take_concern(concern, by=camp.samar, at=MONDAY)
    actions.settle_concern(concern, CameOfIt.PASSED_ON, by=camp.samar, at=MONDAY)
    assert queries.to_let_go(MONDAY + timedelta(days=29)) == []
    late = MONDAY + timedelta(days=30)
    assert queries.to_let_go(late) == [concern]
    actions.let_go(concern, at=late)
    gone = Concern.objects.select_related("key").get(pk=concern.pk)
    assert (gone.said, gone.key.wrapped, gone.came_of_it) == (None, None, CameOfIt.PASSED_ON)
    assert "thrown away" in text(signed_in(Client(), camp.samar).get(url(concern)))
    assert refused(partial(actions.let_go, gone, at=late)) == [WhyNot.NOT_DUE]


def test_words_that_nobody_settled_stay(concern: Concern) -> None:
    assert queries.to_let_go(MONDAY + timedelta(days=900)) == []


def test_the_list_takes_as_many_statements_for_one_as_for_many(given: Given, samar: Client, clock: Clock) -> None:
    counts = []
    samar.get("/concerns/")
    for more in (1, 30):
        for number in range(more):
            make_concern(given.code, MONDAY + timedelta(seconds=more + number), "CH01")
        with CaptureQueriesContext(connection) as asked:
            samar.get("/concerns/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    older = text(samar.get("/concerns/")).split('href="/concerns/?after=')[1].split('"')[0]
    assert text(samar.get(f"/concerns/?after={older}")).count("<tr>") == 1 + 31 - queries.PAGE


def test_nothing_is_left_behind_when_the_trace_fails(given: Given, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        make_concern(given.code, MONDAY, "CH06", words=SAID)
    assert not Concern.objects.exists()
    assert not Item.objects.exists()
