from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from malath.accounts import actions, queries
from malath.accounts.models import Duty, Invitation, Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user
from malath.accounts.words import Language, Reason, Theme
from malath.agencies.testing import LONG_AGO, make_agency, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)


def test_it_adds_staff_who_cannot_sign_in_before_they_have_a_code() -> None:
    user = actions.add_staff(agency=make_agency(), email=" New@Example.org ", name_en="New", name_ar="جديد", by=WORKER, at=NOW)
    assert (user.email, user.has_usable_password()) == ("new@example.org", False)
    assert Event.objects.get(name=Did.STAFF_ADDED).subject == user.reference


def test_it_refuses_an_address_in_use_however_it_is_written() -> None:
    make_user(email="someone@example.org")
    with pytest.raises(actions.CannotChange) as refusal:
        make_user(email="SomeOne@example.org ")
    assert refusal.value.reasons == [Reason.EMAIL_TAKEN]


def test_ending_somebody_closes_the_account_and_all_that_hangs_on_it() -> None:
    desk = make_desk()
    user = make_user(Role.SHELTER_MANAGER, desk, password=PASSWORD)
    actions.put_on_duty(desk, user, from_at=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1), by=WORKER, at=NOW)
    actions.put_on_duty(desk, user, from_at=NOW + timedelta(days=1), until=NOW + timedelta(days=2), by=WORKER, at=NOW)
    actions.join_desk(user, desk, Role.SOCIAL, from_at=NOW + timedelta(days=3), by=WORKER, at=NOW)
    actions.invite(user, by=WORKER, at=NOW)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "sealed"})

    actions.end_staff(user, by=WORKER, at=NOW)

    user = User.objects.get(pk=user.pk)
    assert (user.is_active, user.ended_at, user.has_usable_password()) == (False, NOW, False)
    assert [seat.until for seat in Membership.objects.filter(user=user)] == [NOW]
    assert [duty.until for duty in Duty.objects.filter(user=user)] == [NOW]
    assert not Invitation.objects.filter(user=user, closed_at__isnull=True).exists()
    assert not Authenticator.objects.filter(user=user).exists()
    assert queries.holdings(user, NOW).seats == ()
    assert Event.objects.filter(name=Did.STAFF_ENDED, subject=user.reference).exists()


def test_nobody_ends_an_account_twice_or_their_own() -> None:
    user = make_user()
    with pytest.raises(actions.CannotChange) as own:
        actions.end_staff(user, by=user, at=NOW)
    assert own.value.reasons == [Reason.OWN_ACCOUNT]
    actions.end_staff(user, by=WORKER, at=NOW)
    with pytest.raises(actions.CannotChange) as twice:
        actions.end_staff(user, by=WORKER, at=NOW)
    assert twice.value.reasons == [Reason.ACCOUNT_ENDED]


def test_preferences_are_kept_and_leave_a_trace() -> None:
    user = make_user()
    actions.set_preferences(user, language=Language.ARABIC, theme=Theme.DARK, by=user, at=NOW)
    kept = User.objects.get(pk=user.pk)
    assert (kept.language, kept.theme) == ("ar", "dark")
    assert Event.objects.get(name=Did.PREFERENCES_SET).by == user.reference


def test_signing_in_and_out_and_factors_leave_events_in_the_users_chain() -> None:
    user = make_user()
    actions.record_sign_in(user, method="password+totp", at=NOW)
    actions.record_factor_change(user, change="totp_activated", at=NOW)
    actions.record_sign_out(user, at=NOW)
    chain = Event.objects.filter(chain=f"user:{user.reference}").order_by("number")
    assert [event.name for event in chain] == [Did.SIGNED_IN, Did.FACTOR_CHANGED, Did.SIGNED_OUT]


def test_a_failed_sign_in_is_kept_with_the_account_it_aimed_at_but_not_said_to_be_theirs() -> None:
    user = make_user()
    actions.record_failed_sign_in(user, method="password", at=NOW)
    actions.record_failed_sign_in(None, method="password", at=NOW)
    aimed, stray = Event.objects.filter(name=Did.SIGN_IN_FAILED).order_by("pk")
    assert (aimed.by, aimed.by_kind) == (user.reference, "public")
    assert (stray.by, stray.by_kind) == ("unknown", "public")
