"""What an administrator of a PostgreSQL server runs once, before the first `gridbook apply`."""

from models.tables.database_roles import APP, OWNER, READ

ROLES_SCRIPT = f"""\
CREATE ROLE {OWNER} LOGIN PASSWORD 'choose-one';
CREATE ROLE {APP} LOGIN PASSWORD 'choose-another';
CREATE ROLE {READ} LOGIN PASSWORD 'choose-a-third';
CREATE DATABASE gridbook TEMPLATE template0 ENCODING 'UTF8';
\\connect gridbook
REVOKE ALL ON DATABASE gridbook FROM PUBLIC;
GRANT CONNECT ON DATABASE gridbook TO {APP}, {READ};
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE gridbook TO {OWNER};
ALTER SCHEMA public OWNER TO {OWNER};
REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
"""
