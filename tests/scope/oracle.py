"""What each account should see, worked out apart from the product: from the YAML files, read
plainly, and the description of the world. Nothing of the product is used here.

The rules, in words. A post is a role at a unit, for a department where the role is one; a post
whose unit is no more covers nothing. A role's `rows` are all, those whose code begins with the
unit's, or of these the ones assigned, within the unit, to the department. `list` shows rows
without their sub-rows, `show` shows everything with the history; removed rows are seen by posts
that may restore them. A field is hidden, masked or clear as the post says that covers the row and
shows most; a count, by who may list what is counted. An entry of the history is seen where the row
then stood. A notice that was not removed is told, by id, title and text, to every post at its unit
or below: that is what it is for."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tests.scope.description import ACCOUNTS, Act, Row, World
from tests.scope.plain import entities_of, fields_of, read

CLEAR, MASKED, HIDDEN = "clear", "masked", "hidden"
Post = tuple[str, str, str]


@dataclass(frozen=True)
class Sight:
    """How far an account sees a row: in lists, on a page of its own, or not at all."""

    listed: bool
    shown: bool

    def __bool__(self) -> bool:
        return self.listed or self.shown


class Oracle:
    """The oracle for one folder of definitions."""

    def __init__(self, definitions: Path, world: World) -> None:
        self.definitions = definitions
        self.world = world
        self.entities = entities_of(definitions)

    # --- posts -------------------------------------------------------------------------------

    def rule(self, post: Post, entity: str) -> dict[str, Any]:
        """What the post's role may do with the entity; {} for nothing."""
        found: dict[str, Any] = self.entities[entity]["access"].get(post[0], {}) if post[1] else {}
        return found

    def may(self, account: str, verb: str, entity: str) -> bool:
        return any(verb in self.rule(p, entity).get("may", ()) for p in ACCOUNTS[account])

    def covering(self, account: str, row: Row, *verbs: str, at: str | None = None) -> list[Post]:
        """The posts that cover the row, standing at `at`, for any of the verbs."""
        place = row.org_code if at is None else at
        return [
            post
            for post in ACCOUNTS[account]
            if set(verbs) & set(self.rule(post, row.entity).get("may", ()))
            and _covers(self.rule(post, row.entity)["rows"], post, row, place)
        ]

    def may_write(self, account: str, verb: str, row: Row) -> bool:
        return bool(self.sight(account, row)) and bool(self.covering(account, row, verb))

    # --- rows --------------------------------------------------------------------------------

    def sight(self, account: str, row: Row) -> Sight:
        if row.removed and not self.covering(account, row, "restore"):
            return Sight(False, False)
        return Sight(
            bool(self.covering(account, row, "list")), bool(self.covering(account, row, "show"))
        )

    def visible(self, account: str, entity: str | None = None) -> list[Row]:
        return [
            row
            for row in self.world.rows.values()
            if entity in (None, row.entity) and self.sight(account, row)
        ]

    def listed(self, account: str, entity: str, *, removed: bool = False) -> list[Row]:
        return [
            row
            for row in self.world.of(entity)
            if row.removed == removed and self.sight(account, row).listed
        ]

    def told(self, account: str, row: Row) -> bool:
        """Whether the row is a notice for one of the account's posts."""
        codes = [code for _, code, _ in ACCOUNTS[account] if code]
        for_it = any(code.startswith(row.org_code) for code in codes)
        return row.entity == "notice" and not row.removed and for_it

    def sees_act(self, account: str, row: Row, act: Act) -> bool:
        shown = self.sight(account, row).shown
        return shown and bool(self.covering(account, row, "show", at=act.org_code))

    # --- fields ------------------------------------------------------------------------------

    def level(self, account: str, row: Row, field: str) -> str:
        """How the account sees a field of a row."""
        posts = self.covering(account, row, "list", "show", "add", "edit")
        fields = self.fields(row.entity, row.org_code)
        if field not in fields:  # taken away by the county's overlay
            return HIDDEN
        if fields[field]["type"] == "count" and not self._counts(account, fields[field]):
            return HIDDEN
        levels = [self.level_of(post, row.entity, fields, field) for post in posts]
        return max(levels, key=[HIDDEN, MASKED, CLEAR].index, default=HIDDEN)

    def _counts(self, account: str, spec: dict[str, Any]) -> bool:
        counted, _, link = spec["of"].partition(".")
        return self.may(account, "list", counted) and self.askable(account, counted, link)

    def askable(self, account: str, entity: str, field: str, org_code: str = "") -> bool:
        """Whether rows may be chosen or ordered by the field: it is clear in every post."""
        fields = self.fields(entity, org_code)
        levels = [
            self.level_of(post, entity, fields, field)
            for post in ACCOUNTS[account]
            if set(self.rule(post, entity).get("may", ())) & {"list", "show", "add", "edit"}
        ]
        return bool(levels) and set(levels) == {CLEAR}

    def level_of(self, post: Post, entity: str, fields: dict[str, Any], field: str) -> str:
        rule = self.rule(post, entity)
        read = _reads(fields, field)
        if read & set(rule.get("hide", ())):
            return HIDDEN
        return (
            MASKED if any(masked(fields[n]) for n in read - set(rule.get("clear", ()))) else CLEAR
        )

    @cache  # noqa: B019
    def fields(self, entity: str, org_code: str) -> dict[str, Any]:
        return fields_of(self.definitions, entity, org_code[:6])

    # --- tokens ------------------------------------------------------------------------------

    @cache  # noqa: B019
    def allowed(self, account: str) -> frozenset[str]:
        """Every canary that may meet the account's eyes, anywhere."""
        return frozenset(
            token
            for token, canary in self.world.owners.items()
            if self._allowed(account, self.world.rows[canary.row], canary)
        )

    def _allowed(self, account: str, row: Row, canary: Any) -> bool:
        if canary.field == "id":
            seen = bool(self.sight(account, row)) or self._linked(account, row)
            return seen or self.told(account, row)
        if canary.field == "org_code":
            places = {other.org_code for other in self.visible(account)}
            return row.org_code in places | {post[1] for post in ACCOUNTS[account]}
        if canary.field in ("title", "text") and canary.moment == "now" and self.told(account, row):
            return True
        sight = self.sight(account, row)
        if canary.moment != "now":
            act = next(a for a in row.acts if a.key == canary.moment)
            if not self.sees_act(account, row, act):
                return False
        elif not sight or (canary.inner and not sight.shown):
            return False
        if canary.field == "actor_name":
            return True
        level = self.level(account, row, canary.field)
        if level == MASKED and canary.inner:
            spec = self.fields(row.entity, row.org_code)[canary.field]["fields"][canary.inner]
            return canary.moment == "now" and not masked(spec)
        return level == CLEAR

    def _linked(self, account: str, row: Row) -> bool:
        """Whether a row that the account sees links to this one, in clear."""
        return any(
            self.level(account, other, name) == CLEAR
            for other in self.visible(account)
            for name, key in other.links.items()
            if key == row.key
        )

    @cached_property
    def roles(self) -> dict[str, Any]:
        found: dict[str, Any] = read(self.definitions / "roles.yaml")["roles"]
        return found


def _covers(rows: str, post: Post, row: Row, place: str) -> bool:
    _, unit, department = post
    if rows == "all":
        return True
    if not place.startswith(unit):
        return False
    return rows == "own_unit" or any(
        whom == department and made_at.startswith(unit) for whom, made_at in row.assigned
    )


def masked(spec: dict[str, Any]) -> bool:
    """Whether the definition asks for a mask; numbers of persons and phones always have one."""
    if spec["type"] == "sub_rows":
        return any(masked(inner) for inner in spec["fields"].values())
    return bool(spec.get("mask")) or spec["type"] in ("resident_id", "phone")


def _reads(fields: dict[str, Any], field: str) -> set[str]:
    """The field, and the fields that a derived one is worked out from, however far back."""
    found, waiting = {field}, [field]
    while waiting:
        named = set(re.findall(r"[a-z_]+", fields[waiting.pop()].get("value", "")))
        waiting += (named & set(fields)) - found
        found |= named & set(fields)
    return found
