"""The frame around every page: menu, account, language, text size, messages."""

from typing import Any

from flask import Flask, get_flashed_messages, request, session
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import SQLAlchemyError

from models.definitions import Entity
from views.bell import bell
from views.current import (
    current_account,
    current_book,
    current_work,
    listed,
    translate,
)
from views.help_view import help_url
from views.icons import icon_of
from views.unit import unit_steps, unit_switch

UNDO = "undo:"


def install(app: Flask) -> None:
    """Give every template its `desk`."""

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {"desk": desk(), "csrf_token": generate_csrf}


def desk() -> dict[str, Any]:
    """What the layout shows."""
    account = current_account()
    return {
        "app_name": translate("Gridbook"),
        "menu": menu() if account else [],
        "search": bool(account) and not request.path.startswith("/search"),
        "account": _account() if account else None,
        "units": _units(),
        "crumbs": _crumbs(),
        "language": "en" if get_locale().language == "en" else "zh",
        "languages": [{"code": "zh", "label": "中文"}, {"code": "en", "label": "English"}],
        "large_text": session.get("large_text", account.large_text if account else False),
        "theme": session.get("theme", account.theme if account else "auto"),
        "menu_collapsed": session.get("menu") == "collapsed",
        "preferences_url": "/preferences",
        "request_id": "",
        "bell": bell(),
        "help_url": help_url(),
        "messages": [_message(*message) for message in get_flashed_messages(with_categories=True)],
    }


def menu() -> list[dict[str, Any]]:
    """Entities that the account may list, by module."""
    access = current_work().access
    groups = [
        {
            "label": translate(module),
            "items": [_menu_item(entity) for entity in entities if access.may("list", entity.name)],
        }
        for module, entities in current_book().catalogue.menu.items()
    ]
    return [group for group in groups if group["items"]]


def _menu_item(entity: Entity) -> dict[str, Any]:
    url = f"/desk/{entity.name}/"
    return {
        "label": translate(entity.label),
        "url": url,
        "active": request.path.startswith(url),
        "icon": icon_of(entity.name),
    }


def _account() -> dict[str, str]:
    account = current_account()
    assert account
    roles = current_book().catalogue.roles
    labels = [translate(roles[g.role].label) for g in account.actor.grants if g.role in roles]
    return {
        "name": account.actor.name or account.username,
        "role": listed(dict.fromkeys(labels)),
        "unit": account.unit_name,
        "url": "/account",
        "recent_url": "/recent",
        "jobs_url": "/jobs/",
        "password_url": "/account/password",
        "logout_url": "/logout/",
    }


def _crumbs() -> list[dict[str, str | None]]:
    name = (request.view_args or {}).get("entity")
    entity = current_book().catalogue.entities.get(str(name))
    if entity is None or not current_account():
        return []
    here: list[dict[str, str | None]] = [{"label": translate("Home"), "url": "/"}]
    here += [{"label": step["label"], "url": step["url"]} for step in unit_steps()]
    here.append({"label": translate(entity.label), "url": f"/desk/{entity.name}/"})
    return here


def _units() -> dict[str, Any] | None:
    """The unit that the desk is narrowed to. The page that tells of a mistake does without."""
    try:
        return unit_switch()
    except SQLAlchemyError:
        return None


def _message(kind: str, text: str) -> dict[str, str | None]:
    undo = kind.removeprefix(UNDO) if kind.startswith(UNDO) else None
    return {"kind": "success" if undo else kind, "text": text, "undo_url": undo, "undo_label": None}
