"""Whether the database stands where definitions and program want it, told without reading either.

A plan costs seconds; at the second start nothing has changed, and that is seen from the bytes.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, text

from app.demo.private_file import write_private
from config import ROOT

_NEWEST = text("SELECT coalesce(max(id), 0) FROM definition_version")


class AppliedMark:
    """A file beside the database: what was applied last, and as which definition version.

    A plan applied from elsewhere since then has another version, so the mark no longer holds.
    """

    def __init__(self, file: Path, definitions: Path) -> None:
        self._file = file
        self._fingerprint = _fingerprint(definitions)

    def holds(self, connection: Connection) -> bool:
        """Whether nothing has changed since `set`."""
        try:
            written = self._file.read_text()
        except FileNotFoundError:
            return False
        return written.startswith(self._fingerprint) and written == self._now(connection)

    def set(self, connection: Connection) -> None:
        """Call it after a plan was carried out, or was empty."""
        write_private(self._file, self._now(connection))

    def _now(self, connection: Connection) -> str:
        return f"{self._fingerprint} {connection.scalar(_NEWEST)}"


def _fingerprint(definitions: Path) -> str:
    """A digest of everything a plan is made from: definitions, our program, Flask-AppBuilder."""
    digest = hashlib.sha256(version("flask-appbuilder").encode())
    programs = (path for room in ("models", "app") for path in (ROOT / room).rglob("*.py"))
    for path in [*sorted(definitions.rglob("*.yaml")), *sorted(programs)]:
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
