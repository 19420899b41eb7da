"""Words of accounts: languages and themes, kinds of declared relations, why a change of staff is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """Languages of the pages."""

    ARABIC = "ar", "العربية"
    ENGLISH = "en", "English"


class Theme(TextChoices):
    """How the pages look."""

    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class RelationKind(TextChoices):
    """Why a member of staff must not open a file (conflict of interest)."""

    RELATIVE = "relative", _("Relative")
    NEIGHBOUR = "neighbour", _("Neighbour or acquaintance")
    EMPLOYER = "employer", _("Linked to the employer")
    OTHER = "other", _("Other link")


class Reason(TextChoices):
    """Why an act on staff is refused."""

    EMAIL_TAKEN = "email_taken", _("This e-mail address belongs to another account.")
    ACCOUNT_ENDED = "account_ended", _("This account was ended.")
    OWN_ACCOUNT = "own_account", _("Nobody ends, or gives a role to, their own account.")
    OTHER_AGENCY = "other_agency", _("The desk belongs to another agency than the member of staff.")
    DESK_ENDED = "desk_ended", _("This desk was closed.")
    ALREADY_THERE = "already_there", _("The member of staff holds this role at this desk already.")
    MUST_STAY_APART = (
        "must_stay_apart",
        _("Administrator, data protection officer, statistician and member of the National Committee hold no other role."),
    )
    NOBODY_TO_STAND_IN_FOR = "nobody_to_stand_in_for", _("The person to stand in for does not hold this role here.")
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins", _("The end lies before the beginning.")
    NOT_AT_DESK = "not_at_desk", _("Only members who answer referrals at the desk can be on its roster.")
    OVERLAPS = "overlaps", _("This member of staff is on the roster at that time already.")
    OVER = "over", _("This lies in the past and stays as it was.")
    SECOND_ADMINISTRATOR = (
        "second_administrator",
        _("An account in use gets a new sign-in code from two: one asks for it, an administrator who did not ask gives it."),
    )
    ALREADY_ASKED = "already_asked", _("A sign-in code was asked for already.")
    NOT_ASKED = "not_asked", _("Nobody asked for that.")
    OWN_RELATION = "own_relation", _("Nobody ends their own relation: somebody else must say yes.")
    ALREADY_CLOSED = "already_closed", _("This account is closed for a while already.")
    OWN_LOCK_OUT = "own_lock_out", _("Nobody opens their own account again: another administrator does.")
    NOTHING_KEPT = "nothing_kept", _("Nothing is kept any more.")
    OWN_SEAT = "own_seat", _("Nobody confirms their own role.")
    IS_SYSTEM = "is_system", _("This is the account of a system: nobody signs in with it.")
    ALREADY_DECLARED = "already_declared", _("This relation is declared already.")
