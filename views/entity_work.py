"""What a page of one entity begins with: the work of whoever asks, and the record it is about."""

from app.access import Denied, Verdict
from app.access.access import NO_ROLE
from app.actions import NotFound, Work
from app.reading import Record, read_record
from views.current import current_account, current_book, current_work, translate


def entity_work(entity: str, *verbs: str) -> Work:
    """The work of whoever asks, who may do one of `verbs`. Raises NotFound, Denied."""
    account = current_account()
    assert account
    if entity not in current_book().catalogue.entities:
        raise NotFound
    work = current_work()
    if not any(work.access.may(verb, entity) for verb in verbs):
        label = current_book().catalogue.entities[entity].label
        raise Denied(Verdict(False, NO_ROLE, {"entity": label}))
    return work


def seen_record(work: Work, entity: str, row_id: int, *, removed: bool = False) -> Record:
    """The record, as far as its reader sees it. Raises NotFound."""
    if row_id >= 2**62:
        raise NotFound
    return read_record(work, entity, row_id, removed=removed, translate=translate)
