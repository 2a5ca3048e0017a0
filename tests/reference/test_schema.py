"""The JSON Schema for editors takes what `gridbook check` takes, and marks what is wrong in it."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from app.reference.examples import EXAMPLES
from app.reference.schema import definitions_schema
from config import ROOT
from models.definitions import load_catalogue
from tests.definitions.wrong_case import BASE, WrongCase, all_cases
from tests.reference.editor import marked, marked_in

SHIPPED = ROOT / "forms_yaml"
# Unknown, missing and idle keys, another shape, neither true nor false, no number, no name, beyond
# the bounds, and words out of closed lists.
OF_SHAPE = {
    "source.E010", "source.E011", "source.E012", "source.E013", "source.E014", "source.E015",
    "source.E016", "definitions.E001", "definitions.E010", "definitions.E011", "definitions.E014",
    "definitions.E016", "definitions.E018", "definitions.E021",
    "definitions.E036", "definitions.E040", "definitions.E047", "definitions.E048",
    "definitions.E067",
}  # fmt: skip
# Of these, whether it is so may depend on other keys, or on the field that a county changes.
DEPENDENT = {"definitions.E067", "source.E016"}
# What an editor cannot know, since it depends on other files.
BEYOND = {"definitions/E067-place-of-a-requirement"}


def shape_cases() -> list[WrongCase]:
    return [c for c in all_cases() if c.code in OF_SHAPE and str(c) not in BEYOND]


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(definitions_schema())


def test_nothing_is_marked_in_the_shipped_definitions() -> None:
    assert marked_in(SHIPPED) == {}
    assert marked_in(BASE) == {}


def test_nothing_is_marked_in_a_module_of_one_file() -> None:
    for module in (ROOT / "tests/language/modules").glob("*.yaml"):
        assert marked(module.read_text()) == []


@pytest.mark.parametrize("case", shape_cases(), ids=str)
def test_what_is_wrong_in_shape_is_marked(case: WrongCase, tmp_path: Path) -> None:
    tree = case.lay_over_base(tmp_path)

    wrong = {name for name, _, _ in case.expected()}
    assert {f"forms/{name}" for name in marked_in(tree)} == wrong


def test_what_an_editor_cannot_know_is_not_marked_by_chance(tmp_path: Path) -> None:
    for number, case in enumerate(c for c in all_cases() if str(c) in BEYOND):
        assert marked_in(case.lay_over_base(tmp_path / str(number))) == {}, str(case)


# One of everything, to be spoiled piece by piece, and the grid that it stands in.
RICH = {
    path.relative_to(EXAMPLES).as_posix(): path.read_text() for path in EXAMPLES.rglob("*.yaml")
}
GRID = """
entity: grid
label: 网格
title: "{sequence}"
located_by: village
locates: sequence
fields:
  village: {type: org_unit, label: 所属村, required: true}
  sequence: {type: text, label: 顺序号, max: 3, required: true}
sections: [{title: 基本信息, fields: [village, sequence]}]
list: {columns: [sequence]}
access: {}
"""
Step = str | int


def paths(value: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Every part of a value, from the outside in."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, dict | list):
        for step, part in inner:
            yield from paths(part, (*path, step))


# What a mapping, a list and a text are spoiled with; `...` is the mapping with a stray key.
OTHERS: dict[type, tuple[Any, ...]] = {
    dict: (..., "stray"),
    list: ({"stray": "1"}, "stray"),
    str: ({},),
}


def at(value: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def kind_of_place(path: tuple[Step, ...]) -> tuple[Step, ...]:
    """The path without the names that definitions give, and without numbers."""
    named = ("fields", "add", "change", "access", "tags", "items", "roles", "given")
    return tuple(
        0 if isinstance(step, int) else "*" if number and path[number - 1] in named else step
        for number, step in enumerate(path)
    )


def spoiled(whole: Any) -> Iterator[Any]:
    """The value with one part otherwise: of another shape, gone, or with a stray key. Places of
    one kind are spoiled once."""
    for path in {kind_of_place(path): path for path in reversed([*paths(whole)])}.values():
        for other in (*OTHERS[type(at(whole, path))], "gone"):
            copied = copy.deepcopy(whole)
            above, last = at(copied, path[:-1]), path[-1]
            if other == "gone":
                del above[last]
            else:
                above[last] = {**above[last], "stray": "1"} if other is ... else other
            yield copied


def written(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("file", RICH)
def test_the_editor_and_the_check_agree_on_every_spoiled_part(file: str, tmp_path: Path) -> None:
    tree = tmp_path / "forms"
    for name, text in {**RICH, "core/grid.yaml": GRID}.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    path = tree / file
    assert load_catalogue(tree)[1] == []
    alarms, missed = [], []
    for value in spoiled(yaml.load(RICH[file], Loader=yaml.BaseLoader)):
        path.write_text(written(value))
        found = {problem.code.id for problem in load_catalogue(tree)[1]}
        seen = marked(path.read_text())
        if seen and not found:
            alarms.append((seen, written(value)))
        if not seen and found & (OF_SHAPE - DEPENDENT):
            missed.append((found & OF_SHAPE, written(value)))

    assert alarms == []
    assert missed == []
