"""The kinds of jobs: one class each, in a registry."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self, TypeVar

from app.actions import Action, Work
from app.jobs.running import Running
from models.source import Problem, Sentence

KINDS: dict[str, type["JobKind"]] = {}

Kind = TypeVar("Kind", bound="type[JobKind]")


@dataclass(frozen=True)
class Outcome:
    """What a job's action returns: what its account is told, and what must be known of the result
    later; `file` says that there is one."""

    told: Problem
    rows: int = 0
    file: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    def written(self, token: int) -> dict[str, Any]:
        """As JSON. The token tells which attempt's file it is."""
        return {**self.details, "rows": self.rows, "file": token if self.file else None}


@dataclass(frozen=True, kw_only=True)
class JobKind(ABC):
    """A job as it is asked for. The attributes of a kind are its arguments: plain JSON. `label` is
    a message id."""

    kind: ClassVar[str]

    @abstractmethod
    def title(self, work: Work) -> Sentence:
        """What the job is called on the page of jobs."""

    @abstractmethod
    def check_may(self, work: Work) -> None:
        """Raises Denied unless the actor may ask for this; Problems if it cannot be asked for."""

    @abstractmethod
    def action(self, running: Running) -> Action:
        """What it does, as one action that returns an Outcome. Its verdict is asked again when it
        runs."""

    def check_fetch(self, work: Work, result: Mapping[str, Any]) -> None:
        """Raises Denied or Problems unless the actor may have the result now."""
        self.check_may(work)

    def file_name(self, work: Work, translate: Callable[[str], str]) -> str:
        """What the result file is called where it is saved, without its date and ending."""
        return self.title(work).say(translate)

    def written(self) -> dict[str, Any]:
        """The arguments, as JSON."""
        return asdict(self)

    @classmethod
    def read(cls, arguments: Mapping[str, Any]) -> Self:
        """The reverse of `written`. Raises TypeError for arguments of another version."""
        return cls(**arguments)


def job_kind(name: str) -> Callable[[Kind], Kind]:
    """Register a kind under its name. Raises ValueError if there is one."""

    def register(cls: Kind) -> Kind:
        if name in KINDS:
            raise ValueError(f"job kind {name} is declared twice")
        cls.kind = name
        KINDS[name] = cls
        return cls

    return register


def read_kind(name: str, arguments: Mapping[str, Any]) -> JobKind | None:
    """The job as it was asked for; None if this version knows no such kind or such arguments."""
    try:
        return KINDS[name].read(arguments)
    except (KeyError, TypeError):
        return None
