"""The rights of the database roles, table by table: withheld where a thing must not be done.

The application role owns nothing; it adds to the audit and cannot change or delete there; what
definitions decide, it reads. The read role reads.
"""

from collections.abc import Iterable, Mapping, Set

from sqlalchemy import Connection, MetaData, text

from models.tables.database_roles import APP, READ, grant_defaults
from models.tables.step import Sentence, Step

_FULL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
_SYSTEM: Mapping[str, frozenset[str]] = {
    "audit": frozenset({"SELECT", "INSERT"}),
    "definition_version": frozenset({"SELECT"}),
    "county_field": frozenset({"SELECT"}),
    "org_unit": frozenset({"SELECT"}),
}

_GRANTED = text("""
    SELECT c.relname, r.rolname, a.privilege_type
    FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace('public')
""")
_DEFAULTS = text("""
    SELECT count(*) FROM pg_default_acl d, aclexplode(d.defaclacl) a
    JOIN pg_roles r ON r.oid = a.grantee
    WHERE r.rolname = 'gridbook_app' AND d.defaclobjtype = 'r'
""")
_ROLES = text("SELECT rolname FROM pg_roles WHERE rolname IN (:app, :read)")


def rights_steps(connection: Connection, metadata: Iterable[MetaData]) -> list[Step]:
    """What is granted otherwise than wanted, on every table of ours. Nothing where the two roles
    do not exist."""
    roles = sorted(connection.scalars(_ROLES, {"app": APP, "read": READ}))
    if not roles:
        return []
    steps = [] if connection.scalar(_DEFAULTS) else [_default_rights()]
    granted: dict[tuple[str, str], set[str]] = {}
    for table, role, right in connection.execute(_GRANTED):
        granted.setdefault((table, role), set()).add(right)
    for name in sorted({n for part in metadata for n in part.tables}):
        for role in roles:
            wanted, present = _wanted(name, role), granted.get((name, role), set())
            if wanted != present:
                steps.append(_step(name, role, wanted, present))
    return steps


def _wanted(table: str, role: str) -> frozenset[str]:
    if role == READ:
        return frozenset() if table.startswith("ab_") else frozenset({"SELECT"})
    return _SYSTEM.get(table, _FULL)


def _step(table: str, role: str, wanted: Set[str], present: Set[str]) -> Step:
    def run(connection: Connection) -> None:
        connection.execute(text(f'REVOKE ALL ON "{table}" FROM {role}'))
        if wanted:
            connection.execute(text(f'GRANT {", ".join(sorted(wanted))} ON "{table}" TO {role}'))

    return Step(
        f"rights:{table}.{role}",
        _sentence(table, role, wanted),
        _sentence(table, role, present),
        run,
    )


def _sentence(table: str, role: str, rights: Set[str]) -> Sentence:
    values = {"role": role, "table": table, "rights": ", ".join(sorted(rights))}
    if not rights:
        return Sentence("give %(role)s no right on %(table)s", values)
    return Sentence("give %(role)s these rights on %(table)s, no others: %(rights)s", values)


def _default_rights() -> Step:
    return Step(
        "default-rights",
        Sentence("give new tables the default rights of the database roles"),
        Sentence("take the default rights of new tables away"),
        grant_defaults,
    )
