"""Rows that belong to one record: the tenants of a house."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms.fields.core import UnboundField

from models.expressions import Kind
from models.fields.field import Field
from models.fields.filters import Filter
from models.fields.form_field import RowsFormField
from models.fields.phone import Phone
from models.fields.registry import field_type
from models.fields.text import Text
from models.fields.vocabulary import Vocabulary
from models.source import Code, FieldPlace, Problem, Refused, nested, nested_of, option

NOT_ROWS = Code("fields.E170", "this must be a list of rows")
TOO_MANY_ROWS = Code("fields.E171", "at most %(max)d rows")
WRONG_ROWS = Code("fields.E172", "some rows are not right")
UNKNOWN_COLUMN = Code("fields.E173", 'a row has no "%(column)s"')
MISSING = Code("fields.E103", "this must be filled")


class RowsRefused(Refused):
    """Refused because of what stands in the rows; `found` says where in each."""

    def __init__(self, found: tuple[Problem, ...]) -> None:
        super().__init__(WRONG_ROWS)
        self.found = found


@field_type("sub_rows")
@dataclass(frozen=True, kw_only=True)
class SubRows(Field):
    """A short list of rows with fields of their own, read and saved with the record."""

    max: int = option(50, help="The most rows.", least=1, most=500)
    fields: tuple[Field, ...] = nested(
        (), help="The fields of a row, by name, in their order.", required=True
    )

    kind: ClassVar[Kind] = Kind.ROWS
    widget: ClassVar[str] = "sub_rows"
    filters: ClassVar[tuple[Filter, ...]] = ()
    sample_options: ClassVar[Mapping[str, Any]] = {
        "max": 2,
        "fields": (
            Text(name="name", label="姓名", required=True, max=10),
            Phone(name="phone", label="电话"),
        ),
    }
    samples: ClassVar[Mapping[Any, Any]] = {}
    refused: ClassVar[Mapping[Any, str]] = {"many": "fields.E170", 3: "fields.E170"}

    @property
    def written(self) -> bool:
        """Whether a definition writes out the fields of the rows."""
        return "fields" in nested_of(type(self))

    def read(self, raw: Any) -> tuple[Mapping[str, Any], ...]:
        """The rows, each a mapping of its fields. Raises RowsRefused with every mistake in them."""
        if not isinstance(raw, list | tuple) or not all(isinstance(r, Mapping) for r in raw):
            raise Refused(NOT_ROWS)
        if len(raw) > self.max:
            raise Refused(TOO_MANY_ROWS, max=self.max)
        problems: list[Problem] = []
        rows = tuple(self._row(row, number, problems) for number, row in enumerate(raw))
        if problems:
            raise RowsRefused(tuple(problems))
        return rows

    def _row(
        self, raw: Mapping[str, object], number: int, problems: list[Problem]
    ) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name in raw:
            if name not in {field.name for field in self.fields}:
                place = FieldPlace((number, name))
                problems.append(Problem(UNKNOWN_COLUMN, place, {"column": name}))
        for field in self.fields:
            try:
                row[field.name] = field.parse(raw.get(field.name))
            except Refused as refusal:
                problems.append(refusal.at(number, field.name))
                continue
            if field.required and row[field.name] is None:
                problems.append(Problem(MISSING, FieldPlace((number, field.name))))
        return row

    def check_new(self, value: Any, before: Any) -> None:
        """What any of the rows held may stand in any of them."""
        problems = []
        for number, row in enumerate(value or ()):
            for field in self.fields:
                old = [held[field.name] for held in before or () if held[field.name] is not None]
                try:
                    self._check_cell(field, row[field.name], old)
                except Refused as refusal:
                    problems.append(refusal.at(number, field.name))
        if problems:
            raise RowsRefused(tuple(problems))

    @staticmethod
    def _check_cell(field: Field, value: Any, old: Any) -> None:
        """Raise Refused unless some value of `old` lets this one stay."""
        refusal = None
        for before in (*old, None):
            try:
                return field.check_new(value, before)
            except Refused as refused:
                refusal = refused
        assert refusal
        raise refusal

    def json(self, value: Any) -> Any:
        """A list of objects."""
        return self.told(self.objects(value))

    def objects(self, value: Any) -> list[dict[str, Any]]:
        """The rows, each cell in its JSON form."""
        return [
            {f.name: None if row[f.name] is None else f.json(row[f.name]) for f in self.fields}
            for row in value
        ]

    def told(self, objects: list[dict[str, Any]]) -> list[Any]:
        """Rows in the form that programs are given and give."""
        return [*objects]

    def format(self, value: Any) -> str:
        """The first fields of the rows, for a line of text."""
        return "; ".join(
            self.fields[0].format(row[self.fields[0].name])
            for row in value
            if row[self.fields[0].name] is not None
        )

    def storage(self) -> None:
        """A table of its own, not a column."""
        return

    def form_field(self) -> UnboundField:
        """Rows within the form."""
        return UnboundField(RowsFormField, field=self)

    def json_schema(self) -> dict[str, Any]:
        """An array of objects."""
        properties = {f.name: {"title": f.label, **f.json_schema()} for f in self.fields}
        items = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "array", "maxItems": self.max, "items": items}

    def bind(self, vocabularies: Mapping[str, Vocabulary]) -> "SubRows":
        """With the code lists of its fields."""
        return dataclasses.replace(
            self, fields=tuple(field.bind(vocabularies) for field in self.fields)
        )
