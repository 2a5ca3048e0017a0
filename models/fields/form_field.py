"""A form's field: keeps what was typed, and lets the field type read it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wtforms import Field as FormField
from wtforms.validators import ValidationError

from models.source import Refused

if TYPE_CHECKING:
    from models.fields.field import Field
    from models.fields.sub_rows import SubRows

# What was typed to find the record of a link; the link itself stands beside it.
SEARCHED = "__search"
_ROW_NUMBER = re.compile(r"[0-9]{1,6}\Z")


class ParsedFormField(FormField):  # type: ignore[misc]
    """`raw` is the text as typed (a list, where the page has several controls of the name), kept
    whatever happens; `data` the value if it was read; `refusal` why it was not. Sentences are made
    where the reader's language is known."""

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
        self.raw = valuelist[0] if len(valuelist) == 1 else [*valuelist]
        try:
            self.data = self.field.parse(self.raw)
        except Refused as refusal:
            self.data = None
            self.refusal = refusal

    def pre_validate(self, form: Any) -> None:
        """Fail validation if the input was refused."""
        if self.refusal:
            raise ValidationError(self.refusal.at(self.name).message)


class ListFormField(ParsedFormField):
    """Check boxes: `name-present` says that they were on the page, though none is checked."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """None checked is an empty value."""
        super().process(formdata, data, extra_filters)
        if formdata and f"{self.name}-present" in formdata and self.name not in formdata:
            self.raw, self.data = "", None


class RowsFormField(ParsedFormField):
    """Rows within a form: inputs named `tenants-0-name`, in the order of their numbers."""

    field: "SubRows"

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
        self.raw = self.field.objects(value) if value else []

    def _rows(self, formdata: Any) -> list[dict[str, str | list[str]]]:
        rows: dict[int, dict[str, str | list[str]]] = {}
        for name in formdata:
            start, _, rest = name.partition("-")
            number, _, column = rest.partition("-")
            if column.endswith(SEARCHED):
                continue
            if start == self.name and _ROW_NUMBER.match(number) and column:
                typed = [text for text in formdata.getlist(name) if text]
                raw = typed if len(typed) > 1 else "".join(typed)
                rows.setdefault(int(number), {})[column] = raw
        return [row for _, row in sorted(rows.items()) if any(row.values())]
