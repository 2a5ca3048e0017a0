"""The whole scope proof, as the roles of test_proof.py: no register waits for its turn."""

import pytest

from tests.scope.lab import Lab
from tests.scope.proof import prove
from tests.scope.test_proof import ASKED

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize("account", ASKED)
def test_an_account_sees_what_it_should_and_nothing_else(
    lab: Lab, account: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "whole", True)

    assert [str(finding) for finding in prove(lab, account)] == []
