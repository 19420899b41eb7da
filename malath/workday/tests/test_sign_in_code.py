"""The command for a house in which nobody is left who could give a sign-in code."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from malath.accounts import actions
from malath.accounts.testing import PASSWORD, make_user
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import now

pytestmark = pytest.mark.django_db


def test_it_gives_a_code_that_opens_once_and_leaves_a_trace() -> None:
    user, out = make_user(password=PASSWORD), StringIO()
    call_command("sign_in_code", user.email, stdout=out)
    code = re.search(r"[\d-]{19}", out.getvalue())
    assert code is not None
    assert actions.accept_invitation(user.email, code[0], PASSWORD, at=now()) == user
    assert Event.objects.get(name=Did.STAFF_INVITED).by == WORKER.reference


def test_an_address_that_nobody_has_and_an_ended_account_are_said() -> None:
    with pytest.raises(CommandError, match="No account has this address"):
        call_command("sign_in_code", "nobody@example.org")
    user = make_user()
    actions.end_staff(user, by=WORKER, at=now())
    with override("en"), pytest.raises(CommandError, match="ended"):
        call_command("sign_in_code", user.email)
