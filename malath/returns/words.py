"""Words of a voluntary return: who asks, its gates, what holds it up, travel and money. Source: domain §5.9, §10."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReturnKind(TextChoices):
    """As what somebody returns (A2). Nobody has to be a victim of anything to go home."""

    STRANDED = "stranded", _("Stranded migrant")
    VULNERABLE = "vulnerable", _("Migrant in a vulnerable situation")
    CHILD = "child", pgettext_lazy("return", "Child")
    FAMILY = "family", pgettext_lazy("return", "Family")
    IDENTIFIED = "identified", _("Identified victim of trafficking")
    POTENTIAL = "potential", _("Potential victim of trafficking")
    INCOMING = "incoming", _("Comes home from abroad")


ASKED_HERE = tuple(kind for kind in ReturnKind if kind != ReturnKind.INCOMING)
"""As what somebody asks here. Who comes home from abroad was asked there, and nobody says as what."""


class AskedBy(TextChoices):
    """Who brought the wish to return to the office (A1). The wish is the person's own."""

    SELF = "self", pgettext_lazy("return", "The person")
    ASSOCIATION = "association", pgettext_lazy("return", "An association")
    UNIT = "unit", _("Counter-Trafficking Unit")
    EMBASSY = "embassy", pgettext_lazy("return", "An embassy")
    SHELTER = "shelter", pgettext_lazy("return", "A shelter")
    OTHER = "other", pgettext_lazy("return", "Another body")


class ReturnState(TextChoices):
    """Where a return stands."""

    EXPECTED = "expected", pgettext_lazy("return", "Expected here")
    PREPARING = "preparing", pgettext_lazy("return", "Being prepared")
    BOOKED = "booked", pgettext_lazy("return", "Booked")
    DEPARTED = "departed", pgettext_lazy("return", "On the way")
    ARRIVED = "arrived", pgettext_lazy("return", "Arrived")
    STOPPED = "stopped", pgettext_lazy("return", "Stopped")


OPEN_STATES = (ReturnState.EXPECTED, ReturnState.PREPARING, ReturnState.BOOKED, ReturnState.DEPARTED)


class Pressing(TextChoices):
    """What makes somebody go first in the queue. Kept sealed; only the step in the queue that follows from it is plain."""

    ALONE_CHILD = "alone_child", _("A child without its family")
    ILL = "ill", _("Ill or injured")
    PREGNANT = "pregnant", _("Pregnant, or with a baby")
    DISABLED = "disabled", _("A disability")
    OLD = "old", _("Old age")
    DETAINED = "detained", _("In detention")
    NO_ROOF = "no_roof", _("No roof or no food")
    THREATENED = "threatened", pgettext_lazy("pressing", "Threatened here")


class Fear(TextChoices):
    """What the person says to “Do you fear going back?”. Not asked is an answer of its own, never a no (domain §5.9)."""

    NOT_ASKED = "not_asked", pgettext_lazy("fear", "Not asked yet")
    NO = "no", pgettext_lazy("fear", "No fear of going back")
    YES = "yes", pgettext_lazy("fear", "Fears going back")
    UNSURE = "unsure", pgettext_lazy("fear", "Not sure")


class Court(TextChoices):
    """Whether a criminal case waits for the person, and whether they were told what leaving means (A3)."""

    NOT_ASKED = "not_asked", pgettext_lazy("court", "Not asked yet")
    NONE = "none", pgettext_lazy("court", "No criminal case that we know of")
    OPEN = "open", pgettext_lazy("court", "Open, and the person was not told yet")
    TOLD = "told", pgettext_lazy("court", "Open; told of early and remote testimony")


class TalkWith(TextChoices):
    """Who held a counselling talk. A police officer never does (A4)."""

    OFFICE = "office", pgettext_lazy("talk", "Our office")
    ASSOCIATION = "association", pgettext_lazy("talk", "An association")
    UN = "un", pgettext_lazy("talk", "A United Nations agency")
    POLICE = "police", pgettext_lazy("talk", "A police officer")


