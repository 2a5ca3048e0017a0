"""Messages of the broker that needs no other service than the database. They are taken by deleting
them, so the table holds what waits and nothing else."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase, identity


class BrokerMessage(SystemBase):
    """One message, as kombu writes it."""

    __tablename__ = "broker_message"
    __table_args__ = ({"comment": f"{OURS} system"},)

    id: Mapped[int] = identity()
    queue: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[str] = mapped_column(Text)
