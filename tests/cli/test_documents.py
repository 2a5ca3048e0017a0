"""What the documents say of the command line is so."""

import re
import tomllib

import pytest

from app.cli import commands
from app.roles_script import ROLES_SCRIPT
from config import ROOT

READMES = ("README.md", "README.zh.md")


def read(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_command_and_no_other(readme: str) -> None:
    named = set(re.findall(r"`gridbook ([a-z]+)", read(readme)))

    assert named == set(commands())


def test_both_readmes_start_with_the_same_two_lines() -> None:
    blocks = [re.findall(r"```\n(.*?)\n```", read(readme), re.DOTALL) for readme in READMES]

    assert blocks[0] == blocks[1]
    assert blocks[0][1] in read(".ci/run")


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    fields = re.findall(r"^    ([a-z_]+): (?:str|Path|bool|int)", read("config.py"), re.MULTILINE)
    programs = [path.read_text() for path in (ROOT / "app").rglob("*.py")]
    elsewhere = {name for text in programs for name in re.findall(r"GRIDBOOK_[A-Z_]+", text)}

    lines = re.findall(r"^\| `(GRIDBOOK_[A-Z_]+)`", read("docs/settings.md"), re.MULTILINE)

    assert set(lines) == {f"GRIDBOOK_{name.upper()}" for name in fields} | elsewhere - {"GRIDBOOK_"}


def test_the_script_for_a_new_server_is_the_one_that_is_printed() -> None:
    assert f"```sql\n{ROLES_SCRIPT}```" in read("docs/settings.md")


def test_every_dependency_has_its_reason() -> None:
    needed = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    names = {re.split(r"[^a-z0-9-]", line)[0] for line in needed}

    told = set(re.findall(r"^\| ([a-z][a-z0-9-]+) \|", read("docs/dependencies.md"), re.MULTILINE))

    assert told == names
