"""The citizen identification number, GB 11643."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

from models.fields.calendar_day import today
from models.fields.field import Field
from models.fields.filters import EQUAL, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

WRONG_LENGTH = Code("fields.E150", "an ID number has 18 characters; this has %(length)d")
WRONG_LETTERS = Code("fields.E151", "an ID number has digits only; the last may be X")
WRONG_CHECK = Code("fields.E152", "the check digit is wrong: please compare with the card")
WRONG_DATE = Code("fields.E153", "the birth date in this ID number does not exist")
WRONG_REGION = Code("fields.E154", "no ID number begins with %(region)s")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
# GB/T 2260 provinces; 81, 82, 83 are residence permits of Hong Kong, Macao and Taiwan people, and
# 91 to 99 permanent residence permits. The county behind them is not judged: counties come and go,
# and their former residents keep their numbers.
_PROVINCES = {
    *(str(n) for n in range(11, 16)), *(str(n) for n in range(21, 24)),
    *(str(n) for n in range(31, 38)), *(str(n) for n in range(41, 47)),
    *(str(n) for n in range(50, 55)), *(str(n) for n in range(61, 66)),
    "71", "81", "82", "83", *(str(n) for n in range(91, 100)),
}  # fmt: skip


def sex_of(number: str) -> str:
    """The code of GB/T 2261.1: the seventeenth digit is odd for men (1), even for women (2)."""
    return "1" if int(number[16]) % 2 else "2"


def birth_date_of(number: str) -> datetime.date:
    """The birth date: digits 7 to 14."""
    return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@field_type("resident_id")
@dataclass(frozen=True, kw_only=True)
class ResidentId(Field):
    """An 18-character number that holds region, birth date and sex. Always masked."""

    mask: str = "id_number"

    widget: ClassVar[str] = "resident_id"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL,)
    default_mask: ClassVar[str] = "id_number"
    parts: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "sex": sex_of,
        "birth_date": birth_date_of,
    }
    samples: ClassVar[Mapping[Any, Any]] = {
        "11010519491231002X": "11010519491231002X",  # the example printed in GB 11643-1999
        " 11010519491231002x": "11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ": "11010519491231002X",
        "110105 19491231 002X": "11010519491231002X",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "110105194912310021": "fields.E152",
        "11010519491231002": "fields.E150",
        "110105491231002": "fields.E150",
        "1101051949123100２Y": "fields.E151",
        "110105194913310028": "fields.E153",
        "010105194912310028": "fields.E154",
        110105194912310021: "fields.E101",
    }

    def read(self, raw: Any) -> str:
        """The number with a capital X. Length, letters, region, date and check digit must hold."""
        number = self.text_of(raw).replace(" ", "").upper()
        if len(number) != 18:
            raise Refused(WRONG_LENGTH, length=len(number))
        if not (number.isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
            raise Refused(WRONG_LETTERS)
        if number[:2] not in _PROVINCES:
            raise Refused(WRONG_REGION, region=number[:2])
        self._check_date(number)
        total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
        if _CHECK_DIGITS[total % 11] != number[17]:
            raise Refused(WRONG_CHECK)
        return number

    def _check_date(self, number: str) -> None:
        try:
            date = birth_date_of(number)
        except ValueError:
            raise Refused(WRONG_DATE) from None
        if not datetime.date(1850, 1, 1) <= date <= today():
            raise Refused(WRONG_DATE)

    def storage(self) -> TypeEngine[Any]:
        """Eighteen characters."""
        return String(18, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """A string of eighteen."""
        return {"type": "string", "pattern": "^[0-9]{17}[0-9X]$"}
