"""What the acts on staff share: how they refuse, and the lock they take."""

from malath.accounts.models import User
from malath.accounts.words import Reason


class CannotChange(Exception):
    """An act on staff was refused."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise CannotChange(reasons)


def locked_user(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)
