"""How far the numbers of records have been given."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase


class Numbering(SystemBase):
    """The last serial under one beginning of one field."""

    __tablename__ = "numbering"
    __table_args__ = {"comment": f"{OURS} system"}  # noqa: RUF012

    entity: Mapped[str] = mapped_column(Text, primary_key=True)
    field: Mapped[str] = mapped_column(Text, primary_key=True)
    beginning: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)
