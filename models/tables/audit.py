"""The audit: what was done, by whom, to which record. Rows are added and never changed; the
application's database role holds no right to."""

import datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Index, Integer, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, Located, SystemBase, identity


class Audit(Located, SystemBase):
    """One act. `changes` holds old and new value by field, in the fields' JSON form; `version` is
    the record's after it. A change of life has the day it happened on and its reason."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_entity_row_id", "entity", "row_id", "id"),
        {"comment": f"{OURS} system"},
    )

    id: Mapped[int] = identity()
    at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    actor_id: Mapped[int | None] = mapped_column(Integer, index=True)
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(30))
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int | None] = mapped_column(Integer)
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    request_id: Mapped[str] = mapped_column(String(40), default="")
    on_day: Mapped[datetime.date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200), default="", server_default="")
