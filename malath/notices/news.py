"""The Unit is told that a notice waits: no place, no sector."""

from datetime import datetime

from django.urls import reverse

from malath.agencies import queries as agencies
from malath.agencies.words import AgencyKind
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.notices.models import Notice


def tell_unit(notice: Notice, *, at: datetime) -> None:
    desks = {desk.pk for desk in agencies.open_desks_of_kind(AgencyKind.CTU)}
    link = reverse("notices:list")
    inbox.leave_many(desks=desks, kind=ItemKind.NOTICE_ARRIVED, subject=notice.reference, link=link, at=at)
