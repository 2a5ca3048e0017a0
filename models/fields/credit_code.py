"""The unified social credit code, GB 32100, and the business number that came before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import String
from sqlalchemy.types import TypeEngine
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.iso7064 import mod_11_10

from models.fields.field import Field
from models.fields.filters import EQUAL, Filter
from models.fields.registry import field_type
from models.source import Code, Refused

WRONG_LENGTH = Code(
    "fields.E156", "a credit code has 18 characters, an old business number 15; this has %(length)d"
)
WRONG_LETTERS = Code(
    "fields.E157", "a credit code has figures and capital letters other than I, O, S, V and Z"
)
WRONG_CHECK = Code("fields.E158", "the last character is wrong: please compare with the licence")


@field_type("credit_code")
@dataclass(frozen=True, kw_only=True)
class CreditCode(Field):
    """18 characters of GB 32100, or the 15 digits of an old business number (GS 15), each with its
    check character."""

    widget: ClassVar[str] = "credit_code"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL,)
    samples: ClassVar[Mapping[Any, Any]] = {
        "91110000600037341L": "91110000600037341L",
        "91110000 600037341l": "91110000600037341L",
        "９１１１００００６０００３７３４１Ｌ": "91110000600037341L",
        "110108000000016": "110108000000016",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "911100006000373": "fields.E158",
        "9111000060003734": "fields.E156",
        "91110000600037341M": "fields.E158",
        "9111000060003734IL": "fields.E157",
        "A1110000600037341L": "fields.E157",
        "11010800000001X": "fields.E157",
        "110108000000017": "fields.E158",
        91110000600037341: "fields.E101",
    }

    def read(self, raw: Any) -> str:
        """The code with capital letters and without blanks or hyphens."""
        code = self.text_of(raw).replace(" ", "").replace("-", "").upper()
        if len(code) not in (15, 18):
            raise Refused(WRONG_LENGTH, length=len(code))
        try:
            return uscc.validate(code) if len(code) == 18 else mod_11_10.validate(code)
        except InvalidChecksum:
            raise Refused(WRONG_CHECK) from None
        except ValidationError:
            raise Refused(WRONG_LETTERS) from None

    def storage(self) -> TypeEngine[Any]:
        """Up to eighteen characters."""
        return String(18, collation="C")

    def json_schema(self) -> dict[str, Any]:
        """A string of fifteen or eighteen."""
        return {"type": "string", "pattern": "^([0-9]{15}|[0-9A-Z]{18})$"}
