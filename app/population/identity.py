"""Numbers that pass every check of form and can belong to nobody.

A resident ID number (GB 11643) begins with a county code. Here digits three and four are 99:
no edition of GB/T 2260 has ever had a prefecture 91 to 99, so no real number carries them, while
length, province, birth date, sex and check digit are right. Mobile numbers begin with 154, a
range that has not been given to any operator. Passports begin with SYN.
"""

from datetime import date

PREFECTURE = "99"
# A block of the population has numbers of its own: two digits behind the prefecture, and a quarter
# of the sequences of a day.
_QUARTERS = 4
MOST_BLOCKS = 100 * _QUARTERS
MOST_PER_DAY = 499 // _QUARTERS

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def _weighed(digits: str, start: int) -> tuple[str, int]:
    """Digits that stand at `start` of a number, with their share of its checksum."""
    weights = _WEIGHTS[start : start + len(digits)]
    return digits, sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


_PROVINCES = tuple(_weighed(f"{n:02d}{PREFECTURE}", 0) for n in range(100))
_SHARES = tuple(_weighed(f"{n:02d}", 4) for n in range(100))
_YEARS = {n: _weighed(f"{n:04d}", 6) for n in range(1880, 2120)}
_DAYS = tuple(_weighed(f"{n:04d}", 10) for n in range(1232))
_SEQUENCES = tuple(_weighed(f"{n:03d}", 14) for n in range(1000))


class ResidentNumbers:
    """Issues resident ID numbers, each only once, and none that another block (0 up to, not
    including, `MOST_BLOCKS`) issues.

    What it remembers grows with the days on which someone was born, not with the people.
    """

    def __init__(self, block: int = 0) -> None:
        self._share = _SHARES[block % 100]
        self._before = block // 100 * MOST_PER_DAY
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
        region, a = _PROVINCES[province]
        share, e = self._share
        date_of_birth = date.fromordinal(birth)
        year, b = _YEARS[date_of_birth.year]
        day, c = _DAYS[date_of_birth.month * 100 + date_of_birth.day]
        sequence, d = _SEQUENCES[2 * (self._before + issued) + first]
        return f"{region}{share}{year}{day}{sequence}{_CHECK[(a + b + c + d + e) % 11]}"


def resident_phone(n: int) -> str:
    """The mobile number of the n-th resident (below 80 million)."""
    return str(154_0000_0000 + n)


def owner_phone(n: int) -> str:
    """The mobile number of the owner of house n who does not live there (below 10 million)."""
    return str(154_8000_0000 + n)


def worker_phone(n: int) -> str:
    """The mobile number of the worker of the n-th grid (below 5 million)."""
    return str(154_9000_0000 + n)


def other_phone(n: int) -> str:
    """A mobile number of somebody who is not a resident; it comes again after 5 million."""
    return str(154_9500_0000 + n % 5_000_000)


def passport(n: int) -> str:
    """The passport number of the n-th resident, if from overseas (below 10 million)."""
    return f"SYN{n:07d}"


def household_number(n: int) -> str:
    """The number of the household that the n-th resident is the head of (below 100 million)."""
    return str(9_0000_0000 + n)
