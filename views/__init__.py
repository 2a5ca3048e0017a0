"""Faces: the desk and the API on Flask-AppBuilder, templates and static files."""

from flask import Flask
from flask_appbuilder import AppBuilder

from views import csrf, errors, frame, headers, static_files
from views.account_view import AccountView
from views.api.entity_api import EntityApi
from views.api.open_api import OpenApiView
from views.entity_view import EntityView


def register(app: Flask, builder: AppBuilder) -> None:
    """Put every face on the application. Nothing is registered later: entities are served by
    name."""
    headers.install(app)
    csrf.install(app)
    static_files.install(app)
    frame.install(app)
    errors.install(app)
    builder.add_view_no_menu(EntityView)
    builder.add_view_no_menu(AccountView)
    builder.add_api(EntityApi)
    builder.add_api(OpenApiView)
