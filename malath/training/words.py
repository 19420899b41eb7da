"""Words of the pool of trainers and of its courses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CourseKind(TextChoices):
    """What a course is."""

    TOT = "tot", _("Training of trainers")
    FRONT_LINE = "front_line", _("Training of front-line officers")
    REFRESHER = "refresher", pgettext_lazy("course", "Refresher")
    CAMP = "camp", _("Session in a camp")
    WORKSHOP = "workshop", pgettext_lazy("course", "Workshop")
    STUDY_VISIT = "study_visit", _("Study visit")


class CourseState(TextChoices):
    """Where a course stands: it follows from its days."""

    AHEAD = "ahead", pgettext_lazy("course", "Still to come")
    RUNNING = "running", pgettext_lazy("course", "Running")
    OVER = "over", pgettext_lazy("course", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("course", "Called off")


class Job(TextChoices):
    """What an officer does at work."""

    INSPECTOR = "inspector", _("Labour inspector")
    POLICE = "police", _("Police officer")
    SOCIAL = "social", _("Social worker")
    HEALTH = "health", pgettext_lazy("officer", "Health worker")
    TEACHER = "teacher", pgettext_lazy("officer", "Teacher or counsellor")
    PROSECUTION = "prosecution", pgettext_lazy("officer", "Prosecutor or judge")
    SHELTER = "shelter", _("Shelter staff")
    CAMP = "camp", pgettext_lazy("officer", "Partner or volunteer in a camp")
    LAWYER = "lawyer", _("Lawyer")
    OTHER = "other", pgettext_lazy("officer", "Other work")


class Sex(TextChoices):
    """Of an officer, for the balance of the pool."""

    WOMAN = "woman", pgettext_lazy("officer", "Woman")
    MAN = "man", pgettext_lazy("officer", "Man")


class NominationState(TextChoices):
    """Where a nomination stands."""

    NOMINATED = "nominated", pgettext_lazy("nomination", "Nominated")
    ADMITTED = "admitted", pgettext_lazy("nomination", "Admitted")
    NOT_ADMITTED = "not_admitted", pgettext_lazy("nomination", "Not admitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "Taken back")


class Discipline(TextChoices):
    """What the body says about disciplinary matters of whom it nominates. Not asked is an answer of its own."""

    NONE = "none", _("Nothing is pending")
    PENDING = "pending", _("Something is pending")
    NOT_ASKED = "not_asked", pgettext_lazy("discipline", "Not asked yet")


class Half(TextChoices):
    """Which half of a day."""

    MORNING = "morning", pgettext_lazy("half-day", "Morning")
    AFTERNOON = "afternoon", pgettext_lazy("half-day", "Afternoon")


class Way(TextChoices):
    """How somebody's being there was written down."""

    CODE = "code", _("Signed in with the code")
    LIST = "list", _("Ticked by the trainer")


class Part(TextChoices):
    """Which part a trainer has in a course."""

    LEAD = "lead", pgettext_lazy("trainer", "Leads")
    CO = "co", pgettext_lazy("trainer", "Delivers together with another")


class Moment(TextChoices):
    """When a test is sat."""

    PRE = "pre", pgettext_lazy("test", "Before the course")
    POST = "post", pgettext_lazy("test", "After the course")
    RESIT = "resit", pgettext_lazy("test", "Once more")


class NoGain(TextChoices):
    """Why no gain is told."""

    NOT_SAT = "not_sat", _("Not both tests were sat")
    FULL_BEFORE = "full_before", _("Not defined: everything was right before the course")


class Criterion(TextChoices):
    """What is looked at when somebody teaches back, each from 1 to 4."""

    CONTENT = "content", _("What is said is right")
    CLARITY = "clarity", _("It is clear, in plain words")
    TAKING_PART = "taking_part", _("Everybody takes part")
    SAFETY = "safety", _("Safe for people: no names, no real stories")


class Mark(TextChoices):
    """What a mark of the rubric means."""

    NOT_YET = "1", pgettext_lazy("rubric", "Not yet")
    IN_PART = "2", pgettext_lazy("rubric", "In part")
    WELL = "3", pgettext_lazy("rubric", "Well")
    FOR_OTHERS = "4", pgettext_lazy("rubric", "So well that others learn from it")


