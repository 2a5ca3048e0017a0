"""The contract of a field type: one class that knows its column, its form field, its schema
field, how input is read and shown, how it is filtered and masked, and samples of good and
refused input. A leaf declares these and writes `read`; the choreography is here, once.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import fields as schema_fields
from sqlalchemy import Column
from sqlalchemy.types import TypeEngine
from wtforms.fields.core import UnboundField

from models.expressions import Kind
from models.fields.filters import EQUAL, Filter
from models.fields.form_field import ParsedFormField
from models.fields.levels import LEVELS
from models.fields.masks import MASKS
from models.fields.schema_field import ParsedSchemaField
from models.fields.vocabulary import Vocabulary
from models.source import Code, Place, Refused, option

NOT_TEXT = Code("fields.E101", "this must be text, not %(found)s")
CONTROL_CHARACTER = Code("fields.E102", "this has a character that cannot be stored")

Translate = Callable[[str], str]
CORE = "core"
_KINDS = {bool: Kind.YES_NO, int: Kind.NUMBER, float: Kind.NUMBER, list: Kind.LIST}


# They turn the direction of writing, so that a text reads as another.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _controls(letter: str) -> bool:
    control = unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\r\t"
    return control or letter in _TURNING


@dataclass(frozen=True, kw_only=True)
class Field(ABC):
    """One field of an entity, as defined: an instance of its field type.

    `owner` is "core" or the six-digit code of the county that added it; county fields are kept in
    the row's `ext` document instead of a column of their own.
    """

    type: ClassVar[str]
    kind: ClassVar[Kind] = Kind.TEXT
    widget: ClassVar[str] = "text"
    filters: ClassVar[tuple[Filter, ...]] = (EQUAL,)
    default_mask: ClassVar[str] = "full"
    sortable: ClassVar[bool] = True
    # Whether a record holds a value of it; otherwise it is worked out when it is shown.
    kept: ClassVar[bool] = True
    # Options of every field that this type does not read.
    idle: ClassVar[tuple[str, ...]] = ()
    parts: ClassVar[Mapping[str, Callable[[Any], object]]] = {}
    # What people call those parts that are shown under the field while it is filled in.
    part_labels: ClassVar[Mapping[str, str]] = {}
    # Input → what it is read as; and input → the code it is refused with. Laws run over both.
    sample_options: ClassVar[Mapping[str, Any]] = {}
    samples: ClassVar[Mapping[Any, Any]] = {}
    refused: ClassVar[Mapping[Any, str]] = {}

    name: str
    owner: str = CORE
    place: Place | None = None

    label: str = option(help="What people read beside the field, in Chinese.")
    help: str = option("", help="A sentence under the field.")
    required: bool = option(False, help="Whether it must be filled.")
    unique: bool = option(False, help="Whether no two records may have the same value.")
    unique_within: str = option(
        "",
        help="A level: within one unit of it, no two records may have the same value.",
        one_of=LEVELS,
    )
    default: str = option(
        "",
        help="An expression: what stands here when a new record is begun. own_unit: one's own."
        " Or a field of a linked record: person.house.",
    )
    read_only: bool = option(
        False, help="Whether nobody types it: it has its default, and what acts make of it."
    )
    search: bool = option(
        False, help="Whether the search boxes of the list and of the desk look here."
    )
    mask: str = option(
        "", help="How it is masked; a type that is always masked has its own.", one_of=MASKS
    )
    when: str = option("", help="An expression: the field is asked for only when it holds.")
    from_: str = option(
        "", key="from", help="A part of another field that fills this one: id_number.birth_date."
    )
    purpose: str = option("", help="What this personal datum is kept for, in Chinese.")
    legal_basis: str = option("", help="The law or consent that allows keeping it, in Chinese.")
    section: str = option("", help="The title of the section that a county's field joins.")
    list: bool = option(False, help="Whether a county's field becomes a column of the list.")
    filter: bool = option(False, help="Whether a county's field becomes a filter of the list.")
    index: bool = option(False, help="Whether a county's field gets an index of its own.")

    def contradiction(self) -> str | None:
        """The key of an option that does not go with the others, so that nothing could be
        entered; None if they agree."""
        return None

    # --- input ---------------------------------------------------------------------------------

    def parse(self, raw: object) -> Any:
        """The one parser, for form, API, import and YAML alike.

        `raw` is text as typed, a JSON value, or a value already parsed (parsing is idempotent).
        Returns the value, or None for an empty input. Raises Refused.
        """
        if isinstance(raw, str):
            raw = raw.strip()
            if not raw.isprintable() and any(_controls(letter) for letter in raw):
                raise Refused(CONTROL_CHARACTER)
        if raw is None or raw == "":
            return None
        return self.read(raw)

    def sought(self, raw: object, operator: str) -> Any:
        """The value that a filter's input stands for. Raises Refused."""
        return self.parse(raw)

    @abstractmethod
    def read(self, raw: Any) -> Any:
        """The value of a non-empty input. Raises Refused."""

    def check_new(self, value: Any, before: Any) -> None:
        """Raise Refused for a value that may stay as it was (`before`) but not be entered anew."""
        return

    def format(self, value: Any) -> str:
        """The text that `parse` reads back as `value`."""
        return str(value)

    def json(self, value: Any) -> Any:
        """What the API, the audit record and `ext` hold; `parse` reads it back."""
        return self.format(value)

    def display(self, value: Any, translate: Translate = str) -> str:
        """What people read. Labels go through `translate`."""
        return self.format(value)

    @property
    def entered(self) -> bool:
        """Whether people may enter it."""
        return self.kept and not self.read_only

    @property
    def always_unique(self) -> bool:
        """Whether the type itself tells records apart."""
        return False

    # --- storage -------------------------------------------------------------------------------

    @abstractmethod
    def storage(self) -> TypeEngine[Any] | None:
        """The column's type, or None where the row itself holds nothing."""

    def stored_text(self, value: Any) -> str:
        """The text that PostgreSQL's own cast turns into what the column holds."""
        return self.format(value)

    @property
    def meaning(self) -> str:
        """What a stored value is to be read as: the type, and the code list or entity that it
        points into. A value stored under one meaning is never read under another."""
        return self.type

    def column(self) -> Column[Any] | None:
        """A new column for a core field, with its meaning as its comment. Emptiness is judged by
        rules, which know conditions, not by NOT NULL; so a rule that is tightened never stops an
        upgrade."""
        storage = self.storage()
        return None if storage is None else Column(self.name, storage, comment=self.meaning)

    # --- faces ---------------------------------------------------------------------------------

    def form_field(self) -> UnboundField:
        """The field of a form."""
        return UnboundField(ParsedFormField, field=self)

    def schema_field(self) -> schema_fields.Field:
        """The field of an API schema."""
        return ParsedSchemaField(self)

    def json_schema(self) -> dict[str, Any]:
        """What the OpenAPI document says of the value."""
        return {"type": "string"}

    # --- protection ----------------------------------------------------------------------------

    @property
    def is_masked(self) -> bool:
        """Whether the definition asks for a mask."""
        return bool(self.mask)

    def masked(self, value: Any) -> str:
        """What is shown to those who may not see the value in clear."""
        return MASKS[self.mask or self.default_mask](self.format(value))

    # --- binding -------------------------------------------------------------------------------

    def bind(self, vocabularies: Mapping[str, Vocabulary]) -> "Field":
        """This field with the code list it names. Only called when the list exists."""
        return self

    @property
    def codes_name(self) -> str | None:
        """The code list it names, if its type has one."""
        return None

    @property
    def expression_kind(self) -> Kind:
        """The kind that expressions see."""
        return self.kind

    def text_of(self, raw: object) -> str:
        """Text as typed, without width variants (１２３ → 123). Raises Refused if it is no text."""
        if not isinstance(raw, str):
            raise Refused(NOT_TEXT, found=_KINDS.get(type(raw), Kind.ANY))
        return unicodedata.normalize("NFKC", raw).strip()
