"""How each role sees a field: asked of the same code that decides it in the desk."""

from collections.abc import Iterator
from gettext import gettext as _

from app.access import Access, Actor, Grant, Level
from app.explanation.line import Line
from app.language import translate
from models.definitions import Catalogue, Entity

# A post must be held at some place; which one it is does not decide how a field is seen.
_SOMEWHERE = "0"


def role_lines(catalogue: Catalogue, entity: Entity, name: str, county: str) -> Iterator[Line]:
    """One line for each role, in the order of the roles' file."""
    words = {
        Level.CLEAR: _("in clear"),
        Level.MASKED: _("masked"),
        Level.HIDDEN: _("hidden"),
    }
    for role in catalogue.roles.values():
        about = _("to %(role)s") % {"role": f"{role.name} ({translate(role.label)})"}
        rule = catalogue.entities[entity.name].access.get(role.name)
        if rule is None:
            yield Line(about, _("no right on %(entity)s") % {"entity": entity.name}, role.place)
            continue
        # A post counts only where it stands: without a county, anywhere in the city.
        grant = Grant(role.name, county or "1307", "*" if role.department else "")
        level = Access(catalogue, Actor(0, role.name, (grant,))).level(entity, name)
        yield Line(about, words[level], rule.place)
