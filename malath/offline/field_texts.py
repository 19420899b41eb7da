"""All that the kit on a phone says, in one language: the words of the parts themselves, so that a phone and a page say the
same, and the words of its own."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from malath.agencies.words import WEEK, Governorate, ServiceKind
from malath.cases.words import Need, Risk
from malath.people.languages import language_choices
from malath.people.words import CHILD_BANDS, AgeBand, Channel, Sex
from malath.privacy.marks import marks_of
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method
from malath.referrals.words import Urgency
from malath.screening.words import Alone, Concern, Danger, HandPurpose, Kind, Pending, Place, Strength, Work
from malath.screening.words import Answer as Sign
from malath.training.words import Half

ASKED: Final = (ConsentKind.C1, ConsentKind.C3, ConsentKind.C4, ConsentKind.C5, ConsentKind.C8)
MAY: Final = (
    ("any_time", _("At any time of any day")),
    ("may_leave_message", _("We may leave a message")),
    ("may_say_agency", _("We may say the name of our body")),
)
NOT_ON_A_PHONE: Final = {Method.IMPORTED, AgeBand.UNKNOWN}

SAYS: Final = {
    # The frame
    "name": pgettext_lazy("name of the kit", "Notes"),
    "next": pgettext_lazy("kit", "Next"),
    "back": pgettext_lazy("kit", "Back"),
    "home": _("To the list"),
    "save": pgettext_lazy("kit", "Save"),
    "call": _("Call"),
    "choose": _("Choose"),
    "step": _("Step %1 of %2"),
    # Opening and closing
    "not_enrolled": _("This phone is not enrolled. Sign in on it, open Settings, then “Phones”, and enrol it there."),
    "first": _("Choose a passphrase"),
    "first_text": _(
        "It opens your drafts on this phone. Nobody can give it back to you: who forgets it loses the drafts, not what was "
        "finished. At least 12 letters, a short sentence is best."
    ),
    "pass": _("Passphrase"),
    "pass_again": _("The same once more"),
    "pass_short": _("Too short: at least 12 letters."),
    "pass_differ": _("The two are not the same."),
    "duress": _("A second passphrase for danger (may stay empty)"),
    "duress_text": _(
        "If somebody forces you to open this, type the second one: an empty kit opens, and the drafts are gone for good. What "
        "was finished is still sent."
    ),
    "duress_same": _("The second one must be another one."),
    "unlock": pgettext_lazy("kit", "Open"),
    "wrong": _("This passphrase does not open it."),
    "wait": _("Too many wrong tries. Wait %1 seconds."),
    "lock": pgettext_lazy("kit", "Lock"),
    "ended": _("This phone was ended by your office. Its drafts are gone. Enrol it anew if it is yours."),
    # The list
    "new": _("Meet somebody new"),
    "more": _("Add to a case of which you know the number"),
    "drafts": pgettext_lazy("kit", "Drafts"),
    "no_drafts": _("No draft on this phone."),
    "begun": pgettext_lazy("kit", "Begun %1"),
    "out": pgettext_lazy("kit", "Not sent yet"),
    "out_none": _("Nothing waits: all that was finished has arrived."),
    "out_age": _("The oldest waits for %1."),
    "minutes": pgettext_lazy("kit", "%1 min"),
    "in_hours": pgettext_lazy("kit", "%1 h"),
    "days": pgettext_lazy("kit", "%1 days"),
    "out_text": _("What is finished is sealed: this phone cannot read it any more. It leaves by itself when there is network."),
    "send": _("Send now"),
    "sending": _("Sending …"),
    "asking": _("Asking for your lists …"),
    "sent": _("Arrived."),
    "failed": _("No answer. It is tried again by itself."),
    "carry": _("Carry it another way"),
    "export": _("Save as a file for a colleague's phone"),
    "import": _("Take a colleague's file along"),
    "imported": _("%1 taken along. They leave with yours."),
    "import_bad": _("There is nothing of ours in this file."),
    "export_text": _("Nobody can read the file. It stays here too, until the other side says that it has it."),
    # Settings
    "settings": pgettext_lazy("kit", "This phone"),
    "kept_safe": _("The browser has promised to keep what is here."),
    "kept_unsafe": _("The browser may throw away what is here when space is short. Send often."),
    "weak": _("This browser cannot do Argon2id; PBKDF2 guards the passphrase instead. A newer browser is safer."),
    "change_pass": _("Change the passphrase"),
    "pass_now": _("Passphrase now"),
    "changed": _("Changed."),
    "wipe": _("Wipe this phone"),
    "wipe_text": _(
        "Drafts, their key and all that was taken along go at once. What was finished and not sent stays sealed and leaves by "
        "itself; then nothing is left."
    ),
    "wipe_do": _("Wipe now"),
    "wipe_all": _("Wipe everything, also the %1 not sent: they are lost"),
    "wiped": _("Wiped."),
    "honest": _(
        "Who holds this phone while it is open sees the draft on the screen. A phone that stays off cannot be ended from afar. "
        "A lost phone loses what was not sent."
    ),
    # Counting
    "session": _("Count a session"),
    "came": _("How many came?"),
    "facilitators": _("Who held it?"),
    "genders": _("By gender"),
    "ages": _("By age"),
    "origins": _("By nationality"),
    "disclosures": _("How many told you something that needs help?"),
    "told_hint": _("Only how many. Nothing of what was said: give the person the card, or write to the desk that refers."),
    "cards": _("How many cards were given out?"),
    "adds_up": _("Missing, below zero, or not adding up to all who came: %1"),
    "attend": _("Mark who is there in a course"),
    "half": _("Which half?"),
    "on": _("On which day?"),
    "there": _("Who was there?"),
    "no_lists": _("You train in no course of these days."),
    "sign_in_first": _("The list is taken along with network, signed in on this phone. It lies here under your passphrase."),
    # Steps
    "s_who": _("The person"),
    "s_talk": _("The talk"),
    "s_stop": _("Screening comes first"),
    "s_record": _("May we write this down?"),
    "s_needs": _("Danger and needs"),
    "s_signs": _("Signs"),
    "s_card": _("Signs of the card"),
    "s_result": _("What the signs say, and what follows"),
    "s_words": _("In words"),
    "s_name": _("If the person wants to say it"),
    "s_contact": _("Safe contact"),
    "s_refer": _("Whom to ask for help"),
    "s_check": _("Look once more, then finish"),
    "s_case": _("Which case?"),
    # Questions
    "age_band": _("How old is the person?"),
    "age_hint": _("When you doubt, choose “Age in doubt”: the person is then treated as a child."),
    "sex": _("Sex"),
    "alone": _("Does the person speak alone?"),
    "not_alone": _(
        "Stop, or move to where nobody listens. Until then there are no questions about what happened, and nothing of it can "
        "be written. What you see yourself can be."
    ),
    "danger": _("Is a life in danger now?"),
    "danger_text": _("Call. This phone cannot call for help by itself, and nothing here is read at once."),
    "language": _("Language you speak together"),
    "interpreter": _("Interpreter"),
    "interpreter_hint": _("Never somebody who came with the person or knows the employer."),
    "place": _("Where did you meet?"),
    "work": _("What kind of work?"),
    "pending": _("Is any of this in the air?"),
    "pending_hint": _(
        "A report that somebody ran away is a means of control. It is a sign, and never held against the person."
    ),
    "stop_text": _(
        "Screen before any action on stay, work papers or a charge. Nobody is detained, fined or sent away before that, and no "
        "employer is called."
    ),
    "stop_yes": _("I have read it: screening comes first"),
    "read_aloud": _("Read this aloud, in a language the person speaks well. Then wait."),
    "answer": _("What did the person answer?"),
    "method": _("How was the answer given?"),
    "without": _("If not agreed: on what ground do you go on?"),
    "without_hint": _("Only in these cases. Your supervisor looks at it within 24 hours."),
    "because": _("Why do you go on without agreement?"),
    "child_because": _("Why does this child need protection now?"),
    "child_view": _("What does the girl or boy want, in their own words?"),
    "no_ground": _(
        "Without a yes or one of these grounds nothing is kept. You can still go on, see what the signs say, and throw it away."
    ),
    "risk": _("How great is the danger?"),
    "needs": _("What does the person need now?"),
    "governorate": _("Governorate"),
    "kind": _("Which list is nearest?"),
    "unverified": _("The strengths of this list were not checked against the official list."),
    "locked": _("Locked while the person is not alone."),
    "purposes": _("What no list fits"),
    "looked_at": _("Others should look at this."),
    "not_looked_at": _("By the rule nothing is flagged. You may refer all the same."),
    "never_verdict": _("This says nothing about what somebody is. Signs open doors; people decide."),
    "counted": _("%1: strong %2, medium %3, weak %4"),
    "positive": pgettext_lazy("dimension", "positive"),
    "not_positive": pgettext_lazy("dimension", "not positive"),
    "why": _(
        "A dimension is positive with two strong signs; one strong and one more; three medium; or two medium and one weak."
    ),
    "why_adult": _("For an adult: the conditions of exploitation are positive, and at least one other dimension is."),
    "why_child": _(
        "For a child: the conditions of exploitation are positive, or one strong sign is there, or one of the card is urgent."
    ),
    "why_purpose": _("You set a purpose by hand: the result follows it."),
    "incomplete": _("Incomplete: %1 not asked. Not asked is not a no."),
    "concern": _("What follows?"),
    "concern_because": _("Why do you go further than the signs?"),
    "watch_on": _("On which day does somebody look again?"),
    "lower": _("Your judgement may go higher than the rule, never lower."),
    "words": _("The person's own words"),
    "observation": _("What you saw or heard yourself"),
    "opinion": _("What you think it means"),
    "name_said": _("Name as said"),
    "name_hint": _("Not needed to be helped. A name the person chooses is enough."),
    "phone": _("Phone number"),
    "phone_hint": _("Nobody is called before the person says how. Never the employer's number."),
    "contact_text": _("Agree it with the person, alone. Whatever reaches a phone can be read by somebody else."),
    "contact_none": _("Until this is agreed nobody contacts the person."),
    "channel": _("How may we reach the person?"),
    "may": _("What was agreed"),
    "days1": _("On which days?"),
    "from1": _("From"),
    "until1": _("Until"),
    "hours": _("Anything else about the hours?"),
    "code_word": _("Code word"),
    "code_hint": _("A word only the person says: so that we know on the phone who speaks, and alone."),
    "who_else": _("Who else uses or answers this phone?"),
    "who_hint": _("Also: through whom, and who must not learn of it."),
    "case": _("Number of the case"),
    "case_hint": _("Twelve letters and digits, as XXXX-XXXX-XXXX."),
    "case_bad": _("This is not the number of a case."),
    "child_stays": _(
        "Nobody takes the child along, also no relative, before child protection has made sure who they are and that it is "
        "safe. Speak with the child alone, once, and leave the rest to those who are trained for it."
    ),
    "child_first": _("For a child, ask child protection first."),
    "refer_add": _("Ask a desk for help"),
    "refer_off": _("Take it off"),
    "service": _("What is needed?"),
    "urgency": _("How urgent is it?"),
    "desk": _("Which desk?"),
    "reason": _("Why is the person referred?"),
    "reason_hint": _("The desk reads this before it answers: no name, no phone, no address, and not the whole story."),
    "refer_late": _("It leaves when the phone is in reach. Its clocks run from then; both moments are shown."),
    "refer_call": _("An emergency is called, not sent: nobody reads this in time. What you write is kept for afterwards."),
    "missing": _("Not filled in: %1"),
    "finish": _("Finish and seal"),
    "finish_text": _("After this the phone cannot read it any more. It leaves by itself."),
    "finished": _("Sealed. It leaves by itself."),
    "unchecked": _("Not verified"),
    "throw": _("Throw this draft away"),
    "throw_sure": _("Throw it away for good?"),
    "unreadable": _("This draft does not open any more."),
}


def spoken(language: str) -> dict[str, Any]:
    """All words of the kit in one language."""
    with override(language):
        return {
            "says": {name: str(text) for name, text in SAYS.items()},
            "choices": _choices(),
            "children": sorted(CHILD_BANDS),
            "consent": {kind.value: _consent(kind, language) for kind in ASKED},
        }


def _choices() -> dict[str, list[list[str]]]:
    known: dict[str, Any] = {
        "age_band": AgeBand, "sex": Sex, "risk": Risk, "needs": Need, "interpreter": Interpreter, "method": Method,
        "governorate": Governorate, "urgency": Urgency, "service": ServiceKind, "alone": Alone, "danger": Danger,
        "place": Place, "work": Work, "pending": Pending, "kind": Kind, "sign": Sign, "concern": Concern,
        "purposes": HandPurpose, "channel": Channel, "strength": Strength, "answer5": Answer, "half": Half,
    }  # fmt: skip
    made = {name: [[one.value, str(one.label)] for one in words if one not in NOT_ON_A_PHONE] for name, words in known.items()}
    made["answer"] = [[one.value, str(one.label)] for one in (Answer.YES, Answer.NO, Answer.NOT_ASKED)]
    made["without"] = [[one.value, str(one.label)] for one in (BasisKind.O1, BasisKind.O3, BasisKind.O4)]
    made["may"] = [[name, str(label)] for name, label in MAY]
    made["days1"] = [[code, str(label)] for code, label in WEEK]
    made["language"] = [[code, str(label)] for code, label in language_choices() if code]
    return made


def _consent(kind: ConsentKind, language: str) -> dict[str, str]:
    """The words of one question, with the marks by which it is known which words were read."""
    texts = wording(kind, _Left()), wording(kind, _Left(), child=True)
    adult, child = (getattr(text, language) for text in texts)
    return {
        "label": str(kind.label), "adult": adult, "child": child, "mark": marks_of(kind)[-1],
        "child_mark": marks_of(kind, child=True)[-1],
    }  # fmt: skip


class _Left:
    """Where the name of the body stands, for the phone to fill in."""

    name_ar = name_en = "%(body)s"
