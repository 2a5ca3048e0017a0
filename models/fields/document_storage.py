"""A column that keeps a JSON document."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator


class DocumentStorage(TypeDecorator[Any]):
    """JSONB; `made` makes the field's value of the list or mapping that PostgreSQL gives back."""

    impl = JSONB(none_as_null=True)
    cache_ok = True

    def __init__(self, made: Callable[[Any], Any] = dict) -> None:
        super().__init__()
        self.made = made

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else self.made(value)
