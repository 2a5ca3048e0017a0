"""What the made-up persons of 130730 (怀来县) have in the fields that their county added."""

from app.population import Row

_FARMING = ("5",)  # the first digit of the occupation class of GB/T 6565


def with_county_values(row: Row) -> Row:
    """The row with the county's fields. Where a definition does not have them they are dropped."""
    farms = str(row.values.get("occupation") or "").startswith(_FARMING)
    phone = row.values.get("phone")
    own = {
        "vineyard_worker": row.key % 3 == 0 if farms else None,
        "flood_contact": phone if isinstance(phone, str) and row.key % 20 == 0 else None,
    }
    return row._replace(values={**row.values, **own})
