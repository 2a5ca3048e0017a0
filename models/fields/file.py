"""Files that belong to a record: a notice, a report, a table."""

from dataclasses import dataclass
from typing import ClassVar

from models.fields.file_kind import KINDS
from models.fields.files import Files
from models.fields.registry import field_type
from models.source import option


@field_type("file")
@dataclass(frozen=True, kw_only=True)
class File(Files):
    """Files of the kinds that are named, told by what is in them and not by what they are called.
    They are handed out as attachments, to those who see the field in clear."""

    kinds: tuple[str, ...] = option(
        ("pdf", "docx", "xlsx", "jpg", "png"), help="The kinds of files.", one_of=KINDS
    )

    widget: ClassVar[str] = "files"

    @property
    def takes(self) -> tuple[str, ...]:
        """Those of its definition."""
        return tuple(kind for kind in self.kinds if kind in KINDS)
