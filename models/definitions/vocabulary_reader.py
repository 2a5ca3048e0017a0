"""Reads a code list of `codes/`."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.fields import Term, Vocabulary
from models.source import Code, Cursor, Sentence, nested, option

NO_SUCH_PARENT = Code("definitions.E050", '"%(parent)s" is not a code of this list')
CODE_TOO_LONG = Code("definitions.E051", "a code has at most 40 characters")
WRONG_FILE_NAME = Code("definitions.E052", 'the file of "%(name)s" must be named %(name)s.yaml')
UNDER_RETIRED = Code(
    "definitions.E054", '"%(code)s" is still used, but "%(parent)s" above it is retired'
)
ALL_RETIRED = Code("definitions.E055", "every code of this list is retired: none can be chosen")
CIRCULAR_TERMS = Code("definitions.E053", 'the code "%(code)s" stands under itself')


@dataclass(frozen=True, kw_only=True)
class TermHead:
    """The keys of a code that is more than its name."""

    label: str = option(help="The name of the code.")
    parent: str = option("", help="The code above it.")
    retired: bool = option(False, help="Whether it is no longer chosen; rows that hold it show it.")


@dataclass(frozen=True, kw_only=True)
class VocabularyHead:
    """The keys of a code list."""

    codes: str = option(help="The name of the list; the file is named for it.")
    label: str = option(help="What people call the list, in Chinese.")
    standard: str = option("", help="The standard that the codes come from.")
    source: str = option("", help="Where the codes were taken from, and how sure they are.")
    items: Mapping[str, TermHead | str] = nested(
        help="The codes: each with its name, or with more than that.", required=True
    )


def read_vocabulary(cursor: Cursor) -> Vocabulary | None:
    """The list, or None if its head is wrong."""
    head = cursor.options(VocabularyHead, called=Sentence("a code list"))
    terms: dict[str, Term] = {}
    for entry in cursor.child("items").entries():
        if len(entry.key) > 40:
            entry.complain(CODE_TOO_LONG, at="key")
        if isinstance(entry.value, dict):
            item = entry.options(TermHead, called=Sentence("a code"))
            label, parent = str(item.get("label", "")), str(item.get("parent", ""))
            retired = bool(item.get("retired"))
            terms[entry.key] = Term(entry.key, label, parent, retired)
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
    if terms and all(term.retired for term in terms.values()):
        cursor.child("items").complain(ALL_RETIRED, at="key")
    for term in terms.values():
        above_it = terms.get(term.parent)
        if above_it and above_it.retired and not term.retired:
            place = cursor.child("items", term.code)
            place.complain(UNDER_RETIRED, at="key", code=term.code, parent=term.parent)
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
