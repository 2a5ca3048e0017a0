"""A year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Integer
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import EQUAL, FROM, UP_TO, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

NOT_A_YEAR = Code("fields.E127", "write a year from 1900 to 2200, as 1990")

FIRST, LAST = 1900, 2200


@field_type("year")
@dataclass(frozen=True, kw_only=True)
class Year(Field):
    """A year of the Gregorian calendar, from 1900 to 2200."""

    kind: ClassVar[Kind] = Kind.NUMBER
    widget: ClassVar[str] = "year"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, FROM, UP_TO)
    samples: ClassVar[Mapping[Any, Any]] = {
        "1990": 1990,
        "１９９０": 1990,
        "1990年": 1990,
        1900: 1900,
        "2200": 2200,
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "90": "fields.E127",
        "last year": "fields.E127",
        "1899": "fields.E127",
        2201: "fields.E127",
        "19900": "fields.E127",
        "²": "fields.E127",
        True: "fields.E127",
        1990.5: "fields.E127",
    }

    def read(self, raw: Any) -> int:
        """A year of four figures."""
        if isinstance(raw, str):
            figures = self.text_of(raw).removesuffix("年").strip()
            raw = int(figures) if figures.isascii() and figures.isdigit() else None
        if isinstance(raw, bool) or not isinstance(raw, int) or not FIRST <= raw <= LAST:
            raise Refused(NOT_A_YEAR)
        return raw

    def json(self, value: Any) -> Any:
        """A JSON number."""
        return value

    def storage(self) -> TypeEngine[Any]:
        """Four bytes."""
        return Integer()

    def json_schema(self) -> dict[str, Any]:
        """An integer within its bounds."""
        return {"type": "integer", "minimum": FIRST, "maximum": LAST}
