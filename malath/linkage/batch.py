"""Which of very many files may be of one person: a Splink model on DuckDB in memory, or on Spark by a setting; then one by one.

No name leaves this process: of each file the engine gets hashes of sounds and numbers, salted anew in each run, the year and
the nationality. Nothing is written to a disk by DuckDB. What is found is pairs to be judged by people, never a result.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Any, Final

from malath.figures.engines import DUCKDB, SPARK, Engine, EngineMissing, InMemory, OnSpark, need_spark, package
from malath.figures.engines import engine as engine_of
from malath.linkage import meetings
from malath.linkage.scoring import SURE, Sides, as_score, evidence, nearest, observed
from malath.people.names import PartMatch, parts, skeleton

ENGINES: Final = (DUCKDB, SPARK)
MEMORY: Final = "2500MB"
TOGETHER: Final = 20_000
MOST_PARTS: Final = 5
AT_A_TIME: Final = 100_000
WORTH_COMPARING: Final = 0.02
SEEN_TWICE: Final = 0.3
"""How many pairs of one person are expected for each file: with what the model begins."""
FOUND: Final = 0.8
YEARS: Final = 25
"""Over how many years of birth most people are spread."""
EVIDENCE, NAMESAKES, NATION, ALWAYS = 1.06, -0.53, 0.94, -4.15
"""What speaks for one person, and the logarithm of how many would agree as much by chance: fitted to 6,000 invented files."""


@dataclass(frozen=True)
class Found:
    """Two files that may be of one person, and how alike they are."""

    one: int
    other: int
    score: float


Row = tuple[int, Sides]
Linking = Any  # Splink and its engines are optional packages and may be absent where types are checked
Columns = dict[str, list[Any]]


def find(
    rows: Iterable[Row], *, engine: str = DUCKDB, limit: float = FOUND, say: Callable[[str], object] = lambda _: None
) -> list[Found]:
    """Pairs of files that may be of one person, the surest first. `rows`: numbers of people, and what is compared of each.
    Errors: `EngineMissing`."""
    splink = packages(engine)
    room = engine_of(engine, memory_limit=MEMORY)
    held: dict[int, Sides] = {}
    tables = tables_of(kept(rows, held))
    say(f"{len(held):,} files are prepared.")
    let_meet(room, tables, len(held))
    linker = splink.Linker(_records(room), settings(splink, len(held)), log_level=None)
    train(linker, splink)
    say("The model is trained.")
    pairs = linker.inference.predict(threshold_match_probability=WORTH_COMPARING)
    candidates = list(_two_at_a_time(pairs))
    say(f"{len(candidates):,} pairs are worth comparing.")
    return compared(candidates, held, limit)


def compared(candidates: Iterable[tuple[int, int]], held: Mapping[int, Sides], limit: float = FOUND) -> list[Found]:
    """The pairs that are alike when they are looked at one by one, and among how many: a name that a tenth of these files have
    says less than one that two have."""
    how_many = Counter(heard for sides in held.values() if sides.names for heard in {loose for _, loose in _sounds(sides)})
    scored = (Found(*pair, _score(held[pair[0]], held[pair[1]], how_many, len(held))) for pair in candidates)
    return sorted((found for found in scored if found.score >= limit), key=lambda found: (-found.score, found.one, found.other))


def _score(one: Sides, other: Sides, how_many: Mapping[str, int], files: int) -> float:
    named = nearest(one, other)
    seen = observed(one, other, named)
    chance = sum(_chance(match, how_many, files) for match in named.why.matches)
    chance += sum(AGREEING_BY_CHANCE.get(sign, 0.0) for sign in seen)
    odds = EVIDENCE * evidence(seen) + NAMESAKES * (log(files) + chance) + NATION * ("nation_same" in seen) + ALWAYS
    return as_score(odds)


def _chance(match: PartMatch, how_many: Mapping[str, int], files: int) -> float:
    """The logarithm of the share of files that have this part of a name; half of it where it only nearly agrees."""
    shares = [how_many.get(skeleton(part, loose=True), 0) for part in (match.asked, match.held)]
    return log(max(1, *shares) / files) * (1 if match.score >= SURE else 0.5)


AGREEING_BY_CHANCE: Final = {
    "year_same": log(1 / YEARS),
    "year_next": log(2 / YEARS),
    "year_near": log(4 / YEARS),
    "phone_same": -6.0,
    "document_same": -10.0,
}


def batched_rows(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == TOGETHER:
            yield waiting
            waiting = []
    yield waiting


def settings(splink: Linking, files: int) -> Linking:
    """The model, the same for every engine: no function in it is of one of them alone."""
    from_levels = package("splink.comparison_level_library")
    library = package("splink.comparison_library")
    return splink.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[splink.block_on("meetings", arrays_to_explode=["meetings"])],
        comparisons=[
            library.CustomComparison(_given(from_levels), output_column_name="given"),
            library.CustomComparison(_others(from_levels), output_column_name="sounds"),
            library.CustomComparison(_year(from_levels), output_column_name="born"),
            library.ExactMatch("nationality"),
            library.ExactMatch("phone"),
            library.ExactMatch("document"),
        ],
        probability_two_random_records_match=min(2 * SEEN_TWICE / max(files, 1), 0.1),
        retain_matching_columns=False,
        max_iterations=12,
    )


def _given(level: Linking) -> list[Linking]:
    return [
        level.NullLevel("given"),
        level.ExactMatchLevel("given"),
        level.ExactMatchLevel("given_loose"),
        level.CustomLevel("given_loose_l = last_loose_r OR last_loose_l = given_loose_r"),
        level.ElseLevel(),
    ]


def _others(level: Linking) -> list[Linking]:
    """How many of the sounds the two have in common, and whether the shorter name has any besides."""
    whole = "least(how_many_l, how_many_r) <= {}"
    return [
        level.NullLevel("sounds"),
        level.ArrayIntersectLevel("sounds", min_intersection=4),
        level.And(level.ArrayIntersectLevel("sounds", min_intersection=3), level.CustomLevel(whole.format(3))),
        level.And(level.ArrayIntersectLevel("sounds", min_intersection=2), level.CustomLevel(whole.format(2))),
        level.ArrayIntersectLevel("sounds", min_intersection=3),
        level.ArrayIntersectLevel("sounds", min_intersection=2),
        level.ArrayIntersectLevel("sounds", min_intersection=1),
        level.ElseLevel(),
    ]


def _year(level: Linking) -> list[Linking]:
    near = [level.AbsoluteDifferenceLevel("born", years) for years in (1, 2, 5)]
    return [level.NullLevel("born"), level.ExactMatchLevel("born"), *near, level.ElseLevel()]


def train(linker: Linking, splink: Linking) -> None:
    """Without labels: what chance alone brings together by random pairs, what one person looks like by two ways to pair."""
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (splink.block_on("given_loose", "last_loose", "father_loose"), splink.block_on("given", "born", "nationality")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6, record_sample_proportion=1.0)


def packages(engine: str) -> Linking:
    """Splink, when all that the engine needs is here too. Errors: `EngineMissing`."""
    if engine not in ENGINES:
        raise EngineMissing(f"MALATH_ANALYTICS is none of {', '.join(ENGINES)}: {engine}")
    if engine == SPARK:
        need_spark()
    try:
        return [package(name) for name in ("duckdb", "pyarrow", "ibis", "splink")][-1]
    except EngineMissing:
        raise EngineMissing(
            "Batch linkage needs packages that are not installed: pip install --require-hashes -r requirements/batch.lock"
        ) from None


def _columns(rows: Sequence[Row]) -> Columns:
    """What the engine gets of each file: no name, but hashes of its sounds under the salt of this process."""
    each = [(number, sides, name) for number, sides in rows for name in ((_sounds(sides),) if sides.names else ((),))]
    return {
        "id": [number for number, _, _ in each],
        "given": [hash(name[0][0]) if name else None for _, _, name in each],
        "given_loose": [hash(name[0][1]) if name else None for _, _, name in each],
        "father_loose": [hash(name[1][1]) if len(name) > 2 else None for _, _, name in each],
        "last_loose": [hash(name[-1][1]) if len(name) > 1 else None for _, _, name in each],
        "sounds": [sorted({hash(loose) for _, loose in name}) if name else None for _, _, name in each],
        "how_many": [len({loose for _, loose in name}) for _, _, name in each],
        "born": [sides.born for _, sides, _ in each],
        "nationality": [sides.nationality for _, sides, _ in each],
        "phone": [hash(min(sides.phones)) if sides.phones else None for _, sides, _ in each],
        "document": [hash(min(sides.documents)) if sides.documents else None for _, sides, _ in each],
    }


def _keys_of(rows: Sequence[Row]) -> Columns:
    """By what each file meets others, and whether it is a number that people have alone."""
    found = [(number, *key) for number, sides in rows for key in _keys(sides)]
    return {name: [row[place] for row in found] for place, name in enumerate(("id", "key", "alone"))}


def _sounds(sides: Sides) -> tuple[tuple[str, str], ...]:
    """The longest of the names, as it is heard strictly and loosely."""
    name = max((parts(name) for name in sides.names), key=len)
    told = [part for part in name if len(part) > 1] or list(name)
    kept = told if len(told) <= MOST_PARTS else [*told[: MOST_PARTS - 1], told[-1]]
    return tuple((skeleton(part), skeleton(part, loose=True)) for part in kept)


def _keys(sides: Sides) -> Iterator[tuple[int, bool]]:
    """Two parts with the year or the next, two with the nationality, two, three, one with the year; a number."""
    name = _sounds(sides) if sides.names else ()
    heard, strict = (sorted({part[place] for part in name}) for place in (1, 0))
    years = () if sides.born is None else (sides.born, sides.born + 1)
    for pair in combinations(heard, 2):
        yield from ((hash(key), False) for key in (pair, *((*pair, year) for year in years)))
    yield from ((hash((*pair, sides.nationality)), False) for pair in combinations(strict, 2) if sides.nationality)
    yield from ((hash(three), False) for three in combinations(heard, 3))
    yield from ((hash((part, sides.born)), False) for part in heard if sides.born)
    yield from ((hash(number), True) for number in (*sides.phones, *sides.documents))


def kept(rows: Iterable[Row], held: dict[int, Sides]) -> Iterator[Row]:
    """The rows, which are held as they pass: they are looked at once more in the end."""
    for number, sides in rows:
        held[number] = sides
        yield number, sides


def tables_of(rows: Iterable[Row]) -> dict[str, Linking]:
    """What the engine gets of all files: no name."""
    some = [(as_table(_columns(few)), as_table(_keys_of(few))) for few in batched_rows(rows)]
    files, keys = zip(*some, strict=True)
    together = package("pyarrow").concat_tables
    return {"files": together(files), "every_key": together(keys)}


def as_table(columns: Columns) -> Linking:
    """As Arrow, in which both engines read it."""
    arrow = package("pyarrow")
    types = {
        "id": arrow.int64(), "born": arrow.int32(), "how_many": arrow.int32(), "nationality": arrow.string(),
        "sounds": arrow.list_(arrow.int64()), "alone": arrow.bool_(),
    }  # fmt: skip
    return arrow.table({name: arrow.array(of, types.get(name, arrow.int64())) for name, of in columns.items()})


def let_meet(room: Engine, tables: Mapping[str, Linking], files: int) -> None:
    """Each file and those nearest to it get the number of a meeting: the engine compares who has the same."""
    for name, table in tables.items():
        room.keep(name, table)
    room.make("keys", meetings.keys(files))
    slices = files // AT_A_TIME + 1
    for number in range(slices):
        room.make(f"near_{number}", meetings.near(slices, number))
    room.drop("keys")
    room.make("records", meetings.records(slices, tables["files"].column_names))


def _records(room: InMemory | OnSpark) -> Linking:
    """The prepared files, where Splink finds them."""
    if isinstance(room, InMemory):
        return package("splink.backends.duckdb").DuckDBAPI(connection=room.room).register("records")
    api = package("splink.backends.spark").SparkAPI(spark_session=room.session, break_lineage_method="persist")
    return api.register(room.session.table("records"))


def _two_at_a_time(pairs: Linking) -> Iterator[tuple[int, int]]:
    table = pairs.as_pyarrow_table()
    return zip(table.column("id_l").to_pylist(), table.column("id_r").to_pylist(), strict=True)
