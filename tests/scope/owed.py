"""What a page owes its reader: what should be seen and is not is a finding too. Without this a
product that shows nobody anything would pass."""

from collections.abc import Iterable
from typing import Any

from tests.scope.browser import Answer
from tests.scope.canaries import FILES
from tests.scope.description import ACCOUNTS, Row
from tests.scope.lab import Lab
from tests.scope.oracle import CLEAR, HIDDEN, MASKED, masked


def owe_record(lab: Lab, account: str, row: Row, answer: Answer, where: str) -> None:
    """A record's page owes every clear field, the mask of every masked one, and the titles of
    what it links to."""
    tokens = set(_now(lab, account, row, row.values))
    fields = lab.oracle.fields(row.entity, row.org_code)
    for name, rows in row.below.items():
        level = lab.oracle.level(account, row, name)
        for values in rows:
            for inner, value in values.items():
                hidden = level == MASKED and masked(fields[name]["fields"][inner])
                if value is not None and (level == CLEAR or (level == MASKED and not hidden)):
                    tokens.add(_token(value))
    for name, key in row.links.items():
        target = lab.world.rows[key]
        sight = lab.oracle.sight(account, target)
        if lab.oracle.level(account, row, name) == CLEAR and sight and not target.removed:
            title = {n: v for n, v in target.values.items() if n in _title(lab, target.entity)}
            tokens |= set(_now(lab, account, target, title))
    _owe(lab, account, where, tokens, answer.tokens)
    for mask in _masks(lab, account, row):
        if mask not in answer.text:
            _missing(lab, account, where, mask)


def owe_names(lab: Lab, account: str, row: Row, answer: Answer, where: str) -> None:
    """Through the API the fields themselves are named: the hidden ones are not, not even those
    whose values cannot be canaries; and it is said which are masked."""
    named, said = set(answer.json["result"]), set(answer.json["masked_columns"])
    for name in lab.oracle.fields(row.entity, row.org_code):
        level = lab.oracle.level(account, row, name)
        if level == HIDDEN and name in named:
            lab.find("leak", account, where, f"names {name}")
        if level == MASKED and name in named - said and row.values.get(name) is not None:
            lab.find("leak", account, where, f"says that {name} is clear")
        if level != HIDDEN and name not in named:
            _missing(lab, account, where, f"the field {name}")


def owe_history(lab: Lab, account: str, row: Row, answer: Answer, where: str) -> None:
    """The history owes old and new values of clear fields, from the acts the account may see.
    Codes that are in no list are not shown there, nor columns of sub-rows but the first."""
    fields = lab.oracle.fields(row.entity, row.org_code)
    tokens: set[str] = set()
    for act in row.acts:
        if not lab.oracle.sees_act(account, row, act):
            continue
        tokens.add(act.actor_name)
        for name, changed in act.changes.items():
            readable = name in fields and not _codes_in(fields[name])
            if readable and lab.oracle.level(account, row, name) == CLEAR:
                tokens |= set(_texts(v for value in changed for v in _first(value)))
    _owe(lab, account, where, tokens & set(lab.world.owners), answer.tokens)


def _codes_in(spec: dict[str, Any]) -> bool:
    """Whether a field, or a column of its rows, holds codes."""
    inner = spec.get("fields", {}).values()
    return spec["type"] in ("choice", "choices") or any(_codes_in(part) for part in inner)


def owe_list(
    lab: Lab, account: str, rows: list[Row], columns: Iterable[str], answer: Answer, where: str
) -> None:
    """A list owes the clear values of its columns. Files it counts, and does not name."""
    columns = list(columns)
    tokens = set()
    for row in rows:
        fields = lab.oracle.fields(row.entity, row.org_code)
        files = {n for n, spec in fields.items() if spec["type"] in FILES}
        shown = {n: v for n, v in row.values.items() if n in columns and n not in files}
        tokens |= set(_now(lab, account, row, shown))
    _owe(lab, account, where, tokens, answer.tokens)


def list_columns(lab: Lab, entity: str, county: str = "") -> list[str]:
    """The columns that the definition names, with a county's own."""
    fields = lab.oracle.fields(entity, county)
    added = [n for n, spec in fields.items() if spec.get("list") == "true"]
    return [*lab.oracle.entities[entity]["list"]["columns"], *added]


def _now(lab: Lab, account: str, row: Row, values: dict[str, Any]) -> Iterable[str]:
    for name, value in values.items():
        token = _token(value)
        if token in lab.world.owners and lab.oracle.level(account, row, name) == CLEAR:
            yield token


def _masks(lab: Lab, account: str, row: Row) -> Iterable[str]:
    fields = lab.oracle.fields(row.entity, row.org_code)
    for name, value in row.values.items():
        if value is not None and lab.oracle.level(account, row, name) == MASKED:
            yield mask_of(fields[name], str(value))


def mask_of(spec: dict[str, Any], value: str) -> str:
    """What stands in place of a value: of a name its first character, of an ID number its region,
    of another document nothing, of a phone three digits and four, of an address the village."""
    kind = spec.get("mask") or {"resident_id": "id_number"}.get(spec["type"], spec["type"])
    if kind == "address":
        return "样例村****"
    if kind == "count":
        return "**** × 1"
    if kind == "full" or (kind == "id_number" and len(value) != 18):
        return "****"
    if kind == "phone":
        return f"{value[:3]}****{value[-4:]}"
    kept = {"name": 1, "id_number": 6}[kind]
    return value[:kept] + "*" * (len(value) - kept)


def _title(lab: Lab, entity: str) -> list[str]:
    template = lab.oracle.entities[entity]["title"]
    return [part.partition("}")[0] for part in template.split("{")[1:]]


def _first(value: Any) -> list[Any]:
    """The value, or of sub-rows the first column."""
    return [next(iter(row.values())) for row in value] if isinstance(value, list) else [value]


def _texts(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        if value is not None:
            yield _token(value)


def _token(value: Any) -> str:
    """The canary within a value: an address has words around it."""
    text = str(value)
    return text[3:-1] if text.startswith("样例村") else text


def _owe(lab: Lab, account: str, where: str, owed: set[str], seen: Iterable[str]) -> None:
    for token in sorted(owed - set(seen)):
        canary = lab.world.owners[token]
        _missing(lab, account, where, f"{canary.field} of {canary.row} ({canary.moment})")


def _missing(lab: Lab, account: str, where: str, what: str) -> None:
    if len(ACCOUNTS[account]) == 1:  # several posts may give less than their sum, never more
        lab.find("missing", account, where, what)
