"""Parts: fields, sections and rules that several entities share, written once in `parts/`. An
entity that names a part has them as if they stood in its own file, but with their own places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.definitions.entity_reader import SectionHead
from models.definitions.rule_reader import RuleHead
from models.fields import Field
from models.source import Code, Cursor, Document, Name, Sentence, nested, option
from models.source.document import Path, Span

UNKNOWN_PART = Code("definitions.E041", 'there is no part "%(part)s"')
IN_PART_ALREADY = Code(
    "definitions.E042", 'the part "%(part)s" brings a field "%(name)s" too', "already there"
)
NOBODY_USES = Code("definitions.E043", "no entity uses this part", "not used")

_LISTS = ("sections", "rules")


@dataclass(frozen=True, kw_only=True)
class PartHead:
    """The keys of a part."""

    part: Name = option(help="The name of the part; the file is named for it.")
    fields: Mapping[Name, Field] = nested(help="Fields that come behind the entity's own.")
    sections: tuple[SectionHead, ...] = nested(help="Sections that come behind the entity's own.")
    rules: tuple[RuleHead, ...] = nested(help="Rules that come behind the entity's own.")


@dataclass
class Parts:
    """The parts of one tree of definitions; those that could not be read; and those that some
    entity named."""

    cursors: Mapping[str, Cursor]
    unread: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    def joined(self, cursor: Cursor) -> Cursor:
        """The cursor of an entity's file with what its parts bring. What an entity writes comes
        first, then the parts in the order of their names under `parts:`."""
        document = cursor.document
        for item in cursor.child("parts").items():
            name = item.text()
            if name not in self.cursors:
                if name and name not in self.unread:
                    item.complain(UNKNOWN_PART, near=self.cursors, of=name, part=name)
                continue
            self.used.add(name)
            _report_clashes(Cursor(document, cursor.problems), self.cursors[name], name)
            document = _with(document, self.cursors[name].document)
        return Cursor(document, cursor.problems)

    def check_used(self) -> None:
        """Report the parts that nobody uses: what they say was judged by nothing."""
        for name, cursor in self.cursors.items():
            if name not in self.used:
                cursor.child("part").complain(NOBODY_USES)


def check_part(cursor: Cursor) -> bool:
    """Whether a part has the shape of one; problems if not."""
    cursor.options(PartHead, called=Sentence("a part"))
    before = len(cursor.problems)
    cursor.child("part").name()
    list(cursor.child("fields").entries())
    for key in _LISTS:
        list(cursor.child(key).items())
    return len(cursor.problems) == before


def _report_clashes(entity: Cursor, part: Cursor, name: str) -> None:
    standing = entity.child("fields").value
    for entry in part.child("fields").entries():
        if isinstance(standing, Mapping) and entry.key in standing:
            own = entity.child("fields", entry.key)
            own.complain(IN_PART_ALREADY, at="key", see=entry.key_place, part=name, name=entry.key)


def _with(document: Document, part: Document) -> Document:
    """The document with the part's fields, sections and rules behind its own."""
    if not isinstance(document.value, dict) or not isinstance(part.value, dict):
        return document
    value, spans = dict(document.value), dict(document.spans)
    own = value.get("fields")
    if isinstance(own, dict | None) and isinstance(part.value.get("fields"), dict):
        brought = {n: f for n, f in part.value["fields"].items() if n not in (own or {})}
        value["fields"] = {**(own or {}), **brought}
        _copy(part, spans, ("fields",), ("fields",), but=frozenset(own or {}))
    for key in _LISTS:
        own_items, more = value.get(key) or [], part.value.get(key)
        if isinstance(own_items, list) and isinstance(more, list):
            value[key] = [*own_items, *more]
            for number in range(len(more)):
                _copy(part, spans, (key, number), (key, len(own_items) + number))
            spans.setdefault((key,), part.spans[(key,)])
    joined = {**document.joined, part.file: part.lines}
    return Document(document.file, document.lines, value, spans, joined)


def _copy(
    part: Document, spans: dict[Path, Span], at: Path, to: Path, but: frozenset[str] = frozenset()
) -> None:
    for path, span in part.spans.items():
        below = path[len(at) :]
        if path[: len(at)] == at and below[:1] and below[0] in but:
            continue
        if path[: len(at)] == at:
            spans.setdefault((*to, *below), span)
