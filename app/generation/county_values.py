"""What the made-up persons of 130730 (怀来县) have in the fields that their county added."""

from collections.abc import Mapping

_FARMING = ("5",)  # the first digit of the occupation class of GB/T 6565


def county_values(number: int, values: Mapping[str, object]) -> dict[str, object]:
    """The county's values of person `number`. Where a definition has no such field, they are not
    asked for."""
    farms = str(values.get("occupation") or "").startswith(_FARMING)
    return {
        "vineyard_worker": number % 3 == 0 if farms else None,
        "flood_contact": values.get("phone") if number % 20 == 0 else None,
    }
