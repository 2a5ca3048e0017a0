"""The scope proof as a department, and as accounts whose units are gone. City, village and several
posts at once are asked in test_whole_proof_of_posts.py."""

import pytest

from tests.scope.lab import Lab
from tests.scope.proof import prove


@pytest.mark.parametrize("account", ["department", "gone", "gone_city", "gone_grid"])
def test_an_account_sees_what_it_should_and_nothing_else(lab: Lab, account: str) -> None:
    assert [str(finding) for finding in prove(lab, account)] == []
