"""When a record moves, everything that is located by it moves along: its org_code is a copy."""

from typing import Any

from sqlalchemy import select, update

from app.access import system_work
from app.actions.work import Work


def relocate(work: Work, name: str, row: Any) -> None:
    """Rewrite the org_code of sub-rows and of every record located by this one, however far down.

    What stands below may be outside the actor's posts (a removed record, another role's rows), and
    must move all the same: this is system work. Versions are left: nobody's entry has changed.
    """
    with system_work(work.session, "records follow the unit they are located by"):
        _below(work, name, [row.id])


def _below(work: Work, name: str, ids: list[int]) -> None:
    tables = work.book.tables
    parent = tables.rows[name]
    for (owner, _), cls in tables.sub_rows.items():
        if owner == name:
            _rewrite(work, cls, cls.parent_id, ids, _code_of(parent, cls.parent_id))
    for entity in work.book.catalogue.entities.values():
        if getattr(entity.fields[entity.located_by], "to", "") != name:
            continue
        cls = tables.rows[entity.name]
        link = getattr(cls, entity.located_by)
        code = _code_of(parent, link)
        if entity.locates:
            code = code.concat(getattr(cls, entity.locates))
        _rewrite(work, cls, link, ids, code)
        children = list(work.session.scalars(select(cls.id).where(link.in_(ids))))
        if children:
            _below(work, entity.name, children)


def _code_of(parent: Any, link: Any) -> Any:
    return select(parent.org_code).where(parent.id == link).scalar_subquery()


def _rewrite(work: Work, cls: Any, link: Any, ids: list[int], code: Any) -> None:
    values = {"org_code": code}
    if hasattr(cls, "version"):  # nobody's entry has changed
        values["version"] = cls.version
    statement = update(cls).where(link.in_(ids)).values(**values)
    work.session.execute(statement, execution_options={"synchronize_session": False})
