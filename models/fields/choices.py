"""Several codes of one code list."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.types import TypeEngine
from wtforms.fields.core import UnboundField

from models.expressions import Kind
from models.fields.choice import RETIRED_CODE, Choice
from models.fields.document_storage import DocumentStorage
from models.fields.filters import HAS, HAS_ANY, Filter
from models.fields.form_field import ListFormField
from models.fields.registry import field_type
from models.source import Code, Refused

NOT_CODES = Code("fields.E142", "this must be a list of choices")

_BETWEEN = re.compile(r"[,，;；、\n]")

Codes = tuple[str, ...]


@field_type("choices")
@dataclass(frozen=True, kw_only=True)
class Choices(Choice):
    """Codes of one list, each once, in the order of the list. On a tree, a filter on a branch finds
    everything below it."""

    kind: ClassVar[Kind] = Kind.LIST
    widget: ClassVar[str] = "choices"
    filters: ClassVar[tuple[Filter, ...]] = (HAS_ANY, HAS)
    sortable: ClassVar[bool] = False
    idle: ClassVar[tuple[str, ...]] = ("unique", "search")
    samples: ClassVar[Mapping[Any, Any]] = {
        "01": ("01",),
        "0101, 1；01": ("1", "01", "0101"),
        "01,01": ("01",),
        "男性、纠纷": ("1", "01"),
        "邻里纠纷（含噪音）": ("0101",),
        '["01", "1"]': ("1", "01"),
        ("01", "1", "01"): ("1", "01"),
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "2": "fields.E140",
        "01,2": "fields.E140",
        '["01", "2"]': "fields.E140",
        "[01": "fields.E140",
        1: "fields.E142",
        (1,): "fields.E101",
    }

    def read(self, raw: Any) -> Codes | None:
        """The codes, or names that only one code has: as a list, or in a text with commas between.
        An empty list is no value."""
        if isinstance(raw, str):
            raw = self._listed(raw)
        if not isinstance(raw, list | tuple):
            raise Refused(NOT_CODES)
        given = (item for item in raw if not isinstance(item, str) or item.strip())
        chosen = {super(Choices, self).read(item) for item in given}
        return tuple(code for code in self.vocabulary.terms if code in chosen) or None

    def _listed(self, text: str) -> Iterable[object]:
        if text.startswith("["):
            try:
                found = json.loads(text)
            except ValueError:
                return [text]
            return found if isinstance(found, list) else [text]
        whole = self.text_of(text)
        if whole in self.vocabulary.by_label:
            return [whole]
        return [part for part in _BETWEEN.split(text) if part.strip()]

    def sought(self, raw: object, operator: str) -> Any:
        """Any of the codes, on a tree with those below them; or all of them."""
        codes: Codes | None = self.parse(raw)
        if codes is None or operator != HAS_ANY.operator:
            return codes
        return tuple({below: None for code in codes for below in self.vocabulary.under(code)})

    def check_new(self, value: Any, before: Any) -> None:
        """A code that is no longer used may stay, and not be added."""
        for code in value or ():
            if self.is_retired(code) and code not in (before or ()):
                raise Refused(RETIRED_CODE, label=self._label(code))

    def format(self, value: Any) -> str:
        """01,0101."""
        return ",".join(value)

    def form_field(self) -> UnboundField:
        """Check boxes, of which none may be sent."""
        return UnboundField(ListFormField, field=self)

    def json(self, value: Any) -> Any:
        """An array of codes."""
        return [*value]

    def stored_text(self, value: Any) -> str:
        """The array as JSON."""
        return json.dumps(self.json(value))

    def display(self, value: Any, translate: Any = str) -> str:
        """The names, one after the other."""
        return "、".join(self.named(code, translate) for code in value)

    def storage(self) -> TypeEngine[Any]:
        """A JSON array, which an index of PostgreSQL's own finds single codes in, in a column and
        in `ext` alike."""
        return DocumentStorage(tuple)

    def json_schema(self) -> dict[str, Any]:
        """An array of codes."""
        items = {"type": "string", "enum": [*self.vocabulary.terms]}
        return {"type": "array", "items": items}
