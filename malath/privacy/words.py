"""Consents, bases, levels, sections. Source: domain §6 (consents C1–C15, grounds O1–O4, levels L0–L5)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsentKind(TextChoices):
    """Separate questions; never bundled."""

    C1 = "C1", _("Record my data")
    C2 = "C2", _("Be interviewed")
    C3 = "C3", _("Be referred to a named body")
    C4 = "C4", _("Share with the Counter-Trafficking Unit")
    C5 = "C5", _("Co-operate with the investigation")
    C6 = "C6", _("Contact my embassy")
    C7 = "C7", _("Contact my family")
    C8 = "C8", _("Stay in a shelter")
    C9 = "C9", _("Medical examination")
    C10 = "C10", _("Medical data to lawyer or court")
    C11 = "C11", _("Open a file for voluntary return")
    C12 = "C12", _("Transfer to the mission in the country of return")
    C13 = "C13", _("Be contacted after return")
    C14 = "C14", _("Use in anonymous statistics")
    C15 = "C15", _("Photograph or story")
    C16 = "C16", _("Compare my file with those of other bodies")
    C17 = "C17", _("Be contacted afterwards")


class Shown(TextChoices):
    """What of a person would be shown to the public (C15): asked about each use by itself."""

    PHOTO = "photo", _("A photograph")
    RECORDING = "recording", _("A film or a voice")
    STORY = "story", _("The story in words")


class Answer(TextChoices):
    """What the person said. Not asked is an answer of its own, never a no."""

    YES = "yes", pgettext_lazy("consent", "Yes")
    NO = "no", pgettext_lazy("consent", "No")
    NOT_NOW = "not_now", pgettext_lazy("consent", "Not now")
    NOT_ASKED = "not_asked", pgettext_lazy("consent", "Not asked")


class GuardianKind(TextChoices):
    """Who decides for a child."""

    PARENT = "parent", _("Mother or father")
    RELATIVE = "relative", _("Another relative")
    COURT = "court", _("Somebody named by a court")
    AUTHORITY = "authority", _("Child protection as guardian")


class GuardianProof(TextChoices):
    """What proves that somebody is the guardian of a child."""

    DOCUMENT = "document", _("A document: family book, birth certificate")
    DECISION = "decision", _("A decision of a court or of child protection")


class AssentView(TextChoices):
    """What a child says about a question that others decide. Not said is an answer of its own, never a yes."""

    YES = "yes", pgettext_lazy("child", "Wants it")
    NO = "no", pgettext_lazy("child", "Does not want it")
    TOO_YOUNG = "too_young", pgettext_lazy("child", "Too young to say")
    NOT_SAID = "not_said", pgettext_lazy("child", "Did not want to say")


class WhyNotGuardian(TextChoices):
    """Why something about a guardian is not written."""

    NOT_A_CHILD = "not_a_child", _("An adult decides alone. Correct the age first if it is wrong.")
    NAME_MISSING = "name_missing", _("Write who it is.")
    WHICH_MISSING = "which_missing", _("Write which document or decision you saw.")
    OWN_WORD = "own_word", _("Somebody else at your desk looks at the proof of a guardian whom you wrote down.")
    ALREADY_VERIFIED = "already_verified", _("This guardian was verified already.")
    IS_DOUBTED = "is_doubted", _("This guardian may be part of what happened, and decides nothing.")
    BECAUSE_MISSING = "because_missing", _("Say what makes you think so.")
    HAS_ENDED = "has_ended", _("This one no longer decides.")


class Method(TextChoices):
    """How the answer was given."""

    SPOKEN = "spoken", _("Spoken")
    SIGNED = "signed", _("Signed")
    RECORDED = "recorded", _("Recorded")
    IMPORTED = "imported", _("Imported from another system")


class Interpreter(TextChoices):
    """Who interpreted."""

    NONE = "none", _("No interpreter needed")
    PHONE = "phone", _("By phone, from the pool")
    PRESENT = "present", _("Present, came with nobody")
    MISSING = "missing", _("Needed and not found")


class BasisKind(TextChoices):
    """On what access stands."""

    CONSENT = "consent", _("Consent of the person")
    O1 = "O1", _("Imminent danger to life")
    O2 = "O2", _("Child at risk")
    O3 = "O3", _("Order of a court or prosecutor")
    O4 = "O4", _("Person unconscious: vital interest")
    MANDATE = "mandate", _("Duty of the mechanism: status only")
    EMERGENCY = "glass", _("Opened in an emergency (break-glass)")


WITHOUT_CONSENT = (BasisKind.O1, BasisKind.O2, BasisKind.O3, BasisKind.O4)


class EndedBecause(TextChoices):
    """Why a basis ended."""

    WITHDRAWN = "withdrawn", _("The person withdrew consent")
    EXPIRED = "expired", _("The consent expired")
    ANSWERED_ANEW = "answered_anew", _("The person answered anew")
    HANDED_OVER = "handed_over", _("Handed over")
    PURPOSE_ENDED = "purpose_ended", _("The purpose ended")
    NOT_CONFIRMED = "not_confirmed", _("Not confirmed by a supervisor")


class Level(IntegerChoices):
    """The ladder. L5 is six compartments, granted by name, and not a step of it."""

    L0 = 0, _("Aggregate")
    L1 = 1, _("Number and status")
    L2 = 2, _("Minimum facts")
    L3 = 3, _("Identity and contact")
    L4 = 4, _("Story and assessment")


class Section(TextChoices):
    """Parts of a file that a grant lists."""

    STATUS = "status", _("Status")
    FACTS = "facts", _("Minimum facts")
    SAFETY = "safety", _("Safety and needs")
    IDENTITY = "identity", _("Identity")
    CONTACT = "contact", _("Contact")
    CONSENTS = "consents", _("Consents")
    STORY = "story", _("Notes and story")
    HEALTH = "health", pgettext_lazy("compartment", "Health")
    SEXUAL_VIOLENCE = "sexual_violence", pgettext_lazy("compartment", "Sexual violence")
    THERAPY = "therapy", pgettext_lazy("compartment", "Therapy")
    HIV = "hiv", pgettext_lazy("compartment", "HIV")
    PLACE = "place", pgettext_lazy("compartment", "Place of shelter")
    WITNESS = "witness", pgettext_lazy("compartment", "Witness protection")


COMPARTMENTS = (
    Section.HEALTH, Section.SEXUAL_VIOLENCE, Section.THERAPY, Section.HIV, Section.PLACE, Section.WITNESS,
)  # fmt: skip
"""L5: no step of the ladder. Each is opened by name, to one worker, and to nobody by rank (security.md §1)."""


class WhyNotCompartment(TextChoices):
    """Why a compartment is not opened or ended."""

    NOT_YOURS = "not_yours", _("Only somebody who sees this compartment opens it to others.")
    NEVER = "never", _("A body of this kind is never let into this compartment.")
    ROLE = "role", _("The role of this worker does not show this compartment.")
    NOT_THERE = "not_there", _("This desk does not see the file, or the worker no longer works there.")
    OPEN_ALREADY = "open_already", _("It is open to this worker already.")
    NOT_AGREED = "not_agreed", _("The person has not agreed to what this needs: ask first.")
    HAS_ENDED = "has_ended", _("This has ended already.")


class Purpose(TextChoices):
    """What access is for. A referral opens access for its own type; the codes are those of the service."""

    OPENING = "opening", _("Opened by this desk")
    PROTECTION = "protection", _("Protection")
    IDENTIFICATION = "identification", _("Identification")
    SHELTER = "shelter", _("Shelter")
    HEALTH = "health", _("Health care")
    LEGAL = "legal", _("Legal aid")
    LABOUR_COMPLAINT = "labour_complaint", _("Labour complaint")
    AVRR = "avrr", _("Assisted voluntary return and reintegration")
    CHILD_PROTECTION = "child_protection", _("Child protection")
    INTERNATIONAL_PROTECTION = "international_protection", _("International protection")
    BREAK_GLASS = "break_glass", pgettext_lazy("purpose", "An emergency")


class WhyNot(TextChoices):
    """Why a receiver may not be given access."""

    NO_CONSENT_FOR_BODY = "no_consent_for_body", _("The person has not agreed to be referred to this body (C3).")
    NO_CONSENT_TO_SHELTER = "no_consent_to_shelter", _("The person has not agreed to stay in a shelter (C8).")
    CONSENT_REFUSED = "consent_refused", _("The person said no to this body.")
    CONSENT_EXPIRED = "consent_expired", _("The consent has expired; ask anew.")
    GROUND_NOT_CONFIRMED = (
        "ground_not_confirmed",
        _("No supervisor has confirmed within 24 hours that you go on without consent."),
    )
    DATA_NOT_AGREED = "data_not_agreed", _("The person has not agreed that data is recorded (C1).")
    FILE_CLOSED = "file_closed", _("The file is closed. Open it again first.")
    ASK_ANEW = "ask_anew", _("A guardian said yes who decides no longer. Ask anew.")
    NO_AGREEMENT = "no_agreement", _("No agreement between your body and this one covers this today.")


class WhyNotConsent(TextChoices):
    """Why an answer cannot be recorded as given."""

    BODY_MISSING = "body_missing", _("Name the body the person agreed to.")
    BODY_NOT_ASKED_FOR = "body_not_asked_for", _("This consent is not given to a body.")
    NOT_NOW_ONLY_C5 = "not_now_only_c5", _("“Not now” is an answer to co-operation only.")
    ALREADY_WITHDRAWN = "already_withdrawn", _("This consent was already withdrawn.")
    NOT_GIVEN = "not_given", _("There is no standing consent to withdraw.")
    NOT_SURE = (
        "not_sure",
        _("Nothing was changed. Speak with the person alone first, or ask for the code word; then come back."),
    )
    NOTHING_CHOSEN = "nothing_chosen", _("Choose what the person takes back.")
    EXPIRY_PAST = "expiry_past", _("The consent would already have expired.")
    EXPIRY_FAR = "expiry_far", _("That is too far ahead: twelve months at most, two years for contact after return.")
    USE_MISSING = "use_missing", _("Say what exactly would be shown, and where.")
    USE_NOT_ASKED_FOR = "use_not_asked_for", _("This consent is not about something shown to the public.")
    DURING_CRISIS = "during_crisis", _("Nobody is asked for a photograph or a story while the danger is high or not assessed.")
    A_CHILD = "a_child", _("Nothing of a child is shown to the public; ask when the person is of age.")
    GUARDIAN_MISSING = (
        "guardian_missing",
        _("For a child a guardian says yes, together with the child: one whose proof was seen and who is no danger to it."),
    )
    WORDS_UNKNOWN = "words_unknown", _("No words with this mark were ever read here. Ask the person anew.")
    VIEW_MISSING = "view_missing", _("Ask the child as well, and write down what it says.")
    CHILD_SAID_NO = (
        "child_said_no",
        _("The child does not want it. Nobody says yes over that: record a no, or let child protection decide."),
    )
    CHILD_IN_DANGER = (
        "child_in_danger",
        _("This child is protected without consent (O2): nobody is asked this now. Write down what the child says."),
    )
    NO_GUARDIAN_NEEDED = "no_guardian_needed", _("An adult answers alone.")
    LANGUAGE_MISSING = "language_missing", _("Say in which language you asked.")
    NOT_UNDERSTOOD = (
        "not_understood",
        _("No interpreter was found: nobody agrees to what was not understood. Record it as not asked and come back."),
    )


class Heard(TextChoices):
    """How the desk made sure that a withdrawal is the person's own wish: an exploiter can phone one in."""

    ALONE = "alone", _("We spoke face to face, and the person was alone")
    CODE_WORD = "code_word", _("We spoke by phone, and the code word was right")
    UNSURE = "unsure", _("I am not sure that the person could speak freely")


