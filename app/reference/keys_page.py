"""The page of all keys, by kind of file."""

import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

from app.reference.examples import EXAMPLES
from app.reference.markdown import block, code, paragraph, table
from models.definitions.entity_reader import EntityHead
from models.definitions.files import FILES
from models.definitions.inline_tags import FILLED, GIVEN
from models.fields import Field
from models.source import Name, nested_of, options_of
from models.source.options import OptionSpec

_WORDS: Mapping[Any, str] = {
    str: "text",
    Name: "a name",
    bool: "true or false",
    int: "a whole number",
    Decimal: "a number",
    object: "a value",
    Field: "[a field](field-types.md)",
}


def keys_page() -> str:
    """Every key of every mapping, with what it takes and what it is for."""
    page = (
        "# Keys\n\nWhat may be written in each kind of file. A name has small letters, digits and "
    )
    page += "`_`, begins with a letter, and is at most 30 long.\n\n"
    told: set[type] = set()
    for kind in FILES:
        example = next(
            p for p in sorted(EXAMPLES.rglob("*.yaml")) if _begins(p.read_text(), kind.key)
        )
        page += f"## {code(kind.path)}\n\n{kind.help}\n\n" + block("yaml", example.read_text())
        for head in heads_below(kind.head):
            if head not in told:
                told.add(head)
                page += f"### {title_of(head)}\n\n{paragraph(head.__doc__)}" + keys_table(head)
                page += _of_tags() if head is EntityHead else ""
    return page


def heads_below(head: type) -> Iterator[type]:
    """The mapping that a file is, and every kind of mapping within it."""
    yield head
    for spec in nested_of(head).values():
        for inner in _heads_in(spec.annotation):
            if inner is not head:
                yield from heads_below(inner)


def keys_table(head: type) -> str:
    """The keys of one mapping."""
    specs = {**options_of(head), **nested_of(head)}
    rows = [(code(key), takes(spec), default(spec), spec.help) for key, spec in specs.items()]
    return table(("Key", "Takes", "Default", "Meaning"), rows)


def takes(spec: OptionSpec) -> str:
    """What stands behind a key, in words, with its bounds."""
    if spec.one_of:
        words = ", ".join(code(word) for word in spec.one_of)
        return f"a list of {words}" if get_origin(spec.annotation) is tuple else words
    if spec.usual:
        return f"a list of {', '.join(code(word) for word in spec.usual)}, or of other names"
    bounds = "" if spec.least is None else f", from {spec.least} to {spec.most}"
    return _words(spec.annotation) + bounds


def default(spec: OptionSpec) -> str:
    """What an unwritten key means."""
    if spec.required:
        return "must be written"
    if isinstance(spec.default, bool):
        return code("true" if spec.default else "false")
    return "" if spec.default in (None, "", ()) else code(spec.default)


def title_of(head: type) -> str:
    """SectionHead → Section."""
    return head.__name__.removesuffix("Head")


def _words(wanted: Any) -> str:
    origin, inner = get_origin(wanted), get_args(wanted)
    if isinstance(wanted, types.UnionType):
        return " or ".join(_words(part) for part in inner if part is not type(None))
    if origin is tuple:
        return "fields by name" if inner[0] is Field else f"a list: {_words(inner[0])}"
    if origin is not None:
        return f"by name: {_words(inner[1])}"
    if wanted in _WORDS:
        return _WORDS[wanted]
    return f"[{title_of(wanted).lower()}](keys.md#{title_of(wanted).lower()})"


def _heads_in(wanted: Any) -> Iterator[type]:
    if get_origin(wanted) is not None or isinstance(wanted, types.UnionType):
        for part in get_args(wanted):
            yield from _heads_in(part)
    elif isinstance(wanted, type) and wanted is not Field and (options_of_any(wanted)):
        yield wanted


def options_of_any(wanted: type) -> bool:
    """Whether a class declares keys."""
    return hasattr(wanted, "__dataclass_fields__") and bool(
        {**options_of(wanted), **nested_of(wanted)}
    )


def _of_tags() -> str:
    given, filled = (", ".join(code(key) for key in keys) for keys in (GIVEN, FILLED))
    return (
        f"A tag under `tags:` has the same keys, but neither {given} nor `tags`, which it has from "
        f"where it stands; {filled} may be left out.\n\n"
    )


def _begins(text: str, key: str) -> bool:
    return text.startswith(f"{key}:")
