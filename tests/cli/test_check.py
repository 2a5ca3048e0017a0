"""`gridbook check`."""

import shutil
from pathlib import Path

import pytest

from config import ROOT
from tests import world
from tests.cli.conftest import Gridbook
from tests.scope.plain import entities_of


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "forms_yaml", tmp_path / "forms_yaml"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_sound_definitions_are_counted(gridbook: Gridbook) -> None:
    ran = gridbook("check")

    assert ran.status == 0
    assert f"No problem found. Entities: {len(entities_of(world.DEFINITIONS))}," in ran.out


def test_every_problem_of_every_file_is_told_in_one_run(
    gridbook: Gridbook, definitions: Path
) -> None:
    spoil(definitions / "core/person.yaml", "type: phone", "type: phon")
    spoil(definitions / "core/house.yaml", "codes: house_kind", "codes: no_such_list")

    ran = gridbook("check", "--definitions", definitions)

    assert ran.status == 1
    assert "forms_yaml/core/house.yaml:" in ran.out
    assert "forms_yaml/core/person.yaml:" in ran.out
    assert 'did you mean "phone"?' in ran.out


def test_the_folder_may_be_named_by_the_environment(gridbook: Gridbook, definitions: Path) -> None:
    spoil(definitions / "core/person.yaml", "type: phone", "type: phon")

    ran = gridbook("check", GRIDBOOK_DEFINITIONS=str(definitions))

    assert ran.status == 1


def test_chinese_is_spoken_where_the_environment_asks_for_it(
    gridbook: Gridbook, definitions: Path
) -> None:
    spoil(definitions / "core/person.yaml", "type: phone", "type: phon")

    ran = gridbook("check", "--definitions", definitions, LANGUAGE="zh_CN:zh", LANG="en_US.UTF-8")

    assert "错误 definitions.E010" in ran.out