class WhyHidden(TextChoices):
    """Why a section of a known file is not shown."""

    ROLE = "role", _("Your role does not show this. A colleague at your desk with another role can open it.")
    KEY_WORKER = (
        "key_worker",
        _("Only the key worker at your desk and their supervisor see this. The referral can be handed over."),
    )
    AGREEMENT = (
        "agreement",
        _("What the person agreed to for your body does not reach this far. It opens when the person agrees to more."),
    )
    CLOSED = "closed", _("The file is closed: its status alone stays open.")


class WhyNotBlock(TextChoices):
    """Why a block is not set or ended."""

    ALREADY_BLOCKED = "already_blocked", _("This one is kept out of the file already.")
    LEAVES_NOBODY = (
        "leaves_nobody",
        _("This closes the file to you as well. First make sure that another desk helps the person, then say so here."),
    )
    NOT_ASKED_FOR = "not_asked_for", _("A conflict of interest is not ended here: the relation behind it is.")


class BlockKind(TextChoices):
    """Why a viewer is kept out. Asked for by the person: no reason is needed."""

    ASKED = "asked", _("Asked for by the person")
    CONFLICT = "conflict", _("Conflict of interest")


class WhyNotRely(TextChoices):
    """Why nobody goes on without consent as asked."""

    REASON_MISSING = "reason_missing", _("Say why you go on without consent.")
    ONLY_FOR_A_CHILD = (
        "only_for_a_child",
        _("“Child at risk” is for a child, or where age is in doubt. Correct the age first if it is wrong."),
    )
    STANDS_ALREADY = "stands_already", _("This ground stands already. A supervisor confirms or ends it.")


