"""What one actor may do under the definitions in force. Worked out in memory, nothing is asked."""

from collections.abc import Iterable

from app.access.actor import Actor, Grant
from app.access.row_scope import RowScope
from app.access.verdict import Verdict
from models.definitions import Catalogue, Entity, RoleAccess
from models.definitions.field_level import Level
from models.fields import RelatedCount
from models.source import N_

NO_ROLE = N_("none of your posts may do this with %(entity)s")
NOT_HERE = N_("none of your posts covers this record")
BY_ROLE = N_("your post %(role)s may do this")


class Access:
    """The rights of one actor."""

    def __init__(self, catalogue: Catalogue, actor: Actor) -> None:
        self.catalogue = catalogue
        self.actor = actor

    def posts(self, entity: str, *verbs: str) -> Iterable[tuple[Grant, RoleAccess]]:
        """The posts whose role may do any of `verbs` with the entity. One whose unit is gone is
        none, even if its role covers every row."""
        access = self.catalogue.entities[entity].access
        for grant in self.actor.grants:
            rule = access.get(grant.role) if grant.org_code else None
            if rule and rule.may & set(verbs):
                yield grant, rule

    def may(self, verb: str, entity: str, org_code: str | None = None) -> Verdict:
        """Whether the actor may do `verb` with the entity; with a row of it, if `org_code` says
        where that stands. For rows that only an assignment gives, the session decides as well."""
        label = {"entity": self.catalogue.entities[entity].label}
        found = list(self.posts(entity, verb))
        if not found:
            return Verdict(False, NO_ROLE, label)
        for grant, rule in found:
            if org_code is None or _scope(grant, rule).covers(org_code):
                role = self.catalogue.roles[grant.role].label
                return Verdict(True, BY_ROLE, {"role": role}, grant.role, rule.place)
        return Verdict(False, NOT_HERE)

    def scopes(self, entity: str, *verbs: str) -> list[RowScope]:
        """The row scopes of the posts that may do any of `verbs`."""
        return [_scope(grant, rule) for grant, rule in self.posts(entity, *verbs)]

    def level(self, entity: Entity, name: str, org_code: str | None = None) -> Level:
        """How the actor sees a field of a row at `org_code`; without one, the strictest over all
        rows (what may be filtered and sorted by). What a field is worked out from counts too."""
        return min(self._own_level(entity, source, org_code) for source in entity.reads(name))

    def _own_level(self, entity: Entity, name: str, org_code: str | None) -> Level:
        field = entity.fields.get(name)
        if field is None:  # a system value that an expression may read
            return Level.CLEAR
        if isinstance(field, RelatedCount) and not self._may_count(field):
            return Level.HIDDEN
        posts = [(g, r) for g, r in self.posts(entity.name, "list", "show", "add", "edit")]
        if org_code is None:
            return min((rule.level(field) for _, rule in posts), default=Level.HIDDEN)
        covering = [(g, r) for g, r in posts if _scope(g, r).covers(org_code)]
        # A post for assigned records shows only what no other post shows: a row that another one
        # covers may not be assigned at all.
        plain = [(g, r) for g, r in covering if r.rows != "assigned"]
        return max((rule.level(field) for _, rule in plain or covering), default=Level.HIDDEN)

    def _may_count(self, field: RelatedCount) -> bool:
        counted, link = field.counted
        clear = self.level(self.catalogue.entities[counted], link) is Level.CLEAR
        return clear and bool(self.may("list", counted))


def _scope(grant: Grant, rule: RoleAccess) -> RowScope:
    return RowScope(rule.rows, grant.org_code, grant.department)
