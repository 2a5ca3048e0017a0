"""An account's own lists: kept, renamed, opened first, dropped. Those of others are not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.actions.work import NotFound, Work
from models.source import Code, FieldPlace, Problem, Problems
from models.tables.saved_list import SavedList

NO_NAME = Code("lists.E004", "a list that is kept needs a name")
LONG_NAME = Code("lists.E005", "the name of a list has at most %(most)d characters")
NAME_TAKEN = Code("lists.E006", "you have a list of this name already")
TOO_MANY = Code("lists.E007", "at most %(most)d lists can be kept here; delete one first")

MOST = 50
LONGEST_NAME = 60
# The name under which the columns stand that an account always wants.
COLUMNS = ""

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class OwnLists:
    """The lists of one entity that the actor of `work` has kept."""

    work: Work
    entity: str

    def every(self) -> list[SavedList]:
        """All of them, by name; the first may be the columns always wanted."""
        query = select(SavedList).where(
            SavedList.account_id == self.work.access.actor.id, SavedList.entity == self.entity
        )
        return list(self.work.session.scalars(query.order_by(SavedList.name)))

    def opening(self) -> SavedList | None:
        """The one that the list opens with."""
        query = select(SavedList).where(
            SavedList.account_id == self.work.access.actor.id,
            SavedList.entity == self.entity,
            SavedList.opens,
        )
        return self.work.session.scalar(query)

    def get(self, list_id: int) -> SavedList:
        """One that has a name. Raises NotFound."""
        for one in self.every():
            if one.id == list_id and one.name != COLUMNS:
                return one
        raise NotFound

    def keep(self, name: str, query: Query, *, opens: bool = False) -> SavedList:
        """Keep a list under a new name. Raises Problems."""
        kept = [one for one in self.every() if one.name != COLUMNS]
        name = _checked(name)
        if len(kept) >= MOST:
            raise _refused(TOO_MANY, most=MOST)
        self._check_free(name, kept)
        made = SavedList(
            account_id=self.work.access.actor.id, entity=self.entity, name=name, query=dict(query)
        )
        self.work.session.add(made)
        self._written()
        if opens:
            self.open_with(made)
        return made

    def rename(self, one: SavedList, name: str) -> None:
        """Give it another name. Raises Problems."""
        name = _checked(name)
        self._check_free(name, [other for other in self.every() if other.id != one.id])
        one.name = name
        self._written()

    def replace(self, one: SavedList, query: Query) -> None:
        """Keep something else under the same name."""
        one.query = dict(query)
        self._written()

    def open_with(self, one: SavedList | None) -> None:
        """Have the list open with this one, or with none of them."""
        for other in self.every():
            other.opens = False
        self.work.session.flush()
        if one is not None:
            one.opens = True
        self._written()

    def drop(self, one: SavedList) -> None:
        """Keep it no longer."""
        self.work.session.delete(one)
        self._written()

    def want_columns(self, names: Sequence[str]) -> None:
        """Remember the columns that the account always wants; without any, the usual ones."""
        found = next((one for one in self.every() if one.name == COLUMNS), None)
        if not names:
            if found is not None:
                self.drop(found)
            return
        if found is None:
            found = SavedList(
                account_id=self.work.access.actor.id, entity=self.entity, name=COLUMNS
            )
            self.work.session.add(found)
        found.query = {"columns": list(names)}
        self._written()

    def _check_free(self, name: str, others: Sequence[SavedList]) -> None:
        if any(other.name == name for other in others):
            raise _refused(NAME_TAKEN)

    def _written(self) -> None:
        """Commit. Two windows may have kept the same name at once."""
        try:
            self.work.session.commit()
        except IntegrityError as error:
            self.work.session.rollback()
            raise _refused(NAME_TAKEN) from error


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise _refused(NO_NAME)
    if len(name) > LONGEST_NAME:
        raise _refused(LONG_NAME, most=LONGEST_NAME)
    return name


def _refused(code: Code, **values: object) -> Problems:
    return Problems([Problem(code, FieldPlace(("name",)), values)])
