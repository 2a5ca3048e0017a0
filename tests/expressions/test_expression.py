"""What callers of an expression rely on."""

import datetime
import json
from dataclasses import FrozenInstanceError
from decimal import Decimal
from enum import StrEnum

import pytest

from models.expressions import (
    FUNCTIONS,
    ExpressionFailed,
    Function,
    Kind,
    Rows,
    parse,
)

TODAY = datetime.date(2024, 6, 15)


def test_the_names_are_the_fields_it_reads() -> None:
    expression = parse('size(tenants) > 0 && category in ["a"] || (x ? -y : today() == z)')

    assert expression.names == {"tenants", "category", "x", "y", "z"}


def test_the_text_is_kept_as_written() -> None:
    assert parse(" a  ==\n1 ").text == " a  ==\n1 "


def test_an_expression_cannot_be_changed_and_equals_its_like() -> None:
    expression = parse("a == 1")

    with pytest.raises(FrozenInstanceError):
        expression.text = "true"  # type: ignore[misc]
    assert expression == parse("a == 1")
    assert hash(expression) == hash(parse("a == 1"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("name == null", Kind.YES_NO),
        ("count * 2", Kind.NUMBER),
        ("today()", Kind.DATE),
        ("name", Kind.TEXT),
        ("tenants", Kind.ROWS),
        ('count > 1 ? ["a"] : null', Kind.LIST),
        ('count > 1 ? null : "x"', Kind.TEXT),
        ("null", Kind.NULL),
        ("other", Kind.ANY),
        ("count > 1 ? other : 1", Kind.ANY),
        ("other + 1 > 2 && other", Kind.YES_NO),
    ],
)
def test_check_gives_the_kind_of_the_answer(text: str, kind: Kind) -> None:
    kinds = {"name": Kind.TEXT, "count": Kind.NUMBER, "tenants": Kind.ROWS, "other": Kind.ANY}

    assert parse(text).check(kinds) is kind


def test_deep_comparisons_are_checked_in_no_time() -> None:
    text = "a"
    for _ in range(18):
        text = f"({text}) == a"

    assert parse(text).check({"a": Kind.YES_NO}) is Kind.YES_NO


def test_values_of_python_are_read_by_their_type() -> None:
    class Category(StrEnum):
        FLOATING = "floating"

    values = {
        "text": Category.FLOATING,
        "whole": 10**17,
        "number": Decimal("1E+3"),
        "list": ["a", "b"],
        "rows": [{"name": "x"}, "y"],
    }

    answers = {name: parse(name).evaluate(values, TODAY) for name in values}

    assert type(answers["text"]) is str
    assert answers == {
        "text": "floating",
        "whole": Decimal(10**17),
        "number": Decimal(1000),
        "list": ("a", "b"),
        "rows": Rows(2),
    }


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (1.5, "value"),
        (datetime.datetime(2024, 1, 1), "value"),
        (Decimal("NaN"), "value"),
        (Decimal("Infinity"), "value"),
        (b"bytes", "value"),
        ({"a": 1}, "value"),
        (10**18, "overflow"),
        (Decimal("1E+999999"), "overflow"),
        (Decimal("1E-7"), "precision"),
        (Decimal("1E-999999"), "precision"),
    ],
    ids=str,
)
def test_what_is_no_value_fails(held: object, code: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        parse("a == null").evaluate({"a": held}, TODAY)

    assert failed.value.code == code
    assert failed.value.message


def test_results_do_not_depend_on_the_thread_s_decimal_context() -> None:
    import decimal

    with decimal.localcontext(decimal.Context(prec=3)):
        answer = parse("a + 0.000001 == 123456789.123457").evaluate(
            {"a": Decimal("123456789.123456")}, TODAY
        )

    assert answer is True


def test_the_browser_s_form_is_plain_json_with_the_kinds_of_the_fields_read() -> None:
    expression = parse('born < date("1990-01-01") ? -count : 1.50')
    kinds = {"born": Kind.DATE, "count": Kind.NUMBER, "secret": Kind.TEXT}

    sent = expression.to_json(kinds)

    assert sent == {
        "kinds": {"born": "date", "count": "number"},
        "tree": {
            "op": "?:",
            "args": [
                {
                    "op": "<",
                    "args": [
                        {"name": "born"},
                        {"call": "date", "args": [{"literal": {"date": "1990-01-01"}}]},
                    ],
                },
                {"op": "-", "args": [{"name": "count"}]},
                {"literal": {"number": "1.5"}},
            ],
        },
    }
    assert json.loads(json.dumps(sent)) == sent


def test_every_function_explains_itself() -> None:
    assert [function.name for function in FUNCTIONS if len(function.help) < 10] == []


def test_a_function_cannot_be_registered_twice() -> None:
    with pytest.raises(ValueError, match="size is registered twice"):
        FUNCTIONS.register(Function("size", (), Kind.NUMBER, None, lambda today: None, "again"))
