"""The syntax tree of an expression: frozen nodes that know where they were written."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A part of an expression, from `column` up to, not including, `end_column`, from 1."""

    column: int
    end_column: int

    @property
    def children(self) -> tuple["Node", ...]:
        """The parts it is made of, in the order they are written."""
        return ()


@dataclass(frozen=True)
class Literal(Node):
    """A value that stands in the text; also a date or pattern that a function read from it."""

    value: object


@dataclass(frozen=True)
class ListLiteral(Node):
    """`[a, b]`, of literals only."""

    items: tuple[Literal, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        return self.items


@dataclass(frozen=True)
class Name(Node):
    """The value of a field."""

    name: str


@dataclass(frozen=True)
class Operation(Node):
    """An operator on one, two or (`&&`, `||`, which chain) more operands."""

    operator: str
    operands: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        return self.operands


@dataclass(frozen=True)
class Conditional(Node):
    """`condition ? then : otherwise`."""

    condition: Node
    then: Node
    otherwise: Node

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True)
class Call(Node):
    """A function of the registry with its arguments."""

    function: str
    arguments: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        return self.arguments


def levels(tree: Node) -> Iterator[list[Node]]:
    """The nodes of a tree level by level, the root first; needs no stack of its own."""
    level = [tree]
    while level:
        yield level
        level = [child for node in level for child in node.children]
