"""Reads the examples of an entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.definitions.entity import Example
from models.source import Cursor, Sentence, nested, option


@dataclass(frozen=True, kw_only=True)
class ExpectHead:
    """The keys of what an example expects."""

    valid: bool = option(help="Whether the entry is accepted.")
    hidden: tuple[str, ...] | None = option(None, help="The fields that are not asked for.")
    problems: Mapping[str, str] = nested(help="The code of each problem, by field.")


@dataclass(frozen=True, kw_only=True)
class ExampleHead:
    """The keys of an example."""

    given: Mapping[str, object] = nested(help="What is entered, by field.", required=True)
    expect: ExpectHead = nested(help="What becomes of it.", required=True)


def read_examples(cursor: Cursor) -> tuple[Example, ...]:
    """The examples of a list."""
    examples = []
    for item in cursor.items():
        item.options(ExampleHead, called=Sentence("an example"))
        if not (item.has("given") and item.has("expect")):
            continue
        expect = item.child("expect")
        given: dict[str, Any] = expect.options(ExpectHead, called="expect")
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
