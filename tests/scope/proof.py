"""The proof: every part, as every account. What it returns should be empty."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from tests.scope import (
    probe_session,
    visit_acts,
    visit_files,
    visit_forms,
    visit_frame,
    visit_guesses,
    visit_jobs,
    visit_lists,
    visit_own,
    visit_own_lists,
    visit_picks,
    visit_records,
    visit_search,
    visit_units,
    visit_writes,
)
from tests.scope.description import ACCOUNTS
from tests.scope.lab import MAIN, Enough, Finding, Lab

PARTS: Mapping[str, Callable[[Lab, str], None]] = {
    "session": probe_session.visit,
    "frame": visit_frame.visit,
    "records": visit_records.visit,
    "lists": visit_lists.visit,
    "own lists": visit_own_lists.visit,
    "own": visit_own.visit,
    "forms": visit_forms.visit,
    "picks": visit_picks.visit,
    "search": visit_search.visit,
    "units": visit_units.visit,
    "guesses": visit_guesses.visit,
    "acts": visit_acts.visit,
    "writes": visit_writes.visit,
    "jobs": visit_jobs.visit,
    "files": visit_files.visit,
}
_MODULES = (
    probe_session, visit_acts, visit_files, visit_forms, visit_frame, visit_guesses, visit_jobs,
    visit_lists, visit_own, visit_own_lists, visit_picks, visit_records, visit_search, visit_units,
    visit_writes,
)  # fmt: skip
# Every address and method of the product, and who visits it. One that is not here fails the proof.
COVERED: frozenset[tuple[str, str]] = frozenset().union(*(m.COVERS for m in _MODULES))


# What accounts beside MAIN ask: their posts are about rows, not about fields.
_BRIEF = ("session", "records", "lists", "picks", "acts", "writes", "jobs", "files", "own")


def plan(account: str) -> tuple[str, ...]:
    """The parts that an account of the world is asked to prove."""
    if account in MAIN:
        return tuple(PARTS)
    if account.startswith("gone"):
        return ("session", "lists")
    return (*_BRIEF, "guesses", "own lists") if len(ACCOUNTS[account]) > 1 else _BRIEF


def prove(lab: Lab, account: str, parts: Iterable[str] | None = None) -> list[Finding]:
    """What was found as this account. Each part leaves the rows as they were."""
    lab.findings.clear()
    with suppress(Enough):
        for part in plan(account) if parts is None else parts:
            PARTS[part](lab, account)
    return list(lab.findings)


def rules(lab: Lab) -> set[tuple[str, str]]:
    """Every address and method that the application answers."""
    return {
        (rule.rule, method)
        for rule in lab.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
