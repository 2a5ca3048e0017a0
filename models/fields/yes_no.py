"""Yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Boolean
from sqlalchemy.types import TypeEngine

from models.expressions import Kind
from models.fields.field import Field
from models.fields.registry import field_type
from models.source import Code, Refused

NEITHER = Code("fields.E135", "this must be yes or no")

YES, NO = "是", "否"
_READ_AS = {"true": True, "yes": True, "1": True, YES: True,
            "false": False, "no": False, "0": False, NO: False}  # fmt: skip


@field_type("yes_no")
@dataclass(frozen=True, kw_only=True)
class YesNo(Field):
    """Yes, no, or not known yet (left empty)."""

    kind: ClassVar[Kind] = Kind.YES_NO
    widget: ClassVar[str] = "yes_no"
    samples: ClassVar[Mapping[Any, Any]] = {
        "true": True, "是": True, "no": False, "否": False, "0": False, "1": True, True: True,
    }  # fmt: skip
    refused: ClassVar[Mapping[Any, str]] = {"maybe": "fields.E135", 2: "fields.E135"}

    def read(self, raw: Any) -> bool:
        """True or false, from the words of either language."""
        if isinstance(raw, bool):
            return raw
        value = _READ_AS.get(raw.lower()) if isinstance(raw, str) else None
        if value is None:
            raise Refused(NEITHER)
        return value

    def format(self, value: Any) -> str:
        """true or false."""
        return "true" if value else "false"

    def json(self, value: Any) -> Any:
        """A JSON boolean."""
        return value

    def display(self, value: Any, translate: Any = str) -> str:
        """是 or 否."""
        return str(translate(YES if value else NO))

    def storage(self) -> TypeEngine[Any]:
        """A boolean."""
        return Boolean()

    def json_schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}