class Level(TextChoices):
    """What a trainer may do (domain §11)."""

    CANDIDATE = "candidate", pgettext_lazy("trainer", "Candidate")
    CO_TRAINER = "co_trainer", _("Co-trainer")
    NATIONAL = "national", _("National trainer")
    MASTER = "master", _("Master trainer")


class HowLevel(TextChoices):
    """How somebody came to a level."""

    EARNED = "earned", pgettext_lazy("level", "Earned")
    ENTERED = "entered", pgettext_lazy("level", "Trainer since before this system")
    LAPSED = "lapsed", pgettext_lazy("level", "Rests")
    RESTORED = "restored", pgettext_lazy("level", "Counts again")


class Statement(TextChoices):
    """What somebody who took part agrees with, from 1 to 5. The last one rates who delivered it."""

    USEFUL = "useful", _("I can use this at my work")
    CLEAR = "clear", _("It was clear")
    SAFE = "safe", _("I could ask and say what I think")
    TRAINER = "trainer", _("The trainer taught well")


class Merit(TextChoices):
    """What speaks for sending somebody on a study visit (domain §12)."""

    RELEVANT = "relevant", _("Their work is what the visit is about")
    NEXT_ROLE = "next_role", _("They stay in such work, or go on to it")
    GIVES_BACK = "gives_back", _("They pass on what they learn")


class BudgetLine(TextChoices):
    """For what a course costs money."""

    FEES = "fees", pgettext_lazy("course cost", "Trainers and experts")
    PLACE = "place", pgettext_lazy("course cost", "Hall and equipment")
    TRAVEL = "travel", pgettext_lazy("course cost", "Travel")
    LODGING = "lodging", pgettext_lazy("course cost", "Nights away from home")
    MEALS = "meals", pgettext_lazy("course cost", "Meals")
    MATERIALS = "materials", pgettext_lazy("course cost", "Materials and print")
    INTERPRETING = "interpreting", pgettext_lazy("course cost", "Interpreting and translation")
    OTHER = "other", pgettext_lazy("course cost", "Something else")


class PaidFrom(TextChoices):
    """Where the money of a course comes from. The first two are the country's own."""

    STATE = "state", _("Budget of the state")
    NATIONAL = "national", _("Another body of the country")
    ABROAD = "abroad", _("From abroad: a donor or an international organisation")


class Measure(TextChoices):
    """By what the pool lives by itself (domain §11)."""

    TRAINERS = "trainers", _("Trainers who count")
    ALONE = "alone", _("Of a hundred courses of a year, held without experts from outside")
    AT_HOME = "at_home", _("Of a hundred dinars paid for courses of a year, carried by the country itself")
    LOST = "lost", _("Of a hundred trainers, lost within a year")
    SESSIONS = "sessions", _("Courses of a year for each trainer")
    DEPTH = "depth", _("Generations from the first trainers")
    OVERDUE = "overdue", _("Of a hundred holders of certificates, overdue for a refresher")
    COVERED = "covered", _("Of a hundred officers in post where posts were counted, trained")
    PLANNED = "planned", _("Of a hundred bodies of trainers, with training in their own plan")


class Meaning(TextChoices):
    """What each measure counts, in one sentence."""

    TRAINERS = "trainers", _("Co-trainers, national and master trainers whose level does not rest today.")
    ALONE = (
        "alone",
        _("Courses that began within the last 365 days, of which a half-day was held and which no expert from outside led. "
          "Study visits are not counted."),
    )  # fmt: skip
    AT_HOME = (
        "at_home",
        _("What was paid for the same courses from the budget of the state or by another body of the country, of all that was "
          "paid; in dinars, at the rate written with each line. Where the cost was not written down nothing is counted."),
    )  # fmt: skip
    LOST = (
        "lost",
        _("Trainers whose level came to rest within the last 365 days and still rests, of these and those who count together."),
    )
    SESSIONS = "sessions", _("The same courses, divided by the trainers who count. A course of two trainers is counted once.")
    DEPTH = (
        "depth",
        _("A trainer whom nobody of the pool trained is the first generation; each other is one more than the deepest who "
          "trained them. Told is the deepest whose level counts."),
    )  # fmt: skip
    OVERDUE = (
        "overdue",
        _("Certificates that hold, of other courses than a training of trainers, older than 365 days; of all certificates that "
          "hold."),
    )  # fmt: skip
    COVERED = (
        "covered",
        _("Officers whose certificate holds, of the officers in post by the newest count of each directorate."),
    )
    PLANNED = (
        "planned",
        _("Bodies whose newest answer is that training stands in a plan of theirs, of all bodies of trainers who count."),
    )


