"""How problems read on a terminal."""

import unicodedata
from pathlib import Path

import pytest

from models.definitions import load_catalogue
from models.source import Code, Cursor, FieldPlace, Problem, read_text
from models.source.printed import printed
from tests.definitions.wrong_case import BASE, WrongCase


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1 for letter in text)


def overlay(tmp_path: Path, text: str) -> str:
    """The report on a county's overlay of the tests' tree."""
    tree = WrongCase(BASE / "roles.yaml").lay_over_base(tmp_path)
    (tree / "core" / "extra.yaml").unlink()
    (tree / "counties" / "130730").mkdir(parents=True)
    (tree / "counties" / "130730" / "tree.yaml").write_text(text)
    catalogue, problems = load_catalogue(tree)
    return printed(problems, catalogue.documents)


def test_an_unknown_option_is_pointed_at_with_the_nearest_one(tmp_path: Path) -> None:
    text = "extend: tree\nadd:\n  story:\n    type: text\n    label: 传说\n    requierd: true\n"

    assert overlay(tmp_path, text) == (
        "forms/counties/130730/tree.yaml:6:5  error source.E011"
        '  "requierd" is not a key of a text field\n'
        "  in add.story.requierd\n"
        "\n"
        "  4 |     type: text\n"
        "  5 |     label: 传说\n"
        "  6 |     requierd: true\n"
        "    |     ^^^^^^^^ not a key\n"
        "\n"
        '  hint: did you mean "required"?\n'
    )


def test_a_value_behind_wide_characters_is_pointed_at_where_it_stands(tmp_path: Path) -> None:
    text = "extend: tree\nadd:\n  hollow: {type: yes_no, label: 树干空心, section: 基础信息}\n"

    # The caret stands behind four wide blanks, and is two columns wide for each wide character.
    assert overlay(tmp_path, text) == (
        "forms/counties/130730/tree.yaml:3:48  error definitions.E035"
        '  there is no section "基础信息"\n'
        "  in add.hollow.section\n"
        "\n"
        "  1 | extend: tree\n"
        "  2 | add:\n"
        "  3 |   hollow: {type: yes_no, label: 树干空心, section: 基础信息}\n"
        "    |                                 　　　　           ^^^^^^^^\n"
        "\n"
        '  hint: did you mean "基本信息"?\n'
    )


def test_a_second_place_explains_the_first(tmp_path: Path) -> None:
    assert overlay(tmp_path, "extend: tree\nchange:\n  height: {max: 99}\n") == (
        "forms/counties/130730/tree.yaml:3:17  error definitions.E032"
        "  a county may tighten a core rule, not loosen it\n"
        "  in change.height.max\n"
        "\n"
        "  1 | extend: tree\n"
        "  2 | change:\n"
        "  3 |   height: {max: 99}\n"
        "    |                 ^^\n"
        "\n"
        "  see forms/core/tree.yaml:10:3\n"
    )


def test_a_tab_is_shown_though_nothing_of_the_file_could_be_read(tmp_path: Path) -> None:
    assert overlay(tmp_path, "extend: tree\nadd:\n\thollow: {type: yes_no}\n") == (
        "forms/counties/130730/tree.yaml:3:1  error source.E003"
        "  a tab cannot be used to indent\n"
        "\n"
        "  1 | extend: tree\n"
        "  2 | add:\n"
        "  3 | \thollow: {type: yes_no}\n"
        "    | ^ a tab\n"
        "\n"
        "  hint: use two spaces for each level\n"
    )


def test_a_mistake_in_an_expression_is_pointed_at_within_it(tmp_path: Path) -> None:
    text = 'extend: tree\nrules:\n  - {refuse: name == "老" && hight > 9, message: 不可}\n'

    shown = overlay(tmp_path, text).splitlines()

    assert shown[5:7] == [
        '  3 |   - {refuse: name == "老" && hight > 9, message: 不可}',
        "    |                       　     ^^^^^ not a field",
    ]
    assert shown[8] == '  hint: did you mean "height"?'


@pytest.mark.parametrize("letter", ["a", "é", "→", "“", "…", "Ω", "甲", "（", "𠮷", "😀"])
def test_the_caret_stands_under_its_text_whatever_stands_before_it(letter: str) -> None:
    document, problems = read_text(f"{{label: {letter}, tpye: x}}\n", "a.yaml")
    Cursor(document, problems).check_keys(["label", "type"], "a field")

    line, caret = printed(problems, {"a.yaml": document}).splitlines()[3:5]

    assert columns(caret[: caret.index("^")]) == columns(line[: line.index("tpye")])


def test_what_would_steer_the_terminal_is_not_printed() -> None:
    document, problems = read_text("label: \x1b[2J\n", "a.yaml")

    shown = printed(problems, {"a.yaml": document})

    assert "\x1b" not in shown
    assert "\ufffd[2J" in shown


def test_a_report_is_translated_word_by_word() -> None:
    document, problems = read_text("label: [\n", "a.yaml")
    chinese = {"error": "错误", "here": "此处", "this is not valid YAML: %(reason)s": "不是 YAML"}

    shown = printed(problems, {"a.yaml": document}, lambda message: chinese.get(message, message))

    assert shown.startswith("a.yaml:1:8  错误 source.E002  不是 YAML\n")
    assert "^ 此处" in shown


def test_a_problem_of_an_entry_prints_without_a_line() -> None:
    problem = Problem(Code.known["fields.E103"], FieldPlace(("tenants", 0, "name")))

    assert printed([problem], {}) == "tenants.0.name  error fields.E103  this must be filled\n"
