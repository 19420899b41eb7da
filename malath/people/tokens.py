"""Search tokens: what the database may know of a name, a phone or a document without knowing it.

A token is a keyed hash of a *combination*: two parts of a name, or a part and a birth year. A single part
is never one, because names are so unequally frequent that counting alone would give many away. Each kind
has its own key. Tokens of names are cut to so few bits that each value is shared by several people: they
find candidates, `names` ranks them once opened.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import accumulate, combinations, islice, pairwise
from typing import Final, NamedTuple

from malath.people.names import normalise, parts, skeleton

# Raise it with every change of `names`, `spellings` or of this page that changes a token: what is stored is made anew then.
SCHEME: Final = 2
MAX_PARTS: Final = 6
MAX_SPELLINGS: Final = 8
MAX_NAME_TOKENS: Final = 120
MAX_WORDS: Final = 8
YEARS_AROUND: Final = 2
PEOPLE_PER_VALUE: Final = 8
FEWEST_BITS: Final = 4
MOST_BITS: Final = 40
MOST_SHARED: Final = 3_000
"""A token that so many people share is not counted further."""
ENOUGH_ROWS: Final = 25_000
KEY_BYTES: Final = 32
HOME_COUNTRY: Final = "962"


class TokenKind(IntEnum):
    """What a token was made of. The numbers are stored."""

    PAIR_STRICT = 1
    PAIR_LOOSE = 2
    PART_YEAR_STRICT = 3
    PART_YEAR_LOOSE = 4
    EDIT = 5
    PHONE = 6
    DOCUMENT = 7


# What a hit is worth when candidates are cut to the first few: a whole number says more than any name.
# Among names, counting hits found as many people as weighing them by kind (benchmarks/names.py).
WEIGHT: Final[Mapping[TokenKind, int]] = {
    TokenKind.PAIR_STRICT: 1,
    TokenKind.PAIR_LOOSE: 1,
    TokenKind.PART_YEAR_STRICT: 1,
    TokenKind.PART_YEAR_LOOSE: 1,
    TokenKind.EDIT: 1,
    TokenKind.PHONE: 1000,
    TokenKind.DOCUMENT: 1000,
}
# A person has many tokens of one slip, so their values can be longer and still be shared by as many people.
_EXTRA_BITS: Final = {
    TokenKind.PAIR_STRICT: 0,
    TokenKind.PAIR_LOOSE: 0,
    TokenKind.PART_YEAR_STRICT: 0,
    TokenKind.PART_YEAR_LOOSE: 0,
    TokenKind.EDIT: 2,
}


class Token(NamedTuple):
    """One stored or asked token. `value` fits a signed 64-bit column."""

    kind: TokenKind
    value: int


class TooLittle(StrEnum):
    """Why a text cannot be searched for."""

    NOTHING = "nothing"
    ONE_PART_WITHOUT_YEAR = "one_part_without_year"


_Claim = tuple[TokenKind, str]


def bits_for(people: int) -> int:
    """How long tokens of names may be among so many people: 10 bits for ten thousand, 16 for a million.

    With one token per person and kind a value is shared by 8 to 16 people on average, with more tokens by
    more. Below 128 people no length can promise that; 4 bits then keep search working.
    """
    return min(max((people // PEOPLE_PER_VALUE).bit_length() - 1, FEWEST_BITS), MOST_BITS)


def tokens_for_person(
    index_key: bytes,
    *,
    names: Sequence[str],
    birth_year: int | None,
    phones: Iterable[str],
    documents: Iterable[str],
    bits: int,
) -> frozenset[Token]:
    """Everything to store for a person: at most 120 tokens of names, one per phone, nine per document.

    `names` are full names, each spelling on its own: parts of two spellings are never combined.
    """
    stamp = _Stamp(index_key, bits)
    spelt = [_searchable(name) for name in islice(names, MAX_SPELLINGS)]
    claims = dict.fromkeys(claim for layer in _LAYERS for name in spelt for claim in layer(name, birth_year))
    phone_claims = [(TokenKind.PHONE, reading) for phone in phones for reading in phone_readings(phone)[:1]]
    numbers = [(TokenKind.DOCUMENT, number) for document in documents for number in document_readings(document)]
    return frozenset(map(stamp, [*islice(claims, MAX_NAME_TOKENS), *phone_claims, *numbers]))


def tokens_for_query(index_key: bytes, *, text: str, birth_year: int | None, bits: int) -> frozenset[Token]:
    """Everything to ask for when somebody types `text`: names, a year, a phone, a document, in any order.

    Empty exactly when `why_not_search` has a reason.
    """
    stamp = _Stamp(index_key, bits)
    claims = [*_exact_claims(text), *_asked_claims(_searchable(text), _year_asked(text, birth_year))]
    return frozenset(stamp(claim) for claim in claims)


def telling(shared: Mapping[Token, int]) -> list[Token]:
    """The tokens to look for when everybody is looked at, by how many people share each: all numbers, and of names the rarest
    until they bring enough rows. Of a million people it finds 97 of the 98 in a hundred whom all of them find, in a quarter of
    the time where a name is frequent (benchmarks/likeness.py)."""
    numbers = [token for token in shared if WEIGHT[token.kind] > 1]
    names = sorted((token for token in shared if WEIGHT[token.kind] == 1), key=lambda token: (shared[token], token))
    rows = accumulate(shared[token] for token in names)
    return numbers + [
        token for place, (token, brought) in enumerate(zip(names, rows, strict=True)) if place == 0 or brought <= ENOUGH_ROWS
    ]


def why_not_search(*, text: str, birth_year: int | None) -> list[TooLittle]:
    """What is missing for a search, [] when it is enough: one part of a name needs a year or another part."""
    if any(_exact_claims(text)):
        return []
    name = _searchable(text)
    if not name:
        return [TooLittle.NOTHING]
    has_enough = len(name) > 1 or _year_asked(text, birth_year) is not None
    return [] if has_enough else [TooLittle.ONE_PART_WITHOUT_YEAR]


def phone_token(index_key: bytes, phone: str) -> Token:
    """The token of one phone, as stored. Errors: `ValueError` when it is not a phone number."""
    readings = phone_readings(phone)
    if not readings:
        raise ValueError("not a phone number")
    return _Stamp(index_key, 0)((TokenKind.PHONE, readings[0]))


def document_token(index_key: bytes, number: str) -> Token:
    """The token of one document number, whatever its letters' case, digits' script and signs between them."""
    return _Stamp(index_key, 0)((TokenKind.DOCUMENT, _compact(number)))


_PHONE: Final = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[ ().\-/]{0,2}\d){6,16}(?!\w)")
_YEAR: Final = re.compile(r"(?<![\d+])(?:19|20)\d\d(?!\d)")


def looks_like_phone(text: str) -> bool:
    """Whether the text is a phone number and nothing else, in any script's digits."""
    return bool(phone_readings(text))


