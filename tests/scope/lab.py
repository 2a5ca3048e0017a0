"""Where the proof is made: an application on the canary world, its oracle, a browser for each
account, and what was found and asked so far."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import Engine, text

from app.book import Book
from tests.scope.browser import Browser
from tests.scope.description import ACCOUNTS, Row, World
from tests.scope.oracle import Oracle

# In the order in which rows link to each other.
_TABLES = ("org_unit", "assignment", "account_role", "grid", "house", "house_tenants", "person")


@dataclass(frozen=True)
class Finding:
    """Something that should not be: a canary shown to an account that may not see it (leak), one
    not shown that should be (missing), an answer that lets a value be guessed (guess), a change
    that should not be possible (write), a failure of the server (error)."""

    kind: str
    account: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.account} at {self.where}: {self.what}"


class Enough(Exception):
    """One finding is enough to know that the proof is red."""


@dataclass
class Lab:
    """`engine` is the owner's, to look behind the scenes. A `hasty` proof ends at its first
    finding that is more than a failure of the server."""

    app: Flask
    world: World
    oracle: Oracle
    engine: Engine
    findings: list[Finding] = field(default_factory=list)
    hasty: bool = False
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    _browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        book: Book = self.app.extensions["book"]
        return book

    def browser(self, account: str) -> Browser:
        """The account's browser, logged in."""
        if account not in self._browsers:
            self._browsers[account] = Browser(self, account)
        return self._browsers[account]

    def find(self, kind: str, account: str, where: str, what: str) -> None:
        self.findings.append(Finding(kind, account, where, what))
        if self.hasty and kind != "error":
            raise Enough

    def strangers(self, account: str) -> list[Row]:
        """One row for each way of being out of sight, of each entity: in another county, in the
        same, in one's own grid or unit; removed; moved away."""
        units = tuple(code for _, code, _ in ACCOUNTS[account] if code)
        kinds = {
            (r.entity, r.org_code[:6], r.org_code.startswith(units), r.removed, len(r.acts)): r
            for r in self.world.rows.values()
            if not self.oracle.sight(account, r)
        }
        return list(kinds.values())

    def samples(self, account: str) -> list[Row]:
        """One row for each way of being seen, of each entity."""
        return list({self._way(account, r): r for r in self.oracle.visible(account)}.values())

    def _way(self, account: str, row: Row) -> tuple[object, ...]:
        linked = all(self.oracle.sight(account, self.world.rows[key]) for key in row.links.values())
        kind = row.values.get("category")
        return row.entity, row.org_code[:6], row.removed, len(row.acts), kind, linked

    def villages_elsewhere(self, account: str) -> list[int]:
        """Ids of villages that none of the account's posts stands in or covers."""
        own = [code for _, code, _ in ACCOUNTS[account] if code]
        query = text("SELECT id, org_code FROM org_unit WHERE level = 'village'")
        with self.engine.connect() as connection:
            found = connection.execute(query).all()
        return [
            row.id
            for row in found
            if not any(row.org_code.startswith(c) or c.startswith(row.org_code) for c in own)
        ]

    def snapshot(self) -> dict[str, str]:
        """A digest of every table that holds what could be changed."""
        parts = " UNION ALL ".join(
            f"SELECT '{t}', md5(string_agg(t::text, '|' ORDER BY id)) FROM {t} t" for t in _TABLES
        )
        with self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(text(parts))}

    def keep(self) -> None:
        """Remember the rows, for `restore`."""
        with self.engine.begin() as connection:
            for table in _TABLES:
                connection.execute(text(f"CREATE TABLE kept_{table} AS TABLE {table}"))

    def restore(self) -> None:
        """Put every row back as it was kept, whatever a faulty product did to it."""
        rows = [t for t in _TABLES if t not in ("org_unit", "account_role")]
        with self.engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '10s'"))
            connection.execute(text(f"TRUNCATE {', '.join(rows)}"))
            for table in rows:
                connection.execute(text(f"INSERT INTO {table} SELECT * FROM kept_{table}"))

    def account_id(self, account: str) -> int:
        query = text("SELECT id FROM ab_user WHERE username = :name")
        with self.engine.connect() as connection:
            found: Any = connection.scalar(query, {"name": account})
        return int(found)


# One account for each role: these ask everything, the others what their posts are about.
MAIN = ("city", "county", "township", "village", "worker", "department", "super")


def unlike(
    lab: Lab, account: str, where: str, one: tuple[int, str, str], other: tuple[int, str, str]
) -> None:
    """Report two answers that should be the same and are not."""
    if one != other:
        pairs = zip(" ".join(map(str, one)), " ".join(map(str, other)), strict=False)
        at = next((n for n, (a, b) in enumerate(pairs) if a != b), 0)
        told = [" ".join(map(str, part))[max(0, at - 30) : at + 60] for part in (one, other)]
        lab.find("guess", account, where, f"tells {told[0]!r} from {told[1]!r}")
