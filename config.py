"""Plain settings, from the environment. Imports nothing of ours.

Each setting is an environment variable GRIDBOOK_<NAME>; `docs/settings.md` lists them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """What an installation decides.

    `database_url` is the application role's, `owner_url` that of the role that owns the tables and
    is used by `apply` alone. `secret_key` signs cookies and tokens. `secure_cookies` must be on
    wherever the desk is reached by HTTPS. Without a `broker_url` the database carries the messages
    that wake workers. `files` is one folder for all processes, closed to others.
    """

    database_url: str
    owner_url: str = ""
    secret_key: str = field(default="", repr=False)
    definitions: Path = ROOT / "forms_yaml"
    secure_cookies: bool = False
    # Log-ins tried for one name from one address; and from one address, which an office shares.
    log_in_limit: str = "10 per minute"
    address_limit: str = "120 per minute"
    trusted_proxies: int = 0  # before the desk, whose word for the caller's address is taken
    max_upload: int = 32 * 1024 * 1024  # bytes of one request
    pool_size: int = 5
    broker_url: str = field(default="", repr=False)
    job_queue: str = "gridbook"  # its name at the broker, where several installations share one
    files: Path = Path.home() / ".local/share/gridbook/files"
    job_lease: int = 60  # seconds that a worker may be silent before its job is another's
    job_sweep: int = 10  # seconds between two looks for what was lost
    job_attempts: int = 5
    job_time_limit: int = 3600  # seconds
    result_days: int = 7  # that a result file can be fetched


_TEXTS = (
    "database_url", "owner_url", "secret_key", "log_in_limit", "address_limit", "broker_url",
    "job_queue",
)  # fmt: skip
_COUNTS = ("job_lease", "job_sweep", "job_attempts", "job_time_limit", "result_days")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises KeyError naming a variable that must be set."""
    given: dict[str, Any] = {
        name: environment[f"GRIDBOOK_{name.upper()}"]
        for name in _TEXTS
        if f"GRIDBOOK_{name.upper()}" in environment
    }
    for name in ("database_url", "secret_key"):
        if not given.get(name):
            raise KeyError(f"GRIDBOOK_{name.upper()}")
    given |= {
        name: _count(environment[f"GRIDBOOK_{name.upper()}"])
        for name in _COUNTS
        if f"GRIDBOOK_{name.upper()}" in environment
    }
    return Settings(
        **given,
        definitions=Path(environment.get("GRIDBOOK_DEFINITIONS", ROOT / "forms_yaml")),
        secure_cookies=environment.get("GRIDBOOK_SECURE_COOKIES") == "1",
        max_upload=int(environment.get("GRIDBOOK_MAX_UPLOAD", 32 * 1024 * 1024)),
        trusted_proxies=_count(environment.get("GRIDBOOK_TRUSTED_PROXIES", "0"), least=0),
        pool_size=int(environment.get("GRIDBOOK_POOL_SIZE", "5")),
        files=Path(environment.get("GRIDBOOK_FILES") or Settings.files),
    )


def _count(text: str, least: int = 1) -> int:
    """A number from `least`. Raises ValueError."""
    number = int(text)
    if number < least:
        raise ValueError(text)
    return number
