"""A calendar date."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Date as DateStorage
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import EQUAL, FROM, UP_TO, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

NOT_A_DATE = Code("fields.E130", "this is not a date; write it as 1990-01-31")
NO_SUCH_DAY = Code("fields.E131", "there is no such day: %(text)s")

# Written as one, with points, strokes or the Chinese words; 19900131 as GB/T 31000 has it.
_WRITTEN = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?\Z|(\d{4})(\d{2})(\d{2})\Z")


@field_type("date")
@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A day of the Gregorian calendar, from 1800 to 2200."""

    kind: ClassVar[Kind] = Kind.DATE
    widget: ClassVar[str] = "date"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, FROM, UP_TO)
    samples: ClassVar[Mapping[Any, Any]] = {
        "1990-01-31": datetime.date(1990, 1, 31),
        "19900131": datetime.date(1990, 1, 31),
        "1990年1月31日": datetime.date(1990, 1, 31),
        "１９９０．１．３１": datetime.date(1990, 1, 31),
        "2000/2/29": datetime.date(2000, 2, 29),
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "yesterday": "fields.E130",
        "1990-13-01": "fields.E131",
        "1999-02-29": "fields.E131",
        "0001-01-01": "fields.E131",
        19900131: "fields.E101",
    }

    def read(self, raw: Any) -> datetime.date:
        """A day, from any of the usual ways to write it."""
        if isinstance(raw, datetime.date) and not isinstance(raw, datetime.datetime):
            return raw
        text = self.text_of(raw)
        match = _WRITTEN.match(text)
        if not match:
            raise Refused(NOT_A_DATE)
        year, month, day = (int(group) for group in match.groups() if group)
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            raise Refused(NO_SUCH_DAY, text=text) from None
        if not 1800 <= year <= 2200:
            raise Refused(NO_SUCH_DAY, text=text)
        return date

    def format(self, value: Any) -> str:
        """1990-01-31."""
        return str(value.isoformat())

    def storage(self) -> TypeEngine[Any]:
        """A day without a time."""
        return DateStorage()

    def json_schema(self) -> dict[str, Any]:
        """A full-date of RFC 3339."""
        return {"type": "string", "format": "date"}
