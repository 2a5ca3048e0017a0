"""A decimal number with a unit."""

import decimal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Numeric
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import EQUAL, FROM, NOT_EQUAL, UP_TO, Filter
from models.fields.registry import field_type
from models.fields.whole_number import TOO_LARGE, TOO_SMALL
from models.source import Code, Refused, option

NOT_DECIMAL = Code("fields.E125", "this must be a number")
TOO_FINE = Code("fields.E126", "at most %(places)d digits after the point")


_ZERO = decimal.Decimal(0)


@field_type("decimal")
@dataclass(frozen=True, kw_only=True)
class DecimalNumber(Field):
    """A measure: exact, never floating point. GB/T 31000's "8,2" is 8 digits with 2 places."""

    digits: int = option(8, help="Digits in all.", least=1, most=18)
    places: int = option(2, help="Digits after the point.", least=0, most=6)
    min: decimal.Decimal = option(_ZERO, help="The smallest number.")
    unit: str = option("", help="The unit, shown behind the number.")

    kind: ClassVar[Kind] = Kind.NUMBER
    widget: ClassVar[str] = "decimal"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, NOT_EQUAL, FROM, UP_TO)
    sample_options: ClassVar[Mapping[str, Any]] = {"digits": 6, "places": 2, "unit": "平方米"}
    samples: ClassVar[Mapping[Any, Any]] = {
        "86.5": decimal.Decimal("86.50"),
        "８６．５": decimal.Decimal("86.50"),
        "1,234.50": decimal.Decimal("1234.50"),
        12: decimal.Decimal("12.00"),
        0.1: decimal.Decimal("0.10"),
        "1.500": decimal.Decimal("1.50"),
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "many": "fields.E125",
        "NaN": "fields.E125",
        "1e3": "fields.E125",
        False: "fields.E125",
        "1.234": "fields.E126",
        "-1": "fields.E121",
        "10000": "fields.E122",
    }

    def contradiction(self) -> str | None:
        """Places are among the digits, and the smallest number can be written with them."""
        if self.places > self.digits:
            return "places"
        return "min" if abs(self.min) > self._largest else None

    def read(self, raw: Any) -> decimal.Decimal:
        """A number within its digits; trailing zeros may be typed, rounding is never done."""
        number = self._number(raw)
        exact = number.quantize(self._step) if abs(number) < 10**18 else number
        if exact != number:
            raise Refused(TOO_FINE, places=self.places)
        if exact < self.min:
            raise Refused(TOO_SMALL, min=self.min)
        if exact > self._largest:
            raise Refused(TOO_LARGE, max=self._largest)
        return exact if exact else abs(exact)  # there is no minus zero

    def _number(self, raw: Any) -> decimal.Decimal:
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float, decimal.Decimal)):
            raise Refused(NOT_DECIMAL)
        text = self.text_of(str(raw)).replace(",", "")
        if not text.isascii() or not set(text) <= set("0123456789.-") or len(text) > 40:
            raise Refused(NOT_DECIMAL)
        try:
            return decimal.Decimal(text)
        except decimal.InvalidOperation:
            raise Refused(NOT_DECIMAL) from None

    @property
    def _largest(self) -> decimal.Decimal:
        return decimal.Decimal(10) ** (self.digits - self.places) - self._step

    @property
    def _step(self) -> decimal.Decimal:
        return decimal.Decimal(1).scaleb(-self.places)

    def display(self, value: Any, translate: Any = str) -> str:
        """With thousands apart and the unit."""
        return f"{value:,} {translate(self.unit)}".strip()

    def storage(self) -> TypeEngine[Any]:
        """Exact digits."""
        return Numeric(self.digits, self.places)

    def json_schema(self) -> dict[str, Any]:
        """Text, so that no digit is lost on the way; numbers are taken too."""
        return {"type": "string", "format": "decimal", "example": "86.50"}
