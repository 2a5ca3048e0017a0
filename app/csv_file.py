"""Reads a CSV file of known columns, line by line, with places for what is wrong in it."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from models.source import Code, Place, Problem, Problems, Sentence


def csv_lines(
    file: Path, columns: Sequence[str], *, unreadable: Code, wrong_columns: Code
) -> Iterator[tuple[int, list[str]]]:
    """The number and the values of every line below the first that is not empty. Raises Problems
    if the file cannot be read, or does not begin with the columns."""
    try:
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeError) as error:
        reason = Sentence(getattr(error, "strerror", None) or str(error))
        raise Problems([at_line(file, 1, unreadable, file=file, reason=reason)]) from error
    if not lines or lines[0] != [*columns]:
        raise Problems([at_line(file, 1, wrong_columns, columns=",".join(columns))])
    return ((number, line) for number, line in enumerate(lines[1:], start=2) if line)


def at_line(where: Path, line: int, kind: Code, /, **values: object) -> Problem:
    """A problem with one line of the file."""
    return Problem(kind, Place(str(where), line, 1, 1), values)
