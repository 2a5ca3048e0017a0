"""How many grids, houses and persons each village gets: exact totals, spread by weight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.population.chance import Chance, apportion
from app.population.village import Village

RURAL, COMMUNITY, EMPLOYER = "1", "2", "3"

# A community holds about three times the people of a village.
_URBAN_WEIGHT, _RURAL_WEIGHT = 3, 1
_FINE = 10_000


@dataclass(frozen=True, slots=True)
class GridPlan:
    """One grid to be filled: its code, its village and how much goes into it."""

    village: Village
    code: str
    ordinal: int
    grid_type: str
    houses: int
    persons: int
    houses_before: int

    @property
    def urban(self) -> bool:
        """Whether its houses are flats of an estate; otherwise they are farmhouses."""
        return self.grid_type != RURAL


def plan_grids(
    villages: Sequence[Village],
    *,
    persons: int,
    houses: int,
    grids: int,
    dense_county: str,
    dense_share: float,
    chance: Chance,
) -> list[GridPlan]:
    """The grids in order of their codes; their houses and persons add up to the totals."""
    villages = sorted(villages)
    sites = [
        (village, ordinal)
        for village, count in _grids_of_villages(villages, grids, dense_county, dense_share)
        for ordinal in range(1, count + 1)
    ]
    weights = [
        int(_FINE * (0.7 + 0.6 * chance()) * (1.3 if village.urban else 1)) for village, _ in sites
    ]
    houses_of = apportion(houses, weights, least=1)
    persons_of = apportion(persons, houses_of)
    last = dict(sites)
    plans: list[GridPlan] = []
    before = 0
    for (village, ordinal), n_houses, n_persons in zip(sites, houses_of, persons_of, strict=True):
        before = before if ordinal > 1 else 0
        grid_type = _grid_type(village, ordinal, last[village])
        number = 901 if grid_type == EMPLOYER else ordinal
        code = f"{village.code12}{number:03d}"
        plans.append(GridPlan(village, code, ordinal, grid_type, n_houses, n_persons, before))
        before += n_houses
    return plans


def _grid_type(village: Village, ordinal: int, last: int) -> str:
    """The last of three or more grids of a community is an employer's (驻街单位), numbered 9xx."""
    if not village.urban:
        return RURAL
    return EMPLOYER if ordinal == last >= 3 else COMMUNITY


def _grids_of_villages(
    villages: Sequence[Village], grids: int, dense_county: str, dense_share: float
) -> list[tuple[Village, int]]:
    """Where the grids lie: over the counties, then their townships, then their villages."""
    counties = _groups(villages, lambda village: village.county)
    weights = [_weight(members) * _FINE for members in counties]
    weights = _with_dense_county(counties, weights, dense_county, dense_share)
    result: list[tuple[Village, int]] = []
    for members, of_county in zip(counties, apportion(grids, weights, least=1), strict=True):
        townships = _groups(members, lambda village: village.township)
        shares = apportion(of_county, [_weight(group) for group in townships], least=1)
        for group, of_township in zip(townships, shares, strict=True):
            result += _grids_of_township(group, of_township)
    return result


def _grids_of_township(villages: list[Village], grids: int) -> list[tuple[Village, int]]:
    """In pairs where grids are few, so that a village centre has more than one; towns first."""
    if not grids:
        return []
    settled = sorted(villages, key=lambda village: not village.urban)[: (grids + 1) // 2]
    shares = apportion(grids, [_weight([village]) for village in settled], least=1)
    return sorted(zip(settled, shares, strict=True))


def _with_dense_county(
    counties: list[list[Village]], weights: list[int], dense_county: str, dense_share: float
) -> list[int]:
    """Raise one county's weight until it holds `dense_share` of the whole."""
    others = sum(
        w for group, w in zip(counties, weights, strict=True) if group[0].county != dense_county
    )
    wanted = int(others * dense_share / (1 - dense_share))
    return [
        max(weight, wanted) if group[0].county == dense_county else weight
        for group, weight in zip(counties, weights, strict=True)
    ]


def _weight(villages: Sequence[Village]) -> int:
    return sum(_URBAN_WEIGHT if village.urban else _RURAL_WEIGHT for village in villages)


def _groups(villages: Sequence[Village], of: Callable[[Village], str]) -> list[list[Village]]:
    return [list(group) for _, group in groupby(villages, of)]
