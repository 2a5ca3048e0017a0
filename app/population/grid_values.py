"""The fields of a grid."""

from collections.abc import Iterator
from decimal import Decimal

from app.population import identity
from app.population.block_plan import BlockPlan
from app.population.chance import Chance
from app.population.family import DAYS_PER_YEAR
from app.population.names import FEMALE, MALE, given_name, surname
from app.population.plan import EMPLOYER, GridPlan


def grid_values(
    block: BlockPlan, chance: Chance, today: int
) -> Iterator[tuple[GridPlan, dict[str, object]]]:
    """Each plan with its field values; all grids of a village have the same leader (网格长)."""
    village, leader = None, ""
    for number, plan in enumerate(block.plans, start=block.grids_before + 1):
        if plan.village != village:
            village, leader = plan.village, _official(chance, today)
        yield plan, _values(plan, number, leader, chance, today)


def _values(
    plan: GridPlan, number: int, leader: str, chance: Chance, today: int
) -> dict[str, object]:
    # GB/T 31000 gives a grid's area eight digits, two of them decimals: under a million m².
    smallest, spread = (20_000, 90_000) if plan.urban else (120_000, 780_000)
    area = Decimal(int((smallest + spread * chance()) * 100)).scaleb(-2)
    return {
        "name": _name(plan),
        "sequence": plan.code[-3:],
        "grid_type": plan.grid_type,
        "leader_name": leader,
        "worker_name": _official(chance, today),
        "worker_phone": identity.worker_phone(number),
        "household_count": plan.houses,
        "area": area,
    }


def _name(plan: GridPlan) -> str:
    if plan.grid_type == EMPLOYER:
        return f"{plan.village.place}驻街单位网格"
    return f"{plan.village.place}第{plan.ordinal}网格"


def _official(chance: Chance, today: int) -> str:
    sex = MALE if chance() < 0.45 else FEMALE
    birth = today - int((25 + 33 * chance()) * DAYS_PER_YEAR)
    return surname(chance) + given_name(chance, sex, birth)
