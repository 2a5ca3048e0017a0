"""The division tree: city, counties, townships and villages, from a file of statistical codes."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.csv_file import at_line, csv_lines
from app.population import Village
from config import ROOT
from models.definitions import LEVELS
from models.source import Code, Problem, Problems

SHIPPED = ROOT / "forms_yaml/divisions/zhangjiakou.csv"
COLUMNS = ["code", "name", "level", "parent_code", "category"]

NO_FILE = Code("divisions.E001", "the file %(file)s cannot be read: %(reason)s")
WRONG_COLUMNS = Code("divisions.E002", "the first line must be: %(columns)s")
WRONG_LEVEL = Code("divisions.E003", '"%(level)s" is not a level of units: %(levels)s')
WRONG_CODE = Code("divisions.E004", "a %(level)s has %(digits)d digits and then zeros up to 12")
NO_PARENT = Code("divisions.E005", "the unit above, %(parent)s, does not stand before this one")
NO_NAME = Code("divisions.E006", "a unit has a name of at most 100 characters")
TWICE = Code("divisions.E007", "the code %(code)s stands here twice")

_UNIT_LEVELS = {name: digits for name, digits in LEVELS.items() if name != "grid"}
_LOAD = text("""
    INSERT INTO org_unit (org_code, name, level, category, parent_id)
    VALUES (:org_code, :name, :level, :category,
            (SELECT id FROM org_unit WHERE org_code = :parent))
    ON CONFLICT (org_code) DO UPDATE
    SET name = excluded.name, category = excluded.category, parent_id = excluded.parent_id
    WHERE (org_unit.name, org_unit.category) IS DISTINCT FROM (excluded.name, excluded.category)
""")


class Division(NamedTuple):
    """One unit. `org_code` is its code cut to its level; `parent` that of the unit above, or ""."""

    org_code: str
    name: str
    level: str
    category: str
    parent: str


def read_divisions(file: Path = SHIPPED) -> list[Division]:
    """The units of a CSV file with COLUMNS, upper ones before lower ones; the first may have a
    parent outside. Raises Problems with every wrong line."""
    lines = csv_lines(file, COLUMNS, unreadable=NO_FILE, wrong_columns=WRONG_COLUMNS)
    problems: list[Problem] = []
    found: dict[str, Division] = {}
    for number, line in lines:
        _read_line(file, number, line, found, problems)
    if problems:
        raise Problems(problems)
    return list(found.values())


def load_divisions(connection: Connection, divisions: Sequence[Division]) -> int:
    """Add units and bring their names up to date; the number of units in the database. Units that
    are not named stay: records may stand in them."""
    if divisions:
        connection.execute(_LOAD, [division._asdict() for division in divisions])
    return connection.scalar(text("SELECT count(*) FROM org_unit")) or 0


def villages_of(divisions: Iterable[Division]) -> list[Village]:
    """The villages as the synthetic population wants them, with the names above them."""
    names = {division.org_code: division.name for division in divisions}
    return [
        Village(code, name, names[code[:9]], names[code[:6]])
        for code, name in names.items()
        if len(code) == LEVELS["village"]
    ]


def _read_line(
    file: Path, number: int, line: list[str], found: dict[str, Division], problems: list[Problem]
) -> None:
    code, name, level, parent_code, category = (*line, "", "", "", "", "")[:5]
    if level not in _UNIT_LEVELS:
        levels = ", ".join(_UNIT_LEVELS)
        problems.append(at_line(file, number, WRONG_LEVEL, level=level, levels=levels))
        return
    digits = _UNIT_LEVELS[level]
    cut, parent = code[:digits], parent_code[: _digits_above(level)]
    if not (code.isascii() and code.isdigit() and code == cut.ljust(12, "0")):
        problems.append(at_line(file, number, WRONG_CODE, level=level, digits=digits))
    if not 0 < len(name) <= 100:
        problems.append(at_line(file, number, NO_NAME))
    if cut in found:
        problems.append(at_line(file, number, TWICE, code=code))
    elif found and parent not in found:
        problems.append(at_line(file, number, NO_PARENT, parent=parent_code))
    found[cut] = Division(cut, name, level, category, parent if found else "")


def _digits_above(level: str) -> int:
    above = [digits for digits in _UNIT_LEVELS.values() if digits < _UNIT_LEVELS[level]]
    return max(above, default=0)
