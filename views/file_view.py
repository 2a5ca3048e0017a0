"""Files on the desk: handed in by a form's script, and fetched from a record's page."""

from typing import Any

from flask import Response, jsonify, request
from flask_appbuilder import BaseView, expose

from app.actions import NotFound
from app.actions.stage_file import Sent, stage_file
from app.reading.record import find_file
from models.source import Problems, Refused
from models.tables.stored_file import StoredFile
from views.entity_work import entity_work, seen_record
from views.file_answer import current_folder, file_answer, small_picture
from views.log_in_first import log_in_first
from views.sent_files import file_line
from views.sentences import sentence


class FileView(BaseView):  # type: ignore[misc]
    """`/desk/<entity>/files/<field>`, and the files of a record."""

    route_base = "/desk"
    default_view = "hand_in"

    @expose("/<entity>/files/<field>", methods=["POST"])
    @log_in_first
    def hand_in(self, entity: str, field: str) -> Any:
        """Hand in one file; its key is what the form sends then."""
        work = entity_work(entity, "list", "show", "add", "edit")
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise NotFound
        wanted = Sent(sent.filename, sent.stream)
        try:
            file = stage_file(work, current_folder(), entity, field, wanted)
        except Refused as refusal:
            return jsonify(message=sentence(refusal.at(field))), 422
        except Problems as problems:
            return jsonify(message=sentence(problems.found[0])), 422
        return jsonify(file_line(file)), 201

    @expose("/<entity>/<int:row_id>/files/<field>/<key>")
    @log_in_first
    def file(self, entity: str, row_id: int, field: str, key: str) -> Response:
        """A file of a record."""
        return file_answer(_found(entity, row_id, field, key))

    @expose("/<entity>/<int:row_id>/files/<field>/<key>/small")
    @log_in_first
    def small(self, entity: str, row_id: int, field: str, key: str) -> Response:
        """The small picture of a photo."""
        return small_picture(_found(entity, row_id, field, key))


def _found(entity: str, row_id: int, field: str, key: str) -> StoredFile:
    work = entity_work(entity, "show")
    removed = bool(work.access.may("restore", entity))
    return find_file(seen_record(work, entity, row_id, removed=removed), field, key)
