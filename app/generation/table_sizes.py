"""How large the tables have become."""

from gettext import gettext as _

from sqlalchemy import Connection, text

from models.tables.base import OURS

_SIZES = text("""
    SELECT c.relname, pg_size_pretty(pg_table_size(c.oid)), pg_size_pretty(pg_indexes_size(c.oid))
    FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.objsubid = 0
      AND d.classoid = 'pg_class'::regclass
    WHERE c.relkind = 'r' AND c.reltuples > 0 AND d.description LIKE :ours
      AND c.relnamespace = to_regnamespace('public')
    ORDER BY pg_total_relation_size(c.oid) DESC, c.relname
""")


def table_sizes(connection: Connection) -> list[tuple[str, ...]]:
    """Lines of table, rows, size and size of the indexes, the largest first."""
    heads = (_("table"), _("rows"), _("size"), _("indexes"))
    found = connection.execute(_SIZES, {"ours": f"{OURS} %"}).all()
    counts = {
        name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0
        for name, *_sizes in found
    }
    return [heads, *((name, f"{counts[name]:,}", *sizes) for name, *sizes in found)]
