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


class Purpose(TextChoices):
    """What a hearing is for."""

    STATEMENT = "statement", pgettext_lazy("hearing", "Statement to the prosecutor")
    TESTIMONY = "testimony", pgettext_lazy("hearing", "Testimony")
    TRIAL = "trial", pgettext_lazy("hearing", "Trial session")
    CONFRONT = "confrontation", pgettext_lazy("hearing", "Face to face with somebody accused")
    CIVIL = "civil", pgettext_lazy("hearing", "Claim for money")
    JUDGMENT = "judgment", pgettext_lazy("hearing", "Judgment is read")
    OTHER = "other", pgettext_lazy("hearing", "Something else")


class Protecting(TextChoices):
    """What a person needs so that they can speak (domain §9)."""

    SCREEN = "screen", pgettext_lazy("needs", "A screen")
    VIDEO = "video", pgettext_lazy("needs", "Video link")
    CLOSED = "closed", pgettext_lazy("needs", "Closed session")
    WAITING = "waiting", pgettext_lazy("needs", "A waiting room apart")
    BREAKS = "breaks", pgettext_lazy("needs", "Breaks")


class Arranged(TextChoices):
    """How far something is arranged. Not asked is an answer of its own."""

    NOT_ASKED = "not_asked", pgettext_lazy("arranged", "Not asked")
    NOT_NEEDED = "not_needed", pgettext_lazy("arranged", "Not needed")
    TO_DO = "to_do", pgettext_lazy("arranged", "To be arranged")
    DONE = "done", pgettext_lazy("arranged", "Arranged")


class HearingState(TextChoices):
    """What became of a hearing."""

    PLANNED = "planned", pgettext_lazy("hearing", "Planned")
    MOVED = "moved", pgettext_lazy("hearing", "Moved to another day")
    HELD = "held", pgettext_lazy("hearing", "Held")
    ADJOURNED = "adjourned", pgettext_lazy("hearing", "Adjourned")
    CALLED_OFF = "called_off", pgettext_lazy("hearing", "Did not take place")


class Event(TextChoices):
    """Of what a person may choose to be told (domain §9)."""

    ARREST = "arrest", pgettext_lazy("told of", "Somebody accused was arrested")
    BAIL = "bail", pgettext_lazy("told of", "Somebody accused is out on bail")
    RELEASE = "release", pgettext_lazy("told of", "Somebody accused was released")
    HEARING = "hearing", pgettext_lazy("told of", "A hearing has a date")
    JUDGMENT = "judgment", pgettext_lazy("told of", "There is a judgment")


class NoticeState(TextChoices):
    """Whether a person was told."""

    WAITING = "waiting", pgettext_lazy("notice to the person", "Still to be told")
    TOLD = "told", pgettext_lazy("notice to the person", "Told")
    REPLACED = "replaced", pgettext_lazy("notice to the person", "Replaced: the day has changed")
    DROPPED = "dropped", pgettext_lazy("notice to the person", "Not told")


class ToldHow(TextChoices):
    """How a person was told. Nothing is sent by itself."""

    AS_AGREED = "as_agreed", _("By the way they agreed to, in the hours they agreed to")
    IN_PERSON = "in_person", pgettext_lazy("told how", "In person")
    NOT_REACHED = "not_reached", pgettext_lazy("told how", "Tried, not reached")
    NOT_SAFE = "not_safe", pgettext_lazy("told how", "Not told: it would not be safe")


class ClaimKind(TextChoices):
    """What a person claims beside the criminal matter, or in it (domain §9)."""

    WAGES = "wages", pgettext_lazy("claim", "Unpaid wages (labour complaint)")
    PASSPORT = "passport", pgettext_lazy("claim", "Return of the passport")
    DAMAGES = "damages", pgettext_lazy("claim", "Damages for health and harm")
    CIVIL = "civil", pgettext_lazy("claim", "Civil claim in the criminal case")
    FUND = "fund", pgettext_lazy("claim", "Victims' Assistance Fund")


class Step(TextChoices):
    """How far a claim is. Awarded is not paid, and is never counted as paid."""

    CLAIMED = "claimed", pgettext_lazy("claim", "Claimed")
    AWARDED = "awarded", pgettext_lazy("claim", "Awarded")
    PAID = "paid", pgettext_lazy("claim", "Paid")
    REFUSED = "refused", pgettext_lazy("claim", "Refused")
    GIVEN_UP = "given_up", pgettext_lazy("claim", "Given up by the person")


class Reproached(TextChoices):
    """Acts of which a person is accused who may have been made to commit them (domain §9)."""

    OVERSTAY = "overstay", pgettext_lazy("accused of", "Overstaying")
    ABSCONDING = "absconding", pgettext_lazy("accused of", "Absconding from an employer")
    PAPERS = "papers", pgettext_lazy("accused of", "False papers")
    BEGGING = "begging", pgettext_lazy("accused of", "Begging")
    PROSTITUTION = "prostitution", pgettext_lazy("accused of", "Prostitution")
    WORK = "work", pgettext_lazy("accused of", "Work without a permit")
    OTHER = "other", pgettext_lazy("accused of", "Something else")


