"""What the made-up events, visits, units, components and posts of a grid say."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from app.population import identity
from app.population.chance import Chance, pick, spread
from app.population.population import REFERENCE_DATE

Values = dict[str, object]


class Site(NamedTuple):
    """A grid that something stands or happens in."""

    id: int
    org_code: str
    name: str
    grid_type: str
    leader_name: str
    worker_name: str
    worker_phone: str


class Dwelling(NamedTuple):
    """A house that is visited: somebody who lives there, and who works in its grid."""

    id: int
    org_code: str
    person: int | None
    visitor: str


_EVENTS = spread({"A1": 22, "A2": 10, "A3": 18, "B1": 8, "B2": 14, "B3": 10, "C1": 6, "C2": 8,
                  "C3": 2, "C4": 2})  # fmt: skip
_HAPPENED = {
    "A1": ("路边积存垃圾", "巷口堆放杂物,影响通行。"),
    "A2": ("独居老人缺少取暖煤", "冬季取暖有困难,请求帮助。"),
    "A3": ("代办社保认证", "老人行动不便,请网格员代办。"),
    "B1": ("楼道门禁损坏", "门禁失灵,外人可随意进出。"),
    "B2": ("楼道停放电动车充电", "楼道内拉线充电,有火灾风险。"),
    "B3": ("围墙开裂", "围墙有裂缝,行人经过有危险。"),
    "C1": ("家庭赡养纠纷", "子女之间对赡养老人有分歧。"),
    "C2": ("邻里噪声纠纷", "夜间噪声影响邻居休息。"),
    "C3": ("承包地边界争议", "两户对地界看法不一。"),
    "C4": ("拖欠工钱纠纷", "零工反映工钱未结清。"),
}
_CATEGORIES = {"C1": "0102", "C2": "0299", "C3": "0901", "C4": "0699"}
_SOURCES = spread({"patrol": 70, "residents": 20, "hotline": 8, "platform": 2})
_VISITS = spread({"routine": 70, "key": 10, "hazard": 12, "publicity": 8})
_RESULTS = spread({"met": 60, "family": 25, "nobody": 15})
_UNITS = spread({"enterprise": 60, "public": 15, "social": 5, "school": 6, "medical": 6,
                 "delivery": 4, "venue": 4})  # fmt: skip
_NAMES = {
    "enterprise": "示例商店", "public": "示例服务站", "social": "示例志愿者协会",
    "school": "示例小学", "medical": "示例卫生室", "delivery": "示例快递站",
    "venue": "示例文化广场",
}  # fmt: skip
_THINGS = {
    "0106": "路灯井盖", "0101": "上水井盖", "0113": "消防设施", "0118": "路灯", "0126": "健身设施",
    "0209": "交通标志牌", "0305": "垃圾箱", "0402": "行道树", "0501": "宣传栏",
}  # fmt: skip
_STATES = spread({"intact": 93, "damaged": 5, "lost": 1, "abandoned": 1})


def event_values(chance: Chance, site: Site) -> Values:
    """Something that happened lately."""
    kind = pick(chance, _EVENTS)
    name, description = _HAPPENED[kind]
    resolved = chance() < 0.7
    values: Values = {
        "grid": site.id,
        "kind": kind,
        "name": name,
        "occurred_on": REFERENCE_DATE - timedelta(days=1 + int(chance() * 60)),
        "place": site.name,
        "source": pick(chance, _SOURCES),
        "weight": "complex" if kind[0] == "C" else "general",
        "urgency": "urgent" if kind == "B2" else "normal",
        "description": description,
        "people_count": 1 + int(chance() * 4),
        "resolved": resolved,
        "result": "已处理,群众满意。" if resolved else None,
    }
    if kind in _CATEGORIES:
        values |= {"scale": "01", "category": _CATEGORIES[kind], "resolution": "0103"}
    return values


def visit_values(chance: Chance, dwelling: Dwelling) -> Values:
    """A visit of the last weeks."""
    return {
        "house": dwelling.id,
        "person": dwelling.person if chance() < 0.4 else None,
        "kind": pick(chance, _VISITS),
        "manner": "door",
        "visited_on": REFERENCE_DATE - timedelta(days=1 + int(chance() * 45)),
        "visitor": dwelling.visitor,
        "result": pick(chance, _RESULTS),
        "note": "情况正常",
    }


def unit_values(chance: Chance, site: Site, number: int) -> Values:
    """A unit in a grid."""
    kind = pick(chance, _UNITS)
    place = site.name.removesuffix("网格")
    return {
        "grid": site.id,
        "kind": kind,
        "name": f"{place}{_NAMES[kind]}{number}",
        "address": f"{place}示例路{1 + int(chance() * 90)}号",
        "state": "1",
        "phone": identity.worker_phone(7_000_000 + number),
        "staff_count": 1 + int(chance() * 30),
        "hazard": "00",
        "enterprise_kind": "03" if kind == "enterprise" else None,
        "social_kind": "01" if kind == "social" else None,
        "school_kind": "21" if kind == "school" else None,
    }


def component_values(chance: Chance, site: Site, sequence: int) -> Values:
    """A thing that stands in a grid; `sequence` is its number in the county."""
    codes = list(_THINGS)
    code = codes[int(chance() * len(codes))]
    return {
        "grid": site.id,
        "class": code,
        "code": f"{site.org_code[:6]}{code}{sequence:06d}",
        "name": _THINGS[code],
        "state": pick(chance, _STATES),
        "location": f"{site.name}示例路{1 + int(chance() * 90)}号门前",
        "maintainer": "示例市政养护队",
        "data_source": "surveyed",
    }


def staff_values(site: Site) -> Iterator[Values]:
    """Who holds the posts of a grid, as the grid names them."""
    yield {
        "grid": site.id, "post": "leader", "name": site.leader_name,
        "phone": identity.worker_phone(8_000_000 + site.id),
    }  # fmt: skip
    yield {
        "grid": site.id, "post": "worker", "name": site.worker_name, "phone": site.worker_phone,
    }  # fmt: skip
