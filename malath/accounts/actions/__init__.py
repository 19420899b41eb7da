"""Acts on staff: accounts, desks and roles, rosters, relations, settings, and the trace of signing in and out."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from malath.accounts.actions.base import CannotChange, locked_user, refuse
from malath.accounts.actions.locks import (
    clear_sessions,
    forget_form,
    forget_forms,
    keep_form,
    open_lock_out,
    record_lock,
    record_lock_out,
    record_proof,
    record_unlock,
    sign_out_member,
)
from malath.accounts.models import CodeRequest, Duty, Invitation, Membership, Relation, SignIn, User
from malath.accounts.queries import ANSWERING
from malath.accounts.roles import Power, Role
from malath.accounts.rules import (
    why_not_ask_for_code,
    why_not_end_relation,
    why_not_invite,
    why_not_join,
    why_not_put_on_duty,
    why_not_until,
)
from malath.accounts.words import Language, Reason, RelationKind, Theme
from malath.agencies.models import Agency, Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor, Machine
from malath.foundation.acts import act
from malath.foundation.keys import newest
from malath.foundation.sealing import open_secret, seal_secret, secret_version

__all__ = [
    "CannotChange", "clear_sessions", "forget_form", "forget_forms", "keep_form", "open_lock_out", "record_lock",
    "record_lock_out", "record_proof", "record_unlock", "sign_out_member",
]  # fmt: skip

CODE_HOURS = 72
CODE_TRIES = 5
CODE_DIGITS = 15
KEEP_SIGN_INS = timedelta(days=2)


@act
def add_staff(
    *,
    agency: Agency,
    email: str,
    name_en: str,
    name_ar: str,
    language: Language = Language.ARABIC,
    by: Actor,
    at: datetime,
) -> User:
    """A member of staff gets an account, useless before a sign-in code. Refused when the address is taken."""
    user = User(agency=agency, email=email.strip().lower(), name_en=name_en, name_ar=name_ar, language=language)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:  # the table decides: two who add the same address at once would both find it free
        raise CannotChange([Reason.EMAIL_TAKEN]) from taken
    audit.record(Did.STAFF_ADDED, subject=user.reference, by=by, at=at, facts={"agency": agency.reference})
    return user


@act
def add_system(
    *, agency: Agency, name_en: str, name_ar: str, powers: Collection[Power], until: datetime, by: Actor, at: datetime
) -> User:
    """The system of a body gets an account that ends by itself: no password, no sign-in, and no power beyond those named."""
    user = User(agency=agency, name_en=name_en, name_ar=name_ar, until=until, only=sorted(power.value for power in powers))
    user.email = f"{user.reference.lower()}@system.invalid"
    user.set_unusable_password()
    user.save()
    audit.record(Did.STAFF_ADDED, subject=user.reference, by=by, at=at, facts={"agency": agency.reference, "kind": "system"})
    return user


@act
def invite(user: User, *, by: Actor, at: datetime) -> str:
    """Give a member of staff a one-time code to set a password: shown once, good for 72 hours. Older codes end. Refused for
    an account in use unless somebody else asked for it: alone, nobody becomes somebody else. The machine itself needs no
    second: who holds it holds the keys."""
    locked = locked_user(user)
    asked = CodeRequest.objects.filter(user=locked, closed_at__isnull=True, until__gt=at)
    in_use = locked.last_login is not None or locked.has_usable_password()
    by_another = by.kind != "staff" or asked.exclude(asked_by=by.reference).exists()
    refuse(
        why_not_invite(
            account_ended=not locked.is_active, in_use=in_use, asked_by_another=by_another, is_system=locked.is_system
        )
    )
    CodeRequest.objects.filter(user=locked, closed_at__isnull=True).update(closed_at=at)
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    Invitation.objects.filter(user=locked, closed_at__isnull=True).update(closed_at=at)
    until = at + timedelta(hours=CODE_HOURS)
    Invitation.objects.create(user=locked, code_hash=_hashed(code), made_at=at, made_by=by.reference, until=until)
    audit.record(Did.STAFF_INVITED, subject=locked.reference, by=by, at=at)
    return "-".join(code[start : start + 3] for start in range(0, CODE_DIGITS, 3))


@act
def ask_for_code(user: User, *, by: Actor, at: datetime) -> CodeRequest:
    """Somebody vouches that a member of staff lost their password or phone: an administrator other than them may now give
    a new sign-in code. Refused when that was asked already, for one's own account, and for one that has ended."""
    locked = locked_user(user)
    open_ = CodeRequest.objects.filter(user=locked, closed_at__isnull=True)
    open_.filter(until__lte=at).update(closed_at=at)
    own = by.reference == locked.reference
    refuse(why_not_ask_for_code(account_ended=not locked.is_active, own_account=own, asked=open_.exists()))
    until = at + timedelta(hours=CODE_HOURS)
    asked = CodeRequest.objects.create(user=locked, asked_by=by.reference, asked_at=at, until=until)
    audit.record(Did.CODE_ASKED, subject=locked.reference, by=by, at=at)
    return asked


