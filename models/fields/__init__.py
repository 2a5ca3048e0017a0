"""One class per field type, and their registry."""

from models.fields.choice import Choice
from models.fields.date import Date
from models.fields.decimal_number import DecimalNumber
from models.fields.derived import Derived
from models.fields.field import CORE, Field
from models.fields.filters import Filter
from models.fields.link import Link, OrgUnitLink
from models.fields.long_text import LongText
from models.fields.phone import Phone
from models.fields.registry import FIELD_TYPES, field_type
from models.fields.resident_id import ResidentId
from models.fields.sub_rows import MISSING, RowsRefused, SubRows
from models.fields.text import Text
from models.fields.vocabulary import Term, Vocabulary
from models.fields.whole_number import WholeNumber
from models.fields.yes_no import YesNo

__all__ = [
    "CORE",
    "FIELD_TYPES",
    "MISSING",
    "Choice",
    "Date",
    "DecimalNumber",
    "Derived",
    "Field",
    "Filter",
    "Link",
    "LongText",
    "OrgUnitLink",
    "Phone",
    "ResidentId",
    "RowsRefused",
    "SubRows",
    "Term",
    "Text",
    "Vocabulary",
    "WholeNumber",
    "YesNo",
    "field_type",
]
