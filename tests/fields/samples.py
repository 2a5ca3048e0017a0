"""Every field type with what it takes and what it refuses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.fields import FIELD_TYPES, Field

ROWS_IN = [
    {"name": " 甲 ", "phone": "199 0000 1234"},
    {"name": "乙"},
]
ROWS_OUT = (
    {"name": "甲", "phone": "19900001234"},
    {"name": "乙", "phone": None},
)
# Rows cannot be keys of a mapping, as the samples of the other types are.
_ROWS_TAKEN = [(ROWS_IN, ROWS_OUT), ([], ()), (ROWS_OUT, ROWS_OUT)]
_ROWS_REFUSED = [
    ([{"name": "甲"}] * 3, "fields.E171"),
    ([{"name": "甲"}, "乙"], "fields.E170"),
    ({"name": "甲"}, "fields.E170"),
    ([{"name": ""}], "fields.E172"),
    ([{"name": "甲", "phone": "12345"}], "fields.E172"),
    ([{"name": "甲", "age": "3"}], "fields.E172"),
]
_LINKS_IN, _LINKS_OUT = [12, "7", 12], ({"record": 12}, {"record": 7})
_BELOW_TAKEN: dict[str, list[tuple[Any, Any]]] = {
    "sub_rows": _ROWS_TAKEN,
    "links": [(_LINKS_IN, _LINKS_OUT), ([], ()), (_LINKS_OUT, _LINKS_OUT)],
}
_BELOW_REFUSED: dict[str, list[tuple[Any, str]]] = {
    "sub_rows": _ROWS_REFUSED,
    "links": [
        ([1, 2, 3, 4], "fields.E171"),
        (["house"], "fields.E172"),
        ([None], "fields.E172"),
        ([{"other": 1}], "fields.E172"),
    ],
}
# Types whose values are kept in a table of their own.
BELOW = frozenset(_BELOW_TAKEN)


def sample_field(cls: type[Field], **options: Any) -> Field:
    """A field of the type, as its samples suppose it."""
    return cls(name="x", label="样例", **{**cls.sample_options, **options})


ALL = [sample_field(cls) for cls in FIELD_TYPES.values()]
STORED = [field for field in ALL if field.storage() is not None]


@dataclass(frozen=True)
class Sample:
    """One input, and the value it is read as or the code it is refused with."""

    field: Field
    raw: Any
    value: Any = None
    code: str = ""

    def __str__(self) -> str:
        return f"{self.field.type}-{ascii(self.raw)[:30]}"


def taken() -> Iterator[Sample]:
    """Inputs that are taken."""
    for field in ALL:
        for raw, value in field.samples.items():
            yield Sample(field, raw, value)
        for raw, value in _BELOW_TAKEN.get(field.type, ()):
            yield Sample(field, raw, value)


def refused() -> Iterator[Sample]:
    """Inputs that are refused."""
    for field in ALL:
        for raw, code in field.refused.items():
            yield Sample(field, raw, code=code)
        for raw, code in _BELOW_REFUSED.get(field.type, ()):
            yield Sample(field, raw, code=code)
