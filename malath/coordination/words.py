"""Words of those who see to it that referrals are answered. Source: domain §2 (focal points, secretariat), §19 (clocks)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Standing(TextChoices):
    """How a referral stands with the desk that received it."""

    WITHIN = "within", _("Waiting within its clock")
    PAST = "past", _("Past its clock, with the supervisor")
    SILENT = "silent", _("Nobody answered, with the focal point")
    IN_CARE = "in_care", _("In the desk's care")


class Agreed(TextChoices):
    """What was agreed with a desk. Codes only: nothing about anybody can be written here."""

    ANSWERS_TODAY = "answers_today", _("The desk answers today")
    ANSWERS_BY = "answers_by", _("The desk answers until the day below")
    MORE_PEOPLE = "more_people", _("More people are put on duty")
    OTHER_DESK = "other_desk", _("Another desk of the body takes over")
    SENDS_ELSEWHERE = "sends_elsewhere", _("Senders are to ask other desks for now")
    SUPERVISOR_SEES = "supervisor_sees", _("The supervisor of the body sees to it")
    NOT_REACHED = "not_reached", _("Nobody could be reached at the desk")


class TakenOutFor(TextChoices):
    """For what figures are taken out: stands on the file and in the trail."""

    MEETING = "meeting", pgettext_lazy("figures", "A meeting of the mechanism")
    FOLLOW_UP = "follow_up", pgettext_lazy("figures", "Following up with a body")
    REPORT = "report", pgettext_lazy("figures", "A report of the mechanism")


class WhyNot(TextChoices):
    """Why an act of the control room is refused. Never because of what waits at the desk: that would tell it."""

    DESK_CLOSED = "desk_closed", _("This desk has closed.")
    NUDGED_TODAY = "nudged_today", _("This desk was nudged today already. It can be phoned.")
    READS_NOTHING = "reads_nothing", _("This body does not work in Malath. It can be phoned.")
    DAY_MISSING = "day_missing", _("Say until which day the desk answers.")
    DAY_PAST = "day_past", _("This day is over.")
