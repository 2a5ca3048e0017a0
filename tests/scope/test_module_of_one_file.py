"""The proof over a module that is one YAML file: nothing of it was written in Python."""

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from tests import world
from tests.language.conftest import MODULES
from tests.scope.conftest import application
from tests.scope.description import describe
from tests.scope.fill import fill
from tests.scope.lab import MAIN, Lab
from tests.scope.oracle import Oracle
from tests.scope.proof import prove

MODULE = ("kiosk", "kiosk_watched")  # with the tag that is written in it
ASKED = ("county", "village", "worker")
PARTS = ("records", "lists", "forms", "picks", "acts", "writes", "jobs")


@pytest.fixture(scope="module")
def module(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The canary world with rows of the module."""
    definitions = tmp_path_factory.mktemp("module") / "forms_yaml"
    shutil.copytree(world.DEFINITIONS, definitions)
    shutil.copy(MODULES / "kiosk.yaml", definitions / "core")
    database = postgres.create_database("module_canaries")
    canaries = describe(definitions)
    fill(database.owner, world.apply_definitions(database.owner, definitions), canaries)
    owner = create_engine(database.owner, poolclass=NullPool)
    with application(database, definitions) as app:
        yield Lab(app, canaries, Oracle(definitions, canaries), owner, only=MODULE)
    postgres.drop_database("module_canaries")


@pytest.mark.parametrize(
    "account",
    [name if name in ASKED else pytest.param(name, marks=pytest.mark.thorough) for name in MAIN],
)
def test_an_account_sees_what_it_should_and_nothing_else(module: Lab, account: str) -> None:
    module.asked.clear()

    found = prove(module, account, PARTS)

    assert [str(finding) for finding in found] == []
    assert {rule for rule, _ in module.asked} >= {"/desk/<entity>/", "/api/v1/<entity>/"}


def test_there_are_rows_to_see_and_rows_to_hide(module: Lab) -> None:
    seen = {account: len(module.oracle.visible(account, "kiosk")) for account in MAIN}

    assert seen == {
        "city": 0, "county": 4, "township": 3, "village": 0, "worker": 2, "department": 0,
        "super": 0,
    }  # fmt: skip
