"""Every mistake has a code, and is found at the columns where it stands."""

import pytest

from models.expressions import ExpressionError, Kind, parse
from models.source import Code

KINDS = {
    "name": Kind.TEXT,
    "category": Kind.TEXT,
    "count": Kind.NUMBER,
    "born": Kind.DATE,
    "rented": Kind.YES_NO,
    "tags": Kind.LIST,
    "tenants": Kind.ROWS,
}

# Text, number of the code, and what stands at its columns.
MISTAKES = [
    ("1 + " * 125 + "1", 1, "1"),
    ("", 2, ""),
    ("  \u3000", 2, "  \u3000"),
    ("name == 张三", 3, "张"),
    ("count / 2 > 1", 3, "/"),
    ("count % 2 == 1", 3, "%"),
    ("name == “流动”", 4, "“"),
    ("name == ‘流动’", 4, "‘"),
    ('name == "流动”', 4, "”"),
    ("size（name) > 1", 4, "（"),
    ("(count > 1）", 4, "）"),
    ('starts_with(name， "x")', 4, "，"),
    ("count ＝ 1", 4, "＝"),
    ("count ＞ 1", 4, "＞"),
    ("！rented", 4, "！"),
    ("count ≥ 1", 4, "≥"),
    ("count > １", 4, "１"),
    ("count\u3000> 1", 4, "\u3000"),
    ("count > 1 ？ 1 ： 2", 4, "？"),
    ("count = 1", 4, "="),
    ("rented & rented", 4, "&"),
    ("rented and rented", 4, "and"),
    ("not rented", 4, "not"),
    ("rented == True", 4, "True"),
    ('name == "流动', 5, '"流动'),
    ('name == "a\nb"', 5, '"a\nb"'),
    (r'name == "1\d"', 6, r"\d"),
    (r'name == "\ud800"', 6, r"\ud800"),
    (r'name == "\U00110000"', 6, r"\U00110000"),
    (r'name == "\u12"', 6, r"\u"),
    ("count > 1234567890123456789", 7, "1234567890123456789"),
    ("count > 0.0000001", 7, "0.0000001"),
    ("name == 007", 8, "007"),
    ("count count", 9, "count"),
    ("(count > 1))", 9, ")"),
    ("count > 1 : 2", 9, ":"),
    ("[,]", 18, ","),
    ('category in ["a",]', 18, "]"),
    ("size(name,) > 1", 9, ")"),
    ("== 1", 9, "=="),
    ("count <> 1", 9, ">"),
    ("rented && ", 10, ""),
    ("(count > 1", 10, ""),
    ('category in ["a"', 10, ""),
    ('category in ["a",', 10, ""),
    ("house.name == name", 11, "."),
    ("name.size() > 1", 11, "."),
    ("1 < count < 3", 12, "<"),
    ("rented == rented == rented", 12, "=="),
    ("package == 1", 13, "package"),
    ("sise(name) > 1", 14, "sise"),
    ("has(name)", 14, "has"),
    ("size() > 1", 15, "size()"),
    ("size(name, name) > 1", 15, "size(name, name)"),
    ('born < date("2023-02-29")', 16, '"2023-02-29"'),
    ('born < date("20230228")', 16, '"20230228"'),
    ('born < date("")', 16, '""'),
    ('date_time("2023-02-29 08:30") < now()', 39, '"2023-02-29 08:30"'),
    ("born < date(name)", 17, "name"),
    ("born < date(1)", 17, "1"),
    ("matches(name, name)", 17, "name"),
    ("category in [category]", 18, "category"),
    ('category in [-"a"]', 18, '"a"'),
    ("count in [1 + 1]", 9, "+"),
    (f"count in [{', '.join('1' * 101)}]", 19, "1"),
    ("(" * 21 + "1" + ")" * 21, 20, "("),
    ("(" * 499, 20, "("),
    ("!" * 499, 20, "!"),
    ("-" * 499, 20, "-"),
    ("[" * 499, 18, "["),
    ("1+" * 21 + "1", 20, "1+1"),
    ("nmae == name", 21, "nmae"),
    ("-name", 22, "name"),
    ("count + born > 1", 22, "born"),
    ("rented < rented", 22, "rented"),
    ("tags < tags", 22, "tags"),
    ("tags in tags", 22, "tags"),
    ("count == name", 23, "count == name"),
    ('born > "1990-01-01"', 23, 'born > "1990-01-01"'),
    ('category in ["a", 1]', 23, "1"),
    ("count in tags", 23, "count"),
    ("null in [1, 'a']", 23, "'a'"),
    ("tags == tags", 24, "tags == tags"),
    ("tenants != tenants", 24, "tenants != tenants"),
    ("name in category", 25, "category"),
    ("name in tenants", 25, "tenants"),
    ("size(count) > 1", 26, "count"),
    ("age(name) > 1", 26, "name"),
    ("starts_with(name, 1)", 26, "1"),
    ("size([1]) == 1", 27, "1"),
    ("rented ? 1 : name", 28, "rented ? 1 : name"),
    ("||".join(["0==0"] * 71), 29, "||".join(["0==0"] * 71)),
    ('matches(name, "")', 30, '""'),
    ('matches(name, "(a")', 31, '"(a"'),
    ('matches(name, "a**")', 32, '"a**"'),
    (r'matches(name, "\\s")', 33, r'"\\s"'),
    ('matches(name, "(?i)a")', 34, '"(?i)a"'),
    ('matches(name, "[z-a]")', 35, '"[z-a]"'),
    ('matches(name, "a{2,1}")', 36, '"a{2,1}"'),
    ('matches(name, "(a{99}){99}")', 37, '"(a{99}){99}"'),
    ("!name", 38, "name"),
    ("rented && count", 38, "count"),
    ("name ? 1 : 2", 38, "name"),
]