class Round(TextChoices):
    """When it is asked what became of something agreed: of a workshop after 90 days, of a study visit three times."""

    DAYS_90 = "90_days", _("After 90 days")
    MONTHS_3 = "3_months", _("After 3 months")
    MONTHS_6 = "6_months", _("After 6 months")
    MONTHS_12 = "12_months", _("After 12 months")


class Outcome(TextChoices):
    """What became of something agreed."""

    DONE = "done", pgettext_lazy("agreed", "Done")
    PARTLY = "partly", pgettext_lazy("agreed", "Partly done")
    DROPPED = "dropped", pgettext_lazy("agreed", "Dropped")
    NOT_YET = "not_yet", pgettext_lazy("agreed", "Not begun yet")


class Practice(TextChoices):
    """What an officer does at work of what a course taught; the same list for oneself and for a supervisor (domain §11)."""

    NOTICES = "notices", _("Looks for early signs in daily work")
    ALONE = "alone", _("Speaks with people alone, with an interpreter whom they trust")
    ASKS = "asks", _("Asks people before anything is passed on")
    TELLS = "tells", _("Tells whoever has to know, by the agreed way")
    QUIET = "quiet", _("Keeps names and places to whom they concern")


class HowOften(TextChoices):
    """How often somebody does it. That there was no occasion is an answer of its own, and never counts against anybody."""

    ALWAYS = "always", pgettext_lazy("practice", "Always")
    SOMETIMES = "sometimes", pgettext_lazy("practice", "Sometimes")
    NEVER = "never", pgettext_lazy("practice", "Never")
    NO_OCCASION = "no_occasion", pgettext_lazy("practice", "There was no occasion")


class Said(TextChoices):
    """Who says what an officer does at work."""

    OFFICER = "officer", pgettext_lazy("practice", "The officer")
    SUPERVISOR = "supervisor", pgettext_lazy("practice", "Their supervisor")


