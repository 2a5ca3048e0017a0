"""Reads a code list of `codes/`."""

from dataclasses import dataclass

from models.fields import Term, Vocabulary
from models.source import Code, Cursor, Sentence, option
from models.source.cursor import MISSING_KEY

NO_SUCH_PARENT = Code("definitions.E050", '"%(parent)s" is not a code of this list')
CODE_TOO_LONG = Code("definitions.E051", "a code has at most 40 characters")
WRONG_FILE_NAME = Code("definitions.E052", 'the file of "%(name)s" must be named %(name)s.yaml')
CIRCULAR_TERMS = Code("definitions.E053", 'the code "%(code)s" stands under itself')


@dataclass(frozen=True, kw_only=True)
class _Head:
    codes: str = option(help="The name of the list; the file is named for it.")
    label: str = option(help="What people call the list, in Chinese.")
    standard: str = option("", help="The standard that the codes come from.")
    source: str = option("", help="Where the codes were taken from, and how sure they are.")


@dataclass(frozen=True, kw_only=True)
class _Item:
    label: str = option(help="The name of the code.")
    parent: str = option("", help="The code above it.")


def read_vocabulary(cursor: Cursor) -> Vocabulary | None:
    """The list, or None if its head is wrong."""
    head = cursor.options(_Head, called=Sentence("a code list"), also=["items"])
    terms: dict[str, Term] = {}
    if not cursor.has("items"):
        cursor.complain(MISSING_KEY, at="key", owner=Sentence("a code list"), key="items")
    for entry in cursor.child("items").entries():
        if len(entry.key) > 40:
            entry.complain(CODE_TOO_LONG, at="key")
        if isinstance(entry.value, dict):
            item = entry.options(_Item, called=Sentence("a code"))
            label, parent = str(item.get("label", "")), str(item.get("parent", ""))
            terms[entry.key] = Term(entry.key, label, parent)
        else:
            terms[entry.key] = Term(entry.key, entry.text())
    _check_tree(cursor, terms)
    if not {"codes", "label"} <= set(head):
        return None
    name = str(head["codes"])
    if cursor.document.file.rsplit("/", 1)[-1] != f"{name}.yaml":
        cursor.child("codes").complain(WRONG_FILE_NAME, name=name)
    return Vocabulary(name, str(head["label"]), str(head.get("standard", "")), terms)


def _check_tree(cursor: Cursor, terms: dict[str, Term]) -> None:
    for term in terms.values():
        if term.parent and term.parent not in terms:
            place = cursor.child("items", term.code, "parent")
            place.complain(NO_SUCH_PARENT, near=terms, of=term.parent, parent=term.parent)
        seen = {term.code}
        above = term.parent
        while above in terms and above not in seen:
            seen.add(above)
            above = terms[above].parent
        if above == term.code:
            cursor.child("items", term.code, "parent").complain(CIRCULAR_TERMS, code=term.code)