class WhyNotShare(TextChoices):
    """Why an agreement between bodies is not recorded or ended."""

    SAME_BODY = "same_body", _("A body needs no agreement with itself.")
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins", _("It would end before it begins.")
    IN_THE_PAST = "in_the_past", _("An agreement begins today at the earliest: what was shared before is not made good by it.")
    HAS_ENDED = "has_ended", _("This agreement has ended already.")
    RECORDED_ANEW = "recorded_anew", _("Something else was recorded for this body meanwhile. Look at the list again.")


class WhyNotConfirm(TextChoices):
    """Why going on without consent cannot be confirmed or ended."""

    OWN_GROUND = "own_ground", _("Somebody else must confirm what you opened yourself.")
    ALREADY_CONFIRMED = "already_confirmed", _("It was already confirmed.")
    HAS_ENDED = "has_ended", _("It has already ended.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")


class WhyNotClose(TextChoices):
    """Why a file is not closed or opened again."""

    CLOSED_ALREADY = "closed_already", _("The file is closed already.")
    NOT_CLOSED = "not_closed", _("The file is not closed.")
    NEVER_THERE = "never_there", _("This desk did not work with the file before it was closed.")
    NO_GROUND = "no_ground", _("Nothing that the person agreed to still stands. Ask the person again.")


