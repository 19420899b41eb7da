"""The words read aloud before each question of consent, in Arabic and English. One question each, never bundled.

Each says what is written down, who sees it, that it can be taken back at any time, and that help does not depend on it.
A child is asked for assent, in words of its own. A change of these words is a change of what people agreed to: raise
`rules.WORDING_VERSION` with it.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from malath.privacy.words import ConsentKind

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
    ConsentKind.C10: _(
        "May what doctors wrote about you go to your lawyer or the court? It can show what was done to you. In court the "
        "other side may read it too. If you want only one of the two to have it, I write no for now, and we ask you again "
        "for that one."
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
    ConsentKind.C10: _(
        "May your lawyer or the judge read what the doctor wrote about you? It can show what was done to you. In court "
        "others may read it too."
    ),
}
CHILD_END: Final = _(
    "You may say yes or no, and you may change your mind later without saying why. We help you all the same, and nobody is "
    "angry with you."
)


class Named(Protocol):
    """A body, as far as its name goes."""

    name_ar: str
    name_en: str


@dataclass(frozen=True)
class Wording:
    """The same question in both languages. `proof` is what a consent keeps the mark of."""

    ar: str
    en: str

    @property
    def proof(self) -> str:
        return f"{self.ar}\n\n{self.en}"


def wording(kind: ConsentKind, body: Named | None = None, *, child: bool = False) -> Wording:
    """What is read to the person for one question; C3 names the body. A child is asked for assent."""
    text, end = (CHILD[kind], CHILD_END) if child else (ADULT[kind], ADULT_END)
    with override("ar"):
        arabic = _read(text, end, body.name_ar if body else "")
    with override("en"):
        english = _read(text, end, body.name_en if body else "")
    return Wording(arabic, english)


def _read(text: Promise, end: Promise, body: str) -> str:
    return f"{text} {end}" % {"body": body}