class RiskLevel(TextChoices):
    """Danger on return, from likelihood × harm as everywhere (domain §7)."""

    LOW = "low", pgettext_lazy("return", "Low danger")
    MEDIUM = "medium", pgettext_lazy("return", "Medium danger")
    HIGH = "high", pgettext_lazy("return", "High danger")
    CRITICAL = "critical", pgettext_lazy("return", "Critical danger")


class Way(TextChoices):
    """What follows from a high danger on return (G4)."""

    NONE = "none", pgettext_lazy("return", "Nothing decided yet")
    SOLVED = "solved", pgettext_lazy("return", "The danger was solved")
    ELSEWHERE = "elsewhere", pgettext_lazy("return", "The person goes to another place there")
    STOP = "stop", pgettext_lazy("return", "The return is stopped")


class PaperKind(TextChoices):
    """Papers and holds that must be clear before a ticket (A8), beside passport, fines and absconding report, which stand in
    the person's papers."""

    TRAVEL_DOCUMENT = "travel_document", _("Passport in hand, or travel document of the embassy")
    EXIT = "exit", _("Exit permit, and no ban on leaving")
    DEBTS = "debts", _("No civil debt that keeps the person here")
    BIRTH = "birth", _("Birth of a child registered")


class PaperState(TextChoices):
    """How far a paper is."""

    WANTED = "wanted", pgettext_lazy("paper of a return", "To be got")
    ASKED = "asked", pgettext_lazy("paper of a return", "Asked for")
    CLEAR = "clear", pgettext_lazy("paper of a return", "Clear")
    NOT_NEEDED = "not_needed", pgettext_lazy("paper of a return", "Not needed")


class FineWay(TextChoices):
    """What is done where fines are not waived."""

    PROJECT = "project", _("A project pays, with approval")
    AGAIN = "again", _("Ask for the waiver again")
    WINDOW = "window", _("Wait for the next exemption")


class MissionAnswer(TextChoices):
    """What the mission in the country of return says (A10)."""

    WAITING = "waiting", pgettext_lazy("mission", "No answer yet")
    CONFIRMED = "confirmed", pgettext_lazy("mission", "Receives the person")
    LATER = "later", pgettext_lazy("mission", "Not on this day")
    CANNOT = "cannot", pgettext_lazy("mission", "Cannot receive the person")


class Gate(TextChoices):
    """The eight gates of a return. One that is closed blocks the ticket."""

    FEAR = "G1", _("Protection: no fear of going back")
    TALKS = "G2", _("Two counselling talks")
    DECLARED = "G3", _("Voluntary declaration")
    RISK = "G4", _("Family and risk")
    CHILD = "G5", _("Best interests of the child")
    PAPERS = "G6", _("Papers, fines and holds")
    FIT = "G7", _("Fit to travel on the day of the flight")
    MISSION = "G8", _("The mission receives the person")


class GateState(TextChoices):
    """How a gate stands."""

    OPEN = "open", pgettext_lazy("gate", "Open")
    CLOSED = "closed", pgettext_lazy("gate", "Closed")
    NOT_NEEDED = "not_needed", pgettext_lazy("gate", "Not needed")


class NextBy(TextChoices):
    """Who has to act next at a gate."""

    OFFICE = "office", pgettext_lazy("next at a gate", "Our office")
    PERSON = "person", pgettext_lazy("next at a gate", "The person")
    UNHCR = "unhcr", pgettext_lazy("next at a gate", "The person, with UNHCR")
    PANEL = "panel", pgettext_lazy("next at a gate", "The best-interests panel")
    AUTHORITY = "authority", pgettext_lazy("next at a gate", "An authority")
    EMBASSY = "embassy", pgettext_lazy("next at a gate", "The embassy")
    DOCTOR = "doctor", pgettext_lazy("next at a gate", "A doctor")
    MISSION = "mission", pgettext_lazy("next at a gate", "The receiving mission")
    SUPERVISOR = "supervisor", pgettext_lazy("next at a gate", "A supervisor")


