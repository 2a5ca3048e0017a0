"""Flask-AppBuilder's security manager, cut to log-in, tokens and accounts.

Its own views of users, roles and permissions are not registered, its permission rows are neither
written nor read: rights come from the definitions alone.
"""

from functools import partial
from typing import Any

from flask import current_app, request, session
from flask_appbuilder.security.sqla.manager import SecurityManager as BaseSecurityManager
from flask_login import current_user, user_logged_in, user_logged_out
from sqlalchemy import text

from app.access.load_actor import load_account
from app.own_account import end_sessions
from views.log_in_view import LogInView
from views.principal import Principal, load_principal
from views.unit import UNIT

SESSION_VERSION = "account_version"


class SecurityManager(BaseSecurityManager):  # type: ignore[misc]
    """Log-in by name and password, sessions and JWT; everything else is ours."""

    authdbview = LogInView

    def create_db(self) -> None:
        """Tables are made by `gridbook apply`, with another database role."""

    def register_views(self) -> None:
        """Log-in page and token API, limited by address and account; who is turned away at one is
        turned away at the other."""
        security_api = self.appbuilder.add_api(self.security_api)
        self.auth_view = self.authdbview()
        self.appbuilder.add_view_no_menu(self.auth_view)
        address_limit = current_app.config["LOG_IN_ADDRESS_LIMIT"]
        limit = partial(self.limiter.shared_limit, methods=["POST"])
        for view in (self.auth_view, security_api):
            limit(self.auth_rate_limit, "tried name", key_func=self._tried)(view.blueprint)
            limit(address_limit, "trying address")(view.blueprint)
        user_logged_in.connect(_remember_version, weak=False)
        user_logged_out.connect(_end_sessions, weak=False)
        self.jwt_manager.additional_claims_loader(self._claims)

    def load_user(self, pk: Any) -> Principal | None:
        """The account of a browser session."""
        return load_principal(self.session, pk, session.get(SESSION_VERSION))

    def load_user_jwt(self, _jwt_header: Any, jwt_data: Any) -> Principal | None:
        """The account of a token."""
        return load_principal(self.session, jwt_data["sub"], jwt_data.get(SESSION_VERSION))

    def auth_user_db(self, username: str, password: str) -> Any:
        """As Flask-AppBuilder does it, and the account must be in force."""
        if not (_storable(username) and _storable(password)):
            return None
        user = super().auth_user_db(username, password)
        if user is None:
            return None
        account = load_account(self.session.connection(), user.id)
        return user if account and account.in_force else None

    def noop_user_update(self, user: Any) -> None:
        """The write that a wrong password costs, so that an unknown name takes as long. By the
        connection, since the session takes no bulk update from anybody."""
        change = text("UPDATE ab_user SET login_count = login_count WHERE id = :id")
        self.session.connection().execute(change, {"id": user.id})
        self.session.commit()

    def has_access(self, permission_name: str, view_name: str) -> bool:
        """Flask-AppBuilder's own pages are open to every account; ours ask for verdicts."""
        return bool(current_user.is_authenticated)

    def is_item_public(self, permission_name: str, view_name: str) -> bool:
        """Nothing is."""
        return False

    def get_user_menu_access(self, menu_names: list[str] | None = None) -> set[str]:
        """The menu is built from verdicts, not from here."""
        return set(menu_names or ())

    def _tried(self) -> str:
        """The address, and the account that is tried under any of its names; for a name of nobody,
        the name."""
        body: Any = request.get_json(silent=True) if request.is_json else request.form
        name = str(body.get("username", "") if hasattr(body, "get") else "")
        # One query for both names, so that it takes as long whether there is an account or not.
        query = text(
            "SELECT id FROM ab_user WHERE lower(username) = lower(:name) OR email = :name"
            " ORDER BY lower(username) = lower(:name) DESC LIMIT 1"
        )
        known = _storable(name) and self.session.connection().scalar(query, {"name": name})
        return f"{request.remote_addr} {known or repr(name.lower()[:100])}"

    def _claims(self, identity: str) -> dict[str, int]:
        account = load_account(self.session.connection(), int(identity))
        return {SESSION_VERSION: account.session_version if account else 0}


def _storable(text: Any) -> bool:
    """Whether PostgreSQL can be asked about it at all."""
    return isinstance(text, str) and text.isprintable()


def _remember_version(sender: Any, user: Any, **_: Any) -> None:
    """A session carries the account's version, so that ending all sessions is raising a number."""
    account = load_account(
        current_app.extensions["gridbook_session"].connection(), int(user.get_id())
    )
    if account:
        session[SESSION_VERSION] = account.session_version
        session["locale"] = account.language
        session.pop(UNIT, None)


def _end_sessions(sender: Any, user: Any, **_: Any) -> None:
    """Whoever logs out at a shared PC is out: a copy of the cookie is worth nothing."""
    if isinstance(user, Principal):
        scoped = current_app.extensions["gridbook_session"]
        end_sessions(scoped.connection(), user.id)
        scoped.commit()
