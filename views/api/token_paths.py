"""Flask-AppBuilder's own paths, in the API's document: tokens and the menu."""

from flask_babel import gettext as _

from views.api.components import TEXT, Json, content, listed, obj, ref

_TOKEN = {"access_token": TEXT}
# Flask-AppBuilder answers here before our own errors are asked, so messages may be by field.
_REFUSED = {"description": "not understood", "content": content(obj(message={}))}
_NOT_VALID = {"description": "no valid token", "content": content(obj())}


def token_paths() -> Json:
    """Log-in for a token, its renewal, and the menu."""
    return {
        "/api/v1/security/login": {"post": _login()},
        "/api/v1/security/refresh": {"post": _refresh()},
        "/api/v1/menu/": {"get": _menu()},
    }


def _login() -> Json:
    asked = obj(
        ("username", "password", "provider"),
        username=TEXT,
        password={"type": "string", "format": "password"},
        provider={"type": "string", "enum": ["db"]},
        refresh={"type": "boolean", "description": "whether a token for renewal is wanted too"},
    )
    given = obj(("access_token",), **_TOKEN, refresh_token=TEXT)
    return {
        "tags": ["Security"],
        "summary": _("Log in for a token"),
        "security": [],
        "requestBody": {"required": True, "content": content(asked)},
        "responses": {
            "200": {"description": "logged in", "content": content(given)},
            "400": _REFUSED,
            "401": {"description": "wrong name or password", "content": content(obj())},
            **_always(),
        },
    }


def _refresh() -> Json:
    return {
        "tags": ["Security"],
        "summary": _("Renew a token"),
        "security": [{"jwt_refresh": []}],
        "responses": {
            "200": {"description": "renewed", "content": content(obj(("access_token",), **_TOKEN))},
            "401": _NOT_VALID,
            "422": _NOT_VALID,
            **_always(),
        },
    }


def _menu() -> Json:
    return {
        "tags": ["Menu"],
        "summary": _("Flask-AppBuilder's menu"),
        "security": [{"jwt": []}, {"session": []}],
        "responses": {
            "200": {"description": "the menu", "content": content(obj(result=listed({})))},
            "401": _NOT_VALID,
            "403": _NOT_VALID,
            "422": _NOT_VALID,
            **_always(),
        },
    }


def _always() -> Json:
    return {status: ref(status, "responses") for status in ("413", "429", "500", "503")}
