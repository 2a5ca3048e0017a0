"""A mistake is one value with a place and a code, whoever made it and wherever it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from models.source.place import FieldPlace, Place
from models.source.sentence import Translate, filled


@dataclass(frozen=True)
class Code:
    """One kind of mistake. `id` is never reused for another kind.

    `message`, `label` (written under the caret) and `hint` are English message ids with named
    `%(name)s` placeholders; they are translated when shown, never before.
    """

    id: str
    message: str
    label: str = ""
    hint: str = ""

    known: ClassVar[dict[str, "Code"]] = {}

    def __post_init__(self) -> None:
        if self.id in Code.known:
            raise ValueError(f"problem code {self.id} is declared twice")
        Code.known[self.id] = self


@dataclass(frozen=True)
class Problem:
    """One mistake: its code, the values its message speaks of, and its place.

    `path` names the key within a definitions file (`person.fields.name.max`); `see` is a second
    place that explains the first; `nearest` is the legal name most like the one written.
    """

    code: Code
    place: Place | FieldPlace
    values: Mapping[str, object] = field(default_factory=dict)
    path: str = ""
    see: Place | None = None
    nearest: str | None = None

    def say(self, message: str, translate: Translate = str) -> str:
        """A message id of the code, translated, with the values in place. A value that is a
        Sentence, or has a `label`, is itself translated."""
        return filled(message, self.values, translate)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.say(self.code.message)

    def order(self) -> tuple[str, int, int, str]:
        """Sort key: by file, line and column."""
        if isinstance(self.place, Place):
            return (self.place.file, self.place.line, self.place.column, self.code.id)
        return (str(self.place), 0, 0, self.code.id)


class Refused(Exception):
    """Raised by a field type for one input it does not take; the caller knows the place."""

    def __init__(self, code: Code, **values: object) -> None:
        super().__init__(code.id)
        self.code = code
        self.values = values

    def at(self, *path: str | int) -> Problem:
        """The problem of this refusal at a field of the entry."""
        return Problem(self.code, FieldPlace(path), self.values)


class Problems(Exception):
    """Everything wrong with one piece of work, in the order a reader meets it. Never empty."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found = tuple(sorted(found, key=Problem.order))
        super().__init__("; ".join(f"{p.place} {p.code.id} {p.message}" for p in self.found))
