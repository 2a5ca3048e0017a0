"""How a record names itself: `{name}` or `{estate}{building}{room}`. Not a format string: a brace
holds the name of a field and nothing else."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_PART = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Title:
    """A template of text and field names."""

    template: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it reads, in their order."""
        return tuple(_PART.findall(self.template))

    def fill(self, shown: Callable[[str], str]) -> str:
        """The title; `shown` gives the text of a field as its reader may see it."""
        return _PART.sub(lambda match: shown(match.group(1)), self.template).strip()
