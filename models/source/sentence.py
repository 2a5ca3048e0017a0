"""Words for people: English message ids with the values they speak of, translated when shown and
never before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Mark a message id for extraction; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Sentence:
    """A message id with its values. As a value of another message it is translated with that one;
    a plain text among the values is a name or an input, and stays as it was written."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, translate: Translate = str) -> str:
        """The sentence in the language of `translate`. One without values may hold a plain %."""
        if not self.values:
            return translate(self.message)
        return filled(self.message, self.values, translate)

    def __str__(self) -> str:
        return self.say()


def filled(message: str, values: Mapping[str, object], translate: Translate = str) -> str:
    """A message id, translated, with its values in place. Values that are words are translated
    too: a Sentence, several of them, or whatever has a `label`."""
    shown = {name: _worded(value, translate) for name, value in values.items()}
    return translate(message) % shown


def _worded(value: object, translate: Translate) -> object:
    if isinstance(value, Sentence):
        return value.say(translate)
    if isinstance(value, tuple):
        return "; ".join(str(_worded(part, translate)) for part in value)
    return translate(value.label) if hasattr(value, "label") else value
