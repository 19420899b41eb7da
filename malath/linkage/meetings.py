"""Which of very many files meet: those that share the most and the rarest keys. Written once, as Ibis expressions, for
whichever engine compares; each names the table that the one before it became."""

from typing import Any, Final

from malath.figures.engines import package

MOST_IN_A_KEY: Final = 20
"""A key that more files share says too little, and makes more pairs than anybody can look at."""
NEAREST: Final = 3
"""So many others of each file are compared with it: those with whom it has the most and the rarest keys in common."""
FINE: Final = 1_000
"""Weights are whole thousandths, so that their sum is the same in whichever order they are added."""
Expression = Any  # Ibis is an optional package and may be absent where types are checked
KEY: Final = {"id": "int64", "key": "int64", "alone": "boolean"}
KINDS: Final = {"sounds": "array<int64>", "nationality": "string"}
"""Of the columns of a file, those that are no numbers."""
NEAR: Final = {"one": "int64", "other": "int64"}


def keys(files: int) -> Expression:
    """Keys that a few files share, each with what it says: the rarer, the more."""
    every = package("ibis").table(KEY, name="every_key")
    shared = every.group_by("key").aggregate(sharing=every.count())
    shared = shared.filter(shared.sharing.between(2, MOST_IN_A_KEY))
    weight = ((package("ibis").literal(files) / shared.sharing).ln() * FINE).round().cast("int64")
    return every.join(shared, "key").select(every.id, every.key, every.alone, weight=weight)


def near(slices: int, slice_: int) -> Expression:
    """Of the files of one slice, those nearest to each. A number that people have alone goes before any name."""
    ibis = package("ibis")
    one = ibis.table({**KEY, "weight": "int64"}, name="keys")
    other = one.view()
    both = one.join(other, [one.key == other.key, one.id != other.id])
    both = both.filter(one.id % slices == slice_).select(one=one.id, other=other.id, alone=one.alone, weight=one.weight)
    met = both.group_by("one", "other").aggregate(alone=both.alone.any(), weight=both.weight.sum())
    order = [met.alone.desc(), met.weight.desc(), met.other]
    placed = met.mutate(place=ibis.row_number().over(group_by=met.one, order_by=order))
    return placed.filter(placed.place < NEAREST).select("one", "other")


def records(slices: int, columns: list[str]) -> Expression:
    """Each file with the numbers of its meetings; each meeting is of two."""
    ibis = package("ibis")
    found = ibis.union(*(ibis.table(NEAR, name=f"near_{number}") for number in range(slices)))
    two = found.select(one=ibis.least(found.one, found.other), other=ibis.greatest(found.one, found.other)).distinct()
    two = two.mutate(number=ibis.row_number().over(order_by=[two.one, two.other]))
    each = ibis.union(two.select("number", id=two.one), two.select("number", id=two.other))
    met = each.group_by("id").aggregate(meetings=each.number.collect())
    files = ibis.table({name: KINDS.get(name, "int64") for name in columns}, name="files")
    return files.left_join(met, "id").select(*(files[name] for name in columns), met.meetings)