@act
def set_until(user: User, until: datetime | None, *, by: Actor, at: datetime) -> User:
    """An account ends by itself on a day, or no longer does. Refused for one's own, an ended one, and for the past."""
    locked = locked_user(user)
    own = by.reference == locked.reference
    refuse(why_not_until(account_ended=not locked.is_active, own_account=own, until=until, at=at))
    locked.until = until
    locked.save(update_fields=["until"])
    facts = {"until": until.isoformat() if until else ""}
    audit.record(Did.STAFF_UNTIL, subject=locked.reference, by=by, at=at, facts=facts)
    return locked


@act
def confirm_seat(membership: Membership, *, by: Actor, at: datetime) -> Membership:
    """A supervisor says that somebody still needs their role at a desk. Refused for one's own and for one that has ended."""
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user", "desk").get(pk=membership.pk)
    own, over = locked.user.reference == by.reference, locked.until is not None and locked.until <= at
    refuse([Reason.OWN_SEAT] if own else [Reason.OVER] if over else [])
    locked.confirmed_by, locked.confirmed_at = by.reference, at
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    _record_membership(Did.MEMBERSHIP_CONFIRMED, locked, by=by, at=at)
    return locked


@act
def accept_invitation(email: str, code: str, password: str, *, at: datetime) -> User | None:
    """Set a password with a one-time code; second factors start anew and open sessions end.

    None when the code is wrong, used, too old, or tried five times: which of these is not told, nor whether the address
    is known. A wrong try counts, so it is kept, and it leaves the same kind of trace either way.
    """
    user = User.objects.select_for_update(of=("self",)).filter(email=email.strip().lower(), is_active=True).first()
    invitation = _open_invitation(user, at)
    if user is None or invitation is None or not constant_time_compare(invitation.code_hash, _hashed(code)):
        _count_try(invitation, at)
        _record_failure(user, method="code", at=at)
        return None
    invitation.closed_at = at
    invitation.save(update_fields=["closed_at"])
    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    audit.record(Did.FACTOR_CHANGED, subject=user.reference, by=user, at=at, facts={"change": "password_set"})
    return user


@act
def join_desk(
    user: User,
    desk: Desk,
    role: Role,
    *,
    by: Actor,
    at: datetime,
    from_at: datetime | None = None,
    until: datetime | None = None,
    deputy_for: User | None = None,
) -> Membership:
    """Somebody takes a role at a desk of their agency, for good or until a day, in their own right or as a deputy.

    Refused when the account or desk ended, the desk is another agency's, the role is held there, roles must stay apart,
    or the person stood in for does not hold the role there.
    """
    locked, begins = locked_user(user), from_at or at
    held = Membership.objects.filter(user=locked).exclude(until__lte=begins)
    refuse(
        why_not_join(
            role=role,
            held=[Role(value) for value in held.values_list("role", flat=True)],
            account_ended=not locked.is_active,
            same_agency=desk.agency_id == locked.agency_id,
            desk_ended=desk.ended_at is not None,
            already_there=held.filter(desk=desk, role=role).exists(),
            stands_in_for_holder=deputy_for is None or _holds(deputy_for, desk, role, begins),
            own_account=by.reference == locked.reference,
            from_at=begins,
            until=until,
        )
    )
    membership = Membership(user=locked, desk=desk, role=role, from_at=begins, until=until, deputy_for=deputy_for)
    membership.save(force_insert=True)
    _record_membership(Did.MEMBERSHIP_BEGAN, membership, by=by, at=at)
    return membership


