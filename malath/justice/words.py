"""Words of the legal track. Source: domain §9; states, measures and offences are data of the country's law."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a criminal matter stands (law/jordan/proceedings.json). No state of it ever closes the protection of a person."""

    NO_REPORT = "no_report", pgettext_lazy("proceeding", "Not reported yet")
    REPORTED = "reported_to_ctu", pgettext_lazy("proceeding", "Complaint made")
    INQUIRY = "under_inquiry", pgettext_lazy("proceeding", "Under investigation")
    TRAFFICKING = "classified_trafficking", pgettext_lazy("proceeding", "Classified as trafficking")
    OTHER = "classified_other", pgettext_lazy("proceeding", "Classified otherwise (labour, passport, assault)")
    PROSECUTOR = "sent_to_prosecutor", pgettext_lazy("proceeding", "With the public prosecutor")
    CHARGED = "charged", pgettext_lazy("proceeding", "Charged")
    DISMISSED = "dismissed_by_prosecutor", pgettext_lazy("proceeding", "Dismissed by the prosecutor")
    TRIAL = "trial_first_instance", pgettext_lazy("proceeding", "Trial")
    JUDGMENT = "judgment_first_instance", pgettext_lazy("proceeding", "Judgment of the first court")
    APPEAL = "appeal", pgettext_lazy("proceeding", "Appeal")
    CASSATION = "cassation", pgettext_lazy("proceeding", "Cassation")
    FINAL = "final_judgment", pgettext_lazy("proceeding", "Final judgment")
    ENFORCEMENT = "enforcement", pgettext_lazy("proceeding", "Execution of the judgment")
    AMNESTY = "closed_amnesty", pgettext_lazy("proceeding", "Closed by an amnesty")
    CLOSED = "closed_other", pgettext_lazy("proceeding", "Closed for another reason")


class Side(TextChoices):
    """On which side of the wall a body works: what one side writes about people, the other side does not read."""

    PERSON = "person", pgettext_lazy("side", "Support of the person")
    INVESTIGATION = "investigation", pgettext_lazy("side", "Investigation")


class Capacity(TextChoices):
    """As what somebody has a part in a proceeding. One person may be harmed by one alleged and a witness against another."""

    INJURED = "injured", pgettext_lazy("capacity", "Injured party")
    WITNESS = "witness", pgettext_lazy("capacity", "Witness")
    AFFECTED = "affected", pgettext_lazy("capacity", "Affected person")


class WhyNot(TextChoices):
    """Why something of a proceeding is not done."""

    AHEAD = "ahead", _("That day is still to come.")
    BEFORE = "before", _("That is before what was written down last.")
    NOT_NEXT = "not_next", _("The proceeding cannot go from its state to this one.")
    WORDS_MISSING = "words_missing", _("Write down why.")
    NAME_MISSING = "name_missing", _("Write a name, or choose somebody of the file.")
    NOT_YOURS = "not_yours", _("The body that opened this proceeding, or one that investigates, writes this.")
    IN_IT = "in_it", _("This case has a part in the proceeding already.")
    NOT_IN_IT = "not_in_it", _("This case has no part in the proceeding any more.")
    SAME_CASE = "same_case", _("Name another case that is open to you.")
    STRUCK = "struck", _("This was struck out already.")
    PARTY_UNKNOWN = "party_unknown", _("This party is not in the file any more.")
    NOT_OURS = "not_ours", _("Only the body that wrote it strikes it out.")
    CO_OPERATES = "co_operates", _("The person still agrees to co-operate.")
    STOPPED = "stopped", _("The person does not co-operate: nothing new is asked of them.")
    SOMEBODY_LEFT = "somebody_left", _("Somebody in this proceeding still has a file.")
