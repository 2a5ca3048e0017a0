"""Where the proof is made: an application on the canary world, its oracle, a browser for each
account, and what was found and asked so far."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import Flask
from sqlalchemy import Engine, text

from app.book import Book
from tests.scope.browser import Browser
from tests.scope.description import ACCOUNTS, FRAME, Row, World
from tests.scope.oracle import Oracle
from tests.scope.plain import Spec

_SYSTEM = ("org_unit", "assignment", "account_role")


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
    finding that is more than a failure of the server. One of the `frame` asks about grids, houses
    and persons alone: they hold every way of standing somewhere, of links and of masks. A `whole`
    one asks every role about every register; else the roles take turns. `only` are the entities
    to ask about, if not all."""

    app: Flask
    world: World
    oracle: Oracle
    engine: Engine
    findings: list[Finding] = field(default_factory=list)
    hasty: bool = False
    frame: bool = False
    whole: bool = False
    only: tuple[str, ...] = ()
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

    def forget(self, account: str) -> None:
        """Let go of the account's browser: its sessions were ended."""
        self._browsers.pop(account, None)

    def forget_scopes(self) -> None:
        """Have the conditions of scopes worked out anew: a fault has been put in, or taken out."""
        self.book.tables.scopes.clear()

    def find(self, kind: str, account: str, where: str, what: str) -> None:
        self.findings.append(Finding(kind, account, where, what))
        if self.hasty and kind != "error":
            raise Enough

    def entities(self, account: str) -> Mapping[str, Spec]:
        """What the account is asked about: what stands in the frame, and of the registers, which
        all go through the same doors, those whose turn it is."""
        every = self.oracle.entities
        if self.only:
            return {name: every[name] for name in self.only}
        if account not in MAIN or self.frame or self.hasty:
            return {name: every[name] for name in FRAME}
        if self.whole:
            return every
        registers = [name for name in every if name not in FRAME]
        turn = registers[MAIN.index(account) % TURNS :: TURNS]
        return {name: spec for name, spec in every.items() if name in FRAME or name in turn}

    def strangers(self, account: str) -> list[Row]:
        """One row for each way of being out of sight, of each entity: in another county, in the
        same, in one's own grid or unit; removed; moved away. Outside the frame two, of which one
        stands where something else of the account's may stand."""
        units = tuple(code for _, code, _ in ACCOUNTS[account] if code)
        kinds = {}
        for r in self.world.rows.values():
            if r.entity not in self.entities(account) or self.oracle.sight(account, r):
                continue
            near = r.org_code.startswith(units)
            way: tuple[object, ...] = (r.entity, near)
            if r.entity in FRAME:
                way = (*way, r.org_code[:6], r.removed, len(r.acts))
            kinds[way] = r
        return list(kinds.values())

    def samples(self, account: str) -> list[Row]:
        """One row for each way of being seen, of each entity."""
        rows = [r for r in self.oracle.visible(account) if r.entity in self.entities(account)]
        return list({self._way(account, r): r for r in rows}.values())

    def _way(self, account: str, row: Row) -> tuple[object, ...]:
        if row.entity not in FRAME:
            return row.entity, row.removed
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

    @cached_property
    def tables(self) -> list[str]:
        """Every table whose rows could be changed, in the order in which they link to each
        other."""
        found = [*_SYSTEM]
        for entity, spec in self.oracle.entities.items():
            below = [n for n, f in spec["fields"].items() if f["type"] in ("sub_rows", "links")]
            found += [entity, *(f"{entity}_{name}" for name in below)]
        return found

    def snapshot(self) -> dict[str, str]:
        """A digest of every table that holds what could be changed."""
        parts = " UNION ALL ".join(
            f"SELECT '{t}', md5(string_agg(t::text, '|' ORDER BY id)) FROM {t} t"
            for t in self.tables
        )
        with self.engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(text(parts))}

    def keep(self) -> None:
        """Remember the rows, for `restore`."""
        with self.engine.begin() as connection:
            for table in self.tables:
                connection.execute(text(f"CREATE TABLE kept_{table} AS TABLE {table}"))

    def restore(self) -> None:
        """Put every row back as it was kept, whatever a faulty product did to it."""
        rows = [t for t in self.tables if t not in ("org_unit", "account_role")]
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


# After how many accounts it is a register's turn again.
TURNS = 3
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
