"""The search of the whole desk."""

from typing import Any

from flask import current_app, redirect, request
from flask_appbuilder import BaseView, expose

from app.sought import LONGEST, keep_words, kept_words
from views.current import current_account, current_work
from views.log_in_first import log_in_first
from views.search_page import search_page


class SearchView(BaseView):  # type: ignore[misc]
    """`/search`: asked by POST; the address of what was found holds a key instead of the words."""

    route_base = ""
    default_view = "search"

    @expose("/search", methods=["GET", "POST"])
    @log_in_first
    def search(self) -> Any:
        """The page with its input; posted, the way to what is found."""
        words = " ".join(request.form.get("q", "").split())[:LONGEST]
        if request.method == "GET" or not words.isprintable():
            return self.render_template("desk/search.html", page=search_page(current_work(), ""))
        account = current_account()
        assert account
        session = current_app.extensions["gridbook_session"]
        key = keep_words(session.connection(), account.actor.id, words)
        session.commit()
        return redirect(f"/search/{key}", 303)

    @expose("/search/<key>")
    @log_in_first
    def found(self, key: str) -> Any:
        """What is found. Words that are kept no longer, and those of others, are asked for anew."""
        account = current_account()
        assert account
        connection = current_app.extensions["gridbook_session"].connection()
        words = kept_words(connection, account.actor.id, key[:40]) if key.isprintable() else None
        if words is None:
            return redirect("/search", 303)
        return self.render_template("desk/search.html", page=search_page(current_work(), words))
