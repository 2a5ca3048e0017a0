"""Lists as accounts have made them their own."""

from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase, identity


class SavedList(SystemBase):
    """What one account keeps of an entity's list: under a name, the parameters of the list's
    address with their values; under the empty name, the columns that the account always wants. One
    of them at most `opens` when the list is opened without parameters.

    What is kept here is a wish: it is judged like an address each time it is used.
    """

    __tablename__ = "saved_list"
    __table_args__ = (
        Index("uq_saved_list_name", "account_id", "entity", "name", unique=True),
        Index(
            "uq_saved_list_opens",
            "account_id",
            "entity",
            unique=True,
            postgresql_where=text("opens"),
        ),
        {"comment": f"{OURS} system"},
    )

    id: Mapped[int] = identity()
    account_id: Mapped[int] = mapped_column(Integer, ForeignKey("account.id", ondelete="CASCADE"))
    entity: Mapped[str] = mapped_column(String(63))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, Any]] = mapped_column(JSONB)
    opens: Mapped[bool] = mapped_column(default=False)
