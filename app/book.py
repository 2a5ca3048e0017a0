"""The book: the definitions in force, with the tables and county keys they are bound to."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from models.definitions import Catalogue, load_catalogue
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.county_fields import CountyKeys, defined, present_keys
from models.tables.entity_tables import Tables, build_tables

NOT_APPLIED = Code(
    "tables.E004",
    "the database does not know the county field %(field)s of %(county)s",
    hint="run gridbook apply",
)


@dataclass(frozen=True)
class Book:
    """Catalogue, mapped classes, and where county fields are kept."""

    catalogue: Catalogue
    tables: Tables
    keys: CountyKeys


def read_book(folder: Path) -> tuple[Catalogue, Tables]:
    """Catalogue and tables of a folder of definitions. Raises Problems if any file is wrong."""
    catalogue, problems = load_catalogue(folder)
    if problems:
        raise Problems(problems)
    return catalogue, build_tables(catalogue)


def open_book(engine: Engine, catalogue: Catalogue, tables: Tables) -> Book:
    """The book as this database can serve it. Raises Problems if definitions were not applied."""
    with engine.connect() as connection:
        keys = present_keys(connection)
    missing = [
        Problem(NOT_APPLIED, FieldPlace(), {"field": f"{entity}.{name}", "county": county})
        for county, entity, name in defined(catalogue)
        if (county, entity, name) not in keys.keys
    ]
    if missing:
        raise Problems(missing)
    return Book(catalogue, tables, keys)
