"""Where the data lies if nobody says otherwise."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def default_data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder of the user who runs this; nothing is created.

    Root: `/var/lib/gridbook`. Others: `gridbook` in `XDG_DATA_HOME` or `~/.local/share`, after the
    XDG Base Directory Specification; in the temporary folder where no home can be written.
    """
    if os.geteuid() == 0:
        return Path("/var/lib/gridbook")
    for base in _bases(environment):
        if _writable(base / "gridbook"):
            return base / "gridbook"
    return Path(tempfile.gettempdir()) / f"gridbook-{os.geteuid()}"


def _bases(environment: Mapping[str, str]) -> list[Path]:
    xdg, home = environment.get("XDG_DATA_HOME", ""), environment.get("HOME", "")
    candidates = [Path(xdg)] if xdg else []
    if home:
        candidates.append(Path(home) / ".local" / "share")
    return [path for path in candidates if path.is_absolute()]


def _writable(folder: Path) -> bool:
    nearest = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
