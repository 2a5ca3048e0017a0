"""Static files under an address that changes with their content: a browser keeps them for good, and
modules that import each other by relative address move along."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory

from config import ROOT

FOLDER = ROOT / "views/static"
ENDPOINT = "static_file"


@cache
def digest(folder: Path = FOLDER) -> str:
    """A short digest of every file's name and content."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def static(path: str) -> str:
    """The address of a static file."""
    return f"/static/desk/{digest()}/{path}"


def install(app: Flask) -> None:
    """Serve them."""

    @app.get("/static/desk/<version>/<path:name>", endpoint=ENDPOINT)
    def serve(version: str, name: str) -> Response:
        return send_from_directory(FOLDER, name)

    app.jinja_env.globals["static"] = static
