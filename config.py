"""Plain settings, from the environment. Imports nothing of ours.

Each setting is an environment variable GRIDBOOK_<NAME>; `docs/settings.md` lists them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """What an installation decides.

    `database_url` is the application role's, `owner_url` that of the role that owns the tables and
    is used by `apply` alone. `secret_key` signs cookies and tokens. `secure_cookies` must be on
    wherever the desk is reached by HTTPS.
    """

    database_url: str
    owner_url: str = ""
    secret_key: str = field(default="", repr=False)
    definitions: Path = ROOT / "forms_yaml"
    secure_cookies: bool = False
    # Log-ins tried for one name from one address; and from one address, which an office shares.
    log_in_limit: str = "10 per minute"
    address_limit: str = "120 per minute"
    max_upload: int = 8 * 1024 * 1024  # bytes of one request
    pool_size: int = 5


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises KeyError naming a variable that must be set."""
    given = {
        name: environment[f"GRIDBOOK_{name.upper()}"]
        for name in ("database_url", "owner_url", "secret_key", "log_in_limit", "address_limit")
        if f"GRIDBOOK_{name.upper()}" in environment
    }
    for name in ("database_url", "secret_key"):
        if not given.get(name):
            raise KeyError(f"GRIDBOOK_{name.upper()}")
    return Settings(
        **given,
        definitions=Path(environment.get("GRIDBOOK_DEFINITIONS", ROOT / "forms_yaml")),
        secure_cookies=environment.get("GRIDBOOK_SECURE_COOKIES") == "1",
        max_upload=int(environment.get("GRIDBOOK_MAX_UPLOAD", 8 * 1024 * 1024)),
        pool_size=int(environment.get("GRIDBOOK_POOL_SIZE", "5")),
    )
