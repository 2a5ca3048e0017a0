"""What is wrong with a command line is told before anything is made."""

import pytest

from app.cli import main
from app.generation.size import Size
from models.definitions import load_catalogue
from tests.world import DEFINITIONS

CATALOGUE = load_catalogue(DEFINITIONS)[0]


@pytest.mark.parametrize(
    ("entity", "code"),
    [("nothing=3", "command.E030"), ("house=3", "command.E031"), ("event=3", "command.E031")],
)
def test_an_entity_that_cannot_be_asked_for_by_name_is_refused(
    entity: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["generate", "--entity", entity]) == 1

    assert code in capsys.readouterr().err


@pytest.mark.parametrize("given", ["x", "-1", "1.5", ""])
def test_a_number_that_is_none_is_refused(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["generate", f"--persons={given}"])

    assert "20,000" in capsys.readouterr().err


def test_without_a_number_it_is_the_real_size() -> None:
    rows = Size().rows(CATALOGUE)

    assert (rows["grid"], rows["house"], rows["person"]) == (36_000, 2_048_900, 4_132_500)


def test_parents_come_before_what_belongs_to_them() -> None:
    rows = list(Size().rows(CATALOGUE))

    for name in rows:
        entity = CATALOGUE.entities[name]
        above = getattr(entity.fields[entity.located_by], "to", "")
        assert above not in rows or rows.index(above) < rows.index(name)


def test_an_entity_that_has_records_is_left_alone_unless_it_is_named() -> None:
    held = list(CATALOGUE.entities)

    assert set(Size().rows(CATALOGUE, held)) == {"grid", "house", "person"}
