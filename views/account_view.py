"""One's own account: what it is, password, preferences and logging out."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, request, session
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import refresh
from flask_login import logout_user

from app.own_account import (
    WrongPassword,
    change_own_password,
    last_log_in,
    save_preferences,
)
from views.current import current_account, current_work
from views.log_in_first import log_in_first
from views.profile_page import profile_page
from views.security import SESSION_VERSION

SHORTEST = 8
LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}


class AccountView(BaseView):  # type: ignore[misc]
    """`/account`, `/account/password`, `/preferences` and `/logout/`."""

    route_base = ""
    default_view = "profile"

    @expose("/account")
    @log_in_first
    def profile(self) -> Any:
        """Who one is here, how the desk looks, and what one may do."""
        account = current_account()
        assert account
        connection = current_app.extensions["gridbook_session"].connection()
        page = profile_page(current_work(), account, last_log_in(connection, account.actor.id))
        return self.render_template("desk/account.html", page=page)

    @expose("/account/password", methods=["GET", "POST"])
    def password(self) -> Any:
        """Change the password; the one-time password must be changed before anything else."""
        account = current_account()
        if account is None:
            return redirect("/login/")
        errors = self._change(account.actor.id) if request.method == "POST" else []
        if request.method == "POST" and not errors:
            flash(_("Your password has been changed."), "success")
            return redirect("/", 303)
        page = {"errors": errors, "forced": account.must_change_password}
        return self.render_template("desk/password.html", **page), 422 if errors else 200

    def _change(self, account_id: int) -> list[str]:
        new, again = request.form.get("new", ""), request.form.get("again", "")
        errors = []
        if len(new) < SHORTEST:
            errors.append(_("A password has at least %(count)d characters.", count=SHORTEST))
        if new != again:
            errors.append(_("The two new passwords differ."))
        if new and new == request.form.get("current"):
            errors.append(_("The new password is the old one."))
        if errors:
            return errors
        connection = current_app.extensions["gridbook_session"].connection()
        try:
            version = change_own_password(
                connection, account_id, request.form.get("current", ""), new
            )
        except WrongPassword:
            return [_("The present password is wrong.")]
        current_app.extensions["gridbook_session"].commit()
        session[SESSION_VERSION] = version
        return []

    @expose("/logout/", methods=["GET", "POST"])
    def logout(self) -> Any:
        """End all sessions of the account. Only posted, with the page's token: a link that somebody
        else wrote ends nothing."""
        if request.method == "POST":
            logout_user()
        return redirect("/", 303)

    @expose("/preferences", methods=["POST"])
    def preferences(self) -> Any:
        """Language, text size, colours and menu; kept with the account once logged in."""
        given = request.form
        if given.get("language") in LANGUAGES:
            session["locale"] = LANGUAGES[given["language"]]
            refresh()
        if given.get("large_text") in ("0", "1"):
            session["large_text"] = given["large_text"] == "1"
        if given.get("theme") in ("light", "dark", "auto"):
            session["theme"] = given["theme"]
        if given.get("menu") in ("open", "collapsed"):
            session["menu"] = given["menu"]
        account = current_account()
        if account:
            save_preferences(
                current_app.extensions["gridbook_session"].connection(),
                account.actor.id,
                language=session.get("locale", account.language),
                large_text=session.get("large_text", account.large_text),
                theme=session.get("theme", account.theme),
            )
            current_app.extensions["gridbook_session"].commit()
        return redirect(own_page(given.get("next", "/")), 303)


def own_page(target: str) -> str:
    """The address if it is one of ours, else the first page."""
    parts = urlsplit(target)
    ours = not parts.scheme and not parts.netloc and target.startswith("/")
    return target if ours and not target.startswith(("//", "/\\")) else "/"
