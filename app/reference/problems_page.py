"""The page of problem codes."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import groupby
from pkgutil import walk_packages

from app.reference.fields_page import anchor
from app.reference.markdown import code, table
from config import ROOT
from models.fields import FIELD_TYPES
from models.source import Code

_ROOMS: Mapping[str, str] = {
    "source": "Files of definitions: YAML and keys",
    "definitions": "Definitions: what names what, and what goes together",
    "expressions": "Expressions",
    "fields": "What somebody entered",
    "actions": "Changes of records",
    "lists": "Lists",
    "api": "The API",
    "command": "The command line",
    "tables": "Plan and apply",
    "divisions": "The file of units",
    "accounts": "Accounts",
    "embedded": "The embedded database",
    "server": "The server",
    "jobs": "Jobs",
}
_WRONG = "tests/definitions/wrong"


def problems_page() -> str:
    """Every code that a problem may have."""
    page = (
        "# Problems\n\nEvery mistake has a code that is never used for another. `%(name)s` stands "
    )
    page += "for what was found. An example is a file of the tests with the mistake in it.\n\n"
    codes = sorted(all_codes().values(), key=lambda c: (_rank(_room(c)), c.id))
    for room, members in groupby(codes, key=_room):
        page += f"## {_ROOMS.get(room, room)}\n\n"
        page += table(("Code", "Message", "Hint", "Example"), [_row(member) for member in members])
    return page


def all_codes() -> Mapping[str, Code]:
    """Every code, with all of the program loaded."""
    for room in ("models", "app", "views"):
        for module in walk_packages([str(ROOT / room)], f"{room}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    return Code.known


def _row(problem: Code) -> Sequence[str]:
    mark = f'<a id="{anchor(problem.id)}"></a>{code(problem.id)}'
    return mark, problem.message, problem.hint, _example(problem)


def _example(problem: Code) -> str:
    room, _, number = problem.id.partition(".")
    for path in sorted((ROOT / _WRONG / room).glob(f"{number}-*")):
        return f"[{path.stem[5:].replace('-', ' ')}](../../{_WRONG}/{room}/{path.name})"
    for cls in FIELD_TYPES.values():
        if problem.id in cls.refused.values():
            return f"[{cls.type}](field-types.md#{cls.type})"
    return ""


def _room(problem: Code) -> str:
    return problem.id.partition(".")[0] if "." in problem.id else "expressions"


def _rank(room: str) -> tuple[int, str]:
    rooms = [*_ROOMS]
    return (rooms.index(room) if room in rooms else len(rooms), room)
