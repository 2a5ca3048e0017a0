"""Accounts: who logs in, and the posts they hold. One to one with Flask-AppBuilder's user."""

import datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase, identity

# Flask-AppBuilder makes this table; here it is only what a foreign key points to.
USER_TABLE = Table("ab_user", SystemBase.metadata, Column("id", Integer, primary_key=True))


class Account(SystemBase):
    """What we know of a log-in beyond its name and password."""

    __tablename__ = "account"
    __table_args__ = ({"comment": f"{OURS} system"},)

    id: Mapped[int] = mapped_column(Integer, ForeignKey("ab_user.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(10), default="desk")
    state: Mapped[str] = mapped_column(String(10), default="active")
    expires_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    # Raised at each log-out and password change: a session that carries an older one has ended.
    session_version: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = mapped_column(String(20), default="zh_Hans_CN")
    large_text: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(String(10), default="auto")
    # The newest notice that the account has said it has read.
    notices_seen: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class AccountRole(SystemBase):
    """A post held: a role at a unit, or at a grid, for a department where the role says so."""

    __tablename__ = "account_role"
    __table_args__ = ({"comment": f"{OURS} system"},)

    id: Mapped[int] = identity()
    account_id: Mapped[int] = mapped_column(Integer, ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("org_unit.id"))
    grid_id: Mapped[int | None] = mapped_column(BigInteger)
    department: Mapped[str] = mapped_column(String(40), default="")
