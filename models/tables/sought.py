"""What accounts searched the desk for, so that neither address nor cookie holds it."""

import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Integer, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase


class Sought(SystemBase):
    """The words of one search of one account, under the key that its address holds instead."""

    __tablename__ = "sought"
    __table_args__ = (
        Index("ix_sought_account_id_at", "account_id", "at"),
        {"comment": f"{OURS} system"},
    )

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(Integer, ForeignKey("account.id"))
    words: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), index=True
    )
