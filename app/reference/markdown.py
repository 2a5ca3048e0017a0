"""Tables and code as Markdown writes them."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with an empty line behind it; nothing if it has no row."""
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    if not lines:
        return ""
    head = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return "\n".join([*head, *lines]) + "\n\n"


def code(text: object) -> str:
    """Words of a definition within a sentence."""
    shown = str(text)
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def block(language: str, text: str) -> str:
    """Lines of their own."""
    return f"```{language}\n{text.rstrip()}\n```\n\n"


def paragraph(text: str | None) -> str:
    """A docstring as it is read."""
    return " ".join((text or "").split()) + "\n\n"