class Emergency(TextChoices):
    """Why a file that is not open is opened at once (break-glass; security.md §2)."""

    DANGER = "danger", _("A life or health is in danger now")
    NOBODY = "nobody", _("The person asks for help, and nobody who may see the file can be reached")
    PROTECTION = "protection", _("A child or a person under threat has to be protected before morning")
    CLOSED = "closed", _("A closed file has to be read: a complaint, a review, a return of the danger")


class WhyNotBreak(TextChoices):
    """Why a file is not opened in an emergency."""

    REASON_MISSING = "reason_missing", _("Say in your own words what has happened.")
    OPEN_ALREADY = "open_already", _("The file is open to you already as far as your role shows it.")
    SUSPENDED = (
        "suspended",
        _("Three of your emergencies wait for the data protection officer. Until one is reviewed you cannot open another."),
    )


class Verdict(TextChoices):
    """What the data protection officer found of an emergency."""

    JUSTIFIED = "justified", pgettext_lazy("review", "Justified")
    OTHER_WAY = "other_way", pgettext_lazy("review", "In good faith, but there was another way")
    NOT_JUSTIFIED = "unjustified", pgettext_lazy("review", "Not justified")


class WhyNotReview(TextChoices):
    """Why an emergency is not reviewed as asked."""

    REVIEWED_ALREADY = "reviewed_already", _("It was reviewed already.")
    OWN = "own", _("Somebody else reviews what you opened yourself.")
    REASON_MISSING = "reason_missing", _("Say how you came to this.")


class HoldKind(TextChoices):
    """Why a file may not be erased, however old it is."""

    COURT = "court", _("A court or prosecutor ordered that it is kept")
    CLAIM = "claim", _("A claim, an appeal or a payment goes on")
    COMPLAINT = "complaint", _("A complaint about our work goes on")


class KeepBecause(TextChoices):
    """Why a file is kept longer than its review date."""

    PERSON = "person", _("The person asked that it is kept")
    DANGER = "danger", _("The danger may come back")
    PROCEEDINGS = "proceedings", _("Proceedings are expected")


class WhyNotErase(TextChoices):
    """Why a file is not kept longer, held or erased as asked."""

    NOT_CLOSED = "not_closed", _("The file is still open. It is reviewed once it is closed.")
    NOT_DUE = "not_due", _("Its review date has not come.")
    HELD = "held", _("It is held: somebody ordered that it is kept.")
    LIVE = "live", _("Something of it is still live.")
    NOT_ANNOUNCED = "not_announced", _("The desk whose file it is has to be told first, fourteen days before.")
    ANNOUNCED = "announced", _("Its erasure was announced already.")
    ERASED = "erased", _("It was erased.")
    NOT_LATER = "not_later", _("Choose a day after today and after the review date, ten years ahead at most.")
    ENDED = "ended", _("This hold has ended already.")
    NUMBER_MISSING = "number_missing", _("Write the number of the order or of the claim.")


