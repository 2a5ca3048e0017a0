"""A code list: the codes a choice may take, with their names, flat or as a tree."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Term:
    """One code. `parent` is the code above it, or "". A `retired` one is kept for the rows that
    hold it, and no longer chosen."""

    code: str
    label: str
    parent: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """A code list by the name definitions use. `standard` names where the codes come from."""

    name: str
    label: str
    standard: str
    terms: Mapping[str, Term] = field(default_factory=dict)

    @cached_property
    def by_label(self) -> Mapping[str, str]:
        """Label, without width variants → code, for labels that only one code has; a code that is
        still used goes before those that are not."""
        codes: dict[str, list[str]] = {}
        used = {term.label for term in self.terms.values() if not term.retired}
        for term in self.terms.values():
            if term.retired and term.label in used:
                continue
            label = unicodedata.normalize("NFKC", term.label).strip()
            codes.setdefault(label, []).append(term.code)
        return {label: found[0] for label, found in codes.items() if len(found) == 1}

    @cached_property
    def is_tree(self) -> bool:
        """Whether any code stands under another."""
        return any(term.parent for term in self.terms.values())

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes in use that have none below them."""
        above = {term.parent for term in self.terms.values()}
        return tuple(c for c, t in self.terms.items() if not t.retired and c not in above)

    def walk(self) -> Iterator[tuple[Term, int]]:
        """Terms with their depth, each under its parent, in the order of the list."""
        children: dict[str, list[Term]] = {}
        for term in self.terms.values():
            children.setdefault(term.parent, []).append(term)

        def below(parent: str, depth: int) -> Iterator[tuple[Term, int]]:
            for term in children.get(parent, ()):
                yield term, depth
                yield from below(term.code, depth + 1)

        return below("", 0)

    def under(self, code: str) -> tuple[str, ...]:
        """The code and every code below it: what a filter on a branch of the tree means."""
        found = [code]
        for parent in found:
            found.extend(term.code for term in self.terms.values() if term.parent == parent)
        return tuple(found)

    def path(self, code: str) -> tuple[Term, ...]:
        """The terms from the top of the tree to `code`; empty if the code is not of this list."""
        steps: list[Term] = []
        while code in self.terms:
            steps.append(self.terms[code])
            code = self.terms[code].parent
        return tuple(reversed(steps))
