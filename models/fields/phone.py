"""A telephone number of mainland China, mobile or fixed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.field import Field
from models.fields.filters import EQUAL, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

NOT_A_PHONE = Code(
    "fields.E155", "write a mobile number of 11 digits, or a fixed one as 0313-2012345"
)

_MOBILE = re.compile(r"1[3-9]\d{9}\Z")
_FIXED = re.compile(r"(0\d{2,3})-?([2-8]\d{6,7})(?:-(\d{1,6}))?\Z")


@field_type("phone")
@dataclass(frozen=True, kw_only=True)
class Phone(Field):
    """A number people can be called at. Always masked."""

    mask: str = "phone"

    widget: ClassVar[str] = "phone"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL,)
    default_mask: ClassVar[str] = "phone"
    samples: ClassVar[Mapping[Any, Any]] = {
        "19900001234": "19900001234",
        "199 0000 1234": "19900001234",
        "+86 199-0000-1234": "19900001234",
        "0313-2012345": "0313-2012345",
        "03132012345": "0313-2012345",
        "010-62012345-801": "010-62012345-801",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "12345": "fields.E155",
        "1990000123": "fields.E155",
        "tel 19900001234": "fields.E155",
        19900001234: "fields.E101",
    }

    def read(self, raw: Any) -> str:
        """Mobile as 11 digits; fixed as area code, number and extension joined by hyphens."""
        text = self.text_of(raw).removeprefix("+86").strip()
        digits = re.sub(r"[\s-]", "", text)
        if _MOBILE.match(digits):
            return digits
        match = _FIXED.match(re.sub(r"\s", "", text))
        if not match:
            raise Refused(NOT_A_PHONE)
        area, number, extension = match.groups()
        if area[:2] in ("01", "02") and "-" not in text:
            area, number = digits[:3], digits[3:]
        return "-".join(part for part in (area, number, extension) if part)

    def storage(self) -> TypeEngine[Any]:
        """Up to 24 characters."""
        return String(24, collation="C")
