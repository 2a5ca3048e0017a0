"""What was chosen in the form of an act for the records that go along."""

from collections.abc import Mapping

from models.definitions.act import MOVES


def typed_moves(sent: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Where each goes: inputs named act_moves-person.house-12, or -rest for all others."""
    found: dict[str, dict[str, str]] = {}
    for name, text in sent.items():
        start, _dash, rest = name.partition("-")
        path, _dash, who = rest.rpartition("-")
        if start == MOVES and path and text:
            found.setdefault(path, {})[who] = text
    return found