@act
def leave_desk(membership: Membership, *, by: Actor, at: datetime) -> Membership:
    """Somebody's role at a desk ends now; their coming duties there end too. Refused when it ended before."""
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user", "desk").get(pk=membership.pk)
    refuse([Reason.OVER] if locked.until is not None and locked.until <= at else [])
    locked.until = max(at, locked.from_at)
    locked.save(update_fields=["until"])
    answering = Membership.objects.filter(user=locked.user, desk=locked.desk, role__in=ANSWERING)
    if not answering.exclude(until__lte=at).exists():
        _end_duties(at, user=locked.user, desk=locked.desk)
    _record_membership(Did.MEMBERSHIP_ENDED, locked, by=by, at=at)
    return locked


@act
def end_staff(user: User, *, by: Actor, at: datetime) -> User:
    """Somebody leaves for good: account, roles, duties and open sessions end at once; what they wrote stays."""
    locked = locked_user(user)
    own = by.reference == locked.reference
    refuse([Reason.OWN_ACCOUNT] if own else [] if locked.is_active else [Reason.ACCOUNT_ENDED])
    locked.is_active, locked.ended_at = False, at
    locked.set_unusable_password()
    locked.save(update_fields=["is_active", "ended_at", "password"])
    open_seats = Membership.objects.filter(user=locked).exclude(until__lte=at)
    open_seats.filter(from_at__gt=at).delete()
    open_seats.update(until=at)
    Invitation.objects.filter(user=locked, closed_at__isnull=True).update(closed_at=at)
    CodeRequest.objects.filter(user=locked, closed_at__isnull=True).update(closed_at=at)
    _end_duties(at, user=locked)
    Authenticator.objects.filter(user=locked).delete()
    audit.record(Did.STAFF_ENDED, subject=locked.reference, by=by, at=at)
    return locked


@act
def put_on_duty(desk: Desk, user: User, *, from_at: datetime, until: datetime, by: Actor, at: datetime) -> Duty:
    """Somebody answers at a desk for a time. Refused for who may not answer there, twice, or in the past."""
    locked = locked_user(user)
    answers = Membership.objects.filter(
        user=locked, user__only__isnull=True, desk=desk, role__in=ANSWERING, from_at__lte=from_at
    )
    same_time = Duty.objects.filter(user=locked, desk=desk, from_at__lt=until, until__gt=from_at)
    refuse(
        why_not_put_on_duty(
            member=locked.is_active and answers.exclude(until__lt=until).exists(),
            desk_ended=desk.ended_at is not None,
            overlaps=same_time.exists(),
            from_at=from_at,
            until=until,
            at=at,
        )
    )
    duty = Duty.objects.create(desk=desk, user=locked, from_at=from_at, until=until)
    _record_duty(Did.DUTY_SET, duty, by=by, at=at)
    return duty


@act
def take_off_duty(duty: Duty, *, by: Actor, at: datetime) -> None:
    """A time is taken off the roster; one that has begun ends now. Refused when it is over."""
    locked = Duty.objects.select_for_update(of=("self",)).select_related("user", "desk").get(pk=duty.pk)
    refuse([Reason.OVER] if locked.until <= at else [])
    _record_duty(Did.DUTY_REMOVED, locked, by=by, at=at)
    _end_duties(at, pk=locked.pk)


