"""Names of events: past tense, dotted. The one list; a name not here cannot be recorded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Did(TextChoices):
    """What was done or seen."""

    HOUSE_PREPARED = "house.prepared", _("Database prepared")
    KEYS_REWRAPPED = "keys.rewrapped", _("Data keys wrapped anew")
    KEYS_ROTATED = "keys.rotated", _("Wrapping key replaced")
    KEYS_FORGOTTEN = "keys.forgotten", _("Old wrapping key thrown away")
    BACKUP_BEGUN = "backup.begun", _("Backup begun")
    RESTORED = "backup.restored", _("Backup put back")
    SIGNED_IN = "staff.signed_in", _("Signed in")
    SIGN_IN_FAILED = "staff.sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "staff.signed_out", _("Signed out")
    FACTOR_CHANGED = "staff.factor_changed", _("Second factor changed")
    STAFF_ADDED = "staff.added", _("Staff account made")
    STAFF_ENDED = "staff.ended", _("Staff account ended")
    STAFF_INVITED = "staff.invited", _("Sign-in code given to a member of staff")
    MEMBERSHIP_BEGAN = "staff.membership_began", _("Joined a desk")
    MEMBERSHIP_ENDED = "staff.membership_ended", _("Left a desk")
    DUTY_SET = "staff.duty_set", _("Duty entered")
    DUTY_REMOVED = "staff.duty_removed", _("Duty removed")
    RELATION_DECLARED = "staff.relation_declared", _("Relation declared")
    RELATION_ENDED = "staff.relation_ended", _("Relation ended")
    PREFERENCES_SET = "staff.preferences_set", _("Settings changed")
    AGENCY_ADDED = "agency.added", _("Agency added")
    AGENCY_CHANGED = "agency.changed", _("Agency changed")
    DESK_ADDED = "desk.added", _("Desk added")
    DESK_CLOSED = "desk.closed", _("Desk closed")
    DESK_CHANGED = "desk.changed", _("Desk changed")

    PERSON_ADDED = "person.added", _("Person recorded")
    PERSON_CHANGED = "person.changed", _("Person's details changed")
    PERSON_VIEWED = "person.viewed", _("Person opened")
    IDENTITY_VIEWED = "person.identity_viewed", _("Identity and contact shown")
    PEOPLE_SEARCHED = "person.searched", _("People searched")
    PERSON_ERASED = "person.erased", _("Person erased")

    FILE_OPENED = "file.opened", _("File opened for a new person")
    CONSENT_GIVEN = "consent.given", _("Consent given")
    CONSENT_REFUSED = "consent.refused", _("Consent refused")
    CONSENT_RECORDED = "consent.recorded", _("Consent question recorded")
    CONSENT_WITHDRAWN = "consent.withdrawn", _("Consent withdrawn")
    CONSENT_EXPIRED = "consent.expired", _("Consent expired")
    CONSENTS_VIEWED = "consent.viewed", _("Consents opened")
    BASIS_OPENED = "basis.opened", _("Basis for access opened")
    BASIS_CONFIRMED = "basis.confirmed", _("Going on without consent confirmed")
    BASIS_REMINDED = "basis.reminded", _("Reminded that going on without consent waits for confirmation")
    BASIS_ENDED = "basis.ended", _("Basis for access ended")
    ACCESS_OPENED = "access.opened", _("Access opened")
    ACCESS_NARROWED = "access.narrowed", _("Access narrowed")
    ACCESS_ENDED = "access.ended", _("Access ended")
    BLOCK_SET = "block.set", _("Block set")
    BLOCK_ENDED = "block.ended", _("Block ended")
    LEFT = "data.left", _("Data left the system")
    TRAIL_VIEWED = "audit.viewed", _("Trail opened")

    CASE_OPENED = "case.opened", _("Case opened")
    CASE_CHANGED = "case.changed", _("Case facts changed")
    CASE_VIEWED = "case.viewed", _("Case opened for reading")
    CASES_LISTED = "case.listed", _("Cases listed")
    CASE_STATUS_SET = "case.status_set", _("Case status set")
    CONTACT_ATTEMPTED = "case.contact_attempted", _("Tried to reach the person")
    CASE_CLOSING_ASKED = "case.closing_asked", _("Closing asked for")
    CASE_CLOSING_REFUSED = "case.closing_refused", _("Closing not approved")
    CASE_CLOSED = "case.closed", _("Case closed")
    CASE_REOPENED = "case.reopened", _("Case reopened")
    CASE_TEAM_CHANGED = "case.team_changed", _("Team of the case changed")
    CASE_HANDED_OVER = "case.handed_over", _("Case handed over")
    CASE_TAKEN_OVER = "case.taken_over", _("Case taken over by a new key worker")
    TASK_SET = "case.task_set", _("Task set")
    TASK_SETTLED = "case.task_settled", _("Task done or dropped")
    TASK_GIVEN = "case.task_given", _("Task given to somebody else")
    TASK_REMINDED = "case.task_reminded", _("Reminded of a task")
    NEED_STATED = "case.need_stated", _("Need stated")
    NEED_ANSWERED = "case.need_answered", _("What became of a need")
    RISK_ASSESSED = "case.risk_assessed", _("Danger assessed")
    RISK_LOOKED_AT = "case.risk_looked_at", _("Supervisor looked at an assessment of danger")
    RISK_REMINDED = "case.risk_reminded", _("Reminded to assess danger anew")
    SITUATION_OPENED = "case.situation_opened", _("Situation opened")
    SITUATION_JOINED = "case.situation_joined", _("Case became part of a situation")
    SITUATION_LEFT = "case.situation_left", _("Case taken out of a situation")
    ASKED_FOR_ALL = "case.asked_for_all", _("Asked for several people at once")
    NOTE_WRITTEN = "case.note_written", _("Note written")
    CASE_IMPORTED = "case.imported", _("Case imported")

    REFERRAL_DRAFTED = "referral.drafted", _("Referral drafted")
    REFERRAL_CHANGED = "referral.changed", _("Referral draft changed")
    REFERRAL_DISCARDED = "referral.discarded", _("Referral draft discarded")
    REFERRAL_SENT = "referral.sent", _("Referral sent")
    REFERRAL_VIEWED = "referral.viewed", _("Referral opened")
    REFERRALS_LISTED = "referral.listed", _("Referrals listed")
    REFERRAL_ACKNOWLEDGED = "referral.acknowledged", _("Referral acknowledged")
    REFERRAL_ACCEPTED = "referral.accepted", _("Referral accepted")
    REFERRAL_DECLINED = "referral.declined", _("Referral declined")
    REFERRAL_WITHDRAWN = "referral.withdrawn", _("Referral withdrawn by the sender")
    REFERRAL_STOPPED = "referral.stopped", _("Referral stopped: consent or basis ended")
    REFERRAL_ESCALATED = "referral.escalated", _("Referral escalated")
    REFERRAL_COMPLETED = "referral.completed", _("Outcome of referral recorded")
    REFERRALS_SETTLED = "referral.settled", _("Looked whether referrals of the case are under way: none")
    REFERRAL_HANDED_OVER = "referral.handed_over", _("Referral given to another key worker")

    FILE_IMPORTED = "exchange.imported", _("Workbook imported")
    FILE_EXPORTED = "exchange.exported", _("Workbook exported")
    REFUSED = "gate.refused", _("Asked for and not shown")


VIEWS = frozenset(
    {
        Did.PERSON_VIEWED,
        Did.IDENTITY_VIEWED,
        Did.CONSENTS_VIEWED,
        Did.CASE_VIEWED,
        Did.REFERRAL_VIEWED,
        Did.TRAIL_VIEWED,
    }
)
LISTS = frozenset({Did.PEOPLE_SEARCHED, Did.CASES_LISTED, Did.REFERRALS_LISTED, Did.FILE_EXPORTED})
