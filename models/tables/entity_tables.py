"""Catalogue → SQLAlchemy classes: one for each entity, one for each field of sub-rows."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlalchemy.sql.ddl import sort_tables_and_constraints

from models.definitions import Catalogue, Entity
from models.definitions.unique import Unique
from models.expressions import Kind
from models.fields import AccountLink, Field, Link, OrgUnitLink, SubRows
from models.tables.account import Account
from models.tables.base import NAMING, OURS, Located, short_name
from models.tables.org_unit import OrgUnit


@dataclass(frozen=True)
class Tables:
    """Mapped classes of one catalogue: `rows` by entity, `sub_rows` by entity and field.

    They live in a registry of their own, so that they go when their catalogue goes, and so does
    what `scopes` remembers: conditions on them that were worked out, by the posts they are for.
    """

    catalogue: Catalogue
    metadata: MetaData
    registry: registry
    rows: Mapping[str, type[Any]]
    sub_rows: Mapping[tuple[str, str], type[Any]]
    scopes: dict[Any, Mapping[type[Any], Any]] = dataclasses.field(
        default_factory=dict, repr=False, compare=False
    )

    def dispose(self) -> None:
        """Forget the classes. Sessions that still hold rows of them must be closed first."""
        self.registry.dispose()


def build_tables(catalogue: Catalogue) -> Tables:
    """Map every entity of the catalogue."""
    metadata = MetaData(naming_convention=NAMING)
    mapping = registry(metadata=metadata)
    rows: dict[str, type[Any]] = {}
    sub_rows: dict[tuple[str, str], type[Any]] = {}
    for entity in catalogue.entities.values():
        rows[entity.name] = _map(mapping, entity.name, _row_attributes(entity))
        for name, field in entity.sub_rows.items():
            attributes = _sub_row_attributes(entity, field)
            sub_rows[entity.name, name] = _map(mapping, f"{entity.name}_{name}", attributes)
    mapping.configure()
    _break_circles(metadata)
    return Tables(catalogue, metadata, mapping, rows, sub_rows)


def _break_circles(metadata: MetaData) -> None:
    """Entities may link to each other; then one link waits until both tables are there."""
    *_, (_, waiting) = sort_tables_and_constraints(metadata.tables.values())  # type: ignore[no-untyped-call]
    for constraint in waiting:
        constraint.use_alter = True


def _map(mapping: registry, table: str, attributes: dict[str, Any]) -> type[Any]:
    name = "".join(part.capitalize() for part in table.split("_")) + "Row"
    arguments = attributes.pop("__table_args__")
    body = {"__tablename__": table, "__table_args__": arguments, **attributes}
    return mapping.mapped(type(name, (Located,), {**body, "__module__": __name__}))


def _location() -> Column[Any]:
    return Column("org_code", String(15, collation="C"), nullable=False)


def _row_attributes(entity: Entity) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "id": Column(BigInteger, Identity(always=False), primary_key=True),
        "version": Column(Integer, nullable=False, server_default="1"),
        "org_code": _location(),
        "ext": Column(JSONB, nullable=False, server_default="{}"),
        "created_at": Column(DateTime(timezone=True), nullable=False, server_default=func.now()),
        "created_by": Column(Integer),
        "updated_at": Column(DateTime(timezone=True), nullable=False, server_default=func.now()),
        "updated_by": Column(Integer),
        "removed_at": Column(DateTime(timezone=True)),
    }
    for name, field in entity.columns.items():
        attributes[name] = _column(field)
    attributes["__table_args__"] = (*_indexes(entity), {"comment": f"{OURS} entity {entity.name}"})
    # The optimistic lock: an UPDATE names the version it read.
    attributes["__mapper_args__"] = {"version_id_col": attributes["version"]}
    return attributes


def _sub_row_attributes(entity: Entity, field: SubRows) -> dict[str, Any]:
    table = f"{entity.name}_{field.name}"
    attributes: dict[str, Any] = {
        "id": Column(BigInteger, Identity(always=False), primary_key=True),
        "parent_id": Column(
            BigInteger, ForeignKey(f"{entity.name}.id", ondelete="CASCADE"), nullable=False
        ),
        "position": Column(Integer, nullable=False),
        "org_code": _location(),
    }
    for inner in field.fields:
        if inner.storage() is not None:
            attributes[inner.name] = _column(inner)
    attributes["__table_args__"] = (
        Index(short_name("ix", table, "parent_id"), "parent_id", "position"),
        Index(short_name("ix", table, "org_code"), "org_code"),
        {"comment": f"{OURS} rows of {entity.name}.{field.name}"},
    )
    return attributes


def _column(field: Field) -> Column[Any]:
    column = field.column()
    assert column is not None
    if isinstance(field, OrgUnitLink):
        column.append_foreign_key(ForeignKey(OrgUnit.__table__.c.id))
    elif isinstance(field, AccountLink):
        column.append_foreign_key(ForeignKey(Account.__table__.c.id))
    elif isinstance(field, Link):
        column.append_foreign_key(ForeignKey(f"{field.to}.id"))
    return column


def unique_name(entity: Entity, unique: Unique) -> str:
    """The name of the index that holds records apart."""
    within = [f"per_{unique.within}"] if unique.within else []
    return short_name("uq", entity.name, *unique.fields, *within)


def _indexes(entity: Entity) -> list[Index]:
    """The scope with the order of lists; links, for related lists; unique values; searched text;
    single codes of lists that are filtered by."""
    table = entity.name
    indexes = [Index(short_name("ix", table, "org_code_id"), "org_code", "id", unique=False)]
    if entity.locates:
        present = text("removed_at IS NULL")
        indexes.append(
            Index(
                short_name("uq", table, "org_code"),
                "org_code",
                unique=True,
                postgresql_where=present,
            )
        )
    for name, field in entity.columns.items():
        if field.kind is Kind.LIST:
            if name in entity.list.filters:
                of_lists = short_name("ix", table, name)
                indexes.append(Index(of_lists, name, postgresql_using="gin"))
            continue
        unique = (field.unique or field.always_unique) and not field.unique_within
        if not unique and (isinstance(field, Link) or field.search):
            indexes.append(Index(short_name("ix", table, name), name))
    for together in entity.uniques:
        unit = [func.left(text("org_code"), together.length)] if together.within else []
        indexes.append(
            Index(
                unique_name(entity, together),
                *unit,
                *together.fields,
                unique=True,
                postgresql_where=text("removed_at IS NULL"),
            )
        )
    return indexes