@act
def declare_relation(user: User, *, person_reference: str, kind: RelationKind, by: Actor, at: datetime) -> Relation:
    """Somebody says that they know the person of a file: from now on the file does not exist for them.

    The answer is the same whether there is such a file or not. Refused when it was declared before.
    """
    locked = locked_user(user)
    mine = Relation.objects.filter(user=locked, person_reference=person_reference, ended_at__isnull=True)
    refuse([Reason.ALREADY_DECLARED] if mine.exists() else [])
    relation = Relation.objects.create(
        user=locked, person_reference=person_reference, kind=kind, declared_at=at, declared_by=by.reference
    )
    facts = {"file": person_reference, "kind": kind.value}
    audit.record(Did.RELATION_DECLARED, subject=locked.reference, by=by, at=at, facts=facts)
    return relation


@act
def ask_to_end_relation(user: User, *, person_reference: str, by: Actor, at: datetime) -> None:
    """Somebody says that a relation they declared is no more. Until somebody else says yes the file stays hidden from them.
    Refused when there is none."""
    mine = Relation.objects.select_for_update(of=("self",)).filter(user=user, person_reference=person_reference)
    asked = mine.filter(ended_at__isnull=True).update(end_asked_at=at)
    refuse([] if asked else [Reason.OVER])
    facts = {"file": person_reference}
    audit.record(Did.RELATION_END_ASKED, subject=user.reference, by=by, at=at, facts=facts)


@act
def end_relation(relation: Relation, *, by: Actor, at: datetime) -> None:
    """Somebody other than its declarer says that a relation is no more; recorded for the data protection officer."""
    locked = _relation_to_answer(relation, by)
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    facts = {"file": locked.person_reference}
    audit.record(Did.RELATION_ENDED, subject=locked.user.reference, by=by, at=at, facts=facts)


@act
def keep_relation(relation: Relation, *, by: Actor, at: datetime) -> None:
    """Somebody other than its declarer says that a relation stands: the file stays hidden from who declared it."""
    locked = _relation_to_answer(relation, by)
    locked.end_asked_at = None
    locked.save(update_fields=["end_asked_at"])
    facts = {"file": locked.person_reference}
    audit.record(Did.RELATION_KEPT, subject=locked.user.reference, by=by, at=at, facts=facts)


@act
def set_preferences(user: User, *, language: Language, theme: Theme, by: Actor, at: datetime) -> User:
    """Somebody chooses the language and the look of their pages."""
    user.language, user.theme = language, theme
    user.save(update_fields=["language", "theme"])
    facts = {"language": language.value, "theme": theme.value}
    audit.record(Did.PREFERENCES_SET, subject=user.reference, by=by, at=at, facts=facts)
    return user


@act
def record_sign_in(user: User, *, method: str, at: datetime, session_key: str = "", device: str = "") -> None:
    """Leave a trace that somebody came in, and with what; and of the session, so that they can end it from elsewhere."""
    SignIn.objects.filter(user=user, at__lt=at - KEEP_SIGN_INS).delete()
    if session_key:
        SignIn.objects.create(user=user, session_key=session_key, device=device, at=at)
    audit.record(Did.SIGNED_IN, subject=user.reference, by=user, at=at, facts={"method": method})


@act
def record_failed_sign_in(user: User | None, *, method: str, at: datetime) -> None:
    """Leave a trace that somebody tried and failed, in the chain of the account that was named, if there is one.

    The actor is the public: whoever tried did not prove to be that person. The address that was typed is not kept.
    """
    _record_failure(user, method=method, at=at)


@act
def record_sign_out(user: User, *, at: datetime) -> None:
    """Leave a trace that somebody went."""
    audit.record(Did.SIGNED_OUT, subject=user.reference, by=user, at=at)


@act
def end_sessions(user: User, sign_ins: Collection[SignIn], *, by: Actor, at: datetime) -> int:
    """End sessions of a member of staff: a phone that was lost, a computer that was left open. Returns how many lived."""
    keys = [sign_in.session_key for sign_in in sign_ins if sign_in.user_id == user.pk]
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(user=user, session_key__in=keys).delete()
    audit.record(Did.SESSIONS_ENDED, subject=user.reference, by=by, at=at, facts={"count": str(ended)})
    return ended


