"""What a point and an area on the map have in common: they are kept as GeoJSON."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.document_storage import DocumentStorage
from models.fields.field import Field
from models.fields.filters import Filter

# Longitude, latitude and perhaps a height, as RFC 7946 has them.
NUMBERS = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 3}


@dataclass(frozen=True, kw_only=True)
class Shape(Field):
    """A field whose value is a GeoJSON geometry. Lists are neither filtered nor sorted by it."""

    kind: ClassVar[Kind] = Kind.SHAPE
    filters: ClassVar[tuple[Filter, ...]] = ()
    sortable: ClassVar[bool] = False

    def json(self, value: Any) -> Any:
        """GeoJSON."""
        return value

    def stored_text(self, value: Any) -> str:
        """GeoJSON."""
        return json.dumps(value)

    def storage(self) -> TypeEngine[Any]:
        """GeoJSON, which needs no extension of PostgreSQL."""
        return DocumentStorage()


def shape_schema(name: str, coordinates: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a geometry of that name."""
    properties = {"type": {"type": "string", "enum": [name]}, "coordinates": coordinates}
    return {"type": "object", "properties": properties, "required": ["type", "coordinates"]}
