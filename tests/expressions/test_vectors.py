"""Both evaluators answer every shared vector as the file says."""

import re

import pytest

from models.expressions import FUNCTIONS, Kind, parse
from models.expressions.operators import ARITHMETIC, RELATIONS

from .node import MODULE, in_node, needs_node
from .vectors import Vector, all_vectors, batch, outcome

VECTORS = all_vectors()


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_server_answers_the_vector(vector: Vector) -> None:
    assert _same(outcome(vector), vector.expect)


@needs_node
def test_the_browser_answers_every_vector() -> None:
    answers, _ = in_node(batch(VECTORS))

    wrong = [
        (str(vector), vector.expect, answer)
        for vector, answer in zip(VECTORS, answers, strict=True)
        if not _same(answer, vector.expect)
    ]
    assert wrong == []


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_checked_kind_is_the_kind_of_the_answer(vector: Vector) -> None:
    kind = parse(vector.text).check(vector.kinds)

    answer = outcome(vector)

    assert _kind_shown(answer) in (kind, Kind.NULL, "error") or kind is Kind.ANY


def test_every_function_and_operator_has_vectors() -> None:
    texts = " ".join(re.sub(r'"[^"]*"', '""', vector.text) for vector in VECTORS)
    marks = [*RELATIONS, *ARITHMETIC, "||", "&&", "!", "?", ":"]

    missing = [f.name for f in FUNCTIONS if f"{f.name}(" not in texts]
    missing += [mark for mark in marks if f" {mark} " not in texts and f" {mark}a" not in texts]
    assert missing == []


def test_the_vectors_are_many_and_none_stands_twice() -> None:
    shown = [f"{vector} {vector.kinds} {vector.today}" for vector in VECTORS]

    assert len(shown) >= 120
    assert sorted(set(shown)) == sorted(shown)


def test_the_browser_builds_no_code_from_text() -> None:
    source = MODULE.read_text(encoding="utf-8")

    assert re.findall(r"\beval\b|\bFunction\b|new RegExp|\bimport\b", source) == []


def _same(answer: object, expected: object) -> bool:
    """Equal and of the same type: in Python True equals 1."""
    return answer == expected and type(answer) is type(expected)


def _kind_shown(answer: object) -> str:
    if isinstance(answer, dict):
        return str(next(iter(answer)))
    kinds = {str: Kind.TEXT, bool: Kind.YES_NO, list: Kind.LIST, type(None): Kind.NULL}
    return kinds[type(answer)]
