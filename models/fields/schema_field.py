"""An API schema's field: lets the field type read and write the JSON value."""

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError
from marshmallow import fields as schema_fields

from models.source import Refused

if TYPE_CHECKING:
    from models.fields.field import Field


class ParsedSchemaField(schema_fields.Field):
    """Reads with the field's one parser; a refusal travels inside the ValidationError, so that
    its sentence is made where the reader's language is known."""

    def __init__(self, field: "Field") -> None:
        super().__init__(allow_none=True, metadata={"title": field.label, **field.json_schema()})
        self.field = field

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return self.field.parse(value)
        except Refused as refusal:
            raise ValidationError([refusal]) from None

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else self.field.json(value)
