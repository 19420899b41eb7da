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


class SideState(TextChoices):
    """What stands beside the way of a case. The status it had is kept: nothing of this is a no."""

    DECLINED = "declined_by_person", _("Declined by the person")
    WITHDRAWN = "consent_withdrawn", _("Consent to the record withdrawn")
    LOST = "lost_contact", _("Contact lost")
    TRANSFERRED = "transferred", _("Transferred to another body")
    DUPLICATE = "merged_duplicate", _("Duplicate of another case")
    REOPENED = "reopened", _("Reopened")


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
    TRANSPORT = "transport", _("Transport")


FOR_ALL = (Need.TRANSPORT, Need.FOOD, Need.SAFE_PLACE, Need.INTERPRETER)
"""What may be asked for several people at once. Consent, screening and every decision are one by one."""


class NeedState(TextChoices):
    """What became of a need. Declined is the person's word, and is not asked again; unmet is ours."""

    STATED = "stated", pgettext_lazy("need", "Stated")
    OFFERED = "offered", pgettext_lazy("need", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("need", "Accepted by the person")
    DECLINED = "declined", pgettext_lazy("need", "Declined by the person")
    MET = "met", pgettext_lazy("need", "Met")
    UNMET = "unmet", pgettext_lazy("need", "Unmet")


class UnmetReason(TextChoices):
    """Why a need was not met. Source: domain §5.2."""

    NO_BED = "no_bed", _("No place free")
    NO_TRANSPORT = "no_transport", _("No transport")
    NO_INTERPRETER = "no_interpreter", _("No interpreter")
    NO_SERVICE = "no_service_in_governorate", _("No such service in the governorate")
    REFUSED = "refused", _("The provider refused")


class RiskKind(TextChoices):
    """Kinds of danger. Source: domain §7."""

    EXPLOITER = "exploiter", _("Harm by the exploiter")
    RETALIATION = "retaliation", _("Retaliation on the family")
    SELF_HARM = "self_harm", _("Self-harm")
    RE_TRAFFICKING = "re_trafficking", _("Being trafficked again")
    REMOVAL = "removal", _("Detention or removal")
    FAMILY = "family", _("Violence in the family on return")
    GROUP = "group", _("An organised group")
    OFFICIAL = "official", _("An official is involved")
    ONLINE = "online", _("Contact online")


class NoteKind(TextChoices):
    """Whose words a note holds."""

    WORDS = "words", _("The person's own words")
    OBSERVATION = "observation", _("Observation")
    OPINION = "opinion", _("Opinion of the writer")


class BookingState(TextChoices):
    """What became of booking an interpreter."""

    BOOKED = "booked", pgettext_lazy("booking", "Booked")
    DONE = "done", pgettext_lazy("booking", "Interpreted")
    NOT_COME = "not_come", pgettext_lazy("booking", "Did not come")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")


class CancelReason(TextChoices):
    """Why a booking was cancelled."""

    PERSONS_WISH = "persons_wish", _("The person does not want it")
    MOVED = "moved", _("Another time was agreed")
    INTERPRETER = "interpreter", _("The interpreter cannot come")
    NOT_NEEDED = "not_needed", _("No longer needed")
    LINKED = "linked", _("Something links the interpreter with the person")


class Link(TextChoices):
    """What links an interpreter with the person or with what happened, or why the person does not want them. Any of it keeps
    them out. Source: domain §5.0 and §19."""

    CAME_WITH = "came_with", _("They came with the person")
    PARTY = "party", _("They work for the employer or somebody else in the file")
    SAME_PLACE = "same_place", _("They live or work where the person did")
    FAMILY = "family", _("They are family, or close to the family")
    KNOWN = "known", _("They know each other in another way")
    COMMUNITY = "community", _("They are of the person's own community, and the person does not want that")
    UNWANTED = "unwanted", _("The person does not want this interpreter")


SHARED_LINKS = frozenset({Link.CAME_WITH, Link.PARTY, Link.SAME_PLACE})
"""What keeps an interpreter from everybody of the same situation."""


class ClosingReason(TextChoices):
    """Why a case closes."""

    PLAN_COMPLETED = "plan_completed", _("The plan is completed")
    SOLUTION_REACHED = "solution_reached", _("A durable solution is reached")
    PERSONS_WISH = "persons_wish", _("The person wishes it")
    TRANSFERRED = "transferred", _("Another body has taken the case over")
    LOST_CONTACT = "lost_contact", _("Contact is lost")
    DIED = "died", _("The person has died")
    NOT_ELIGIBLE = "not_eligible", _("Other help is the right one")
    DUPLICATE = "duplicate", _("It is a duplicate")


class Feedback(TextChoices):
    """Whether the person was asked what they think of the help."""

    ASKED = "asked", _("Yes, the person was asked")
    NOT_ASKED = "not_asked", _("No, not asked")
    NOT_SAFE = "not_safe", _("It was not safe to ask")


class Verdict(TextChoices):
    """What a supervisor said to closing a case."""

    APPROVED = "approved", pgettext_lazy("closing", "Approved")
    REFUSED = "refused", pgettext_lazy("closing", "Not approved")


class ReopenReason(TextChoices):
    """On what ground a closed case is opened again."""

    CAME_BACK = "came_back", _("The person came back")
    NEW_DANGER = "new_danger", _("There is new danger")
    NEW_FACTS = "new_facts", _("There are new facts or a review")
    MISTAKE = "mistake", _("It was closed by mistake")


class TeamRole(TextChoices):
    """What a member of staff does in a case. The key worker answers for it at their desk."""

    KEY_WORKER = "key_worker", _("Key worker")
    SOCIAL_WORK = "social_work", _("Social work")
    HEALTH = "health", _("Health")
    COUNSELLING = "counselling", _("Counselling")
    LEGAL = "legal", _("Legal aid")
    SHELTER = "shelter", _("Shelter")
    RETURN = "return", _("Return and reintegration")
    STAND_IN = "stand_in", _("Stand-in for the key worker")


OTHER_ROLES = tuple(role for role in TeamRole if role != TeamRole.KEY_WORKER)


class TaskState(TextChoices):
    """What became of a task."""

    OPEN = "open", pgettext_lazy("task", "To do")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Dropped")


class DropReason(TextChoices):
    """Why a task is not done."""

    NOT_NEEDED = "not_needed", _("No longer needed")
    PERSONS_WISH = "persons_wish", _("The person does not want it")
    NOT_SAFE = "not_safe", _("It would not be safe")
    NOT_POSSIBLE = "not_possible", _("It is not possible")
    ELSEWHERE = "elsewhere", _("Somebody else does it")


class BestInterest(TextChoices):
    """What a panel found to be best for a child (domain §5.9). It is written by its own procedure, never on request alone."""

    FAMILY = "family", _("With the family, with support")
    RELATIVES = "relatives", _("With relatives")
    MEDIATION = "mediation", _("Mediation with an undertaking of the family")
    FOSTER = "foster", _("Temporary care")
    SHELTER = "shelter", pgettext_lazy("best interest", "Shelter for a time")
    RETURN = "return", pgettext_lazy("best interest", "Return to the country of the family")
    STAY = "stay", _("Stay in the country")
    OTHER = "other", pgettext_lazy("best interest", "Another way")


class WhyNot(TextChoices):
    """Why an act on a case is refused."""

    CASE_CLOSED = "case_closed", _("The case is closed.")
    HAS_OPEN_CASE = "has_open_case", _("This person already has an open case.")
    NO_GROUND = "no_ground", _("Record the person's agreement (C1) or the ground on which you go on without it.")
    REASON_MISSING = "reason_missing", _("Say why you go on without consent.")
    NEXT_STATUS = "next_status", _("The case cannot go from its status to this one.")
    SET_BY_ACT = "set_by_act", _("This status follows from an act: sending, accepting or closing.")
    NOT_YOURS_TO_DECIDE = "not_yours_to_decide", _("Your body or your role does not decide this.")
    NOBODY_DECIDED = "nobody_decided", _("Only a person decides this, never a score and never the passing of time.")
    DECISION_REASON = "decision_reason", _("Write down why it was decided.")
    SAME_STATE = "same_state", _("It is so already.")
    NOT_ASIDE = "not_aside", _("The case is on its way already.")
    CONSENT_STANDS = "consent_stands", _("The agreement to keep the record still stands.")
    STILL_REACHED = (
        "still_reached",
        _(
            "Contact is lost only after three tries on three different days over 30 days, as agreed; or 30 days after one that"
            " went wrong, when nobody may try again."
        ),
    )
    NOBODY_TOOK_OVER = "nobody_took_over", _("No other body has taken the person on yet.")
    OTHER_CASE_MISSING = "other_case_missing", _("Name the other case of the same person, one that is open to you.")
    ASKED_ALREADY = "asked_already", _("Closing was asked for already; a supervisor decides.")
    NOT_KEY_WORKER = "not_key_worker", _("The key worker asks for the closing.")
    OPEN_TASKS = "open_tasks", _("There are open tasks. Do them, drop them or hand them on first.")
    HANDING_OVER = "handing_over", _("The case is being handed over. The new key worker acknowledges first.")
    SUMMARY_MISSING = "summary_missing", _("Write what was done and where the person stands now.")
    FEEDBACK_MISSING = "feedback_missing", _("Say whether the person was asked what they think of the help.")
    NOT_ASKED_TO_CLOSE = "not_asked_to_close", _("Nobody asks to close this case.")
    OWN_REQUEST = "own_request", _("Somebody else approves what you asked for.")
    NOT_CLOSED = "not_closed", _("The case is open.")
    NOTHING_HOLDS = (
        "nothing_holds",
        _("No agreement of the person and no other ground holds any more. Open a new case with them."),
    )
    REOPEN_REASON = "reopen_reason", _("Choose the ground and write why the case is opened again.")
    NOT_AT_DESK = "not_at_desk", _("This member of staff does not work at the desk.")
    KEPT_OUT = "kept_out", _("This file is not open to the member of staff named.")
    IN_TEAM = "in_team", _("They have this role in the case already.")
    NOT_IN_TEAM = "not_in_team", _("They are not in the team any more.")
    HAS_KEY_WORKER = "has_key_worker", _("The desk has a key worker for this case: the case is handed over, with a note.")
    NO_KEY_WORKER = "no_key_worker", _("Nobody at your desk is key worker of this case yet.")
    ALREADY_KEY_WORKER = "already_key_worker", _("They are the key worker already.")
    NOT_YOURS_TO_GIVE = "not_yours_to_give", _("The key worker hands the case over, or a supervisor.")
    NOTE_MISSING = "note_missing", _("Write what the new key worker has to know.")
    HAND_OVER_REFERRAL = (
        "hand_over_referral",
        _("This file is open to one worker alone. Hand over the referral: what they see goes with it."),
    )
    NOT_GIVEN_TO_YOU = "not_given_to_you", _("Nobody hands this case over to you.")
    TASK_SETTLED = "task_settled", _("The task is settled already.")
    TASK_PAST = "task_past", _("The day is over already.")
    NEED_NEXT = "need_next", _("This does not follow from where the need stands.")
    NEED_STATED = "need_stated", _("This need stands already.")
    UNMET_REASON = "unmet_reason", _("Say why the need was not met.")
    NOT_ASKED_AGAIN = (
        "not_asked_again",
        _("The person said no. It is not offered again, unless the person raises it: then say so."),
    )
    NOTHING_SCORED = "nothing_scored", _("Judge at least one kind of danger: how likely, and how much harm.")
    HALF_SCORED = "half_scored", _("Give both: how likely it is, and how much harm it would do.")
    PLAN_MISSING = "plan_missing", _("High and critical danger need a safety plan before any move.")
    LOOKED_AT = "looked_at", _("A supervisor has looked at it already.")
    OWN_ASSESSMENT = "own_assessment", _("Somebody else looks at what you assessed.")
    NO_ASSESSMENT = "no_assessment", _("Nothing was assessed that waits for a look.")
    ASSESSED = "assessed", _("The danger was assessed in the grid: change it there.")
    IN_SITUATION = "in_situation", _("This case is part of the situation already.")
    NOT_IN_SITUATION = "not_in_situation", _("This case is not part of the situation.")
    NOBODY_CHOSEN = "nobody_chosen", _("Choose at least one case.")
    ONE_BY_ONE = "one_by_one", _("This is asked and decided one by one, never for several people at once.")
    OPEN_BOOKINGS = "open_bookings", _("An interpreter is booked still. Say what came of it, or cancel it first.")
    NOT_ON_ROSTER = "not_on_roster", _("This interpreter is not on the roster any more.")
    CODE_NOT_SIGNED = "code_not_signed", _("This interpreter has not signed the code of conduct.")
    OTHER_LANGUAGE = "other_language", _("This interpreter does not speak that language.")
    OTHER_WAY = "other_way", _("This interpreter does not interpret in that way.")
    OTHER_PLACE = "other_place", _("This interpreter does not come to that governorate. By phone they can.")
    NOT_THEIR_HOURS = "not_their_hours", _("This interpreter does not work at that hour.")
    TAKEN = "taken", _("This interpreter is booked at that hour already.")
    BOOKING_PAST = "booking_past", _("This moment has passed already.")
    OTHER_VOICE = "other_voice", _("The person wishes another voice.")
    LINK_CAME_WITH = "link_came_with", _("Not booked: they came with the person, or with others found at the same place.")
    LINK_PARTY = "link_party", _("Not booked: they work for somebody in the file.")
    LINK_SAME_PLACE = "link_same_place", _("Not booked: they live or work where the person did.")
    LINK_FAMILY = "link_family", _("Not booked: they are family, or close to the family.")
    LINK_KNOWN = "link_known", _("Not booked: they and the person know each other.")
    LINK_COMMUNITY = "link_community", _("Not booked: the person wants nobody of their own community.")
    LINK_UNWANTED = "link_unwanted", _("Not booked: the person does not want this interpreter.")
    IN_FILE = "in_file", _("Not booked: somebody in the file has this name or this number.")
    BODY_KEPT_OUT = "body_kept_out", _("Not booked: the body of this interpreter is kept out of the file.")
    LINKED_ALREADY = "linked_already", _("This interpreter is kept from the person already.")
    BOOKING_SETTLED = "booking_settled", _("What came of it is written down already.")
    BOOKING_AHEAD = "booking_ahead", _("It has not begun yet. It can be cancelled.")
    CANCEL_REASON = "cancel_reason", _("Say why it is cancelled.")
    NOT_OPEN_TO_YOU = "not_open_to_you", _("There is no open case of this number that you may write into.")
