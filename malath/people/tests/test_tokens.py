"""What is stored of a name, and who is found by it."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.people.tokens import (
    ENOUGH_ROWS,
    MAX_NAME_TOKENS,
    WEIGHT,
    Token,
    TokenKind,
    TooLittle,
    bits_for,
    document_readings,
    document_token,
    looks_like_phone,
    phone_readings,
    phone_token,
    telling,
    tokens_for_person,
    tokens_for_query,
    why_not_search,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
# Long enough that nothing meets by chance.
LONG = 40
EXACT = {TokenKind.PHONE, TokenKind.DOCUMENT}
UNLIKE = ["Fatima", "Ibrahim", "Wanjiru", "Chandrika", "Mendoza", "Tesfaye", "Begum", "Qahtani", "Gloria", "Nguyen"]


@dataclass(frozen=True)
class Stored:
    """A person as stored, for short calls."""

    names: tuple[str, ...]
    year: int | None = None
    bits: int = LONG
    key: bytes = KEY

    @property
    def tokens(self) -> frozenset[Token]:
        return tokens_for_person(self.key, names=self.names, birth_year=self.year, phones=[], documents=[], bits=self.bits)

    def is_met_by(self, text: str, year: int | None = None) -> bool:
        return bool(self.tokens & tokens_for_query(KEY, text=text, birth_year=year, bits=self.bits))


def kinds(tokens: frozenset[Token]) -> set[TokenKind]:
    return {token.kind for token in tokens}


@pytest.mark.parametrize(
    "text",
    [
        "Fathima Aly Hasan",
        "فاطمه علي حسان",
        "Hassan Fatuma",
        "علي فاطمة",
        "Fatma Hassan bin Ali",
        "Fatima Ali Hassan Odeh",
        "FATIMA    ALI",
        "fatima 1996",
        "Fatuma, born 1996",
        "Ali ١٩٩٦",
    ],
)
def test_it_finds_the_person_by_two_parts_or_by_one_and_the_year(text: str) -> None:
    assert Stored(("Fatuma Ali Hassan",), 1996).is_met_by(text)


@pytest.mark.parametrize(("year", "is_met"), [(1993, False), (1994, True), (1996, True), (1998, True), (1999, False)])
def test_it_looks_two_years_around(year: int, is_met: bool) -> None:
    assert Stored(("Fatuma Ali Hassan",), 1996).is_met_by("Fatima", year) is is_met


def test_the_year_field_goes_before_a_year_in_the_text() -> None:
    assert Stored(("Fatuma Ali",), 1996).is_met_by("Fatima 1950", 1996)


def test_a_person_without_a_year_is_found_when_a_year_is_asked() -> None:
    assert Stored(("Fatuma Ali",)).is_met_by("Fatima Ali", 1996)


def test_names_in_both_scripts_are_found_in_each_and_never_mixed() -> None:
    person = Stored(("فاطمة علي", "Gloria Mendoza"))
    assert person.is_met_by("Fatima Ali")
    assert person.is_met_by("غلوريا ميندوزا")
    assert not person.is_met_by("Fatima Mendoza")


@pytest.mark.parametrize(
    "text",
    ["Ftima Hassan", "Fatina Hassan", "Fatimta Hassan", "Fatiam Hasan", "Fatima Hasqan", "فاتمه حشن", "Fatim Hassa"],
)
def test_it_forgives_one_slip(text: str) -> None:
    assert Stored(("Fatima Hassan",)).is_met_by(text)


@pytest.mark.parametrize("text", ["Basima Hassan", "Fatima Tesfaye", "Fatir Hadad"])
def test_it_does_not_forgive_more(text: str) -> None:
    assert not Stored(("Fatima Hassan",)).is_met_by(text)


def test_a_slip_in_a_single_name_is_forgiven_with_its_year() -> None:
    assert Stored(("Suharti",), 1990).is_met_by("Suharmi", 1991)
    assert not Stored(("Suharti",), 1990).is_met_by("Gloria", 1990)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Nur Hayati Ahmad", "Nurhayati Ahmad"),
        ("Nurhayati Ahmad", "Nur Hayati Ahmad"),
        ("Mary Grace Santos Cruz", "Marygrace Cruz"),
        ("Nur Hayati", "Nurhayati 1990"),
    ],
)
def test_two_names_written_together_are_found(stored: str, text: str) -> None:
    assert Stored((stored,), 1990).is_met_by(text)


@pytest.mark.parametrize(("stored", "text"), [("نور عبد الرحمن", "Nur Abdul-Rahman"), ("عبدالله الشمس", "Abd Allah Ash-Shams")])
def test_compound_names_are_found_as_one_part(stored: str, text: str) -> None:
    assert Stored((stored,)).is_met_by(text)


def test_a_dialect_is_found() -> None:
    assert Stored(("جمال القحطاني",)).is_met_by("Gamal Gahtani")


@pytest.mark.parametrize("name", ["Fatima", "فاطمة", "Abdul Rahman", "Abu Zaid", "M. Fatima", "آية", "王芳", ""])
def test_a_single_part_alone_is_never_stored(name: str) -> None:
    assert Stored((name,)).tokens == frozenset()


@given(st.permutations(UNLIKE), st.integers(1950, 2015))
def test_people_who_share_one_part_only_share_no_token(names: list[str], year: int) -> None:
    one = Stored((" ".join(names[:3]),), year)
    other = Stored((" ".join([names[0], *names[3:6]]),), year + 1)
    assert one.tokens.isdisjoint(other.tokens)


@given(st.permutations(UNLIKE[:5]))
def test_the_order_of_the_parts_finds_the_same_person(names: list[str]) -> None:
    asked = tokens_for_query(KEY, text=" ".join(names), birth_year=None, bits=LONG)
    pairs = {token for token in Stored((" ".join(UNLIKE[:5]),)).tokens if token.kind == TokenKind.PAIR_STRICT}
    assert len(pairs) == 10
    assert pairs <= asked


def test_another_key_makes_other_tokens() -> None:
    one, other = (
        tokens_for_person(
            key, names=["Fatima Ali"], birth_year=1996, phones=["+962790000012"], documents=["N123456"], bits=LONG
        )
        for key in (KEY, OTHER_KEY)
    )
    assert kinds(one) == kinds(other) == set(TokenKind)
    assert one.isdisjoint(other)
    assert {token.value for token in one}.isdisjoint(token.value for token in other)


def test_each_kind_has_its_own_key() -> None:
    tokens = Stored(("Trant Branko",), 1990).tokens
    assert len({token.value for token in tokens}) == len(tokens)
    assert phone_token(KEY, "+962790000012").value != document_token(KEY, "+962790000012").value


@pytest.mark.parametrize("key", [b"", b"short", bytes(31)])
def test_a_short_key_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        tokens_for_query(key, text="Fatima Ali", birth_year=None, bits=10)


@pytest.mark.parametrize("bits", [4, 10, 16])
def test_tokens_of_names_are_cut_and_tokens_of_numbers_are_whole(bits: int) -> None:
    tokens = tokens_for_person(
        KEY,
        names=["Fatima Ali Hassan Odeh"],
        birth_year=1996,
        phones=["+962790000012", "+962790000034"],
        documents=["N123456"],
        bits=bits,
    )
    for token in tokens - {token for token in tokens if token.kind in EXACT}:
        assert 0 <= token.value < 2 ** (bits + 2 * (token.kind == TokenKind.EDIT))
    exact = [token.value for token in tokens if token.kind in EXACT]
    assert len(exact) == 3
    assert all(-(2**63) <= value < 2**63 and abs(value) > 2**32 for value in exact)


def test_values_are_used_evenly() -> None:
    rng = random.Random(1)
    names = [" ".join("".join(rng.choices("bdfkmnrstz", k=4)) for _ in range(2)) for _ in range(2000)]
    pairs = [token for name in names for token in Stored((name,), bits=4).tokens if token.kind == TokenKind.PAIR_STRICT]
    assert {token.value for token in pairs} == set(range(16))


def test_what_is_stored_of_a_person_is_bounded() -> None:
    rng = random.Random(2)
    names = [" ".join("".join(rng.choices("bdfkmnrstz", k=9)) for _ in range(9)) for _ in range(20)]
    assert len(Stored(tuple(names), 1990).tokens) == MAX_NAME_TOKENS
    assert len(Stored((names[0],), 1990).tokens) <= MAX_NAME_TOKENS


def test_a_usual_name_takes_few_tokens() -> None:
    assert len(Stored(("فاطمة علي حسن القحطاني", "Fatima Ali Hassan Al-Qahtani"), 1996).tokens) < 50


def test_the_last_of_many_names_is_kept() -> None:
    person = Stored(("Fatima Ibrahim Wanjiru Chandrika Mendoza Tesfaye Begum Qahtani",))
    assert person.is_met_by("Fatima Qahtani")


@pytest.mark.parametrize(
    ("text", "year", "reasons"),
    [
        ("", None, [TooLittle.NOTHING]),
        ("  . - ", 1996, [TooLittle.NOTHING]),
        ("1996", None, [TooLittle.NOTHING]),
        ("M. A.", None, [TooLittle.NOTHING]),
        ("Fatima", None, [TooLittle.ONE_PART_WITHOUT_YEAR]),
        ("M. Fatima", None, [TooLittle.ONE_PART_WITHOUT_YEAR]),
        ("Abdul Rahman", None, [TooLittle.ONE_PART_WITHOUT_YEAR]),
        ("Fatima", 1996, []),
        ("Fatima 1996", None, []),
        ("Fatima Ali", None, []),
        ("0790000012", None, []),
        ("N123456", None, []),
    ],
)
def test_it_says_what_is_missing_for_a_search(text: str, year: int | None, reasons: list[TooLittle]) -> None:
    assert why_not_search(text=text, birth_year=year) == reasons


@given(st.text() | st.lists(st.sampled_from([*UNLIKE, "1996", "M."])).map(" ".join), st.none() | st.just(1996))
def test_there_is_nothing_to_ask_exactly_when_there_is_a_reason(text: str, year: int | None) -> None:
    tokens = tokens_for_query(KEY, text=text, birth_year=year, bits=LONG)
    assert bool(tokens) != bool(why_not_search(text=text, birth_year=year))


@pytest.mark.parametrize(
    "written",
    [
        "+962790000012",
        "+962 79 000 0012",
        "00962-79-000-0012",
        "0790000012",
        "079 000 0012",
        "(079) 000 0012",
        "790000012",
        "962790000012",
        "+962 (0) 79 000 0012",
        "+9620790000012",
        "٠٧٩٠٠٠٠٠١٢",
        "۰۷۹۰۰۰۰۰۱۲",
        " 0790.000.012 ",
    ],
)
def test_a_phone_is_one_however_it_is_written(written: str) -> None:
    assert looks_like_phone(written)
    assert phone_token(KEY, written) == phone_token(KEY, "+962790000012")
    assert phone_token(KEY, "+962790000012") in tokens_for_query(KEY, text=written, birth_year=None, bits=10)


@pytest.mark.parametrize(
    "text", ["", "Fatima", "1996", "110", "12345", "Fatima 0790000012", "N1234567", "1" * 20, "++962790000012"]
)
def test_what_is_no_phone_does_not_look_like_one(text: str) -> None:
    assert not looks_like_phone(text)
    with pytest.raises(ValueError, match="not a phone number"):
        phone_token(KEY, text)


def test_a_foreign_phone_is_found_with_and_without_its_plus() -> None:
    person = tokens_for_person(KEY, names=[], birth_year=None, phones=["+251 91 100 0012"], documents=[], bits=10)
    for text in ("+251911000012", "251911000012", "00251911000012"):
        assert person & tokens_for_query(KEY, text=text, birth_year=None, bits=10)
    assert phone_readings("251911000012") == ("+962251911000012", "+251911000012")


def test_another_home_country_reads_its_own_numbers() -> None:
    assert phone_readings("0911000012", country="251") == ("+251911000012",)


def test_phones_that_differ_in_one_digit_are_not_one() -> None:
    assert phone_token(KEY, "0790000012") != phone_token(KEY, "0790000013")


@pytest.mark.parametrize(
    "text", ["Fatima Ali 0790000012", "Fatima 1996 0790000012", "0790000012 Fatima", "phone: +962 79 000 0012."]
)
def test_a_phone_is_found_among_other_words(text: str) -> None:
    assert phone_token(KEY, "+962790000012") in tokens_for_query(KEY, text=text, birth_year=None, bits=10)


@pytest.mark.parametrize(
    "text",
    ["EP1234567", "ep1234567", "EP 123-4567", "ep.1234567", "EP١٢٣٤٥٦٧", "ＥＰ1234567", "Fatima EP-1234567 1996"],
)
def test_a_document_is_one_however_it_is_written(text: str) -> None:
    assert document_token(KEY, "EP1234567") in tokens_for_query(KEY, text=text, birth_year=None, bits=10)


def test_a_document_stored_with_its_kind_is_found_by_its_number() -> None:
    person = tokens_for_person(KEY, names=[], birth_year=None, phones=[], documents=["Passport: EP1234567"], bits=10)
    assert document_token(KEY, "EP1234567") in person
    assert len(person) <= 9


def test_a_document_written_in_groups_is_found_written_together() -> None:
    for written in ("EP 123 4567", "Passport EP 1234567"):
        person = tokens_for_person(KEY, names=[], birth_year=None, phones=[], documents=[written], bits=10)
        assert person & tokens_for_query(KEY, text="EP1234567", birth_year=None, bits=10)


@pytest.mark.parametrize("text", ["", "Fatima", "1996", "Fatima 1996", "AB12", "A" * 30 + "123"])
def test_words_and_years_are_no_documents(text: str) -> None:
    assert document_readings(text) == ()


@pytest.mark.parametrize(("people", "bits"), [(0, 4), (400, 5), (10_000, 10), (100_000, 13), (1_000_000, 16), (10**15, 40)])
def test_values_are_as_long_as_the_number_of_people_allows(people: int, bits: int) -> None:
    assert bits_for(people) == bits


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_more_people_never_mean_shorter_values(people: int, more: int) -> None:
    assert bits_for(people) <= bits_for(people + more)


@given(st.integers(128, 10**9))
def test_a_value_is_shared_by_five_people_or_more_on_average(people: int) -> None:
    assert people / 2 ** bits_for(people) >= 5


def test_every_kind_has_a_weight_and_a_number_outweighs_any_name() -> None:
    asked = tokens_for_query(KEY, text=" ".join(UNLIKE), birth_year=1996, bits=LONG)
    assert set(WEIGHT) == set(TokenKind)
    assert sum(WEIGHT[token.kind] for token in asked) < WEIGHT[TokenKind.PHONE]


@given(st.dictionaries(st.tuples(st.sampled_from(TokenKind), st.integers(0, 99)), st.integers(0, 3_000), max_size=60))
def test_what_is_looked_for_brings_a_bounded_number_of_people_and_the_rarest_names_first(
    shared: dict[tuple[TokenKind, int], int],
) -> None:
    counts = {Token(*token): count for token, count in shared.items()}
    kept = telling(counts)
    names = [token for token in kept if WEIGHT[token.kind] == 1]
    left = {token for token in counts if WEIGHT[token.kind] == 1} - set(names)
    assert set(counts) - set(kept) == left
    assert sum(counts[token] for token in names) <= ENOUGH_ROWS
    assert all(counts[token] >= counts[name] for token in left for name in names)
    assert names or not left


def test_a_name_that_all_have_is_still_looked_for_when_there_is_nothing_else() -> None:
    only = Token(TokenKind.PAIR_LOOSE, 1)
    assert telling({only: ENOUGH_ROWS + 1}) == [only]
    assert telling({}) == []
