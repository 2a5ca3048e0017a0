"""Random requests made from the OpenAPI document, right and wrong: every answer must be one that
the document tells of, and none an error of ours. Bounded in number; the same each time."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.caller import Caller

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

Api = Callable[[str], Caller]
# How many examples are made of each operation, and of which entities; None: of all.
FEW = (2, ("house", "person", "job"))
MANY = pytest.param((5, None), marks=pytest.mark.thorough, id="many")


def _operations(app: Flask, document: Any, entities: tuple[str, ...] | None) -> list[Any]:
    schema = schemathesis.openapi.from_dict(document)
    schema.app = app
    found = [result.ok() for result in schema.get_all_operations()]
    ours = [o for o in found if "/security/" not in o.path and "/menu/" not in o.path]
    return [o for o in ours if entities is None or set(o.path.split("/")) & set(entities)]


def _excluded() -> list[Any]:
    """Checks that ask for what is not promised: entries must also follow the definition's rules,
    the token is fixed here, and operations of other posts are 403, not 405."""
    from schemathesis.specs.openapi import checks

    return [checks.positive_data_acceptance, checks.ignored_auth, checks.unsupported_method]


@pytest.mark.parametrize("bounds", [pytest.param(FEW, id="few"), MANY])
@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_random_requests_are_answered_as_the_document_says(
    app: Flask, api: Api, right: bool, bounds: tuple[int, tuple[str, ...] | None]
) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    caller = api("county")  # whose posts allow the most
    modes = schemathesis.GenerationMode
    asked = 0
    examples, entities = bounds
    for operation in _operations(app, caller.get("_openapi").json, entities):

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )
        @given(case=operation.as_strategy(modes.POSITIVE if right else modes.NEGATIVE))
        def ask(case: Any) -> None:
            nonlocal asked
            answer = case.call(headers={"Authorization": f"Bearer {caller.token}"})
            case.validate_response(answer, excluded_checks=_excluded())
            asked += 1

        ask()
    assert asked > 40
