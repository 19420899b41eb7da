"""Words of a referral. Source: domain §5.3 (types, urgency, deadlines are our own defaults) and UK form order."""

from enum import IntEnum

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Urgency(TextChoices):
    """How soon it must be acknowledged."""

    EMERGENCY = "emergency", _("Emergency")
    URGENT = "urgent", _("Urgent")
    NORMAL = "normal", pgettext_lazy("urgency", "Normal")


class Status(TextChoices):
    """Where a referral stands."""

    DRAFT = "draft", pgettext_lazy("referral", "Draft")
    SENT = "sent", pgettext_lazy("referral", "Sent")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("referral", "Acknowledged")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    DECLINED = "declined", pgettext_lazy("referral", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "Withdrawn by the sender")
    STOPPED = "stopped", pgettext_lazy("referral", "Stopped")
    COMPLETED = "completed", pgettext_lazy("referral", "Completed")


class Side(TextChoices):
    """Why somebody may know of a referral: recorded with every view of it."""

    SENDING = "sending", _("Sent by this desk")
    RECEIVING = "receiving", _("Received by this desk")
    OVERSEEING = "overseeing", _("Not answered in time")


WAITING = (Status.SENT, Status.ACKNOWLEDGED)
LIVES = (*WAITING, Status.ACCEPTED)


class Turn(IntEnum):
    """In which order what waits is answered. The numbers are stored."""

    FIRST = 0
    """Danger to life."""
    BY_CLOCK = 1


class AnsweredHow(TextChoices):
    """How an answer came: in Malath, or from a body without an account, which the sender may have heard and written down."""

    DESK = "desk", _("At the desk, in Malath")
    LINK = "link", _("Through the link")
    PHONE = "phone", _("By phone, written down by the sender")
    PAPER = "paper", _("On paper, written down by the sender")
    IN_PERSON = "in_person", _("Face to face, written down by the sender")


class DeclineReason(TextChoices):
    """Why a desk declines. Never: no papers, pregnancy, illness, no co-operation with police."""

    NO_PLACE = "no_place", _("No place free")
    NO_SERVICE_HERE = "no_service_here", _("We do not give this service")
    OUTSIDE_AREA = "outside_area", _("Outside our area")
    NO_INTERPRETER = "no_interpreter", _("No interpreter found")
    CONFLICT = "conflict", _("Conflict of interest")
    ALREADY_SERVED = "already_served", _("The person already has this service")


class Alternative(TextChoices):
    """What the declining desk offers instead. Declining without one is refused."""

    OTHER_DESK = "other_desk", _("Another desk named below")
    LATER = "later", _("We can accept later, date named below")
    TOGETHER = "together", _("We help the sender to find another place")


class Outcome(TextChoices):
    """What came of an accepted referral: the only thing the sender learns."""

    SERVICE_GIVEN = "service_given", _("Service given")
    SERVICE_ONGOING = "service_ongoing", _("Service goes on")
    PERSON_DECLINED = "person_declined", _("The person did not want it in the end")
    NOT_REACHED = "not_reached", _("The person could not be reached safely")
    REFERRED_ON = "referred_on", _("Referred on with the person's agreement")


class QuestionKind(TextChoices):
    """What a receiving desk asks before it answers: a fixed list, so that nobody asks for more than is needed. Never: are
    there papers, does the person work with the police."""

    ARRIVAL = "arrival", _("When can the person come, and how?")
    LANGUAGE = "language", _("Which language does the person speak, and is there an interpreter?")
    COMPANIONS = "companions", _("Who comes along: children, others?")
    FIRST_DAY = "first_day", _("What is needed on the first day?")
    DANGER = "danger", _("Does somebody look for the person, and where not to go?")
    BEFORE = "before", _("Which help has the person had already?")
    TIME = "time", _("How long can it wait?")
    REACH = "reach", _("How and when can the person be reached safely?")


class ReplyKind(TextChoices):
    """What the sender answers. That the person does not want to tell is an answer, and needs no reason."""

    TOLD = "told", pgettext_lazy("reply", "Answered")
    NOT_KNOWN = "not_known", pgettext_lazy("reply", "We do not know")
    NOT_AGREED = "not_agreed", _("The person does not want this told")


class HowItWent(TextChoices):
    """The sender's view of how the receiving body dealt with it."""

    WELL = "well", _("Well, and in time")
    LATE = "late", _("Well, but late")
    NOT_AS_ASKED = "not_as_asked", _("Not what was asked for")
    HARD_TO_REACH = "hard_to_reach", _("The desk was hard to reach")
    NO_HELP = "no_help", _("No help came of it")


class PersonSaid(TextChoices):
    """Whether it helped, as the person says. Not asked is a value of its own."""

    YES = "yes", pgettext_lazy("helped", "Yes, it helped")
    NO = "no", pgettext_lazy("helped", "No, it did not help")
    NOT_ASKED = "not_asked", pgettext_lazy("helped", "Not asked")


