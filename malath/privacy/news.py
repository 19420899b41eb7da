"""Who is told that going on without consent waits for confirmation, that a file was opened in an emergency, that something
was lost. References only."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind, Pressing
from malath.people.models import Person
from malath.privacy import queries
from malath.privacy.models import Agreement, Basis, Breach

ASKED = (ItemKind.BASIS_TO_CONFIRM, ItemKind.BASIS_UNCONFIRMED)
NOTICES = (ItemKind.BREACH_NOTICE_NEAR, ItemKind.BREACH_NOTICE_OVER)


def tell_of_agreement(agreement: Agreement, *, at: datetime) -> None:
    """What bodies may share has changed: every desk of the bodies named is told."""
    bodies = filter(None, (agreement.body, agreement.other))
    desks = {desk.pk for body in bodies for desk in agencies.open_desks(body)}
    link = reverse("privacy:agreements")
    inbox.leave_many(desks=desks, kind=ItemKind.AGREEMENT_CHANGED, subject=agreement.reference, link=link, at=at)


def tell_to_confirm(basis: Basis, person: Person, *, desk: Desk, over: bool, at: datetime) -> None:
    """Ask those who can confirm a ground, at first and again: one line each, the newest. When the time is over, tell also
    the desk and the data protection officer, who reviews every going on without consent (domain §6)."""
    opener = accounts.user_by_reference(basis.opened_by)
    agency = opener.agency_id if opener else desk.agency_id
    judges = queries.whom_nothing_keeps_from(person, accounts.holders_of(Role.SUPERVISOR, at, agency_id=agency), at)
    others: list[User | Desk] = [user for user in judges if user.reference != basis.opened_by]
    kind = ItemKind.BASIS_UNCONFIRMED if over else ItemKind.BASIS_TO_CONFIRM
    ours = desk if desk.agency_id == agency else opener or desk
    officers = queries.whom_nothing_keeps_from(person, accounts.holders_of(Role.DPO, at), at) if over else []
    for holder in [*others, *([ours] if over or not others else []), *officers]:
        inbox.leave(
            to=holder, kind=kind, subject=person.reference, link="", at=at, pressing=Pressing.URGENT, instead_of=ASKED
        )  # fmt: skip


def tell_of_emergency(person: Person, *, desks: list[Desk], at: datetime) -> None:
    """Tell those whose file was opened in an emergency, and every data protection officer, at once (security.md §2)."""
    officers = queries.whom_nothing_keeps_from(person, accounts.holders_of(Role.DPO, at), at)
    for officer in officers:
        link = reverse("privacy:emergencies")
        inbox.leave(
            to=officer, kind=ItemKind.GLASS_BROKEN, subject=person.reference, link=link, at=at, pressing=Pressing.EMERGENCY
        )  # fmt: skip
    for desk in desks:
        inbox.leave(
            to=desk, kind=ItemKind.GLASS_BROKEN, subject=person.reference, link="", at=at, pressing=Pressing.EMERGENCY
        )  # fmt: skip


def tell_officers(breach: Breach, *, at: datetime) -> None:
    """The data protection officers, at once (domain §6)."""
    link = reverse("workday:breach", args=[breach.reference])
    for officer in accounts.holders_of(Role.DPO, at):
        inbox.leave(
            to=officer, kind=ItemKind.BREACH_REPORTED, subject=breach.reference, link=link, at=at, pressing=Pressing.URGENT
        )


def tell_who_ends_accounts(breach: Breach, *, at: datetime) -> None:
    """The administrators, with the page on which the account of the worker is ended or invited anew."""
    if breach.worker is None:
        return
    link = reverse("accounts:member", args=[breach.worker.reference])
    for administrator in accounts.holders_of(Role.ADMINISTRATOR, at):
        inbox.leave(
            to=administrator,
            kind=ItemKind.BREACH_SHUT_OUT,
            subject=breach.worker.reference,
            link=link,
            at=at,
            pressing=Pressing.URGENT,
        )


def notice_kind(*, over: bool) -> ItemKind:
    return ItemKind.BREACH_NOTICE_OVER if over else ItemKind.BREACH_NOTICE_NEAR


def tell_of_notice(breach: Breach, *, over: bool, at: datetime) -> None:
    """The data protection officers, of a notice that is due: one line each, the newest."""
    link, kind = reverse("workday:breach", args=[breach.reference]), notice_kind(over=over)
    for officer in accounts.holders_of(Role.DPO, at):
        inbox.leave(
            to=officer, kind=kind, subject=breach.reference, link=link, at=at, pressing=Pressing.URGENT, instead_of=NOTICES
        )


def tell_desks(files: Mapping[str, Collection[Desk]], *, kind: ItemKind, at: datetime) -> None:
    """The desks that make people safe: one item for each person, in one statement."""
    inbox.leave_each(
        [
            (desk.pk, reference, reverse("workday:safety", args=[reference]))
            for reference, desks in files.items()
            for desk in desks
        ],
        kind=kind,
        at=at,
        pressing=Pressing.URGENT,
    )


def tell_of_unusual(reference: str, *, at: datetime) -> None:
    """The data protection officers, once for all that a day brought."""
    link = reverse("workday:unusual")
    for officer in accounts.holders_of(Role.DPO, at):
        inbox.leave(to=officer, kind=ItemKind.UNUSUAL_NOTICED, subject=reference, link=link, at=at)
