"""Reads the examples of an entity."""

from dataclasses import dataclass
from typing import Any

from models.definitions.entity import Example
from models.source import Cursor, Sentence, option
from models.source.cursor import MISSING_KEY


@dataclass(frozen=True, kw_only=True)
class ExpectHead:
    """The keys of what an example expects."""

    valid: bool = option(help="Whether the entry is accepted.")
    hidden: tuple[str, ...] | None = option(None, help="The fields that are not asked for.")


def read_examples(cursor: Cursor) -> tuple[Example, ...]:
    """The examples of a list."""
    examples = []
    for item in cursor.items():
        item.check_keys(["given", "expect"], Sentence("an example"))
        for key in ("given", "expect"):
            if not item.has(key):
                item.complain(MISSING_KEY, at="key", owner=Sentence("an example"), key=key)
        if not (item.has("given") and item.has("expect")):
            continue
        expect = item.child("expect")
        given: dict[str, Any] = expect.options(ExpectHead, called="expect", also=["problems"])
        problems = expect.child("problems") if expect.has("problems") else None
        hidden = given.get("hidden")
        examples.append(
            Example(
                given={entry.key: entry.value for entry in item.child("given").entries()},
                valid=bool(given.get("valid", True)),
                hidden=None if hidden is None else frozenset(hidden),
                problems=None
                if problems is None
                else {entry.key: entry.text() for entry in problems.entries()},
                place=item.place,
            )
        )
    return tuple(examples)
