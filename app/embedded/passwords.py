"""The passwords of the database roles, in one file that only we can read."""

import json
import os
import secrets
from pathlib import Path

from app.embedded.errors import NO_PASSWORDS, EmbeddedError
from models.tables.database_roles import ROLES

SUPERUSER = "gridbook_super"
_NAMES = (SUPERUSER, *ROLES)


def make_passwords(path: Path) -> dict[str, str]:
    """Write a new random password of 256 bits for each role, whole or not at all."""
    passwords = {role: secrets.token_urlsafe(32) for role in _NAMES}
    work = path.with_suffix(".new")
    work.unlink(missing_ok=True)
    with open(os.open(work, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(passwords, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    work.rename(path)
    return passwords


def read_passwords(path: Path) -> dict[str, str]:
    """The password of each role; EmbeddedError (NO_PASSWORDS) if one is missing."""
    try:
        passwords = json.loads(path.read_text())
        return {role: str(passwords[role]) for role in _NAMES}
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise EmbeddedError(NO_PASSWORDS, path=path) from error
