"""A pattern is either refused or means the same in RE2, in JavaScript and in our program."""

import random
from collections.abc import Iterator

import pytest

from models.expressions.errors import Unreadable
from models.expressions.patterns import Pattern

from .node import in_node, needs_node

REFUSED = [
    r"\s", r"\S", r"\b", r"\B", r"\p{Han}", r"\pL", r"\x41", r"\u4e00", r"\1", r"\A", r"\z", r"\Q",
    r"\k<a>", r"\-", r"\_", r"\a", "\\", "(?=a)", "(?!a)", "(?<=a)", "(?<n>a)", "(?P<n>a)", "(?i)a",
    "(?", "a*?", "a+?", "a??", "a*+", "a{1}?", "a{1}{2}", "*", "+a", "?", "a|*", "(*)", "^*", "$+",
    "{", "}", "]", "a{", "a{,2}", "a{x}", "a{2,1}", "a{0}", "a{0,0}", "a{1000}", "a{ 1}", "a{１}",
    "(", ")", "(a", "a)", "()", "(|a)", "a|", "|a", "(?:)", "[", "[]", "[^]", "[]a]", "[a", "[b-a]",
    r"[\d-z]", r"[a-\d]", r"[\w-a]", "[a-c-e]", "[--a]", "[[:alpha:]]", "[a[b]", r"[\b]", "[a\\",
    "(" * 11 + "a" + ")" * 11, "(" * 400, "(a{99}){99}", "((a{9}){9}){9}", "[一-龥]{501}",
]  # fmt: skip

PIECES = [
    *"ab1-_,^$.*+?|(){}[]\\",
    "[ab]",
    "[^a]",
    r"\d",
    r"\w",
    r"\W",
    "{2}",
    "{1,2}",
    "(?:",
    "张",
]
TEXTS = [
    "",
    "a",
    "b",
    "ab",
    "ba",
    "aab",
    "1",
    "_",
    "a-b",
    "张",
    "𠀀b",
    "a\nb",
    "\u2028",
    "^$",
    "a1_b",
]


@pytest.mark.parametrize("pattern", REFUSED, ids=ascii)
def test_what_could_mean_two_things_is_refused(pattern: str) -> None:
    with pytest.raises(Unreadable):
        Pattern.read(pattern)


def test_the_largest_pattern_still_runs() -> None:
    pattern = Pattern.read("^[^一-龥]{497}$")

    assert pattern.found_in("x" * 497)
    assert not pattern.found_in("x" * 498)


@needs_node
def test_random_patterns_are_refused_or_mean_the_same_everywhere() -> None:
    cases = [(pattern, text) for pattern in _accepted(6_000, seed=20240615) for text in TEXTS]
    written = [(pattern.text, text) for pattern, text in cases]
    server = [pattern.found_in(text) for pattern, text in cases]

    answers, regexps = in_node([_asked(*case) for case in cases], written)

    assert _differing(written, server, answers) == []
    assert _differing(written, server, regexps) == []
    assert len(cases) > 10_000
    assert 0.2 < sum(server) / len(cases) < 0.8


@needs_node
def test_a_pattern_that_stops_a_backtracking_engine_is_quick() -> None:
    asked = _asked(Pattern.read("^(a+)+$"), "a" * 5_000 + "!")

    answers, _ = in_node([asked] * 10)

    assert answers == [False] * 10


def _accepted(attempts: int, seed: int) -> Iterator[Pattern]:
    chance = random.Random(seed)
    for _ in range(attempts):
        pattern = "".join(chance.choices(PIECES, k=chance.randint(1, 7)))
        try:
            yield Pattern.read(pattern)
        except Unreadable:
            continue


def _asked(pattern: Pattern, text: str) -> dict[str, object]:
    """`matches` on the text as it is: out of a field, a text of blanks would be null."""
    arguments = [{"literal": text}, {"literal": {"program": pattern.steps}}]
    tree = {"call": "matches", "args": arguments}
    return {"expression": {"kinds": {}, "tree": tree}, "values": {}, "today": "2024-06-15"}


def _differing(cases: list[tuple[str, str]], *answers: list[bool] | list[object]) -> list[object]:
    return [
        (case, *found)
        for case, *found in zip(cases, *answers, strict=True)
        if found[0] is not found[1]
    ]
