"""Names of events: past tense, dotted. The one list; a name not here cannot be recorded."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    CODE_ASKED = "staff.code_asked", _("Sign-in code asked for")
    STAFF_UNTIL = "staff.until_set", _("End of an account set")
    SESSIONS_ENDED = "staff.sessions_ended", _("Sessions ended")
    LOCKED_OUT = "staff.locked_out", _("Kept out after wrong passwords")
    LOCK_OUT_TOLD = "staff.lock_out_told", _("Told that somebody was kept out")
    LOCK_OUT_OPENED = "staff.lock_out_opened", _("Let in to try again before the time")
    SESSION_LOCKED = "staff.session_locked", _("Page locked")
    SESSION_UNLOCKED = "staff.session_unlocked", _("Page unlocked with the second factor")
    FORM_KEPT = "staff.form_kept", _("Form kept that was sent to a locked page")
    FORM_FORGOTTEN = "staff.form_forgotten", _("Kept form let go")
    MEMBERSHIP_CONFIRMED = "staff.membership_confirmed", _("Role at a desk confirmed")
    MEMBERSHIP_BEGAN = "staff.membership_began", _("Joined a desk")
    MEMBERSHIP_ENDED = "staff.membership_ended", _("Left a desk")
    DUTY_SET = "staff.duty_set", _("Duty entered")
    DUTY_REMOVED = "staff.duty_removed", _("Duty removed")
    RELATION_DECLARED = "staff.relation_declared", _("Relation declared")
    RELATION_END_ASKED = "staff.relation_end_asked", _("Asked that a relation ends")
    RELATION_KEPT = "staff.relation_kept", _("Relation kept")
    RELATION_ENDED = "staff.relation_ended", _("Relation ended")
    PREFERENCES_SET = "staff.preferences_set", _("Settings changed")
    WISHES_SET = "staff.wishes_set", _("Chose how to be told")
    AGENCY_ADDED = "agency.added", _("Agency added")
    AGENCY_CHANGED = "agency.changed", _("Agency changed")
    DESK_ADDED = "desk.added", _("Desk added")
    DESK_CLOSED = "desk.closed", _("Desk closed")
    DESK_CHANGED = "desk.changed", _("Desk changed")
    DESTINATION_ADDED = "destination.added", _("Destination for the state of the trail added")
    DESTINATION_ENDED = "destination.ended", _("Destination for the state of the trail ended")
    CHECKPOINT_SENT = "checkpoint.sent", _("State of the trail sent off the machine")
    CHECKPOINT_PRINTED = "checkpoint.printed", _("State of the trail printed")
    CHECKPOINT_CONFIRMED = "checkpoint.confirmed", _("Copy of the state of the trail confirmed by its holder")
    POSTING_SENT_AGAIN = "posting.sent_again", _("What could not leave was sent again")
    POSTING_DROPPED = "posting.dropped", _("What could not leave was dropped")
    SERVICE_DESCRIBED = "desk.service_described", _("Service of a desk described")
    INTERPRETER_ADDED = "interpreter.added", _("Interpreter added to the roster")
    INTERPRETER_CHANGED = "interpreter.changed", _("Interpreter changed")
    FORM_BROUGHT = "form.brought", _("Form brought in")
    FORM_TRIED = "form.tried", _("Form tried out")
    FORM_PUBLISHED = "form.published", _("Form published")
    FORM_RETIRED = "form.retired", _("Form retired")
    FORM_TAKEN_OUT = "form.taken_out", _("Empty form taken out")
    FRAMEWORK_CHANGED = "framework.changed", _("Text of the framework brought in")
    FRAMEWORK_READ = "framework.read", _("Text of the framework read and understood")
    FINDING_NOTED = "framework.finding_noted", _("Gap or recommendation written down")
    FINDING_MOVED = "framework.finding_moved", _("Gap or recommendation given on or settled")
    FILLING_BEGUN = "filling.begun", _("Form begun")
    FILLING_SAVED = "filling.saved", _("Answers saved")
    FILLING_FINISHED = "filling.finished", _("Form finished")
    FILLING_RECEIVED = "filling.received", _("Filled form received from a phone")
    FILLING_OPENED = "filling.opened", _("Filled form opened with the private key")
    FILLING_VIEWED = "filling.viewed", _("Filled form viewed")
    FILLINGS_LISTED = "filling.listed", _("Filled forms listed")
    FILLING_TAKEN_OUT = "filling.taken_out", _("Filled form taken out")
    FILLING_THROWN = "filling.thrown", _("Begun form thrown away")
    DEVICE_ADDED = "device.added", _("Phone let in for forms")
    DEVICE_REVOKED = "device.revoked", _("Phone for forms shut out")
    HOLIDAY_DECLARED = "holiday.declared", _("Public holiday declared")
    HOLIDAY_CHANGED = "holiday.changed", _("Public holiday changed")
    HOLIDAY_CANCELLED = "holiday.cancelled", _("Public holiday cancelled")

    PERSON_ADDED = "person.added", _("Person recorded")
    PERSON_CHANGED = "person.changed", _("Person's details changed")
    PERSON_VIEWED = "person.viewed", _("Person opened")
    IDENTITY_VIEWED = "person.identity_viewed", _("Identity and contact shown")
    PEOPLE_SEARCHED = "person.searched", _("People searched")
    DOCUMENT_WRITTEN = "person.document_written", _("Paper of a person written down")
    DOCUMENT_MOVED = "person.document_moved", _("Paper of a person is elsewhere")
    REPORT_WRITTEN = "person.report_written", _("Absconding report written down as a sign of control")
    REPORT_CANCELLED = "person.report_cancelled", _("Absconding report cancelled")
    OVERSTAY_COUNTED = "person.overstay_counted", _("Overstay counted")
    WAIVER_ASKED = "person.waiver_asked", _("Waiver of overstay fines applied for")
    WAIVER_DECIDED = "person.waiver_decided", _("Decision about a waiver written down")
    WAIVER_REMINDED = "person.waiver_reminded", _("Told that a waiver waits for its decision")
    TIE_WRITTEN = "person.tie_written", _("Family tie written down")
    PARTY_WRITTEN = "person.party_written", _("Other party written down")
    RECORD_ENDED = "person.record_ended", _("Something written of a person ended")
    CONTACT_TRIED = "person.contact_tried", _("Safe contact tried")
    PERSON_ERASED = "person.erased", _("Person erased")

    FILE_OPENED = "file.opened", _("File opened for a new person")
    FILE_CLOSED = "file.closed", _("File closed: only its status stays open")
    FILE_REOPENED = "file.reopened", _("Closed file opened again")
    FILE_KEPT_LONGER = "file.kept_longer", _("Closed file kept longer")
    FILE_HELD = "file.held", _("File held: not to be erased")
    HOLD_ENDED = "file.hold_ended", _("Hold of a file ended")
    ERASURE_ANNOUNCED = "file.erasure_announced", _("Erasure of a file announced")
    ERASURE_CALLED_OFF = "file.erasure_called_off", _("Erasure of a file called off")
    FILE_ERASED = "file.erased", _("File erased for ever")
    FILES_REVIEWED = "file.kept_listed", _("Closed files listed for review")
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
    ACCESS_ENDED = "access.ended", _("Access ended")
    GLASS_BROKEN = "glass.broken", _("File opened in an emergency")
    GLASS_ENDED = "glass.ended", _("Emergency ended by the worker")
    GLASS_REVIEWED = "glass.reviewed", _("Emergency reviewed by the data protection officer")
    GLASS_LISTED = "glass.listed", _("Emergencies listed for review")
    BLOCK_SET = "block.set", _("Block set")
    BLOCK_ENDED = "block.ended", _("Block ended")
    STATEMENT_GIVEN = "data.statement_given", _("Person told who has seen the file")
    GUARDIAN_NAMED = "guardian.named", _("Guardian written down")
    GUARDIAN_VERIFIED = "guardian.verified", _("Proof of a guardian seen")
    GUARDIAN_DOUBTED = "guardian.doubted", _("Guardian suspected")
    GUARDIAN_ENDED = "guardian.ended", _("Guardian decides no longer")
    ASSENT_RECORDED = "assent.recorded", _("The child's own view written down")
    AGREEMENT_RECORDED = "agreement.recorded", _("Agreement between bodies recorded")
    AGREEMENT_ENDED = "agreement.ended", _("Agreement between bodies ended")
    LEFT = "data.left", _("Data left the system")
    BREACH_REPORTED = "breach.reported", _("Breach reported")
    BREACH_WIDENED = "breach.widened", _("List of people in a breach made anew")
    BREACH_ASKED = "breach.asked", _("Desks asked to make people safe")
    BREACH_CONTAINED = "breach.contained", _("Breach contained")
    BREACH_TOLD = "breach.unit_told", _("Data protection unit told of a breach")
    BREACH_REMINDED = "breach.reminded", _("Reminded of a deadline of a breach")
    BREACH_CLOSED = "breach.closed", _("Breach closed")
    UNUSUAL_NOTICED = "unusual.noticed", _("Unusual look into files noticed")
    UNUSUAL_SETTLED = "unusual.settled", _("Unusual look into files settled")
    UNUSUAL_LISTED = "unusual.listed", _("Unusual looks into files listed")
    BREACHES_LISTED = "breach.listed", _("Breach opened")
    NUMBER_TRIED = "person.number_tried", _("Number written by somebody who does not read of other parties")
    SAFETY_DONE = "breach.safety_done", _("Step for safety after a breach")
    TRAIL_VIEWED = "audit.viewed", _("Trail opened")

    CASE_OPENED = "case.opened", _("Case opened")
    CASE_CHANGED = "case.changed", _("Case facts changed")
    CASE_VIEWED = "case.viewed", _("Case opened for reading")
    CASES_LISTED = "case.listed", _("Cases listed")
    CASE_STATUS_SET = "case.status_set", _("Case status set")
    CASE_CLOSING_ASKED = "case.closing_asked", _("Closing asked for")
    CASE_CLOSING_REFUSED = "case.closing_refused", _("Closing not approved")
    CASE_CLOSED = "case.closed", _("Case closed")
    CASE_REOPENED = "case.reopened", _("Case reopened")
    BEST_INTERESTS_FOUND = "case.best_interests_found", _("What is best for a child found by a panel")
    CASE_TEAM_CHANGED = "case.team_changed", _("Team of the case changed")
    CASE_HANDED_OVER = "case.handed_over", _("Case handed over")
    CASE_TAKEN_OVER = "case.taken_over", _("Case taken over by a new key worker")
    IDENTIFICATION_BEGUN = "identification.begun", _("Clocks of identification begun")
    IDENTIFICATION_GIVEN = "identification.given", _("Identification given to a body that decides")
    IDENTIFICATION_STOPPED = "identification.stopped", _("The body that decided does not see the file any more")
    IDENTIFICATION_REMINDED = "identification.reminded", _("Reminded that something of identification is due")
    OPINION_WRITTEN = "identification.opinion_written", _("Opinion written")
    MATRIX_CHANGED = "identification.matrix_changed", _("Matrix of act, means and purpose changed")
    DECISION_PROPOSED = "identification.proposed", _("Decision proposed")
    DECISION_SENT_BACK = "identification.sent_back", _("Proposed decision sent back")
    DECISION_CONFIRMED = "identification.confirmed", _("Decision confirmed by a second officer")
    REVIEW_ASKED = "identification.review_asked", _("Review of a decision asked for")
    REVIEW_SETTLED = "identification.review_settled", _("Review of a decision settled")
    RECOVERY_STARTED = "recovery.started", _("Recovery and reflection period started")
    RECOVERY_EXTENDED = "recovery.extended", _("Recovery and reflection period extended")
    RECOVERY_OFFERED = "recovery.offered", _("Offer made in the recovery period")
    RECOVERY_REMINDED = "recovery.reminded", _("Told that a recovery period ends soon")
    SETTLEMENT_RECORDED = "case.settlement_recorded", _("Private settlement written down")
    STATUS_LETTER_ISSUED = "case.letter_issued", _("Letter for the person issued")
    STATUS_LETTER_SHOWN = "case.letter_shown", _("Letter of the person shown to somebody")
    SHELTER_FOUNDED = "shelter.founded", _("Shelter set up")
    SHELTER_CHANGED = "shelter.changed", _("Places of a shelter changed")
    SHELTER_PLACE_WRITTEN = "shelter.place_written", _("Where a shelter is was written down, sealed")
    SHELTER_PLACE_READ = "shelter.place_read", _("Where a person stays was read")
    STAY_BEGUN = "stay.begun", _("Taken in at a shelter")
    STAY_CHANGED = "stay.changed", _("Something of a stay written down")
    STAY_REVIEWED = "stay.reviewed", _("Stay reviewed")
    BELONGING_IN = "stay.signed_in", _("Belongings signed in")
    BELONGING_OUT = "stay.signed_out", _("Belongings given back and signed out")
    INCIDENT_RECORDED = "shelter.incident", _("Incident at a shelter written down")
    INCIDENT_LOOKED_AT = "shelter.incident_looked_at", _("Incident at a shelter looked at by a supervisor")
    INCIDENT_REMINDED = "shelter.incident_reminded", _("Reminded of an incident that nobody looked at")
    STAY_STOPPED = "stay.stopped", _("A shelter does not see the file of somebody who stays any more")
    STAY_GOES_ON = "stay.goes_on", _("A shelter sees the file of somebody who stays again")
    STAY_REMINDED = "stay.reminded", _("Reminded that something of a stay is due")
    STAY_ENDED = "stay.ended", _("Left a shelter")
    SHIFT_HANDED_OVER = "shelter.shift_note", _("Written down for the next shift")
    HEADS_COUNTED = "shelter.heads_counted", _("People in a shelter counted")
    NIGHT_SHEET_SHOWN = "shelter.night_sheet", _("Emergency sheet of a shelter shown")
    NOT_TAKEN_IN = "stay.refused", _("Not taken in at a shelter; another place was found")
    NO_PLACE_FREE = "stay.no_place", _("No place free at a shelter")
    PROCEEDING_BEGUN = "justice.begun", _("Criminal matter written down")
    PROCEEDING_MOVED = "justice.moved", _("Criminal matter went to another state")
    PROCEEDING_JOINED = "justice.joined", _("Somebody has a part in a criminal matter")
    PROCEEDING_LEFT = "justice.left", _("Part in a criminal matter taken out")
    PROCEEDING_FORGOTTEN = "justice.forgotten", _("Criminal matter forgotten with the last file in it")
    ACCUSED_WRITTEN = "justice.accused_written", _("Somebody accused written down")
    ACCUSED_STRUCK = "justice.accused_struck", _("Somebody accused struck out")
    HEARING_SET = "justice.hearing_set", _("Hearing written down")
    HEARING_MOVED = "justice.hearing_moved", _("Hearing moved to another day")
    HEARING_PREPARED = "justice.hearing_prepared", _("What a person needs at a hearing written down")
    HEARING_ENDED = "justice.hearing_ended", _("What became of a hearing written down")
    HEARING_REMINDED = "justice.hearing_reminded", _("Told that a hearing is near")
    NOTICES_CHOSEN = "justice.notices_chosen", _("Chose of what to be told")
    ACCUSED_FREE_OR_NOT = "justice.accused_free_or_not", _("Arrest, bail or release written down")
    NOTICE_TO_GIVE = "justice.notice_to_give", _("Somebody has to tell the person something")
    NOTICE_TOLD = "justice.notice_told", _("Telling the person written down")
    CLAIM_OPENED = "justice.claim_opened", _("Claim written down")
    CLAIM_WENT_ON = "justice.claim_went_on", _("Claim went a step on")
    CLAIM_TO_ENFORCE = "justice.claim_to_enforce", _("Somebody sees to it that a claim is paid")
    REPROACH_WRITTEN = "justice.reproach_written", _("Act of which the person is accused written down")
    PARDON_ASKED = "justice.pardon_asked", _("Asked that the person is not punished")
    PARDON_DECIDED = "justice.pardon_decided", _("Decided whether the person is punished")
    CHARGE_WRITTEN = "justice.charge_written", _("Charge written down")
    CHARGE_AGGRAVATED = "justice.charge_aggravated", _("What makes a charge graver written down")
    PROOF_WRITTEN = "justice.proof_written", _("What shows an element of a charge written down")
    PROOF_STRUCK = "justice.proof_struck", _("What shows an element of a charge struck out")
    MEASURE_ORDERED = "justice.measure_ordered", _("Measure of a prosecutor written down")
    MEASURE_EXTENDED = "justice.measure_extended", _("Measure extended")
    MEASURE_ENDED = "justice.measure_ended", _("Measure ended")
    MEASURE_REMINDED = "justice.measure_reminded", _("Told that a measure ends soon")
    EXHIBIT_TAKEN = "justice.exhibit_taken", _("Piece of evidence written down")
    EXHIBIT_HANDED = "justice.exhibit_handed", _("Piece of evidence handed on")
    MANDATE_GIVEN = "justice.mandate_given", _("Mandate of a lawyer written down")
    MANDATE_ENDED = "justice.mandate_ended", _("Mandate of a lawyer ended")
    TESTIMONY_ASKED = "justice.testimony_asked", _("Early or remote testimony asked for")
    TESTIMONY_SETTLED = "justice.testimony_settled", _("Answer to early or remote testimony written down")
    HOME_WISHED = "justice.home_wished", _("Wish to go home before the judgment written down")
    CO_OPERATION_STOPPED = "justice.stopped", _("No longer co-operates with the investigation")
    CO_OPERATION_RESUMED = "justice.resumed", _("Co-operates with the investigation")

    RETURN_ASKED = "return.asked", _("Return asked for")
    RETURN_OF_NEW = "return.of_new", _("File opened for somebody who asks to return")
    RETURN_VIEWED = "return.viewed", _("Return opened")
    RETURNS_LISTED = "return.listed", _("Returns listed")
    RETURN_STOPPED = "return.stopped", _("Return stopped")
    RETURN_REOPENED = "return.reopened", _("Return taken up again")
    RETURN_GIVEN = "return.given", _("Return given to a worker")
    RETURN_FEAR = "return.fear", _("Asked whether the person fears going back")
    RETURN_ROAD_CLOSED = "return.road_closed", _("The person closed the road to international protection")
    RETURN_TALK = "return.talk", _("Counselling talk written down")
    RETURN_DECLARED = "return.declared", _("Wish to return declared")
    RETURN_DECLARATION_WITHDRAWN = "return.declaration_withdrawn", _("Declaration of the wish to return taken back")
    RETURN_DANGER = "return.danger", _("Danger on return looked at")
    RETURN_CHILD = "return.child", _("Who receives a child and goes with it written down")
    RETURN_PAPER = "return.paper", _("Paper of a return went a step on")
    RETURN_FINES = "return.fines", _("Another way chosen for fines")
    RETURN_FINES_APPROVED = "return.fines_approved", _("Payment of fines approved")
    RETURN_FIT = "return.fit", _("What a doctor says about flying written down")
    RETURN_MISSION_ASKED = "return.mission_asked", _("Receiving mission asked")
    RETURN_MISSION_ANSWERED = "return.mission_answered", _("Answer of a receiving mission written down")
    RETURN_MISSION_SILENT = "return.mission_silent", _("Told that a receiving mission has not answered")
    JOURNEY_PLANNED = "return.journey_planned", _("Journey planned")
    JOURNEY_MOVED = "return.journey_moved", _("Journey moved")
    JOURNEY_CANCELLED = "return.journey_cancelled", _("Journey cancelled")
    TICKET_BOUGHT = "return.ticket_bought", _("Ticket bought")
    JOURNEY_LEFT = "return.left", _("Asked once more, and left")
    JOURNEY_REFUSED = "return.refused", _("Said no before boarding")
    JOURNEY_MISSED = "return.missed", _("Did not board")
    ARRIVAL_CONFIRMED = "return.arrived", _("Arrival confirmed")
    ARRIVAL_UNCONFIRMED = "return.unconfirmed", _("Told that an arrival is not confirmed")
    FARE_REFUNDED = "return.refunded", _("Unused fare written down")
    PROJECT_OPENED = "return.project", _("Project that pays for returns opened")
    COST_WRITTEN = "return.cost", _("Cost of a return written down")
    GRANT_MADE = "return.grant", _("Grant for a return made")
    INSTALMENT_PAID = "return.instalment", _("Instalment of a grant paid")
    RETURNS_COUNTED = "return.counted", _("Returns looked at in figures")
    MANIFEST_VIEWED = "return.manifest", _("Departures of a day opened")
    SAME_LOOKED_FOR = "linkage.looked_for", _("Looked for other files of the person")
    PAIR_VIEWED = "linkage.pair_viewed", _("Two files compared")
    PAIR_JUDGED = "linkage.judged", _("Said whether two files are of one person")
    FILES_JOINED = "linkage.joined", _("Two files stand together: the same person")
    FILES_PARTED = "linkage.parted", _("Two files parted again")
    ELSEWHERE_ASKED = "linkage.elsewhere_asked", _("Asked whether other bodies know the person")
    ELSEWHERE_WORKED = "linkage.elsewhere_worked", _("The question to other bodies went its way")
    ELSEWHERE_TOLD = "linkage.elsewhere_told", _("Told that another body asks about somebody")
    ELSEWHERE_VIEWED = "linkage.elsewhere_viewed", _("Question of another body read")
    ELSEWHERE_SPOKEN = "linkage.elsewhere_spoken", _("A body that knows the person speaks with who asked")
    ELSEWHERE_SILENT = "linkage.elsewhere_silent", _("Nothing is said to the body that asked")
    PARTY_MARKED = "person.party_marked", _("Other party marked to be known again")
    INTERPRETER_BOOKED = "case.interpreter_booked", _("Interpreter booked")
    BOOKING_SETTLED = "case.booking_settled", _("Booking of an interpreter settled")
    BOOKED_FOR_ALL = "situation.booked_for_all", _("Interpreter booked for several people of a situation")
    INTERPRETER_KEPT_OUT = "case.interpreter_kept_out", _("Interpreter kept from the person")
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
    SEALED_NOTE_WRITTEN = "case.sealed_note_written", _("Note written into a compartment")
    ATTACHMENT_KEPT = "attachment.kept", _("Attachment kept with a case")
    ATTACHMENT_TAKEN = "attachment.taken", _("Copy of an attachment taken")
    ATTACHMENT_TAKEN_AWAY = "attachment.taken_away", _("Attachment taken away")
    ATTACHMENT_GONE = "attachment.gone", _("Attachment destroyed")
    SEALED_ATTACHMENT_KEPT = "attachment.sealed_kept", _("Attachment kept in a compartment")
    SEALED_ATTACHMENT_TAKEN = "attachment.sealed_taken", _("Copy of an attachment in a compartment taken")
    SEALED_ATTACHMENT_TAKEN_AWAY = "attachment.sealed_taken_away", _("Attachment in a compartment taken away")
    COMPARTMENT_OPENED = "compartment.opened", _("Compartment opened by name")
    COMPARTMENT_ENDED = "compartment.ended", _("Compartment closed to somebody")
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
    REFERRAL_COUNTED = "referral.counted_anew", _("Clock of a referral counted anew")
    REFERRAL_COMPLETED = "referral.completed", _("Outcome of referral recorded")
    REFERRALS_SETTLED = "referral.settled", _("Looked whether referrals of the case are under way: none")
    CASE_LOOKED_BESIDE = "case.looked_beside", _("Looked at what stands beside the case")
    REFERRAL_HANDED_OVER = "referral.handed_over", _("Referral given to another key worker")

    REFERRAL_DRAFTED_AGAIN = "referral.drafted_again", _("Another desk is asked with what was typed before")
    REFERRAL_WITH_OTHERS = "referral.with_others", _("Referred in one go with others")
    LINK_MADE = "link.made", _("Link to a referral made")
    LINK_REVOKED = "link.revoked", _("Link to a referral revoked")
    LINK_OPENED = "link.opened", _("Link to a referral opened")
    LINK_TRIED = "link.tried", _("Wrong passcode at a link")
    LINK_REFUSED = "link.refused", _("A dead link was tried")
    LINK_ANSWERED = "link.answered", _("Referral answered through its link")
    ANSWER_WRITTEN_DOWN = "referral.answer_written_down", _("Answer that came another way written down")
    LETTER_ISSUED = "letter.issued", _("Letter issued")
    LETTER_VIEWED = "letter.viewed", _("Letter opened")
    LETTER_TAKEN = "letter.taken", _("Copy of a letter taken")
    LETTER_REVOKED = "letter.revoked", _("Letters made invalid")
    REFERRAL_ASKED = "referral.asked", _("Asked the sender of a referral")
    REFERRAL_REPLIED = "referral.replied", _("Question about a referral answered")
    REFERRAL_HELD = "referral.held", _("Clocks of a referral stopped: the person asked for time")
    REFERRAL_RESUMED = "referral.resumed", _("Clocks of a referral run again")
    REFERRAL_FEEDBACK = "referral.feedback", _("Feedback on a referral given")

    SCREENING_BEGUN = "screening.begun", _("Screening begun")
    SCREENING_SAVED = "screening.saved", _("Step of a screening written")
    SCREENING_FINISHED = "screening.finished", _("Screening finished")
    SCREENING_DROPPED = "screening.dropped", _("Screening thrown away")
    SCREENING_VIEWED = "screening.viewed", _("Screening opened")
    SCREENING_SETTLED = "screening.settled", _("Nobody waits for a referral after a screening any more")
    SCREENING_OVERDUE = "screening.overdue", _("Told that nobody was referred after a screening")
    WORDS_CHECKED = "screening.words_checked", _("Somebody stands for the words of a card")
    SMUGGLED_SAID = "screening.smuggled_said", _("Decided: smuggled, not trafficked")
    SMUGGLED_TAKEN_BACK = "screening.smuggled_taken_back", _("Taken back: smuggled, not trafficked")

    PLAN_BEGUN = "plan.begun", _("Clock of a protection plan begun")
    PLAN_TAKEN_ON = "plan.taken_on", _("Protection plan kept by another desk")
    PLAN_STOPPED = "plan.stopped", _("The desk that kept the plan does not see the file any more")
    PLAN_REMINDED = "plan.reminded", _("Reminded that a plan or its review is due")
    PLAN_AGREED = "plan.agreed", _("Protection plan agreed with the person")
    PLAN_REVIEWED = "plan.reviewed", _("Protection plan reviewed")
    PLAN_CRITICAL = "plan.critical", _("Critical event written beside the plan")
    PLAN_ACTION_ADDED = "plan.action_added", _("Action added to the plan")
    PLAN_ACTION_SETTLED = "plan.action_settled", _("Action of the plan settled")
    GOAL_WRITTEN = "goal.written", _("Goal talked over and written down")
    GOAL_SETTLED = "goal.settled", _("Goal reached or given up")
    SERVICE_GIVEN = "service.given", _("Service given written down")
    SERVICE_STRUCK = "service.struck", _("Service given struck out")
    FOLLOW_UP_PLANNED = "follow_up.planned", _("Contacts afterwards planned")
    FOLLOW_UP_TRIED = "follow_up.tried", _("Contact afterwards tried")
    FOLLOW_UP_CALLED_OFF = "follow_up.called_off", _("Contacts afterwards called off")
    FOLLOW_UP_REMINDED = "follow_up.reminded", _("Reminded of a contact afterwards")
    FUND_ASKED = "fund.asked", _("Fund asked for money")
    FUND_VIEWED = "fund.viewed", _("Request to the fund opened")
    FUND_PROPOSED = "fund.proposed", _("Decision about a request to the fund proposed")
    FUND_SENT_BACK = "fund.sent_back", _("Proposed decision about a request sent back")
    FUND_DECIDED = "fund.decided", _("Request to the fund decided by a second member")
    FUND_PAID = "fund.paid", _("Payment of the fund written down")
    FUND_LEFT = "fund.left", _("Member left the decision of a request: conflict of interest")
    FUND_WITHDRAWN = "fund.withdrawn", _("Request to the fund withdrawn")
    FUND_STOPPED = "fund.stopped", _("Request to the fund stopped: its ground ended")
    PANEL_OPENED = "panel.opened", _("Best-interests procedure opened")
    PANEL_CHANGED = "panel.changed", _("Best-interests procedure: member, view or option written down")
    PANEL_DECIDED = "panel.decided", _("Best-interests procedure decided")
    PANEL_REMINDED = "panel.reminded", _("Reminded that a best-interests panel is due")
    CONFERENCE_CALLED = "conference.called", _("Case conference called")
    CONFERENCE_HELD = "conference.held", _("Case conference held, minutes written")
    CONFERENCE_OFF = "conference.called_off", _("Case conference called off")
    COMPLAINT_MADE = "complaint.made", _("Complaint about a service written down")
    COMPLAINT_VIEWED = "complaint.viewed", _("Complaint opened")
    COMPLAINT_ANSWERED = "complaint.answered", _("Complaint answered")
    FEEDBACK_RECORDED = "feedback.recorded", _("Person asked for feedback")
    FACTOR_WRITTEN = "factor.written", _("Determinant written down")
    FACTOR_STRUCK = "factor.struck", _("Determinant struck out")

    ORDER_RECORDED = "order.recorded", _("Order of a court or prosecutor written down")
    ORDER_DECIDED = "order.decided", _("Decided what is given on an order")
    ORDER_CHECKED = "order.checked", _("Checked what leaves on an order")
    ORDER_GIVEN_BACK = "order.given_back", _("What would leave on an order given back")
    ORDER_RELEASED = "order.released", _("Papers given on an order")
    ORDER_REFUSED = "order.refused", _("Order refused with a letter")
    ORDER_REMINDED = "order.reminded", _("Reminded that an order has to be answered")
    ORDER_TOLD = "order.told", _("Written down whether the person was told of an order")
    ORDER_VIEWED = "order.viewed", _("Order opened")
    ORDERS_LISTED = "order.listed", _("Orders listed")

    DESK_CODE_GIVEN = "desk_code.given", _("Code for volunteers made")
    DESK_CODE_RENEWED = "desk_code.renewed", _("Code for volunteers renewed")
    DESK_CODE_ENDED = "desk_code.ended", _("Code for volunteers ended")
    CARD_OPENED = "card.opened", _("Sign card opened with a code")
    CARD_REFUSED = "card.refused", _("Sign card refused: the code opens no more")
    CONCERN_SENT = "concern.sent", _("Concern sent from the sign card")
    CONCERNS_LISTED = "concern.listed", _("Concerns listed")
    CONCERN_VIEWED = "concern.viewed", _("Concern read")
    CONCERN_TAKEN = "concern.taken", _("Concern taken up")
    CONCERN_SETTLED = "concern.settled", _("Written down what came of a concern")
    CONCERN_ESCALATED = "concern.escalated", _("Told above that nobody looks after a concern")
    CONCERN_LET_GO = "concern.let_go", _("Words of a concern thrown away")
    NOTICE_SENT = "notice.sent", _("Anonymous notice sent")
    NOTICE_DELIVERED = "notice.delivered", _("The Unit was told of an anonymous notice")
    NOTICES_LISTED = "notice.listed", _("Anonymous notices listed")
    DESK_NUDGED = "desk.nudged", _("Desk reminded of what waits there")
    DESK_AGREED = "desk.agreed", _("Noted what was agreed with a desk")
    FIGURES_TOLD = "figures.told", _("Figures told anew")
    FIGURES_TAKEN_OUT = "figures.taken_out", _("Figures taken out as a file")
    COUNTS_PUT_RIGHT = "counts.put_right", _("Counts made anew from the referrals")
    DEVICE_ENROLLED = "device.enrolled", _("Phone enrolled")
    DEVICE_ENDED = "device.ended", _("Phone ended: it serves no more")
    SEALING_KEY_MADE = "sealing_key.made", _("New key made to which phones seal")
    PACKETS_RECEIVED = "packet.received", _("Sealed records received from a phone")
    PACKET_REPLAYED = "packet.replayed", _("Step of a record from a phone read in")
    PACKET_FINISHED = "packet.finished", _("Record from a phone read in")
    PACKET_HELD = "packet.held", _("Record from a phone waits for somebody")
    PACKET_VIEWED = "packet.viewed", _("Waiting record from a phone opened")
    PACKET_SET_ASIDE = "packet.set_aside", _("Record from a phone set aside")
    FILE_IMPORTED = "exchange.imported", _("Workbook imported")
    IMPORT_BEGUN = "exchange.begun", _("File for an import received")
    IMPORT_MAPPED = "exchange.mapped", _("Columns of an import chosen")
    IMPORT_CHECKED = "exchange.checked", _("Rows of an import checked")
    IMPORT_MENDED = "exchange.mended", _("Rows of an import mended")
    IMPORT_MADE = "exchange.made", _("Rows of an import made ready")
    IMPORT_STOPPED = "exchange.stopped", _("Import stopped")
    FILES_COMPARED = "linkage.compared", _("All files compared with each other")
    PEOPLE_REINDEXED = "search.reindexed", _("Search made anew")
    IMPORT_REMOVED = "exchange.removed", _("Rows of an import removed")
    IMPORT_SEEN = "exchange.seen", _("Faults of an import shown")
    FILE_EXPORTED = "exchange.exported", _("Workbook exported")
    REINTEGRATION_BEGUN = "reintegration.begun", _("Plan after a return begun")
    REINTEGRATION_AGREED = "reintegration.agreed", _("Plan after a return agreed with the person")
    SUPPORT_PLANNED = "reintegration.support", _("Support after a return planned")
    SUPPORT_SETTLED = "reintegration.settled", _("Said what became of support after a return")
    SURVEY_RECORDED = "reintegration.survey", _("Survey after a return recorded")
    REINTEGRATION_FLAGGED = "reintegration.flagged", _("Signs after a return written down: to be screened")
    REINTEGRATION_CLOSED = "reintegration.closed", _("Monitoring after a return closed")
    REINTEGRATION_REMINDED = "reintegration.reminded", _("Reminded of what is due after a return")
    HOUSE_KEY_MADE = "package.own_key", _("New key of the body made, to which missions seal")
    MISSION_KEY_TAKEN = "package.key_taken", _("Key of a mission taken in")
    MISSION_KEY_CONFIRMED = "package.key_confirmed", _("Key of a mission confirmed")
    MISSION_KEY_REVOKED = "package.key_revoked", _("Key of a mission revoked")
    PACKAGES_LISTED = "package.listed", _("Transfer packages listed")
    PACKAGE_MADE = "package.made", _("Transfer package sealed to a mission")
    PACKAGE_OPENED = "package.opened", _("Transfer package opened")
    PACKAGE_READ = "package.read", _("Opened transfer package read")
    PACKAGE_RECEIPT_TAKEN = "package.receipt", _("Receipt of a transfer package taken in")
    PACKAGE_UNANSWERED = "package.unanswered", _("Mission silent: supervisors were told")
    REFUSED = "gate.refused", _("Asked for and not shown")


VIEWS = frozenset(
    {
        Did.PERSON_VIEWED,
        Did.IDENTITY_VIEWED,
        Did.CONSENTS_VIEWED,
        Did.CASE_VIEWED,
        Did.REFERRAL_VIEWED,
        Did.LETTER_VIEWED,
        Did.SCREENING_VIEWED,
        Did.ORDER_VIEWED,
        Did.CONCERN_VIEWED,
        Did.TRAIL_VIEWED,
        Did.PAIR_VIEWED,
        Did.ELSEWHERE_VIEWED,
        Did.ATTACHMENT_TAKEN,
        Did.SEALED_ATTACHMENT_TAKEN,
        Did.PACKAGE_READ,
    }
)
OF_TWO_FILES = frozenset(
    {
        Did.PAIR_VIEWED,
        Did.PAIR_JUDGED,
        Did.FILES_JOINED,
        Did.FILES_PARTED,
        Did.ELSEWHERE_TOLD,
        Did.ELSEWHERE_VIEWED,
        Did.ELSEWHERE_SILENT,
    }
)
"""What tells of another file: read by those who read that one too, or whose body was told."""
SEALED = frozenset(
    {
        Did.SEALED_NOTE_WRITTEN,
        Did.COMPARTMENT_OPENED,
        Did.COMPARTMENT_ENDED,
        Did.SEALED_ATTACHMENT_KEPT,
        Did.SEALED_ATTACHMENT_TAKEN,
        Did.SEALED_ATTACHMENT_TAKEN_AWAY,
    }
)
"""What tells that there is something in a compartment: read by those to whom that one is open (fact `section`)."""
LISTS = frozenset(
    {
        Did.PEOPLE_SEARCHED,
        Did.SAME_LOOKED_FOR,
        Did.CASES_LISTED,
        Did.REFERRALS_LISTED,
        Did.NOTICES_LISTED,
        Did.CONCERNS_LISTED,
        Did.FILE_EXPORTED,
        Did.PACKAGES_LISTED,
        Did.GLASS_LISTED,
        Did.FILES_REVIEWED,
        Did.BREACHES_LISTED,
        Did.ORDERS_LISTED,
        Did.UNUSUAL_LISTED,
    }
)


class Unlike(TextChoices):
    """How the trail is unlike a state of it that was kept outside."""

    FILE_CHANGED = "file_changed", _("The file itself was changed: its signature does not fit.")
    OTHER_KEY = "other_key", _("It was signed with another key: by another house, or the keyring was exchanged.")
    SHORTER = "shorter", _("The trail ends before: events are gone, or an older backup was put back.")
    NO_CHECKPOINT = "no_checkpoint", _("The checkpoint that was sent is gone from the trail.")
    LAST_STRETCH = "last_stretch", _("Events of the hour before it was signed are not those that were signed.")
    EARLIER = "earlier", _("Events from before that hour are not those that were signed.")


class Shelf(TextChoices):
    """Events that are few and wanted together."""

    ACCOUNTS = "accounts", pgettext_lazy("shelf", "Accounts")
    SEATS = "seats", pgettext_lazy("shelf", "Desks and roles of staff")
    BODIES = "bodies", pgettext_lazy("shelf", "Bodies and desks")
    KEYS = "keys", pgettext_lazy("shelf", "Keys and backups")
    LEAVING = "leaving", pgettext_lazy("shelf", "What leaves")
    SEARCHES = "searches", pgettext_lazy("shelf", "Searches")
    REFUSALS = "refusals", pgettext_lazy("shelf", "Asked for and not shown")


OF_THE_HOUSE = (Shelf.ACCOUNTS, Shelf.SEATS, Shelf.BODIES, Shelf.KEYS, Shelf.LEAVING)
"""What administrators do, and what is done to the house as a whole."""
_ON_SHELVES = {
    Shelf.ACCOUNTS: (Did.STAFF_ADDED, Did.STAFF_ENDED, Did.STAFF_INVITED, Did.LOCK_OUT_OPENED),
    Shelf.SEATS: (Did.MEMBERSHIP_BEGAN, Did.MEMBERSHIP_ENDED),
    Shelf.BODIES: (
        Did.AGENCY_ADDED,
        Did.AGENCY_CHANGED,
        Did.DESK_ADDED,
        Did.DESK_CHANGED,
        Did.DESK_CLOSED,
        Did.AGREEMENT_RECORDED,
        Did.AGREEMENT_ENDED,
    ),
    Shelf.KEYS: (
        Did.HOUSE_PREPARED,
        Did.KEYS_REWRAPPED,
        Did.KEYS_ROTATED,
        Did.KEYS_FORGOTTEN,
        Did.BACKUP_BEGUN,
        Did.RESTORED,
    ),
    Shelf.LEAVING: (
        Did.DESTINATION_ADDED,
        Did.DESTINATION_ENDED,
        Did.CHECKPOINT_PRINTED,
        Did.CHECKPOINT_CONFIRMED,
        Did.POSTING_SENT_AGAIN,
        Did.POSTING_DROPPED,
    ),
    Shelf.SEARCHES: (Did.PEOPLE_SEARCHED,),
    Shelf.REFUSALS: (Did.REFUSED,),
}
SHELF_OF = {did: shelf for shelf, events in _ON_SHELVES.items() for did in events}
