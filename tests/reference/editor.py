"""How an editor judges a file of definitions: YAML 1.2 as its language server reads it, under the
JSON Schema that it was given."""

import re
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator

from app.reference.schema import definitions_schema

_CORE = "tag:yaml.org,2002:"


class _Loader(yaml.SafeLoader):
    """The core schema of YAML 1.2: yes and no are text, and so is a date."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+\Z", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", "-+.0123456789"),
):
    _Loader.add_implicit_resolver(_CORE + _tag, re.compile(_pattern), list(_first))


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, object]:
    """A key is text to a language server, whatever it looks like."""
    return {str(k.value): loader.construct_object(v, deep=True) for k, v in node.value}


def _whole(loader: _Loader, node: yaml.ScalarNode) -> int:
    """Without the octal numbers of YAML 1.1."""
    return int(node.value)


_Loader.add_constructor(_CORE + "map", _mapping)
_Loader.add_constructor(_CORE + "int", _whole)
_VALIDATOR = Draft7Validator(definitions_schema())


def marked(text: str) -> list[str]:
    """What the editor marks in a file: places and messages."""
    found = _VALIDATOR.iter_errors(yaml.load(text, Loader=_Loader))
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def marked_in(tree: Path) -> dict[str, list[str]]:
    """What it marks in each file of a tree of definitions, where it marks anything."""
    files = {path: marked(path.read_text()) for path in tree.rglob("*.yaml")}
    return {path.relative_to(tree).as_posix(): found for path, found in files.items() if found}
