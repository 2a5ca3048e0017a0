"""Records assigned to a department: the scope of those who hold a department's post."""

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, Located, SystemBase, identity


class Assignment(Located, SystemBase):
    """One record, for one department, within the record's unit."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("uq_assignment", "entity", "row_id", "department", unique=True),
        {"comment": f"{OURS} system"},
    )

    id: Mapped[int] = identity()
    entity: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(BigInteger)
    department: Mapped[str] = mapped_column(String(40))
