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


class HealthCheck(TextChoices):
    """What the person said to a health check. What it found stays in the health note, never here."""

    ACCEPTED = "accepted", pgettext_lazy("health check", "Accepted")
    DECLINED = "declined", pgettext_lazy("health check", "Declined")
    LATER = "later", pgettext_lazy("health check", "Later")


class Due(TextChoices):
    """What of a stay is due."""

    KEY_WORKER = "key_worker", _("Name a key worker")
    HEALTH = "health", _("Offer a health check")
    REVIEW = "review", pgettext_lazy("stay", "Review the stay")
    LONG = "long", _("Say why the stay is long")


class WhyLong(TextChoices):
    """Why somebody stays long. Source: domain §8, reviews. None of them ends the stay."""

    COURT = "court", pgettext_lazy("long stay", "Waits for a court")
    PAPERS = "papers", pgettext_lazy("long stay", "Waits for papers")
    FINES = "fines", pgettext_lazy("long stay", "Fines are not waived yet")
    NO_BED_ELSEWHERE = "no_bed_elsewhere", _("No place elsewhere")
    SECURITY = "security", pgettext_lazy("long stay", "Danger outside")
    CHOICE = "choice", _("The person's choice")


class Thing(TextChoices):
    """What was brought along."""

    MONEY = "money", _("Money")
    PASSPORT = "passport", _("Passport or identity card")
    PAPERS = "papers", pgettext_lazy("belongings", "Other papers")
    PHONE = "phone", pgettext_lazy("belongings", "Telephone")
    JEWELLERY = "jewellery", _("Jewellery")
    MEDICINE = "medicine", _("Medicine")
    OTHER = "other", pgettext_lazy("belongings", "Something else")


class Neutral(TextChoices):
    """Where somebody is met: never at the house."""

    ASSOCIATION = "association", _("Office of an association")
    SOCIAL = "social", _("Office of social services")
    LEGAL = "legal", _("Office of a lawyer")
    COURT = "court", pgettext_lazy("visit", "Court or public prosecution")
    PUBLIC = "public", _("A public place that the person chose")


class VisitState(TextChoices):
    """What became of a visit."""

    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    HELD = "held", pgettext_lazy("visit", "Took place")
    CALLED_OFF = "called_off", pgettext_lazy("visit", "Called off")


class IncidentKind(TextChoices):
    """What happened. Source: domain §8, stay."""

    VIOLENCE = "violence", _("Violence")
    MISSING = "missing", _("Somebody is missing")
    SELF_HARM = "self_harm", pgettext_lazy("incident", "Self-harm")
    FOUND_OUT = "found_out", _("An outsider found the place")
    OTHER = "other", pgettext_lazy("incident", "Something else")


class Left(TextChoices):
    """How somebody left."""

    PLANNED = "planned", pgettext_lazy("exit", "Planned, as the person chose")
    UNPLANNED = "unplanned", pgettext_lazy("exit", "Without a plan")
    MOVED = "moved", _("Moved to another shelter")
    EXPELLED = "expelled", _("Put out, as the last resort, to another safe place")
    WITHDREW = "withdrew", _("Took the agreement back and left")


class Destination(TextChoices):
    """Where to. Where exactly lies sealed."""

    OWN = "own", _("A home of their own")
    FAMILY = "family", pgettext_lazy("destination", "Family or friends")
    WORK = "work", _("A new place of work")
    SHELTER = "shelter", _("Another shelter")
    RETURN = "return", _("Return to the country of origin")
    HOSPITAL = "hospital", _("A hospital")
    UNKNOWN = "unknown", pgettext_lazy("destination", "Not known")


class Looked(TextChoices):
    """What the look at the danger at the destination came to."""

    SAFE = "safe", _("Nothing speaks against it")
    DANGER = "danger", _("There is danger; the person knows it and a plan stands")
    NOT_LOOKED = "not_looked", _("Nobody could look")


class Ready(TextChoices):
    """Medicine and transport, at an exit."""

    YES = "yes", pgettext_lazy("exit", "Ready")
    NOT_NEEDED = "not_needed", pgettext_lazy("exit", "Not needed")
    NO = "no", pgettext_lazy("exit", "Not ready")


class FollowUp(TextChoices):
    """Whether they may be asked later how they are. Refused is an answer; not asked is none."""

    YES = "yes", pgettext_lazy("follow-up", "Yes")
    NO = "no", pgettext_lazy("follow-up", "No")
    NOT_ASKED = "not_asked", pgettext_lazy("follow-up", "Not asked")


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
    LEFT_ALREADY = "left_already", _("They have left already.")
    STOPPED = "stopped", _("The agreement to stay was taken back: nothing more is written here.")
    NOT_AT_DESK = "not_at_desk", _("This member of staff does not work at the house, or the file is not open to them.")
    NOT_DUE = "not_due", _("Nobody needs to be reminded yet.")
    STILL_SEEN = "still_seen", _("The house still sees this file.")
    NOT_SEEN = "not_seen", _("The house does not see this file.")
    WHY_LONG = "why_long", _("Somebody who stays this long: choose why. It ends nothing.")
    MANAGER_REVIEWS = "manager_reviews", _("Whoever runs the house reviews a long stay.")
    BOTH_SIGN = "both_sign", _("Both sign: the person and you.")
    ONLY_IF_ASKED = "only_if_asked", _("The house keeps something only when the person asks for it.")
    AMOUNT_MISSING = "amount_missing", _("Write how much money it is.")
    AMOUNT_DECIMALS = (
        "amount_decimals",
        _("Too many decimals: a dinar has three, the other currencies two."),
    )
    AMOUNT_RANGE = "amount_range", _("An amount is more than nothing, and at most 999,999.")
    SIGNED_OUT = "signed_out", _("This was given back already.")
    OUT_ALREADY = "out_already", _("They are out already.")
    NOT_OUT = "not_out", _("They are in the house.")
    NOT_AGREED = "not_agreed", _("Nobody is met whom the person does not want to meet.")
    VISIT_PAST = "visit_past", _("That moment has passed already.")
    VISIT_SETTLED = "visit_settled", _("What became of it is written down already.")
    LOOKED_AT = "looked_at", _("A supervisor has looked at it already.")
    OWN_INCIDENT = "own_incident", _("Somebody else looks at what you wrote down.")
    EXIT_BEFORE_ADMISSION = "exit_before_admission", _("That is before they were taken in.")
    BELONGINGS_LEFT = "belongings_left", _("Papers, money and other things are here still: sign them out together first.")
    NOT_LOOKED = "not_looked", _("Look at the danger at the destination first, together with the person.")
    PLAN_MISSING = "plan_missing", _("Write the plan against the danger.")
    NOT_READY = "not_ready", _("Medicine and transport are ready, or not needed, before a planned exit.")
    FOLLOW_UP_MISSING = (
        "follow_up_missing",
        _("Ask first whether they want to be contacted afterwards, among the consents. No is an answer."),
    )
    SUPERVISOR_ONLY = "supervisor_only", _("Only a supervisor puts somebody out, as the last resort.")
    CHILD_STAYS = "child_stays", _("A child is never put out.")
    NOT_STOPPED = "not_stopped", _("The agreement stands: write the exit in the case.")
    COUNT_RANGE = "count_range", _("Write how many people you counted.")
    TAKEN_OVER = "taken_over", _("Somebody has taken this over already.")