def mistake(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as raised:
        parse(text).check(KINDS)
    return raised.value


@pytest.mark.parametrize(("text", "number", "where"), MISTAKES, ids=ascii)
def test_a_mistake_has_its_code_and_its_columns(text: str, number: int, where: str) -> None:
    error = mistake(text)

    assert error.code == f"expressions.E{number:03}"
    assert text[error.column - 1 : error.end_column - 1] == where


@pytest.mark.parametrize("text", [text for text, _, _ in MISTAKES], ids=ascii)
def test_message_label_and_hint_are_filled_completely(text: str) -> None:
    error = mistake(text)

    told = [error.filled(part) for part in (error.message, error.label, error.hint)]

    assert told[0]
    assert not [part for part in told if "%(" in part]


def test_every_code_has_a_mistake_that_shows_it() -> None:
    shown = {f"expressions.E{number:03}" for _, number, _ in MISTAKES}

    assert {code for code in Code.known if code.startswith("expressions.")} == shown


def test_a_misspelt_field_is_told_the_nearest_one() -> None:
    error = mistake('catgory == "floating"')

    assert (error.nearest, error.column, error.end_column) == ("category", 1, 8)


def test_a_misspelt_function_is_told_the_nearest_one() -> None:
    error = mistake('start_with(name, "x")')

    assert error.nearest == "starts_with"


def test_a_full_width_mark_is_told_what_to_write() -> None:
    error = mistake("count ＞＝ 1")

    assert error.sentence() == 'write ">" instead of "＞"'


def test_a_kind_in_a_message_is_translated_with_it() -> None:
    chinese = {
        "a condition is yes or no, not %(found)s": "条件须为是或否，不能是%(found)s",
        "text": "文本",
    }

    assert mistake("!name").sentence(chinese.__getitem__) == "条件须为是或否，不能是文本"


def test_half_a_character_is_refused() -> None:
    error = mistake('name == "\ud800"')

    assert (error.code, error.column) == ("expressions.E003", 10)


def test_columns_count_characters_across_lines() -> None:
    error = mistake('name == "𠀀𠀀"\n&& nmae == name')

    assert (error.column, error.end_column) == (17, 21)


def test_a_code_cannot_be_declared_twice() -> None:
    with pytest.raises(ValueError, match=r"E001 is declared twice"):
        Code("expressions.E001", "another")
