"""Filling an empty database: what fits is loaded whole, what does not is not loaded at all."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.demo.prepared import Preparation
from app.embedded import Connections, EmbeddedPostgres
from app.generation.size import Size
from app.progress import Progress
from config import ROOT
from models.source import Problems

_number = count(1)

# What some of the made-up persons do not keep to.
RULE = """rules:
  - refuse: marital_status == "21"
    message: 婚姻状况须再查
    field: marital_status
"""


@pytest.fixture(scope="module")
def filled(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Preparation:
    """A small one, carried out, with definitions of its own. Tests get copies of it."""
    data = tmp_path_factory.mktemp("filled")
    done = preparation(postgres.create_database("filled"), data)
    shutil.copytree(ROOT / "forms_yaml", done.definitions)
    done.fill()
    return done


@pytest.fixture
def copy(filled: Preparation, postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Preparation]:
    """A copy of what was filled; the definitions are where they were, and put back afterwards."""
    name = f"filling_{next(_number)}"
    connections = postgres.create_database(name, template="filled")
    shutil.copy(filled.data / "applied", tmp_path)
    kept = shutil.copytree(filled.definitions, tmp_path / "kept")
    yield replace(filled, connections=connections, data=tmp_path)
    shutil.copytree(kept, filled.definitions, dirs_exist_ok=True)
    postgres.drop_database(name)


@pytest.fixture
def empty(postgres: EmbeddedPostgres, tmp_path: Path) -> Iterator[Preparation]:
    """One of an empty database, with definitions of its own."""
    name = f"filling_{next(_number)}"
    made = preparation(postgres.create_database(name), tmp_path)
    shutil.copytree(ROOT / "forms_yaml", made.definitions)
    yield made
    postgres.drop_database(name)


def preparation(connections: Connections, data: Path) -> Preparation:
    size = Size(40, 200, 400, events=20, tags=20)
    return Preparation(connections, data, data / "forms_yaml", size, Progress(2))


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


def test_what_is_loaded_is_recorded(filled: Preparation) -> None:
    recorded = ask(filled.connections, "SELECT changes ->> 'persons' FROM audit")

    assert recorded == "400"


def test_a_second_start_loads_nothing(copy: Preparation) -> None:
    again(copy).fill()

    assert ask(copy.connections, "SELECT count(*) FROM person") == 400


def test_a_row_that_the_definitions_refuse_stops_the_whole_load_until_it_is_mended(
    empty: Preparation,
) -> None:
    edit(empty, "core/person.yaml", "rules:\n", RULE)
    with pytest.raises(Problems) as refused:
        empty.fill()
    assert [problem.code.id for problem in refused.value.found] == ["fields.E107"]
    for table in ("org_unit", "grid", "house", "person"):
        assert ask(empty.connections, f"SELECT count(*) FROM {table}") == 0

    edit(empty, "core/person.yaml", RULE, "rules:\n")
    again(empty).fill()

    assert ask(empty.connections, "SELECT count(*) FROM person") == 400


def test_a_field_that_the_definitions_do_not_have_is_left_out(empty: Preparation) -> None:
    field = "  native_place:\n    type: choice\n    label: 籍贯\n    codes: division6\n"
    edit(empty, "core/person.yaml", field, "")
    edit(empty, "core/person.yaml", "      - native_place\n", "")

    empty.fill()

    assert ask(empty.connections, "SELECT count(*) FROM person") == 400


def test_wrong_definitions_are_told_before_anything_is_made(empty: Preparation) -> None:
    edit(empty, "core/person.yaml", "type: phone", "type: phon")

    with pytest.raises(Problems):
        empty.fill()

    assert ask(empty.connections, "SELECT to_regclass('person')") is None


def test_unchanged_definitions_are_not_planned_again(
    copy: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = planning(monkeypatch)

    again(copy).fill()

    assert planned == []


def test_changed_definitions_are_planned_again(
    copy: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = planning(monkeypatch)
    edit(copy, "core/person.yaml", "max: 1000", "max: 900")

    again(copy).fill()

    assert len(planned) == 1


def test_a_plan_applied_from_elsewhere_since_is_planned_again(
    copy: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with create_engine(copy.connections.owner, poolclass=NullPool).begin() as connection:
        connection.execute(text("INSERT INTO definition_version (digest) VALUES ('another')"))
    planned = planning(monkeypatch)

    again(copy).fill()

    assert len(planned) == 1


def planning(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every plan from now on, instead of carrying it out."""
    planned: list[object] = []
    monkeypatch.setattr("app.database_plan.bring_up", lambda engine, tables: planned.append(tables))
    return planned
