"""Writes the tables of docs/scope-proof.md: what each role sees, from the oracle alone, and with
`--count` what a run of the whole proof asked.

    python -m tests.scope.document [--count]
"""

import argparse
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from config import ROOT
from tests import world
from tests.scope.description import ACCOUNTS, describe
from tests.scope.lab import MAIN
from tests.scope.oracle import HIDDEN, MASKED, Oracle

PAGE = ROOT / "docs/scope-proof.md"
_COUNTY = "130730"


def seen_table() -> str:
    """Role × entity × what is seen, as the oracle reads the definitions."""
    canaries = describe()
    oracle = Oracle(world.DEFINITIONS, canaries)
    lines = [
        "| Role | Entity | May | Rows seen | Masked | Hidden |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for account in MAIN:
        for entity in sorted(oracle.entities):
            lines.append("| " + " | ".join(_cells(oracle, account, entity)) + " |")
    return "\n".join(lines)


def _cells(oracle: Oracle, account: str, entity: str) -> Iterator[str]:
    post = ACCOUNTS[account][0]
    rule = oracle.rule(post, entity)
    rows = len(oracle.visible(account, entity))
    yield f"`{post[0]}` at {post[1]}"
    yield entity
    yield ", ".join(rule.get("may", ())) or "nothing"
    yield f"{rows} of {len(oracle.world.of(entity))}: {rule['rows']}" if rule else "none"
    for level in (MASKED, HIDDEN):
        yield ", ".join(_fields(oracle, account, entity, level)) if rule else "everything"


def _fields(oracle: Oracle, account: str, entity: str, level: str) -> list[str]:
    post = ACCOUNTS[account][0]
    fields = oracle.fields(entity, _COUNTY)
    return [n for n in fields if oracle.level_of(post, entity, fields, n) == level] or ["—"]


def counted_table() -> str:
    """What one run of the whole proof asked, by address, on a server of its own."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from app.embedded import EmbeddedPostgres
    from tests.scope.conftest import application
    from tests.scope.fill import fill
    from tests.scope.lab import Lab
    from tests.scope.proof import prove
    from tests.scope.visit_frame import visit_once

    canaries, data = describe(), Path(tempfile.mkdtemp(prefix="gridbook-scope-"))
    with EmbeddedPostgres(data, durable=False) as server:
        server.start()
        database = server.create_database("canaries")
        fill(database.owner, world.apply_definitions(database.owner), canaries)
        engine = create_engine(database.owner, poolclass=NullPool)
        oracle = Oracle(world.DEFINITIONS, canaries)
        with application(database) as app:
            lab = Lab(app, canaries, oracle, engine, whole=True)
            start = time.monotonic()
            found = [finding for account in ACCOUNTS for finding in prove(lab, account)]
            visit_once(lab, "other_county")
            seconds = time.monotonic() - start
    shutil.rmtree(data, ignore_errors=True)
    return _counts(lab.asked, len(found), seconds)


def _counts(asked: Counter[tuple[str, str]], found: int, seconds: float) -> str:
    asked_as = f"{asked.total()} requests as {len(ACCOUNTS)} accounts"
    lines = [
        f"{asked_as} in {seconds:.0f} s: {found} findings.",
        "",
        "| Address | Method | Requests |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{rule}` | {method} | {n} |" for (rule, method), n in sorted(asked.items())]
    return "\n".join(lines)


def replaced(page: str, name: str, table: str) -> str:
    """The page with the part between its two markers replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    return re.sub(f"{begin}.*?{end}", lambda _: f"{begin}\n{table}\n{end}", page, flags=re.DOTALL)


def main() -> None:
    """Rewrite the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", action="store_true", help="run the proof and count")
    given = parser.parse_args()
    page = replaced(PAGE.read_text(encoding="utf-8"), "seen", seen_table())
    if given.count:
        page = replaced(page, "asked", counted_table())
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
