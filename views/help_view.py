"""Help, in words and pictures. It is open before log-in: logging in is what it begins with."""

from typing import Any

from flask import request
from flask_appbuilder import BaseView, expose
from flask_babel import get_locale

from app.actions import NotFound
from views.help_pages import PAGES, help_pages

# The page that helps with what is in sight, by the endpoint that shows it.
_HELPS = {
    "LogInView.login": "log-in",
    "AccountView.password": "log-in",
    "AccountView.profile": "own",
    "EntityView.list": "lists",
    "EntityView.new": "entering",
    "EntityView.edit": "correcting",
    "EntityView.show": "correcting",
    "EntityView.act": "correcting",
    "JobView.list": "exports",
    "NoticeView.notices": "own",
    "RecentView.recent": "own",
}


class HelpView(BaseView):  # type: ignore[misc]
    """`/help/` and its pages."""

    route_base = "/help"
    default_view = "contents"

    @expose("/")
    def contents(self) -> Any:
        """What there is help with."""
        return self.render_template("desk/help_contents.html", pages=help_pages(_language()))

    @expose("/<name>")
    def page(self, name: str) -> Any:
        """One page, with the ways to its neighbours."""
        if name not in PAGES:
            raise NotFound
        pages, at = [None, *help_pages(_language()), None], PAGES.index(name) + 1
        return self.render_template(
            "desk/help_page.html", page=pages[at], before=pages[at - 1], after=pages[at + 1]
        )


def help_url() -> str:
    """Where help is with the page in sight."""
    return "/help/" + _HELPS.get(request.endpoint or "", "")


def _language() -> str:
    return "en" if get_locale().language == "en" else "zh"
