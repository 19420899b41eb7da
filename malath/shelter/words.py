"""Words of the shelter: for whom a section is, on which ground somebody comes, why not. Source: domain §5.2, §8; by-law
2012."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Takes(TextChoices):
    """For whom a section is."""

    WOMEN = "women", pgettext_lazy("section", "Women")
    MEN = "men", pgettext_lazy("section", "Men")
    MOTHERS = "mothers", pgettext_lazy("section", "Women with children")
    GIRLS = "girls", pgettext_lazy("section", "Girls under 18")
    BOYS = "boys", pgettext_lazy("section", "Boys under 18")
    FAMILIES = "families", pgettext_lazy("section", "Families")


class When(TextChoices):
    """Whether a place is for the night or for the day."""

    NIGHT = "night", pgettext_lazy("place", "Night")
    DAY = "day", pgettext_lazy("place", "Day")


class Entitled(TextChoices):
    """On which ground somebody is taken in. Source: by-law 2012, and 2023 for potential victims."""

    POTENTIAL = "potential", pgettext_lazy("shelter", "Potential victim")
    VICTIM = "victim", pgettext_lazy("shelter", "Victim")
    AFFECTED = "affected", pgettext_lazy("shelter", "Affected person: a child of the family")


class RightsTold(TextChoices):
    """How rights and rules were told, in the person's own language."""

    SPOKEN = "spoken", _("Spoken, by somebody of the house")
    INTERPRETER = "interpreter", _("Spoken, through an interpreter")
    AUDIO = "audio", _("From a recording")
    WRITTEN = "written", _("Given in writing and read aloud")


class Refused(TextChoices):
    """Why somebody is not taken in. The first five can be a reason; the others never are (domain §8)."""

    NO_BED = "no_bed", pgettext_lazy("shelter", "No place free")
    NO_SECTION = "no_section", _("No section fits")
    DANGER_HERE = "danger_here", _("The person would be in danger here")
    OWN_CHOICE = "own_choice", _("The person does not want to come")
    NOT_ENTITLED = "not_entitled", _("Neither victim, nor potential victim, nor affected person")
    NO_PAPERS = "no_papers", _("No papers")
    PREGNANCY = "pregnancy", _("Pregnancy")
    ILLNESS = "illness", _("Illness")
    DISABILITY = "disability", _("Disability")
    NO_COOPERATION = "no_cooperation", _("Does not co-operate with the authorities")
    FAITH = "faith", pgettext_lazy("refusal", "Faith")
    SEX = "sex", pgettext_lazy("refusal", "Sex")
    CHILDREN = "children", pgettext_lazy("refusal", "Children with them")
    OVERSTAY = "overstay", _("Stays in the country without a permit")


class Elsewhere(TextChoices):
    """Which other safe place was found. A place of detention is none, and stands in no list."""

    SHELTER = "shelter", _("Another shelter")
    FAMILY = "family", _("Family or friends, after a look at the danger")
    RENTED = "rented", _("A rented room or hotel that a body pays")
    HOSPITAL = "hospital", _("A hospital")
    NONE = "none", _("None was found")


class ClosedPlace(TextChoices):
    """Why nobody sleeps in a place for now."""

    REPAIR = "repair", _("Repair")
    HEALTH = "health", _("Kept empty for health")
    RESERVE = "reserve", _("Kept for an emergency")


class WhyNot(TextChoices):
    """Why something is not done at a shelter."""

    NOT_A_SHELTER = "not_a_shelter", _("This desk does not offer shelter.")
    FOUNDED = "founded", _("The shelter of this desk is set up already.")
    NAME_MISSING = "name_missing", _("Write by which name it is called in the house.")
    NAME_TAKEN = "name_taken", _("This name is used in the house already.")
    ADDRESS_MISSING = "address_missing", _("Write where the house is.")
    TOO_MANY = "too_many", _("A room has one place at least and 30 at most.")
    PLACE_TAKEN = "place_taken", _("Somebody has this place already. Choose another one.")
    PLACE_CLOSED = "place_closed", _("This place is closed for now. Choose another one.")
    NOT_CLOSED = "not_closed", _("This place is open already.")
    PLACE_MISSING = "place_missing", _("Choose a place.")
    NOT_WAITING = "not_waiting", _("This referral does not wait for a place any more.")
    GROUND_ENDED = "ground_ended", _("The person does not agree to stay in a shelter any more, or the ground has ended.")
    STAYS_ALREADY = "stays_already", _("The person stays at a shelter already. Two stays do not overlap.")
    OVERLAPS = "overlaps", _("The person was still at a shelter at that time. Two stays do not overlap.")
    AHEAD = "ahead", _("That moment is still to come.")
    BEFORE_REFERRAL = "before_referral", _("That is before the person was referred.")
    BEFORE_BIRTH = "before_birth", _("That is before somebody of them was born.")
    SECTION_DOES_NOT_FIT = "section_does_not_fit", _("This section is not for them. Choose a place in one that fits.")
    BOY_TOO_OLD = (
        "boy_too_old",
        _("A boy with them is older than this house takes with his mother. Choose a section for families."),
    )
    NOT_VOLUNTARY = "not_voluntary", _("Nobody is taken in who did not choose it. Ask again, alone and in their language.")
    RIGHTS_NOT_TOLD = "rights_not_told", _("Tell the rights and the rules of the house first, in the person's own language.")
    AFFECTED_CONDITIONS = (
        "affected_conditions",
        _(
            "An affected person is a relative up to the second degree, under 18, in the Kingdom when the victim is admitted,"
            " and without anybody suited to care for them as the Minister or a delegate decided. Whoever shows signs of"
            " exploitation comes as a potential victim."
        ),
    )
    NEVER_A_REASON = (
        "never_a_reason",
        _(
            "That is never a reason to refuse: papers, pregnancy, illness, disability, co-operation, faith, sex, children, or a"
            " permit that ran out."
        ),
    )
    WORDS_MISSING = "words_missing", _("Write down why.")
    NO_OTHER_PLACE = "no_other_place", _("Nobody is refused before another safe place was found. Until then they wait here.")
    CHILD_CHOICE = "child_choice", _("A child does not choose this alone: ask who decides for the child.")
