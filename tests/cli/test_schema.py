"""`gridbook schema`."""

import json
from pathlib import Path

from app.reference.schema import definitions_schema
from tests.cli.conftest import Gridbook


def test_it_is_printed(gridbook: Gridbook) -> None:
    ran = gridbook("schema")

    assert (ran.status, json.loads(ran.out)) == (0, definitions_schema())


def test_it_is_written_into_a_file(gridbook: Gridbook, tmp_path: Path) -> None:
    ran = gridbook("schema", "--output", tmp_path / "schema.json")

    assert ran.out == f"Written: {tmp_path}/schema.json\n"
    assert json.loads((tmp_path / "schema.json").read_text()) == definitions_schema()


def test_a_file_that_cannot_be_written_is_named(gridbook: Gridbook, tmp_path: Path) -> None:
    ran = gridbook("schema", "--output", tmp_path / "nowhere" / "schema.json")

    assert ran.status == 1
    assert "command.E021" in ran.err
    assert "nowhere/schema.json" in ran.err
