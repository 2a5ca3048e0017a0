"""Root lends the work to an unprivileged user and leaves the machine as it was."""

import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

import app.embedded.postgres as embedded
from app.embedded import EmbeddedError, EmbeddedPostgres, default_data_folder
from app.embedded.account import Account
from app.embedded.binaries import Binaries, find_binaries
from app.embedded.data_folder import DataFolder
from app.embedded.leftovers import processes_in
from app.embedded.socket_folder import make_socket_folder

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="shows what happens for root")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a temporary folder of its own inside, in which one sees what was left."""
    place = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    place.chmod(0o711)
    (place / "tmp").mkdir()
    (place / "tmp").chmod(0o1777)
    monkeypatch.setattr(tempfile, "tempdir", str(place / "tmp"))
    yield place
    shutil.rmtree(place)


def mode(path: Path) -> str:
    information = path.lstat()
    return f"{pwd.getpwuid(information.st_uid).pw_name} {stat.S_IMODE(information.st_mode):o}"


def starts(data: Path) -> bool:
    with EmbeddedPostgres(data, durable=False) as server:
        engine = create_engine(server.connections.app, poolclass=NullPool)
        with engine.connect() as connection:
            return connection.scalar(text("SELECT 1")) == 1


def as_user(uid: int, work: Callable[[], object]) -> str:
    """What `work` answers or raises in a child process of that user."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(uid)
            os.setuid(uid)
            said = repr(work())
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    with open(read) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


NOBODY = 65534


def owners_of(processes: set[int]) -> set[int]:
    """The users of those processes that still run; a server's helpers come and go."""
    owners = set()
    for process in processes:
        with suppress(FileNotFoundError, ProcessLookupError):
            owners.add(Path(f"/proc/{process}").stat().st_uid)
    return owners


def test_the_server_runs_as_an_unprivileged_user_in_closed_folders(place: Path) -> None:
    above = [mode(folder) for folder in (place, *place.parents)]
    data = place / "new" / "data"

    with EmbeddedPostgres(data, durable=False):
        owners = owners_of(processes_in(data / "cluster"))

    assert owners == {NOBODY}
    assert mode(data) == "root 710"
    assert mode(data / "cluster") == mode(data / "socket") == "nobody 700"
    assert mode(data / "passwords.json") == mode(data / "postgres.log") == "root 600"
    assert [mode(folder) for folder in (place, *place.parents)] == above
    assert not any((place / "tmp").iterdir())


def test_root_and_an_ordinary_user_start_their_own_one_after_the_other(place: Path) -> None:
    theirs = place / f"tmp/gridbook-{NOBODY}"

    assert starts(place / "roots")
    assert as_user(NOBODY, lambda: starts(default_data_folder({"HOME": "/nonexistent"}))) == "True"
    assert starts(place / "roots")
    assert as_user(NOBODY, lambda: starts(theirs)) == "True"

    assert mode(theirs) == "nobody 700"
    assert list((place / "tmp").iterdir()) == [theirs]


def test_neither_uses_the_folder_of_the_other(place: Path) -> None:
    for name, owner in (("roots", 0), ("theirs", NOBODY)):
        (place / name).mkdir(mode=0o700)
        os.chown(place / name, owner, owner)

    with pytest.raises(EmbeddedError) as refused:
        starts(place / "theirs")

    assert (refused.value.code.id, refused.value.values["owner"]) == ("embedded.E005", "nobody")
    assert "embedded.E005" in as_user(NOBODY, lambda: starts(place / "roots"))
    assert "embedded.E006" in as_user(NOBODY, lambda: starts(place / "roots/inner"))
    assert "embedded.E006" in as_user(NOBODY, lambda: starts(place / "new"))
    assert not any((place / "roots").iterdir()) and not any((place / "theirs").iterdir())


def test_a_link_laid_by_someone_else_is_not_followed(place: Path) -> None:
    (place / "target").mkdir()
    (place / "tmp/link").symlink_to(place / "target")
    os.chown(place / "tmp/link", NOBODY, NOBODY, follow_symlinks=False)

    with pytest.raises(EmbeddedError, match=r"embedded\.E005"):
        starts(place / "tmp/link")

    assert not any((place / "target").iterdir())


def test_a_data_folder_that_the_server_cannot_enter_is_refused_before_it_is_made(
    place: Path,
) -> None:
    private = place / "private"
    private.mkdir(mode=0o700)

    with pytest.raises(EmbeddedError) as refused:
        starts(private / "data")

    assert refused.value.code.id == "embedded.E008"
    assert refused.value.values == {"user": "nobody", "folder": private}
    assert not any(private.iterdir())


def test_programs_that_the_server_cannot_reach_are_copied_once(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = find_binaries()
    private = place / "private"
    private.mkdir(mode=0o700)
    for package in (installed.folder.parent, installed.folder.parent.with_suffix(".libs")):
        (private / package.name).symlink_to(package)
    folder = private / installed.folder.parent.name / installed.folder.name
    monkeypatch.setattr(embedded, "find_binaries", lambda: Binaries(folder, installed.version))
    copy = place / f"data/postgresql-{installed.version}"

    assert starts(place / "data")
    made = copy.stat().st_ino
    assert starts(place / "data")

    assert copy.stat().st_ino == made
    assert mode(private) == "root 700"


def test_a_socket_folder_laid_by_someone_else_is_not_used(place: Path) -> None:
    data, account = DataFolder(place / ("long" * 25)), Account.for_server()
    laid = make_socket_folder(data, account)
    assert (laid.parent, mode(laid)) == (place / "tmp", "nobody 700")

    os.chown(laid, pwd.getpwnam("daemon").pw_uid, -1)

    with pytest.raises(EmbeddedError, match=r"embedded\.E013"):
        make_socket_folder(data, account)


def test_a_user_without_a_name_is_told_so(place: Path) -> None:
    assert "embedded.E016" in as_user(54321, lambda: starts(place / "tmp/data"))