def phone_readings(text: str, *, country: str = HOME_COUNTRY) -> tuple[str, ...]:
    """What a phone may be in E.164, the likeliest first; () when the text is not a phone number.

    Without + or 00 it is read as one of the home country and, when it has no leading 0, as a full number too.
    """
    written = _plain_digits(text).strip()
    if not _PHONE.fullmatch(written):
        return ()
    digits = re.sub(r"\(0\)|\D", "", written)
    home = "+" + country + digits.removeprefix(country).lstrip("0")
    if digits.startswith("00"):
        readings = ["+" + digits[2:]]
    elif written.startswith("+"):
        readings = ["+" + digits]
    else:
        readings = [home] if digits.startswith(("0", country)) else [home, "+" + digits]
    return tuple(home if one.startswith(f"+{country}0") else one for one in readings if 8 <= len(one) <= 16)


def document_readings(text: str) -> tuple[str, ...]:
    """Every document number in a text: each word that can be one, and all of them written together."""
    words = [_compact(word) for word in text.split()[:MAX_WORDS]]
    together = "".join(word for word in words if len(word) <= 3 or any(map(str.isdigit, word)))
    return tuple(number for number in dict.fromkeys([together, *words]) if _is_number(number))


def _is_number(word: str) -> bool:
    return 5 <= len(word) <= 24 and sum(map(str.isdigit, word)) >= 3


def _compact(text: str) -> str:
    return normalise(text).replace(" ", "")


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in unicodedata.normalize("NFKC", text))


def _searchable(name: str) -> tuple[str, ...]:
    """The parts that tokens are made of: no initials, no numbers, and at most six, the last of them kept."""
    found = [part for part in parts(name) if len(part) > 1 and sum(map(str.isdigit, part)) < len(part) / 2]
    return tuple(found if len(found) <= MAX_PARTS else [*found[: MAX_PARTS - 1], found[-1]])


def _year_asked(text: str, birth_year: int | None) -> int | None:
    found = _YEAR.search(_plain_digits(text))
    return birth_year or (int(found[0]) if found else None)


def _exact_claims(text: str) -> Iterator[_Claim]:
    plain = _plain_digits(text)
    for version in (plain, _YEAR.sub(";", plain)):
        for found in _PHONE.finditer(version):
            yield from ((TokenKind.PHONE, reading) for reading in phone_readings(found[0]))
        yield from ((TokenKind.DOCUMENT, number) for number in document_readings(version))


