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
        if field.type == "sub_rows":
            yield from (Sample(field, raw, value) for raw, value in _ROWS_TAKEN)


def refused() -> Iterator[Sample]:
    """Inputs that are refused."""
    for field in ALL:
        for raw, code in field.refused.items():
            yield Sample(field, raw, code=code)
        if field.type == "sub_rows":
            yield from (Sample(field, raw, code=code) for raw, code in _ROWS_REFUSED)
