"""Definitions for one test: the small sound tree, with what the test lays over it."""

from collections.abc import Callable
from pathlib import Path

from models.definitions import Catalogue, load_catalogue

from .wrong_case import BASE

Load = Callable[..., Catalogue]


def laid(folder: Path, **files: str) -> Path:
    """A tree under `folder`: the base with these files; `core__extra` is `core/extra.yaml`."""
    tree = folder / "forms"
    for path in BASE.rglob("*.yaml"):
        target = tree / path.relative_to(BASE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for name, text in files.items():
        target = tree / (name.replace("__", "/") + ".yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return tree


def sound(folder: Path, **files: str) -> Catalogue:
    """The catalogue of such a tree, which must have no problem."""
    catalogue, problems = load_catalogue(laid(folder, **files))
    assert [f"{p.place} {p.code.id} {p.message}" for p in problems] == []
    return catalogue


def overlay(tree: str) -> dict[str, str]:
    """A county's overlay of the entity tree."""
    return {"counties__130730__tree": f"extend: tree\n{tree}"}
