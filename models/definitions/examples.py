"""Runs the examples of an entity: definition tests, at every check and before every apply."""

import datetime

from models.definitions.entity import Entity, Example
from models.definitions.entry import read_entry
from models.fields import Link
from models.source import Code, Cursor, Problem, Sentence

NOT_AS_EXPECTED = Code("definitions.E070", "this example does not hold: %(found)s")

# Ages are reckoned on this day, so that an example does not change its mind on a birthday.
EXAMPLE_DAY = datetime.date(2026, 1, 1)


def check_examples(cursor: Cursor, entity: Entity) -> None:
    """Report every example that does not hold."""
    for number, example in enumerate(entity.examples):
        found = _found(entity, example)
        if found:
            cursor.child("examples", number).complain(
                NOT_AS_EXPECTED, place=example.place, found=found
            )


def _found(entity: Entity, example: Example) -> tuple[Sentence, ...]:
    """What differs, in words."""
    given = {**_links(entity), **example.given}
    entry = read_entry(entity, given, today=EXAMPLE_DAY)
    codes = {str(p.place): p.code.id for p in entry.problems}
    expected = codes if example.problems is None else example.problems
    if bool(entry.problems) == example.valid or codes != expected:
        return _told(entry.problems) or (Sentence("it is accepted"),)
    if example.hidden is not None and entry.hidden != example.hidden:
        hidden = ", ".join(sorted(entry.hidden))
        return (Sentence("not asked for: %(fields)s", {"fields": hidden or "-"}),)
    return ()


def _told(problems: list[Problem]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(
            "%(place)s %(code)s %(message)s",
            {
                "place": str(p.place) or "-",
                "code": p.code.id,
                "message": Sentence(p.code.message, p.values),
            },
        )
        for p in problems
    )


def _links(entity: Entity) -> dict[str, object]:
    """Required links stand at some record: an example is about the entry, not about the data."""
    return {n: 1 for n, f in entity.fields.items() if isinstance(f, Link) and f.required}
