"""Words of formal identification. Source: domain §5.4 and §5.5; acts, means and purposes are data of the country's law."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """Where the identification of a person stands. No lateness moves it."""

    WAITING = "waiting", pgettext_lazy("identification", "Waits for a decision")
    PROPOSED = "proposed", pgettext_lazy("identification", "A decision is proposed")
    DECIDED = "decided", pgettext_lazy("identification", "Decided")
    REVIEW = "review", pgettext_lazy("identification", "Under review")
    REVIEWED = "reviewed", pgettext_lazy("identification", "Reviewed")


class Stance(TextChoices):
    """Where the indications point, in the opinion of a body. Not yet is an answer of its own, never a no."""

    POINTS = "points", _("The indications point to trafficking")
    DOES_NOT = "does_not", _("The indications do not point to trafficking")
    NOT_YET = "not_yet", _("It cannot be said yet")


class ElementKind(TextChoices):
    """What has to come together (law art. 3), and what makes it graver (art. 9)."""

    ACT = "act", pgettext_lazy("matrix", "Act")
    MEANS = "means", pgettext_lazy("matrix", "Means")
    PURPOSE = "purpose", pgettext_lazy("matrix", "Purpose")
    AGGRAVATING = "aggravating", pgettext_lazy("matrix", "Aggravating circumstance")


class EvidenceSource(TextChoices):
    """Where evidence comes from. Source: domain §5.4, inputs."""

    SCREENING = "screening", _("Screening")
    INTERVIEW = "interview", _("Interview with the person")
    WITNESS = "witness", _("Somebody else's statement")
    OBSERVATION = "observation", pgettext_lazy("evidence", "Seen by an officer")
    DOCUMENT = "document", pgettext_lazy("evidence", "Document")
    LABOUR = "labour_file", _("Labour file")
    MEDICAL = "medical", _("Medical report, with the person's yes")
    DIGITAL = "digital", _("Messages, pictures, accounts")


class EvidenceStrength(TextChoices):
    """How much it carries, in the judgement of who enters it. Nothing is added up."""

    STRONG = "strong", pgettext_lazy("evidence", "Strong")
    MEDIUM = "medium", pgettext_lazy("evidence", "Medium")
    WEAK = "weak", pgettext_lazy("evidence", "Weak")


class AskedBy(TextChoices):
    """Who asks for a review of a decision."""

    PERSON = "person", _("The person")
    LAWYER = "lawyer", _("Their lawyer")
    CASE_MANAGER = "case_manager", _("The case manager")


class ReviewOutcome(TextChoices):
    """What a review came to."""

    UPHELD = "upheld", pgettext_lazy("review", "The decision stands")
    CHANGED = "changed", pgettext_lazy("review", "The decision is changed")


class WhyNot(TextChoices):
    """Why an act of identification is refused."""

    BEGUN = "begun", _("The clocks of this case run already.")
    NOT_A_POTENTIAL_VICTIM = (
        "not_a_potential_victim",
        _(
            "Nobody has said yet that the person may be a victim: set that status first, or accept a referral for"
            " identification."
        ),
    )
    NOT_GIVEN = "not_given", _("No body that decides sees this file, or one has it already.")
    STILL_SEEN = "still_seen", _("The body that decides still sees this file.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")
    WORDS_MISSING = "words_missing", _("Write down why.")
    ELEMENT_UNKNOWN = "element_unknown", _("This is not in the law as it is recorded here.")
    PARTY_UNKNOWN = "party_unknown", _("This party is not in the file any more.")
    STRUCK = "struck", _("This was struck out already.")
    NOT_OURS = "not_ours", _("Only the body that entered it strikes it out.")
    DAY_AHEAD = "day_ahead", _("That day is still to come.")
    NOT_THE_STAGE = "not_the_stage", _("Nothing of this kind can be done where the identification stands now.")
    REASON_ACT = "reason_act", _("Write what speaks for or against an act.")
    REASON_MEANS = "reason_means", _("Write what speaks for or against a means. Of a child none is needed.")
    REASON_PURPOSE = "reason_purpose", _("Write what speaks for or against a purpose.")
    MATRIX_INCOMPLETE = (
        "matrix_incomplete",
        _(
            "The matrix does not hold an act, a means and a purpose under one name. Enter what is there first; of a child no"
            " means is needed."
        ),
    )
    OWN_PROPOSAL = "own_proposal", _("A second officer confirms what you proposed.")
    NOT_YOURS_TO_DECIDE = "not_yours_to_decide", _("Your body or your role does not decide this.")
    ANOTHER_BODY = "another_body", _("Another body has proposed this decision and confirms it.")
    STATUS_MEANWHILE = "status_meanwhile", _("The case cannot go from its status to this decision.")
    NOT_DECIDED = "not_decided", _("There is no decision to be reviewed.")
    ASKED_ALREADY = "asked_already", _("A review of this decision was asked for already; it can be asked for once.")
    REVIEW_OVER = (
        "review_over",
        _("The time in which a review can be asked for is over. New facts open the question anew at any time."),
    )
    NOTHING_TO_REVIEW = "nothing_to_review", _("The person was identified: there is nothing against which to ask for a review.")
    HAD_A_PART = "had_a_part", _("Somebody reviews it who had no part in the decision.")
    SAME_DECISION = "same_decision", _("That is the decision that stands. Say that it stands, or choose another one.")


class OfferAnswer(TextChoices):
    """What a person said to an offer. Later is an answer of its own."""

    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    LATER = "later", pgettext_lazy("offer", "Not now")


class ShownTo(TextChoices):
    """To whom a letter was shown."""

    POLICE = "police", _("Police or a checkpoint")
    RESIDENCY = "residency", _("Residence and borders")
    COURT = "court", _("Court or public prosecution")
    LABOUR = "labour", _("Labour office")
    HEALTH = "health", _("Hospital or clinic")
    OTHER = "other", pgettext_lazy("shown to", "Somebody else")


class WhyNotBeside(TextChoices):
    """Why something beside the decision is not done: the recovery period, a settlement, a letter."""

    NOT_A_POTENTIAL_VICTIM = "not_a_potential_victim", _("Nobody has said yet that the person may be a victim.")
    RUNS_ALREADY = "runs_already", _("The period runs already.")
    NOT_STARTED = "not_started", _("The period has not been started.")
    NOT_LONGER = "not_longer", _("It is extended to a later day, by thirty days at most in one step.")
    WORDS_MISSING = "words_missing", _("Write down why.")
    DAY_AHEAD = "day_ahead", _("That day is still to come.")
    FOLLOW_UP_PAST = "follow_up_past", _("Choose a day for the follow-up that is still to come.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")
    NOT_DECIDED = "not_decided", _("Nothing was decided yet.")
    RIGHTS_OVER = "rights_over", _("The rights of a potential victim do not last any more: use the letter of the decision.")
    LETTER_ENDED = "letter_ended", _("This letter is not valid any more.")
    MARKED = "marked", _("This party is known already.")
