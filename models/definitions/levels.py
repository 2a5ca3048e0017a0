"""What a code of the organisation tree tells: its level, its county, and the units above it."""

from models.fields.levels import LEVELS

_BY_LENGTH = {length: level for level, length in LEVELS.items()}


def level_of(org_code: str) -> str:
    """The level of a code. Raises KeyError if its length belongs to none."""
    return _BY_LENGTH[len(org_code)]


def county_of(org_code: str) -> str:
    """The county's code within a code, or "" for the city's own."""
    return org_code[:6] if len(org_code) >= 6 else ""


def path_of(org_code: str) -> tuple[str, ...]:
    """The codes from the city down to this one."""
    return tuple(org_code[:n] for n in LEVELS.values() if n <= len(org_code))
