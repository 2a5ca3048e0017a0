"""Keys under which records were asked for, so that asking again makes no second record."""

import datetime

from sqlalchemy import BigInteger, DateTime, Integer, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase


class CreationKey(SystemBase):
    """One key of one account: a digest of what was asked, and the record that was made of it."""

    __tablename__ = "creation_key"
    __table_args__ = {"comment": f"{OURS} system"}  # noqa: RUF012

    actor_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    row_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), index=True
    )
