"""A value worked out from other fields whenever it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import Filter
from models.fields.registry import field_type
from models.source import Code, Refused, option

NOT_ENTERED = Code("fields.E165", "this is worked out, not entered")


@field_type("derived")
@dataclass(frozen=True, kw_only=True)
class Derived(Field):
    """An expression over the record's own fields; never stored, so never out of date."""

    value: str = option(help="The expression: age(birth_date).")
    unit: str = option("", help="The unit, shown behind the value.")

    kind: ClassVar[Kind] = Kind.ANY
    widget: ClassVar[str] = "derived"
    kept: ClassVar[bool] = False
    filters: ClassVar[tuple[Filter, ...]] = ()
    sample_options: ClassVar[Mapping[str, Any]] = {"value": "age(birth_date)"}
    samples: ClassVar[Mapping[Any, Any]] = {}
    refused: ClassVar[Mapping[Any, str]] = {"36": "fields.E165", 36: "fields.E165"}

    def read(self, raw: Any) -> object:
        """Nothing can be entered."""
        raise Refused(NOT_ENTERED)

    def display(self, value: Any, translate: Any = str) -> str:
        """The value with its unit."""
        return f"{self.format(value)} {translate(self.unit)}".strip()

    def storage(self) -> None:
        """No column."""
        return

    def json_schema(self) -> dict[str, Any]:
        """Shown, never taken."""
        return {"type": "string", "readOnly": True}
