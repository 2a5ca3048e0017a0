"""Accounts: a log-in of Flask-AppBuilder, what we know beyond it, and a post held.

Through one database connection, so that whoever calls decides about the transaction. There is no
actor here: whoever may run this program on the server may make accounts.
"""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, text, update
from werkzeug.security import generate_password_hash

from app.log_in_tables import USERS
from models.definitions import LEVELS
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.account import Account, AccountRole
from models.tables.audit import Audit

USERNAME_TAKEN = Code("accounts.E001", 'there is an account "%(username)s" already')
WRONG_USERNAME = Code(
    "accounts.E002",
    '"%(username)s" cannot be a user name',
    hint="a user name has at most 64 letters, digits or . _ -, and begins with a letter",
)
NO_PLACE = Code(
    "accounts.E003",
    "there is no unit and no grid with the code %(code)s",
    hint="a code is cut to its level: 1307, 130730, 130730001, 130730001001, and 15 digits a grid",
)

# Without letters and digits that look alike: it is read off a screen and typed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_UNIT = text("SELECT id FROM org_unit WHERE org_code = :code")
_GRID = text("SELECT id FROM grid WHERE org_code = :code AND removed_at IS NULL")
_SAME_NAME = text("SELECT 1 FROM ab_user WHERE lower(username) = lower(:username)")


class FoundAccount(NamedTuple):
    """An account, and whether its one-time password is still unused."""

    id: int
    must_change_password: bool


def create_account(
    connection: Connection,
    *,
    username: str,
    name: str,
    role: str,
    org_code: str,
    department: str = "",
) -> str:
    """A new account with one post: `role` at the unit or grid with `org_code`, for a department
    where the role is one. Returns its one-time password, which must be changed at the first
    log-in. Raises Problems: then nothing was written."""
    _check_username(connection, username)
    unit, grid = _place(connection, org_code)
    password = one_time_password()
    user = insert(USERS).values(
        username=username,
        first_name=name,
        last_name="",
        email=f"{username}@gridbook.invalid",
        password=generate_password_hash(password),
        active=True,
        login_count=0,
        fail_login_count=0,
    )
    account_id = int(connection.execute(user.returning(USERS.c.id)).scalar_one())
    connection.execute(insert(Account).values(id=account_id, must_change_password=True))
    post = {"role": role, "unit_id": unit, "grid_id": grid, "department": department}
    connection.execute(insert(AccountRole).values(account_id=account_id, **post))
    _record(connection, account_id, "create", org_code, {"username": username, **post})
    return password


def set_password(
    connection: Connection, account_id: int, password: str, *, must_change: bool = False
) -> None:
    """Give an account a password and end its sessions. The password is not judged here."""
    hashed = generate_password_hash(password)
    connection.execute(update(USERS).where(USERS.c.id == account_id).values(password=hashed))
    connection.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(must_change_password=must_change, session_version=Account.session_version + 1)
    )
    _record(connection, account_id, "set_password", "", {})


def find_account(connection: Connection, username: str) -> FoundAccount | None:
    """The account of that user name, if there is one."""
    query = select(Account.id, Account.must_change_password).join(USERS, USERS.c.id == Account.id)
    row = connection.execute(query.where(USERS.c.username == username)).first()
    return FoundAccount(row.id, row.must_change_password) if row else None


def one_time_password() -> str:
    """Sixteen random letters and digits in groups of four, 79 bits."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def _check_username(connection: Connection, username: str) -> None:
    plain = username.replace(".", "a").replace("_", "a").replace("-", "a")
    legal = username[:1].isalpha() and plain.isascii() and plain.isalnum()
    if not (legal and len(username) <= 64):
        raise Problems([Problem(WRONG_USERNAME, FieldPlace(), {"username": username})])
    if connection.scalar(_SAME_NAME, {"username": username}):
        raise Problems([Problem(USERNAME_TAKEN, FieldPlace(), {"username": username})])


def _place(connection: Connection, org_code: str) -> tuple[int | None, int | None]:
    """The ids of unit and grid, one of them None."""
    is_grid = len(org_code) == LEVELS["grid"]
    found = connection.scalar(_GRID if is_grid else _UNIT, {"code": org_code})
    if found is None:
        raise Problems([Problem(NO_PLACE, FieldPlace(), {"code": org_code})])
    return (None, found) if is_grid else (found, None)


def _record(
    connection: Connection, account_id: int, action: str, org_code: str, changes: dict[str, object]
) -> None:
    connection.execute(
        insert(Audit).values(
            actor_name="gridbook",
            action=action,
            entity="account",
            row_id=account_id,
            org_code=org_code,
            changes=changes,
        )
    )
