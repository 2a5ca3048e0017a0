"""Units of the organisation tree: city, counties, townships, villages. Grids are an entity."""

import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, Located, SystemBase, identity


class OrgUnit(Located, SystemBase):
    """One unit. Roles and links point to its id; codes change every year, `org_code` with them."""

    __tablename__ = "org_unit"
    __table_args__ = ({"comment": f"{OURS} system"},)

    id: Mapped[int] = identity()
    org_code: Mapped[str] = mapped_column(String(15, collation="C"), unique=True)
    name: Mapped[str] = mapped_column(String(100, collation="C"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("org_unit.id"), index=True)
    valid_from: Mapped[datetime.date | None]
    valid_to: Mapped[datetime.date | None]