def _asked_claims(name: tuple[str, ...], year: int | None) -> Iterator[_Claim]:
    years = range(year - YEARS_AROUND, year + YEARS_AROUND + 1) if year is not None else ()
    yield from _pairs(name, None)
    for first, second in combinations(name, 2):
        yield from _edited_pair(first, second)
    for near in years:
        yield from _parts_with_year(name, near)
        yield from _edited_alone(name, near)
    for joined in _joined(name):
        yield from _pairs(joined, None)


def _pairs(name: tuple[str, ...], _year: int | None) -> Iterator[_Claim]:
    for first, second in combinations(name, 2):
        yield TokenKind.PAIR_STRICT, _both(skeleton(first), skeleton(second))
        yield TokenKind.PAIR_LOOSE, _both(skeleton(first, loose=True), skeleton(second, loose=True))


def _parts_with_year(name: tuple[str, ...], year: int | None) -> Iterator[_Claim]:
    if year is not None:
        for part in name:
            yield TokenKind.PART_YEAR_STRICT, f"{skeleton(part)} {year}"
            yield TokenKind.PART_YEAR_LOOSE, f"{skeleton(part, loose=True)} {year}"


def _first_two_joined(name: tuple[str, ...], year: int | None) -> Iterator[_Claim]:
    """Nur Hayati is also written Nurhayati."""
    for joined in islice(_joined(name), 1):
        first = skeleton(joined[0], loose=True)
        yield from ((TokenKind.PAIR_LOOSE, _both(first, skeleton(other, loose=True))) for other in joined[1:])
        if year is not None:
            yield TokenKind.PART_YEAR_LOOSE, f"{first} {year}"


def _joined(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for place, (first, second) in enumerate(pairwise(name)):
        yield (*name[:place], first + second, *name[place + 2 :])


def _edited(name: tuple[str, ...], year: int | None) -> Iterator[_Claim]:
    """A slip of the pen, in the first part or one that stands with it, or in a single name with its year."""
    for other in name[1:]:
        yield from _edited_pair(name[0], other)
    if year is not None:
        yield from _edited_alone(name, year)


def _edited_pair(first: str, second: str) -> Iterator[_Claim]:
    one, other = skeleton(first, loose=True), skeleton(second, loose=True)
    yield from ((TokenKind.EDIT, _both(slip, other)) for slip in _one_less(one))
    yield from ((TokenKind.EDIT, _both(one, slip)) for slip in _one_less(other))


def _edited_alone(name: tuple[str, ...], year: int) -> Iterator[_Claim]:
    if len(name) == 1:
        yield from ((TokenKind.EDIT, f"{slip} {year}") for slip in _one_less(skeleton(name[0], loose=True)))


def _one_less(part: str) -> list[str]:
    """The part, and it without one letter each: two parts that share one of these are one slip apart."""
    shorter = (part[:place] + part[place + 1 :] for place in range(len(part)))
    return [part, *shorter] if len(part) > 2 else [part]


def _both(first: str, second: str) -> str:
    return "+".join(sorted((first, second)))


_LAYERS: Final = (_pairs, _parts_with_year, _first_two_joined, _edited)


class _Stamp:
    """Makes tokens of claims, each kind under its own key."""

    def __init__(self, index_key: bytes, bits: int) -> None:
        self._by_kind = _by_kind(index_key, bits)

    def __call__(self, claim: _Claim) -> Token:
        kind, what = claim
        key, shift = self._by_kind[kind]
        digest = hmac.digest(key, what.encode(), "sha256")[:8]
        if shift is None:
            return Token(kind, int.from_bytes(digest, "big", signed=True))
        return Token(kind, int.from_bytes(digest, "big") >> shift)


@lru_cache(maxsize=4)
def _by_kind(index_key: bytes, bits: int) -> dict[TokenKind, tuple[bytes, int | None]]:
    """The key of each kind, and how many bits of its tokens are cut off; None for those that are not cut."""
    shifts = {kind: 64 - bits - more for kind, more in _EXTRA_BITS.items()}
    return {kind: (key, shifts.get(kind)) for kind, key in _subkeys(index_key).items()}


@lru_cache(maxsize=2)
def _subkeys(index_key: bytes) -> dict[TokenKind, bytes]:
    if len(index_key) < KEY_BYTES:
        raise ValueError("an index key has at least 32 bytes")
    labels = {kind: f"malath search token {kind.name}".encode() for kind in TokenKind}
    return {kind: hmac.digest(index_key, label, "sha256") for kind, label in labels.items()}
