"""The departments that things are handed to: which there are is data, loaded for the city and every
county, and from then on theirs to change."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.csv_file import at_line, csv_lines
from config import ROOT
from models.source import Code, Problem, Problems

SHIPPED = ROOT / "forms_yaml/departments/zhangjiakou.csv"
COLUMNS = ["number", "name", "source"]

NO_FILE = Code("departments.E001", "the file %(file)s cannot be read: %(reason)s")
WRONG_COLUMNS = Code("departments.E002", "the first line must be: %(columns)s")
WRONG_NUMBER = Code("departments.E003", "a department has a number from 1 to 999 of its own")
NO_NAME = Code("departments.E004", "a department has a name of at most 100 characters")

# What a centre has removed or changed is there still, under its number.
_LOAD = text("""
    WITH given AS (SELECT CAST(:number AS bigint) AS number, CAST(:name AS text) AS name)
    INSERT INTO department (org_code, unit, number, name)
    SELECT o.org_code, o.id, given.number, given.name FROM org_unit o, given
    WHERE o.level IN ('city', 'county') AND NOT EXISTS (
        SELECT FROM department d
        WHERE d.unit = o.id AND (d.number = given.number OR d.name = given.name))
    ORDER BY o.org_code
""")


class Department(NamedTuple):
    """One line: its number in the order, and the name that people use."""

    number: int
    name: str


def read_departments(file: Path = SHIPPED) -> list[Department]:
    """The departments of a CSV file with COLUMNS. Raises Problems with every wrong line."""
    lines = csv_lines(file, COLUMNS, unreadable=NO_FILE, wrong_columns=WRONG_COLUMNS)
    problems: list[Problem] = []
    found: dict[int, Department] = {}
    for number, line in lines:
        _read_line(file, number, line, found, problems)
    if problems:
        raise Problems(problems)
    return list(found.values())


def load_departments(connection: Connection, departments: Sequence[Department]) -> int:
    """Give the city and every county the departments that they never had; how many there are."""
    if departments:
        connection.execute(_LOAD, [department._asdict() for department in departments])
    present = text("SELECT count(*) FROM department WHERE removed_at IS NULL")
    return connection.scalar(present) or 0


def _read_line(
    file: Path, at: int, line: list[str], found: dict[int, Department], problems: list[Problem]
) -> None:
    number, name, _ = (*line, "", "", "")[:3]
    digits = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if not digits or digits in found:
        problems.append(at_line(file, at, WRONG_NUMBER))
    if not 0 < len(name) <= 100:
        problems.append(at_line(file, at, NO_NAME))
    found[digits] = Department(digits, name)
