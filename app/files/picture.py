"""Pictures, written anew from their pixels: nothing else that came with them is kept."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from models.fields.geometry import geojson, position
from models.source import Code, Refused

TOO_MANY_PIXELS = Code("files.E009", "this picture has more than %(most)d million pixels")
NO_PICTURE = Code("files.E010", "this picture is damaged and cannot be shown")

SMALL = 320  # pixels of the longer side of a small picture
_QUALITY = 88
_FORMATS = ("JPEG", "PNG")
_GPS = 0x8825  # the directory of a position in Exif, with the entries below
_NORTH, _LATITUDE, _EAST, _LONGITUDE = 1, 2, 3, 4


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, with a small one (JPEG) for pages, and where it was taken as a
    GeoJSON point if that was told and is in China."""

    content: bytes
    small: bytes
    width: int
    height: int
    position: dict[str, Any] | None


def read_picture(path: Path, *, megapixels: int, side: int) -> Picture:
    """The picture in a file, upright, its longer side at most `side`. Raises Refused; how large it
    would become is known before it is unpacked."""
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > megapixels * 1_000_000:
                raise Refused(TOO_MANY_PIXELS, most=megapixels)
            taken_at = _position(image)
            # A JPEG that will be made smaller is unpacked smaller.
            image.draft("RGB", (side, side))
            return _anew(image, "PNG" if image.format == "PNG" else "JPEG", side, taken_at)
    except Image.DecompressionBombError:
        raise Refused(TOO_MANY_PIXELS, most=megapixels) from None
    except Refused:
        raise
    except Exception:  # what hostile bytes make of a decoder is not to be listed
        raise Refused(NO_PICTURE) from None


def _anew(image: Image.Image, kind: str, side: int, taken_at: dict[str, Any] | None) -> Picture:
    """Made smaller before anything else, so that no second picture of its full size is held."""
    see_through = kind == "PNG" and image.has_transparency_data
    mode = "RGBA" if see_through else "RGB"
    pixels = image if image.mode == mode else image.convert(mode)
    pixels.thumbnail((side, side), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(pixels)
    clean = Image.new(mode, upright.size)
    clean.paste(upright)
    return Picture(_written(clean, kind), _small(clean), clean.width, clean.height, taken_at)


def _small(image: Image.Image) -> bytes:
    """On white, where the picture can be seen through."""
    small = image.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return _written(ground, "JPEG")


def _written(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "PNG":
        image.save(file, "PNG", optimize=False)
    else:
        image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def _position(image: Image.Image) -> dict[str, Any] | None:
    """What Exif says of the place. What cannot be read, and what is not in China, is none."""
    try:
        told: Mapping[int, Any] = image.getexif().get_ifd(_GPS)
        longitude = _degrees(told[_LONGITUDE], told[_EAST], "W")
        latitude = _degrees(told[_LATITUDE], told[_NORTH], "S")
        return geojson("Point", [*position([longitude, latitude])])
    except Exception:  # a photo without a position, or with a broken one, is still a photo
        return None


def _degrees(parts: Any, side: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if str(side).strip("\x00 ").upper() == negative else found
