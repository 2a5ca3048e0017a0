"""Places on the map: longitude and latitude in WGS 84, as GeoJSON (RFC 7946) has them."""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from models.source import Code, Refused

NOT_A_POSITION = Code("fields.E180", "write longitude and latitude in degrees, as 114.88, 40.77")
OUTSIDE = Code("fields.E181", "%(longitude)s, %(latitude)s is not in China")

# The box that holds China's territory. Longitudes and latitudes in it have no number in common.
WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0
PLACES = 6  # of a degree: a tenth of a metre
_METRES = 111_320.0  # of a degree of latitude

_PAIR = re.compile(
    r"(-?\d{1,3}(?:\.\d{1,15})?)\s*[°]?[EN]?\s*[,，\s]\s*(-?\d{1,3}(?:\.\d{1,15})?)[°]?[EN]?\Z"
)

Position = tuple[float, float]


def read_json(text: str) -> object:
    """GeoJSON in a text; None if it is none. The geometry of a feature, or of a collection that has
    one, is taken from it."""
    try:
        found = json.loads(text, parse_constant=lambda _word: None)
    except (ValueError, RecursionError):
        return None
    return geometry_of(found)


def geometry_of(found: object) -> object:
    """The geometry in a GeoJSON object."""
    if isinstance(found, Mapping) and found.get("type") == "FeatureCollection":
        features = found.get("features")
        found = features[0] if isinstance(features, list) and len(features) == 1 else None
    if isinstance(found, Mapping) and found.get("type") == "Feature":
        return found.get("geometry")
    return found


def read_pair(text: str) -> Position:
    """A position written as two numbers, the longitude first or, as some maps copy it, last. Raises
    Refused."""
    match = _PAIR.match(text.strip())
    if not match:
        raise Refused(NOT_A_POSITION)
    return position([float(match[1]), float(match[2])], turn=True)


def position(numbers: object, *, turn: bool = False) -> Position:
    """A position of GeoJSON; a height is left out. Raises Refused."""
    if not isinstance(numbers, list | tuple) or not 2 <= len(numbers) <= 3:
        raise Refused(NOT_A_POSITION)
    if not all(_is_number(number) for number in numbers):
        raise Refused(NOT_A_POSITION)
    longitude, latitude = (round(float(number), PLACES) for number in numbers[:2])
    if turn and WEST <= latitude <= EAST and SOUTH <= longitude <= NORTH:
        longitude, latitude = latitude, longitude
    if not (WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH):
        raise Refused(OUTSIDE, longitude=longitude, latitude=latitude)
    return longitude, latitude


def _is_number(number: object) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    return abs(number) <= 1e9 if isinstance(number, int) else math.isfinite(number)


def written(at: Sequence[float]) -> str:
    """114.88, 40.77."""
    return ", ".join(f"{number:.{PLACES}f}".rstrip("0").rstrip(".") for number in at)


def area(ring: Sequence[Sequence[float]]) -> float:
    """The area of a closed ring in square metres, above 0 if it runs against the clock. Flat, which
    is right enough for grids and villages."""
    scale = math.cos(math.radians(sum(at[1] for at in ring) / len(ring)))
    first = ring[0]
    flat = [((x - first[0]) * _METRES * scale, (y - first[1]) * _METRES) for x, y in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(flat)) / 2


def crosses_itself(ring: Sequence[Position]) -> bool:
    """Whether sides of a closed ring meet elsewhere than at the corner they share."""
    sides = list(pairwise(ring))
    last = len(sides) - 1
    for first, one in enumerate(sides):
        for second in range(first + 1, len(sides)):
            beside = second == first + 1 or (first == 0 and second == last)
            if _fold(one, sides[second]) if beside else _meet(*one, *sides[second]):
                return True
    return False


def _turn(a: Position, b: Position, c: Position) -> int:
    """1 if the way a, b, c turns left, -1 if right, 0 if straight; exact in millionths."""
    ax, ay, bx, by, cx, cy = _millionths((*a, *b, *c))
    product = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return (product > 0) - (product < 0)


def _millionths(numbers: Iterable[float]) -> list[int]:
    return [round(number * 10**PLACES) for number in numbers]


def _between(a: Position, b: Position, c: Position) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def _meet(a: Position, b: Position, c: Position, d: Position) -> bool:
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(not turn and _between(*end) for turn, end in zip(turns, ends, strict=True))


def _fold(one: tuple[Position, Position], other: tuple[Position, Position]) -> bool:
    """Whether of two sides with a common corner one runs back along the other."""
    (corner,) = {*one} & {*other} or {one[1]}
    (a,), (b,) = ({*side} - {corner} for side in (one, other))
    straight = _turn(a, corner, b) == 0
    return straight and (_between(corner, a, b) or _between(corner, b, a))


def geojson(kind: str, coordinates: Any) -> dict[str, Any]:
    """The GeoJSON object."""
    return {"type": kind, "coordinates": coordinates}
