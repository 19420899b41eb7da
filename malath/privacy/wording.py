"""The words read aloud before each question of consent, in Arabic and English. One question each, never bundled.

Each says what is written down, who sees it, that it can be taken back at any time, and that help does not depend on it.
A child is asked for assent, in words of its own. A change of these words is a change of what people agreed to: add the new
mark to `marks.json`, below the old one, and let nothing that only the new words name rest on an answer to the old ones
(`queries.heard_todays_words`). `OPENS` is not read aloud: it tells who asks what a yes opens, and what it does not.
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from malath.privacy.words import ConsentKind

READ_IN: Final = ("ar", "en")
"""Languages in which somebody has written the words down. In any other they are said freely, and the page says so."""

ADULT: Final[dict[ConsentKind, Promise]] = {
    ConsentKind.C1: _(
        "May I write down what you tell me? I write only what is needed to help you. You need not give your name or show "
        "papers. It is kept locked. My office sees it; another body sees a part of it only after you agree to that body. "
        "Every opening is recorded, and you may ask which bodies have opened it. Without you, the least that is needed is "
        "passed on only when a life or a child is in danger, when you are unconscious, or when a court or prosecutor orders "
        "it; then we tell you as soon as that is safe."
    ),
    ConsentKind.C2: _(
        "May I ask you about what happened to you? I write it down in your own words. You may leave out any question, rest, "
        "or stop at any time, and you may ask for another interviewer or interpreter, a woman or a man. Of the bodies you "
        "agree to, only those whose work needs it read your words."
    ),
    ConsentKind.C3: _(
        "May I ask %(body)s to help you? Before they answer they see your age group, sex and language, what you need, how "
        "great the danger is, and why I ask them; not your name. If they take you on, they also see what this kind of help "
        "needs, often your name and how to reach you safely. After that my office learns only their answer and what came "
        "of it."
    ),
    ConsentKind.C4: _(
        "May the Counter-Trafficking Unit, which belongs to the police, also see who you are and what you told us? They "
        "look at whether a crime was done to you. Notes about your health stay sealed. This is not yet a yes to working "
        "with an investigation: that is another question."
    ),
    ConsentKind.C5: _(
        "Do you want to work with the investigation against those who harmed you, for example by giving a statement? The "
        "prosecutor may then read your file. You may answer yes, no, or not now. You may speak with a lawyer first."
    ),
    ConsentKind.C6: _(
        "May we contact your embassy, for papers only? They would learn your name and that you need papers. We would not "
        "tell them why you are here. Are you afraid of them, or that they learn where you are? Then tell me, and we leave "
        "it."
    ),
    ConsentKind.C7: _(
        "May we contact somebody of your family? You say whom, in which way, and what we may tell them. We say nothing "
        "else, and not where you are. Tell me also who must not learn of it."
    ),
    ConsentKind.C8: _(
        "Do you want to stay in a shelter? It costs nothing, and you may leave when you want. The shelter sees your name, "
        "what you need, and what keeps you safe and well, not everything that happened. We do not tell others where it is."
    ),
    ConsentKind.C9: _(
        "Do you want a doctor to examine you? The doctor tells you first what is done and why, and stops when you say so. You "
        "may ask for a woman or a man, and for somebody you trust beside you. What the doctor finds stays with you and those "
        "who treat you: whether a lawyer or the court reads it is another question."
    ),
    ConsentKind.C10: _(
        "May what doctors wrote about you go to your lawyer or the court? It can show what was done to you. In court the "
        "other side may read it too. If you want only one of the two to have it, I write no for now, and we ask you again "
        "for that one."
    ),
    ConsentKind.C11: _(
        "Do you want to talk with the office that helps people return to their country? They see your name and how to reach "
        "you safely, and talk with you alone, more than once. This is not yet a yes to going: that you decide later, and until "
        "you board you may stay. Are you afraid of going back? Then tell me, and we begin nothing."
    ),
    ConsentKind.C12: _(
        "May the office in the country you return to know of you before you arrive? They learn your name, about how "
        "old you are, whether you are a woman or a man, your nationality and language, how to reach you safely, when you "
        "arrive, what you need on the way and the plan you made. They do not learn all that happened, and nobody says the word "
        "trafficking to them unless you want it."
    ),
    ConsentKind.C13: _(
        "May somebody ask you after your return how you are, about one month, six months and a year later? You say how they "
        "may reach you, and who must not learn of it. You need not answer, and what you were given stays yours."
    ),
    ConsentKind.C14: _(
        "May we count you among others, without your name, so that it is known how many people need help? Only numbers of "
        "groups are shown, never so small that somebody could tell that it is you. Numbers that are out already stay as they "
        "are; when you take this back, you are in none that is made after it."
    ),
    ConsentKind.C15: _(
        "You know now exactly what would be shown, where, to whom and until when. May we show this, and nothing else? We do "
        "not give your name. What the world has seen cannot be called back everywhere; but when you say so, we take it out of "
        "all that is ours within one day. You get nothing for a yes, and lose nothing by a no."
    ),
    ConsentKind.C16: _(
        "May your file be compared with those of other offices that help people, to see whether two files are yours? A "
        "machine does it. Who asks is not told whether anybody knows you. Only an office that has a file like yours learns "
        "who asks, and it may then speak with them, or not. The police, their Unit and the prosecution are never asked and "
        "never told, and nobody sees more of your file by it."
    ),
    ConsentKind.C17: _(
        "May somebody who knows you ask you later how you are, about one, three, six and twelve months from now? Only in the "
        "way and at the hours you say, and never where others may learn of it. You need not answer, and you may come back for "
        "help at any time, whatever you say now."
    ),
}
ADULT_END: Final = _(
    "You may say no. You may say yes now and take it back at any time, without saying why. The help you get does not depend "
    "on your answer. What was already passed on cannot be called back, but we can tell you what it was."
)

CHILD: Final[dict[ConsentKind, Promise]] = {
    ConsentKind.C1: _(
        "I would like to write down what you tell me, so that you need not tell it again and again. Only people who help you "
        "read it. If you or another child is in danger, I must tell those who can keep you safe; I tell you before, when I "
        "can. Is that all right for you?"
    ),
    ConsentKind.C2: _(
        "May we talk about what happened? You may leave out what you do not want to say, and we stop when you want. "
        "Somebody you trust may sit with you. I write it down in your words, for the people who help you."
    ),
    ConsentKind.C3: _(
        "I would like to ask %(body)s to help you. They learn how old you are, which language you speak and what you need. "
        "If they help you, they also learn your name. Is that all right for you?"
    ),
    ConsentKind.C4: _(
        "There is a police unit that protects people from those who use them. May they know your name and what you told "
        "us? You need not speak with them today."
    ),
    ConsentKind.C5: _(
        "Do you want to help those who look for the people who harmed you? You may say yes, no, or not now. Nobody may push "
        "you, and somebody you trust stays with you."
    ),
    ConsentKind.C6: _(
        "May we ask the embassy of your country for papers for you? They would learn your name. We do not tell them why you "
        "are here. Are you afraid of them? Then tell me, and we leave it."
    ),
    ConsentKind.C7: _(
        "Is there somebody in your family we may talk to? You say who. Is there somebody who must not know? We do not tell "
        "them where you are."
    ),
    ConsentKind.C8: _(
        "There is a house where you can be safe, eat and sleep. It costs nothing. They learn your name and what you need. "
        "Do you want to go there? First you may ask me everything about it."
    ),
    ConsentKind.C9: _(
        "May a doctor look at you, to see that you are well? The doctor tells you everything before, and stops when you say "
        "stop. Somebody you trust may stay with you, and you may ask for a woman or a man."
    ),
    ConsentKind.C10: _(
        "May your lawyer or the judge read what the doctor wrote about you? It can show what was done to you. In court "
        "others may read it too."
    ),
    ConsentKind.C11: _(
        "Shall somebody find out with you whether going back to your country would be good for you? They learn your name and "
        "talk with you alone. Nobody sends you anywhere because you say yes today. Are you afraid of going back? Then tell me."
    ),
    ConsentKind.C12: _(
        "May the people who would wait for you in your country know your name, how old you are, whether you are a girl or a "
        "boy, your country and language, how to reach you, when you come, and what you need and have planned? They do not "
        "learn all that happened."
    ),
    ConsentKind.C13: _(
        "May somebody ask you how you are, when you are back? You say how they may reach you, and who must not know of it. You "
        "need not answer."
    ),
    ConsentKind.C14: _(
        "May we count you among many other children, without your name? Nobody can tell from it that it is you."
    ),
    ConsentKind.C16: _(
        "May we find out whether somebody else who helps children knows you already? Nobody tells us by a machine: those who "
        "know you may talk with us, so that you need not tell it all again. The police are not asked."
    ),
    ConsentKind.C17: _(
        "May somebody you know ask you later how you are? You say how, and who must not know of it. You need not answer, and "
        "you may always come back to us."
    ),
}
"""Nothing of a child is shown to the public, so there are no words to ask for it (C15)."""
CHILD_END: Final = _(
    "You may say yes or no, and you may change your mind later without saying why. We help you all the same, and nobody is "
    "angry with you."
)


@dataclass(frozen=True)
class Reach:
    """What a yes to one question opens, and what it does not."""

    title: ClassVar = _("What a yes opens, and what it does not")
    yes: ClassVar = _("It opens")
    no: ClassVar = _("It does not open")
    opens: Promise
    not_this: Promise


OPENS: Final[dict[ConsentKind, Reach]] = {
    ConsentKind.C1: Reach(
        _("A file at your desk, and the way to find it again for those who see it."),
        _("No other body sees anything of it."),
    ),
    ConsentKind.C2: Reach(
        _("You may ask, and write the answers down."),
        _("Nobody sees more: notes are read where the whole story is read, and nowhere else."),
    ),
    ConsentKind.C3: Reach(
        _("A referral to this one body. Until it accepts, it sees the minimum facts and your reason."),
        _("No other body, no other desk of yours; not the Unit's or the prosecutor's reading of the story."),
    ),
    ConsentKind.C4: Reach(
        _("With a yes to the Unit itself (C3): who the person is and the story, from the next referral on."),
        _("No sealed note, no place of a shelter; no statement and no investigation (C5)."),
    ),
    ConsentKind.C5: Reach(
        _("With a yes to the prosecution (C3): who the person is and the story, from the next referral on."),
        _("No note of a therapy. No help depends on it, now or later."),
    ),
    ConsentKind.C6: Reach(
        _("The embassy may be written to, for papers only."),
        _("Nothing in here opens to an embassy; it is not told why the person is here."),
    ),
    ConsentKind.C7: Reach(
        _("Those whom the person names may be contacted, in the way the person says."),
        _("Nobody else of the family; not where the person is, nor what happened."),
    ),
    ConsentKind.C8: Reach(
        _("With a yes to the shelter itself (C3): name, needs, and what keeps the person safe and well."),
        _("Not why in detail. The place stays secret to everybody else."),
    ),
    ConsentKind.C9: Reach(
        _("A health service may be asked for an examination; the referral to it has its own question (C3)."),
        _("Nobody else learns the result: not the police, not the court, not the lawyer (C10)."),
    ),
    ConsentKind.C10: Reach(
        _("What doctors wrote may be handed to the person's lawyer and to the court."),
        _("Not to the police or the Unit, and no note of a therapy."),
    ),
    ConsentKind.C11: Reach(
        _("With a yes to the return office (C3): name and safe contact as well, at once where it took the person on."),
        _("Not the story. It is no decision to go, and can be taken back until boarding."),
    ),
    ConsentKind.C12: Reach(
        _(
            "The office in the country of return may be sent name, age, sex, nationality, language, safe contact, arrival, "
            "needs and the plan."
        ),
        _("Not the story, not the file of the Unit, not the word trafficking unless the person wants it."),
    ),
    ConsentKind.C13: Reach(
        _("The person may be asked after the return how things are, as safe contact says."),
        _("Nobody new sees anything. What was granted does not hang on the answers."),
    ),
    ConsentKind.C14: Reach(
        _("The person is counted in figures without names."),
        _("No row about anybody goes out. Figures that are published already stay as they are."),
    ),
    ConsentKind.C15: Reach(
        _("This one use, as described, until the day that was agreed."),
        _("No other picture, place or time: each has its own question. No name."),
    ),
    ConsentKind.C16: Reach(
        _("The file is compared with those of other bodies that help. One that may know the person is told who asks."),
        _("Who asks is told nothing, unless the other one decides to speak. No police, no prosecution; no file opens by it."),
    ),
    ConsentKind.C17: Reach(
        _("Your desk may plan contacts, and make them as safe contact says."),
        _("Nobody new sees anything. Help does not hang on the answers, or on being reached."),
    ),
}


class Named(Protocol):
    """A body, as far as its name goes."""

    name_ar: str
    name_en: str


@dataclass(frozen=True)
class Wording:
    """The same question in both languages. `proof` is what a consent keeps the mark of."""

    title: ClassVar = _("Read this aloud")
    how: ClassVar = _("Word for word, alone with the person, in a language the person speaks well. Then wait.")
    ar: str
    en: str

    @property
    def proof(self) -> str:
        return f"{self.ar}\n\n{self.en}"


def wording(kind: ConsentKind, body: Named | None = None, *, child: bool = False) -> Wording:
    """What is read to the person for one question; C3 names the body. A child is asked for assent, and never for C15."""
    text, end = (CHILD[kind], CHILD_END) if child and kind in CHILD else (ADULT[kind], ADULT_END)
    with override("ar"):
        arabic = _read(text, end, body.name_ar if body else "")
    with override("en"):
        english = _read(text, end, body.name_en if body else "")
    return Wording(arabic, english)


def _read(text: Promise, end: Promise, body: str) -> str:
    return f"{text} {end}" % {"body": body}
