"""One code of a code list, flat or a tree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.field import Field
from models.fields.filters import EQUAL, NOT_EQUAL, Filter
from models.fields.registry import field_type
from models.fields.vocabulary import Term, Vocabulary
from models.source import Code, Refused, Sentence, option

RETIRED_CODE = Code("fields.E141", "%(label)s is no longer used; please choose another")
NOT_A_CODE = Code("fields.E140", '"%(text)s" is not one of the choices')

_UNBOUND = Vocabulary("", "", "")
_SAMPLE = Vocabulary(
    "sample",
    "样例",
    "",
    {
        "1": Term("1", "男性"),
        "01": Term("01", "纠纷"),
        "0101": Term("0101", "邻里纠纷（含噪音）", "01"),
    },
)


@field_type("choice")
@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """A code; people see its name. On a tree, a filter on a branch finds everything below it."""

    codes: str = option(help="The code list: the name of a file in codes/.")
    vocabulary: Vocabulary = _UNBOUND

    widget: ClassVar[str] = "choice"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL, NOT_EQUAL)
    sample_options: ClassVar[Mapping[str, Any]] = {"codes": "sample", "vocabulary": _SAMPLE}
    samples: ClassVar[Mapping[Any, Any]] = {
        "1": "1",
        "01": "01",
        "0101": "0101",
        "男性": "1",
        "邻里纠纷（含噪音）": "0101",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "2": "fields.E140",
        "男": "fields.E140",
        1: "fields.E101",
    }

    def read(self, raw: Any) -> Any:
        """A code of the list; its name is taken too where only one code has it."""
        text = self.text_of(raw)
        if text in self.vocabulary.terms:
            return text
        if text in self.vocabulary.by_label:
            return self.vocabulary.by_label[text]
        raise Refused(NOT_A_CODE, text=text[:40])

    def display(self, value: Any, translate: Any = str) -> str:
        """The name, on a tree the whole path. An unknown code shows itself."""
        return self.named(value, translate)

    def named(self, code: str, translate: Any = str) -> str:
        """The name of one code, on a tree the whole path."""
        path = self.vocabulary.path(code)
        return " / ".join(translate(term.label) for term in path) or code

    def is_retired(self, code: str) -> bool:
        """Whether the code is no longer used: what holds it shows it, nobody may choose it."""
        term = self.vocabulary.terms.get(code)
        return term is not None and term.retired

    def check_new(self, value: Any, before: Any) -> None:
        """A code that is no longer used may stay, and not be chosen."""
        if value is not None and value != before and self.is_retired(value):
            raise Refused(RETIRED_CODE, label=self._label(value))

    def _label(self, code: str) -> Sentence:
        return Sentence(self.vocabulary.terms[code].label)

    def storage(self) -> TypeEngine[Any]:
        """Codes, compared by their letters."""
        return String(40, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """A string out of the codes."""
        return {"type": "string", "enum": [*self.vocabulary.terms]}

    @property
    def meaning(self) -> str:
        """Codes of one list."""
        return f"{self.type} {self.codes}"

    @property
    def codes_name(self) -> str | None:
        """The code list."""
        return self.codes

    def bind(self, vocabularies: Mapping[str, Vocabulary]) -> "Choice":
        """With its code list."""
        return replace(self, vocabulary=vocabularies[self.codes])
