"""YAML becomes plain values with places, and nothing of it is guessed."""

import time
from itertools import pairwise

import pytest

from models.source import Document, Place, read_text


def document_of(text: str) -> Document:
    document, problems = read_text(text, "a.yaml")
    assert problems == []
    return document


@pytest.mark.parametrize(
    "scalar",
    ["no", "yes", "on", "12:30", "01", "1e3", "0x1F", "1_000", "2020-01-01", ".inf", "=", "<<"],
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert document_of(f"key: {scalar}\n").value == {"key": scalar}


@pytest.mark.parametrize("written", ["", " ~", " null", " # only a comment"])
def test_nothing_written_is_nothing(written: str) -> None:
    assert document_of(f"key:{written}\n").value == {"key": None}


def test_what_stands_in_quotes_is_text_even_if_it_reads_null() -> None:
    assert document_of('{a: "null", b: ""}').value == {"a": "null", "b": ""}


def test_a_key_stays_text_too() -> None:
    assert document_of("01: a\nno: b\n").value == {"01": "a", "no": "b"}


def test_every_part_has_the_place_where_it_stands() -> None:
    document = document_of("类型: 文本\nfields:\n  - name: 甲\n")

    assert document.place(("类型",)) == Place("a.yaml", 1, 5, 7)
    assert document.place(("类型",), of="key") == Place("a.yaml", 1, 1, 3)
    assert document.place(("fields", 0, "name")) == Place("a.yaml", 3, 11, 12)


def test_what_is_missing_has_the_place_of_the_key_above_it() -> None:
    document = document_of("fields:\n  name: {type: text}\n")

    assert document.place(("fields", "name", "label")) == Place("a.yaml", 2, 3, 7)


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    document = document_of("a: 1\r\nb: 2\r\n")

    assert document.value == {"a": "1", "b": "2"}
    assert document.place(("b",)).line == 2


def test_a_duplicate_key_keeps_its_first_value_and_shows_both_places() -> None:
    document, (problem,) = read_text("a: 1\nb: 2\na: 3\n", "a.yaml")

    assert document.value == {"a": "1", "b": "2"}
    assert (problem.place, problem.see) == (Place("a.yaml", 3, 1, 2), Place("a.yaml", 1, 1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "a: &a [x]\n" + "".join(f"{n}: &b{n} [*a, *a]\n" for n in range(2000)),
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in pairwise("abcdefghij")),
        "? " * 50_000 + "a",
        "- " * 50_000 + "a",
        "{a: " * 50_000,
    ],
    ids=["brackets", "many aliases", "aliases that multiply", "keys", "dashes", "braces"],
)
def test_a_text_made_to_exhaust_the_reader_is_refused_soon(text: str) -> None:
    started = time.monotonic()

    document, problems = read_text(text, "a.yaml")

    assert document.value is None
    assert {p.code.id for p in problems} <= {"source.E006", "source.E007"}
    assert time.monotonic() - started < 5
