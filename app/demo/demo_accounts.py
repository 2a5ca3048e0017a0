"""The accounts of the demo and their one-time passwords, as long as these are unused."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, text

from app.accounts import create_account, find_account, one_time_password, set_password
from app.demo.posts import Post
from app.demo.private_file import read_passwords, write_passwords
from models.definitions import Catalogue

_PLACE = text("""
    SELECT concat_ws(' ', coalesce(g.name, o.name), nullif(r.department, ''))
    FROM ab_user u JOIN account_role r ON r.account_id = u.id
    LEFT JOIN org_unit o ON o.id = r.unit_id LEFT JOIN grid g ON g.id = r.grid_id
    WHERE u.username = :username ORDER BY r.id LIMIT 1
""")


class DemoAccount(NamedTuple):
    """What is printed of an account. `password` is empty once it was changed."""

    username: str
    role: str
    place: str
    password: str


def ensure_accounts(
    connection: Connection, catalogue: Catalogue, posts: Iterable[Post], file: Path
) -> list[DemoAccount]:
    """One account for each post, named for its role; those that are there stay as they are.

    `file` is written before the caller commits: a run that is killed in between leaves passwords
    without accounts, which the next one replaces, never accounts without passwords.
    """
    kept = read_passwords(file)
    accounts = [_ensure(connection, catalogue, post, kept) for post in posts]
    unused = {account.username: account.password for account in accounts if account.password}
    if unused != kept:
        write_passwords(file, unused)
    return accounts


def _ensure(
    connection: Connection, catalogue: Catalogue, post: Post, kept: dict[str, str]
) -> DemoAccount:
    username, role = post.role, catalogue.roles[post.role]
    found = find_account(connection, username)
    if found is None:
        password = create_account(
            connection,
            username=username,
            name=f"演示{role.label}",
            role=post.role,
            org_code=post.org_code,
            department=post.department,
        )
    elif not found.must_change_password:
        password = ""
    elif username in kept:
        password = kept[username]
    else:
        password = one_time_password()
        set_password(connection, found.id, password, must_change=True)
    place = connection.scalar(_PLACE, {"username": username}) or ""
    return DemoAccount(username, role.label, place, password)
