"""Filling an empty database: what fits is loaded whole, what does not is not loaded at all."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.demo.population import Size
from app.demo.prepared import Preparation
from app.demo.progress import Progress
from app.embedded import Connections, EmbeddedPostgres
from config import ROOT
from models.source import Problems

_number = count(1)

# What some of the made-up persons do not keep to.
RULE = """rules:
  - refuse: household_consistency == "02"
    message: 人户须一致
    field: household_consistency
"""


@pytest.fixture
def filling(postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Preparation]:
    """A small one of an empty database, with definitions of its own."""
    name = f"filling_{next(_number)}"
    definitions = Path(shutil.copytree(ROOT / "forms_yaml", tmp_path / "forms_yaml"))
    connections = postgres.create_database(name)
    yield Preparation(connections, tmp_path, definitions, Size(40, 200, 400), Progress(2))
    postgres.drop_database(name)


def again(filling: Preparation) -> Preparation:
    """The same at the next start."""
    return Preparation(
        filling.connections, filling.data, filling.definitions, filling.size, Progress(2)
    )


def ask(connections: Connections, question: str) -> object:
    with create_engine(connections.owner, poolclass=NullPool).connect() as connection:
        return connection.scalar(text(question))


def edit(filling: Preparation, file: str, old: str, new: str) -> None:
    path = filling.definitions / file
    body = path.read_text()
    assert old in body
    path.write_text(body.replace(old, new, 1))


def test_what_is_loaded_is_recorded(filling: Preparation) -> None:
    filling.fill()

    recorded = ask(filling.connections, "SELECT changes ->> 'persons' FROM audit")
    assert recorded == "400"


def test_a_second_start_loads_nothing(filling: Preparation) -> None:
    filling.fill()

    again(filling).fill()

    assert ask(filling.connections, "SELECT count(*) FROM person") == 400


def test_a_row_that_the_definitions_refuse_stops_the_whole_load(filling: Preparation) -> None:
    edit(filling, "core/person.yaml", "rules:\n", RULE)

    with pytest.raises(Problems) as refused:
        filling.fill()

    assert [problem.code.id for problem in refused.value.found] == ["fields.E107"]
    for table in ("org_unit", "grid", "house", "person"):
        assert ask(filling.connections, f"SELECT count(*) FROM {table}") == 0


def test_after_the_mistake_is_mended_the_next_start_loads_everything(filling: Preparation) -> None:
    edit(filling, "core/person.yaml", "rules:\n", RULE)
    with pytest.raises(Problems):
        filling.fill()
    edit(filling, "core/person.yaml", RULE, "rules:\n")

    again(filling).fill()

    assert ask(filling.connections, "SELECT count(*) FROM person") == 400


def test_a_field_that_the_definitions_do_not_have_is_left_out(filling: Preparation) -> None:
    field = "  native_place:\n    type: choice\n    label: 籍贯\n    codes: division6\n"
    edit(filling, "core/person.yaml", field, "")
    edit(filling, "core/person.yaml", "      - native_place\n", "")

    filling.fill()

    assert ask(filling.connections, "SELECT count(*) FROM person") == 400


def test_wrong_definitions_are_told_before_anything_is_made(filling: Preparation) -> None:
    edit(filling, "core/person.yaml", "type: phone", "type: phon")

    with pytest.raises(Problems):
        filling.fill()

    assert ask(filling.connections, "SELECT to_regclass('person')") is None


def test_unchanged_definitions_are_not_planned_again(
    filling: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling.fill()
    planned = planning(monkeypatch)

    again(filling).fill()

    assert planned == []


def test_changed_definitions_are_planned_again(
    filling: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling.fill()
    planned = planning(monkeypatch)
    edit(filling, "core/person.yaml", "max: 1000", "max: 900")

    again(filling).fill()

    assert len(planned) == 1


def test_a_plan_applied_from_elsewhere_since_is_planned_again(
    filling: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling.fill()
    with create_engine(filling.connections.owner, poolclass=NullPool).begin() as connection:
        connection.execute(text("INSERT INTO definition_version (digest) VALUES ('another')"))
    planned = planning(monkeypatch)

    again(filling).fill()

    assert len(planned) == 1


def planning(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every plan from now on, instead of carrying it out."""
    planned: list[object] = []
    monkeypatch.setattr("app.database_plan.bring_up", lambda engine, tables: planned.append(tables))
    return planned
