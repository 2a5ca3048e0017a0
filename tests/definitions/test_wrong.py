"""Wrong definitions, one file or folder for each kind of mistake."""

from pathlib import Path

import pytest

from models.source import Code
from models.source.yaml_file import MAX_BYTES

from .wrong_case import BASE, WrongCase, all_cases, reported

# Too large to keep as a file; made below.
MADE_HERE = {"source.E008"}
# `when:` with nothing behind it is told as source.E010 before it is read as an expression.
NEVER_REACHED = {"expressions.E002"}
ROOMS = ("source.E", "definitions.E", "expressions.E")


def test_the_tree_that_cases_are_laid_over_is_sound() -> None:
    assert reported(BASE) == []


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_every_marked_line_is_reported_and_nothing_else(case: WrongCase, tmp_path: Path) -> None:
    tree = case.lay_over_base(tmp_path)

    assert reported(tree) == case.expected()


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_a_case_shows_the_code_it_is_named_for(case: WrongCase) -> None:
    assert case.code in {code for _, _, code in case.expected()}


def test_every_code_has_a_case() -> None:
    shown = {case.code for case in all_cases()} | MADE_HERE | NEVER_REACHED

    assert {code for code in Code.known if code.startswith(ROOMS)} == shown


def test_a_file_beyond_the_bound_is_not_read(tmp_path: Path) -> None:
    tree = WrongCase(BASE / "core" / "plot.yaml").lay_over_base(tmp_path)
    (tree / "core" / "extra.yaml").write_bytes(b"#" * (MAX_BYTES + 1))

    assert reported(tree) == [("forms/core/extra.yaml", 1, "source.E008")]
