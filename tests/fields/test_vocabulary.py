"""Code lists, flat and as trees."""

from models.fields import Choice, Term, Vocabulary

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