class BreachKind(TextChoices):
    """What was lost, or came before the wrong eyes (domain §6)."""

    DEVICE = "device", _("A phone, tablet or computer was lost or taken")
    ACCOUNT = "account", _("Somebody else used an account")
    PAPERS = "papers", _("Papers were lost or read by others")
    SENT_WRONG = "sent_wrong", _("Something was sent to the wrong place")
    LOOKED = "looked", _("A member of staff looked without need")


class Held(TextChoices):
    """What was there of a person when it was lost: the farther down, the more it tells."""

    LISTED = "listed", pgettext_lazy("breach", "In a list")
    STATUS = "status", pgettext_lazy("breach", "Status and consents")
    REFERRAL = "referral", pgettext_lazy("breach", "A referral")
    STORY = "story", pgettext_lazy("breach", "Case and notes")
    IDENTITY = "identity", pgettext_lazy("breach", "Identity and contact")
    EXPORTED = "exported", pgettext_lazy("breach", "A copy that was taken out")
    OPEN = "open", pgettext_lazy("breach", "Open to that account")
    NAMED = "named", pgettext_lazy("breach", "Named by who reported it")


class Order(IntegerChoices):
    """In which order people are made safe."""

    FIRST = 1, pgettext_lazy("breach", "First")
    NEXT = 2, pgettext_lazy("breach", "Next")
    THEN = 3, pgettext_lazy("breach", "Then")


class SafetyStep(TextChoices):
    """What was done so that a person is safe after a breach."""

    TOLD_BY_PHONE = "told_by_phone", _("Told by phone or message, as agreed")
    TOLD_IN_PERSON = "told_in_person", _("Told in person")
    TOLD_THROUGH = "told_through", _("Told through somebody the person named")
    TOLD_IN_DANGER = "told_in_danger", _("Told at another hour: danger could not wait")
    NOT_REACHED = "not_reached", _("Tried, not reached")
    NOT_SAFE = "not_safe", _("Not told: it would not be safe now")
    PLAN_CHANGED = "plan_changed", _("Safety plan changed")
    MOVES = "moves", _("Another place: decided")
    STAYS = "stays", _("Another place: not needed")


class WhyNotBreach(TextChoices):
    """Why a breach is not recorded or changed as asked."""

    NOT_BEFORE = "not_before", _("It begins after it was lost.")
    AHEAD = "ahead", _("This day is still to come.")
    NOTHING_SAID = "nothing_said", _("Say in a sentence what happened.")
    NOT_YOURS = "not_yours", _("This is neither yours nor your desk's.")
    CONTAINED = "contained", _("It is contained already.")
    ASKED = "asked", _("The desks were asked already.")
    TOLD = "told", _("The data protection unit was told already.")
    CLOSED = "closed", _("This breach is closed.")
    PEOPLE_WAIT = "people_wait", _("People still wait to be made safe.")
    NOT_CONTAINED = "not_contained", _("It is not contained.")
    UNIT_WAITS = "unit_waits", _("The data protection unit was not told.")
    NOT_DUE = "not_due", _("No deadline is near that was not told already.")
    NO_LESSONS = "no_lessons", _("Say what changes so that it does not happen again.")


class WhyNotStep(TextChoices):
    """Why a step for somebody's safety is not recorded."""

    NOT_AGREED = "not_agreed", _("The person did not agree to be reached this way.")
    HOURS = "hours", _("Not at this hour: it is not one of those that were agreed.")
    CLOSED_WAY = "closed_way", _("A try went wrong, or the number is somebody else's. Nobody calls it, not even in danger.")
    NO_ADDRESS = "no_address", _("No place was there.")
    WHY_MISSING = "why_missing", _("Say in a sentence why.")
    DONE = "done", _("This was done already.")


class Unusual(TextChoices):
    """In what a look into files was unlike others."""

    KEPT = "kept", _("Asked for a file that is kept from them")
    AFTER_REFUSAL = "after_refusal", _("Opened a file shortly after it was refused to them")
    AT_NIGHT = "at_night", _("Opened files at night, without night duty")
    MANY = "many", _("Opened unusually many files in a day")


class Answered(TextChoices):
    """What came of asking about it."""

    EXPLAINED = "explained", _("Explained: it was in order")
    FOLLOWED_UP = "followed_up", _("Followed up: it was not in order")


class WhyNotSettle(TextChoices):
    """Why something unusual is not settled as asked."""

    SETTLED = "settled", _("This was settled already.")
    OWN = "own", _("This is about you. Another data protection officer settles it.")
    NOTHING_SAID = "nothing_said", _("Say whom you asked and what they said.")
