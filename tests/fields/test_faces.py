"""Form and API read with the one parser: the same value, or the same refusal."""

from typing import Any

import pytest
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import MultiDict
from wtforms import Form

from models.fields import Field
from models.source import Refused

from .samples import ALL, BELOW, ROWS_IN, ROWS_OUT, Sample, refused, sample_field, taken

Answer = tuple[str, Any]  # ("value", …) or ("refused", code)

SAMPLES = [*taken(), *refused()]
TYPED = [s for s in SAMPLES if isinstance(s.raw, str) and s.field.type not in BELOW]
EMPTY = [Sample(field, "  ") for field in ALL if field.type not in BELOW]


def parser_answer(field: Field, raw: Any) -> Answer:
    try:
        return "value", field.parse(raw)
    except Refused as refusal:
        return "refused", refusal.code.id


def form_of(field: Field, data: MultiDict[str, str] | None = None, stored: Any = None) -> Form:
    cls = type("OneField", (Form,), {"x": field.form_field()})
    return cls(data, data={"x": stored})


def form_answer(field: Field, data: MultiDict[str, str]) -> Answer:
    form = form_of(field, data)
    valid = form.validate()
    assert valid is (form.x.refusal is None)
    return ("value", form.x.data) if valid else ("refused", form.x.refusal.code.id)


def schema_answer(field: Field, raw: Any) -> Answer:
    schema = Schema.from_dict({"x": field.schema_field()})()
    try:
        return "value", schema.load({"x": raw})["x"]
    except ValidationError as error:
        (refusal,) = error.messages_dict["x"]
        return "refused", refusal.code.id


@pytest.mark.parametrize("sample", [*TYPED, *EMPTY], ids=str)
def test_a_form_gives_what_the_parser_gives(sample: Sample) -> None:
    typed = MultiDict([("x", sample.raw)])

    assert form_answer(sample.field, typed) == parser_answer(sample.field, sample.raw)


@pytest.mark.parametrize("sample", [*SAMPLES, *EMPTY], ids=str)
def test_the_api_gives_what_the_parser_gives(sample: Sample) -> None:
    assert schema_answer(sample.field, sample.raw) == parser_answer(sample.field, sample.raw)


@pytest.mark.parametrize("sample", list(taken()), ids=str)
def test_the_api_sends_what_it_takes(sample: Sample) -> None:
    schema = Schema.from_dict({"x": sample.field.schema_field()})()

    sent = schema.dump({"x": sample.value})

    assert schema.load(sent)["x"] == sample.value
    assert schema.dump({"x": None}) == {"x": None}
    assert schema.load({"x": None}) == {"x": None}


@pytest.mark.parametrize("sample", [s for s in taken() if s.field.type not in BELOW], ids=str)
def test_a_form_shows_a_stored_value_so_that_sending_it_back_changes_nothing(
    sample: Sample,
) -> None:
    shown = form_of(sample.field, stored=sample.value).x.raw

    assert form_answer(sample.field, MultiDict([("x", shown)])) == ("value", sample.value)


def test_what_was_refused_is_kept_as_it_was_typed() -> None:
    field = next(field for field in ALL if field.type == "whole_number")
    form = form_of(field, MultiDict([("x", " twelve ")]))

    assert not form.validate()
    assert form.x.raw == " twelve "
    assert form.x.errors == ["this must be a whole number"]


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
def test_an_input_that_is_not_in_the_form_is_not_read(field: Field) -> None:
    form = form_of(field, MultiDict([("other", "1")]))

    assert form.validate()
    assert form.x.refusal is None


def typed_rows(*rows: dict[str, str], numbers: tuple[str, ...] = ()) -> MultiDict[str, str]:
    data = MultiDict([("x-present", "1")])
    for position, row in enumerate(rows):
        number = numbers[position] if numbers else str(position)
        for column, raw in row.items():
            data.add(f"x-{number}-{column}", raw)
    return data


ROWS = next(field for field in ALL if field.type == "sub_rows")


def test_rows_typed_in_a_form_are_those_sent_to_the_api() -> None:
    form = form_answer(ROWS, typed_rows(*ROWS_IN))

    assert form == schema_answer(ROWS, ROWS_IN) == ("value", ROWS_OUT)


def test_rows_keep_the_order_of_their_numbers_and_empty_ones_fall_out() -> None:
    data = typed_rows(
        {"name": "乙"}, {"name": "", "phone": ""}, {"name": "甲"}, numbers=("10", "3", "2")
    )

    kind, rows = form_answer(ROWS, data)

    assert (kind, [row["name"] for row in rows]) == ("value", ["甲", "乙"])


def test_no_row_left_is_an_empty_list_and_not_the_stored_rows() -> None:
    form = form_of(ROWS, typed_rows(), stored=ROWS_OUT)

    assert form.x.data == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"name": "", "phone": "19900001234"}, "fields.E172"),
        ({"name": "甲", "age": "3"}, "fields.E172"),
    ],
)
def test_a_wrong_row_is_refused_by_form_and_api_alike(row: dict[str, str], code: str) -> None:
    assert form_answer(ROWS, typed_rows(row)) == schema_answer(ROWS, [row]) == ("refused", code)


@pytest.mark.parametrize("number", ["²", "-1", "9" * 5000, "", "x", "1.5", "٣"])
def test_a_forged_row_number_is_not_a_row(number: str) -> None:
    assert form_answer(ROWS, typed_rows({"name": "甲"}, numbers=(number,))) == ("value", ())


def test_stored_rows_are_shown_in_a_form() -> None:
    shown = form_of(ROWS, stored=ROWS_OUT).x.raw

    assert form_answer(
        ROWS, typed_rows(*({k: v or "" for k, v in row.items()} for row in shown))
    ) == (
        "value",
        ROWS_OUT,
    )


def test_mistakes_in_rows_say_row_and_column() -> None:
    form = form_of(sample_field(type(ROWS), max=5), typed_rows({"name": "甲"}, {"phone": "12345"}))
    form.validate()

    assert [(str(p.place), p.code.id) for p in form.x.refusal.found] == [
        ("1.name", "fields.E103"),
        ("1.phone", "fields.E155"),
    ]
