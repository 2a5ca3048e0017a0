"""A file, as an attachment that nobody keeps or guesses the type of (`headers.py`); and the small
picture of one, which is of our own making and may stand in a page."""

import logging

from flask import Response, current_app, send_file

from app.actions import NotFound
from app.files.folder import FileFolder
from models.tables.stored_file import StoredFile

log = logging.getLogger("gridbook")


def current_folder() -> FileFolder:
    """The folder of files."""
    folder: FileFolder = current_app.extensions["files"]
    return folder


def file_answer(file: StoredFile) -> Response:
    """The file under its own name (RFC 6266). Raises NotFound if its bytes are gone."""
    return _sent(file, small=False)


def small_picture(file: StoredFile) -> Response:
    """The small picture. Raises NotFound for a file that has none."""
    if file.width is None:
        raise NotFound
    return _sent(file, small=True)


def _sent(file: StoredFile, *, small: bool) -> Response:
    path = current_folder().path(file.key, small=small)
    if not path.is_file():
        log.error("the bytes of the file %s are gone", file.key)
        raise NotFound
    return send_file(
        path,
        "image/jpeg" if small else file.media_type,
        as_attachment=not small,
        download_name=None if small else file.name,
        conditional=False,
        etag=False,
    )
