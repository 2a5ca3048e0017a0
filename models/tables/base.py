"""What every table of ours shares."""

import hashlib

from sqlalchemy import BigInteger, Identity, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# Tables carry this comment, so that a plan never touches what is not ours.
OURS = "gridbook"
# How many rows that stand in the way a problem names.
NAMED_ROWS = 20


class Located:
    """Rows that stand somewhere in the organisation tree. The session's row scope covers every
    mapped class that has this base, and no row of it is found without an actor.

    `org_code` is a derived copy of the code of the row's unit or grid, cut to its level, so that a
    scope is a prefix.
    """

    org_code: Mapped[str] = mapped_column(String(15, collation="C"), index=True)


class SystemBase(DeclarativeBase):
    """Base of the tables that every installation has, whatever its definitions."""

    metadata = MetaData(naming_convention=NAMING)


def short_name(*parts: str) -> str:
    """A name out of these parts, at most as long as PostgreSQL keeps it (63 characters): a longer
    one is cut, and ends in a digest of the whole."""
    name = "_".join(parts)
    if len(name) <= 63:
        return name
    return f"{name[:54]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def identity() -> Mapped[int]:
    """A surrogate key that the database gives."""
    return mapped_column(BigInteger, Identity(always=False), primary_key=True)
