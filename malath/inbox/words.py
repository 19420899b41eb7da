"""What an item says: one neutral sentence each. And by which ways news may leave the house."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    """Why something waits."""

    REFERRAL_ARRIVED = "referral_arrived", _("A referral waits for your desk")
    REFERRAL_ACKNOWLEDGED = "referral_acknowledged", _("A referral was acknowledged")
    REFERRAL_ANSWERED = "referral_answered", _("A referral was answered")
    REFERRAL_OUTCOME = "referral_outcome", _("A referral has an outcome")
    REFERRAL_UNANSWERED = "referral_unanswered", _("A referral is unanswered and was escalated")
    REFERRAL_WITHDRAWN = "referral_withdrawn", _("A referral was withdrawn")
    REFERRAL_STOPPED = "referral_stopped", _("A referral was stopped")
    DESK_CLOSED = "desk_closed", _("A desk of your body was closed: its files are yours to see to")
    REFERRAL_HANDED_OVER = "referral_handed_over", _("A referral was given to another key worker")
    NOTICE_ARRIVED = "notice_arrived", _("An anonymous notice arrived")
    CONCERN_ARRIVED = "concern_arrived", _("A volunteer is worried about somebody: a concern waits for your desk")
    CONCERN_UNSEEN = "concern_unseen", _("A concern waits at a desk of your body and nobody looks after it")
    CONTACT_ARRIVED = "contact_arrived", _("Somebody turned to your desk: a contact waits")
    CONTACT_MORE = "contact_more", _("Somebody wrote again to your desk")
    CONTACT_UNSEEN = "contact_unseen", _("A contact waits at a desk of your body and nobody looks after it")
    NUMBER_STALE = (
        "number_stale",
        _("A number of the public pages is hidden: it was called too long ago. Call it, renew its day"),
    )
    LINK_OPENED = "link_opened", _("A link to a referral of yours was opened")
    LINK_LOCKED = "link_locked", _("A link to a referral of yours was locked: wrong passcodes")
    REFERRAL_ASKED = "referral_asked", _("A desk asks about a referral of yours")
    REFERRAL_REPLIED = "referral_replied", _("Your question about a referral was answered")
    REFERRAL_HELD = "referral_held", _("The clocks of a referral stand still: the person asked for time")
    REFERRAL_RESUMED = "referral_resumed", _("The clocks of a referral run again")
    REFERRAL_FEEDBACK = "referral_feedback", _("The sender said how a referral went")
    AGREEMENT_CHANGED = "agreement_changed", _("What your body may share with others has changed")
    DESK_NUDGED = "desk_nudged", _("Please look at what waits for your desk")
    BASIS_ENDED = "basis_ended", _("Stop using a file: its basis ended")
    BASIS_UNCONFIRMED = "basis_unconfirmed", _("Going on without consent was not confirmed in time")
    BASIS_TO_CONFIRM = "basis_to_confirm", _("A file opened without consent waits for confirmation")
    CASE_CLOSING_ASKED = "case_closing_asked", _("Closing a case waits for your decision")
    CASE_CLOSING_DECIDED = "case_closing_decided", _("Closing a case was decided")
    CASE_GIVEN = "case_given", _("A case is handed over to you: acknowledge it")
    BOOKING_CALLED_OFF = "booking_called_off", _("A talk does not take place: tell the interpreter")
    CASE_TAKEN = "case_taken", _("A case has another key worker")
    TASK_GIVEN = "task_given", _("A task is yours")
    TASK_DUE = "task_due", _("A task is due")
    IDENTIFICATION_DUE = "identification_due", _("Something in a file is due soon: look at its clocks")
    IDENTIFICATION_LATE = "identification_late", _("Something in a file is late: look at its clocks")
    DECISION_TO_CONFIRM = "decision_to_confirm", _("A proposed decision waits for a second officer")
    DECISION_SENT_BACK = "decision_sent_back", _("A decision that you proposed was sent back")
    DECISION_MADE = "decision_made", _("Something was decided in a file")
    REVIEW_TO_SETTLE = "review_to_settle", _("A decision waits for your review")
    RECOVERY_ENDS = "recovery_ends", _("A period for recovery ends soon: ask what the person needs")
    MATERIAL_RETIRED = "material_retired", _("A material of your desk is shown no longer: take it down where you show it")
    FINDING_GIVEN = "finding_given", _("Your desk answers for a gap or a recommendation")
    TEXT_TO_READ = "text_to_read", _("A text of the framework that your role has to read stands otherwise")
    COURSE = "course", _("A course concerns you: you take part, you train, or it was called off")
    COURSE_DUE = "course_due", _("Something after a course is due: look at it")
    WAIVER_WAITS = "waiver_waits", _("An application in a file waits for a month: ask after it")
    PARTY_RECURS = "party_recurs", _("Somebody named in a file stands in another one that you see")
    PLAN_DUE = "plan_due", _("A plan is due soon: go through it with the person")
    PLAN_LATE = "plan_late", _("A plan is late: go through it with the person")
    FOLLOW_UP_DUE = "follow_up_due", _("A contact afterwards is due: as agreed with the person")
    CARE_WAITS = "care_waits", _("Something in a file does not wait: open it today")
    FUND_ASKED = "fund_asked", _("A request to the fund waits for the committee")
    FUND_TO_CONFIRM = "fund_to_confirm", _("A decision about a request to the fund waits for a second member")
    FUND_ANSWERED = "fund_answered", _("A request to the fund of yours has moved")
    STAY_DUE = "stay_due", _("Something in a stay is due: look at its clocks")
    STAY_STOPPED = "stay_stopped", _("A place is taken by somebody who took their agreement back: ask them what they want")
    PACKAGE_UNANSWERED = "package_unanswered", _("A mission has not answered: ask after it")
    PACKAGE_TO_STOP = "package_to_stop", _("A mission has to be told that something does not go on: send it the file")
    REINTEGRATION_DUE = "reintegration_due", _("Something after a return is due: look at its clocks")
    REINTEGRATION_UNSAFE = "reintegration_unsafe", _("Look after somebody today: after a return something is not well")
    INCIDENT = "incident", _("Something happened that waits for your look")
    STAY_CHANGED = "stay_changed", _("Something changed in a stay: look at the file")
    PROCEEDING_MOVED = "proceeding_moved", _("Something has changed in a criminal matter: look at it")
    HEARING_NEAR = "hearing_near", _("A hearing is near, and something for it is not arranged")
    RETURN_SILENT = "return_silent", _("Another mission has not answered in time: ask again, or another way")
    RETURN_UNCONFIRMED = "return_unconfirmed", _("An arrival was not confirmed within a day: find out at once")
    RETURN_TO_RECEIVE = "return_to_receive", _("You are asked to receive somebody: look, and answer")
    RETURN_ANSWERED = "return_answered", _("Another mission has answered: look at it")
    RETURN_MISSING = "return_missing", _("Somebody did not arrive where they were expected: find out at once")
    RETURN_TO_APPROVE = "return_to_approve", _("A payment waits for a second look")
    RETURN_REFUND = "return_refund", _("A fare was not used: ask it back")
    PANEL_DUE = "panel_due", _("A panel about a child is due")
    COMPLAINT_TO_ANSWER = "complaint_to_answer", _("A complaint about a service waits for your answer")
    COMPLAINT_ANSWERED = "complaint_answered", _("A complaint that you wrote down was answered")
    MEASURE_ENDS = "measure_ends", _("A measure in a criminal matter ends soon: extend it, or let it end")
    RISK_TO_LOOK_AT = "risk_to_look_at", _("A safety plan waits for your look")
    RISK_REVIEW_DUE = "risk_review_due", _("It is time to assess danger anew")
    POSTING_GIVEN_UP = "posting_given_up", _("Something could not leave the house")
    DESTINATION_CHANGED = "destination_changed", _("Where the signed state of the trail is kept has changed")
    LOCKED_OUT = "locked_out", _("An account was tried with wrong passwords and is closed for a while")
    FILE_CLOSED = "file_closed", _("A file was closed: your desk sees its status only")
    GLASS_BROKEN = "glass_broken", _("A file was opened in an emergency")
    ERASURE_ANNOUNCED = "erasure_announced", _("A closed file will be erased: say at once if it must be kept")
    BREACH_REPORTED = "breach_reported", _("Something was lost or seen by the wrong eyes: people come first")
    BREACH_SAFETY = "breach_safety", _("A person has to be made safe: what stood in a file may be known to others")
    BREACH_NOTICE_NEAR = "breach_notice_near", _("Somebody has to be told of a breach: the time is nearly over")
    BREACH_NOTICE_OVER = "breach_notice_over", _("Somebody was not told of a breach in time")
    UNUSUAL_NOTICED = "unusual_noticed", _("Looks into files were unlike others: ask about them")
    ORDER_ARRIVED = "order_arrived", _("An order of a court or prosecutor waits for your decision")
    ORDER_TO_CHECK = "order_to_check", _("What would leave on an order waits for your look")
    ORDER_CHECKED = "order_checked", _("What leaves on an order was checked: give it, or decide anew")
    ORDER_DUE = "order_due", _("An order has to be answered soon")
    ORDER_ANSWERED = "order_answered", _("An order was answered: hand the answer over")
    ORDER_ANSWER_HERE = "order_answer_here", _("The answer to an order of yours is here")
    SCREENING_OVERDUE = "screening_overdue", _("Somebody should have been referred by now: look at it")
    FORM_TO_PUBLISH = "form_to_publish", _("A form was tried out and waits for a second person to publish it")
    PHONE_RECORD_HELD = "phone_record_held", _("A record that came from a phone needs you")
    KNOWN_ASKED = "known_asked", _("Another body asks about somebody who may be in a file of yours")
    KNOWN_ANSWERED = "known_answered", _("Another body wants to speak with you about somebody")
    BREACH_SHUT_OUT = "breach_shut_out", _("An account may be in the wrong hands: end it or give it a new key")


class Pressing(TextChoices):
    """How soon who is told must know."""

    NORMAL = "normal", pgettext_lazy("news", "Can wait")
    URGENT = "urgent", pgettext_lazy("news", "Urgent")
    EMERGENCY = "emergency", pgettext_lazy("news", "Emergency")


class Channel(TextChoices):
    """By which way something leaves."""

    MAIL = "mail", pgettext_lazy("channel", "E-mail")
    TEXT = "text", pgettext_lazy("channel", "Text message")
    FOLDER = "folder", pgettext_lazy("channel", "Folder on another medium")
    PAPER = "paper", pgettext_lazy("channel", "Signed sheet of paper")


class MailWish(TextChoices):
    """Of what a member of staff wants to hear by e-mail."""

    DIGEST = "digest", _("In the morning what waits, and at once what is urgent")
    URGENT = "urgent", _("Only what is urgent")
    OFF = "off", _("Nothing, save an emergency while I am on duty")


class PostingKind(TextChoices):
    """What a posting carries. What it says is written when it leaves, and kept nowhere."""

    NEWS = "news", _("What waits for a member of staff")
    CHECKPOINT = "checkpoint", _("The signed state of the trail")


class PostingStatus(TextChoices):
    """What became of a posting."""

    WAITING = "waiting", pgettext_lazy("posting", "Waiting")
    SENT = "sent", pgettext_lazy("posting", "Sent")
    NEEDLESS = "needless", pgettext_lazy("posting", "Needless: nothing waited any more")
    GIVEN_UP = "given_up", pgettext_lazy("posting", "Given up")
    DROPPED = "dropped", pgettext_lazy("posting", "Dropped")


class Failure(TextChoices):
    """Why a posting did not leave."""

    AWAY = "away", _("The server did not answer")
    LATER = "later", _("The server did not take it for now")
    REFUSED = "refused", _("The server refused it for good")
    FOLDER = "folder", _("The folder is not there or cannot be written")
    BROKEN = "broken", _("A fault in the system itself")


class Sentence(TextChoices):
    """All that a text message may say to a member of staff."""

    URGENT = "urgent", _("Something urgent waits for you. Please sign in.")
    SEVERAL = "several", _("Several urgent things wait for you. Please sign in.")


class WhyNotReach(TextChoices):
    """Why nothing may be sent to the person a file is about."""

    NOTHING_IS_SENT = "nothing_is_sent", _("The system sends nothing to the person.")
    NOT_AGREED = "not_agreed", _("The person has not agreed to be reached.")
    OTHER_WAY = "other_way", _("The person agreed to another way.")
    NO_MESSAGE = "no_message", _("The person agreed to no message.")
    STILL_INSIDE = "still_inside", _("The person may still be where others read the phone.")
    WRONG_HOUR = "wrong_hour", _("It is not the hour that was agreed.")
    TELLS_TOO_MUCH = "tells_too_much", _("The text is none of the neutral sentences.")


class Reason(TextChoices):
    """Why an act on what leaves was refused."""

    NOT_GIVEN_UP = "not_given_up", _("This one was not given up.")
    NOT_SENT = "not_sent", _("This one has not left.")
    ALREADY_CONFIRMED = "already_confirmed", _("This one was confirmed already.")
    OTHER_MARK = "other_mark", _("This is not the mark of the state that was sent.")
    ALREADY_THERE = "already_there", _("This destination is there already.")
    HAS_ENDED = "has_ended", _("This destination was ended already.")
    NOTHING_SIGNED = "nothing_signed", _("Nothing has been signed yet.")
    NOT_A_MEDIUM = "not_a_medium", _("This folder is on none of the media named in MALATH_MEDIA.")
