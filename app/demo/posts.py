"""Who logs in to the demo: one account for each role, at places where there is something to see."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from models.definitions import LEVELS, Catalogue

CITY, COUNTY = "1307", "130730"
DEPARTMENT = "司法"

_FULLEST = text("""
    SELECT left(org_code, :digits) FROM person WHERE org_code ^@ :within
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
""")
_ASSIGN_PERSONS = text("""
    INSERT INTO assignment (entity, row_id, department, org_code)
    SELECT 'person', id, :department, org_code FROM person WHERE org_code ^@ :within AND id % 50 = 0
    ON CONFLICT DO NOTHING
""")
_ASSIGN_HOUSES = text("""
    INSERT INTO assignment (entity, row_id, department, org_code)
    SELECT DISTINCT 'house', h.id, :department, h.org_code
    FROM house h JOIN person p ON p.house = h.id
    JOIN assignment a ON a.entity = 'person' AND a.row_id = p.id AND a.department = :department
    ON CONFLICT DO NOTHING
""")
# What is handed to the department beside persons: entities, and which of their records.
_HANDED = {"released": "true", "correction": "true", "event": "kind ^@ 'C'"}
_ASSIGN = """
    INSERT INTO assignment (entity, row_id, department, org_code)
    SELECT '{entity}', id, :department, org_code FROM {entity}
    WHERE org_code ^@ :within AND {which}
    ON CONFLICT DO NOTHING
"""


class Post(NamedTuple):
    """A role at a place, for a department where the role is one."""

    role: str
    org_code: str
    department: str = ""


def posts(connection: Connection, catalogue: Catalogue) -> list[Post]:
    """One post for each role of the definitions: below the county, where most persons are."""
    places = {"city": CITY, "county": COUNTY}
    within = COUNTY
    for level in ("township", "village", "grid"):
        values = {"digits": LEVELS[level], "within": within}
        within = places[level] = connection.scalar(_FULLEST, values) or within
    return [
        Post(role.name, places[role.level], DEPARTMENT if role.department else "")
        for role in catalogue.roles.values()
    ]


def assign(connection: Connection, catalogue: Catalogue) -> None:
    """Hand some persons of the county, the houses they live in, and what is its business to the
    demo's department."""
    connection.execute(_ASSIGN_PERSONS, {"department": DEPARTMENT, "within": COUNTY})
    connection.execute(_ASSIGN_HOUSES, {"department": DEPARTMENT})
    for entity, which in _HANDED.items():
        if entity in catalogue.entities:
            statement = text(_ASSIGN.format(entity=entity, which=which))
            connection.execute(statement, {"department": DEPARTMENT, "within": COUNTY})
