"""Which folder is used, and which is refused."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded import EmbeddedError, EmbeddedPostgres, default_data_folder
from app.embedded.errors import DISK_FULL


@pytest.fixture
def place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place)


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.lstat().st_mode, p.lstat().st_mtime_ns) for p in folder.rglob("*")}


def refusal(data: Path) -> EmbeddedError:
    with pytest.raises(EmbeddedError) as refused:
        EmbeddedPostgres(data, durable=False).start()
    assert "%(" not in str(refused.value)
    return refused.value


def test_a_data_folder_of_another_version_is_refused_and_unchanged(place: Path) -> None:
    (place / "gridbook.lock").touch()
    (place / "cluster").mkdir()
    (place / "cluster/PG_VERSION").write_text("15\n")
    before = contents(place)

    error = refusal(place)

    assert error.code.id == "embedded.E003"
    assert error.values == {"folder": place, "found": "15", "wanted": "18"}
    assert contents(place) == before


def test_a_folder_that_holds_something_else_is_refused_and_unchanged(place: Path) -> None:
    (place / "letter.txt").write_text("dear")
    before = contents(place)

    assert refusal(place).code.id == "embedded.E004"
    assert contents(place) == before


@pytest.mark.parametrize("below", ["", "/data"])
def test_a_file_is_no_data_folder(place: Path, below: str) -> None:
    (place / "file").write_text("text")

    assert refusal(Path(f"{place}/file{below}")).code.id in ("embedded.E004", "embedded.E015")
    assert (place / "file").read_text() == "text"


def test_a_link_into_nothing_is_no_data_folder(place: Path) -> None:
    (place / "link").symlink_to(place / "nowhere")

    assert refusal(place / "link").code.id == "embedded.E015"


def test_lost_passwords_are_told_and_not_made_anew(place: Path) -> None:
    with EmbeddedPostgres(place, durable=False):
        (place / "passwords.json").write_text("{}")

    assert refusal(place).code.id == "embedded.E012"
    assert (place / "passwords.json").read_text() == "{}"


def on_a_small_disk(place: Path, size: str, work: str) -> str:
    """Run Python on a disk of its own, which no other process sees and which ends with it."""
    mount = 'mount -t tmpfs -o mode=711,size="$1" none "$2" && shift 2 && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", mount, "sh", size, str(place)]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    done = subprocess.run(
        [*command, sys.executable, "-c", work, str(place)],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


START = """
import sys
from pathlib import Path
from app.embedded import EmbeddedError, EmbeddedPostgres
place = Path(sys.argv[1])
def start():
    try:
        with EmbeddedPostgres(place / "data", durable=False) as server:
            print(server.running)
    except EmbeddedError as error:
        print(error.code.id)
"""


def test_a_disk_too_small_is_told(place: Path) -> None:
    assert on_a_small_disk(place, "8m", START + "start()") == DISK_FULL.id


def test_a_disk_that_filled_up_is_told_and_after_freeing_all_is_well(place: Path) -> None:
    work = """
start()
with open(place / "filler", "wb") as file:
    try:
        while file.write(bytes(65536)): file.flush()
    except OSError:
        pass
start()
(place / "filler").unlink()
start()
"""
    assert on_a_small_disk(place, "150m", START + work).split() == ["True", DISK_FULL.id, "True"]


@pytest.fixture
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.mark.usefixtures("ordinary")
def test_an_ordinary_user_has_the_data_at_home(place: Path) -> None:
    home = {"HOME": str(place)}

    assert default_data_folder(home) == place / ".local/share/gridbook"
    assert default_data_folder(home | {"XDG_DATA_HOME": f"{place}/xdg"}) == place / "xdg/gridbook"
    assert default_data_folder(home | {"XDG_DATA_HOME": "xdg"}) == place / ".local/share/gridbook"
    assert not any(place.iterdir())


@pytest.mark.usefixtures("ordinary")
@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "/dev/null"}])
def test_a_user_without_a_home_has_it_in_the_temporary_folder(home: dict[str, str]) -> None:
    assert default_data_folder(home) == Path(tempfile.gettempdir()) / "gridbook-1000"


def test_root_has_it_where_services_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    assert default_data_folder({"HOME": "/root"}) == Path("/var/lib/gridbook")
