"""Files that accounts have handed in. This table is the truth about them; their bytes lie in the
folder of files under their keys."""

import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Index, Integer, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase


class StoredFile(SystemBase):
    """One file. Handed in, it belongs to the account and to one field of an entity, and can be
    named by no record but the one this account saves; saved, it belongs to that record (`row_id`)
    for good. `detached_at` says since when the record has not named it.

    `position`, as GeoJSON, is kept only where the definition asks for it.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_staged", "created_at", postgresql_where=text("row_id IS NULL")),
        Index(
            "ix_stored_file_detached",
            "detached_at",
            postgresql_where=text("detached_at IS NOT NULL"),
        ),
        {"comment": f"{OURS} system"},
    )

    key: Mapped[str] = mapped_column(String(32, collation="C"), primary_key=True)
    entity: Mapped[str] = mapped_column(String(40))
    field: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    position: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    account_id: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    detached_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
