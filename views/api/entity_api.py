"""The API of every entity, by name: one class with Flask-AppBuilder's REST conventions, no class
per entity. What differs from them stands in docs/decisions."""

from typing import Any

from flask import Blueprint, Response, current_app
from flask_appbuilder import AppBuilder
from flask_appbuilder.api import BaseApi, expose
from werkzeug.routing import BaseConverter

from app.access import Denied, Level, Verdict
from app.access.access import NO_ROLE
from app.actions import (
    Change,
    Create,
    NotFound,
    PerformAct,
    Remove,
    Restore,
    Stale,
    Work,
    perform,
)
from app.actions.made_of_one import made_by
from app.reading import Record, read_record
from models.fields import Link
from views.api import arguments as api_arguments
from views.api.answers import answer
from views.api.body import read_body
from views.api.conflict import StaleSince
from views.api.info import PERMISSIONS, info_answer
from views.api.login import api_login
from views.api.once import sent_key
from views.api.query import read_query
from views.api.reading import (
    deleted_answer,
    history_answer,
    list_answer,
    record_answer,
    related_answer,
    saved_answer,
)
from views.api.row import without_unchanged
from views.api.version import sent_version
from views.current import current_book, current_work, translate


class RowId(BaseConverter):
    """A row's id in an address: a positive number that a bigint holds. Anything else is a 404."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


class EntityApi(BaseApi):  # type: ignore[misc]
    """`/api/v1/<entity>/…` for all entities of the catalogue."""

    route_base = "/api/v1"
    csrf_exempt = False  # a session's changes carry the page's token

    def create_blueprint(self, appbuilder: AppBuilder, *args: Any, **kwargs: Any) -> Blueprint:
        """As Flask-AppBuilder's, with our converter of ids."""
        current_app.url_map.converters["row_id"] = RowId
        return super().create_blueprint(appbuilder, *args, **kwargs)

    @expose("/<entity>/_info", methods=["GET"])
    @api_login
    def info(self, entity: str) -> Response:
        """What the actor may do, enter and filter by."""
        work = _work(entity, *PERMISSIONS["can_info"])
        return answer(200, **info_answer(work, entity, read_query(api_arguments.INFO)))

    @expose("/<entity>/", methods=["GET"])
    @api_login
    def get_list(self, entity: str) -> Response:
        """A page of the list."""
        work = _work(entity, "list")
        arguments = read_query(api_arguments.LIST)
        if arguments.get("removed"):
            _work(entity, "restore")
        return answer(200, **list_answer(work, entity, arguments))

    @expose("/<entity>/<row_id:pk>", methods=["GET"])
    @api_login
    def get(self, entity: str, pk: int) -> Response:
        """One record."""
        work = _work(entity, "show")
        arguments = read_query(api_arguments.ITEM)
        record = _record(work, entity, pk)
        return _tagged(answer(200, **record_answer(record, arguments)), record)

    @expose("/<entity>/", methods=["POST"])
    @api_login
    def post(self, entity: str) -> Response:
        """Create a record."""
        work = _work(entity, "add")
        row = perform(work, Create(entity=entity, given=read_body(), key=sent_key()))
        response = _saved(work, entity, row.id, 201)
        response.headers["Location"] = f"{self.route_base}/{entity}/{row.id}"
        return response

    @expose("/<entity>/<row_id:pk>", methods=["PUT"])
    @api_login
    def put(self, entity: str, pk: int) -> Response:
        """Change a record: fields that are not sent stay as they are."""
        work = _work(entity, "edit")
        body = read_body()
        version = sent_version(body)
        given = without_unchanged(_record(work, entity, pk), body)
        given.pop("version", None)
        try:
            perform(work, Change(entity=entity, row_id=pk, version=version, given=given))
        except Stale as stale:
            raise StaleSince(stale.row, version or 0) from stale
        return _saved(work, entity, pk, 200)

    @expose("/<entity>/<row_id:pk>", methods=["DELETE"])
    @api_login
    def delete(self, entity: str, pk: int) -> Response:
        """Remove a record; it can be restored."""
        work = _work(entity, "remove")
        version = sent_version({})
        try:
            perform(work, Remove(entity=entity, row_id=pk, version=version))
        except Stale as stale:
            raise StaleSince(stale.row, version or 0) from stale
        return answer(200, **deleted_answer())

    @expose("/<entity>/<row_id:pk>/restore", methods=["POST"])
    @api_login
    def restore(self, entity: str, pk: int) -> Response:
        """Restore a removed record."""
        work = _work(entity, "restore")
        perform(work, Restore(entity=entity, row_id=pk))
        return _saved(work, entity, pk, 200)

    @expose("/<entity>/<row_id:pk>/acts/<act>", methods=["POST"])
    @api_login
    def act(self, entity: str, pk: int, act: str) -> Response:
        """A change of life: its day and reason, and what it asks for."""
        work = _work(entity, act)
        known = work.entity(entity).acts.get(act)
        if known is None:
            raise NotFound
        body = read_body()
        version = sent_version(body)
        body.pop("version", None)
        wanted = PerformAct(entity=entity, row_id=pk, version=version, act=act, given=body)
        try:
            row = perform(work, wanted)
        except Stale as stale:
            raise StaleSince(stale.row, version or 0) from stale
        if known.makes:
            return answer(200, id=pk, result={}, made=made_by(work, known, entity, row))
        return _saved(work, entity, pk, 200)

    @expose("/<entity>/<row_id:pk>/history", methods=["GET"])
    @api_login
    def history(self, entity: str, pk: int) -> Response:
        """The newest acts on a record."""
        record = _record(_work(entity, "show"), entity, pk)
        return answer(200, id=pk, result=history_answer(current_work(), record))

    @expose("/<entity>/related/<field>", methods=["GET"])
    @api_login
    def related(self, entity: str, field: str) -> Response:
        """What a link may be set to."""
        work = _work(entity, "list", "show", "add", "edit")
        definition = work.entity(entity)
        link = definition.fields.get(field)
        if not isinstance(link, Link) or work.access.level(definition, field) is Level.HIDDEN:
            raise NotFound
        arguments = read_query(api_arguments.RELATED)
        return answer(200, **related_answer(work, entity, link, arguments))


def _work(entity: str, *verbs: str) -> Work:
    """The work of whoever asks, who may do one of `verbs`. Raises NotFound, Denied."""
    if entity not in current_book().catalogue.entities:
        raise NotFound
    work = current_work()
    if not any(work.access.may(verb, entity) for verb in verbs):
        label = current_book().catalogue.entities[entity].label
        raise Denied(Verdict(False, NO_ROLE, {"entity": label}))
    return work


def _record(work: Work, entity: str, pk: int) -> Record:
    return read_record(work, entity, pk, translate=translate)


def _saved(work: Work, entity: str, pk: int, status: int) -> Response:
    """The record as it is now; for those who may write and not read, its id alone."""
    try:
        record = _record(work, entity, pk)
    except (Denied, NotFound):
        return answer(status, id=pk, result={})
    return _tagged(answer(status, **saved_answer(record)), record)


def _tagged(response: Response, record: Record) -> Response:
    """With the version as the entity tag that If-Match takes (RFC 9110)."""
    response.set_etag(str(record.row.version))
    return response
