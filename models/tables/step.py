"""One step of a plan: a sentence, its reverse, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from models.source import Problem, Sentence

__all__ = ["Check", "Sentence", "Step"]

Check = Callable[[Connection], list[Problem]]


@dataclass(frozen=True)
class Step:
    """`name` is how a losing step is accepted (`drop-column:person.nickname`). `loses` says that
    data could go; `alone` that it cannot run inside a transaction; `check` finds the rows that
    stand in its way before anything is done."""

    name: str
    sentence: Sentence
    reverse: Sentence
    run: Callable[[Connection], None]
    loses: bool = False
    alone: bool = False
    check: Check | None = None
