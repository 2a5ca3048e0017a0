"""Steps for county fields: their identities, and their own indexes."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    MetaData,
    String,
    Table,
    and_,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.definitions import Catalogue
from models.expressions import Kind
from models.fields import Field
from models.source import N_
from models.tables.base import OURS, short_name
from models.tables.county_fields import Identity, defined, key_of, known, stored
from models.tables.definition_version import CountyField
from models.tables.index_steps import build_index_step
from models.tables.step import Sentence, Step

REGISTER = N_("give the field %(field)s of %(county)s the identity %(key)s")
_PRESENT = text("""
    SELECT i.relname FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE i.relname ^@ 'county_' AND obj_description(t.oid, 'pg_class') LIKE :ours
""")
RETIRE = N_("retire the field %(field)s of %(county)s (%(key)s); its values stay stored, unread")


def field_steps(connection: Connection, catalogue: Catalogue) -> list[Step]:
    """New fields get an identity; fields that are gone, or mean something else, retire theirs."""
    wanted = defined(catalogue)
    everything = known(connection) if _exists(connection, "county_field") else []
    in_use = {(f.county, f.entity, f.name): f for f in everything if f.retired_at is None}
    steps = []
    for identity, field in in_use.items():
        if identity not in wanted or wanted[identity].meaning != field.type:
            steps.append(_retire(field))
    for identity, new in wanted.items():
        if identity not in in_use or in_use[identity].type != new.meaning:
            earlier = [f for f in everything if (f.county, f.entity, f.name) == identity]
            steps.append(_register(identity, new, len(earlier) + 1))
    return steps


def _register(identity: Identity, field: Field, generation: int) -> Step:
    county, entity, name = identity
    new = CountyField(
        county=county, entity=entity, name=name, generation=generation, type=field.meaning
    )

    def run(connection: Connection) -> None:
        connection.execute(
            text(
                "INSERT INTO county_field (county, entity, name, generation, type)"
                " VALUES (:county, :entity, :name, :generation, :type)"
            ),
            {
                "county": county,
                "entity": entity,
                "name": name,
                "generation": generation,
                "type": field.meaning,
            },
        )

    values = {"field": f"{entity}.{name}", "county": county, "key": key_of(new)}
    step = f"register-field:{county}.{entity}.{name}"
    return Step(step, Sentence(REGISTER, values), Sentence(RETIRE, values), run)


def _retire(field: CountyField) -> Step:
    def run(connection: Connection) -> None:
        connection.execute(
            text("UPDATE county_field SET retired_at = now() WHERE id = :id"), {"id": field.id}
        )

    where = f"{field.entity}.{field.name}"
    values = {"field": where, "county": field.county, "key": key_of(field)}
    step = f"retire-field:{field.county}.{where}"
    return Step(step, Sentence(RETIRE, values), Sentence(REGISTER, values), run, loses=True)


def index_steps(connection: Connection, catalogue: Catalogue) -> list[Step]:
    """Indexes of county fields that ask for one: partial to the county, over what lists ask."""
    everything = known(connection) if _exists(connection, "county_field") else []
    present = set(connection.scalars(_PRESENT, {"ours": f"{OURS}%"}))
    wanted = {}
    for identity, field in defined(catalogue).items():
        if field.index:
            same = [f for f in everything if (f.county, f.entity, f.name) == identity]
            current = [f for f in same if f.retired_at is None and f.type == field.meaning]
            generation = current[0].generation if current else len(same) + 1
            index = _index(identity, field, generation)
            wanted[str(index.name)] = index
    steps = [build_index_step(index) for name, index in wanted.items() if name not in present]
    return steps + [_drop(name) for name in sorted(present - wanted.keys())]


def _index(identity: Identity, field: Field, generation: int) -> Index:
    county, entity, name = identity
    table = Table(
        entity,
        MetaData(),
        Column("id", BigInteger),
        Column("ext", JSONB),
        Column("org_code", String(15, collation="C")),
    )
    here = and_(table.c.org_code >= county, table.c.org_code < str(int(county) + 1))
    index = short_name("county", county, entity, name, str(generation))
    key = f"{county}.{name}.{generation}"
    if field.kind is Kind.LIST:
        value = stored(table.c.ext, key, field)
        return Index(index, value, postgresql_where=here, postgresql_using="gin")
    return Index(index, stored(table.c.ext, key, field), table.c.id, postgresql_where=here)


def _drop(index: str) -> Step:
    def run(connection: Connection) -> None:
        connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{index}"'))

    values = {"index": index}
    drop = Sentence("drop the index %(index)s", values)
    create = Sentence("create the index %(index)s", values)
    return Step(f"drop-index:{index}", drop, create, run, alone=True)


def is_county_index(name: str) -> bool:
    """Whether an index is one of a county's fields."""
    return name.startswith("county_")


def _exists(connection: Connection, table: str) -> bool:
    return bool(connection.scalar(text("SELECT to_regclass(:table)"), {"table": table}))
