"""Numbers that pass every check of form and can belong to nobody.

A resident ID number (GB 11643) begins with a county code. Here digits three to six are 9999:
no edition of GB/T 2260 has ever had a prefecture 91 to 99, so no real number carries them, while
length, province, birth date, sex and check digit are right. Mobile numbers begin with 154, a
range that has not been given to any operator. Passports begin with SYN.
"""

from datetime import date

REGION = "9999"
MOST_PER_DAY = 499

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def _weighed(digits: str, start: int) -> tuple[str, int]:
    """Digits that stand at `start` of a number, with their share of its checksum."""
    weights = _WEIGHTS[start : start + len(digits)]
    return digits, sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


_REGIONS = tuple(_weighed(f"{n:02d}{REGION}", 0) for n in range(100))
_YEARS = {n: _weighed(f"{n:04d}", 6) for n in range(1880, 2120)}
_DAYS = tuple(_weighed(f"{n:04d}", 10) for n in range(1232))
_SEQUENCES = tuple(_weighed(f"{n:03d}", 14) for n in range(1000))


class ResidentNumbers:
    """Issues resident ID numbers, each only once.

    What it remembers grows with the days on which someone was born, not with the people.
    """

    def __init__(self) -> None:
        self._issued: dict[int, int] = {}

    def issue(self, province: int, birth: int, sex: str) -> str:
        """The next number of a province (11 to 82), birthday (ordinal) and sex ("1" is male).

        Raises OverflowError after `MOST_PER_DAY` numbers of one province, day and sex.
        """
        # Odd for men and boys, even for women and girls; 000 is not used.
        first = 1 if sex == "1" else 2
        # One whole number instead of a tuple: a third of the memory, and there are many.
        key = birth * 300 + province * 3 + first
        issued = self._issued.get(key, 0)
        if issued >= MOST_PER_DAY:
            raise OverflowError(f"no synthetic number is left for {province} on one day")
        self._issued[key] = issued + 1
        region, a = _REGIONS[province]
        date_of_birth = date.fromordinal(birth)
        year, b = _YEARS[date_of_birth.year]
        day, c = _DAYS[date_of_birth.month * 100 + date_of_birth.day]
        sequence, d = _SEQUENCES[2 * issued + first]
        return f"{region}{year}{day}{sequence}{_CHECK[(a + b + c + d) % 11]}"


def resident_phone(n: int) -> str:
    """The mobile number of the n-th resident who has one (below 80 million)."""
    return str(154_0000_0000 + n)


def owner_phone(n: int) -> str:
    """The mobile number of the owner of house n who does not live there (below 10 million)."""
    return str(154_8000_0000 + n)


def worker_phone(n: int) -> str:
    """The mobile number of the worker of the n-th grid (below 10 million)."""
    return str(154_9000_0000 + n)


def passport(n: int) -> str:
    """The passport number of the n-th overseas resident (below 10 million)."""
    return f"SYN{n:07d}"


def household_number(n: int) -> str:
    """The number of the n-th registered household (below 100 million)."""
    return str(9_0000_0000 + n)
