"""What files and photos have in common: a record holds the keys of what was handed in before."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.types import TypeEngine
from wtforms.fields.core import UnboundField

from models.expressions import Kind
from models.fields.document_storage import DocumentStorage
from models.fields.field import Field
from models.fields.filters import Filter
from models.fields.form_field import ListFormField
from models.source import Code, Refused, option

NOT_A_FILE = Code("fields.E190", "this file is not there; please choose it again")
TOO_MANY_FILES = Code("fields.E191", "at most %(most)d files; these are %(count)d")

KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
FILES = "个文件"
_ONE, _OTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2

Keys = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Files(Field):
    """The keys of several files, each once, in their order. What a key stands for (name, kind,
    size) is a row of the table `stored_file`; whether an actor may name it, the change asks."""

    most: int = option(5, help="The most files.", least=1, most=50)
    size: int = option(5, help="The largest file, in megabytes.", least=1, most=100)

    kind: ClassVar[Kind] = Kind.LIST
    widget: ClassVar[str] = "files"
    filters: ClassVar[tuple[Filter, ...]] = ()
    sortable: ClassVar[bool] = False
    default_mask: ClassVar[str] = "count"
    idle: ClassVar[tuple[str, ...]] = ("default", "from", "read_only")
    counted: ClassVar[str] = FILES
    sample_options: ClassVar[Mapping[str, Any]] = {"most": 2}
    samples: ClassVar[Mapping[Any, Any]] = {
        _ONE: (_ONE,),
        f"{_OTHER}, {_ONE}": (_OTHER, _ONE),
        f"{_ONE},{_ONE}": (_ONE,),
        f'["{_ONE}"]': (_ONE,),
        (_ONE, _OTHER, _ONE): (_ONE, _OTHER),
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "photo.jpg": "fields.E190",
        _ONE.upper(): "fields.E190",
        f"{_ONE},../{_OTHER}": "fields.E190",
        12: "fields.E190",
        (7,): "fields.E190",
        f"{_ONE},{_OTHER},{'0' * 32}": "fields.E191",
    }

    @property
    def takes(self) -> Keys:
        """The names of the kinds of files that may be handed in."""
        raise NotImplementedError

    @property
    def largest(self) -> int:
        """The largest file, in bytes."""
        return self.size * 1024 * 1024

    def read(self, raw: Any) -> Keys | None:
        """Keys, as a list or in a text with commas between. A file that was refused when it was
        handed in stands among them as its refusal, which is raised here, so that it is told with
        everything else that is wrong."""
        keys: dict[str, None] = {}
        for item in self.listed(raw):
            if isinstance(item, Refused):
                raise item
            if not isinstance(item, str) or not KEY.fullmatch(item):
                raise Refused(NOT_A_FILE)
            keys[item] = None
        if len(keys) > self.most:
            raise Refused(TOO_MANY_FILES, most=self.most, count=len(keys))
        return tuple(keys) or None

    @staticmethod
    def listed(raw: object) -> list[object]:
        """What an input lists, keys or not. Raises Refused for what is no list."""
        if isinstance(raw, str) and raw.startswith("["):
            try:
                raw = json.loads(raw)
            except (ValueError, RecursionError):
                raise Refused(NOT_A_FILE) from None
        if isinstance(raw, str):
            raw = raw.split(",")
        if not isinstance(raw, list | tuple):
            raise Refused(NOT_A_FILE)
        stripped: Iterable[object] = (i.strip() if isinstance(i, str) else i for i in raw)
        return [item for item in stripped if item != ""]

    @classmethod
    def keys_in(cls, raw: object) -> list[str]:
        """The keys in an input, each once, whatever else stands there."""
        try:
            listed = cls.listed(raw)
        except Refused:
            return []
        keys = (item for item in listed if isinstance(item, str) and KEY.fullmatch(item))
        return [*dict.fromkeys(keys)]

    def format(self, value: Any) -> str:
        """The keys with commas between."""
        return ",".join(value)

    def json(self, value: Any) -> Any:
        """An array of keys."""
        return [*value]

    def stored_text(self, value: Any) -> str:
        """The array as JSON."""
        return json.dumps(self.json(value))

    def display(self, value: Any, translate: Any = str) -> str:
        """How many there are; their names are told where they can be opened."""
        return f"{len(value)} {translate(self.counted)}"

    def storage(self) -> TypeEngine[Any]:
        """A JSON array, in a column and in `ext` alike."""
        return DocumentStorage(tuple)

    def form_field(self) -> UnboundField:
        """A check box for each file that is there, of which none may be sent."""
        return UnboundField(ListFormField, field=self)

    def json_schema(self) -> dict[str, Any]:
        """An array of keys."""
        items = {"type": "string", "pattern": f"^{KEY.pattern}$"}
        return {"type": "array", "maxItems": self.most, "items": items}
