"""One door per change: whoever knocks, the same object checks, validates, writes and logs."""

from app.actions.action import Action, perform
from app.actions.change import Change, Stale
from app.actions.create import Create
from app.actions.perform_act import PerformAct
from app.actions.remove import Remove
from app.actions.restore import Restore
from app.actions.work import NotFound, Work

__all__ = [
    "Action",
    "Change",
    "Create",
    "NotFound",
    "PerformAct",
    "Remove",
    "Restore",
    "Stale",
    "Work",
    "perform",
]
