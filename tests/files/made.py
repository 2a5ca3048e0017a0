"""Files of every kind, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
SECRET = "zq-secret-of-the-camera"  # what stands in metadata and must not come out again


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    """A plain picture."""
    file = io.BytesIO()
    Image.new(mode, size, "teal").save(file, kind)
    return file.getvalue()


def photo(
    longitude: float = 114.88,
    latitude: float = 40.77,
    *,
    size: tuple[int, int] = (64, 48),
    turned: int = 1,
    east: str = "E",
) -> bytes:
    """A JPEG as phones make it: where it was taken, with what, how it was held."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = SECRET, turned
    exif[0x8825] = {1: "N", 2: _parts(latitude), 3: east, 4: _parts(longitude)}
    file = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    image.save(file, "JPEG", exif=exif, comment=SECRET.encode(), icc_profile=SECRET.encode())
    return file.getvalue()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    return float(whole), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)


def bomb_of_pixels(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 1000))
        + chunk(b"IEND", b"")
    )


def package(parts: Mapping[str, bytes], *, comment: bytes = b"") -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    """The least that is a Word document."""
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return package({**parts, **{name.replace("__", "/"): part for name, part in more.items()}})
