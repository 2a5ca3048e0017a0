"""Code lists, flat and as trees."""

import pytest

from models.fields import Choice, Choices, SubRows, Term, Vocabulary
from models.source import Refused

TREE = Vocabulary(
    "tree",
    "树",
    "",
    {
        "01": Term("01", "纠纷"),
        "0102": Term("0102", "邻里", "01"),
        "02": Term("02", "隐患"),
        "0101": Term("0101", "婚姻", "01"),
        "010101": Term("010101", "其他", "0101"),
        "0201": Term("0201", "其他", "02"),
    },
)
OLD = Vocabulary(
    "old",
    "旧",
    "",
    {
        "1": Term("1", "甲"),
        "2": Term("2", "乙", retired=True),
        "3": Term("3", "甲", retired=True),
        "4": Term("4", "丁", retired=True),
    },
)
FIELD = Choice(name="x", label="样例", codes="tree").bind({"tree": TREE})


def test_a_branch_holds_its_code_and_everything_below_it() -> None:
    assert set(TREE.under("01")) == {"01", "0101", "0102", "010101"}


def test_terms_come_under_their_parents_in_the_order_of_the_list() -> None:
    assert [(term.code, depth) for term, depth in TREE.walk()] == [
        ("01", 0), ("0102", 1), ("0101", 1), ("010101", 2), ("02", 0), ("0201", 1),
    ]  # fmt: skip


def test_a_code_is_shown_with_the_names_above_it() -> None:
    assert FIELD.display("010101") == "纠纷 / 婚姻 / 其他"


def test_a_code_that_has_left_the_list_shows_itself() -> None:
    assert FIELD.display("99") == "99"


def test_a_name_that_two_codes_have_is_read_as_neither() -> None:
    assert FIELD.parse("邻里") == "0102"
    assert "其他" not in TREE.by_label


ONE = Choice(name="x", label="样例", codes="old").bind({"old": OLD})
MANY = Choices(name="x", label="样例", codes="old").bind({"old": OLD})
ROWS = SubRows(name="x", label="样例", fields=(Choice(name="c", label="类", codes="old"),))


def refused(act: object, *values: object) -> str:
    with pytest.raises(Refused) as raised:
        act(*values)  # type: ignore[operator]
    return raised.value.code.id


def test_a_retired_code_is_still_read_and_shown() -> None:
    assert ONE.display(ONE.parse("2")) == "乙"
    assert MANY.display(MANY.parse("1,2")) == "甲、乙"


def test_a_retired_code_stays_where_it_was_and_is_not_newly_chosen() -> None:
    ONE.check_new("2", "2")
    MANY.check_new(("1", "2"), ("2", "4"))

    assert refused(ONE.check_new, "2", None) == "fields.E141"
    assert refused(ONE.check_new, "2", "4") == "fields.E141"
    assert refused(MANY.check_new, ("2", "4"), ("2",)) == "fields.E141"


def test_a_retired_code_of_rows_stays_in_any_of_them() -> None:
    rows = ROWS.bind({"old": OLD})
    rows.check_new(({"c": "1"}, {"c": "2"}), ({"c": "2"},))

    assert refused(rows.check_new, ({"c": "4"},), ({"c": "2"},)) == "fields.E172"


def test_a_name_means_the_code_that_is_still_used() -> None:
    assert ONE.parse("甲") == "1"
    assert ONE.parse("丁") == "4"
