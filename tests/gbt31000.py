"""Writes docs/gbt31000.md: where each item of GB/T 31000-2015 is kept.

    python -m tests.gbt31000

`docs/gbt31000/items.csv` holds the standard's items, `mapping.yaml` beside it where each is kept,
or why it is not. What a field is and how much it holds is read from the definitions.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from config import ROOT
from models.definitions import Catalogue, load_catalogue
from models.fields import (
    Choice,
    DecimalNumber,
    Field,
    LongText,
    SubRows,
    Text,
    WholeNumber,
)

PAGE = ROOT / "docs/gbt31000.md"
FACTS = ROOT / "docs/gbt31000"
_HEAD = """# GB/T 31000-2015, item by item

Where the 684 items of the standard's 35 tables are kept, or why one is not. Written by
`python -m tests.gbt31000` from `gbt31000/items.csv` (the standard's facts), `gbt31000/mapping.yaml`
(what is kept where) and the definitions; a test fails while this page is not up to date.

A type with a format of its own (date, resident ID number, telephone number, yes or no) has the
length of its format. What the standard requires is asked for, but not always demanded: a clerk
saves what is known and comes back for the rest.
"""


@dataclass(frozen=True)
class Item:
    """One item of one table, as the standard has it. `standard` is where its codes come from."""

    table: str
    item: str
    name: str
    type: str
    length: str
    required: str
    standard: str
    several: str

    def __str__(self) -> str:
        return f"table {self.table} item {self.item} {self.name}"


def read_items() -> list[Item]:
    """The items, in the standard's order."""
    with (FACTS / "items.csv").open(encoding="utf-8", newline="") as file:
        return [Item(**row) for row in csv.DictReader(file)]


@dataclass(frozen=True)
class Kept:
    """What `mapping.yaml` says: by table its name, fields by item, and reasons by item."""

    tables: Mapping[str, Mapping[str, Any]]
    basic: Mapping[str, Any]

    def fields(self, item: Item) -> list[str]:
        """The fields that hold an item, as entity.field or entity.field.column."""
        found = self._said(item, "items") or ""
        return [part.strip() for part in found.split(",") if part.strip()]

    def reason(self, item: Item) -> str:
        """Why the item is not kept; "" if it is."""
        table = self.tables.get(item.table, {})
        whole = table.get("left_out", "")
        return whole if isinstance(whole, str) else self._said(item, "left_out") or ""

    def _said(self, item: Item, part: str) -> str | None:
        table = self.tables.get(item.table, {})
        own = table.get(part, {})
        found = own.get(item.item) if isinstance(own, dict) else None
        if found is None and table.get("basic") == "true" and int(item.item) <= 19:
            said = self.basic.get(part, {}).get(item.item)
            elsewhere = {"items": "left_out", "left_out": "items"}[part]
            return None if item.item in (table.get(elsewhere) or {}) else said
        return found


def read_mapping() -> Kept:
    """The mapping, with every scalar as text."""
    text = (FACTS / "mapping.yaml").read_text(encoding="utf-8")
    read = yaml.load(text, Loader=yaml.BaseLoader)
    return Kept(read["tables"], read["basic"])


@dataclass(frozen=True)
class Coverage:
    """The standard beside the definitions."""

    catalogue: Catalogue
    items: list[Item]
    mapping: Kept

    def field(self, path: str) -> Field | None:
        """The field of a path, or None if there is none."""
        entity, _, rest = path.partition(".")
        name, _, inner = rest.partition(".")
        defined = self.catalogue.entities.get(entity)
        found = defined.fields.get(name) if defined else None
        if not inner:
            return found
        columns = found.fields if isinstance(found, SubRows) else ()
        return next((column for column in columns if column.name == inner), None)

    @cached_property
    def faults(self) -> list[str]:
        """Items that are neither kept nor given a reason, or both; fields that are not there, too
        short, or hold codes of another list; what the mapping says of items that are not there."""
        return [*self._of_items(), *self._of_mapping()]

    def _of_items(self) -> Iterator[str]:
        for item in self.items:
            paths, reason = self.mapping.fields(item), self.mapping.reason(item)
            if bool(paths) == bool(reason):
                yield f"{item}: {'kept and left out' if paths else 'neither kept nor left out'}"
            for path in paths:
                field = self.field(path)
                if field is None:
                    yield f"{item}: there is no {path}"
                elif too_short(field, item):
                    yield f"{item}: {path} holds {held(field)} of {item.length}"
                elif other_codes(field, item):
                    yield f"{item}: {path} has codes of another list than {item.standard}"

    def _of_mapping(self) -> Iterator[str]:
        known = {(item.table, item.item) for item in self.items}
        for number, table in self.mapping.tables.items():
            for part in ("items", "left_out"):
                said = table.get(part, {})
                for item in said if isinstance(said, dict) else ():
                    if (number, item) not in known:
                        yield f"table {number} has no item {item}"


def read_coverage() -> Coverage:
    """Everything as it stands."""
    catalogue, problems = load_catalogue(ROOT / "forms_yaml")
    assert not problems
    return Coverage(catalogue, read_items(), read_mapping())


def held(field: Field) -> str:
    """How much a field holds, written as the standard writes it; "" for a type whose format says.
    Of codes it is the longest."""
    if isinstance(field, Text | LongText):
        return str(field.max)
    if isinstance(field, WholeNumber):
        return str(len(str(field.max)))
    if isinstance(field, DecimalNumber):
        return f"{field.digits},{field.places}"
    if isinstance(field, Choice):
        return str(max(map(len, field.vocabulary.terms), default=0))
    return ""


def too_short(field: Field, item: Item) -> bool:
    """Whether the standard's value may not fit. Of a code list the standard gives the length that
    codes have; a shorter one holds the list all the same."""
    has, _, places = held(field).partition(",")
    wanted, _, wanted_places = item.length.partition(",")
    if not has or not wanted or isinstance(field, Choice):
        return False
    if isinstance(field, WholeNumber) and field.max < 10 ** int(wanted) - 1:
        return True
    return int(has) < int(wanted) or int(places or 0) < int(wanted_places or 0)


def other_codes(field: Field, item: Item) -> bool:
    """Whether the field's code list is another than the standard's."""
    listed = getattr(field, "vocabulary", None)
    if not item.standard or listed is None:
        return False
    name = str(listed.standard)
    return not (
        name == item.standard or name.startswith((f"{item.standard}-", f"{item.standard} "))
    )


def page(coverage: Coverage) -> str:
    """The page."""
    kept = [item for item in coverage.items if coverage.mapping.fields(item)]
    lines = [_HEAD, f"{len(kept)} items are kept, {len(coverage.items) - len(kept)} are not.", ""]
    for number, table in coverage.mapping.tables.items():
        lines.append(f"## Table {number}: {table['name']}\n")
        if isinstance(table.get("left_out"), str):
            lines.append(f"Not kept: {table['left_out']}.\n")
            continue
        lines += ["| Item | | Type | Length | Required | Codes | Kept in | Its type | Holds |"]
        lines += ["| --: | --- | --- | --: | --- | --- | --- | --- | --: |"]
        of_table = [item for item in coverage.items if item.table == number]
        lines += [_line(coverage, item) for item in of_table]
        lines.append("")
    return "\n".join(lines)


def _line(coverage: Coverage, item: Item) -> str:
    facts = [item.item, item.name, item.type, item.length, item.required, item.standard]
    paths = coverage.mapping.fields(item)
    fields = [field for path in paths if (field := coverage.field(path))]
    kept = ", ".join(f"`{path}`" for path in paths)
    if fields:
        types = dict.fromkeys(f"{field.type} {field.codes_name or ''}".strip() for field in fields)
        told = [kept, ", ".join(types), " ".join(dict.fromkeys(held(f) for f in fields))]
    else:
        told = [f"— {coverage.mapping.reason(item)}", "", ""]
    return "| " + " | ".join([*facts, *told]) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(read_coverage()), encoding="utf-8")
