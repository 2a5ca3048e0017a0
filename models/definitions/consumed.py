"""A key that nothing reads is a mistake: whoever wrote it meant something by it."""

from collections.abc import Iterable

from models.source import Code, Cursor, Sentence

NO_EFFECT = Code("definitions.E067", '"%(key)s" does nothing for %(owner)s', "does nothing")


def check_consumed(cursor: Cursor, idle: Iterable[str], owner: Sentence) -> None:
    """Report those of the keys `idle` that are written here, unless they were reported already.
    `owner` names in words what does not read them."""
    for key in idle:
        entry = cursor.child(key)
        if cursor.has(key) and not any(p.place == entry.key_place for p in cursor.problems):
            entry.complain(NO_EFFECT, at="key", key=key, owner=owner)
