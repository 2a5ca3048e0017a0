"""The API of files: handed in for a field, then named by their keys in the body of a record; and
fetched from a record that names them."""

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose

from app.actions.stage_file import Sent, stage_file
from app.reading import read_record
from app.reading.record import find_file
from models.source import Problems, Refused
from models.tables.stored_file import StoredFile
from views.api.answers import answer
from views.api.login import api_login
from views.api.problems import NO_FILE, malformed
from views.current import translate
from views.entity_work import entity_work
from views.file_answer import current_folder, file_answer

PART = "file"


class FileApi(BaseApi):  # type: ignore[misc]
    """`/api/v1/<entity>/files/<field>` and `/api/v1/<entity>/<id>/files/<field>/<key>`."""

    route_base = "/api/v1"
    csrf_exempt = False  # a session's changes carry the page's token

    @expose("/<entity>/files/<field>", methods=["POST"])
    @api_login
    def hand_in(self, entity: str, field: str) -> Response:
        """Hand in one file, as multipart/form-data with one part."""
        work = entity_work(entity, "list", "show", "add", "edit")
        sent = request.files.getlist(PART)
        if len(sent) != 1 or not sent[0].filename:
            raise malformed(NO_FILE)
        wanted = Sent(sent[0].filename, sent[0].stream)
        try:
            file = stage_file(work, current_folder(), entity, field, wanted)
        except Refused as refusal:
            raise Problems([refusal.at(field)]) from None
        return answer(201, key=file.key, result=file_json(file))

    @expose("/<entity>/<row_id:pk>/files/<field>/<key>", methods=["GET"])
    @api_login
    def get(self, entity: str, pk: int, field: str, key: str) -> Response:
        """A file of a record."""
        record = read_record(entity_work(entity, "show"), entity, pk, translate=translate)
        return file_answer(find_file(record, field, key))


def file_json(file: StoredFile) -> dict[str, Any]:
    """What is told of a file."""
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "width": file.width,
        "height": file.height,
    }
