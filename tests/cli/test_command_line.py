"""What all commands share."""

import os
import subprocess
import sys

import pytest

from app.language import asked_language
from config import ROOT
from tests.cli.conftest import Gridbook


def test_help_names_every_command(gridbook: Gridbook) -> None:
    ran = gridbook("--help")

    assert ran.status == 0
    commands = ("demo", "check", "plan", "apply", "explain", "divisions", "accounts", "serve")
    for command in commands:
        assert f"  {command}" in ran.out


@pytest.mark.parametrize(
    "command", ["demo", "check", "plan", "apply", "explain", "divisions", "accounts", "serve"]
)
def test_every_command_has_help_in_both_languages(gridbook: Gridbook, command: str) -> None:
    english = gridbook(command, "--help", LANGUAGE="en")
    chinese = gridbook(command, "--help", LANGUAGE="zh")

    assert english.status == chinese.status == 0
    assert english.out != chinese.out


def test_an_unknown_command_is_a_wrong_command_line(gridbook: Gridbook) -> None:
    ran = gridbook("plam")

    assert ran.status == 2
    assert "plan" in ran.err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_Hans_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US"}, "en"),
        ({"LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, "zh_Hans_CN"),
        ({"LANGUAGE": "", "LANG": "zh_CN"}, "zh_Hans_CN"),
    ],
)
def test_the_language_is_the_environments(environment: dict[str, str], language: str) -> None:
    assert asked_language(environment) == language


def test_a_reader_that_goes_away_is_no_error_to_tell() -> None:
    command = [sys.executable, "-m", "app.cli", "check"]
    read, write = os.pipe()
    os.close(read)

    ran = subprocess.run(
        command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True, timeout=60, check=False
    )

    os.close(write)
    assert "Traceback" not in ran.stderr