class WhyNot(TextChoices):
    """Why something about training is not done."""

    SAME_LABEL = "same_label", _("There is a version of this name already.")
    DAY_AHEAD = "day_ahead", _("This day is still to come.")
    UNKNOWN_MODULE = "unknown_module", _("There is no module of this code.")
    ACCOUNT_TAKEN = "account_taken", _("This account belongs to another officer of the pool.")
    OTHER_BODY = "other_body", _("This account belongs to another body than the officer.")
    ENDS_BEFORE = "ends_before", _("The course ends before it begins.")
    TOO_SHORT = "too_short", _("A training of trainers takes five days at least.")
    NO_MODULES = "no_modules", _("Choose the modules of the course.")
    CALLED_OFF = "called_off", _("This course was called off.")
    HAS_BEGUN = "has_begun", _("Half-days of this course were held already.")
    IS_OVER = "is_over", _("This course is over.")
    NOMINATED_ALREADY = "nominated_already", _("This officer is nominated for this course already.")
    TRAINS_HERE = "trains_here", _("Whoever trains in this course does not take part in it.")
    TAKES_PART = "takes_part", _("Whoever takes part in this course does not train in it.")
    NAMED_ALREADY = "named_already", _("This officer trains in this course already.")
    ANSWERED = "answered", _("This nomination was answered already.")
    FEW_YEARS = (
        "few_years",
        _("Fewer than three years of field work: admitted only with a reason, by somebody who did not nominate."),
    )
    DISCIPLINE = (
        "discipline",
        _("A disciplinary matter is pending, or nobody asked: admitted only with a reason, by somebody who did not nominate."),
    )
    OWN_NOMINATION = "own_nomination", _("Somebody else answers: nobody admits whom they nominated against the rule.")
    ONESELF = "oneself", _("Nobody decides on their own part in a course.")
    REASON_MISSING = "reason_missing", _("Say why.")
    OUTSIDE_DAYS = "outside_days", _("This day is not one of the course.")
    HELD_ALREADY = "held_already", _("This half-day was opened already.")
    NOT_ADMITTED = "not_admitted", _("You are not among those who were admitted to this course.")
    WRONG_CODE = "wrong_code", _("This code opens no half-day of this course now. Ask the trainer.")
    TOO_MANY_TRIES = "too_many_tries", _("Too many wrong codes were typed. The trainer ticks you in the list.")
    LEADS_TO_SOMEBODY = (
        "leads_to_somebody",
        _("This looks like a phone number, a document or the number of a case. Questions never tell of a real case."),
    )
    OPTIONS_DIFFER = "options_differ", _("Write the same number of answers in both languages, two to six, each once.")
    NO_RIGHT_ONE = "no_right_one", _("Say which of the answers is the right one, counted from 1.")
    PLAN_UNNAMED = "plan_unnamed", _("Say in which plan it stands.")
    KNOWN_AHEAD = "known_ahead", _("This was known today or before.")
    NO_AMOUNT = "no_amount", _("Write what it is thought to cost, or what was paid.")
    NOTHING_COSTS = "nothing_costs", _("What is thought to cost nothing is not written down.")
    AMOUNT_TOO_FINE = "amount_too_fine", _("Too many decimals: a dinar has three, the other currencies two.")
    NO_FUNDER = "no_funder", _("Say who pays.")
    FUNDER_IS_SOMEBODY = "funder_is_somebody", _("Who pays is a body. This looks like a number that leads to a person.")
    PAID_WHEN = "paid_when", _("An amount that was paid has a day, and a day an amount.")
    PAID_AHEAD = "paid_ahead", _("Money was paid today or before.")
    RATE_MISSING = "rate_missing", _("Write how many dinars one unit of this currency is. One dinar is one.")
    OWN_FEE = "own_fee", _("Whoever trains in this course writes down no fee of its trainers: somebody else does.")
    SETTLED_COST = "settled_cost", _("What was paid is written down already. Strike the line and write it anew.")
    STRUCK_COST = "struck_cost", _("This line was struck.")
    RETIRED_ALREADY = "retired_already", _("This question was retired already.")
    TOO_FEW_ITEMS = (
        "too_few_items",
        _("Too few questions: three times as many as a test has are needed for each module."),
    )
    PREPARED_ALREADY = "prepared_already", _("The tests of this course are prepared already.")
    NOT_PREPARED = "not_prepared", _("No tests are prepared for this course.")
    SAT_ALREADY = "sat_already", _("This test was sat already.")
    AFTER_THE_COURSE = "after_the_course", _("The test before the course is not sat any more: the one after it was.")
    NOT_BEGUN = "not_begun", _("The test after the course is sat once half-days were held.")
    NOT_FAILED = "not_failed", _("The test is sat once more only where the first was not passed.")
    TOO_SOON = "too_soon", _("The test is sat once more after fourteen days at the earliest.")
    ANSWERS_MISSING = "answers_missing", _("Answer every question.")
    RATED_ALREADY = "rated_already", _("This teach-back was rated already.")
    NO_TEACH_BACK = "no_teach_back", _("Teach-backs belong to a training of trainers.")
    HALF_DAYS_MISSING = "half_days_missing", _("Not enough half-days: eighty of a hundred are needed.")
    NOT_PASSED = "not_passed", _("The test after the course was not passed.")
    TEACH_BACK_MISSING = "teach_back_missing", _("A teach-back of three out of four at least is needed.")
    CERTIFIED_ALREADY = "certified_already", _("A certificate was issued already.")
    OWN_SESSION = "own_session", _("Nobody certifies their own session: somebody who did not train here issues it.")
    NOT_TO_THE_END = "not_to_the_end", _("Certificates are issued once the course is over.")
    NOT_VALID = "not_valid", _("This certificate is not valid any more.")
    NOT_HELD = "not_held", _("No half-day of this course was held yet.")
    OBSERVED_ALREADY = "observed_already", _("This delivery was rated already.")
    NO_MASTER = "no_master", _("A delivery is rated by a master trainer whose level counts.")
    RATED_THE_COURSE = "rated_the_course", _("You said what you think of this course already.")
    NOT_THE_NEXT = "not_the_next", _("Levels are reached one after the other.")
    NO_TRAINERS_CERTIFICATE = "no_trainers_certificate", _("A certificate of a training of trainers is needed.")
    TWO_OBSERVED = "two_observed", _("Two deliveries rated three out of four at least are needed.")
    RATING_MISSING = "rating_missing", _("Four out of five from those who took part is needed, from five answers at least.")
    SIX_SESSIONS = "six_sessions", _("Six courses delivered are needed.")
    NO_CURRICULUM_WORK = "no_curriculum_work", _("Work on the curriculum is needed: a module brought in anew.")
    PANEL_OF_TWO = "panel_of_two", _("Two people assess a master trainer, neither of them the trainer.")
    TWO_A_YEAR = "two_a_year", _("Two courses delivered within a year are needed.")
    REFRESHED_LATELY = "refreshed_lately", _("A refresher or a training of trainers within two years is needed.")
    TOT_OR_MENTORING = (
        "tot_or_mentoring",
        _("Within a year one training of trainers delivered, or the deliveries of two trainers rated, is needed."),
    )
    HAS_A_LEVEL = "has_a_level", _("This officer has a level already.")
    NOT_LAPSED = "not_lapsed", _("This level does not rest.")
    NO_REFRESHER = "no_refresher", _("A refresher with a certificate is needed since the level rests.")
    NOT_OBSERVED_SINCE = (
        "not_observed_since",
        _("One delivery rated three out of four at least since the level rests is needed."),
    )
    LEADS_NOT = "leads_not", _("A course is led by a national or a master trainer, or by experts from outside.")
    LEADS_NO_TOT = "leads_no_tot", _("A training of trainers is led by a master trainer, or by experts from outside.")
    NO_TRAINER = "no_trainer", _("Whoever trains has a level of a trainer.")
    RESTS = "rests", _("This level rests: such a trainer delivers together with another.")
    MERIT_MISSING = (
        "merit_missing",
        _("Not everything speaks for this traveller: admitted only with a reason, by somebody who did not nominate."),
    )
    NO_VISIT = "no_visit", _("Only a study visit has a plan and travellers.")
    TRAVELS_ONESELF = "travels_oneself", _("Nobody approves a journey that they make themselves.")
    NO_TRAVELLERS = "no_travellers", _("There is nobody whose journey waits for approval.")
    NO_PLAN = "no_plan", _("Write down first where the visit goes and what for.")
    PLAN_STANDS = "plan_stands", _("The journey was approved for this plan: the plan stands.")
    NO_JOURNEY = "no_journey", _("No journey of this visit was approved: no half-day of it is opened.")
    JOURNEY_WAITS = "journey_waits", _("Only those whose journey was approved take part in a study visit.")
    ON_THE_WAY = "on_the_way", _("A journey is approved before its first day.")
    UNEVEN = "uneven", _("Of a delegation of three or more, fewer than a third are women, or men: say why all the same.")
    NOTHING_AGREED_HERE = "nothing_agreed_here", _("Reports and agreed actions belong to workshops and study visits.")
    REPORTED_ALREADY = "reported_already", _("The report is written already.")
    NOT_OF_THE_COURSE = "not_of_the_course", _("Whoever does it was admitted here.")
    BEFORE_THE_COURSE = "before_the_course", _("This day lies before the first day.")
    ROUND_TOO_SOON = "round_too_soon", _("It is too soon to ask what became of it.")
    SETTLED = "settled", _("It is settled already what became of it.")
    SAY_IN_THE_END = "say_in_the_end", _("The last time it is done, partly done or dropped.")
    WHAT_SHOWS_IT = "what_shows_it", _("Say what shows it, or why it was dropped.")
    NOT_ASKED_NOW = "not_asked_now", _("It is asked after three and after six months, each time for three months.")
    SAID_ALREADY = "said_already", _("This was said already for these months.")
    NO_POSTS = "no_posts", _("Write how many officers are in post: one at least.")
    NO_SOURCE = "no_source", _("Say from where this number is known.")
    COUNTED_AHEAD = "counted_ahead", _("Posts are counted today or before.")
