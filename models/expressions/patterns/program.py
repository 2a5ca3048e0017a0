"""Parts of a pattern → the program that a browser runs.

A browser does not run the pattern as a `RegExp`: that goes back over the text, and `(a+)+$` on
forty letters stops a page for minutes. It steps through this program with all possibilities side
by side, in time proportional to the text, as RE2 does. The steps, as JSON:

* `["take", [[low, high], ...]]`: one character in one of these ranges, then the next step;
* `["start"]`, `["end"]`: go on only at that end of the text;
* `["fork", a, b]`: go on at both steps; `["goto", a]`: go on there; `["found"]`: it matches.
"""

from models.expressions.errors import Unreadable
from models.expressions.patterns.parts import Choice, End, Part, Repeat, Sequence, Take
from models.expressions.patterns.reader import LARGE

MAX_STEPS = 500

Step = tuple[object, ...]


def program(part: Part) -> tuple[Step, ...]:
    """The steps; raises `Unreadable` if they are more than `MAX_STEPS`."""
    steps: list[Step] = []
    _write(part, steps)
    _append(steps, "found")
    return tuple(steps)


def _append(steps: list[Step], *step: object) -> int:
    if len(steps) >= MAX_STEPS:
        raise Unreadable(LARGE)
    steps.append(step)
    return len(steps) - 1


def _write(part: Part, steps: list[Step]) -> None:
    if isinstance(part, Take):
        _append(steps, "take", part.ranges)
    elif isinstance(part, End):
        _append(steps, part.side)
    elif isinstance(part, Sequence):
        for inner in part.parts:
            _write(inner, steps)
    elif isinstance(part, Choice):
        _choice(part, steps)
    else:
        _repeat(part, steps)


def _choice(part: Choice, steps: list[Step]) -> None:
    leaving = []
    for inner in part.parts[:-1]:
        fork = _append(steps, "fork")
        _write(inner, steps)
        leaving.append(_append(steps, "goto"))
        steps[fork] = ("fork", fork + 1, len(steps))
    _write(part.parts[-1], steps)
    for goto in leaving:
        steps[goto] = ("goto", len(steps))


def _repeat(part: Repeat, steps: list[Step]) -> None:
    for _ in range(part.least):
        _write(part.part, steps)
    if part.most is None:
        fork = _append(steps, "fork")
        _write(part.part, steps)
        _append(steps, "goto", fork)
        steps[fork] = ("fork", fork + 1, len(steps))
        return
    forks = []
    for _ in range(part.most - part.least):
        forks.append(_append(steps, "fork"))
        _write(part.part, steps)
    for fork in forks:
        steps[fork] = ("fork", fork + 1, len(steps))
