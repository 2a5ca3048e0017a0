"""A verdict carries its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.source import Place


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, with the sentence (a message id and its values) and, where a definition
    decided, the role and the line that says so."""

    allowed: bool
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    role: str = ""
    place: Place | None = None

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.message % self.values


class Denied(Exception):
    """Raised where an act is refused by a verdict."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict
