"""Words of screening: answers, strengths, what follows. Source: domain §5.1 and §13; the lists are data of the country."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Strength(TextChoices):
    """How much an indicator weighs in the list of a profile."""

    STRONG = "strong", pgettext_lazy("indicator", "Strong")
    MEDIUM = "medium", pgettext_lazy("indicator", "Medium")
    WEAK = "weak", pgettext_lazy("indicator", "Weak")


class Answer(TextChoices):
    """What is known of an indicator. Only `present` counts, and nothing of the rest is ever made of another."""

    PRESENT = "present", pgettext_lazy("indicator", "Present")
    ABSENT = "absent", pgettext_lazy("indicator", "Absent")
    NOT_ASKED = "not_asked", pgettext_lazy("indicator", "Not asked")
    NOT_ANSWERED = "not_answered", pgettext_lazy("indicator", "Not answered")
    UNCLEAR = "unclear", pgettext_lazy("indicator", "Unclear")


class Age(TextChoices):
    """As which age the person is screened. In doubt is a child until it is settled."""

    ADULT = "adult", pgettext_lazy("screening", "Adult")
    CHILD = "child", pgettext_lazy("screening", "Child, under 18")
    DOUBT = "doubt", _("In doubt: the rules for children hold")


class Kind(TextChoices):
    """Which of the published lists is the nearest."""

    LABOUR = "labour", _("Work of any kind")
    SEXUAL = "sexual", _("Sexual exploitation")


class HandPurpose(TextChoices):
    """What no published list fits: the purpose is set by hand. Law 9/2009, art. 3; the words are ours."""

    ORGANS = "organs", _("Removal of an organ")
    FORCED_MARRIAGE = "forced_marriage", _("Forced marriage")
    BEGGING = "begging", _("Organised begging")
    CHILD_SALE = "child_sale", _("Sale or purchase of a child, also attempted")


class Alone(TextChoices):
    """Whether the person speaks with nobody beside them whom they have reason to fear."""

    YES = "yes", _("Yes, alone")
    NO = "no", _("No, somebody is there")
    NOT_KNOWN = "not_known", _("Not known: somebody may hear")


class Danger(TextChoices):
    """Whether a life is in danger now."""

    YES = "yes", pgettext_lazy("danger now", "Yes, now")
    NO = "no", pgettext_lazy("danger now", "No")
    NOT_KNOWN = "not_known", pgettext_lazy("danger now", "Not known")


class Place(TextChoices):
    """In what kind of place the person was met."""

    HOME = "home", _("A private home")
    WORKPLACE = "workplace", _("A factory, shop or building site")
    FARM = "farm", _("A farm")
    CLUB = "club", _("A hotel, club or bar")
    STREET = "street", _("The street")
    CAMP = "camp", _("A camp")
    OFFICE = "office", _("An office, a clinic or a school")
    PHONE = "phone", _("By phone")
    RAID = "raid", _("A raid or an inspection by force")
    STATION = "station", _("A police station")
    DETENTION = "detention", _("A place of detention")
    BORDER = "border", _("A border or an airport")
    OTHER = "other", pgettext_lazy("place of meeting", "Another place")


class Work(TextChoices):
    """In which kind of work or setting it happened."""

    DOMESTIC = "domestic", _("Work in homes")
    GARMENT = "garment", _("Garment factories")
    AGRICULTURE = "agriculture", _("Agriculture")
    CONSTRUCTION = "construction", _("Construction")
    HOSPITALITY = "hospitality", _("Hotels and restaurants")
    ENTERTAINMENT = "entertainment", _("Clubs and entertainment")
    STREET = "street", _("Streets and begging")
    OTHER = "other", pgettext_lazy("sector", "Another sector")


class Pending(TextChoices):
    """What the authorities have against the person, or are about to do. None of it stands against them here."""

    ABSCONDING = "absconding", _("The employer has reported that the person left (absconding report)")
    OVERSTAY = "overstay", _("The permit has run out, or there is none")
    REMOVAL = "removal", _("Detention, a fine or removal is planned")
    CHARGE = "charge", _("The person is accused of something")


class Step(TextChoices):
    """The pages of a screening beside those of the six dimensions."""

    CONDITIONS = "conditions", _("The talk: alone, language, place")
    STOP = "stop", _("Screening comes first")
    SIGNS = "signs", _("Signs of the card")
    WORDS = "words", _("In words, and the purpose")


class State(TextChoices):
    """Where a screening stands."""

    DRAFT = "draft", pgettext_lazy("screening", "Under way")
    FINISHED = "finished", pgettext_lazy("screening", "Finished")
    DROPPED = "dropped", pgettext_lazy("screening", "Thrown away")


class Concern(TextChoices):
    """What the officer decides after it. Domain §5.1."""

    NO_CONCERN = "no_concern", _("No concern now")
    KEEP_WATCH = "keep_watch", _("Keep watch")
    REFER = "refer", pgettext_lazy("screening", "Refer")
    EMERGENCY = "emergency", pgettext_lazy("screening", "Emergency")


class Because(TextChoices):
    """Why the rule says that others should look at it. Never that somebody is a victim."""

    EXPLOITED_BY_MEANS = (
        "exploited_by_means",
        _("The conditions of exploitation are positive, and so is at least one way of bringing or keeping somebody in them."),
    )
    CHILD_EXPLOITED = (
        "child_exploited",
        _("The conditions of exploitation are positive. For a child no means are needed."),
    )
    CHILD_STRONG = "child_strong", _("One strong indicator is enough for a child, or while the age is in doubt.")
    CHILD_SIGN = "child_sign", _("A sign of the card for children is urgent.")
    PURPOSE = (
        "purpose",
        _("A purpose was set by hand. No published list fits it: the result follows the purpose, not the count."),
    )


class Unreferred(TextChoices):
    """Why nobody was asked, though the person should have been referred."""

    PERSON_SAID_NO = "person_said_no", _("The person does not want it. Help stays open.")
    HELPED_HERE = "helped_here", _("This desk gives the help itself.")
    ANOTHER_WAY = "another_way", _("Another body was asked in a way that is not in the system.")


class CardState(TextChoices):
    """Whether the words of a card may be shown to a person in danger."""

    CHECKED = "checked", pgettext_lazy("card", "Checked")
    MACHINE_DRAFT = "machine_draft", pgettext_lazy("card", "Draft of a machine")


class Side(TextChoices):
    """As what somebody stands for the words of a card."""

    SPEAKER = "speaker", _("Somebody who speaks the language")
    FOCAL_POINT = "focal_point", _("A focal point of the mechanism")


class WhyNotCheck(TextChoices):
    """Why somebody does not stand for the words of a card."""

    OTHER_WORDS = "other_words", _("The words have changed since you read them. Read them anew.")
    CHECKED_ALREADY = "checked_already", _("This card is checked already.")
    SAID_ALREADY = "said_already", _("Somebody has said so already. Now a second person, of the other side.")
    SAME_PERSON = "same_person", _("Two different people stand for a card.")


class WhyNot(TextChoices):
    """Why an act on a screening is refused."""

    FINISHED = "finished", _("This screening is finished. Begin a new one: both are kept.")
    CASE_CLOSED = "case_closed", _("The case is closed.")
    NOT_ALONE = (
        "not_alone",
        _("The person is not alone, or may be heard. Stop, or move to another place. Write down only what you see."),
    )
    AGAIN_BECAUSE = "again_because", _("This child was screened already. Say why it has to be asked again.")
    ALONE_UNASKED = "alone_unasked", _("Say first whether the person speaks alone.")
    STOP_FIRST = "stop_first", _("Read first: screening comes before any action on stay or work papers.")
    CONCERN_MISSING = "concern_missing", _("Say what follows.")
    LOWER_THAN_RULE = (
        "lower_than_rule",
        _("The rule says that others should look at it. Your judgement can go higher, never lower."),
    )
    REASON_MISSING = "reason_missing", _("Write in a few words why you go further than the indicators do.")
    NOBODY_SPOKE_ALONE = (
        "nobody_spoke_alone",
        _("“No concern” cannot be said of somebody who could not speak alone. Keep watch, and meet them again."),
    )
    WATCH_DAY = "watch_day", _("Say on which day somebody looks again: today or later.")
    NOT_FINISHED = "not_finished", _("This screening is not finished.")
    CLOCK_SETTLED = "clock_settled", _("Nothing waits here any more.")
    BECAUSE_MISSING = "because_missing", _("Write why it is so.")
    SAID_ALREADY = "said_already", _("It is written down already.")
    NOT_SAID = "not_said", _("It is not written down.")
    NOT_SCREENED = "not_screened", _("Screen the person first.")
    STILL_FLAGGED = (
        "still_flagged",
        _("The last screening says that others should look at it. Refer first; this can be said when they have."),
    )
