"""One line of an explanation."""

from dataclasses import dataclass

from models.source import Place


@dataclass(frozen=True)
class Line:
    """What is decided, how, and where that is written."""

    about: str
    text: str
    place: Place | None = None
