"""Where something is: in a file of definitions, or in what a user entered."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A stretch of one line of a file. Lines and columns count from 1; the end is exclusive."""

    file: str
    line: int
    column: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class FieldPlace:
    """A field of an entry: `("tenants", 0, "phone")` is the phone of the first tenant.

    The empty path is the entry as a whole.
    """

    path: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        return ".".join(str(step) for step in self.path)

    def under(self, *steps: str | int) -> "FieldPlace":
        """This place, seen from further out."""
        return FieldPlace((*steps, *self.path))
