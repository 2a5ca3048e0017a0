"""docs/scope-proof.md says what the oracle says today."""

from tests.scope.document import PAGE, replaced, seen_table
from tests.scope.mutations import HARD_MUTATIONS, MUTATIONS


def test_the_table_of_what_each_role_sees_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert page == replaced(page, "seen", seen_table())  # python -m tests.scope.document
    assert seen_table() in page


def test_every_fault_that_turns_the_proof_red_is_named() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [m.name for m in (*MUTATIONS, *HARD_MUTATIONS) if m.name not in page] == []
