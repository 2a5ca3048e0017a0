"""One class per field type, and their registry."""

from models.fields.address import Address
from models.fields.choice import Choice
from models.fields.choices import Choices
from models.fields.credit_code import CreditCode
from models.fields.date import Date
from models.fields.date_time import DateTime
from models.fields.decimal_number import DecimalNumber
from models.fields.derived import Derived
from models.fields.field import CORE, Field
from models.fields.file import File
from models.fields.files import Files
from models.fields.filters import Filter
from models.fields.id_document import IdDocument
from models.fields.link import AccountLink, Link, OrgUnitLink
from models.fields.links import Links
from models.fields.long_text import LongText
from models.fields.phone import Phone
from models.fields.photo import Photo
from models.fields.point import Point
from models.fields.polygon import Polygon
from models.fields.registry import FIELD_TYPES, field_type
from models.fields.related_count import RelatedCount
from models.fields.resident_id import ResidentId
from models.fields.sequence_number import SequenceNumber
from models.fields.sub_rows import MISSING, RowsRefused, SubRows
from models.fields.text import Text
from models.fields.vocabulary import Term, Vocabulary
from models.fields.whole_number import WholeNumber
from models.fields.year import Year
from models.fields.yes_no import YesNo

__all__ = [
    "CORE",
    "FIELD_TYPES",
    "MISSING",
    "AccountLink",
    "Address",
    "Choice",
    "Choices",
    "CreditCode",
    "Date",
    "DateTime",
    "DecimalNumber",
    "Derived",
    "Field",
    "File",
    "Files",
    "Filter",
    "IdDocument",
    "Link",
    "Links",
    "LongText",
    "OrgUnitLink",
    "Phone",
    "Photo",
    "Point",
    "Polygon",
    "RelatedCount",
    "ResidentId",
    "RowsRefused",
    "SequenceNumber",
    "SubRows",
    "Term",
    "Text",
    "Vocabulary",
    "WholeNumber",
    "Year",
    "YesNo",
    "field_type",
]
