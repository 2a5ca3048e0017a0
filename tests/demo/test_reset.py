"""Taking a data folder away, and leaving alone what is not one."""

from pathlib import Path

import pytest

from app.demo.reset import remove_data
from app.embedded import EmbeddedError, EmbeddedPostgres


@pytest.fixture
def data(place: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder that was used."""
    folder: Path = place / request.node.name
    with EmbeddedPostgres(folder, durable=False) as postgres:
        postgres.start()
    (folder / "demo_accounts.json").write_text("{}")
    return folder


def test_everything_in_it_goes(data: Path) -> None:
    remove_data(data)

    assert list(data.iterdir()) == []


def test_it_can_be_used_again(data: Path) -> None:
    remove_data(data)

    with EmbeddedPostgres(data, durable=False) as postgres:
        assert postgres.start()


def test_one_of_another_version_goes_too(data: Path) -> None:
    (data / "cluster/PG_VERSION").write_text("12\n")

    remove_data(data)

    assert list(data.iterdir()) == []


def test_one_in_use_stays_as_it_is(data: Path) -> None:
    with EmbeddedPostgres(data, durable=False) as postgres:
        postgres.start()

        with pytest.raises(EmbeddedError) as refused:
            remove_data(data)

        assert refused.value.code.id == "embedded.E002"
        assert postgres.running


def test_one_that_is_not_there_is_no_mistake(place: Path) -> None:
    remove_data(place / "never")

    assert not (place / "never").exists()


def test_a_folder_that_is_not_ours_stays_as_it_is(place: Path) -> None:
    folder = place / "theirs"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")

    with pytest.raises(EmbeddedError) as refused:
        remove_data(folder)

    assert refused.value.code.id == "embedded.E004"
    assert (folder / "thesis.txt").read_text() == "years of work"


def test_what_a_link_points_to_stays(data: Path, place: Path) -> None:
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_text("years of work")
    (data / "link").symlink_to(elsewhere)

    remove_data(data)

    assert (elsewhere / "thesis.txt").exists()
