"""Faces: the desk and the API on Flask-AppBuilder, templates and static files."""

from flask import Flask
from flask_appbuilder import AppBuilder

from views import body_size, csrf, errors, frame, headers, static_files
from views.account_view import AccountView
from views.api.entity_api import EntityApi
from views.api.file_api import FileApi
from views.api.job_api import JobApi
from views.api.open_api import OpenApiView
from views.entity_view import EntityView
from views.file_view import FileView
from views.help_view import HelpView
from views.job_view import JobView
from views.notice_view import NoticeView
from views.own_list_view import OwnListView
from views.recent_view import RecentView
from views.search_view import SearchView
from views.unit_view import UnitView


def register(app: Flask, builder: AppBuilder) -> None:
    """Put every face on the application. Nothing is registered later: entities are served by
    name."""
    headers.install(app)
    body_size.install(app)
    csrf.install(app)
    static_files.install(app)
    frame.install(app)
    errors.install(app)
    builder.add_view_no_menu(EntityView)
    builder.add_view_no_menu(FileView)
    builder.add_view_no_menu(OwnListView)
    builder.add_view_no_menu(AccountView)
    builder.add_view_no_menu(JobView)
    builder.add_view_no_menu(SearchView)
    builder.add_view_no_menu(UnitView)
    builder.add_view_no_menu(RecentView)
    builder.add_view_no_menu(NoticeView)
    builder.add_view_no_menu(HelpView)
    builder.add_api(EntityApi)
    builder.add_api(FileApi)
    builder.add_api(JobApi)
    builder.add_api(OpenApiView)
