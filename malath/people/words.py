"""Facts and details of a person. Values follow HTCDS 2.0 where it has a list (named in the comment)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """ISO/IEC 5218, as words."""

    FEMALE = "female", pgettext_lazy("sex", "Female")
    MALE = "male", pgettext_lazy("sex", "Male")
    OTHER = "other", pgettext_lazy("sex", "Other")
    UNKNOWN = "unknown", pgettext_lazy("sex", "Not known")


class Gender(TextChoices):
    """HTCDS prs_Gender."""

    FEMININE = "Feminine", _("Feminine")
    MASCULINE = "Masculine", _("Masculine")
    TRANSGENDER_FEMININE = "TransgenderFeminine", _("Transgender feminine")
    TRANSGENDER_MASCULINE = "TransgenderMasculine", _("Transgender masculine")
    NON_CONFORMING = "NonConforming", _("Non-conforming")
    UNKNOWN = "NonSpecifiedUnknown", _("Not specified or not known")


class AgeBand(TextChoices):
    """Age as far as it is known. In doubt counts as a child until settled."""

    B0 = "0-8", _("0 to 8")
    B9 = "9-17", _("9 to 17")
    CHILD = "child", _("Child, age not known")
    DOUBT = "doubt", _("Age in doubt: treated as a child")
    B18 = "18-20", _("18 to 20")
    B21 = "21-29", _("21 to 29")
    B30 = "30-38", _("30 to 38")
    B39 = "39-47", _("39 to 47")
    B48 = "48+", _("48 or older")
    ADULT = "adult", _("Adult, age not known")
    UNKNOWN = "unknown", pgettext_lazy("age", "Not known")


CHILD_BANDS = frozenset({AgeBand.B0, AgeBand.B9, AgeBand.CHILD, AgeBand.DOUBT})


class DetailKind(TextChoices):
    """What identifies or reaches a person. All sealed."""

    NAME = "name", _("Name as said")
    NAME_ARABIC = "name_ar", _("Name in Arabic script")
    NAME_LATIN = "name_la", _("Name in Latin script")
    ALIAS = "alias", _("Other name the person uses")
    NICKNAME = "nickname", _("Nickname")
    EARLIER_NAME = "earlier", _("Earlier name")
    SPELLING = "spelling", _("Other spelling")
    ONE_NAME = "one_name", _("The person has one name only")
    FIRST_NAME = "first", _("First name")
    MIDDLE_NAME = "middle", _("Middle name")
    FAMILY_NAME = "family", _("Family name")
    SALUTATION = "salutation", _("Salutation")
    TITLE = "title", _("Title")
    BIRTH_DATE = "birth", _("Birth date or year")
    PHONE = "phone", _("Mobile phone")
    OTHER_PHONE = "phone2", _("Other phone")
    EMAIL = "email", _("E-mail address")
    DOCUMENT = "document", _("Document number")
    STREET = "street", _("Street")
    CITY = "city", _("Town")
    STATE = "state", _("Region or governorate of the address")
    POSTCODE = "postcode", _("Postal code")
    COUNTRY = "country", _("Country of the address")
    LATITUDE = "latitude", _("Latitude")
    LONGITUDE = "longitude", _("Longitude")


OTHER_NAME_KINDS = (DetailKind.ALIAS, DetailKind.NICKNAME, DetailKind.EARLIER_NAME, DetailKind.SPELLING)
NAME_KINDS = frozenset({DetailKind.NAME, DetailKind.NAME_ARABIC, DetailKind.NAME_LATIN, *OTHER_NAME_KINDS})
NAME_PART_KINDS = (DetailKind.FIRST_NAME, DetailKind.MIDDLE_NAME, DetailKind.FAMILY_NAME)
PHONE_KINDS = frozenset({DetailKind.PHONE, DetailKind.OTHER_PHONE})
CONTACT_KINDS = PHONE_KINDS | {
    DetailKind.EMAIL,
    DetailKind.STREET,
    DetailKind.CITY,
    DetailKind.STATE,
    DetailKind.POSTCODE,
    DetailKind.COUNTRY,
    DetailKind.LATITUDE,
    DetailKind.LONGITUDE,
}
PLACE_KINDS = frozenset({DetailKind.STREET, DetailKind.POSTCODE, DetailKind.LATITUDE, DetailKind.LONGITUDE})
"""With which somebody is found."""


class MaritalStatus(TextChoices):
    """HTCDS prs_MaritalStatus."""

    SINGLE = "Single", _("Single")
    MARRIED = "Married", _("Married")
    WIDOWED = "Widowed", _("Widowed")
    DIVORCED = "Divorced", _("Divorced")
    SEPARATED = "Separated", _("Separated")
    PARTNERSHIP = "RegisteredPartnership", _("Registered partnership")


class Education(TextChoices):
    """HTCDS prs_HighestLevelOfEducation (ISCED 2011)."""

    EARLY = "EarlyChildhoodEducation", _("Early childhood education")
    PRIMARY = "PrimaryEducation", _("Primary education")
    LOWER_SECONDARY = "LowerSecondaryEducation", _("Lower secondary education")
    UPPER_SECONDARY = "UpperSecondaryEducation", _("Upper secondary education")
    POST_SECONDARY = "PostSecondaryNonTertiaryEducation", _("Post-secondary education")
    SHORT_TERTIARY = "ShortCycleTertiaryEducation", _("Short-cycle tertiary education")
    BACHELOR = "BachelorsOrEquivalentLevel", _("Bachelor's or equivalent")
    MASTER = "MastersOrEquivalentLevel", _("Master's or equivalent")
    DOCTOR = "DoctoralOrEquivalentLevel", _("Doctoral or equivalent")


class Channel(TextChoices):
    """How the person agreed to be reached."""

    NONE = "none", _("Not at all")
    CALL = "call", _("Phone call")
    MESSAGE = "message", _("Text message")
    THROUGH = "through", _("Through somebody the person named")
    IN_PERSON = "in_person", _("Only in person")


class Certainty(TextChoices):
    """From where a name or a birth date is known. HTCDS has none; a name on a paper may be the false one."""

    SAID = "said", _("Said by the person")
    PAPER = "paper", _("Read from a paper")
    TOLD = "told", _("Told by somebody else")
    GUESSED = "guessed", _("Guessed")


class Script(TextChoices):
    """In which letters a name is written."""

    ARABIC = "arabic", _("Arabic letters")
    LATIN = "latin", _("Latin letters")
    ETHIOPIC = "ethiopic", _("Ethiopic letters")
    BENGALI = "bengali", _("Bengali letters")
    DEVANAGARI = "devanagari", _("Devanagari letters")
    SINHALA = "sinhala", _("Sinhala letters")
    TAMIL = "tamil", _("Tamil letters")
    OTHER = "other", _("Other letters")


class Calendar(TextChoices):
    """By which calendar a date was said."""

    GREGORIAN = "gregorian", _("Gregorian")
    HIJRI = "hijri", _("Hijri (Umm al-Qura)")
    ETHIOPIAN = "ethiopian", _("Ethiopian")


class Season(TextChoices):
    """When in the year, where nobody knows the day."""

    WINTER = "winter", _("Winter")
    SPRING = "spring", _("Spring")
    SUMMER = "summer", _("Summer")
    AUTUMN = "autumn", _("Autumn")
    RAINS = "rains", _("Rainy season")
    HARVEST = "harvest", _("Harvest")
    RAMADAN = "ramadan", _("Ramadan")


class DocumentKind(TextChoices):
    """A paper that says who somebody is, or that they may stay or work."""

    PASSPORT = "passport", _("Passport")
    NATIONAL_ID = "national_id", _("National identity card")
    RESIDENCE = "residence", _("Residence permit")
    WORK = "work", _("Work permit")
    UNHCR = "unhcr", _("Certificate of the United Nations refugee agency")
    TRAVEL = "travel", _("Emergency travel document")
    BIRTH = "birth", _("Birth certificate")
    FAMILY_BOOK = "family_book", _("Family book")
    OTHER = "other", pgettext_lazy("document", "Other paper")


class Whereabouts(TextChoices):
    """Where a paper is now. With an employer or an office it is withheld: a sign of control (CD01)."""

    WITH_PERSON = "person", _("With the person")
    EMPLOYER = "employer", _("Withheld by the employer")
    OFFICE = "office", _("Withheld by a recruitment office")
    OTHERS = "others", _("Withheld by somebody else")
    POLICE = "police", _("With the police or a court")
    EMBASSY = "embassy", _("With an embassy")
    KEPT_SAFE = "safe", _("Kept safe for the person")
    LOST = "lost", _("Lost")
    UNKNOWN = "unknown", pgettext_lazy("paper", "Not known")


WITHHELD = frozenset({Whereabouts.EMPLOYER, Whereabouts.OFFICE, Whereabouts.OTHERS})


class Known(TextChoices):
    """Whether somebody of ours held the paper in their hand."""

    SEEN = "seen", _("We saw it")
    SAID = "said", _("The person told us")


class TieKind(TextChoices):
    """What somebody is to the person."""

    CHILD = "child", _("Child of the person")
    SPOUSE = "spouse", _("Husband or wife")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Brother or sister")
    GRANDPARENT = "grandparent", _("Grandparent")
    RELATIVE = "relative", _("Other relative")
    PARTNER = "partner", _("Partner")
    GUARDIAN = "guardian", _("Guardian")
    FRIEND = "friend", _("Friend")
    CARED_FOR = "cared_for", _("Somebody the person cares for")


class Lives(TextChoices):
    """Where somebody of the family lives."""

    WITH_PERSON = "person", _("Lives with the person")
    HOME_COUNTRY = "home", _("Lives in the home country")
    EMPLOYER = "employer", _("Is with the employer")
    JORDAN = "jordan", _("Lives elsewhere in Jordan")
    INSTITUTION = "institution", _("Is in an institution")
    ELSEWHERE = "elsewhere", _("Lives in another country")
    UNKNOWN = "unknown", pgettext_lazy("lives", "Not known")


class PartyKind(TextChoices):
    """Who else has a part in what happened; HTCDS keeps them apart from the person."""

    EMPLOYER = "employer", _("Employer")
    OFFICE = "office", _("Recruitment office")
    SPONSOR = "sponsor", _("Sponsor")
    BROKER = "broker", _("Broker")
    ALLEGED_TRAFFICKER = "alleged", _("Alleged trafficker")
    OTHER = "other", pgettext_lazy("party", "Other")


class Tried(TextChoices):
    """What came of trying to reach the person as agreed."""

    REACHED = "reached", _("Reached; the code word was right")
    NO_ANSWER = "no_answer", _("Nobody answered")
    SOMEBODY_ELSE = "somebody_else", _("Somebody else answered")
    WRONG_WORD = "wrong_word", _("The code word was wrong or missing")
    WRONG_NUMBER = "wrong_number", _("The number is not right any more")
    UNSAFE = "unsafe", _("It was not safe to speak")


ALARMING = frozenset({Tried.SOMEBODY_ELSE, Tried.WRONG_WORD, Tried.WRONG_NUMBER, Tried.UNSAFE})


class WhyNotContact(TextChoices):
    """Why the person may not be contacted at this moment."""

    NOTHING_AGREED = "nothing_agreed", _("Nothing was agreed. No call, no message, no visit.")
    NOT_AT_ALL = "not_at_all", _("The person asked not to be contacted. They come or call themselves.")
    LAST_TRY_ALARMING = "last_try_alarming", _("The last try went wrong. Agree anew with the person before another one.")
    NUMBER_OF_ANOTHER = "number_of_another", _("This number belongs to somebody else in the file. It is never used.")
    NO_HOURS = "no_hours", _("No hours were agreed in a form that can be reckoned with. Read them, and when in doubt wait.")
    OUTSIDE_HOURS = "outside_hours", _("Not at this hour.")


class WhyNotThen(TextChoices):
    """Why something typed in later cannot have happened when the form says so."""

    NOT_YET = "not_yet", _("This moment is still to come.")
    BEFORE_FILE = "before_file", _("The file of this person began later. Look at the day on the paper.")
    LONG_AGO = "long_ago", _("This is more than 60 days ago. Your supervisor types it in, with the paper at hand.")
    LATER_ANSWER = "later_answer", _("The person answered or took it back after that. What they said last stands.")
    LATER_JUDGED = "later_judged", _("The danger was judged anew after that. The newer judgement stands.")


class WhyNotWrite(TextChoices):
    """Why something about a person was not written down."""

    NUMBER_OF_ANOTHER = "number_of_another", _("This number cannot be used to reach the person.")
    TOO_MANY_NUMBERS = "too_many_numbers", _("Too many numbers in one hour. Wait, or ask the desk that works with the person.")
    NO_SUCH_NUMBER = "no_such_number", _("This number is not written down for the person any more.")
    ENDED = "ended", _("This was ended meanwhile.")
    NOT_OURS = "not_ours", _("Another desk wrote this; only that desk can end it.")
    OWN_FILE = "own_file", _("A person is no relative of their own.")


class ReportState(TextChoices):
    """How an absconding report stands. Whatever it says, it is a sign of control and never a warning against the person."""

    STANDS = "stands", pgettext_lazy("report", "Stands")
    CANCELLED = "cancelled", pgettext_lazy("report", "Cancelled")
    UNKNOWN = "unknown", pgettext_lazy("report", "Not known whether it stands")


REPORTERS = (PartyKind.EMPLOYER, PartyKind.OFFICE, PartyKind.SPONSOR, PartyKind.OTHER)


class Decided(TextChoices):
    """What was decided about a waiver of overstay fines."""

    WAITING = "waiting", pgettext_lazy("waiver", "Waits for a decision")
    GRANTED = "granted", pgettext_lazy("waiver", "Granted")
    REFUSED = "refused", pgettext_lazy("waiver", "Refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("waiver", "Taken back by the person")


class WaiverKind(TextChoices):
    """By which way the debt is to be removed."""

    WAIVER = "waiver", pgettext_lazy("waiver", "Application for a waiver")
    WINDOW = "window", pgettext_lazy("waiver", "Exemption window or amnesty")


class AfterRefusal(TextChoices):
    """What the person chooses once a waiver was refused (scenario 3)."""

    ASK_AGAIN = "ask_again", _("Ask again")
    PROJECT = "project", _("Paid from a project line, with approval")
    WINDOW = "window", _("Wait for an exemption window")
    OPEN = "open", _("Not chosen yet")


class WhyNotStay(TextChoices):
    """Why something about papers and stay was not written down."""

    COUNTED_ALREADY = "counted_already", _("An overstay is counted already. End that one first.")
    NOT_OVER = "not_over", _("The last lawful day has not passed yet.")
    BEFORE_BIRTH = "before_birth", _("This day is before the person was born.")
    DAY_AHEAD = "day_ahead", _("This day is still to come.")
    CANCELLED_BEFORE = "cancelled_before", _("It cannot be cancelled before it was made.")
    NOTHING_TO_WAIVE = "nothing_to_waive", _("No overstay is counted, so there is nothing to waive.")
    WAITS_ALREADY = "waits_already", _("An application waits for its decision already.")
    DECIDED_ALREADY = "decided_already", _("This was decided already.")
    NOTHING_DECIDED = "nothing_decided", _("Choose what was decided.")
    DECIDED_BEFORE = "decided_before", _("It cannot be decided before it was applied for.")


class WhyNotTravel(TextChoices):
    """What of papers and stay holds up a journey home."""

    OVERSTAY = "overstay", _("An overstay is counted that nobody has waived.")
    REPORT_STANDS = "report_stands", _("An absconding report stands.")
    PASSPORT = "passport", _("The passport is withheld.")
