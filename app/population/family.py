"""A family: a head and relatives whose ages, sexes and surnames fit each other."""

from dataclasses import dataclass

from app.population.chance import Chance
from app.population.kin import Kin, kin_of
from app.population.names import FEMALE, MALE, given_name, surname

DAYS_PER_YEAR = 365.2425

# GB/T 4761
HEAD = "02"
_CHILD_OF = {MALE: ("22", "23", "24"), FEMALE: ("32", "33", "34")}
_ONLY_CHILD = {MALE: "21", FEMALE: "31"}
_SPOUSE = {MALE: "11", FEMALE: "12"}
_CHILD_IN_LAW = {MALE: "28", FEMALE: "38"}
_PARENT = {MALE: "51", FEMALE: "52"}
_GRANDCHILD_BY_SON = {MALE: "41", FEMALE: "42"}
_GRANDCHILD_BY_DAUGHTER = {MALE: "43", FEMALE: "44"}
_OLDER_SIBLING, _YOUNGER_SIBLING = {MALE: "71", FEMALE: "75"}, {MALE: "73", FEMALE: "77"}
_OTHER_RELATIVE = "97"

_OTHER_SEX = {MALE: FEMALE, FEMALE: MALE}


@dataclass(slots=True)
class Member:
    """One person of a household. `age` is in years on the reference date, `birth` an ordinal;
    `relation` is the code of GB/T 4761 towards the head; `paired` says that the spouse is here.
    """

    relation: str
    sex: str
    age: float
    birth: int
    surname: str
    name: str
    paired: bool = False
    id_number: str | None = None
    phone: str | None = None


class Families:
    """Composes families as of one reference day."""

    def __init__(self, chance: Chance, today: int) -> None:
        self._chance = chance
        self._today = today

    def person(self, relation: str, sex: str, age: float, family_name: str = "") -> Member:
        """One person; without `family_name` the surname is drawn."""
        birth = self._today - int(age * DAYS_PER_YEAR)
        last = family_name or surname(self._chance)
        name = last + given_name(self._chance, sex, birth)
        return Member(relation, sex, age, birth, last, name)

    def family(self, size: int, age: float) -> list[Member]:
        """A family of `size`, 1 to `LARGEST_FAMILY`, head first. The head's `age` is raised where
        the children and grandchildren that come with it need an older one.
        """
        kin = kin_of(self._chance, size, age)
        age = self._at_least(52.0 if kin.children_in_law else 23.0 + 3 * kin.children, age)
        head = self.person(HEAD, self._head_sex(kin, age), age)
        members = [head]
        if kin.spouse:
            members.append(self._spouse(head, least=20.5 + 3 * max(0, kin.children - 1)))
        if kin.children:
            members += self._children(members, kin)
        if kin.children_in_law:
            members.append(self._child_in_law(members[-1], least=22.0 + 3 * kin.grandchildren))
        if kin.grandchildren:
            members += self._grandchildren(members, kin)
        if kin.parents:
            members += self._parents(head, kin.parents)
        if kin.siblings or kin.others:
            members += [self._sibling(head) for _ in range(kin.siblings)]
            members += [self._other() for _ in range(kin.others)]
        return members

    def _at_least(self, least: float, age: float) -> float:
        """`age`, or one of the two years from `least` on: not all of them on the same birthday."""
        return age if age >= least else least + 2 * self._chance()

    def _sex(self, male: float) -> str:
        return MALE if self._chance() < male else FEMALE

    def _head_sex(self, kin: Kin, age: float) -> str:
        if kin.spouse:
            return self._sex(0.84)
        if any(kin):
            return self._sex(0.5)
        return self._sex(0.62 if age < 60 else 0.42)

    def _spouse(self, head: Member, least: float) -> Member:
        sex = _OTHER_SEX[head.sex]
        gap = 6 * self._chance() - 2
        age = head.age - gap if sex == FEMALE else head.age + gap
        spouse = self.person(_SPOUSE[sex], sex, self._at_least(least, age))
        head.paired = spouse.paired = True
        return spouse

    def _children(self, parents: list[Member], kin: Kin) -> list[Member]:
        """Children with three years between them; one who is married is old enough for that and
        for the grandchildren.
        """
        mother, father = parents[0], parents[-1]
        if mother.sex == MALE:
            mother, father = father, mother
        grown = 22.5 + 3 * kin.grandchildren if kin.children_in_law else 3.0 * (kin.children - 1)
        eldest = mother.age - 20.0
        eldest -= min(eldest - grown, 13.0) * self._chance()
        children: list[Member] = []
        born = {MALE: 0, FEMALE: 0}
        for i in range(kin.children):
            sex = self._sex(0.52)
            relation = _ONLY_CHILD[sex] if kin.children == 1 else _CHILD_OF[sex][born[sex]]
            born[sex] += 1
            children.append(self.person(relation, sex, eldest - 3 * i, father.surname))
        return children

    def _child_in_law(self, child: Member, least: float) -> Member:
        sex = _OTHER_SEX[child.sex]
        age = self._at_least(least, child.age + 4 * self._chance() - 2)
        spouse = self.person(_CHILD_IN_LAW[sex], sex, age)
        child.paired = spouse.paired = True
        return spouse

    def _grandchildren(self, members: list[Member], kin: Kin) -> list[Member]:
        """Children of the couple at the end of `members`, or of a son who is away."""
        relations, spaced = _GRANDCHILD_BY_SON, 3.0 * (kin.grandchildren - 1)
        if kin.children_in_law:
            child, spouse = members[-2], members[-1]
            father = child if child.sex == MALE else spouse
            if father is spouse:
                relations = _GRANDCHILD_BY_DAUGHTER
            eldest = min(child.age, spouse.age) - 21.0
            eldest -= min(eldest - spaced, 8.0) * self._chance()
        else:
            father = members[0] if members[0].sex == MALE else members[-1]
            eldest = 18.0 - (17.0 - spaced) * self._chance()
        grandchildren = []
        for i in range(kin.grandchildren):
            sex = self._sex(0.52)
            grandchildren.append(self.person(relations[sex], sex, eldest - 3 * i, father.surname))
        return grandchildren

    def _parents(self, head: Member, count: int) -> list[Member]:
        age = head.age + 20 + 10 * self._chance()
        if count == 1:
            return [self._parent(head, self._sex(0.35), age)]
        mother = self._parent(head, FEMALE, age)
        father = self._parent(head, MALE, age + 4 * self._chance())
        mother.paired = father.paired = True
        return [father, mother]

    def _parent(self, head: Member, sex: str, age: float) -> Member:
        return self.person(_PARENT[sex], sex, age, head.surname if sex == MALE else "")

    def _sibling(self, head: Member) -> Member:
        age = self._at_least(18.0, head.age + 12 * self._chance() - 6)
        sex = self._sex(0.5)
        relations = _OLDER_SIBLING if age > head.age else _YOUNGER_SIBLING
        return self.person(relations[sex], sex, age, head.surname)

    def _other(self) -> Member:
        return self.person(_OTHER_RELATIVE, self._sex(0.5), 18 + 50 * self._chance())
