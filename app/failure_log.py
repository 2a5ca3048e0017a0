"""A failure in the server's log: what it was and where in our code. Of the database's errors
nothing else, since their words quote what was entered."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

import psycopg
from sqlalchemy.exc import StatementError

from config import ROOT

_LIBRARIES = "site-packages"


def log_failure(log: logging.Logger, message: str, *args: object, error: BaseException) -> None:
    """Log an error with its stack. If the database had a part in it, each exception of the chain is
    told by its class and sqlstate alone, with the frames of our own code."""
    if any(_of_database(one) for one in _chain(error)):
        log.error(f"{message}\n%s", *args, "\n".join(_lines(error)))
    else:
        log.error(message, *args, exc_info=error)


def _lines(error: BaseException) -> Iterator[str]:
    for one in reversed(list(_chain(error))):
        for frame in traceback.extract_tb(one.__traceback__):
            path = Path(frame.filename)
            if path.is_relative_to(ROOT) and _LIBRARIES not in path.parts:
                yield f"  {path.relative_to(ROOT)}:{frame.lineno} in {frame.name}"
        yield f"{type(one).__name__} {_sqlstate(one)}".rstrip()


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that it came from."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _of_database(error: BaseException) -> bool:
    return isinstance(error, StatementError | psycopg.Error)


def _sqlstate(error: BaseException) -> str:
    said = getattr(error, "orig", None) or error
    return getattr(said, "sqlstate", None) or ""
