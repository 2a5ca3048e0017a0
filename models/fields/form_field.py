"""A form's field: keeps what was typed, and lets the field type read it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wtforms import Field as FormField
from wtforms.validators import ValidationError

from models.source import Refused

if TYPE_CHECKING:
    from models.fields.field import Field

_ROW_NUMBER = re.compile(r"[0-9]{1,6}\Z")


class ParsedFormField(FormField):  # type: ignore[misc]
    """`raw` is the text as typed, kept whatever happens; `data` the value if it was read;
    `refusal` why it was not. Sentences are made where the reader's language is known."""

    def __init__(self, *, field: "Field", **kwargs: Any) -> None:
        super().__init__(label=field.label, **kwargs)
        self.field = field
        self.raw: Any = ""
        self.refusal: Refused | None = None

    def process_data(self, value: Any) -> None:
        """Show a stored value."""
        super().process_data(value)
        self.raw = "" if value is None else self.field.format(value)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed."""
        if not valuelist:
            return
        self.raw = valuelist[0]
        try:
            self.data = self.field.parse(self.raw)
        except Refused as refusal:
            self.data = None
            self.refusal = refusal

    def pre_validate(self, form: Any) -> None:
        """Fail validation if the input was refused."""
        if self.refusal:
            raise ValidationError(self.refusal.at(self.name).message)


class RowsFormField(ParsedFormField):
    """Rows within a form: inputs named `tenants-0-name`, in the order of their numbers."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Collect the rows that were typed; rows left wholly empty are dropped."""
        self.process_data(data)
        if formdata is None or f"{self.name}-present" not in formdata:
            return
        self.raw = self._rows(formdata)
        try:
            self.data = self.field.parse(self.raw)
        except Refused as refusal:
            self.data = None
            self.refusal = refusal

    def process_data(self, value: Any) -> None:
        """Show stored rows."""
        self.data = value
        self.raw = self.field.json(value) if value else []

    def _rows(self, formdata: Any) -> list[dict[str, str]]:
        rows: dict[int, dict[str, str]] = {}
        for name in formdata:
            start, _, rest = name.partition("-")
            number, _, column = rest.partition("-")
            if start == self.name and _ROW_NUMBER.match(number) and column:
                rows.setdefault(int(number), {})[column] = formdata[name]
        return [row for _, row in sorted(rows.items()) if any(row.values())]
