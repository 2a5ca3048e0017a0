"""Small files in the data folder that only we can read."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def write_private(path: Path, content: str) -> None:
    """Write a file with mode 600, whole or not at all."""
    work = path.with_suffix(".new")
    work.unlink(missing_ok=True)
    with open(os.open(work, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    work.rename(path)


def secret_key(path: Path) -> str:
    """The key that signs cookies: made at the first start, the same ever after."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text()


def read_passwords(path: Path) -> dict[str, str]:
    """One-time passwords by user name; none if there is no such file or it is damaged."""
    try:
        found = json.loads(path.read_text())
        return {str(name): str(password) for name, password in found.items()}
    except (FileNotFoundError, ValueError, AttributeError):
        return {}


def write_passwords(path: Path, passwords: Mapping[str, str]) -> None:
    """Keep them for the next start."""
    write_private(path, json.dumps(passwords, indent=1))
