"""Words of campaigns, sessions, materials and surveys."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Whom a campaign, a session or a material speaks to (domain §14)."""

    STUDENTS = "students", _("School students, 13 to 18")
    UNIVERSITY = "university", _("University students")
    TEACHERS = "teachers", _("Teachers")
    EMPLOYERS = "employers", _("Employers and families")
    RECRUITERS = "recruiters", _("Recruitment offices")
    VOLUNTEERS = "volunteers", _("Refugees and volunteers")
    MIGRANTS = "migrants", _("Migrant workers")
    AT_RISK = "at_risk", _("People at risk")
    DEMAND = "demand", _("Men and boys, buyers and users")


class Channel(TextChoices):
    """By what way a campaign reaches people."""

    SESSION = "session", pgettext_lazy("campaign", "Sessions")
    SOCIAL = "social", _("Social media")
    RADIO = "radio", _("Radio and television")
    PRINT = "print", _("Print: posters, cards, leaflets")
    MESSAGE = "message", _("Text messages")
    WEB = "web", _("The public site")
    EVENT = "event", _("Community days")


class Counted(TextChoices):
    """What is counted of each way that is no session. The values are those of `Channel`."""

    SOCIAL = "social", _("Social media: times seen")
    RADIO = "radio", _("Radio and television: heard or seen by, estimated")
    PRINT = "print", _("Print: copies given out")
    MESSAGE = "message", _("Text messages: sent")
    WEB = "web", _("The public site: visits")
    EVENT = "event", _("Community days: came, estimated")


class Tongue(TextChoices):
    """Languages that something is made in: tiers 0 to 2 of the languages met in Jordan, and sign language."""

    AR = "ar", _("Arabic")
    EN = "en", _("English")
    BN = "bn", _("Bengali")
    FIL = "fil", _("Filipino")
    SI = "si", _("Sinhala")
    TA = "ta", _("Tamil")
    NE = "ne", _("Nepali")
    HI = "hi", _("Hindi")
    AM = "am", _("Amharic")
    OM = "om", _("Oromo")
    SW = "sw", _("Swahili")
    LG = "lg", _("Luganda")
    AK = "ak", _("Twi")
    ID = "id", _("Indonesian")
    UR = "ur", _("Urdu")
    MY = "my", _("Burmese")
    ZH = "zh", _("Chinese")
    SO = "so", _("Somali")
    TI = "ti", _("Tigrinya")
    KU = "ku", _("Kurdish")


class CampaignState(TextChoices):
    """Where a campaign stands."""

    PLANNED = "planned", pgettext_lazy("campaign", "Planned")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    ENDED = "ended", pgettext_lazy("campaign", "Ended")
    CALLED_OFF = "called_off", pgettext_lazy("campaign", "Called off")


