"""A cursor stands on one part of a document and reads it with a type, reporting what is wrong."""

import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.source.document import Document, Path
from models.source.options import Name, OptionSpec, nested_of, options_of
from models.source.place import Place
from models.source.problem import Code, Problem
from models.source.sentence import Sentence

WRONG_SHAPE = Code("source.E010", "%(wanted)s is expected here", "found %(found)s")
UNKNOWN_KEY = Code("source.E011", '"%(key)s" is not a key of %(owner)s', "not a key")
MISSING_KEY = Code("source.E012", '%(owner)s needs "%(key)s"', 'add "%(key)s"')
NOT_A_FLAG = Code("source.E013", "true or false is expected here", "neither true nor false")
NOT_A_NUMBER = Code("source.E014", "a number is expected here", "not a number")
NOT_A_NAME = Code(
    "source.E015",
    "a name starts with a small letter and has small letters, digits and _ (at most 30)",
    "not a name",
)

OUT_OF_RANGE = Code("source.E016", "from %(least)s to %(most)s is possible here", "out of range")

NAME = "[a-z][a-z0-9_]{0,29}"
NUMBER = r"-?[0-9]{1,18}(\.[0-9]{1,6})?"
_NAME, _NUMBER = re.compile(NAME + r"\Z"), re.compile(NUMBER + r"\Z")
_MAPPING, _LIST, _TEXT = Sentence("a mapping (key: value)"), Sentence("a list"), Sentence("text")


@dataclass(frozen=True)
class Cursor:
    """One part of a document, with the list that collects problems for the whole run."""

    document: Document
    problems: list[Problem]
    path: Path = ()

    @property
    def value(self) -> object:
        """The plain value: text, a mapping, a list, or None where nothing was written."""
        value: typing.Any = self.document.value
        for step in self.path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    @property
    def key(self) -> str:
        """The key under which this part stands."""
        return str(self.path[-1])

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.document.place(self.path)

    @property
    def key_place(self) -> Place:
        """Where the key stands."""
        return self.document.place(self.path, of="key")

    def child(self, *steps: str | int) -> "Cursor":
        """The part below. It need not exist: its place is then the nearest written one."""
        return Cursor(self.document, self.problems, (*self.path, *steps))

    def has(self, key: str) -> bool:
        """Whether the mapping here has the key."""
        return isinstance(self.value, Mapping) and key in self.value

    def complain(
        self,
        code: Code,
        /,
        *,
        at: str = "value",
        place: Place | None = None,
        see: Place | None = None,
        near: Iterable[str] | None = None,
        of: str = "",
        nearest: str | None = None,
        **values: object,
    ) -> None:
        """Report a problem here. `near` are the names among which the nearest to `of` is hinted."""
        nearest = nearest or next(iter(difflib.get_close_matches(of, list(near or ()), n=1)), None)
        where = place or (self.key_place if at == "key" else self.place)
        path = ".".join(str(step) for step in self.path)
        self.problems.append(Problem(code, where, values, path, see, nearest))

    def entries(self) -> Iterator["Cursor"]:
        """Cursors on the values of the mapping here; a problem if it is none."""
        value = self.value
        if value is None:
            return
        if not isinstance(value, Mapping):
            self._wrong_shape(_MAPPING)
            return
        for key in value:
            yield self.child(key)

    def items(self) -> Iterator["Cursor"]:
        """Cursors on the items of the list here; a problem if it is none."""
        value = self.value
        if value is None:
            return
        if not isinstance(value, list):
            self._wrong_shape(_LIST)
            return
        for index in range(len(value)):
            yield self.child(index)

    def texts(self) -> list[str]:
        """The texts of the list here, without judging them."""
        value = self.value
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def text(self) -> str:
        """The text here, or "" with a problem. Blank text is none."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self._wrong_shape(_TEXT)
        return ""

    def name(self) -> str:
        """The text here; with a problem if it cannot be the name of a field, entity or role."""
        text = self.text()
        if text and not _NAME.match(text):
            self.complain(NOT_A_NAME)
        return text

    def check_key_is_name(self) -> bool:
        """Whether the key here is a name; a problem if not."""
        if _NAME.match(self.key):
            return True
        self.complain(NOT_A_NAME, at="key")
        return False

    def flag(self) -> bool:
        """True or false."""
        if self.value not in ("true", "false"):
            self.complain(NOT_A_FLAG)
        return self.value == "true"

    def number(self) -> Decimal:
        """A decimal number of at most 18 digits and 6 places."""
        if isinstance(self.value, str) and _NUMBER.match(self.value):
            return Decimal(self.value)
        self.complain(NOT_A_NUMBER)
        return Decimal(0)

    def whole_number(self) -> int:
        """A whole number."""
        number = self.number()
        if number != number.to_integral_value():
            self.complain(NOT_A_NUMBER)
        return int(number)

    def options(
        self, owner: type, *, called: str | Sentence, also: Iterable[str] = ()
    ) -> dict[str, object]:
        """Read the options that `owner` declares, as arguments for its constructor.

        Its parts, and keys in `also`, are read by somebody else; any other undeclared key is a
        problem, and so is a declared one without a default that was not written. `called` names
        the owner in words.
        """
        specs, parts = options_of(owner), nested_of(owner)
        self.check_keys([*specs, *parts, *also], called)
        given: dict[str, object] = {}
        if not isinstance(self.value, Mapping | None):
            return given
        for key in [key for key, spec in parts.items() if spec.required and not self.has(key)]:
            self.complain(MISSING_KEY, at="key", owner=called, key=key)
        for spec in specs.values():
            if self.has(spec.key):
                given[spec.attribute] = self.child(spec.key).read(spec)
            elif spec.required:
                self.complain(MISSING_KEY, at="key", owner=called, key=spec.key)
        return given

    def check_keys(self, legal: Iterable[str], called: str | Sentence) -> None:
        """Report every key of the mapping here that is not legal."""
        legal = list(legal)
        for entry in self.entries():
            if entry.key not in legal:
                entry.complain(
                    UNKNOWN_KEY, at="key", near=legal, of=entry.key, key=entry.key, owner=called
                )

    def read(self, spec: OptionSpec) -> object:
        """The value here as the annotation of an option says."""
        wanted = spec.annotation
        if isinstance(wanted, types.UnionType):
            wanted = next(part for part in typing.get_args(wanted) if part is not type(None))
        if typing.get_origin(wanted) is tuple:
            return tuple(item.text() for item in self.items())
        readers: dict[object, typing.Callable[[], typing.Any]] = {
            str: self.text,
            Name: self.name,
            bool: self.flag,
            int: self.whole_number,
            Decimal: self.number,
        }
        before = len(self.problems)
        value = readers[wanted]()
        if len(self.problems) == before and not spec.allows(value):
            self.complain(OUT_OF_RANGE, least=spec.least, most=spec.most)
        return value

    def _wrong_shape(self, wanted: Sentence) -> None:
        found = {dict: _MAPPING, list: _LIST, str: _TEXT, type(None): Sentence("nothing")}
        blank = isinstance(self.value, str) and not self.value.strip()
        kind = type(None) if blank else type(self.value)
        self.complain(WRONG_SHAPE, wanted=wanted, found=found[kind])
