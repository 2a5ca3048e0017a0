"""How a problem reads on a terminal: place, code, sentence, the line itself, and a hint."""

import unicodedata
from collections.abc import Iterable, Mapping

from models.source.document import Document
from models.source.place import Place
from models.source.problem import Problem
from models.source.sentence import Translate


def printed(
    problems: Iterable[Problem],
    documents: Mapping[str, Document],
    translate: Translate = str,
) -> str:
    """All problems as text, sorted by file and line. `documents` by file name give the snippets;
    `translate` turns message ids into the reader's language."""
    blocks = [
        _block(problem, documents, translate) for problem in sorted(problems, key=Problem.order)
    ]
    return "\n".join(blocks)


def _block(problem: Problem, documents: Mapping[str, Document], translate: Translate) -> str:
    sentence = problem.say(problem.code.message, translate)
    lines = [f"{problem.place}  {translate('error')} {problem.code.id}  {sentence}"]
    if problem.path:
        lines.append("  " + translate("in %(path)s") % {"path": problem.path})
    if isinstance(problem.place, Place) and problem.place.file in documents:
        label = problem.say(problem.code.label, translate) if problem.code.label else ""
        lines += ["", *_snippet(problem.place, documents[problem.place.file], label)]
    if problem.see:
        lines += ["", "  " + translate("see %(place)s") % {"place": problem.see}]
    if problem.nearest:
        hint = translate('did you mean "%(nearest)s"?') % {"nearest": problem.nearest}
    else:
        hint = problem.code.hint and problem.say(problem.code.hint, translate)
    if hint:
        lines += ["", "  " + translate("hint: %(hint)s") % {"hint": hint}]
    return "\n".join([*lines, ""])


def _snippet(place: Place, document: Document, label: str) -> list[str]:
    width = len(str(place.line))
    shown = [
        f"  {number:>{width}} | {_written(document, number)}".rstrip()
        for number in range(max(1, place.line - 2), place.line + 1)
        if number <= len(document.lines)
    ]
    line = _written(document, place.line)
    before = "".join(_blank(letter) for letter in line[: place.column - 1])
    marked = line[place.column - 1 : place.end_column - 1]
    caret = "^" * max(1, sum(2 if _is_wide(letter) else 1 for letter in marked))
    shown.append(f"  {' ' * width} | {before}{caret} {label}".rstrip())
    return shown


def _written(document: Document, number: int) -> str:
    """A line, with a stand-in for what would steer the terminal."""
    line = document.lines[number - 1] if number <= len(document.lines) else ""
    return "".join(
        "\ufffd" if unicodedata.category(letter) == "Cc" and letter != "\t" else letter
        for letter in line
    )


def _blank(letter: str) -> str:
    """White space as wide as the letter."""
    if letter == "\t":
        return letter
    return "\u3000" if _is_wide(letter) else " "


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in ("W", "F")
