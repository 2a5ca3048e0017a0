"""A link to a record of another entity, to a unit of the organisation tree, and to an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Integer
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import EQUAL, RELATED, Filter
from models.fields.levels import UNIT_LEVELS
from models.fields.registry import field_type
from models.source import Code, Refused, option

NOT_A_RECORD = Code("fields.E160", "choose one from the list")


@field_type("link")
@dataclass(frozen=True, kw_only=True)
class Link(Field):
    """The id of a record. Whether it exists and may be linked to is asked by the change itself,
    inside the actor's scope; out of scope and missing give the same answer."""

    to: str = option(help="The entity it links to.")

    kind: ClassVar[Kind] = Kind.NUMBER
    widget: ClassVar[str] = "link"
    # Whether it leads to what every installation has, which no page of an entity shows.
    to_system: ClassVar[bool] = False
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, RELATED)
    sample_options: ClassVar[Mapping[str, Any]] = {"to": "house"}
    samples: ClassVar[Mapping[Any, Any]] = {"12": 12, 7: 7}
    refused: ClassVar[Mapping[Any, str]] = {
        "house": "fields.E160",
        0: "fields.E160",
        -1: "fields.E160",
        True: "fields.E160",
        1.5: "fields.E160",
        "9" * 19: "fields.E160",
    }

    def read(self, raw: Any) -> int:
        """A positive id."""
        if isinstance(raw, str):
            text = self.text_of(raw)
            raw = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
        if isinstance(raw, bool) or not isinstance(raw, int) or not 0 < raw < 2**62:
            raise Refused(NOT_A_RECORD)
        return raw

    @property
    def meaning(self) -> str:
        """Ids of one entity."""
        return f"{self.type} {self.to}"

    def json(self, value: Any) -> Any:
        """A JSON number."""
        return value

    def storage(self) -> TypeEngine[Any]:
        """The id of the other row."""
        return BigInteger()

    def json_schema(self) -> dict[str, Any]:
        """A positive integer."""
        return {"type": "integer", "minimum": 1}


@field_type("org_unit")
@dataclass(frozen=True, kw_only=True)
class OrgUnitLink(Link):
    """A unit of the organisation tree at one level: city, county, township or village."""

    to: str = "org_unit"
    level: str = option(
        "village", help="The level of units that may be chosen.", one_of=UNIT_LEVELS
    )
    or_above: bool = option(False, help="Whether units above that level may be chosen too.")

    to_system: ClassVar[bool] = True
    sample_options: ClassVar[Mapping[str, Any]] = {"level": "village"}

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the units that may be chosen."""
        if not self.or_above:
            return (self.level,)
        return UNIT_LEVELS[UNIT_LEVELS.index(self.level) :: -1]

    @property
    def meaning(self) -> str:
        """Ids of units of one level."""
        return f"{self.type} {self.level}"


@field_type("account")
@dataclass(frozen=True, kw_only=True)
class AccountLink(Link):
    """An account of Gridbook: somebody who logs in. The picker shows names and units, and only
    accounts with a post within the units of whoever chooses."""

    to: str = "account"

    to_system: ClassVar[bool] = True
    sample_options: ClassVar[Mapping[str, Any]] = {}

    def read(self, raw: Any) -> int:
        """A positive id of four bytes."""
        found = super().read(raw)
        if found >= 2**31:
            raise Refused(NOT_A_RECORD)
        return found

    @property
    def meaning(self) -> str:
        """Ids of accounts."""
        return self.type

    def storage(self) -> TypeEngine[Any]:
        """The id of the account."""
        return Integer()
