"""Problems as sentences in the reader's language."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from models.fields import Field, SubRows
from models.source import FieldPlace, Problem
from views.current import translate


def sentence(problem: Problem) -> str:
    """What is wrong, in words. Labels among the values are translated."""
    return problem.say(problem.code.message, translate)


def label_of(fields: Mapping[str, Field], place: FieldPlace) -> str:
    """The label of a field, for a cell of sub-rows with its row; "" for the entry as a whole."""
    if not place.path:
        return ""
    field = fields.get(str(place.path[0]))
    if field is None:
        return ""
    label = translate(field.label)
    if isinstance(field, SubRows) and len(place.path) == 3:
        inner = next((f for f in field.fields if f.name == place.path[2]), None)
        return _(
            "%(label)s, row %(row)d: %(inner)s",
            label=label,
            row=int(place.path[1]) + 1,
            inner=translate(inner.label) if inner else place.path[2],
        )
    return label


def by_field(problems: Iterable[Problem]) -> dict[tuple[str | int, ...], list[str]]:
    """Sentences by the path of their field; () for the entry as a whole."""
    found: dict[tuple[str | int, ...], list[str]] = {}
    for problem in problems:
        path = problem.place.path if isinstance(problem.place, FieldPlace) else ()
        found.setdefault(path, []).append(sentence(problem))
    return found
