"""One file of definitions: its plain value, and beside it the place of every part."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.source.place import Place

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Span:
    """Places of one part: its key (or its list item's dash-less start) and its value."""

    key: Place
    value: Place


@dataclass(frozen=True)
class Document:
    """What a file holds. Every scalar of `value` is text, or None where nothing was written:
    the field or option that takes it gives it a type."""

    file: str
    lines: tuple[str, ...]
    value: object
    spans: Mapping[Path, Span]
    # Lines of other files whose parts have joined this one.
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def line(self, place: Place) -> str:
        """The line that a place stands in, in this file or in one that joined it."""
        lines = self.lines if place.file == self.file else self.joined[place.file]
        return lines[place.line - 1]

    def place(self, path: Path, *, of: str = "value") -> Place:
        """The place of a part, or of the nearest part above it that was written."""
        while path not in self.spans:
            path, of = path[:-1], "key"
        span = self.spans[path]
        return span.key if of == "key" else span.value
