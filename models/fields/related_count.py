"""How many records of another entity link to this one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.expressions import Kind
from models.fields.derived import NOT_ENTERED
from models.fields.field import Field
from models.fields.filters import Filter
from models.fields.registry import field_type
from models.source import Refused, option


@field_type("count")
@dataclass(frozen=True, kw_only=True)
class RelatedCount(Field):
    """Counted whenever it is shown, among the records that its reader may list; who may not list
    them, or not by that link, does not see the field."""

    of: str = option(help="The entity that is counted and its link: person.house.")
    unit: str = option("", help="The unit, shown behind the number.")

    kind: ClassVar[Kind] = Kind.NUMBER
    widget: ClassVar[str] = "derived"
    kept: ClassVar[bool] = False
    filters: ClassVar[tuple[Filter, ...]] = ()
    sample_options: ClassVar[Mapping[str, Any]] = {"of": "person.house"}
    samples: ClassVar[Mapping[Any, Any]] = {}
    refused: ClassVar[Mapping[Any, str]] = {"36": "fields.E165", 36: "fields.E165"}

    @property
    def counted(self) -> tuple[str, str]:
        """The entity and its link."""
        entity, _, link = self.of.partition(".")
        return entity, link

    def read(self, raw: Any) -> int:
        """Nothing can be entered."""
        raise Refused(NOT_ENTERED)

    def display(self, value: Any, translate: Any = str) -> str:
        """The number with its unit."""
        return f"{value} {translate(self.unit)}".strip()

    def json(self, value: Any) -> Any:
        """A JSON number."""
        return value

    def storage(self) -> None:
        """No column."""
        return

    def json_schema(self) -> dict[str, Any]:
        """Shown, never taken."""
        return {"type": "integer", "minimum": 0, "readOnly": True}
