"""Names across Arabic and Latin spellings: a form to compare, parts, skeletons, and how near two names are.

Nothing here is for display: a normalised name is a search key. The caches hold parts, never a full name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from malath.people import spellings

_CACHED_PARTS: Final = 1 << 16
_USUAL: Final = 0x2100
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_PLAIN: Final = re.compile("[a-z0-9\u0627-\u064a ]*")
# Text that has nothing to decompose: ASCII, Arabic letters and their vowel signs.
_SIMPLE: Final = re.compile("[\\x00-\\x7f\u0621-\u0655]*")


class _Letters(dict[int, str]):
    """A translation table that works out each character when it first meets it, and keeps the usual ones."""

    def __missing__(self, code: int) -> str:
        letter = _letter(chr(code))
        if code < _USUAL:
            self[code] = letter
        return letter


def _letter(character: str) -> str:
    category = unicodedata.category(character)
    if character in spellings.LETTERS:
        return spellings.LETTERS[character]
    if category == "Cf" or (category == "Mn" and _is_removable(character)):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category[0] in "LM" else " "


def _is_removable(mark: str) -> bool:
    """Marks of Latin and Arabic letters go; the vowel signs of Indian scripts are letters."""
    return unicodedata.name(mark, "").startswith(("COMBINING", "ARABIC"))


_LETTERS: Final = _Letters()


def normalise(text: str) -> str:
    """The form in which names are compared: folded letters, single spaces, no signs.

    Doing it again changes nothing.
    """
    once = _normalised_once(text)
    while not _PLAIN.fullmatch(once) and (again := _normalised_once(once)) != once:
        once = again
    return once


def _normalised_once(text: str) -> str:
    folded = text.translate(spellings.APOSTROPHES).casefold()
    if not _SIMPLE.fullmatch(folded):
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", folded).casefold())
    return " ".join(unicodedata.normalize("NFC", folded.translate(_LETTERS)).split())


_CHILD_OF_SLASH: Final = re.compile(r"(?<!\w)[sdw]\s*/\s*o(?!\w)", re.I)
_ETHIOPIAN_SLASH: Final = re.compile(r"(?<!\w)([gwthk]) ?/ ?(?=\w{3})", re.I)
_ABD: Final = re.compile(r"c?abd[aeiou]{1,2}(?:l|(dh|th|sh|[rsndtz])(?=\1))?([a-z]{3,})")
_ABD_ALLAH: Final = re.compile(r"c?abd[aeiou]{1,2}l+a(?:h?i?|ye)")
_ABU: Final = re.compile(r"ab(?:u|ou|o)l(?:[ae]l)?([^aeiou][a-z]{3,})")
_DIN: Final = re.compile(r"([a-z]{3,})[aeu]ld+[ie]+n+e?")
_JOINED_ARTICLE: Final = re.compile(r"[ae]l([^aeiouly][a-z]{3,}|y[a-z]{4,}|[aeiou][a-z]{3,}[iy])")


def parts(full_name: str) -> tuple[str, ...]:
    """The parts of a name as they are compared, in the order written.

    Articles are dropped (القحطاني is Al-Qahtani), also within names of servants and of the faith, which
    become one part (عبد الرحمن, Abdul Rahman; نور الدين; نصر الله). A kunya is one part with its name, as
    Abu Hassan is not Hassan; so are the Spanish "de la" and the Ethiopian "Gebre". "Son of" and "daughter
    of" are dropped: who was recorded with and who without them must meet. What would leave nothing stays.
    """
    words = normalise(_without_slashes(full_name)).split()
    words = [word for word in words if word not in spellings.TITLES] or words
    found: list[str] = []
    head = ""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if following and _is_dropped(word, following, is_first=not found):
            continue
        if following and (opening := _opening(word, following, head)):
            head += opening
        elif found and not head and word in spellings.TAILS:
            found[-1] += spellings.TAILS[word]
        else:
            found.append(_together(head, _bare(word)))
            head = ""
    return tuple(found)


def _without_slashes(full_name: str) -> str:
    expanded = _ETHIOPIAN_SLASH.sub(lambda found: spellings.ETHIOPIAN_SLASH[found[1].lower()], full_name)
    return _CHILD_OF_SLASH.sub(" ", expanded)


def _is_dropped(word: str, following: str, *, is_first: bool) -> bool:
    if word in spellings.ARTICLES:
        return True
    if word in spellings.CHILD_OF:
        return not (is_first and word == "ben")
    return word in spellings.ASSIMILATED and following.startswith(word[1:])


def _opening(word: str, following: str, head: str) -> str:
    """What this word puts before the next one, "" when it stands for itself."""
    if word in spellings.AFTER_DE and head in {"de", "دي"}:
        return word
    if following in spellings.ETHIOPIAN_TAILS and word in spellings.ETHIOPIAN_HEADS:
        return spellings.ETHIOPIAN_HEADS[word]
    return spellings.HEADS.get(word, "")


def _together(head: str, word: str) -> str:
    """Abdul Hadi has a d and an h, not the dh of Dhaher."""
    return f"{head}e{word}" if head == "abd" and word.startswith("h") else head + word


@lru_cache(maxsize=_CACHED_PARTS)
def _bare(word: str) -> str:
    """One word without the article in or before it."""
    return _bare_arabic(word) if _is_arabic(word) else _bare_latin(word)


def _bare_arabic(word: str) -> str:
    if word.startswith("عبدال") and not word.endswith("الله"):
        return "عبد" + word[5:]
    if word.startswith("ابوال") and len(word) > 6:
        return "ابو" + word[5:]
    if word.endswith("الدين") and len(word) > 6:
        return word[:-5] + "دين"
    has_article = word.startswith("ال") and len(word) > 4 and word not in spellings.NOT_THE_ARTICLE
    return word[2:] if has_article else word


def _bare_latin(word: str) -> str:
    if _ABD_ALLAH.fullmatch(word):
        return "abdallah"
    if joined := _ABD.fullmatch(word):
        return _together("abd", joined[2])
    if joined := _ABU.fullmatch(word):
        return "abu" + joined[1]
    if joined := _DIN.fullmatch(word):
        return joined[1] + "din"
    joined = _JOINED_ARTICLE.fullmatch(word)
    return joined[1] if joined else word


# Each reading in turn: what is written, how it is heard.
_HEARD: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"([^aeiou])\1+", r"\1"),
        (r"(kh|gh|sh|th|dh|ch)\1+", r"\1"),
        (r"^([bjr])h", r"\1"),
        (r"^ou(?=[aei])", "w"),
        (r"^ch(?=[rln])|ck", "k"),
        (r"sch|tch|tsh|ch|sh|sy(?=[aiou])", "C"),
        (r"kh", "X"),
        (r"th", "T"),
        (r"dh", "D"),
        (r"gh", "g"),
        (r"ph|v", "f"),
        (r"dj|zh", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"p", "b"),
        (r"([aeou]+|i)h$", "a"),
        (r"h$", ""),
        (r"ea$", "ia"),
        (r"ye$", "y"),
        (r"^i(?=[aou])", "iy"),
        (r"(?<=.)i(?=[aou])", "y"),
        (r"y(?![aeiou])", "i"),
        (r"(?<=.)w(?![aeiou])", "u"),
    )
)


_ARABIC_HEARD: Final = dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "btTjhXdDrzsCsDtzgfqklmnh", strict=True))


def _heard(part: str) -> str:
    """A part as it is heard, in the codes of `spellings`; "" for a script that is not read."""
    if _is_arabic(part):
        return _heard_arabic(part)
    latin = spellings.romanised(part).translate(spellings.CHAT_DIGITS)
    if not latin.isascii():
        return ""
    for written, heard in _HEARD:
        latin = written.sub(heard, latin)
    return latin


def _heard_arabic(part: str) -> str:
    word = part[:-1] + "ا" if part in spellings.ENDS_IN_ALEF else part
    for written, heard in spellings.WRITTEN_AND_HEARD.items():
        word = word.replace(written, heard)
    last = len(word) - 1
    return "".join(_heard_letter(word, place, last) for place in range(len(word)))


def _heard_letter(word: str, place: int, last: int) -> str:
    letter = word[place]
    if letter == "ا" or (letter == "ع" and place == 0) or (letter in "هح" and place == last > 0):
        return "a"
    if letter in "وي":
        before_vowel = place < last and (word[place + 1] in "او" or word[place + 1 :] == "ه")
        is_consonant = place == 0 or before_vowel or word[place : place + 2] == "وي"
        return ("w" if letter == "و" else "y") if is_consonant else ("u" if letter == "و" else "i")
    return _ARABIC_HEARD.get(letter, "")


_KNOWN: Final = {
    spelling: sound
    for sound, *known in (line.split() for line in spellings.KNOWN_SPELLINGS.split("\n") if line)
    for spelling in known
}
_VOWELS: Final = re.compile("[aeiou]+")
_WEAK: Final = re.compile("[wyIU]+")
_STRICT: Final = str.maketrans("TDqCXIUO", "tdkcxiuo")
_LOOSE: Final = str.maketrans("TDzjqXCO", "sssgghca")
_ONLY_VOWELS: Final = "~"


@lru_cache(maxsize=_CACHED_PARTS)
def skeleton(part: str, *, loose: bool = False) -> str:
    """What Arabic and Latin spellings of a part share: its consonants, and `a` for a vowel at either end.

    Strict and loose each take one reading of the letters that are read in two ways, and a search asks for
    both. Strict hears th as t, dh as d, q as k, and keeps j from g; loose hears th, dh and z as s, and j, q
    and g as one, and drops the last vowel, and w and y within. Parts without any consonant share one
    skeleton; a part in a script that is not read is its own. "" only for "".
    """
    sound = _KNOWN.get(part) or _heard(part)
    consonants = _VOWELS.sub("", sound)
    if not consonants:
        return _ONLY_VOWELS if sound else part
    opening = "a" if sound[0] in "aeiou" else ""
    if loose:
        return (opening + _firm(consonants, is_first=not opening)).translate(_LOOSE)
    return (opening + consonants + ("a" if sound[-1] == "a" else "")).translate(_STRICT)


def _firm(consonants: str, *, is_first: bool) -> str:
    start = 1 if is_first else 0
    return consonants[:start] + _WEAK.sub("", consonants[start:]) or consonants


class How(StrEnum):
    """In what way two parts of names agree, from the surest to the weakest."""

    SAME = "same"
    SPELLING = "spelling"
    SOUND = "sound"
    SHORT = "short"
    NEAR = "near"
    INITIAL = "initial"


@dataclass(frozen=True)
class PartMatch:
    """A part of the one name that agrees with a part of the other."""

    asked: str
    held: str
    how: How
    score: float


@dataclass(frozen=True)
class Explanation:
    """Why two names are near (`score` from 0 to 1): what agrees, and what stands in one of them only."""

    score: float
    matches: tuple[PartMatch, ...]
    asked_only: tuple[str, ...]
    held_only: tuple[str, ...]


_UNASKED: Final = 0.15
_INITIAL_SCORE: Final = 0.5
_NEAR_SCORE: Final = 0.8
_SHORT_SCORE: Final = 0.78
_SHORTEST_OF_TWO: Final = 6
_NEAR_ENOUGH: Final = 0.5


def similarity(asked: Sequence[str], held: Sequence[str]) -> float:
    """How near two names are, 0 to 1, whatever the order of their parts; both as given by `parts`."""
    return explain(asked, held).score


def explain(asked: Sequence[str], held: Sequence[str]) -> Explanation:
    """Align the parts of two names, best first, and say which agree and how; either name may come first.

    A part that only the longer name has costs a little; one of the shorter without a partner costs in full.
    """
    asked, held = _joined_alike(asked, held), _joined_alike(held, asked)
    matches = tuple(_aligned(asked, held))
    shorter, longer = sorted((len(asked), len(held)))
    total = sum(match.score for match in matches)
    score = total / (shorter + _UNASKED * (longer - shorter)) if shorter else 0.0
    asked_only = _without(asked, [match.asked for match in matches])
    return Explanation(score, matches, asked_only, _without(held, [match.held for match in matches]))


def _joined_alike(name: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    """Two parts as one where the other name has them so: Mary Jane and Maryjane, Nur Hayati and Nurhayati."""
    if len(name) < 2:
        return name
    wanted = {skeleton(part, loose=True) for part in other if len(part) >= _SHORTEST_OF_TWO}
    wanted -= {skeleton(part, loose=True) for part in name}
    for place, (first, second) in enumerate(pairwise(name) if wanted else ()):
        if min(len(first), len(second)) > 1 and skeleton(first + second, loose=True) in wanted:
            return [*name[:place], first + second, *name[place + 2 :]]
    return name


def _aligned(asked: Sequence[str], held: Sequence[str]) -> Iterator[PartMatch]:
    possible = [match for one in asked for other in held if (match := _compared(one, other))]
    left, right = list(asked), list(held)
    for match in sorted(possible, key=lambda match: (-match.score, *sorted((match.asked, match.held)))):
        if match.asked in left and match.held in right:
            left.remove(match.asked)
            right.remove(match.held)
            yield match


def _without(found: Sequence[str], used: list[str]) -> tuple[str, ...]:
    rest = list(found)
    for part in used:
        rest.remove(part)
    return tuple(rest)


_SHORT: Final = {
    short: frozenset(whole) for short, *whole in (line.split() for line in spellings.SHORT_FORMS.split("\n") if line)
}


@lru_cache(maxsize=_CACHED_PARTS)
def _compared(asked: str, held: str) -> PartMatch | None:
    """How two parts agree, None when they do not."""
    how, score = _agreement(asked, held)
    return PartMatch(asked, held, how, score) if score >= _NEAR_ENOUGH else None


def _agreement(one: str, other: str) -> tuple[How, float]:
    if one == other:
        return How.SAME, 1.0
    if min(len(one), len(other)) == 1:
        return How.INITIAL, _INITIAL_SCORE * (skeleton(one)[:1] == skeleton(other)[:1])
    if skeleton(one) == skeleton(other):
        return How.SPELLING, 0.75 + 0.25 * _surface(one, other)
    if skeleton(one, loose=True) == skeleton(other, loose=True):
        return How.SOUND, 0.68 + 0.14 * _surface(one, other)
    if one in _SHORT.get(other, ()) or other in _SHORT.get(one, ()):
        return How.SHORT, _SHORT_SCORE
    near = OSA.normalized_similarity(skeleton(one), skeleton(other))
    if _is_arabic(one) == _is_arabic(other):
        near = (near + OSA.normalized_similarity(one, other)) / 2
    return How.NEAR, _NEAR_SCORE * near


def _surface(one: str, other: str) -> float:
    """How near two parts with one skeleton are in what the skeleton leaves out, 0 to 1.

    Two Arabic spellings of one name differ in little, two Latin ones in almost anything.
    """
    vowels = _vowel_agreement(one, other)
    if _is_arabic(one) != _is_arabic(other):
        return vowels
    weight = 0.7 if _is_arabic(one) else 0.4
    return (1 - weight) * vowels + weight * OSA.normalized_similarity(one, other)


def _is_arabic(part: str) -> bool:
    return _ARABIC.match(part) is not None


class _Gap(NamedTuple):
    """What stands between two consonants: the vowels heard, and those the other spelling has to show.

    Arabic writes long vowels only: a short Latin one asks nothing of it, a written one asks to be heard.
    """

    is_arabic: bool
    heard: frozenset[str]
    must: frozenset[str]


def _vowel_agreement(one: str, other: str) -> float:
    """Which share of the vowels between the same consonants can be the same, 0 to 1."""
    first, second = _gaps(one), _gaps(other)
    if len(first) != len(second):
        return 1.0
    pairs = zip(first, second, strict=True)
    clashes = [_clash(left, right) for left, right in pairs if left.heard or right.heard]
    return 1 - sum(clashes) / len(clashes) if clashes else 1.0


def _clash(left: _Gap, right: _Gap) -> float:
    if left.is_arabic and right.is_arabic:
        differing = left.heard ^ right.heard
        return 1.0 if differing - {"a"} else len(differing) / 2
    if left.is_arabic or right.is_arabic:
        return float(not (left.must <= _possible(right) and right.must <= _possible(left)))
    if not (left.heard and right.heard):
        return 0.0
    return float(left.heard.isdisjoint(right.heard) or not (left.must <= right.heard and right.must <= left.heard))


def _possible(gap: _Gap) -> frozenset[str]:
    return gap.heard | {"a"} if gap.is_arabic else gap.heard


_CONSONANT: Final = re.compile("[^aeiouwy]")
_VOWELS_OF: Final = {"a": "a", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", "e": "ai"}
_LONG: Final = re.compile("(ee|ii|ai|ei|y)|(oo|au|w)")


@lru_cache(maxsize=_CACHED_PARTS)
def _gaps(part: str) -> tuple[_Gap, ...]:
    sound = _heard(part)
    if _is_arabic(part):
        return tuple(_arabic_gap(vowels) for vowels in _CONSONANT.split(sound.removeprefix("a")))
    return tuple(_latin_gap(vowels) for vowels in _CONSONANT.split(sound))


def _latin_gap(vowels: str) -> _Gap:
    must = {"i" if long[1] else "u" for long in _LONG.finditer(vowels)}
    heard = frozenset("".join(_VOWELS_OF[vowel] for vowel in vowels))
    return _Gap(is_arabic=False, heard=heard, must=frozenset(must))


def _arabic_gap(vowels: str) -> _Gap:
    heard = frozenset(_VOWELS_OF[vowel] for vowel in vowels)
    return _Gap(is_arabic=True, heard=heard, must=heard)
