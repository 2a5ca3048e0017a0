"""Labels of the definitions are written in Chinese; their translations are a domain of their own
(`translations/<language>/LC_MESSAGES/definitions.po`)."""

from flask_babel import Domain

from config import ROOT

_definitions = Domain(str(ROOT / "translations"), "definitions")


def label(text: str) -> str:
    """A label in the reader's language; what has no translation stays as it was written."""
    return str(_definitions.gettext(text)) if text else ""