class Pardon(TextChoices):
    """How far it is asked that a person is not punished."""

    OPEN = "open", pgettext_lazy("not punished", "Not asked for yet")
    ASKED = "asked", pgettext_lazy("not punished", "Asked for")
    GRANTED = "granted", pgettext_lazy("not punished", "Granted: not punished")
    REFUSED = "refused", pgettext_lazy("not punished", "Refused")


class Element(TextChoices):
    """What has to be shown of one accused and one person (law art. 3). Of a child no means is needed."""

    ACT = "act", pgettext_lazy("matrix", "Act")
    MEANS = "means", pgettext_lazy("matrix", "Means")
    PURPOSE = "purpose", pgettext_lazy("matrix", "Purpose")


class MeasureKind(TextChoices):
    """What a prosecutor orders (law/jordan/proceedings.json)."""

    TRAVEL_BAN = "travel_ban", pgettext_lazy("measure", "Travel ban")
    CLOSURE = "closure", pgettext_lazy("measure", "Premises closed")
    ATTACHMENT = "attachment", pgettext_lazy("measure", "Assets attached")
    DETENTION = "detention", pgettext_lazy("measure", "Detention")


class ExhibitKind(TextChoices):
    """What is kept as evidence."""

    DOCUMENT = "document", pgettext_lazy("exhibit", "Document")
    DIGITAL = "digital", pgettext_lazy("exhibit", "Messages, pictures, a device")
    OBJECT = "object", pgettext_lazy("exhibit", "An object")
    RECORDING = "recording", pgettext_lazy("exhibit", "A recording")
    MEDICAL = "medical", pgettext_lazy("exhibit", "Medical report")


class LegalAid(TextChoices):
    """Who pays the lawyer."""

    FREE = "free", pgettext_lazy("lawyer", "Free legal aid")
    PAID = "paid", pgettext_lazy("lawyer", "Paid by an organisation")
    OWN = "own", pgettext_lazy("lawyer", "Paid by the person")


class HeardHow(TextChoices):
    """How a person wants to be heard."""

    EARLY = "early", pgettext_lazy("testimony", "Early, before the trial")
    REMOTE = "remote", pgettext_lazy("testimony", "From a distance")
    BOTH = "both", pgettext_lazy("testimony", "Early and from a distance")


class Asking(TextChoices):
    """What became of asking a court or prosecutor."""

    ASKED = "asked", pgettext_lazy("asked of the court", "Asked for")
    GRANTED = "granted", pgettext_lazy("asked of the court", "Granted")
    REFUSED = "refused", pgettext_lazy("asked of the court", "Refused")
    LAPSED = "lapsed", pgettext_lazy("asked of the court", "Lapsed with the co-operation")


class WantsHome(TextChoices):
    """Whether the person wants to go home before the judgment."""

    YES = "yes", pgettext_lazy("home", "Wants to go home before the judgment")
    NO = "no", pgettext_lazy("home", "Wants to stay until the judgment")
    UNSURE = "unsure", pgettext_lazy("home", "Not sure yet")


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
    HOUR_PAST = "hour_past", _("Choose a day and an hour that are still to come.")
    NOT_PLANNED = "not_planned", _("This hearing was moved or is over already.")
    NOT_YET = "not_yet", _("The hearing has not begun yet.")
    NEXT_MISSING = "next_missing", _("Say when it goes on.")
    SAME_HOUR = "same_hour", _("That is the day and the hour that stand.")
    TOLD = "told", _("This was told, or replaced, already.")
    NO_WAY = "no_way", _("The person has not agreed to any way of being reached. Tell them when you meet.")
    WRONG_HOUR = "wrong_hour", _("The person has not agreed to be reached at this hour.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")
    BY_ITSELF = "by_itself", _("Hearings and judgments are told from where they are written down.")
    AMOUNT_MISSING = "amount_missing", _("Write an amount above zero.")
    NO_AMOUNT = "no_amount", _("A passport has no amount.")
    FOURTH_DECIMAL = "fourth_decimal", _("A dinar has three decimals: 120.500, not 120.5005.")
    TOO_MUCH = "too_much", _("This amount is too large to be right.")
    PAID_OVER = "paid_over", _("More would be paid than was awarded. Write down the award first.")
    CLAIM_OVER = "claim_over", _("This claim is over.")
    NOTHING_AWARDED = "nothing_awarded", _("Nothing was awarded yet that somebody has to pay.")
    LINK_MISSING = (
        "link_missing",
        _("Write how the act follows from what was done to the person. Of a child nothing is needed."),
    )
    NOT_THE_STAGE = "not_the_stage", _("This was asked for, or decided, already.")
    OFFENCE_UNKNOWN = "offence_unknown", _("This is not in the law as it is recorded here.")
    EXHIBIT_UNKNOWN = "exhibit_unknown", _("This piece of evidence is not kept on your side of this matter.")
    NOT_INVESTIGATING = "not_investigating", _("Only a body that investigates writes this.")
    ALREADY = "already", _("This stands here already.")
    ENDED = "ended", _("This has ended already.")
    NOT_LONGER = "not_longer", _("Choose a later day, within the longest time that the law allows.")
    TOO_LONG = "too_long", _("It would last longer than the law allows.")
    BAD_HASH = "bad_hash", _("A SHA-256 has 64 signs, of 0 to 9 and a to f.")
    SOMEBODY_LEFT = "somebody_left", _("Somebody in this proceeding still has a file.")
