"""A whole number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BigInteger
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import EQUAL, FROM, NOT_EQUAL, UP_TO, Filter
from models.fields.registry import field_type
from models.source import Code, Refused, option

NOT_WHOLE = Code("fields.E120", "this must be a whole number")
TOO_SMALL = Code("fields.E121", "this must be at least %(min)s")
TOO_LARGE = Code("fields.E122", "this must be at most %(max)s")


_FAR = 10**18 - 1


@field_type("whole_number")
@dataclass(frozen=True, kw_only=True)
class WholeNumber(Field):
    """A count or an order."""

    min: int = option(0, help="The smallest number.", least=-_FAR, most=_FAR)
    max: int = option(999_999_999, help="The largest number.", least=-_FAR, most=_FAR)
    unit: str = option("", help="The unit, shown behind the number.")

    kind: ClassVar[Kind] = Kind.NUMBER
    widget: ClassVar[str] = "whole_number"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, NOT_EQUAL, FROM, UP_TO)
    sample_options: ClassVar[Mapping[str, Any]] = {"min": -5, "max": 2000}
    samples: ClassVar[Mapping[Any, Any]] = {"12": 12, "１２": 12, 7: 7, "-5": -5, "1,200": 1200}
    refused: ClassVar[Mapping[Any, str]] = {
        "1.5": "fields.E120",
        "twelve": "fields.E120",
        True: "fields.E120",
        1.5: "fields.E120",
        "-6": "fields.E121",
        "2001": "fields.E122",
        "9" * 40: "fields.E122",
    }

    def contradiction(self) -> str | None:
        """The smallest number may not be above the largest."""
        return "min" if self.min > self.max else None

    def read(self, raw: Any) -> int:
        """A whole number within its bounds. A comma between thousands may be typed."""
        if isinstance(raw, str):
            digits = self.text_of(raw).replace(",", "")
            sign, unsigned = (-1, digits[1:]) if digits.startswith("-") else (1, digits)
            if not (unsigned.isascii() and unsigned.isdigit() and len(unsigned) < 60):
                raise Refused(NOT_WHOLE)
            raw = sign * int(unsigned)
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Refused(NOT_WHOLE)
        if raw < self.min:
            raise Refused(TOO_SMALL, min=self.min)
        if raw > self.max:
            raise Refused(TOO_LARGE, max=self.max)
        return raw

    def json(self, value: Any) -> Any:
        """A JSON number."""
        return value

    def display(self, value: Any, translate: Any = str) -> str:
        """With thousands apart and the unit."""
        return f"{value:,} {translate(self.unit)}".strip() if self.unit else f"{value:,}"

    def storage(self) -> TypeEngine[Any]:
        """Eight bytes: bounds are the definition's."""
        return BigInteger()

    def json_schema(self) -> dict[str, Any]:
        """An integer within its bounds."""
        return {"type": "integer", "minimum": self.min, "maximum": self.max}
