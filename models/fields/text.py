"""One line of text."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.field import CONTROL_CHARACTER, Field
from models.fields.filters import EQUAL, NOT_EQUAL, STARTS_WITH, Filter
from models.fields.registry import field_type
from models.source import Code, Refused, option

TOO_LONG = Code("fields.E110", "at most %(max)d characters; this has %(length)d")
LINE_BREAK = Code("fields.E111", "this must be one line")
PICTURE = Code("fields.E112", "the picture character %(letter)s cannot be part of this")

# Emoji and their joiners. Rare characters of names (CJK extensions, beyond U+20000) stay welcome.
_PICTURES = ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0xFE00, 0xFE0F), (0x200D, 0x200D))


@field_type("text")
@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text: names, addresses, numbers that are not reckoned with."""

    max: int = option(100, help="The longest text, in characters.", least=1, most=500)

    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, NOT_EQUAL, STARTS_WITH)
    sample_options: ClassVar[Mapping[str, Any]] = {"max": 10}
    samples: ClassVar[Mapping[Any, Any]] = {"张三": "张三", "  𠮷野 ": "𠮷野", "a b": "a b"}
    refused: ClassVar[Mapping[Any, str]] = {
        "一二三四五六七八九十一": "fields.E110",
        "a\nb": "fields.E111",
        "a\u2028b": "fields.E111",
        "a\tb": "fields.E102",
        "a\u202eb": "fields.E102",
        "张😀": "fields.E112",
        "a\x00b": "fields.E102",
        12: "fields.E101",
    }

    def read(self, raw: Any) -> str:
        """Text in Unicode's composed form, its length checked."""
        if not isinstance(raw, str):
            return self.text_of(raw)
        text = unicodedata.normalize("NFC", raw)
        if len(text.splitlines()) > 1:
            raise Refused(LINE_BREAK)
        if "\t" in text:
            raise Refused(CONTROL_CHARACTER)
        for letter in text:
            if any(low <= ord(letter) <= high for low, high in _PICTURES):
                raise Refused(PICTURE, letter=letter)
        if len(text) > self.max:
            raise Refused(TOO_LONG, max=self.max, length=len(text))
        return text

    def storage(self) -> TypeEngine[Any]:
        """Compared by prefix, so in the order of its code points."""
        return String(self.max, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """A string with its longest length."""
        return {"type": "string", "maxLength": self.max}
