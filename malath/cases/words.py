"""Status, risk, needs and notes of a case. Source: domain §5 (status values are our own choice), §7 (risk)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseStatus(TextChoices):
    """Where the case stands. HTCDS: potential victim = possible, identified = actual, not identified = not a victim."""

    DRAFT = "draft", pgettext_lazy("case", "Opened")
    SCREENED = "screened", _("Screened")
    REFERRED = "referred", pgettext_lazy("case", "Referred")
    ACCEPTED = "accepted", pgettext_lazy("case", "Accepted")
    POTENTIAL = "potential_victim", _("Potential victim")
    IDENTIFIED = "identified", _("Identified")
    NOT_IDENTIFIED = "not_identified", _("Not identified")
    INCONCLUSIVE = "inconclusive", _("Inconclusive")
    IN_ASSISTANCE = "in_assistance", _("In assistance")
    SOLUTION = "solution_in_progress", _("Solution in progress")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", pgettext_lazy("case", "Closed")


OPEN_STATUSES = tuple(status for status in CaseStatus if status != CaseStatus.CLOSED)


class DecidedBy(TextChoices):
    """HTCDS vic_TraffickingStatusDecisionMakingOrg: what kind of body decided a status."""

    POLICE = "Police", _("Police")
    NGO = "NGO", _("Association")
    COURT = "CourtOrProsecution", _("Court or prosecution")
    GOVERNMENT = "NonPoliceGovernmentalOrganization", _("Government body other than police")
    OTHER = "Other", pgettext_lazy("decided by", "Other")


class Risk(TextChoices):
    """Level of danger. Not assessed is a value of its own, never low."""

    NOT_ASSESSED = "not_assessed", _("Not assessed")
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")
    CRITICAL = "critical", pgettext_lazy("risk", "Critical")


class Need(TextChoices):
    """What the person needs now."""

    SAFE_PLACE = "safe_place", _("Safe place tonight")
    HEALTH = "health", _("Health care")
    FOOD = "food", _("Food and clothes")
    PHONE = "phone", _("A phone call")
    INTERPRETER = "interpreter", _("Interpreter")
    LEGAL = "legal", _("Legal advice")
    DOCUMENTS = "documents", _("Identity papers")
    WAGES = "wages", _("Unpaid wages")
    CHILDREN = "children", _("Care for children")
    COUNSELLING = "counselling", _("Counselling")
    RETURN = "return", _("Return home")


class NoteKind(TextChoices):
    """Whose words a note holds."""

    WORDS = "words", _("The person's own words")
    OBSERVATION = "observation", _("Observation")
    OPINION = "opinion", _("Opinion of the writer")


class WhyNot(TextChoices):
    """Why an act on a case is refused."""

    CASE_CLOSED = "case_closed", _("The case is closed.")
    HAS_OPEN_CASE = "has_open_case", _("This person already has an open case.")
    NO_GROUND = "no_ground", _("Record the person's agreement (C1) or the ground on which you go on without it.")
    REASON_MISSING = "reason_missing", _("Say why you go on without consent.")
    NEXT_STATUS = "next_status", _("The case cannot go from its status to this one.")