class SessionState(TextChoices):
    """Where a session stands."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    HELD = "held", pgettext_lazy("session", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("session", "Called off")


class MoneyKind(TextChoices):
    """What a line of money is."""

    BUDGET = "budget", pgettext_lazy("campaign", "Budget")
    SPENT = "spent", pgettext_lazy("campaign", "Spent")


class PlaceKind(TextChoices):
    """In what kind of place something happens. Never which one."""

    SCHOOL = "school", _("School")
    UNIVERSITY = "university", pgettext_lazy("place", "University")
    WORKPLACE = "workplace", _("Workplace")
    OFFICE = "office", _("Recruitment office")
    CAMP = "camp", pgettext_lazy("place", "Camp")
    CENTRE = "centre", _("Community centre")
    AIRPORT = "airport", _("Airport or border")
    STREET = "street", _("Public place")
    ONLINE = "online", _("Online")


class Facilitator(TextChoices):
    """Who held a session."""

    CTU = "ctu", _("Counter-Trafficking Unit")
    IOM = "iom", _("International Organization for Migration")
    MINISTRY = "ministry", _("Ministry")
    PARTNER = "partner", _("Partner organisation")
    PEER = "peer", _("Trained peer")


class Gender(TextChoices):
    """As counted in a session."""

    FEMALE = "female", pgettext_lazy("participants", "Women and girls")
    MALE = "male", pgettext_lazy("participants", "Men and boys")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class Ages(TextChoices):
    """Age bands as counted in a session: estimated, never asked for one by one."""

    UNDER_13 = "under_13", pgettext_lazy("participants", "Under 13")
    TEENS = "teens", pgettext_lazy("participants", "13 to 17")
    YOUNG = "young", pgettext_lazy("participants", "18 to 25")
    GROWN = "grown", pgettext_lazy("participants", "26 to 59")
    OLDER = "older", pgettext_lazy("participants", "60 and older")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class Origin(TextChoices):
    """Groups of nationality as counted in a session: broad on purpose."""

    JORDANIAN = "jordanian", _("Jordanian")
    SYRIAN = "syrian", _("Syrian")
    ARAB = "arab", _("Other Arab countries")
    ASIAN = "asian", _("Asia")
    AFRICAN = "african", _("Africa")
    OTHER = "other", pgettext_lazy("participants", "Elsewhere")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class MaterialKind(TextChoices):
    """What a material is."""

    VIDEO = "video", pgettext_lazy("material", "Video")
    AUDIO = "audio", pgettext_lazy("material", "Sound")
    POSTER = "poster", pgettext_lazy("material", "Poster")
    CARD = "card", pgettext_lazy("material", "Card")
    LEAFLET = "leaflet", pgettext_lazy("material", "Leaflet")
    COMIC = "comic", pgettext_lazy("material", "Comic")


class MaterialState(TextChoices):
    """Where a material stands: made, tried with its audience, approved by another desk, shown to anybody, gone."""

    DRAFT = "draft", pgettext_lazy("material", "Draft")
    TESTED = "tested", pgettext_lazy("material", "Tested with its audience")
    APPROVED = "approved", pgettext_lazy("material", "Approved")
    LIVE = "live", pgettext_lazy("material", "Live")
    RETIRED = "retired", pgettext_lazy("material", "Retired")


class Part(TextChoices):
    """What a file of a material is. The values stand in the index of the shelf."""

    MAIN = "main", _("The material itself")
    CAPTIONS = "captions", _("Captions (WebVTT)")
    SIGN = "sign", _("The same in sign language")
    DESCRIBED = "described", _("The same with audio description")
    POSTER = "poster", _("Still picture for a video")


class Suits(TextChoices):
    """For whom it may be shown."""

    ALL = "all", _("Anybody, also children")
    TEENS = "teens", _("From 13 years")
    ADULTS = "adults", _("Adults only")


class NoHarm(TextChoices):
    """What is looked at before something is approved (domain §14)."""

    NO_CHAINS = "no_chains", _("No chains, no wounds, no tied hands")
    NO_FACES = "no_faces", _("No face, name, voice or place by which somebody is known")
    NO_SAVIOUR = "no_saviour", _("No saviour picture: people act for themselves")
    NO_FEAR = "no_fear", _("No frightening men in uniform")
    NO_DANGER = "no_danger", _("No advice that raises danger, such as speaking to the exploiter")
    HELP_AT_END = "help_at_end", _("A way to help stands at the end")
    WORDS = "words", _("Words that a child of eleven understands")


class WhyRetired(TextChoices):
    """Why a material is shown no longer."""

    CONSENT_ENDED = "consent_ended", _("Somebody shown in it agrees no longer")
    OUTDATED = "outdated", _("What it says holds no longer")
    HARM = "harm", _("It does harm")
    REPLACED = "replaced", pgettext_lazy("material", "Replaced by a newer one")


class Wave(TextChoices):
    """When somebody was asked."""

    BEFORE = "before", pgettext_lazy("survey", "Before")
    AFTER = "after", pgettext_lazy("survey", "Right after")
    LATER = "later", pgettext_lazy("survey", "Three months later")


class Arm(TextChoices):
    """Whether they took part."""

    TOOK_PART = "took_part", _("Took part")
    COMPARED = "compared", _("Did not take part, for comparison")


class Entry(TextChoices):
    """How answers came in."""

    PAPER = "paper", _("From paper")
    PHONE = "phone", _("On a shared phone")


class AskedAbout(TextChoices):
    """What an item asks about, and so how it is answered."""

    KNOWLEDGE = "knowledge", pgettext_lazy("survey", "Knowledge")
    ATTITUDE = "attitude", pgettext_lazy("survey", "Attitude")
    PRACTICE = "practice", pgettext_lazy("survey", "Practice")
    EFFICACY = "efficacy", pgettext_lazy("survey", "Knowing what to do")


class Answered(TextChoices):
    """Answers to items: those of one kind each."""

    TRUE = "true", pgettext_lazy("survey", "True")
    FALSE = "false", pgettext_lazy("survey", "False")
    UNSURE = "unsure", pgettext_lazy("survey", "I do not know")
    AGREE_NOT_AT_ALL = "1", pgettext_lazy("survey", "Not at all")
    AGREE_LITTLE = "2", pgettext_lazy("survey", "Rather not")
    AGREE_PARTLY = "3", pgettext_lazy("survey", "Partly")
    AGREE_RATHER = "4", pgettext_lazy("survey", "Rather yes")
    AGREE_WHOLLY = "5", pgettext_lazy("survey", "Wholly")
    YES = "yes", pgettext_lazy("survey", "Yes")
    NO = "no", pgettext_lazy("survey", "No")


class WhyNot(TextChoices):
    """Why something about awareness is not done."""

    SURVEY_CLOSED = "survey_closed", _("This survey is closed.")
    CODE_TOO_SHORT = "code_too_short", _("The code is too short to be of use: write all of it, or leave it out.")
    NOTHING_ANSWERED = "nothing_answered", _("Nothing was answered.")
    NO_SUCH_ANSWER = "no_such_answer", _("This is no answer to that question.")

    NOT_DRAFT = "not_draft", _("Only a draft is changed: send it back first.")
    NOT_TESTED = "not_tested", _("It was not tested with its audience yet.")
    NOT_APPROVED = "not_approved", _("It is not approved.")
    RETIRED_ALREADY = "retired_already", _("It was retired already.")
    NO_MAIN = "no_main", _("The material itself is missing: send its file.")
    NO_SUBTITLES = "no_subtitles", _("Captions are missing in a language that it is meant for.")
    NO_TESTERS = "no_testers", _("Say how many people it was tested with.")
    UNCHECKED = "unchecked", _("Not everything was looked at: each line of the list has to be ticked.")
    SAME_PERSON = "same_person", _("Somebody else has to approve it than who made it.")
    CONSENT_ENDED = "consent_ended", _("Somebody shown in it agrees no longer, or has not agreed.")
    CONSENT_UNKNOWN = "consent_unknown", _("Whether those shown in it agree is being asked: try again in a minute.")
    NO_SHARED_AUDIENCE = "no_shared_audience", _("It speaks to no audience of this campaign.")
    NOT_LIVE_THEN = "not_live_then", _("It was not live on that day.")
    SAME_DESK = "same_desk", _("Somebody of another desk has to approve it: colleagues do not approve each other's work.")
    NO_REFERENCE = "no_reference", _("This is no reference of a consent.")
    REVIEW_PAST = "review_past", _("The day of its review has passed: look at it again and set a new one.")
    WRONG_FILE = "wrong_file", _("A file of this kind does not belong there.")
    NO_TONGUE = "no_tongue", _("Say in which language the captions are.")
    WRONG_ENCODING = "wrong_encoding", _("The captions are not in UTF-8. Save them again as UTF-8 and send that.")
    NO_CAPTIONS_FILE = "no_captions_file", _("This is no WebVTT file: its first line is not WEBVTT.")
    CAPTIONS_TIME = "captions_time", _("A time in the captions is missing or cannot be read, or ends before it begins.")
    CAPTIONS_EMPTY = "captions_empty", _("There is nothing in the captions.")
    CAPTIONS_TOO_LONG = "captions_too_long", _("The captions are too long.")
    NO_YEAR = "no_year", _("The year lies ahead, or before films were made.")

    NAMES_SOMEBODY = (
        "names_somebody",
        _("A phone number, a reference or the number of a paper stands in it. Nothing here may lead to a person."),
    )
    NO_AUDIENCE = "no_audience", _("Say whom it speaks to.")
    NO_CHANNEL = "no_channel", _("Say by what way it reaches them.")
    NO_LANGUAGE = "no_language", _("Say in which languages it is.")
    ENDS_BEFORE = "ends_before", _("It ends before it begins.")
    NOT_THAT_WAY = "not_that_way", _("It cannot go from where it stands to there.")
    BECAUSE_MISSING = "because_missing", _("Say why.")
    SESSIONS_WAIT = "sessions_wait", _("Sessions of it are still planned: hold them or call them off first.")
    IS_OVER = "is_over", _("This campaign is over.")
    TOO_FINE = "too_fine", _("This currency has no such small coin. Nothing is rounded: write the amount anew.")
    NO_AMOUNT = "no_amount", _("An amount is more than nothing.")
    DAY_AHEAD = "day_ahead", _("This day has not come yet.")
    STRUCK = "struck", _("This line was struck already.")
    OTHER_CHANNEL = "other_channel", _("The campaign does not go this way.")
    NO_NUMBER = "no_number", _("A number is more than nothing.")
    OTHER_AUDIENCE = "other_audience", _("The campaign does not speak to this audience.")
    OUTSIDE = "outside", _("This day lies outside the campaign.")
    NOT_PLANNED = "not_planned", _("This session is not waiting any more.")
    NOT_HELD = "not_held", _("This session was not held.")
    NEGATIVE = "negative", _("A count is not below zero.")
    NOBODY_CAME = "nobody_came", _("Nobody came: call the session off instead.")
    SUM_DIFFERS = "sum_differs", _("The parts do not add up to the number who came.")
    TOO_MANY = "too_many", _("More than came.")
    NO_FACILITATOR = "no_facilitator", _("Say who held it.")
