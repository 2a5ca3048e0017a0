"""The kinds of value an expression knows."""

from enum import StrEnum

from models.source.sentence import N_


class Kind(StrEnum):
    """The kind of a value; its text is also how it is written for the browser.

    `NULL` is the kind of nothing but null; a value of any other kind may be null as well. `ANY`
    is known at run time only.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATE_TIME = "date_time"
    YES_NO = "yes_no"
    LIST = "list"
    ROWS = "rows"
    SHAPE = "shape"
    NULL = "null"
    ANY = "any"

    @property
    def label(self) -> str:
        """The message id of the word that users read."""
        return _LABELS[self]


_LABELS = {
    Kind.TEXT: N_("text"),
    Kind.NUMBER: N_("a number"),
    Kind.DATE: N_("a date"),
    Kind.DATE_TIME: N_("a date with a time"),
    Kind.YES_NO: N_("yes or no"),
    Kind.LIST: N_("a list"),
    Kind.ROWS: N_("rows"),
    Kind.SHAPE: N_("a place on the map"),
    Kind.NULL: N_("nothing"),
    Kind.ANY: N_("a value"),
}
