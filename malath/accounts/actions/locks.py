"""Accounts that are closed for a while, pages that nobody uses, and what was sent to them meanwhile."""

from datetime import datetime

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from malath.accounts.actions.base import locked_user, refuse
from malath.accounts.models import KeptForm, LockOut, SignIn, User
from malath.accounts.rules import why_not_open_lock_out
from malath.accounts.words import Reason
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.sealing import seal_secret


@act
def record_lock_out(user: User, *, until: datetime, by: Actor, at: datetime) -> LockOut:
    """Somebody tried wrong passwords for an account too often, and is kept out until a moment. Refused when that is known."""
    locked = locked_user(user)
    known = LockOut.objects.filter(user=locked, opened_at__isnull=True, until__gt=at).exists()
    refuse([Reason.ALREADY_CLOSED] if known else [])
    one = LockOut.objects.create(user=locked, at=at, until=until)
    audit.record(Did.LOCKED_OUT, subject=locked.reference, by=by, at=at, facts={"lock_out": one.reference})
    return one


@act
def open_lock_out(lock_out: LockOut, *, by: Actor, at: datetime) -> LockOut:
    """An administrator lets an account be tried again before its time. Refused for one's own, and when it is over. It gives
    nobody a way in: password and second factor are asked for as before."""
    locked = LockOut.objects.select_for_update(of=("self",)).select_related("user").get(pk=lock_out.pk)
    over = locked.opened_at is not None or locked.until <= at
    refuse(why_not_open_lock_out(over=over, own=locked.user.reference == by.reference))
    locked.opened_at, locked.opened_by = at, by.reference
    locked.save(update_fields=["opened_at", "opened_by"])
    AccessAttempt.objects.filter(username=locked.user.email).delete()
    audit.record(Did.LOCK_OUT_OPENED, subject=locked.user.reference, by=by, at=at, facts={"lock_out": locked.reference})
    return locked


@act
def record_proof(user: User, *, before: str, after: str, at: datetime) -> None:
    """Leave a trace that somebody showed again who they are; the session goes on under another mark."""
    SignIn.objects.filter(user=user, session_key=before).update(session_key=after)
    audit.record(Did.PROVEN_AGAIN, subject=user.reference, by=user, at=at)


@act
def sign_out_member(user: User, *, by: Actor, at: datetime) -> int:
    """An administrator ends all sessions of somebody else, who then signs in anew; returns how many lived. Refused for one's
    own, which are ended under the settings."""
    refuse([Reason.OWN_ACCOUNT] if user.reference == by.reference else [])
    keys = list(SignIn.objects.filter(user=user).values_list("session_key", flat=True))
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(user=user).delete()
    audit.record(Did.SESSIONS_ENDED, subject=user.reference, by=by, at=at, facts={"count": str(ended)})
    return ended


@act
def record_lock(user: User, *, at: datetime) -> None:
    """Leave a trace that a session was locked: nobody used it, or its owner left it."""
    audit.record(Did.SESSION_LOCKED, subject=user.reference, by=user, at=at)


@act
def keep_form(user: User, text: str, *, until: datetime, at: datetime) -> KeptForm:
    """Somebody sent a form to a page that had locked: it is kept sealed for them. What was sent before it is let go."""
    KeptForm.objects.filter(user=user, until__lte=at).delete()
    kept = KeptForm.objects.create(user=user, sealed=seal_secret(text), at=at, until=until)
    audit.record(Did.FORM_KEPT, subject=user.reference, by=user, at=at)
    return kept


@act
def forget_form(user: User, reference: str, *, at: datetime) -> int:
    """What was kept was sent on or thrown away. Returns how many were kept."""
    gone, _ = KeptForm.objects.filter(user=user, reference=reference).delete()
    audit.record(Did.FORM_FORGOTTEN, subject=user.reference, by=user, at=at)
    return gone


@act
def forget_forms(user: User, *, by: Actor, at: datetime) -> int:
    """Whoever sent it did not come back in time: nothing of it stays. Refused when nothing is left to forget."""
    gone, _ = KeptForm.objects.filter(user=user, until__lte=at).delete()
    refuse([] if gone else [Reason.NOTHING_KEPT])
    audit.record(Did.FORM_FORGOTTEN, subject=user.reference, by=by, at=at)
    return gone


@act
def record_unlock(user: User, *, at: datetime) -> None:
    """Leave a trace that a locked session was opened again with a second factor."""
    audit.record(Did.SESSION_UNLOCKED, subject=user.reference, by=user, at=at)


def clear_sessions(at: datetime) -> int:
    """Throw away sessions that are over. No act: they lead to nobody any more. Returns how many."""
    return Session.objects.filter(expire_date__lte=at).delete()[0]
