"""Answers about what the actor does not see: records beyond the scope, values that are masked. Each
is written down and limited: whoever may ask without end whether a number is registered reads the
register without seeing it."""

import datetime

from sqlalchemy import func, select

from app.access import system_work
from app.actions.work import Work
from models.tables.audit import Audit

DAILY_LIMIT = 300
_LOOK_UP = "look_up"


class TooManyQuestions(Exception):
    """The account has asked for more numbers that it does not see than a day's work needs."""


def check_limit(work: Work, *, told: bool = False) -> None:
    """Raises TooManyQuestions if the day's questions are used up; with `told`, only those count
    whose answer was that there is such a record."""
    since = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    query = select(func.count(Audit.id)).where(
        Audit.actor_id == work.access.actor.id, Audit.action == _LOOK_UP, Audit.at > since
    )
    if told:
        query = query.where(Audit.changes["found"].as_boolean())
    with system_work(work.session, "one's own questions, wherever one's posts were then"):
        asked = work.session.scalar(query) or 0
    if asked >= DAILY_LIMIT:
        raise TooManyQuestions


def write_down(work: Work, entity: str, *, found: bool) -> None:
    """Note that the actor was told whether a record has a value that he does not see. Commits."""
    work.session.add(
        Audit(
            actor_id=work.access.actor.id,
            actor_name=work.access.actor.name,
            action=_LOOK_UP,
            entity=entity,
            org_code=min((g.org_code for g in work.access.actor.grants), default=""),
            changes={"found": found},
            request_id=work.request_id,
        )
    )
    work.session.commit()
