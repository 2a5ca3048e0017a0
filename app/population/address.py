"""Where a house is: a pure function of its place in the plan, so that both passes agree on it."""

from typing import NamedTuple

from app.population.plan import EMPLOYER, GridPlan

# The wishes that housing estates are named for.
_WISHES = "和顺 安泰 锦程 祥云 福康 瑞景 德馨 明珠 永乐 金秋 清河 惠民 学府 康居 新苑 长青"
_ESTATES = tuple(f"{wish}{kind}" for kind in ("家园", "小区") for wish in _WISHES.split())
_FLOORS, _UNITS, _FLATS_PER_FLOOR = 6, 3, 2
_PER_UNIT = _FLOORS * _FLATS_PER_FLOOR
_PER_BUILDING = _UNITS * _PER_UNIT


class Address(NamedTuple):
    """The parts of an address; a farmhouse has no building and no unit."""

    estate: str
    building: str | None
    unit_no: str | None
    room: str
    text: str


def grid_prefix(grid: GridPlan) -> str:
    """County, township and village as an address begins with them."""
    village = grid.village
    return f"{village.county_name}{village.township_name}{village.place}"


def estate_name(grid: GridPlan) -> str:
    """The estate that a grid consists of, or the village itself; no two grids share an estate."""
    if grid.grid_type == EMPLOYER:
        return f"{grid.village.place}示例单位家属院"
    if not grid.urban:
        return grid.village.place
    start = int(grid.village.code12) * 7
    name = _ESTATES[(start + grid.ordinal) % len(_ESTATES)]
    phase = (grid.ordinal - 1) // len(_ESTATES)
    return f"{name}{phase + 1}期" if phase else name


def house_address(grid: GridPlan, index: int, prefix: str, estate: str) -> Address:
    """The address of house `index` of a grid; `prefix` and `estate` are those of the grid."""
    if not grid.urban:
        room = f"{grid.houses_before + index + 1}号"
        return Address(estate, None, None, room, prefix + room)
    building, rest = divmod(index, _PER_BUILDING)
    unit, rest = divmod(rest, _PER_UNIT)
    floor, flat = divmod(rest, _FLATS_PER_FLOOR)
    name, room = f"{building + 1}号楼", f"{floor + 1}0{flat + 1}"
    text = f"{prefix}{estate}{name}{unit + 1}单元{room}室"
    return Address(estate, name, str(unit + 1), room, text)
