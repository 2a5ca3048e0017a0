"""A creation that is asked for twice under one key happens once: whoever got no answer may ask
again without making a second record."""

import datetime
import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert

from app.access import system_work
from app.actions.work import Work
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.creation_key import CreationKey

OTHER_REQUEST = Code("actions.E010", "this key was used for something else; use a new one")
KEPT = datetime.timedelta(days=1)
_WHY = "whether this was asked for before"


def made_before(work: Work, key: str, entity: str, given: Mapping[str, object]) -> int | None:
    """The id of the record that was made under the key; None if the key is new, which it is for
    nobody else from here on: whoever asks at the same time waits for this transaction. Raises
    Problems if something else was asked under it. Keys are forgotten after `KEPT`."""
    digest = _digest(entity, given)
    actor = work.access.actor.id
    with system_work(work.session, _WHY):
        for old in work.session.scalars(_outworn(actor)):
            work.session.delete(old)
        work.session.flush()
        new = insert(CreationKey).values(actor_id=actor, key=key, digest=digest)
        taken = new.on_conflict_do_nothing().returning(CreationKey.key)
        if work.session.execute(taken).scalar_one_or_none() is not None:
            return None
        known = work.session.get_one(CreationKey, (actor, key))
    if known.digest != digest:
        raise Problems([Problem(OTHER_REQUEST, FieldPlace())])
    return known.row_id


def remember(work: Work, key: str, row_id: int) -> None:
    """What was made under the key."""
    with system_work(work.session, _WHY):
        known = work.session.get_one(CreationKey, (work.access.actor.id, key))
        known.row_id = row_id
        work.session.flush()


def _outworn(actor: int) -> Select[CreationKey]:
    since = datetime.datetime.now(datetime.UTC) - KEPT
    query = select(CreationKey).where(CreationKey.actor_id == actor, CreationKey.at < since)
    return query.limit(100)


def _digest(entity: str, given: Mapping[str, object]) -> str:
    text = json.dumps([entity, given], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
