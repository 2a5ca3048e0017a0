"""A date with a time of day."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import DateTime as DateTimeStorage
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.expressions.clock import CHINA, minute, written
from models.fields.field import Field
from models.fields.filters import FROM, UP_TO, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

NOT_A_TIME = Code("fields.E132", "this is not a date with a time; write it as 2026-01-31 08:30")
NO_SUCH_TIME = Code("fields.E133", "there is no such day or time: %(text)s")

_WRITTEN = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?[ T]?\s*(\d{1,2})[:时点](\d{1,2})分?"
    r"(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?\Z"
)
_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(\d{2})(?:\d{2})?(Z|[+-]\d{2}:?\d{2})?\Z")
_DAY = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}日?|\d{8}")


def _at(*parts: int, zone: datetime.tzinfo = CHINA) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]


@field_type("date_time")
@dataclass(frozen=True, kw_only=True)
class DateTime(Field):
    """A minute, from 1800 to 2200, in China's time; seconds are left out."""

    kind: ClassVar[Kind] = Kind.DATE_TIME
    widget: ClassVar[str] = "date_time"
    filters: ClassVar[tuple[Filter, ...]] = (FROM, UP_TO)
    samples: ClassVar[Mapping[Any, Any]] = {
        "2026-01-31 08:30": _at(2026, 1, 31, 8, 30),
        "202601310830": _at(2026, 1, 31, 8, 30),
        "2026年1月31日8时5分": _at(2026, 1, 31, 8, 5),
        "２０２６．１．３１　８：３０": _at(2026, 1, 31, 8, 30),
        "2026/1/31 23:59": _at(2026, 1, 31, 23, 59),
        "2026-01-31T08:30:59": _at(2026, 1, 31, 8, 30),
        "2026-01-31T08:30:00+08:00": _at(2026, 1, 31, 8, 30),
        "2026-01-30T22:30:00.5Z": _at(2026, 1, 31, 6, 30),
        "20260131T0830+0900": _at(2026, 1, 31, 7, 30),
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "yesterday": "fields.E132",
        "2026-01-31": "fields.E132",
        "08:30": "fields.E132",
        "2026-02-29 08:30": "fields.E133",
        "2026-01-31 24:00": "fields.E133",
        "2026-01-31 08:60": "fields.E133",
        "2026-01-31T08:30+99:00": "fields.E133",
        "0001-01-01 00:00": "fields.E133",
        "9999-12-31T23:59-12:00": "fields.E133",
        202601310830: "fields.E101",
    }

    def read(self, raw: Any) -> datetime.datetime:
        """A minute, from any of the usual ways to write it; without an offset it is China's."""
        if isinstance(raw, datetime.datetime) and raw.tzinfo is not None:
            return minute(raw)
        text = self.text_of(raw)
        match = _WRITTEN.match(text) or _FIGURES.match(text)
        if not match:
            raise Refused(NOT_A_TIME)
        *figures, offset = match.groups()
        try:
            moment = minute(_at(*map(int, figures), zone=_zone(offset)))
        except (ValueError, OverflowError):
            raise Refused(NO_SUCH_TIME, text=text) from None
        if not 1800 <= moment.year <= 2200:
            raise Refused(NO_SUCH_TIME, text=text)
        return moment

    def sought(self, raw: object, operator: str) -> Any:
        """In a filter a day will do: from its first minute, up to its last."""
        day = _DAY.fullmatch(raw.strip()) if isinstance(raw, str) else None
        clock = "23:59" if operator == UP_TO.operator else "00:00"
        return self.parse(f"{raw} {clock}" if day else raw)

    def format(self, value: Any) -> str:
        """2026-01-31 08:30."""
        return written(value)

    def json(self, value: Any) -> Any:
        """2026-01-31T08:30:00+08:00."""
        return minute(value).isoformat()

    def stored_text(self, value: Any) -> str:
        """With its offset, since a server has a zone of its own."""
        return str(self.json(value))

    def storage(self) -> TypeEngine[Any]:
        """A moment, whatever zone it was told in."""
        return DateTimeStorage(timezone=True)

    def json_schema(self) -> dict[str, Any]:
        """A date-time of RFC 3339."""
        return {"type": "string", "format": "date-time"}


def _zone(offset: str | None) -> datetime.tzinfo:
    if offset is None:
        return CHINA
    if offset == "Z":
        return datetime.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    ahead = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-ahead if offset[0] == "-" else ahead)
