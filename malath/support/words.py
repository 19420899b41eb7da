"""Words of protection and support. Source: domain §5.6 (plan, determinants, services), §5.9 and §5.10."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Domain(TextChoices):
    """What a goal is about. Source: domain §5.6."""

    SAFETY = "safety", pgettext_lazy("domain of a plan", "Safety")
    HEALTH = "health", pgettext_lazy("domain of a plan", "Health")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SHELTER = "shelter", pgettext_lazy("domain of a plan", "A place to live")
    LEGAL = "legal", pgettext_lazy("domain of a plan", "Law and court")
    DOCUMENTS = "documents", _("Papers and status")
    LIVELIHOOD = "livelihood", _("Work and livelihood")
    EDUCATION = "education", pgettext_lazy("domain of a plan", "Education")
    FAMILY = "family", pgettext_lazy("domain of a plan", "Family")
    CHILDREN = "children", pgettext_lazy("domain of a plan", "Children")
    LANGUAGE = "language", pgettext_lazy("domain of a plan", "Language")
    FINANCES = "finances", _("Money and debts")
    TRAVEL = "travel", pgettext_lazy("domain of a plan", "Travel")


class GoalState(TextChoices):
    """What the person says of a goal, and what became of it. A refused one is not asked again."""

    CHOSEN = "chosen", pgettext_lazy("goal", "Chosen by the person")
    REFUSED = "refused", pgettext_lazy("goal", "Refused by the person")
    REACHED = "reached", pgettext_lazy("goal", "Reached")
    GIVEN_UP = "given_up", pgettext_lazy("goal", "Given up by the person")


class Doer(TextChoices):
    """Who does an action of the plan."""

    PERSON = "person", pgettext_lazy("doer", "The person")
    OURS = "ours", _("Our desk: it becomes a task")
    OTHER = "other", pgettext_lazy("doer", "Another body")


class StepState(TextChoices):
    """What became of an action of the plan."""

    OPEN = "open", pgettext_lazy("plan action", "To do")
    DONE = "done", pgettext_lazy("plan action", "Done")
    DROPPED = "dropped", pgettext_lazy("plan action", "Dropped")


class Sphere(TextChoices):
    """Where a determinant lies: the IOM model of vulnerability. HTCDS keeps the first three."""

    INDIVIDUAL = "individual", pgettext_lazy("determinant", "The person")
    HOUSEHOLD = "household", _("Household and family")
    COMMUNITY = "community", pgettext_lazy("determinant", "Community")
    STRUCTURAL = "structural", _("Laws, markets, institutions")


class Pull(TextChoices):
    """Which way a determinant works."""

    RISK = "risk", pgettext_lazy("determinant", "Makes vulnerable")
    PROTECTIVE = "protective", pgettext_lazy("determinant", "Protects")


class ReviewCause(TextChoices):
    """Why a plan is looked at again."""

    PLANNED = "planned", _("The time for it has come")
    CRITICAL = "critical", _("Something critical has happened")
    WISH = "wish", _("The person asks for it")


class GivenKind(TextChoices):
    """What a person received: never the offer of it. Source: domain §5.6 and §8."""

    SHELTER = "shelter", pgettext_lazy("service given", "Shelter")
    HEALTH = "health", pgettext_lazy("service given", "Health care")
    COUNSELLING = "counselling", pgettext_lazy("service given", "Counselling")
    LEGAL = "legal", pgettext_lazy("service given", "Legal aid")
    INTERPRETING = "interpreting", _("Interpreting")
    TRANSPORT = "transport", pgettext_lazy("service given", "Transport")
    FOOD = "food", _("Food and clothing")
    CASH = "cash", _("Cash help")
    HOUSING = "housing", _("Rent and housing")
    EDUCATION = "education", pgettext_lazy("service given", "Education")
    VOCATIONAL = "vocational", _("Vocational training")
    LIVELIHOOD = "livelihood", _("Tools and start of a livelihood")
    CHILDCARE = "childcare", _("Care for children")
    DOCUMENTS = "documents", _("Papers and fees")
    OTHER = "other", pgettext_lazy("service given", "Something else")


class Unit(TextChoices):
    """In what a service is counted."""

    SESSION = "session", pgettext_lazy("unit of a service", "Sessions")
    HOUR = "hour", pgettext_lazy("unit of a service", "Hours")
    DAY = "day", pgettext_lazy("unit of a service", "Days")
    NIGHT = "night", pgettext_lazy("unit of a service", "Nights")
    TRIP = "trip", pgettext_lazy("unit of a service", "Trips")
    PIECE = "piece", pgettext_lazy("unit of a service", "Pieces")
    PAYMENT = "payment", pgettext_lazy("unit of a service", "Payments")


class Funder(TextChoices):
    """Who pays for a service. Not known is an answer of its own."""

    OWN = "own", _("The body's own budget")
    STATE = "state", _("The state")
    FUND = "fund", _("Victims' Assistance Fund")
    DONOR = "donor", _("A donor's project")
    PERSON = "person", pgettext_lazy("funder", "The person")
    FREE = "free", _("Nobody: it was free")
    NOT_KNOWN = "not_known", pgettext_lazy("funder", "Not known")


class Satisfaction(TextChoices):
    """What the person says of it. Not asked and declined are answers of their own; none has a consequence."""

    GOOD = "good", pgettext_lazy("satisfaction", "It helped")
    PARTLY = "partly", pgettext_lazy("satisfaction", "It helped in part")
    BAD = "bad", pgettext_lazy("satisfaction", "It did not help")
    DECLINED = "declined", pgettext_lazy("satisfaction", "Did not want to say")
    NOT_ASKED = "not_asked", pgettext_lazy("satisfaction", "Not asked")


class After(TextChoices):
    """When after its beginning a follow-up contact is due. Source: domain §5.10; two weeks for a child is ours."""

    WEEKS_2 = "weeks_2", _("After two weeks")
    MONTH_1 = "month_1", _("After one month")
    MONTHS_3 = "months_3", _("After three months")
    MONTHS_6 = "months_6", _("After six months")
    MONTHS_12 = "months_12", _("After twelve months")


class FollowUpState(TextChoices):
    """What became of a follow-up contact. Not reached is no end: it stays due."""

    DUE = "due", pgettext_lazy("follow-up", "To come")
    REACHED = "reached", pgettext_lazy("follow-up", "Reached")
    CALLED_OFF = "called_off", pgettext_lazy("follow-up", "Called off")


class FundPurpose(TextChoices):
    """For what the fund is asked. The committee reads this, never a story."""

    RENT = "rent", pgettext_lazy("fund", "Rent and housing")
    TRAINING = "training", pgettext_lazy("fund", "Training or school")
    HEALTH = "health", pgettext_lazy("fund", "Health care")
    LEGAL = "legal", pgettext_lazy("fund", "Court and papers")
    LIVELIHOOD = "livelihood", pgettext_lazy("fund", "Tools for work")
    TRAVEL = "travel", pgettext_lazy("fund", "Journey home")
    LIVING = "living", pgettext_lazy("fund", "Daily living")
    OTHER = "other", pgettext_lazy("fund", "Something else")


class FundState(TextChoices):
    """Where a request stands. Granted is not paid."""

    SENT = "sent", pgettext_lazy("fund", "Waits for the committee")
    PROPOSED = "proposed", pgettext_lazy("fund", "A decision is proposed")
    GRANTED = "granted", pgettext_lazy("fund", "Granted")
    REFUSED = "refused", pgettext_lazy("fund", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("fund", "Withdrawn")
    STOPPED = "stopped", pgettext_lazy("fund", "Stopped: the consent ended")


class Heard(TextChoices):
    """Whether the child said what it thinks. Not said is an answer of its own, never a yes."""

    SAID = "said", _("The child said it")
    NOT_SAID = "not_said", _("The child did not want to say")
    TOO_YOUNG = "too_young", _("The child is too young to say")


class PanelRole(TextChoices):
    """As what somebody sits in a panel. Without child protection there is none."""

    CHILD_PROTECTION = "child_protection", _("Child protection")
    CASE_MANAGER = "case_manager", _("Case manager")
    SHELTER = "shelter", pgettext_lazy("panel", "Shelter")
    HEALTH = "health", pgettext_lazy("panel", "Health")
    LEGAL = "legal", pgettext_lazy("panel", "Lawyer")
    SCHOOL = "school", pgettext_lazy("panel", "School")
    GUARDIAN = "guardian", pgettext_lazy("panel", "Guardian")
    OTHER = "other", pgettext_lazy("panel", "Somebody else")


class ConferenceState(TextChoices):
    """What became of a case conference."""

    CALLED = "called", pgettext_lazy("conference", "Called")
    HELD = "held", pgettext_lazy("conference", "Held")
    OFF = "off", pgettext_lazy("conference", "Called off")


class ComplaintKind(TextChoices):
    """What a complaint is about."""

    CONDUCT = "conduct", _("How somebody behaved")
    DELAY = "delay", _("It took too long")
    REFUSED = "refused", _("Help was refused")
    PRIVACY = "privacy", _("Something was told to others")
    QUALITY = "quality", _("The service itself")
    OTHER = "other", pgettext_lazy("complaint", "Something else")


class Route(TextChoices):
    """Who handles a complaint: never whom it is about."""

    INSIDE = "inside", _("The supervisors of that body")
    OUTSIDE = "outside", _("Another body")


class ComplaintOutcome(TextChoices):
    """What came of a complaint."""

    RIGHT = "right", pgettext_lazy("complaint", "Right: something is changed")
    PARTLY = "partly", pgettext_lazy("complaint", "Right in part")
    NOT_FOUND = "not_found", pgettext_lazy("complaint", "Nothing of it was found")


class FeedbackGiven(TextChoices):
    """Whether the person said what they think of the help. They may decline, and nothing follows from it."""

    GIVEN = "given", _("The person said what they think")
    DECLINED = "declined", pgettext_lazy("feedback", "The person did not want to")
    NOT_SAFE = "not_safe", pgettext_lazy("feedback", "It was not safe to ask")


class Care(TextChoices):
    """Care after sexual violence that helps only within hours of it. Source: domain §5.2 [M: WHO guidance], not verified."""

    HIV = "hiv", _("Care that may prevent HIV")
    CONTRACEPTION = "contraception", _("Emergency contraception")


class CareSaid(TextChoices):
    """What became of the offer, and no more: what was found or taken stands in the health note. No hour ends an offer."""

    WAITS = "waits", pgettext_lazy("urgent care", "To be offered")
    GIVEN = "given", pgettext_lazy("urgent care", "Given")
    DECLINED = "declined", pgettext_lazy("urgent care", "The person declined")
    NOT_NEEDED = "not_needed", pgettext_lazy("urgent care", "Not needed, a doctor says")
    NOT_OFFERED = "not_offered", pgettext_lazy("urgent care", "Does not apply")


class WhyNot(TextChoices):
    """Why an act on the plan of a person is refused."""

    BEGUN = "begun", _("The clock of this plan runs already.")
    NOT_TAKEN_ON = "not_taken_on", _("No helping body has taken the person on.")
    STILL_SEEN = "still_seen", _("The desk that keeps the plan still sees this file.")
    KEPT_ALREADY = "kept_already", _("A desk keeps this plan.")
    NOBODY_SEES = "nobody_sees", _("No helping body sees this file.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")
    WORDS_MISSING = "words_missing", _("Write it down in words.")
    NOT_ASKED_AGAIN = (
        "not_asked_again",
        _("The person refused a goal in this area. It is not asked again, unless the person raises it: then say so."),
    )
    GOAL_SETTLED = "goal_settled", _("This goal stands no longer: what became of it is written down.")
    NOT_A_RESULT = "not_a_result", _("Say whether it was reached or given up.")
    DAY_PAST = "day_past", _("Choose a day that is still to come.")
    STEP_SETTLED = "step_settled", _("What became of this action is written down already.")
    NOT_OURS = "not_ours", _("Only the body that wrote it strikes it out.")
    NO_GOAL = "no_goal", _("The person has chosen no goal yet.")
    NO_ACTION = "no_action", _("A goal has no action yet: say who does what, and by when.")
    AGREED = "agreed", _("The plan is agreed already: review it instead.")
    NOT_AGREED = "not_agreed", _("The plan was not agreed with the person yet.")
    DAY_AHEAD = "day_ahead", _("That day is still to come.")
    BEFORE_THE_FILE = "before_the_file", _("That day is before the file was opened.")
    PROVIDER_MISSING = "provider_missing", _("Say who gave it: choose a body, or write who it was.")
    TOO_FEW = "too_few", _("Say how many, from one on.")
    BELOW_ZERO = "below_zero", _("An amount is never below zero.")
    DECIMALS = "decimals", _("This amount has more decimals than the currency: three for the dinar, two for others.")
    TOO_MUCH = "too_much", _("This amount is too large to be right.")
    STRUCK = "struck", _("This was struck out already.")
    PLANNED_ALREADY = "planned_already", _("Follow-up contacts are planned already.")
    CONTACT_NOT_ASKED = "contact_not_asked", _("Ask first whether they want to be contacted afterwards, among the consents.")
    NOT_WANTED = "not_wanted", _("The person does not want to be contacted afterwards. Nothing is planned.")
    MOMENT_AHEAD = "moment_ahead", _("That moment is still to come.")
    DECLINED_BEFORE = (
        "declined_before",
        _("The person declined, or it does not apply. It is not offered again; if they ask for it, say that it was given."),
    )
    SETTLED = "settled", _("What became of it is written down already.")
    NOT_NOW = "not_now", _("The person may not be contacted now: see what was agreed with them.")
    FOUR_EYES = "four_eyes", _("A second member of the committee confirms what you proposed.")
    NOT_WAITING = "not_waiting", _("This request does not wait for that any more.")
    QUOTE_MISSING = "quote_missing", _("Add at least one quote: from whom, and how much.")
    NAMES_THE_PERSON = (
        "names_the_person",
        _("The committee never sees a name, a number or a document: write it without them."),
    )
    NOT_AGREED_TO_FUND = "not_agreed_to_fund", _("Ask the person first: the committee needs their yes to that body (C3).")
    NO_FUND = "no_fund", _("No desk of the fund is open.")
    AMOUNT_MISSING = "amount_missing", _("Write an amount above zero.")
    ABOVE_ASKED = "above_asked", _("Not more than was asked for.")
    ABOVE_GRANTED = "above_granted", _("More than was granted would be paid.")
    LEFT_ALREADY = "left_already", _("You have left the decision of this request.")
    NOT_A_CHILD = "not_a_child", _("An adult decides alone. Correct the age first if it is wrong.")
    PANEL_OPEN = "panel_open", _("A panel about this child is open already.")
    PANEL_DECIDED = "panel_decided", _("This panel has decided. New facts open a new one.")
    PANEL_TOO_SMALL = "panel_too_small", _("A panel has three members at least.")
    NO_CHILD_PROTECTION = "no_child_protection", _("Somebody of child protection sits in the panel.")
    VIEW_MISSING = "view_missing", _("Write down first what the child says, or that it could not be asked.")
    OPTIONS_MISSING = "options_missing", _("Put at least two options side by side.")
    OPTION_ELSEWHERE = "option_elsewhere", _("Choose one of the options of this panel.")
    NOT_CALLED = "not_called", _("This conference does not wait any more.")
    MINUTES_AHEAD = "minutes_ahead", _("The conference has not been held yet.")
    SAME_BODY = "same_body", _("Outside means another body than the one it is about. Choose one.")
    NOBODY_HANDLES = "nobody_handles", _("Nobody there may handle it but whom it is about. Choose the outside route.")
    ABOUT_YOU = "about_you", _("Somebody else handles what is about you, or what you wrote down.")
    ANSWERED = "answered", _("This complaint is answered already.")
