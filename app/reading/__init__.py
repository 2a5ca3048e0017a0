"""Lists and records as an actor may see them: what every face reads through."""

from app.reading.count import CAP, Count
from app.reading.list_page import ListPage, read_list
from app.reading.list_request import ListRequest, Wanted
from app.reading.record import Record, read_record

__all__ = [
    "CAP",
    "Count",
    "ListPage",
    "ListRequest",
    "Record",
    "Wanted",
    "read_list",
    "read_record",
]
