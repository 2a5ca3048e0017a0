"""Several links to records of one entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.fields.field import Field
from models.fields.link import Link
from models.fields.registry import field_type
from models.fields.sub_rows import SubRows
from models.source import option

# The column of the row that holds one of the links.
RECORD = "record"


@field_type("links")
@dataclass(frozen=True, kw_only=True)
class Links(SubRows):
    """The ids of several records, in their order, each once. Kept in a table of its own, one row
    for each; programs give and get a list of ids."""

    to: str = option(help="The entity they link to.")

    fields: tuple[Field, ...] = ()  # not written: a row has the link alone

    sample_options: ClassVar[Mapping[str, Any]] = {"to": "house", "max": 3}
    samples: ClassVar[Mapping[Any, Any]] = {}
    refused: ClassVar[Mapping[Any, str]] = {"many": "fields.E170", 3: "fields.E170"}

    def __post_init__(self) -> None:
        link = Link(name=RECORD, label=self.label, to=self.to, required=True, place=self.place)
        object.__setattr__(self, "fields", (link,))

    def read(self, raw: Any) -> tuple[Mapping[str, Any], ...]:
        """Rows of one link each, from rows or from plain ids; a record named twice counts once."""
        if isinstance(raw, list | tuple):
            raw = [item if isinstance(item, Mapping) else {RECORD: item} for item in raw]
        rows = super().read(raw)
        return tuple({row[RECORD]: row for row in rows}.values())

    def told(self, objects: list[dict[str, Any]]) -> list[Any]:
        """Ids alone."""
        return [row[RECORD] for row in objects]

    def json_schema(self) -> dict[str, Any]:
        """An array of ids."""
        items: dict[str, Any] = self._link.json_schema()
        return {"type": "array", "maxItems": self.max, "items": items}

    @property
    def _link(self) -> Field:
        return self.fields[0]
