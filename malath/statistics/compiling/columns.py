"""Columns of codes: each value of a field is a small number. What is compiled takes two bytes for a value, whoever it is of."""

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from malath.statistics.definitions import FIELDS, OTHER, Field

TOGETHER: Final = 20_000


class Columns:
    """The columns of one unit. `values`: what the numbers of each column stand for; `who`: whose row it is."""

    def __init__(self, names: Sequence[str], fields: Mapping[str, Field] = FIELDS) -> None:
        self.names, self.fields = tuple(names), fields
        self.who = array("Q")
        self.codes = {name: array("H") for name in names}
        self.values: dict[str, list[str]] = {name: [] for name in names}
        self.unnamed: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.who)

    def add_all(self, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Add rows, some at a time."""
        waiting = iter(rows)
        while some := list(islice(waiting, TOGETHER)):
            self.who.extend(who for who, _ in some)
            for name in self.names:
                self._add(name, [row[name] for _, row in some])

    def latest(self) -> "Columns":
        """The last row of each person alone."""
        last = {who: place for place, who in enumerate(self.who)}
        kept, found = sorted(last.values()), Columns(self.names, self.fields)
        found.who = array("Q", [self.who[place] for place in kept])
        found.codes = {name: array("H", [codes[place] for place in kept]) for name, codes in self.codes.items()}
        found.values = {name: list(values) for name, values in self.values.items()}
        return found

    def _add(self, name: str, column: Sequence[str]) -> None:
        known, numbers = self.values[name], {value: number for number, value in enumerate(self.values[name])}
        as_number: dict[str, int] = {}
        for value in dict.fromkeys(column):
            counted = self.fields[name].known(value)
            if counted == OTHER != value:
                self.unnamed[name] = self.unnamed.get(name, 0) + column.count(value)
            if counted not in numbers:
                numbers[counted] = len(known)
                known.append(counted)
            as_number[value] = numbers[counted]
        self.codes[name].extend(as_number[value] for value in column)


def packed(units: Mapping[str, Columns]) -> Iterator[bytes]:
    """The columns as bytes, the least first: a line that says what follows, then each column by itself."""
    blobs: list[bytes] = []
    head: dict[str, object] = {}
    for unit, columns in units.items():
        mine = [zlib.compress(columns.who.tobytes(), 1), *(zlib.compress(columns.codes[n].tobytes(), 1) for n in columns.names)]
        head[unit] = {"names": columns.names, "values": columns.values, "lengths": [len(blob) for blob in mine]}
        blobs += mine
    yield json.dumps(head).encode() + b"\n"
    yield from blobs


def unpacked(data: bytes) -> dict[str, Columns]:
    """What `packed` packed."""
    line, _, rest = data.partition(b"\n")
    units, start = {}, 0
    for unit, about in json.loads(line).items():
        columns = Columns(about["names"])
        columns.values = about["values"]
        for target, length in zip((columns.who, *columns.codes.values()), about["lengths"], strict=True):
            target.frombytes(zlib.decompress(rest[start : start + length]))
            start += length
        units[unit] = columns
    return units
