"""Statements that the session's scope does not reach, and work that lifts it, stand in a few files.
Whoever adds one adds it here, where it is looked at."""

import ast
from collections.abc import Iterator
from pathlib import Path

from config import ROOT

# Rooms that work for an actor. What is run from the command line works for none.
ROOMS = ("app/access", "app/actions", "app/reading", "views")
BESIDE_THE_SCOPE = {
    "__table__": {"app/access/row_scope.py"},
    "connection": {
        "views/principal.py",
        "views/security.py",
        "views/account_view.py",
        "views/search_view.py",
        "views/notice_view.py",
        "views/recent_view.py",
    },
    "text": {"app/access/load_actor.py", "app/actions/accounts_in_scope.py", "views/security.py"},
    "system_work": {
        "app/actions/accounts_in_scope.py",
        "app/actions/numbering.py",
        "app/actions/once.py",
        "app/actions/look_up.py",
        "app/actions/relocate.py",
        "app/actions/remove.py",
        "app/actions/uniqueness.py",
        "app/reading/notices.py",
        "app/reading/titles.py",
    },
    "insert": {"app/actions/numbering.py", "app/actions/once.py"},
    "update": {"app/actions/relocate.py"},
}
NOWHERE = {
    "bulk_insert_mappings", "bulk_update_mappings", "bulk_save_objects", "from_statement",
    "exec_driver_sql", "delete", "text_clause", "literal_column", "get_bind", "engine",
}  # fmt: skip
# Of these words only SQLAlchemy's own are meant.
_SQL_WORDS = {"text", "update", "insert", "delete"}


def uses(path: Path) -> Iterator[str]:
    """The words above that a file uses: names it took from SQLAlchemy, attributes of anything."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield taken.get(node.func.id, node.func.id if node.func.id not in _SQL_WORDS else "")
        if isinstance(node, ast.Attribute) and node.attr not in _SQL_WORDS:
            yield node.attr


def found() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for word in uses(path):
                places.setdefault(word, set()).add(path.relative_to(ROOT).as_posix())
    return places


def test_what_the_scope_does_not_reach_stands_in_the_named_files() -> None:
    places = found()

    assert {word: places.get(word, set()) for word in BESIDE_THE_SCOPE} == BESIDE_THE_SCOPE


def test_what_passes_by_every_check_stands_nowhere() -> None:
    places = found()

    assert {word: places[word] for word in NOWHERE & set(places)} == {}


def test_a_file_that_goes_beside_the_scope_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "new.py"
    file.write_text(
        "from sqlalchemy import insert as put, text\n"
        "def f(session, cls):\n"
        "    session.execute(text('SELECT 1'))\n"
        "    session.execute(put(cls))\n"
        "    session.bulk_save_objects([])\n"
    )

    assert {"text", "insert", "bulk_save_objects"} <= set(uses(file))
