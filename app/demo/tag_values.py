"""What the tags of made-up persons say. Everything in them is made up as well."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from app.population import identity
from app.population.chance import Chance, evenly, pick, spread
from app.population.names import given_name, surname
from app.population.population import REFERENCE_DATE

Values = dict[str, object]

_SOURCES = spread({"visit": 40, "department": 40, "reported": 12, "applied": 8})
_ATTENTION = spread({"01": 15, "02": 45, "03": 40})
_BORN = date(1975, 6, 1).toordinal()
# Numbers of mobile phones from here on belong to helpers, guardians and the like.
_OTHERS = 6_000_000


class Bearer(NamedTuple):
    """A person whom a tag may mark."""

    id: int
    org_code: str
    house: int
    age: int
    sex: str


class Kind(NamedTuple):
    """A tag: who may bear it, by age and sex, and what it says beside what all tags say."""

    least: int
    most: int
    values: Callable[[Chance, Bearer], Values]
    sex: str = ""

    def fits(self, bearer: Bearer) -> bool:
        """Whether somebody may bear it."""
        return self.least <= bearer.age <= self.most and self.sex in ("", bearer.sex)


def tag_values(name: str, chance: Chance, bearer: Bearer) -> Values:
    """The fields of one tag, as of the reference date."""
    since = _day(chance, 900)
    return {
        "person": bearer.id,
        "source": pick(chance, _SOURCES),
        "since": since,
        "attention": pick(chance, _ATTENTION),
        "next_visit": REFERENCE_DATE + timedelta(days=1 + int(chance() * 30)),
        **KINDS[name].values(chance, bearer),
    }


def _day(chance: Chance, within: int) -> date:
    """A day of the last so many."""
    return REFERENCE_DATE - timedelta(days=1 + int(chance() * within))


def _name(chance: Chance) -> str:
    sex = "1" if chance() < 0.5 else "2"
    return surname(chance) + given_name(chance, sex, _BORN)


def _phone(bearer: Bearer) -> str:
    return identity.worker_phone(_OTHERS + bearer.id)


def _helped(chance: Chance, bearer: Bearer) -> Values:
    return {"helper_name": _name(chance), "helper_phone": _phone(bearer)}


def _released(chance: Chance, bearer: Bearer) -> Values:
    released = _day(chance, 1500)
    return {
        "recidivist": chance() < 0.1,
        "crime": pick(chance, _CRIMES),
        "sentence": "三年",
        "prison": "示例监狱",
        "released_on": released,
        "risk": "01" if chance() < 0.2 else "02",
        "handover_on": released,
        "handover": pick(chance, _HANDOVERS),
        "resettled_on": released,
        "resettlement": pick(chance, _RESETTLEMENTS),
        "support": "每月谈话一次",
        "reoffended": False,
    }


def _correction(chance: Chance, bearer: Bearer) -> Values:
    begun = _day(chance, 300)
    return {
        "number": f"SYN{bearer.id:013d}",
        "kind": pick(chance, _CORRECTIONS),
        "crime": "示例罪名",
        "correction_from": begun,
        "correction_until": begun + timedelta(days=730),
        "intake": "01",
        "has_team": True,
        "team": ["01", "04", "07"],
        "escaped": False,
        "missed": False,
        "reoffended": False,
    }


def _mental(chance: Chance, bearer: Bearer) -> Values:
    return {
        "diagnosis": pick(chance, _DIAGNOSES),
        "risk_level": "04" if chance() < 0.8 else "05",
        "has_incident": False,
        "treatment": "02",
        "hospital": "示例医院",
        "low_income": chance() < 0.5,
        "care_team": ["01", "02", "05"],
        "guardian_name": _name(chance),
        "guardian_phone": _phone(bearer),
    }


def _drug_user(chance: Chance, bearer: Bearer) -> Values:
    return {
        "found_on": _day(chance, 2500),
        "control": pick(chance, _CONTROLS),
        "reason": "02",
        "controller_name": _name(chance),
        "controller_phone": _phone(bearer),
        "support": "每季度走访",
        **_helped(chance, bearer),
    }


def _hiv(chance: Chance, bearer: Bearer) -> Values:
    given = {"transmission": "99", "concern": "00", "care": "02", "has_record": False}
    return {**given, **_helped(chance, bearer)}


def _youth(chance: Chance, bearer: Bearer) -> Values:
    return {
        "kind": "01",
        "family": "02",
        "guardian_name": _name(chance),
        "guardian_relation": "52",
        "guardian_phone": _phone(bearer),
        "has_record": False,
        "support_means": "04",
        **_helped(chance, bearer),
    }


def _left_behind(chance: Chance, bearer: Bearer) -> Values:
    elder = bearer.age >= 60
    return {
        "kind": "01" if elder else "03",
        "health": "03" if elder else "01",
        "member_name": _name(chance),
        "member_relation": "20" if elder else "51",
        "member_phone": _phone(bearer),
        "difficulties": "盼家人常联系",
    }


def _care(own: Callable[[Chance], Values]) -> Callable[[Chance, Bearer], Values]:
    def values(chance: Chance, bearer: Bearer) -> Values:
        contact = {"contact_name": _name(chance), "contact_phone": _phone(bearer)}
        return {"self_care": "able", **contact, **_helped(chance, bearer), **own(chance)}

    return values


_CRIMES = spread({"02": 30, "04": 15, "05": 40, "06": 15})
_HANDOVERS = spread({"01": 30, "03": 40, "06": 30})
_RESETTLEMENTS = spread({"01": 40, "05": 20, "06": 30, "99": 10})
_CORRECTIONS = spread({"02": 85, "03": 10, "04": 5})
_DIAGNOSES = spread({"01": 70, "04": 20, "06": 10})
_CONTROLS = spread({"01": 60, "05": 40})
_DISABILITIES = evenly(["1", "2", "3", "4", "5"])
_GRADES = evenly(["1", "2", "3", "4"])

KINDS: Mapping[str, Kind] = {
    "released": Kind(20, 70, _released),
    "correction": Kind(20, 70, _correction),
    "mental": Kind(18, 80, _mental),
    "drug_user": Kind(20, 65, _drug_user),
    "hiv": Kind(20, 70, _hiv),
    "youth": Kind(10, 18, _youth),
    "left_behind": Kind(3, 13, _left_behind),
    "living_alone": Kind(65, 110, _care(lambda chance: {"emergency_button": chance() < 0.3})),
    "empty_nest": Kind(65, 110, _care(lambda chance: {"children_place": "外省"})),
    "disabled": Kind(
        5, 110,
        _care(lambda chance: {"kind": pick(chance, _DISABILITIES), "grade": pick(chance, _GRADES)}),
    ),
    "minimum_living": Kind(30, 90, _care(lambda chance: {"kind": "rural", "persons": 2})),
    "destitute": Kind(60, 100, _care(lambda chance: {"support_manner": "home"})),
    "maternity": Kind(
        22, 40,
        _care(lambda chance: {"due_on": REFERENCE_DATE + timedelta(days=int(chance() * 200))}),
        sex="2",
    ),
    "veteran": Kind(25, 90, _care(lambda chance: {"discharged_on": _day(chance, 4000)}), sex="1"),
    "bereaved": Kind(55, 90, _care(lambda chance: {})),
}  # fmt: skip
