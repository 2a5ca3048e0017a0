"""The page of one's own account: its posts with their places, and what may be done here in plain
words."""

import datetime
from typing import Any

from flask_babel import format_datetime
from flask_babel import gettext as _

from app.access.actor import Grant
from app.access.load_actor import LoadedAccount
from app.actions import Work
from app.reading.titles import unit_paths
from models.definitions import Entity
from models.source import N_
from views.current import listed, translate

# What a verb lets one do, in the order in which it is said. To list is to look as well.
VERBS = {
    "show": N_("look at"),
    "add": N_("enter"),
    "edit": N_("correct"),
    "remove": N_("remove"),
    "restore": N_("restore"),
    "export": N_("export"),
}


def profile_page(
    work: Work, account: LoadedAccount, logged_in: datetime.datetime | None
) -> dict[str, Any]:
    """Everything the template shows."""
    return {
        "name": account.actor.name or account.username,
        "username": account.username,
        "logged_in": format_datetime(logged_in, "yyyy-MM-dd HH:mm") if logged_in else None,
        "posts": _posts(work, account.actor.grants),
        "groups": _groups(work),
    }


def _posts(work: Work, grants: tuple[Grant, ...]) -> list[dict[str, Any]]:
    """Role, what it is for, place and department of each. Names of units are public."""
    paths = unit_paths(work, {grant.org_code for grant in grants if grant.org_code})
    roles = work.book.catalogue.roles
    return [
        {
            "role": translate(roles[grant.role].label),
            "help": translate(roles[grant.role].help),
            "place": " / ".join(step.name for step in paths.get(grant.org_code, ())),
            "department": grant.department,
        }
        for grant in grants
        if grant.role in roles
    ]


def _groups(work: Work) -> list[dict[str, Any]]:
    """By module what may be done with each entity, in at least one of the posts."""
    groups = [
        {
            "label": translate(module),
            "rows": [
                {
                    "label": translate(entity.label),
                    "url": f"/desk/{entity.name}/" if work.access.may("list", entity.name) else "",
                    "may": listed(may),
                }
                for entity in entities
                if (may := _may(work, entity))
            ],
        }
        for module, entities in work.book.catalogue.menu.items()
    ]
    return [group for group in groups if group["rows"]]


def _may(work: Work, entity: Entity) -> list[str]:
    def may(verb: str) -> bool:
        return bool(work.access.may(verb, entity.name))

    found = [translate(word) for verb, word in VERBS.items() if may(verb)]
    if may("list") and not may("show"):
        found.insert(0, _("look at in the list"))
    acts = work.entity(entity.name).acts
    return found + [translate(act.label) for name, act in acts.items() if may(name)]
