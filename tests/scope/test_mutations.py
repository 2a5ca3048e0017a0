"""A proof that cannot fail proves nothing: with each of these faults it does, and says what is
wrong."""

from collections.abc import Iterator

import pytest

from tests.scope.lab import Lab
from tests.scope.mutations import MUTATIONS, Mutation
from tests.scope.proof import plan, prove


@pytest.fixture(scope="module")
def kept(lab: Lab) -> Iterator[Lab]:
    """A lab whose rows can be put back: a faulty product may really change them."""
    lab.keep()
    yield lab
    lab.findings.clear()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_fault_turns_the_proof_red(
    kept: Lab, mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept.snapshot()
    kept.browser(mutation.account)
    mutation.fault(monkeypatch)
    kept.forget_scopes()
    monkeypatch.setattr(kept, "hasty", mutation.kind != "write")

    found = prove(kept, mutation.account, [mutation.part])

    monkeypatch.undo()
    kept.forget_scopes()
    if kept.snapshot() != before:
        kept.restore()
    assert mutation.kind in {finding.kind for finding in found}, [str(f) for f in found]
    assert mutation.part in plan(mutation.account)  # where the whole proof asks the same
