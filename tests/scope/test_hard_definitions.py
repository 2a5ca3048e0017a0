"""The proof under definitions that nobody should need, and that somebody will write."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.embedded import Connections
from tests.scope.conftest import application
from tests.scope.description import World
from tests.scope.hard_definitions import write_hard_definitions
from tests.scope.lab import Lab
from tests.scope.mutations import HARD_MUTATIONS, Mutation
from tests.scope.oracle import Oracle
from tests.scope.proof import prove

PARTS = ("records", "lists", "guesses")
ASKED = ("county", "worker", "department")
OTHERS = ("city", "township", "village", "two_posts")


@pytest.fixture(scope="module")
def hard(
    tmp_path_factory: pytest.TempPathFactory,
    canary_database: Connections,
    canaries: World,
    owner: Engine,
) -> Iterator[Lab]:
    """The same world under the hard definitions."""
    definitions = write_hard_definitions(tmp_path_factory.mktemp("hard"))
    with application(canary_database, definitions) as app:
        yield Lab(app, canaries, Oracle(definitions, canaries), owner, frame=True)


@pytest.mark.parametrize(
    "account", [*ASKED, *(pytest.param(name, marks=pytest.mark.thorough) for name in OTHERS)]
)
def test_an_account_sees_what_it_should_and_nothing_else(hard: Lab, account: str) -> None:
    found = prove(hard, account, PARTS)

    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("mutation", HARD_MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_fault_turns_the_proof_red(
    hard: Lab, mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    hard.browser(mutation.account)
    mutation.fault(monkeypatch)
    hard.forget_scopes()
    monkeypatch.setattr(hard, "hasty", True)

    found = prove(hard, mutation.account, [mutation.part])
    hard.forget_scopes()

    assert mutation.kind in {finding.kind for finding in found}, [str(f) for f in found]