@act
def record_factor_change(user: User, *, change: str, at: datetime) -> None:
    """Leave a trace that a password, passkey, app or set of recovery codes changed."""
    audit.record(Did.FACTOR_CHANGED, subject=user.reference, by=user, at=at, facts={"change": change})


def reseal_factors() -> int:
    """Seal every secret of a second factor anew that lies under an older wrapping key; returns how many.

    For the rotation of keys. No act: nothing about anybody changes. A hundred at a time, locked, so that a recovery code
    used meanwhile stays used.
    """
    factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk")
    all_of_them = list(factors.values_list("pk", flat=True))
    return sum(_reseal(all_of_them[start : start + 100]) for start in range(0, len(all_of_them), 100))


def sealed_under(versions: Collection[int]) -> int:
    """How many secrets of second factors lie under these wrapping keys."""
    factors = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return sum(secret_version(factor.data[_secret_of(factor)]) in versions for factor in factors.iterator())


def _reseal(which: list[int]) -> int:
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().filter(pk__in=which)
        old = [factor for factor in locked if secret_version(factor.data[_secret_of(factor)]) != newest().current]
        for factor in old:
            name = _secret_of(factor)
            factor.data[name] = seal_secret(open_secret(factor.data[name]))
            factor.save(update_fields=["data"])
    return len(old)


def _secret_of(factor: Authenticator) -> str:
    return "secret" if factor.type == Authenticator.Type.TOTP else "seed"


def _relation_to_answer(relation: Relation, by: Actor) -> Relation:
    locked = Relation.objects.select_for_update(of=("self",)).select_related("user").get(pk=relation.pk)
    over, asked = locked.ended_at is not None, locked.end_asked_at is not None
    refuse(why_not_end_relation(over=over, asked=asked, own=locked.user.reference == by.reference))
    return locked


def _hashed(code: str) -> str:
    digits = "".join(character for character in code if character.isdigit())
    return salted_hmac("malath.accounts.invitation", digits, algorithm="sha256").hexdigest()


def _open_invitation(user: User | None, at: datetime) -> Invitation | None:
    usable = Invitation.objects.filter(closed_at__isnull=True, until__gt=at, tries__lt=CODE_TRIES)
    return usable.filter(user_id=user.pk if user else 0).first()


def _count_try(invitation: Invitation | None, at: datetime) -> None:
    """The same statement where no code waits: how long an answer takes must not tell that one does."""
    tries = invitation.tries + 1 if invitation else 1
    counted = Invitation.objects.filter(pk=invitation.pk if invitation else 0)
    counted.update(tries=tries, closed_at=at if tries >= CODE_TRIES else None)


def _holds(user: User, desk: Desk, role: Role, at: datetime) -> bool:
    return Membership.objects.filter(user=user, desk=desk, role=role, from_at__lte=at).exclude(until__lte=at).exists()


def _end_duties(at: datetime, **which: object) -> None:
    Duty.objects.filter(from_at__gte=at, **which).delete()
    Duty.objects.filter(from_at__lt=at, until__gt=at, **which).update(until=at)


def _record_failure(user: User | None, *, method: str, at: datetime) -> None:
    who = Machine(user.reference, user.agency_reference, "public") if user else Machine("unknown", "", "public")
    audit.record(Did.SIGN_IN_FAILED, subject=who.reference, by=who, at=at, facts={"method": method})


def _record_membership(event: Did, membership: Membership, *, by: Actor, at: datetime) -> None:
    facts = {"desk": membership.desk.reference, "role": membership.role}
    audit.record(event, subject=membership.user.reference, by=by, at=at, facts=facts)


def _record_duty(event: Did, duty: Duty, *, by: Actor, at: datetime) -> None:
    facts = {"desk": duty.desk.reference, "from": duty.from_at.isoformat(), "until": duty.until.isoformat()}
    audit.record(event, subject=duty.user.reference, by=by, at=at, facts=facts)
