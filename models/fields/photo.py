"""Photos that belong to a record."""

from dataclasses import dataclass
from typing import ClassVar

from models.fields.file_kind import PICTURES
from models.fields.files import Files
from models.fields.registry import field_type
from models.source import option

PHOTOS = "张照片"


@field_type("photo")
@dataclass(frozen=True, kw_only=True)
class Photo(Files):
    """Photos (JPEG, PNG). They are turned upright and written anew, so that nothing but the picture
    is kept: neither where and with what it was taken, nor what was hidden behind it."""

    size: int = option(10, help="The largest file, in megabytes.", least=1, most=100)
    megapixels: int = option(
        50, help="The largest picture that is taken, in millions of pixels.", least=1, most=100
    )
    side: int = option(
        2560,
        help="The longest side that is kept, in pixels; a larger picture is made smaller.",
        least=320,
        most=8000,
    )
    position: str = option(
        "", help="A point of this entity that is filled with where the photo was taken, if empty."
    )

    counted: ClassVar[str] = PHOTOS

    @property
    def takes(self) -> tuple[str, ...]:
        """Pictures."""
        return PICTURES
