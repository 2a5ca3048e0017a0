"""The scope proof as the roles that test_proof.py does not ask as, and as accounts of several posts
and of none."""

import pytest

from tests.scope.lab import MAIN, Lab
from tests.scope.proof import prove
from tests.scope.test_proof import ASKED

POSTS = ("two_counties", "gone", "gone_city", "gone_grid")


@pytest.mark.parametrize("account", [name for name in (*MAIN, *POSTS) if name not in ASKED])
def test_an_account_sees_what_it_should_and_nothing_else(lab: Lab, account: str) -> None:
    assert [str(finding) for finding in prove(lab, account)] == []
