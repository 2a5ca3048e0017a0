"""A point on the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.fields.geometry import (
    NOT_A_POSITION,
    geojson,
    geometry_of,
    position,
    read_json,
    read_pair,
    written,
)
from models.fields.registry import field_type
from models.fields.shape import NUMBERS, Shape, shape_schema
from models.source import Refused

_SEAT = geojson("Point", [114.88, 40.77])


@field_type("point")
@dataclass(frozen=True, kw_only=True)
class Point(Shape):
    """A position within China in WGS 84, kept as GeoJSON to a tenth of a metre."""

    widget: ClassVar[str] = "point"
    samples: ClassVar[Mapping[Any, Any]] = {
        "114.88, 40.77": _SEAT,
        "１１４．８８，４０．７７": _SEAT,
        "114.88 40.77": _SEAT,
        "40.77,114.88": _SEAT,
        "114.8800001,40.7699999": _SEAT,
        '{"type": "Point", "coordinates": [114.88, 40.77, 720]}': _SEAT,
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [114.88, 40.77]}}': _SEAT,
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "here": "fields.E180",
        "114.88": "fields.E180",
        '{"type": "Point", "coordinates": ["114", "40"]}': "fields.E180",
        '{"type": "Point", "coordinates": [40.77, 114.88]}': "fields.E181",
        '{"type": "LineString", "coordinates": [[114.88, 40.77]]}': "fields.E180",
        '{"type": "Point", "coordinates": [NaN, 40]}': "fields.E180",
        "2.35, 48.85": "fields.E181",
        114.88: "fields.E101",
    }

    def read(self, raw: Any) -> dict[str, Any]:
        """A GeoJSON Point, a feature that has one, or two numbers with a comma between."""
        if not isinstance(raw, Mapping):
            text = self.text_of(raw)
            if not text.startswith("{"):
                return geojson("Point", [*read_pair(text)])
            raw = read_json(text)
        found = geometry_of(raw)
        if not isinstance(found, Mapping) or found.get("type") != "Point":
            raise Refused(NOT_A_POSITION)
        return geojson("Point", [*position(found.get("coordinates"))])

    def format(self, value: Any) -> str:
        """114.88, 40.77."""
        return written(value["coordinates"])

    def json_schema(self) -> dict[str, Any]:
        """A Point of RFC 7946."""
        return shape_schema("Point", NUMBERS)
