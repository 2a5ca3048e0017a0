"""Everything that decides one field, in sentences: for whoever wonders why it looks as it does."""

from app.explanation.explained import explain_field
from app.explanation.line import Line

__all__ = ["Line", "explain_field"]