class Holds(TextChoices):
    """Why a gate is closed."""

    FEAR_NOT_ASKED = "fear_not_asked", _("Nobody asked yet whether the person fears going back.")
    FEARS = (
        "fears",
        _("The person fears going back or is not sure. Until they close it, everything waits and the embassy hears nothing."),
    )
    COURT_NOT_ASKED = "court_not_asked", _("Nobody asked yet whether a criminal case waits for the person.")
    COURT_NOT_TOLD = "court_not_told", _("The person has not been told yet of early and remote testimony.")
    FIRST_TALK = "first_talk", _("No counselling talk yet.")
    SECOND_TALK = "second_talk", _("A second talk is needed, a day or more after the first.")
    NOT_DECLARED = "not_declared", _("The person has not declared yet that they wish to return.")
    DECLARATION_WITHDRAWN = "declaration_withdrawn", _("The person took the declaration back. Only a new one opens this again.")
    RISK_MISSING = "risk_missing", _("Danger on return has not been looked at yet.")
    RISK_HIGH = "risk_high", _("The danger is high: solve it, find another place, or stop.")
    RISK_ANSWERED = "risk_answered", _("The mission has answered since: look at the danger once more.")
    RISK_STOP = "risk_stop", _("It was decided that this return is stopped.")
    BEST_INTERESTS = "best_interests", _("No panel has found return to be best for this child.")
    GUARDIAN = "guardian", _("No guardian whose proof was seen decides for this child.")
    RECEIVER = "receiver", _("Nobody is named yet who receives the child and was found to be who they say.")
    ESCORT = "escort", _("Nobody accompanies the child yet.")
    PASSPORT = "passport", _("Somebody withholds the passport.")
    OVERSTAY = "overstay", _("The overstay is neither waived nor settled another way.")
    REPORT = "report", _("An absconding report is not cancelled.")
    PAPER = "paper", _("A paper or a hold is not clear yet.")
    NOT_EXAMINED = "not_examined", _("No doctor has said yet that the person can fly.")
    NOT_FIT = "not_fit", _("The doctor says that the person cannot fly now.")
    MEDICAL_ESCORT = "medical_escort", _("The doctor asks that a nurse or doctor goes along: name them in the journey.")
    FLIGHT_TOO_LATE = "flight_too_late", _("The flight is later than the doctor's word holds. A new one is needed.")
    MISSION_MISSING = "mission_missing", _("The receiving mission has not been asked yet.")
    MISSION_WAITS = "mission_waits", _("The receiving mission has not answered yet.")
    MISSION_CANNOT = "mission_cannot", _("The receiving mission does not confirm.")


class JourneyState(TextChoices):
    """Where a journey stands."""

    PLANNED = "planned", pgettext_lazy("journey", "Planned")
    TICKETED = "ticketed", pgettext_lazy("journey", "Ticket bought")
    LEFT = "left", pgettext_lazy("journey", "On the way")
    ARRIVED = "arrived", pgettext_lazy("journey", "Arrival confirmed")
    MISSED = "missed", pgettext_lazy("journey", "Did not board")
    REFUSED = "refused", pgettext_lazy("journey", "Said no before boarding")
    CANCELLED = "cancelled", pgettext_lazy("journey", "Cancelled")


STANDING_JOURNEY = (JourneyState.PLANNED, JourneyState.TICKETED, JourneyState.LEFT)


class StopReason(TextChoices):
    """Why a return does not go on. None of them is held against anybody."""

    WISH = "wish", _("The person does not wish to return now")
    NOT_SAFE = "not_safe", _("Return would not be safe")
    PROTECTION = "protection", _("The person asks for international protection")
    OTHER_WAY = "other_way", _("The person stays or goes another way")
    OTHER_FUNDER = "other_funder", _("Somebody else pays for the return")
    LOST = "lost", _("Contact was lost")
    WITHDRAWN = "withdrawn", _("What it stood on was taken back")
    SENDER = "sender", _("Who sent the person says that the return does not go on")


class BudgetLine(TextChoices):
    """What money of a return is for (domain §10)."""

    FARE = "fare", _("Fare")
    DOCUMENTS = "documents", pgettext_lazy("budget line", "Papers")
    EXAM = "exam", _("Examination by a doctor")
    ESCORT = "escort", pgettext_lazy("budget line", "Escort")
    TRANSIT = "transit", pgettext_lazy("budget line", "Transit")
    POCKET = "pocket", _("Pocket money")
    INLAND = "inland", _("Travel inside the country")
    FINES = "fines", _("Fines")
    GRANT = "grant", pgettext_lazy("budget line", "Reintegration grant")


