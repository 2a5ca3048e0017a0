"""An area on the map."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.fields.geometry import (
    Position,
    area,
    crosses_itself,
    geojson,
    geometry_of,
    position,
    read_json,
    read_pair,
    written,
)
from models.fields.registry import field_type
from models.fields.shape import NUMBERS, Shape, shape_schema
from models.source import Code, Refused, option

NOT_AN_AREA = Code("fields.E182", "this is not a GeoJSON polygon, nor a list of corners")
NOT_CLOSED = Code("fields.E183", "the ring does not end where it begins")
TOO_MANY_CORNERS = Code("fields.E184", "at most %(max)d corners; this has %(count)d")
TOO_FEW_CORNERS = Code("fields.E185", "an area has at least three corners")
CROSSES = Code("fields.E186", "the sides of this area cross each other")
HAS_HOLES = Code("fields.E187", "an area is one piece without holes")

CORNERS, HECTARES = "个拐点", "公顷"
_BETWEEN = re.compile(r"[;；\n]")
_SQUARE = [[114.88, 40.77], [114.89, 40.77], [114.89, 40.78], [114.88, 40.78], [114.88, 40.77]]
_AREA = geojson("Polygon", [_SQUARE])


def _sample(*rings: object) -> str:
    return json.dumps(geojson("Polygon", rings))


@field_type("polygon")
@dataclass(frozen=True, kw_only=True)
class Polygon(Shape):
    """One ring within China in WGS 84, kept as GeoJSON, its corners against the clock."""

    max_corners: int = option(500, help="The most corners.", least=3, most=2000)

    widget: ClassVar[str] = "polygon"
    sample_options: ClassVar[Mapping[str, Any]] = {"max_corners": 4}
    samples: ClassVar[Mapping[Any, Any]] = {
        _sample(_SQUARE): _AREA,
        _sample(_SQUARE[::-1]): geojson("Polygon", [_SQUARE]),
        "114.88,40.77; 114.89,40.77; 114.89,40.78; 114.88,40.78": _AREA,
        "114.88,40.77\n114.89,40.77\n114.89,40.78\n114.88,40.78\n114.88,40.77\n": _AREA,
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": _AREA}]}
        ): _AREA,
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "a square": "fields.E180",
        "{": "fields.E182",
        '{"type": "Polygon"}': "fields.E182",
        '{"type": "MultiPolygon", "coordinates": []}': "fields.E182",
        _sample(_SQUARE[:4]): "fields.E183",
        _sample([*_SQUARE[:4], [114.885, 40.775], _SQUARE[0]]): "fields.E184",
        "114.88,40.77; 114.89,40.77": "fields.E185",
        "114.88,40.77; 114.89,40.78; 114.89,40.77; 114.88,40.78": "fields.E186",
        "114.88,40.77; 114.9,40.77; 114.89,40.77": "fields.E186",
        _sample(_SQUARE, _SQUARE): "fields.E187",
        "2.3,48.8; 2.4,48.8; 2.4,48.9": "fields.E181",
        12: "fields.E101",
    }

    def read(self, raw: Any) -> dict[str, Any]:
        """A GeoJSON Polygon, a feature that has one, or the corners, one on each line or with
        semicolons between."""
        if not isinstance(raw, Mapping):
            text = self.text_of(raw)
            if not text.startswith("{"):
                corners = [read_pair(part) for part in _BETWEEN.split(text) if part.strip()]
                closed = corners[-1:] == corners[:1]
                return self._made(corners if closed else [*corners, corners[0]])
            raw = read_json(text)
        return self._made(self._ring(geometry_of(raw)))

    @staticmethod
    def _ring(found: object) -> list[Position]:
        if not isinstance(found, Mapping) or found.get("type") != "Polygon":
            raise Refused(NOT_AN_AREA)
        rings = found.get("coordinates")
        if not isinstance(rings, list | tuple) or not rings:
            raise Refused(NOT_AN_AREA)
        if len(rings) > 1:
            raise Refused(HAS_HOLES)
        if not isinstance(rings[0], list | tuple) or not rings[0]:
            raise Refused(NOT_AN_AREA)
        ring = [position(numbers) for numbers in rings[0][:10_000]]
        if ring[0] != ring[-1]:
            raise Refused(NOT_CLOSED)
        return ring

    def _made(self, ring: list[Position]) -> dict[str, Any]:
        """Corners that stand twice in a row are one; the first stays the first."""
        kept = [at for at, before in zip(ring, [None, *ring], strict=False) if at != before]
        if len(kept) - 1 > self.max_corners:
            raise Refused(TOO_MANY_CORNERS, max=self.max_corners, count=len(kept) - 1)
        if len(kept) < 4:
            raise Refused(TOO_FEW_CORNERS)
        if crosses_itself(kept):
            raise Refused(CROSSES)
        return geojson("Polygon", [[[*at] for at in (kept if area(kept) > 0 else kept[::-1])]])

    def format(self, value: Any) -> str:
        """The corners, one on each line."""
        return "\n".join(written(at) for at in value["coordinates"][0][:-1])

    def display(self, value: Any, translate: Any = str) -> str:
        """How many corners, and the area."""
        ring = value["coordinates"][0]
        hectares = area(ring) / 10_000
        return f"{len(ring) - 1} {translate(CORNERS)} · {hectares:,.2f} {translate(HECTARES)}"

    def json_schema(self) -> dict[str, Any]:
        """A Polygon of RFC 7946 with one ring."""
        ring = {"type": "array", "items": NUMBERS, "minItems": 4}
        rings = {"type": "array", "items": ring, "minItems": 1, "maxItems": 1}
        return shape_schema("Polygon", rings)
