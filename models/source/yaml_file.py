"""Reads YAML with positions, bounded, and with every scalar left as text.

YAML 1.1 would read `no` as False, `12:30` as 750 and `01` as 1; codes and times must survive, so
nothing is typed here. Anchors, tags and merge keys are refused: a definition says what it means
in one place.
"""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from models.source.document import Document, Path, Span
from models.source.place import Place
from models.source.problem import Code, Problem
from models.source.sentence import N_, Sentence

_FAST: Any = getattr(yaml, "CSafeLoader", None)

MAX_BYTES = 1_000_000
MAX_DEPTH = 16

UNREADABLE = Code("source.E001", "this file cannot be read: %(reason)s")
NOT_YAML = Code("source.E002", "this is not valid YAML: %(reason)s", "here")
TAB = Code(
    "source.E003", "a tab cannot be used to indent", "a tab", "use two spaces for each level"
)
DUPLICATE = Code("source.E004", 'the key "%(key)s" is written twice', "again")
BAD_KEY = Code("source.E005", "a key must be plain text", "not a key")
ALIAS = Code(
    "source.E006",
    "anchors, aliases and tags are not used in definitions",
    "not allowed",
    "write the value out where it is needed",
)
TOO_DEEP = Code("source.E007", "nested more than %(max)d levels deep", "too deep")
TOO_LARGE = Code("source.E008", "this file is larger than %(max)d bytes")
EMPTY = Code("source.E009", "this file is empty")


def read_file(path: FilePath, shown_as: str) -> tuple[Document | None, list[Problem]]:
    """Read one file; `shown_as` is how problems name it. None if there is no text to show."""
    nowhere = Place(shown_as, 1, 1, 1)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [Problem(UNREADABLE, nowhere, {"reason": Sentence(reason)})]
    if len(raw) > MAX_BYTES:
        return None, [Problem(TOO_LARGE, nowhere, {"max": MAX_BYTES})]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        not_text = Sentence("it is not UTF-8 text")
        return None, [Problem(UNREADABLE, nowhere, {"reason": not_text})]
    return read_text(text, shown_as)


def read_text(text: str, shown_as: str) -> tuple[Document, list[Problem]]:
    """Read YAML text. Returns the document with its problems: a duplicate key keeps its first
    value; where nothing could be made of the text, the value is None and the lines remain."""
    lines = tuple(text.splitlines())
    root = _root_read_fast(text, shown_as)
    problems: list[Problem] = []
    try:
        if root is None:
            problems = _event_problems(text, shown_as, yaml.SafeLoader)
            root = None if problems else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        problems = [_syntax_problem(error, shown_as, lines)]
    except yaml.reader.ReaderError as error:
        place = _place_of_offset(text, error.position, shown_as)
        problems = [Problem(NOT_YAML, place, {"reason": Sentence("a control character")})]
    else:
        if root is not None:
            reading = _Reading(shown_as, lines)
            value = reading.value(root, (), reading.place(root))
            return Document(shown_as, lines, value, reading.spans), reading.problems
    top = Place(shown_as, 1, 1, 1)
    unread = Document(shown_as, lines, None, {(): Span(top, top)})
    return unread, problems or [Problem(EMPTY, top)]


def _root_read_fast(text: str, file: str) -> Node | None:
    """The root as libyaml reads it, many times as fast. None if it is not there, or finds anything
    to complain of: then the text is read in Python, which says what is wrong and where."""
    try:
        if _FAST is None or _event_problems(text, file, _FAST):
            return None
        root: Node | None = yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:
        return None
    return root


class _Reading:
    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.file = file
        self.lines = lines
        self.spans: dict[Path, Span] = {}
        self.problems: list[Problem] = []

    def value(self, node: Node, path: Path, key: Place) -> object:
        place = self.place(node)
        self.spans[path] = Span(key, place)
        if isinstance(node, MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, SequenceNode):
            return [
                self.value(item, (*path, index), self.place(item))
                for index, item in enumerate(node.value)
            ]
        assert isinstance(node, ScalarNode)
        empty = not node.style and node.value in ("", "~", "null")
        return None if empty else node.value

    def pairs(self, node: MappingNode, path: Path) -> Iterator[tuple[str, object]]:
        first: dict[str, Place] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, ScalarNode):
                self.problems.append(Problem(BAD_KEY, place))
                continue
            key = key_node.value
            if key in first:
                self.problems.append(Problem(DUPLICATE, place, {"key": key}, see=first[key]))
                continue
            first[key] = place
            yield key, self.value(value_node, (*path, key), place)

    def place(self, node: Node) -> Place:
        start, end = node.start_mark, node.end_mark
        last = end.column if end.line == start.line else len(self.lines[start.line].rstrip())
        return Place(self.file, start.line + 1, start.column + 1, max(last, start.column + 1) + 1)


def _event_problems(text: str, file: str, loader: Any) -> list[Problem]:
    """What must be known before anything is built: aliases multiply, depth exhausts the stack."""
    problems = []
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        mark: Any = event.start_mark
        place = Place(file, mark.line + 1, mark.column + 1, mark.column + 2)
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if anchor is not None or (tag is not None and tag != "!"):
            problems.append(Problem(ALIAS, place))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return [*problems, Problem(TOO_DEEP, place, {"max": MAX_DEPTH})]
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return problems


def _syntax_problem(error: yaml.MarkedYAMLError, file: str, lines: tuple[str, ...]) -> Problem:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and getattr(mark, "line", 0) >= len(lines):
        mark = error.context_mark  # what was opened there never ended
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    while line >= len(lines) or (line > 0 and not lines[line].strip()):
        line -= 1  # at the end of the file: the last thing written
        column = max(0, len(lines[line].rstrip()) - 1)
    place = Place(file, line + 1, column + 1, column + 2)
    written = lines[line]
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent or written[column : column + 1] == "\t":
        tab = written.index("\t")
        return Problem(TAB, Place(file, line + 1, tab + 1, tab + 2))
    if "alias" in (error.problem or "") or "anchor" in (error.problem or ""):
        return Problem(ALIAS, place)
    reason = Sentence(error.problem or error.context or N_("unreadable"))
    return Problem(NOT_YAML, place, {"reason": reason})


def _place_of_offset(text: str, offset: int, file: str) -> Place:
    before = text[:offset]
    line = before.count("\n") + 1
    column = offset - (before.rfind("\n") + 1) + 1
    return Place(file, line, column, column + 1)
