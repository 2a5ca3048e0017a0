"""Which records accounts lately opened or changed."""

import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Integer, String, func
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase


class RecentRecord(SystemBase):
    """That one account opened or changed one record, and when it last did. Where the record stands
    and what it is called is asked anew each time: this row gives nobody anything."""

    __tablename__ = "recent_record"
    __table_args__ = (
        Index("ix_recent_record_account_id_at", "account_id", "at"),
        {"comment": f"{OURS} system"},
    )

    account_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    entity: Mapped[str] = mapped_column(String(63), primary_key=True)
    row_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now(), index=True
    )
