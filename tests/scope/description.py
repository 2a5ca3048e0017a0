"""The canary world in plain words: which rows stand where, who is assigned what, who holds which
post. The oracle reads this; nothing here knows the product's rules.

Grids, houses and persons are written out: they are the frame that everything else stands in. Of
every other entity there are a few rows, at SPOTS of that frame."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import world
from tests.scope.canaries import Canary, Mint
from tests.scope.plain import Spec, entities_of, fields_of, links_of

A1, A2, A3 = (f"130730100001{n:03d}" for n in (1, 2, 3))
B1, C1, D1, D2 = "130730100002001", "130730101001001", "130722100001001", "130722100001002"

# key: (where it stands now, what it is located by, departments it is assigned to, where it stood)
GRIDS = {"gA1": A1, "gA2": A2, "gA3": A3, "gB1": B1, "gC1": C1, "gD1": D1, "gD2": D2}
HOUSES: dict[str, tuple[str, str, str]] = {  # grid, departments, earlier place
    "hA1": ("gA1", "", ""),
    "hA2": ("gA1", "02", ""),
    "hA3": ("gA1", "", ""),
    "hA4": ("gA1", "", A2),
    "hM": ("gA2", "03", A1),
    "hB1": ("gB1", "", ""),
    "hC1": ("gC1", "02", ""),
    "hD1": ("gD1", "", ""),
    "hD2": ("gD1", "02", ""),
    "hD3": ("gD1", "", ""),
}
PERSONS: dict[str, tuple[str, str, str]] = {  # house, departments, earlier place
    "pA1": ("hA1", "02", ""),
    "pA2": ("hA2", "", ""),
    "pA3": ("hA1", "", ""),
    "pA4": ("hA4", "", A2),
    "pM": ("hM", "", A1),
    "pB1": ("hB1", "03", ""),
    "pC1": ("hC1", "02", ""),
    "pX": ("hC1", "02", D1),  # assigned where it stood, in another county
    "pD1": ("hD1", "", ""),
    "pD2": ("hD2", "02", ""),
    "pD3": ("hD1", "", ""),
}
REMOVED = {"gA3", "gD2", "hA3", "hD3", "pA3", "pD3"}
ASSIGNED_BEFORE_MOVING = {"pX"}
RENTED = {"hA1": 2, "hA4": 1, "hM": 1, "hD1": 1}  # tenants
OVERSEAS = {"pA2", "pM", "pD1"}


@dataclass(frozen=True)
class Spot:
    """A place for a row of any other entity: beside which rows of the frame it stands, which
    departments it is assigned to, and whether it was removed."""

    grid: str
    house: str
    person: str
    departments: str = ""
    removed: bool = False


SPOTS = {
    "1": Spot("gA1", "hA1", "pA1"),
    "2": Spot("gA1", "hA1", "pA1", departments="02"),
    "3": Spot("gA1", "hA1", "pA1", removed=True),
    "4": Spot("gB1", "hB1", "pB1", departments="03"),
    "5": Spot("gD1", "hD1", "pD1", departments="02"),
}
FRAME = ("grid", "house", "person")
_DIGITS = {"city": 4, "county": 6, "township": 9, "village": 12}
# What decides what is asked for, or where a row stands, stays real; every other choice holds a code
# that is in no list, which shows itself.
REAL_VALUES = {
    ("grid", "sequence"), ("house", "kind"), ("person", "category"), ("person", "sex"),
}  # fmt: skip

# Account: posts as (role, unit or grid, department). "" is a unit that is no more.
ACCOUNTS: dict[str, list[tuple[str, str, str]]] = {
    **{
        name: [(role, code, world.DEPARTMENT if name == "department" else "")]
        for name, (role, code) in world.POSTS.items()
    },
    "neighbour": [("grid_worker", A2, "")],
    "other_department": [("department_officer", "130730", "03")],
    "far_department": [("department_officer", "130722", "02")],
    "two_posts": [
        ("village_centre", "130730100001", ""),
        ("department_officer", "130730", "02"),
    ],
    "two_counties": [("grid_worker", A1, ""), ("county_admin", "130722", "")],
    "gone": [("county_admin", "", "")],
    "gone_city": [("city_admin", "", "")],
    "gone_grid": [("grid_worker", "", "")],
}


@dataclass(frozen=True)
class Act:
    """An audit record: where the row stood, old and new values by field, who did it."""

    key: str
    org_code: str
    changes: dict[str, list[Any]]
    actor_name: str


@dataclass(frozen=True)
class Row:
    """One row. `departments` and where each assignment was made; `below` are sub-rows by field."""

    key: str
    entity: str
    id: int
    org_code: str
    values: dict[str, Any]
    links: dict[str, str]
    removed: bool = False
    assigned: tuple[tuple[str, str], ...] = ()
    below: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """All rows by key, and whose each token is."""

    rows: dict[str, Row]
    owners: dict[str, Canary]

    def of(self, entity: str) -> list[Row]:
        return [row for row in self.rows.values() if row.entity == entity]


def describe(definitions: Path = world.DEFINITIONS) -> World:
    """The world, every field of every row filled."""
    mint, rows = Mint(), {}
    entities = entities_of(definitions)
    keys = [("grid", key) for key in GRIDS]
    keys += [("house", key) for key in HOUSES] + [("person", key) for key in PERSONS]
    keys += [(name, f"{name}{spot}") for name in entities if name not in FRAME for spot in SPOTS]
    order = list(entities)
    for entity, key in sorted(keys, key=lambda pair: order.index(pair[0])):
        row = _row(mint, definitions, entity, key, 730_000_000 + len(rows), rows)
        rows[key] = row
        mint.own(row.id, Canary(key, "id"))
        if row.entity == "grid":
            mint.own(row.org_code, Canary(key, "org_code"))
    return World(rows, mint.owners)


def _row(
    mint: Mint, definitions: Path, entity: str, key: str, row_id: int, rows: dict[str, Row]
) -> Row:
    spec = entities_of(definitions)[entity]
    links = _links(entity, spec, key, rows)
    org_code = _place(spec, entity, key, links, rows)
    spot = SPOTS[key[-1]] if entity not in FRAME else Spot("", "", "", removed=key in REMOVED)
    _, departments, earlier = {**HOUSES, **PERSONS}.get(key, ("", spot.departments, ""))
    fields = fields_of(definitions, entity, org_code)
    values, below = _values(mint, fields, entity, key, "now")
    at = earlier if key in ASSIGNED_BEFORE_MOVING else org_code
    places = [(f"{key}:here", org_code)] + ([(f"{key}:there", earlier)] if earlier else [])
    return Row(
        key, entity, row_id, org_code, values, links, spot.removed,
        tuple((department, at) for department in departments.split()), below,
        [_act(mint, fields, entity, key, act, place, values, below) for act, place in places],
    )  # fmt: skip


def _links(entity: str, spec: Spec, key: str, rows: dict[str, Row]) -> dict[str, str]:
    """Keys of the rows it links to: of the frame as written there, else of those at its spot."""
    if entity in FRAME:
        frame = {"house": ("grid", HOUSES), "person": ("house", PERSONS)}.get(entity)
        return {frame[0]: frame[1][key][0]} if frame else {}
    spot = SPOTS[key[-1]]
    found = {}
    for name, to in links_of(spec).items():
        target = getattr(spot, to) if to in FRAME else f"{to}{key[-1].replace('3', '1')}"
        if target in rows:  # not a row of its own kind
            found[name] = target
    return found


def _place(spec: Spec, entity: str, key: str, links: dict[str, str], rows: dict[str, Row]) -> str:
    """Where it stands: where the row stands that it is located by, or at the unit of the spot."""
    if entity == "grid":
        return GRIDS[key]
    above = spec["fields"][spec["located_by"]]
    if above["type"] == "link":
        return rows[links[spec["located_by"]]].org_code
    return GRIDS[SPOTS[key[-1]].grid][: _DIGITS[above.get("level", "village")]]


def _values(
    mint: Mint, fields: dict[str, Spec], entity: str, key: str, moment: str
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    values: dict[str, Any] = {}
    below: dict[str, list[dict[str, Any]]] = {}
    for name, spec in fields.items():
        if spec["type"] == "sub_rows":
            below[name] = [
                {
                    inner: mint.value(part, Canary(key, name, inner, moment))
                    for inner, part in spec["fields"].items()
                }
                for _ in range(RENTED.get(key, 0) if entity in FRAME else 1)
            ]
        elif (entity, name) in REAL_VALUES:
            values[name] = None
        else:
            values[name] = mint.value(spec, Canary(key, name, moment=moment))
    if entity == "person":
        values["category"] = "overseas" if key in OVERSEAS else "registered"
        values |= _told_by(mint, values["id_number"], key, moment)
    elif entity == "house":
        values["kind"] = "rented" if key in RENTED else "owner"
    elif entity == "grid":
        values["sequence"] = GRIDS[key][-3:]
    return values, below


def _told_by(mint: Mint, number: str, key: str, moment: str) -> dict[str, Any]:
    """Sex and birth date as the number has them."""
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    mint.own(born, Canary(key, "birth_date", moment=moment))
    return {"sex": "1" if int(number[16]) % 2 else "2", "birth_date": born}


def _act(
    mint: Mint,
    fields: dict[str, Spec],
    entity: str,
    key: str,
    act: str,
    place: str,
    now: dict[str, Any],
    below: dict[str, list[dict[str, Any]]],
) -> Act:
    old, old_below = _values(mint, fields, entity, key, act)
    changes = {
        name: [value, now[name] if act.endswith("here") else None]
        for name, value in old.items()
        if value is not None
    }
    changes |= {n: [rows, below[n]] for n, rows in old_below.items() if rows}
    return Act(act, place, changes, mint.word(Canary(key, "actor_name", moment=act)))
