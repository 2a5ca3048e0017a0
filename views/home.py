"""The first page: what there is to know, what one had before oneself, and what one may do, one card
each, by module."""

import datetime
from typing import Any

from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from models.expressions.clock import CHINA
from views.current import current_account, current_book, current_work, translate
from views.log_in_first import log_in_first
from views.notice_view import unread_notices
from views.recent_view import recent_rows

RECENT = 6  # records on the first page; all of them have a page of their own


class HomeView(BaseView):  # type: ignore[misc]
    """`/`: log-in first, then cards of the entities."""

    route_base = ""
    default_view = "index"

    @expose("/")
    @log_in_first
    def index(self) -> Any:
        """The home page."""
        account = current_account()
        assert account
        page = {
            "greeting": _greeting(account.actor.name),
            "notices": unread_notices(),
            "recent": recent_rows(RECENT),
            "groups": _groups(),
        }
        return self.render_template("desk/home.html", page=page)


def _greeting(name: str) -> str:
    hour = datetime.datetime.now(CHINA).hour
    if hour < 12:
        return _("Good morning, %(name)s", name=name)
    return (
        _("Good afternoon, %(name)s", name=name)
        if hour < 18
        else _("Good evening, %(name)s", name=name)
    )


def _groups() -> list[dict[str, Any]]:
    """Cards of what the account may list, by module."""
    access = current_work().access
    groups = [
        {
            "label": translate(module),
            "cards": [
                {
                    "label": translate(entity.label),
                    "url": f"/desk/{entity.name}/",
                    "new_url": f"/desk/{entity.name}/new"
                    if access.may("add", entity.name)
                    else None,
                }
                for entity in entities
                if access.may("list", entity.name)
            ],
        }
        for module, entities in current_book().catalogue.menu.items()
    ]
    return [group for group in groups if group["cards"]]
