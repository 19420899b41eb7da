from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from malath.accounts import actions
from malath.accounts.models import Invitation, User
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.words import Reason
from malath.agencies.testing import LONG_AGO
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)


def accept(user: User, code: str, *, at: object = NOW) -> User | None:
    return actions.accept_invitation(user.email, code, PASSWORD, at=at)  # type: ignore[arg-type]  # a moment


def test_a_code_is_five_groups_of_three_digits_and_is_not_kept() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    assert [len(group) for group in code.split("-")] == [3, 3, 3, 3, 3]
    assert code.replace("-", "").isdigit()
    kept = Invitation.objects.get(user=user)
    assert code not in kept.code_hash
    assert code.replace("-", "") not in kept.code_hash


def test_it_sets_a_password_once() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    assert accept(user, code) == user
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert accept(user, code) is None


def test_it_takes_the_code_however_it_is_written_down() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    assert accept(user, f" {code.replace('-', ' ')} ") == user


def test_second_factors_start_anew() -> None:
    user = make_user()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "sealed"})
    accept(user, actions.invite(user, by=WORKER, at=NOW))
    assert not Authenticator.objects.filter(user=user).exists()


def test_it_lasts_seventy_two_hours() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    assert accept(user, code, at=NOW + timedelta(hours=72)) is None
    assert accept(user, code, at=NOW + timedelta(hours=72, seconds=-1)) == user


def test_five_wrong_tries_close_it() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    for _ in range(5):
        assert accept(user, "000-000-000-000-000") is None
    assert accept(user, code) is None
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_four_wrong_tries_do_not() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    for _ in range(4):
        accept(user, "1")
    assert accept(user, code) == user


def test_a_new_code_ends_the_old_one() -> None:
    user = make_user()
    old = actions.invite(user, by=WORKER, at=NOW)
    new = actions.invite(user, by=WORKER, at=NOW)
    assert accept(user, old) is None
    assert accept(user, new) == user


def test_a_code_is_good_for_its_owner_only() -> None:
    owner, other = make_user(), make_user()
    code = actions.invite(owner, by=WORKER, at=NOW)
    actions.invite(other, by=WORKER, at=NOW)
    assert accept(other, code) is None


def test_a_wrong_try_an_unknown_address_and_a_success_leave_traces() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    accept(user, "1")
    actions.accept_invitation("nobody@example.org", code, PASSWORD, at=NOW)
    accept(user, code)
    assert Event.objects.filter(name=Did.SIGN_IN_FAILED).count() == 2
    assert Event.objects.get(name=Did.FACTOR_CHANGED).by == user.reference
    assert Event.objects.get(name=Did.STAFF_INVITED).subject == user.reference


def test_who_left_gets_no_code_and_uses_none() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    actions.end_staff(user, by=WORKER, at=NOW)
    assert accept(user, code) is None
    with pytest.raises(actions.CannotChange) as refusal:
        actions.invite(user, by=WORKER, at=NOW)
    assert refusal.value.reasons == [Reason.ACCOUNT_ENDED]
