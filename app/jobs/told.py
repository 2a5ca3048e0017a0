"""What an account is told of a job, as codes with values: kept as JSON, put into words for whoever
reads it."""

from collections.abc import Iterable, Mapping
from typing import Any

from models.source import Code, FieldPlace, Problem, Sentence

EXPORTED = Code("jobs.E001", "%(count)d rows exported")
NO_ACCOUNT = Code("jobs.E002", "the account is not in force any more, so the job was not run")
NO_RIGHT = Code("jobs.E003", "the rights of the account do not allow this any more: %(reason)s")
OVER_TIME = Code(
    "jobs.E004",
    "the job took longer than %(limit)d minutes and was ended",
    hint="choose fewer rows with filters",
)
GIVEN_UP = Code(
    "jobs.E005", "the job was begun %(attempts)d times and never came to its end; please tell us"
)
OUR_ERROR = Code("jobs.E006", "an error of ours; please tell us the number %(request_id)s")
UNKNOWN_KIND = Code("jobs.E007", "this version of Gridbook does not know such a job")
TOO_MANY = Code(
    "jobs.E008",
    "%(count)d of your jobs are not finished yet; please wait for them or cancel one",
)
NOT_REPEATED = Code("jobs.E009", "only a job that failed or was cancelled can be tried again")
ENDED = Code("jobs.E010", "this job has ended already")
NARROWED = Code(
    "jobs.E011",
    "your rights have changed since this file was made, so it is not handed out",
    hint="export the list again",
)
EXPIRED = Code("jobs.E012", "this file is not kept any longer; please export the list again")

Written = list[dict[str, Any]]


def problem(code: Code, **values: object) -> Problem:
    """A problem of a job as a whole."""
    return Problem(code, FieldPlace(), values)


def write_told(problems: Iterable[Problem]) -> Written:
    """As JSON."""
    return [{"code": p.code.id, "values": _written(p.values)} for p in problems]


def read_told(written: Written) -> list[Problem]:
    """The reverse. A code that is not known any more is left out."""
    return [
        Problem(Code.known[part["code"]], FieldPlace(), _read(part["values"]))
        for part in written
        if part["code"] in Code.known
    ]


def _written(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> Any:
    if isinstance(value, Sentence):
        return {"message": value.message, "values": _written(value.values)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if hasattr(value, "label"):
        return {"message": value.label, "values": {}}
    return value if isinstance(value, bool | int | float | None) else str(value)


def _read(values: Mapping[str, Any]) -> dict[str, object]:
    return {name: _full(value) for name, value in values.items()}


def _full(value: Any) -> object:
    if isinstance(value, dict):
        return Sentence(value["message"], _read(value["values"]))
    return tuple(_full(part) for part in value) if isinstance(value, list) else value
