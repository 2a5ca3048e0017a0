"""The scope proof: as every account, through every door, nothing is seen, told or changed that the
oracle does not allow, and everything it owes is shown."""

from collections import Counter

import pytest
from werkzeug.routing import Rule

from tests.scope.canaries import can_tell, found_in
from tests.scope.description import ACCOUNTS, REAL_VALUES, SPOTS, World
from tests.scope.lab import MAIN, Finding, Lab
from tests.scope.proof import COVERED, prove, rules
from tests.scope.visit_frame import visit_once

Proved = dict[str, list[Finding]]
# The others are asked in test_proof_of_posts.py, so that two cores share the work.
ASKED = [account for account in ACCOUNTS if account in ("county", "township", "worker", "super")]


@pytest.fixture(scope="module")
def proved(lab: Lab) -> Proved:
    """What was found, by account. The whole proof runs once."""
    lab.asked.clear()
    found = {account: prove(lab, account) for account in ASKED}
    lab.findings.clear()
    visit_once(lab, "county")
    found["county"] += lab.findings
    return found


@pytest.mark.parametrize("account", ASKED)
def test_an_account_sees_what_it_should_and_nothing_else(proved: Proved, account: str) -> None:
    assert [str(finding) for finding in proved[account]] == []


def test_every_address_is_visited(lab: Lab, proved: Proved) -> None:
    assert rules(lab) == set(COVERED)
    assert proved
    assert set(COVERED) - set(lab.asked) == set()


def test_an_address_that_nobody_visits_is_noticed(lab: Lab) -> None:
    assert {
        (rule.rule, "GET") for rule in [Rule("/users/add", methods=["GET"])]
    } - COVERED  # as it would come from a view that should not be registered


def test_every_field_of_every_row_carries_a_canary_of_its_own(canaries: World, lab: Lab) -> None:
    bare = {
        (row.entity, name)
        for row in canaries.rows.values()
        for name, value in row.values.items()
        if not found_in([str(value)]) & set(canaries.owners)
    }

    expected = {
        (entity, name)
        for entity in lab.oracle.entities
        for name, spec in lab.oracle.fields(entity, "130730").items()
        if not can_tell(spec)
    }
    assert bare <= expected | REAL_VALUES


def test_every_entity_has_rows_of_every_kind(lab: Lab, canaries: World) -> None:
    for entity in lab.book.catalogue.entities:
        rows = canaries.of(entity)
        assert len(rows) >= len(SPOTS), entity
        assert {row.removed for row in rows} == {True, False}
        assert len({row.org_code[:6] for row in rows}) == 2


def test_the_world_has_rows_to_see_and_rows_to_hide_for_every_role(lab: Lab) -> None:
    for account in MAIN:
        seen = Counter(row.entity for row in lab.oracle.visible(account))
        assert seen
        if account not in ("city", "super"):  # those see every row of what they see
            assert len(lab.oracle.visible(account)) < len(lab.world.rows)
            assert lab.strangers(account)
