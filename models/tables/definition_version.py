"""Which definitions the database stands at, and the identities of county fields."""

import datetime

from sqlalchemy import DateTime, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase, identity


class DefinitionVersion(SystemBase):
    """One application of definitions. The newest is the present one."""

    __tablename__ = "definition_version"
    __table_args__ = ({"comment": f"{OURS} system"},)

    id: Mapped[int] = identity()
    digest: Mapped[str] = mapped_column(String(64))
    applied_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )


class CountyField(SystemBase):
    """The identity of a county's field; `type` is its whole meaning (`Field.meaning`). A field
    that goes and comes back, or changes its meaning, is a new generation: what was stored under
    the old one is never read as the new."""

    __tablename__ = "county_field"
    __table_args__ = (
        Index("uq_county_field", "county", "entity", "name", "generation", unique=True),
        {"comment": f"{OURS} system"},
    )

    id: Mapped[int] = identity()
    county: Mapped[str] = mapped_column(String(6))
    entity: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(40))
    generation: Mapped[int]
    type: Mapped[str] = mapped_column(String(80))
    retired_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
