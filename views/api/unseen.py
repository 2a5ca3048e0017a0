"""What an answer may say of fields that its reader does not see: nothing, not even their names. The
pages of the desk say as little."""

from collections.abc import Iterable

from flask import request

from app.reading.list_request import NO_SUCH_FILTER, NO_SUCH_SORT
from models.definitions.entry import UNKNOWN_FIELD
from models.source import FieldPlace, Problem
from views.api.fields import forms, met_fields
from views.api.problems import UNSEEN
from views.current import current_account, current_book, current_work

# Said alike of a name that is not there and of one that is hidden, of names that were sent alone.
_SAID_OF_ANY = (UNKNOWN_FIELD, NO_SUCH_FILTER, NO_SUCH_SORT)


def without_unseen(problems: Iterable[Problem]) -> list[Problem]:
    """The problems; all those at fields that the actor never sees become one, without a name."""
    unseen = _unseen_fields()
    kept = []
    for problem in problems:
        place = problem.place
        name = place.path[0] if isinstance(place, FieldPlace) and place.path else None
        if name not in unseen or problem.code in _SAID_OF_ANY:
            kept.append(problem)
        elif not any(other.code is UNSEEN for other in kept):
            kept.append(Problem(UNSEEN, FieldPlace()))
    return kept


def _unseen_fields() -> set[object]:
    name = str((request.view_args or {}).get("entity"))
    if name not in current_book().catalogue.entities or current_account() is None:
        return set()
    work = current_work()
    every: set[object] = {field for form in forms(work, name) for field in form.fields}
    return every - set(met_fields(work, name))
