"""What stands in for a field that could not be read, so that one mistake is told once."""

from dataclasses import dataclass
from typing import ClassVar

from models.expressions import Kind
from models.fields.text import Text


@dataclass(frozen=True, kw_only=True)
class UnreadField(Text):
    """A field by name only. It is never applied: its catalogue has a problem."""

    kind: ClassVar[Kind] = Kind.ANY

    @property
    def is_masked(self) -> bool:
        """Whatever is said of it is not judged."""
        return True
