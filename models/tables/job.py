"""Jobs: work that takes long or comes by the clock. This table is the truth about it; a broker's
messages carry an id and wake a worker."""

import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Integer, String, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import OURS, SystemBase, identity

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)


class Job(SystemBase):
    """One piece of work that an account has asked for.

    Whoever claims it raises `token` and holds it until `lease_until`: only under the present token
    may anything of the job be committed. `attempts` counts the claims. `told` is what its account
    is told of its end, as codes with values (`app/jobs/told.py`); `seen` whether it was.
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_account_id_id", "account_id", "id"),
        Index(
            "ix_job_open", "not_before", postgresql_where=text("state IN ('waiting', 'running')")
        ),
        Index("ix_job_unseen", "account_id", postgresql_where=text("NOT seen")),
        {"comment": f"{OURS} system"},
    )

    id: Mapped[int] = identity()
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(String(10), default=WAITING)
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int | None] = mapped_column(BigInteger)
    told: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    seen: Mapped[bool] = mapped_column(default=False)
    account_id: Mapped[int] = mapped_column(Integer, ForeignKey("account.id"))
    unit: Mapped[str] = mapped_column(String(15, collation="C"), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    token: Mapped[int] = mapped_column(BigInteger, default=0)
    not_before: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    cancel_wanted: Mapped[bool] = mapped_column(default=False)
    time_limit: Mapped[int] = mapped_column(Integer)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    request_id: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime.datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )
    started_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))
