"""Extractors for Babel: message ids of our Python, and the Chinese labels of definitions.

A label is what people read of a definition; its key says so, or it names a code of a code list.
"""

import ast
import re
from collections.abc import Iterator
from typing import BinaryIO

import yaml

Found = tuple[int, str | None, str | tuple[str, ...], list[str]]

# Where a call holds message ids: by position, or by the name of the argument.
CALLS: dict[str, tuple[int | str, ...]] = {
    "_": (0,),
    "gettext": (0,),
    "N_": (0,),
    "translate": (0,),
    "Sentence": (0, "message"),
    "Verdict": (1, "message"),
    "Code": (1, 2, 3, "message", "label", "hint"),
}
LABELS = (
    "label",
    "next",
    "purpose",
    "legal_basis",
    "help",
    "title",
    "message",
    "unit",
    "module",
    "tag",
)
# What is given to an example is an entry, not a label.
NOT_LABELS = ("examples",)

_CHINESE = re.compile("[\u3400-\u9fff]")


def messages(file: BinaryIO, *_: object, options: object) -> Iterator[Found]:
    """The message ids that a Python file holds; a plural form comes with its singular."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "ngettext":
            yield node.lineno, name, tuple(_texts(node, (0, 1))), []
        for text in _texts(node, CALLS.get(name, ())):
            yield node.lineno, None, text, []


def labels(file: BinaryIO, *_: object, options: object) -> Iterator[Found]:
    """The Chinese labels that a file of definitions holds."""
    root = yaml.compose(file.read().decode(), Loader=yaml.SafeLoader)
    for node in _labels(root, "") if root else ():
        if _CHINESE.search(node.value):
            yield node.start_mark.line + 1, None, node.value, []


def chinese(file: BinaryIO, *_: object, options: object) -> Iterator[Found]:
    """The Chinese texts of a Python file that has labels of its own."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.Constant):
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and _CHINESE.search(str(part.value)):
                    yield part.lineno, None, str(part.value), []


def _texts(call: ast.Call, wanted: tuple[int | str, ...]) -> Iterator[str]:
    arguments: dict[int | str | None, ast.expr] = dict(enumerate(call.args))
    arguments |= {keyword.arg: keyword.value for keyword in call.keywords}
    for key in wanted:
        argument = arguments.get(key)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield from [argument.value] if argument.value else ()


def _labels(node: yaml.Node, under: str) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _labels(item, under)
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode):
            if key.value in LABELS or under == "items":
                yield value
        elif key.value not in NOT_LABELS:
            yield from _labels(value, key.value)
