"""The units that an actor may narrow the desk to: those below his own posts, and these themselves
where there are several. Narrowing only ever takes rows away: the scope stays what it is."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select

from app.access.actor import Actor
from app.access.row_scope import prefix, widest
from app.actions.work import Work
from models.definitions.levels import path_of
from models.fields.levels import LEVELS
from models.tables.org_unit import OrgUnit

MOST = 100  # units of one answer


def own_codes(actor: Actor) -> tuple[str, ...]:
    """The codes of the actor's own units, those within others left out."""
    return widest(grant.org_code for grant in actor.grants)


def may_narrow(actor: Actor) -> bool:
    """Whether there is a choice: units below one's own, or several of one's own."""
    own = own_codes(actor)
    return len(own) > 1 or any(len(code) < LEVELS["village"] for code in own)


def lies_within(actor: Actor, code: str) -> bool:
    """Whether a code lies within the actor's own units."""
    return any(code.startswith(own) for own in own_codes(actor))


def narrowed_path(work: Work, code: str) -> Sequence[OrgUnit]:
    """The units from the actor's own down to this one; nothing if there is no such unit, or if it
    lies outside the actor's: the two are not told apart."""
    own = next((own for own in own_codes(work.access.actor) if code.startswith(own)), None)
    if own is None:
        return ()
    steps = [step for step in path_of(code) if step.startswith(own)]
    query = select(OrgUnit).where(OrgUnit.org_code.in_(steps)).order_by(OrgUnit.org_code)
    found = work.session.scalars(query).all()
    return found if found and found[-1].org_code == code else ()


def units_below(work: Work, code: str) -> Sequence[OrgUnit]:
    """The units one level below one; below none, the actor's own, or what is below the only one."""
    own = own_codes(work.access.actor)
    if not code and len(own) > 1:
        query = select(OrgUnit).where(OrgUnit.org_code.in_(own))
        return work.session.scalars(query.order_by(OrgUnit.org_code)).all()
    above = code or next(iter(own), "")
    longer = [length for length in LEVELS.values() if length > len(above)]
    if not above or not longer:
        return ()
    query = select(OrgUnit).where(
        prefix(OrgUnit.org_code, above), func.length(OrgUnit.org_code) == longer[0]
    )
    return work.session.scalars(query.order_by(OrgUnit.org_code).limit(MOST)).all()


def unit_names(work: Work, codes: Collection[str]) -> Mapping[str, str]:
    """Names by code."""
    query = select(OrgUnit.org_code, OrgUnit.name).where(OrgUnit.org_code.in_(codes))
    return {row.org_code: row.name for row in work.session.execute(query)}


def own_units(work: Work) -> Sequence[OrgUnit]:
    """Every unit within the actor's own, in the order of their codes."""
    query = select(OrgUnit).where(_within(work)).order_by(OrgUnit.org_code)
    return work.session.scalars(query).all()


def find_units(work: Work, text: str) -> Sequence[OrgUnit]:
    """Units within the actor's own by part of their name, or by the beginning of their code."""
    query = select(OrgUnit).where(_within(work))
    for word in text.split()[:5]:
        named = OrgUnit.name.contains(word, autoescape=True)
        query = query.where(or_(named, OrgUnit.org_code.startswith(word, autoescape=True)))
    query = query.order_by(func.length(OrgUnit.org_code), OrgUnit.org_code)
    return work.session.scalars(query.limit(MOST)).all()


def _within(work: Work) -> ColumnElement[bool]:
    return or_(*(prefix(OrgUnit.org_code, code) for code in own_codes(work.access.actor)))
