"""Who may: verdicts with reasons, row scope, field rights and masks."""

from app.access.access import Access
from app.access.actor import Actor, Grant
from app.access.session_scope import act_as, actor_of, install_scope, system_work
from app.access.shown import Shown, ShownValue
from app.access.verdict import Denied, Verdict
from models.definitions.field_level import Level

__all__ = [
    "Access",
    "Actor",
    "Denied",
    "Grant",
    "Level",
    "Shown",
    "ShownValue",
    "Verdict",
    "act_as",
    "actor_of",
    "install_scope",
    "system_work",
]
