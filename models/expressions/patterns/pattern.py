"""A pattern that means the same on the server and in a browser."""

import functools
from dataclasses import dataclass
from typing import Any

import re2

from models.expressions.errors import Unreadable
from models.expressions.patterns.program import Step, program
from models.expressions.patterns.reader import LARGE, read_pattern


@dataclass(frozen=True)
class Pattern:
    """The text of a pattern, known to be in the common subset, and its program for the browser."""

    text: str
    steps: tuple[Step, ...]

    @classmethod
    def read(cls, text: str) -> "Pattern":
        """The pattern; raises `Unreadable` for anything outside the subset."""
        steps = program(read_pattern(text))
        try:
            _compiled(text)
        except re2.error as refusal:
            raise Unreadable(LARGE) from refusal
        return cls(text, steps)

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere in the text."""
        return _compiled(self.text).search(text) is not None


@functools.lru_cache(maxsize=1024)
def _compiled(text: str) -> Any:
    options = re2.Options()
    options.dot_nl = True
    options.log_errors = False
    return re2.compile(text, options)