class PaidBy(TextChoices):
    """Who pays for it."""

    PROJECT = "project", pgettext_lazy("paid by", "A project")
    FUND = "fund", _("Victims' Assistance Fund")
    EMPLOYER = "employer", pgettext_lazy("paid by", "The employer, by duty")
    PERSON = "person", pgettext_lazy("funder", "The person")


class GrantKind(TextChoices):
    """In what an instalment is given. Mostly in kind; cash is small and for what is needed at once."""

    IN_KIND = "in_kind", pgettext_lazy("grant", "In kind")
    CASH = "cash", pgettext_lazy("grant", "In cash")


class WhyNot(TextChoices):
    """Why something about a return is not done."""

    A_JORDANIAN = "a_jordanian", _("A citizen of Jordan does not return from Jordan: help here is another way.")
    NO_WISH = "no_wish", _("The wish to return is the person's own: ask them alone first.")
    OTHER_FUNDER = "other_funder", _("Somebody else pays for this return already.")
    HAS_MEANS = "has_means", _("The person says that they can pay for it. Their word is enough, no paper is asked for.")
    NOT_AGREED = "not_agreed", _("The person has not agreed to a file for voluntary return (C11). Ask first.")
    OPEN_ALREADY = "open_already", _("A return of this person is open already.")
    KIND_OF_CHILD = "kind_of_child", _("A child returns as a child or with its family.")
    NOT_A_CHILD = "not_a_child", _("This person is of age.")
    NO_CASE = "no_case", _("Only a status that somebody decided is written here: this person has no such case.")
    WORDS_MISSING = "words_missing", _("Write a few words.")
    NOT_OPEN = "not_open", _("This return has ended, or the person is on the way.")
    WORDS_SAY = "words_say", _("A text names what happened. Say what is needed in neutral words.")
    HEALTH_NOT_AGREED = "health_not_agreed", _("Health needs go along only when the person agrees to it.")
    MISSION_NOT_ASKED = "mission_not_asked", _("The mission has not been asked yet.")
    NOTHING_SAID = "nothing_said", _("Answer every question; “not known” is an answer.")
    TRANSFER_NOT_AGREED = "transfer_not_agreed", _("The person has not agreed to the transfer (C12). Ask first.")
    SEES_ALREADY = "sees_already", _("The mission sees it already.")
    NOT_DUE_THERE = "not_due_there", _("The person is not due there yet.")
    MISSING_ALREADY = "missing_already", _("That the person did not come was told already.")
    NOTHING_NEW = "nothing_new", _("Nothing in it is new.")
    NOT_EXPECTED = "not_expected", _("Nobody is expected here, or the arrival is confirmed already.")
    COMES_HOME = "comes_home", _("This return came in a package: ask the sender for a new one.")
    NOT_STOPPED = "not_stopped", _("This return was not stopped.")
    DAY_AHEAD = "day_ahead", _("This day is still to come.")
    DAY_PAST = "day_past", _("This day has passed.")
    FEARS = "fears", _("The person fears going back or is not sure: this waits until they close it.")
    NO_FEAR = "no_fear", _("There is nothing to close: the person has no fear of going back.")
    NOT_ALONE = "not_alone", _("A talk counts only when the person was alone with who held it.")
    NOT_OWN_LANGUAGE = "not_own_language", _("It counts only in a language that the person understands well.")
    BY_POLICE = "by_police", _("A police officer never holds these talks.")
    TALKS_MISSING = "talks_missing", _("Two talks, a day or more apart, come before a declaration.")
    DECLARED_ALREADY = "declared_already", _("A declaration stands already.")
    NOT_DECLARED = "not_declared", _("No declaration stands.")
    WITNESS_MISSING = "witness_missing", _("In detention an independent witness is needed.")
    NOT_READ = "not_read", _("Read it aloud to the person first.")
    ON_THE_WAY = "on_the_way", _("The person has boarded: help them where they arrive.")
    SCALE = "scale", _("Likelihood and harm go from 1 to 5.")
    NOT_CLEAR = "not_clear", _("The embassy is asked only with the person's yes (C6).")
    FEAR_FIRST = "fear_first", _("Ask first whether the person fears going back. Before that nobody writes to the embassy.")
    PAPER_THERE = "paper_there", _("The travel document is there already, or is not needed.")
    NOT_NEUTRAL = "not_neutral", _("The name of your body would tell the embassy why. Ask another body to write.")
    NOBODY_CHOSEN = "nobody_chosen", _("Choose at least one person.")
    LIMIT_PAST = "limit_past", _("The doctor's word ends before it begins.")
    NO_MISSION = "no_mission", _("Choose the mission that receives the person.")
    WAITS_ALREADY = "waits_already", _("The mission was asked and has not answered yet.")
    NOT_WAITING = "not_waiting", _("Nobody waits for an answer here.")
    NOT_DUE = "not_due", _("It is not due yet, or was done already.")
    GATE_CLOSED = "gate_closed", _("A gate is still closed: look at the checklist.")
    NO_JOURNEY = "no_journey", _("No journey is planned.")
    PLANNED_ALREADY = "planned_already", _("A journey is planned already: move it, or cancel it.")
    NO_LEG = "no_leg", _("Write at least one leg.")
    LEGS_ORDER = "legs_order", _("Each leg begins after the one before has arrived, and arrives after it left.")
    NIGHT = "night", _("Somebody who needs care does not arrive at night, between 10 in the evening and 6 in the morning.")
    NOBODY_MEETS = "nobody_meets", _("Say who meets the person on arrival.")
    NOBODY_WITH_CHILD = "nobody_with_child", _("A child travels with an escort, or in the care of the airline.")
    TICKET_BOUGHT = "ticket_bought", _("A ticket was bought already.")
    NO_TICKET = "no_ticket", _("No ticket was bought yet.")
    WISH_NOT_ASKED = "wish_not_asked", _("Ask the person once more, alone, before they board.")
    NOT_LEFT = "not_left", _("The person has not left yet.")
    BEFORE_LEAVING = "before_leaving", _("That is before the person left.")
    NOTHING_UNUSED = "nothing_unused", _("No unused fare waits here.")
    AMOUNT_MISSING = "amount_missing", _("Write an amount above zero.")
    BELOW_ZERO = "below_zero", _("An amount cannot be below zero.")
    DECIMALS = "decimals", _("This currency has fewer decimals. Nothing is rounded: write the amount anew.")
    TOO_MUCH = "too_much", _("This amount is too large.")
    RATE = "rate", _("Write the rate to the project's currency, above zero.")
    OTHER_CURRENCY = "other_currency", _("The project counts in another currency.")
    ABOVE_BUDGET = "above_budget", _("The project has less money left than that.")
    PROJECT_ENDED = "project_ended", _("This project has ended.")
    PROJECT_MISSING = "project_missing", _("Choose the project that pays.")
    NAME_MISSING = "name_missing", _("Write a name.")
    NAME_TAKEN = "name_taken", _("A project of this name is there already.")
    GRANTED_ALREADY = (
        "granted_already",
        _("One grant for each person and return: there is one already, under this file or another."),
    )
    SUM_DIFFERS = "sum_differs", _("The instalments add up to another sum than the grant. Nothing is rounded.")
    TWO_AT_LEAST = "two_at_least", _("Two to six instalments.")
    NOT_ARRIVED = "not_arrived", _("Instalments after the first are paid when the arrival is confirmed.")
    RELEASED = "released", _("The grant went back to its project when the return was stopped. Reserve it again first.")
    NOT_RELEASED = "not_released", _("The grant is kept for the person already.")
    PAID_ALREADY = "paid_already", _("This instalment was paid already.")
    EARLIER_FIRST = "earlier_first", _("The instalments before this one come first, each with its receipt.")
    RECEIPT_MISSING = "receipt_missing", _("Write which receipt you have.")
    FOUR_EYES = "four_eyes", _("Somebody else than who proposed it approves.")
    NOT_REFUSED = "not_refused", _("A waiver is asked for first; this is for one that was refused.")
    NOTHING_TO_APPROVE = "nothing_to_approve", _("Nothing waits for approval.")
    NO_SUCH_PART = "no_such_part", _("There is no such instalment.")
    FILE_CLOSED = "file_closed", _("The file is closed. Open it again first.")
