"""Statistics for tests and demo data."""

from collections.abc import Mapping
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.cases.testing import ADULT, make_case
from malath.foundation.actor import WORKER
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.statistics import actions
from malath.statistics.models import Compile


def make_counted(desk: Desk, by: User, at: datetime = MONDAY, *, facts: Mapping[str, object] = ADULT, **known: str) -> Case:
    """A case of somebody who agrees to anonymous statistics."""
    case = make_case(desk, by, at, facts=facts, **known)  # type: ignore[arg-type]
    make_consent(case.person, ConsentKind.C14, desk=desk, by=by, at=at)
    return case


def make_compile(at: datetime = MONDAY) -> Compile:
    return actions.compile_figures(by=WORKER, at=at)
