"""A number that is given to each record when it is made: 130730-2026-000123."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.derived import NOT_ENTERED
from models.fields.field import Field
from models.fields.filters import EQUAL, STARTS_WITH, Filter
from models.fields.registry import field_type
from models.source import Refused, option

# Digits of an org_code by the name of its part.
_UNITS = {"city": 4, "county": 6, "township": 9, "village": 12, "grid": 15}
_PART = re.compile(r"\{([a-z]+)(?::([0-9]{1,2}))?\}")
LONGEST = 60


@field_type("sequence_number")
@dataclass(frozen=True, kw_only=True)
class SequenceNumber(Field):
    """Counted anew for each beginning: `{county}-{year}-{serial:6}` begins with 000001 in each
    county and year. Given once; a record that moves keeps its number. Without gaps: whoever makes
    a record waits for the one that is being made under the same beginning."""

    pattern: str = option(
        help="The rule: text with {county} or another level, {year}, {month}, and last {serial:6}."
    )

    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, STARTS_WITH)
    sample_options: ClassVar[Mapping[str, Any]] = {"pattern": "{county}-{year}-{serial:6}"}
    samples: ClassVar[Mapping[Any, Any]] = {"130730-2026-000123": "130730-2026-000123"}
    refused: ClassVar[Mapping[Any, str]] = {"x" * 61: "fields.E165", 12: "fields.E101"}

    @property
    def entered(self) -> bool:
        """It is given."""
        return False

    @property
    def always_unique(self) -> bool:
        """No number is given twice."""
        return True

    def contradiction(self) -> str | None:
        """A rule that does not end in a serial, or knows other parts, is none."""
        parts = _PART.findall(self.pattern)
        names = {*_UNITS, "year", "month"}
        known = all(name in names and not width for name, width in parts[:-1])
        rest = _PART.sub("", self.pattern)
        ends = parts and parts[-1][0] == "serial" and 1 <= int(parts[-1][1] or 0) <= 12
        plain = "{" not in rest and "}" not in rest and self.pattern.endswith("}")
        return None if known and ends and plain else "pattern"

    def beginning(self, org_code: str, day: datetime.date) -> str:
        """The part before the serial, for a record that stands at `org_code`; where the place is
        higher than the level asked for, its own code."""
        values = {name: org_code[:digits] for name, digits in _UNITS.items()}
        values |= {"year": f"{day:%Y}", "month": f"{day:%m}", "serial": ""}
        return _PART.sub(lambda match: values[match[1]], self.pattern)

    def number(self, beginning: str, serial: int) -> str:
        """The whole number. One that outgrows its width becomes longer."""
        width = int(_PART.findall(self.pattern)[-1][1])
        return f"{beginning}{serial:0{width}d}"

    def read(self, raw: Any) -> str:
        """A number that was given; what people type is refused before it comes here."""
        text = self.text_of(raw)
        if len(text) > LONGEST:
            raise Refused(NOT_ENTERED)
        return text

    def storage(self) -> TypeEngine[Any]:
        """Compared by its letters."""
        return String(LONGEST, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """Shown, never taken."""
        return {"type": "string", "readOnly": True}