class Escalation(IntegerChoices):
    """To whom an unanswered referral went."""

    NONE = 0, _("Not escalated")
    SUPERVISOR = 1, _("To the supervisor of the receiving body")
    FOCAL_POINT = 2, _("To the focal point of the mechanism")


class WhyNotClose(TextChoices):
    """Why a desk does not close."""

    REFERRALS_WAIT = "referrals_wait", _("Referrals wait there for an answer. The desk or a supervisor answers them first.")
    NOBODY_LEFT = (
        "nobody_left",
        _("Files are open to this desk, and nobody would see to them. Give a supervisor a seat at another desk first."),
    )
    HAS_POSTS = "has_posts", _("Liaison posts belong to this desk. Close them first, or let them belong to another desk.")


class Reason(TextChoices):
    """Why an act on a referral is refused. One sentence each, for the page, the API and the phone."""

    NOT_A_DRAFT = "not_a_draft", _("This referral was already sent.")
    NOT_SENT = "not_sent", _("This referral was not sent yet.")
    ALREADY_ACKNOWLEDGED = "already_acknowledged", _("This referral was already acknowledged.")
    ALREADY_ANSWERED = "already_answered", _("This referral was already answered.")
    WAS_WITHDRAWN = "was_withdrawn", _("The sender withdrew this referral.")
    WAS_STOPPED = "was_stopped", _("This referral was stopped: the ground it stood on ended.")
    UNDER_WAY = (
        "under_way",
        _("Referrals of this case are under way. Record their outcome, withdraw them or throw the drafts away first."),
    )
    NOT_ACCEPTED = "not_accepted", _("An outcome needs an accepted referral.")
    NO_BASIS = "no_basis", _("The person's agreement no longer stands, and nothing else allows it.")
    GROUND_NOT_CONFIRMED = (
        "ground_not_confirmed",
        _("No supervisor of the sending body has confirmed in time that it goes on without consent. They still can."),
    )
    NO_AGREEMENT = "no_agreement", _("No agreement between your body and this one covers this today.")
    CONFLICT = "conflict", _("The key worker may not open this file.")
    KEY_WORKER_ELSEWHERE = "key_worker_elsewhere", _("The key worker does not work at this desk.")
    NO_KEY_WORKER = "no_key_worker", _("Only a referral that was accepted has a key worker.")
    IS_KEY_WORKER = "is_key_worker", _("This member of staff is the key worker already.")
    CASE_CLOSED = "case_closed", _("The case is closed.")
    DESK_MISSING = "desk_missing", _("Name the receiving desk.")
    DESK_CLOSED = "desk_closed", _("The receiving desk no longer exists.")
    POST_NOT_ON_DUTY = (
        "post_not_on_duty",
        _("Nobody is on duty at this liaison post now. Choose the desk it belongs to, or phone."),
    )
    DESK_NOT_ON_DUTY = "desk_not_on_duty", _("Nobody is on duty at this desk now. Choose a desk on duty.")
    DESK_DOES_NOT_OFFER = "desk_does_not_offer", _("This desk does not give this service.")
    SAME_DESK = "same_desk", _("A desk cannot refer to itself.")
    REASON_MISSING = "reason_missing", _("Say why the person is referred.")
    NOT_WITHDRAWABLE = "not_withdrawable", _("Only a referral that waits for an answer can be withdrawn.")
    STILL_STANDS = "still_stands", _("The ground of this referral still stands.")
    NOT_DUE = "not_due", _("Its clock has not run out.")
    NOT_WAITING = "not_waiting", _("This referral waits for no answer.")
    ON_HOLD = "on_hold", _("Its clocks stand still already, as the person asked.")
    NOT_ON_HOLD = "not_on_hold", _("Its clocks run.")
    HELD_TOO_LONG = "held_too_long", _("Clocks stand still for fourteen days at most. The person can ask again then.")
    HELD_IN_THE_PAST = "held_in_the_past", _("Name a day that is still to come.")
    BECAUSE_MISSING = "because_missing", _("Say why the person asked for time.")
    TOO_MANY_QUESTIONS = "too_many_questions", _("Five questions wait for an answer already.")
    ALREADY_ASKED = "already_asked", _("This question waits for an answer already.")
    ALREADY_REPLIED = "already_replied", _("This question was answered already.")
    BEYOND_CONSENT = (
        "beyond_consent",
        _("What the person agreed to for this body does not reach this far."),
    )
    WORDS_MISSING = "words_missing", _("Write the answer.")
    STILL_OPEN = "still_open", _("Feedback is given once a referral was answered or has ended.")
    STILL_LIVES = "still_lives", _("Another desk is asked once this referral was declined, withdrawn or stopped.")
    NOT_FOR_SEVERAL = "not_for_several", _("This help is asked for one person at a time.")
    NOT_OPEN_TO_YOU = "not_open_to_you", _("You cannot refer from this case.")
