"""Everything wrong is said in one run."""

from pathlib import Path

from models.definitions import load_catalogue
from models.source import Problem

from .wrong_case import BASE, WrongCase, reported


def test_mistakes_in_several_files_are_reported_together_and_in_order(tmp_path: Path) -> None:
    tree = WrongCase(BASE / "roles.yaml").lay_over_base(tmp_path)
    (tree / "core" / "extra.yaml").write_text("entity: [\n")
    (tree / "core" / "plot.yaml").write_text(
        (BASE / "core" / "plot.yaml")
        .read_text()
        .replace("max: 3", "max: three")
        .replace("[name]", "[nmae]")
    )
    (tree / "codes" / "kind.yaml").write_text("codes: kind\nlabel: 种类\nitems: {a: {labl: 甲}}\n")
    (tree / "counties" / "130730").mkdir(parents=True)
    (tree / "counties" / "130730" / "tree.yaml").write_text("extend: tree\nremove: [name]\n")

    assert [(f.removeprefix("forms/"), line, code) for f, line, code in reported(tree)] == [
        ("codes/kind.yaml", 3, "source.E011"),
        ("codes/kind.yaml", 3, "source.E012"),
        ("core/extra.yaml", 1, "source.E002"),
        ("core/plot.yaml", 8, "source.E014"),
        ("core/plot.yaml", 12, "definitions.E024"),
        ("counties/130730/tree.yaml", 3 - 1, "definitions.E033"),
    ]


def test_problems_come_sorted_by_file_and_line(tmp_path: Path) -> None:
    tree = WrongCase(BASE / "roles.yaml").lay_over_base(tmp_path)
    for name in ("plot", "tree"):
        path = tree / "core" / f"{name}.yaml"
        path.write_text(
            path.read_text().replace("type: text", "type: txt").replace("clerk", "clark")
        )

    _, problems = load_catalogue(tree)

    assert len(problems) > 6
    assert problems == sorted(problems, key=Problem.order)


def test_an_example_that_fails_does_not_keep_another_entitys_examples_from_running(
    tmp_path: Path,
) -> None:
    tree = WrongCase(BASE / "roles.yaml").lay_over_base(tmp_path)
    (tree / "core" / "extra.yaml").unlink()
    for name in ("plot", "tree"):
        with (tree / "core" / f"{name}.yaml").open("a") as file:
            if name == "plot":
                file.write("examples:\n")
            file.write("  - {given: {colour: red}, expect: {valid: true}}\n")

    assert [(file, code) for file, _, code in reported(tree)] == [
        ("forms/core/plot.yaml", "definitions.E070"),
        ("forms/core/tree.yaml", "definitions.E070"),
    ]


def test_the_products_own_definitions_are_sound() -> None:
    folder = Path(__file__).parents[2] / "forms_yaml"

    _, problems = load_catalogue(folder)

    assert [f"{p.place} {p.message}" for p in problems] == []


def test_the_digest_changes_with_any_word_of_any_file(tmp_path: Path) -> None:
    tree = WrongCase(BASE / "roles.yaml").lay_over_base(tmp_path)
    before = load_catalogue(tree)[0].digest
    path = tree / "codes" / "kind.yaml"
    path.write_text(path.read_text().replace("果树", "果木"))

    assert load_catalogue(tree)[0].digest != before
    assert load_catalogue(tree)[0].digest == load_catalogue(tree)[0].digest
