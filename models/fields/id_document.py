"""An identity document: its kind and its number in one value."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.field import Field
from models.fields.filters import EQUAL, Filter
from models.fields.masks import MASKS
from models.fields.registry import field_type
from models.fields.resident_id import ResidentId, birth_date_of, sex_of
from models.fields.vocabulary import Term, Vocabulary
from models.source import Code, Refused, Sentence, option

NO_KIND = Code("fields.E145", "say which document this is the number of: 普通护照 E12345678")
OTHER_KIND = Code("fields.E146", "this is not the number of this kind of document: %(kind)s")
WRONG_FORM = Code("fields.E147", "a number of this kind is written otherwise: %(kind)s")
NO_NUMBER = Code("fields.E148", "the number of the document is missing")
NO_SUCH_KIND = Code("fields.E149", '"%(text)s" is not a kind of document')

# Numbers after GB 11643, by their beginning. Residence permits of Hong Kong and Macao (81, 82) and
# of Taiwan (83) are younger than GA/T 517 and have codes of our own; permanent residents' begin
# with 9.
_RESIDENT = ResidentId(name="number", label="")
_BEGINNINGS = {"X81": ("81", "82"), "X83": ("83",), "553": ("9",)}
_RESIDENTS = frozenset({"111", "112", *_BEGINNINGS})
_FOREIGNERS_OLD = re.compile(r"[A-Z]{3}[0-9]{12}\Z")  # permanent residents' cards until 2023
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}\Z")
_FORMS = {
    **dict.fromkeys(("411", "412", "413", "414", "420", "421"), _PASSPORT),
    "511": re.compile(r"[0-9]{8}(?:[0-9]{2}(?:\([A-Z0-9]\))?)?\Z"),
    "516": re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?\Z"),
    **dict.fromkeys(("513", "515", "517"), re.compile(r"[A-Z][A-Z0-9][0-9]{7}\Z")),
}
_ANY = re.compile(r"[^\W_][\w()（）/-]{0,29}\Z")


def kind_of(value: str) -> str:
    """The code of the kind."""
    return value.partition(" ")[0]


def number_of(value: str) -> str:
    """The number."""
    return value.partition(" ")[2]


def _tells(value: str) -> bool:
    return kind_of(value) in _RESIDENTS and len(number_of(value)) == 18


def sex_told(value: str) -> str | None:
    """The code of GB/T 2261.1, where the number tells it."""
    return sex_of(number_of(value)) if _tells(value) else None


def birth_date_told(value: str) -> datetime.date | None:
    """The birth date, where the number tells it."""
    return birth_date_of(number_of(value)) if _tells(value) else None


_UNBOUND = Vocabulary("", "", "")
_KINDS = Vocabulary(
    "id_document",
    "证件代码",
    "",
    {
        code: Term(code, label)
        for code, label in {
            "111": "居民身份证", "114": "军官证", "414": "普通护照",
            "511": "台湾居民来往大陆通行证", "516": "港澳居民来往内地通行证",
            "553": "外国人永久居留身份证", "X81": "港澳居民居住证", "X83": "台湾居民居住证",
        }.items()
    },
)  # fmt: skip


@field_type("id_document")
@dataclass(frozen=True, kw_only=True)
class IdDocument(Field):
    """Resident ID, residence permit, passport or another document: a code and a number with a blank
    between. Resident numbers are checked as such, others by the form of their kind. Always masked;
    found by the whole of it only."""

    codes: str = option("id_document", help="The code list of kinds of documents.")
    mask: str = "id_document"
    vocabulary: Vocabulary = _UNBOUND

    widget: ClassVar[str] = "id_document"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL,)
    default_mask: ClassVar[str] = "id_document"
    parts: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "kind": kind_of,
        "number": number_of,
        "sex": sex_told,
        "birth_date": birth_date_told,
    }
    sample_options: ClassVar[Mapping[str, Any]] = {"vocabulary": _KINDS}
    samples: ClassVar[Mapping[Any, Any]] = {
        "111 11010519491231002X": "111 11010519491231002X",
        "居民身份证 11010519491231002x": "111 11010519491231002X",
        "１１０１０５ 19491231 002X": "111 11010519491231002X",
        "810000199408230021": "X81 810000199408230021",
        "X83 830000199201300022": "X83 830000199201300022",
        "911124198108030024": "553 911124198108030024",
        "553 CHN110000000000": "553 CHN110000000000",
        "普通护照 e12345678": "414 E12345678",
        "516 H12345678": "516 H12345678",
        "511 12345678": "511 12345678",
        "军官证 军字第2001988号": "114 军字第2001988号",
        ("414", "E12345678"): "414 E12345678",
        ("", "11010519491231002X"): "111 11010519491231002X",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "E12345678": "fields.E145",
        "111 810000199408230021": "fields.E146",
        "X81 11010519491231002X": "fields.E146",
        "553 11010519491231002X": "fields.E146",
        "414 E1": "fields.E147",
        "516 E12345678": "fields.E147",
        "114 <b>": "fields.E147",
        "普通护照": "fields.E148",
        ("414", ""): "fields.E148",
        ("99", "E12345678"): "fields.E149",
        "111 110105194912310021": "fields.E152",
        "111 1101": "fields.E150",
        12: "fields.E101",
        ("414",): "fields.E101",
    }

    def parse(self, raw: object) -> Any:
        """As of every field; two empty halves are no value either."""
        if isinstance(raw, list | tuple) and all(half in (None, "") for half in raw) and raw:
            return None
        return super().parse(raw)

    def read(self, raw: Any) -> str:
        """Kind and number: two texts, or one with the kind's code or name in front. A resident
        number alone tells its kind."""
        kind, number = self.halves(raw)
        if not kind:
            kind = self._told(number)
        if not number:
            raise Refused(NO_NUMBER)
        return f"{kind} {self._number(kind, number)}"

    def halves(self, raw: Any) -> tuple[str, str]:
        """The kind's code and the number in an input; "" for what is not there. Raises Refused."""
        if isinstance(raw, Mapping):
            raw = (raw.get("kind"), raw.get("number"))
        if isinstance(raw, list | tuple) and len(raw) == 2:
            kind, number = (self.text_of("" if half is None else half) for half in raw)
            return self._code(kind) if kind else "", self._plain(number)
        text = self.text_of(raw)
        first, _, rest = text.partition(" ")
        if self._is_kind(first):
            return self._code(first), self._plain(rest)
        return "", self._plain(text)

    @staticmethod
    def _plain(number: str) -> str:
        return number.replace(" ", "").upper()

    def _is_kind(self, word: str) -> bool:
        return word in self.vocabulary.terms or word in self.vocabulary.by_label

    def _code(self, word: str) -> str:
        if not self._is_kind(word):
            raise Refused(NO_SUCH_KIND, text=word[:40])
        return word if word in self.vocabulary.terms else self.vocabulary.by_label[word]

    def _told(self, number: str) -> str:
        """The kind that a number of eighteen characters tells."""
        if not (len(number) == 18 and number[:17].isdecimal()):
            raise Refused(NO_KIND)
        for kind, beginnings in _BEGINNINGS.items():
            if number.startswith(beginnings):
                return kind
        return "111"

    def _number(self, kind: str, number: str) -> str:
        label = Sentence(self.vocabulary.terms[kind].label)
        if kind == "553" and _FOREIGNERS_OLD.match(number):
            return number
        if kind in _RESIDENTS:
            number = str(_RESIDENT.read(number))
            if self._told(number) != ("111" if kind == "112" else kind):
                raise Refused(OTHER_KIND, kind=label)
        elif not _FORMS.get(kind, _ANY).match(number):
            raise Refused(WRONG_FORM, kind=label)
        return number

    def check_new(self, value: Any, before: Any) -> None:
        """A kind that is no longer used may stay."""
        if value is not None and value != before:
            term = self.vocabulary.terms.get(kind_of(value))
            if term is not None and term.retired:
                raise Refused(OTHER_KIND, kind=Sentence(term.label))

    def display(self, value: Any, translate: Any = str) -> str:
        """The kind's name and the number."""
        return f"{self._label(value, translate)} {number_of(value)}"

    def _label(self, value: str, translate: Any = str) -> str:
        term = self.vocabulary.terms.get(kind_of(value))
        return str(translate(term.label)) if term else kind_of(value)

    def masked(self, value: Any) -> str:
        """The kind's name without the number."""
        if self.mask in ("", self.default_mask):
            return f"{self._label(value)} ****"
        return MASKS[self.mask](self.format(value))

    def storage(self) -> TypeEngine[Any]:
        """Code, blank and number."""
        return String(64, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """A string: the code of the kind, a blank, the number."""
        return {"type": "string", "pattern": "^[0-9A-Z]{1,8} [^ ]{1,30}$"}

    @property
    def codes_name(self) -> str | None:
        """The code list."""
        return self.codes

    def bind(self, vocabularies: Mapping[str, Vocabulary]) -> "IdDocument":
        """With the kinds of documents."""
        return replace(self, vocabulary=vocabularies[self.codes])
