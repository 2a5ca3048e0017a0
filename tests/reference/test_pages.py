"""The pages of the reference are as the code says, and nothing is missing from them."""

import re
from pathlib import Path

import pytest

from app.reference.fields_page import field_example
from app.reference.keys_page import heads_below
from app.reference.pages import made_files
from app.reference.problems_page import all_codes
from config import ROOT
from models.definitions import load_catalogue
from models.definitions.files import FILES
from models.expressions import FUNCTIONS, Kind, parse
from models.expressions.operators import ARITHMETIC, OPERATORS, RELATIONS
from models.fields import FIELD_TYPES
from models.fields.masks import MASKS
from models.source import nested_of, options_of
from tests.fields.samples import ALL

PAGES = ROOT / "docs/reference"
MADE = made_files()


def page(name: str) -> str:
    return (PAGES / name).read_text()


@pytest.mark.parametrize("path", MADE, ids=str)
def test_what_is_committed_is_what_the_code_says(path: Path) -> None:
    assert (ROOT / path).read_text() == MADE[path], "run: python -m app.reference"


def test_there_is_no_page_that_nothing_makes() -> None:
    assert {path.name for path in PAGES.iterdir()} == {
        p.name for p in MADE if "reference" in p.parts
    }


def test_every_key_of_every_kind_of_file_is_told_with_its_help() -> None:
    told = page("keys.md")
    for kind in FILES:
        for head in heads_below(kind.head):
            for key, spec in {**options_of(head), **nested_of(head)}.items():
                assert re.search(rf"^\| `{key}` \|.*{re.escape(spec.help)} \|$", told, re.M), key


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
def test_every_field_type_is_told_with_its_options_samples_and_parts(field: object) -> None:
    cls = FIELD_TYPES[field.type]  # type: ignore[attr-defined]
    own = page("field-types.md").partition(f"\n## {cls.type}\n")[2].partition("\n## ")[0]
    common = page("field-types.md").partition("\n## ")[0]

    for key, spec in options_of(cls).items():
        assert f"| `{key}` |" in own + common
        assert spec.help in own + common
    assert [part for part in cls.parts if f"`{part}`" not in own] == []
    assert [f.operator for f in cls.filters if f"`{f.operator}`" not in own] == []
    assert [code for code in cls.refused.values() if f"[{code}]" not in own] == []
    assert own.count("\n| ") >= len(cls.samples) + len(cls.refused)


def test_every_mask_function_and_kind_is_told() -> None:
    told = page("field-types.md") + page("expressions.md")

    assert [mask for mask in MASKS if f"\n| `{mask}` |" not in told] == []
    assert [f.name for f in FUNCTIONS if f"\n### {f.name}\n" not in told] == []
    assert [f.help for f in FUNCTIONS if f.help not in told] == []
    assert [kind for kind in Kind if f"\n| `{kind}` |" not in told] == []


def test_every_problem_code_is_told_with_its_message_and_hint() -> None:
    told = page("problems.md").replace("\\|", "|")
    for code in all_codes().values():
        line = next(line for line in told.splitlines() if f"`{code.id}`" in line)
        assert code.message in line
        assert code.hint in line


def test_every_operator_of_the_grammar_is_told_with_an_example_that_works() -> None:
    kinds = {"name": Kind.TEXT, "count": Kind.NUMBER, "born": Kind.DATE, "rented": Kind.YES_NO}
    marks = {*RELATIONS, *ARITHMETIC, "||", "&&", "!", "? :"}

    assert {operator.written for operator in OPERATORS} == marks
    for operator in OPERATORS:
        parse(operator.example).check(kinds)
        assert all(mark in operator.example for mark in operator.written.split())


def test_the_example_of_every_field_type_loads(tmp_path: Path) -> None:
    tree = tmp_path / "forms_yaml"
    for path in (ROOT / "forms_yaml").rglob("*.yaml"):
        target = tree / path.relative_to(ROOT / "forms_yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text())
    house = tree / "core/house.yaml"
    examples = [f"  sample_{field_example(cls)}" for cls in FIELD_TYPES.values()]
    fields = "\n".join(["fields:", "  birth_date: {type: date, label: 日期}", *examples])
    names = ", ".join(["birth_date", *(f"sample_{name}" for name in FIELD_TYPES)])
    text = house.read_text().replace("\nfields:", f"\n{fields}", 1)
    section = f"sections:\n  - {{title: 样例, fields: [{names}]}}"
    house.write_text(text.replace("\nsections:", f"\n{section}", 1))

    _, problems = load_catalogue(tree)

    assert [f"{problem.place} {problem.message}" for problem in problems] == []


def test_every_link_leads_somewhere() -> None:
    for path in PAGES.glob("*.md"):
        for target, mark in re.findall(r"\]\(([^)#\s]+)(?:#([^)]+))?\)", path.read_text()):
            file = path.parent / target
            assert file.exists(), f"{path.name}: {target}"
            if mark:
                text = file.read_text()
                headings = {h.lower() for h in re.findall(r"^#+ (.+)$", text, re.M)}
                assert mark in headings or f'id="{mark}"' in text, f"{path.name}: {target}#{mark}"
