"""Text of several lines."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import Text as TextStorage
from sqlalchemy.types import TypeEngine

from models.fields.field import Field
from models.fields.filters import Filter
from models.fields.registry import field_type
from models.fields.text import TOO_LONG
from models.source import Refused, option


@field_type("long_text")
@dataclass(frozen=True, kw_only=True)
class LongText(Field):
    """Remarks and descriptions. Not filtered: that is what search is for."""

    max: int = option(4000, help="The longest text, in characters.", least=1, most=100_000)

    widget: ClassVar[str] = "textarea"
    filters: ClassVar[tuple[Filter, ...]] = ()
    sample_options: ClassVar[Mapping[str, Any]] = {"max": 12}
    samples: ClassVar[Mapping[Any, Any]] = {"一\n二": "一\n二", "一\r\n二": "一\n二", "😀": "😀"}
    refused: ClassVar[Mapping[Any, str]] = {"一" * 13: "fields.E110", 12: "fields.E101"}

    def read(self, raw: Any) -> str:
        """Text with plain line breaks, its length checked."""
        if not isinstance(raw, str):
            return self.text_of(raw)
        text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
        if len(text) > self.max:
            raise Refused(TOO_LONG, max=self.max, length=len(text))
        return text

    def storage(self) -> TypeEngine[Any]:
        """Text without a limit of its own."""
        return TextStorage()

    def json_schema(self) -> dict[str, Any]:
        """A string with its longest length."""
        return {"type": "string", "maxLength": self.max}
