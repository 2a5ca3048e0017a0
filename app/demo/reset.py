"""Begin anew: take a data folder away, if it is ours and nobody uses it."""

import shutil
from pathlib import Path

from app.embedded.data_folder import DataFolder
from app.embedded.errors import told_plainly
from app.embedded.folder_lock import FolderLock
from app.embedded.leftovers import end_leftovers


def remove_data(path: Path) -> None:
    """Remove a data folder with all that is in it, whatever version of PostgreSQL wrote it.

    Raises EmbeddedError if it is not ours, or in use: then nothing was removed.
    """
    folder = DataFolder(path)
    with told_plainly(folder.path):
        folder.inspect(_version(folder))
        if not folder.lock.exists():
            return
        lock = FolderLock(folder.lock)
        lock.take()
        try:
            end_leftovers(folder.cluster)
            for entry in folder.path.iterdir():
                # The lock last: a folder that still has it is ours to remove next time.
                if entry != folder.lock:
                    _remove(entry)
            folder.lock.unlink()
        finally:
            lock.release()


def _version(folder: DataFolder) -> str:
    """What `inspect` is to find: here any version will do."""
    try:
        return (folder.cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return "?"


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
