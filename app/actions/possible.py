"""Whether an act is possible for a record as it is."""

import datetime
from collections.abc import Mapping
from typing import Any

from models.definitions.act import Act
from models.expressions import ExpressionFailed
from models.source import Code

NOT_NOW = Code("actions.E008", "%(act)s is not possible for this record as it is now")


def holds(act: Act, values: Mapping[str, Any], today: datetime.date) -> bool:
    """Whether the act is possible for a record with these values."""
    if act.when is None:
        return True
    try:
        return act.when.evaluate(values, today) is True
    except ExpressionFailed:
        return False
