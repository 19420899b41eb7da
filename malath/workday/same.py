"""Who may join and part files: only the cases know who answers for a file."""

from datetime import datetime
from typing import TYPE_CHECKING

from malath.accounts.roles import Power
from malath.cases import queries as cases
from malath.linkage.gates import OpenedPair

if TYPE_CHECKING:
    from malath.accounts.models import User


def answers_for(opened: OpenedPair, user: "User", at: datetime) -> bool:
    """Whether somebody supervises the desk as which they judge, or is the key worker there of one of the two files."""
    desk = opened.file.desk
    if opened.file.holdings.may_at(desk.pk, Power.SUPERVISE):
        return True
    found = (cases.open_case_of(pk) for pk in (opened.pair.one_id, opened.pair.other_id))
    workers = [cases.key_worker_of(case, desk, at) for case in found if case is not None]
    return any(member is not None and member.user_id == user.pk for member in workers)
