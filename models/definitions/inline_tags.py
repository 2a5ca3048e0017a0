"""Tags written in the file of the entity they mark, under `tags:`. Each becomes an entity of its
own, with a table, lists and rights of its own; what it has of its surroundings is filled in."""

from collections.abc import Iterator
from typing import Any

from models.definitions.consumed import check_consumed
from models.source import Code, Cursor, Document, Sentence
from models.source.document import Path, Span

FILLED_IN = Code("definitions.E047", "a tag has its %(key)s from where it stands", "leave it out")

# Keys that a tag has from where it stands; those that it may leave out, being filled in; and what
# it does not have.
GIVEN = ("entity", "located_by")
FILLED = ("title", "module", "tag")
IDLE = ("tags",)


def tag_cursors(cursor: Cursor) -> Iterator[Cursor]:
    """A cursor on each tag of an entity's file, as if it were a file of its own: with the link to
    the record it marks, in a first section."""
    if not isinstance(cursor.child("entity").value, str):
        return  # which is reported where the entity is read
    for entry in cursor.child("tags").entries():
        entry.check_key_is_name()
        if not isinstance(entry.value, dict):
            list(entry.entries())  # which reports it
            continue
        written = [key for key in entry.value if key not in GIVEN]
        for key in sorted(set(entry.value) - set(written)):
            entry.child(key).complain(FILLED_IN, at="key", key=key)
        check_consumed(entry, IDLE, Sentence("a tag"))
        yield Cursor(_document(cursor, entry), cursor.problems)


def _document(cursor: Cursor, entry: Cursor) -> Document:
    marked, label = cursor.child("entity").value, cursor.child("label").value
    own: dict[str, Any] = dict(entry.value)  # type: ignore[call-overload]
    module, word = cursor.child("module").value, own.get("tag", own.get("label"))
    link = {"type": "link", "label": label, "to": marked, "required": "true"}
    value = {
        "title": f"{{{marked}}}",
        **({} if module is None else {"module": module}),
        **own,
        "entity": entry.key,
        "located_by": marked,
        **({} if word is None else {"tag": word}),
    }
    if isinstance(own.get("fields"), dict | None):
        value["fields"] = {marked: link, **(own.get("fields") or {})}
    if isinstance(own.get("sections"), list):
        first = {"title": word, "fields": [marked]}
        value["sections"] = [first, *own["sections"]]
    file = cursor.document
    return Document(file.file, file.lines, value, dict(_spans(entry)))


def _spans(entry: Cursor) -> Iterator[tuple[Path, Span]]:
    """Places of what was written; sections stand one later than in the file."""
    depth = len(entry.path)
    for path, span in entry.document.spans.items():
        below = path[depth:]
        if path[:depth] != entry.path or below[:1] in [(key,) for key in GIVEN]:
            continue
        number = below[1] if len(below) > 1 else None
        if below[:1] == ("sections",) and isinstance(number, int):
            below = ("sections", number + 1, *below[2:])
        yield below, span
    yield ("entity",), Span(entry.key_place, entry.key_place)
