"""Accounts at the desks of the units and in the pockets of the grids' workers. Nobody can log in to
one: each waits to be activated and has no password."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, text

from app.generation.begun import ACTION, ACTOR
from app.log_in_tables import USERS
from app.population import names
from models.definitions import Catalogue, Role
from models.tables.account import Account, AccountRole
from models.tables.audit import Audit

# Today's shares: about 700 at desks and 5,000 outside.
_DESK, _ALL = 700, 5_700
_DEPARTMENT = "司法"
# In the form of a password's digest, so that a log-in takes its time, and equal to none.
_NO_PASSWORD = "scrypt:32768:8:1$none$none"
_WAITING = "pending"
_DESKS = text("SELECT id, org_code, level FROM org_unit ORDER BY length(org_code), org_code")
_GRIDS = text("SELECT id, org_code, 'grid' AS level FROM grid ORDER BY id")


class _Place(NamedTuple):
    id: int
    org_code: str
    level: str


class _Held(NamedTuple):
    """A post: one of the roles at a place."""

    role: Role
    place: _Place


def create_accounts(connection: Connection, catalogue: Catalogue, count: int, seed: int) -> None:
    """So many accounts with a post each, unless they are there already."""
    if not count or _are_there(connection):
        return
    desks = [_Place(*row) for row in connection.execute(_DESKS)]
    grids = [_Place(*row) for row in connection.execute(_GRIDS)]
    outside = _posts(catalogue, grids)
    at_desks = count * _DESK // _ALL if outside else count
    posts = [*_spread(_posts(catalogue, desks), at_desks), *_spread(outside, count - at_desks)]
    _write(connection, posts, seed)
    values = {"actor_name": ACTOR, "action": ACTION, "entity": "account"}
    connection.execute(
        insert(Audit).values(**values, org_code=desks[0].org_code, changes={"accounts": len(posts)})
    )


def _are_there(connection: Connection) -> bool:
    query = select(Audit.__table__.c.id).where(
        Audit.__table__.c.actor_name == ACTOR, Audit.__table__.c.entity == "account"
    )
    return connection.scalar(query.limit(1)) is not None


def _posts(catalogue: Catalogue, places: Sequence[_Place]) -> list[_Held]:
    return [
        _Held(role, place)
        for place in places
        for role in catalogue.roles.values()
        if role.level == place.level
    ]


def _spread(posts: Sequence[_Held], count: int) -> Iterator[_Held]:
    """So many of them, from all over; some twice if there are too few. Townships and what is above
    them come first: each has a desk; villages as far as it goes."""
    if not posts:
        return
    upper = [post for post in posts if post.place.level not in ("village", "grid")]
    if upper and len(upper) < count:
        yield from upper
        posts, count = posts[len(upper) :] or upper, count - len(upper)
    elif upper:
        posts = upper
    for n in range(count):
        yield posts[n * len(posts) // count if count <= len(posts) else n % len(posts)]


def _write(connection: Connection, posts: Sequence[_Held], seed: int) -> None:
    chance = Random(f"{seed}/accounts").random
    users, usernames = [], set[str]()
    for post in posts:
        sex = names.MALE if chance() < 0.5 else names.FEMALE
        stem = name = f"{'m' if post.role.level == 'grid' else 'd'}{post.place.org_code}"
        again = 1
        while name in usernames:
            again += 1
            name = f"{stem}-{again}"
        usernames.add(name)
        users.append(
            {
                "username": name,
                "first_name": names.surname(chance) + names.given_name(chance, sex, 725_000),
                "last_name": "",
                "email": f"{name}@gridbook.invalid",
                "password": _NO_PASSWORD,
                "active": True,
                "login_count": 0,
                "fail_login_count": 0,
            }
        )
    statement = insert(USERS).returning(USERS.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(statement, users))
    accounts, held = [], []
    for id_, post in zip(ids, posts, strict=True):
        at_grid = post.role.level == "grid"
        channel = "mobile" if at_grid else "desk"
        accounts.append({"id": id_, "channel": channel, "state": _WAITING})
        held.append(
            {
                "account_id": id_,
                "role": post.role.name,
                "unit_id": None if at_grid else post.place.id,
                "grid_id": post.place.id if at_grid else None,
                "department": _DEPARTMENT if post.role.department else "",
            }
        )
    connection.execute(insert(Account), accounts)
    connection.execute(insert(AccountRole), held)
