"""Server and browser give the same answer to any expression, and the same error."""

import json
from collections import Counter

from models.expressions import Kind, parse
from models.expressions.expression import MAX_LENGTH

from .node import in_node, needs_node
from .random_expressions import RandomVectors
from .vectors import Vector, batch, outcome

SEEDS = (2, 31000, 130730)


@needs_node
def test_random_expressions_have_the_same_answer_in_both() -> None:
    vectors = [vector for seed in SEEDS for vector in _written(seed, 1_500)]
    server = [outcome(vector) for vector in vectors]

    browser, _ = in_node(batch(vectors))

    differing = [
        (str(vector), ours, theirs)
        for vector, ours, theirs in zip(vectors, server, browser, strict=True)
        if json.dumps(ours) != json.dumps(theirs)
    ]
    assert differing == []
    assert len(vectors) > 4_000


def test_random_expressions_pass_the_check_and_answer_in_many_ways() -> None:
    vectors = _written(SEEDS[0], 3_000)

    kinds = Counter(parse(vector.text).check(vector.kinds) for vector in vectors)
    answers = Counter(json.dumps(outcome(vector)) for vector in vectors)

    assert {Kind.YES_NO, Kind.NUMBER, Kind.DATE, Kind.TEXT} <= set(kinds)
    errors = {f'{{"error": "{code}"}}' for code in ("kind", "overflow", "precision")}
    assert {"true", "false", "null", *errors} <= set(answers)
    assert sum(answers[error] for error in errors) < len(vectors) / 4


def _written(seed: int, count: int) -> list[Vector]:
    source = RandomVectors(seed)
    vectors = [source.vector() for _ in range(count)]
    return [vector for vector in vectors if len(vector.text) <= MAX_LENGTH]
