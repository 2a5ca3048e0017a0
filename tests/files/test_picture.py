"""Pictures are written anew: upright, no larger than wanted, and with nothing but the picture."""

import io
from pathlib import Path

import pytest
from PIL import Image

from app.files.picture import SMALL, Picture, read_picture
from models.source import Refused
from tests.files import made


def read(tmp_path: Path, content: bytes, megapixels: int = 1, side: int = 640) -> Picture:
    path = tmp_path / "picture"
    path.write_bytes(content)
    return read_picture(path, megapixels=megapixels, side=side)


def test_where_a_photo_was_taken_is_read_and_then_gone(tmp_path: Path) -> None:
    content = made.photo(114.88, 40.77)
    found = read(tmp_path, content)

    assert found.position == {"type": "Point", "coordinates": [114.88, 40.77]}
    assert made.SECRET.encode() in content
    for kept in (found.content, found.small):
        image = Image.open(io.BytesIO(kept))
        assert made.SECRET.encode() not in kept
        assert (dict(image.getexif()), image.info.get("icc_profile")) == ({}, None)
        assert b"Exif" not in kept


@pytest.mark.parametrize(
    "content", [made.photo(2.35, 48.85), made.photo(114.88, 40.77, east="W"), made.picture()]
)
def test_a_place_abroad_and_none_are_no_position(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).position is None


def test_a_photo_is_turned_upright(tmp_path: Path) -> None:
    found = read(tmp_path, made.photo(size=(64, 48), turned=6))

    assert (found.width, found.height) == (48, 64)


def test_a_large_photo_is_made_smaller_and_has_a_small_picture(tmp_path: Path) -> None:
    found = read(tmp_path, made.photo(size=(1200, 800)))

    assert (found.width, found.height) == (640, 427)
    assert Image.open(io.BytesIO(found.content)).size == (640, 427)
    assert max(Image.open(io.BytesIO(found.small)).size) == SMALL


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_every_kind_of_png_is_taken(tmp_path: Path, mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (30, 20)).save(file, "PNG")

    found = read(tmp_path, file.getvalue())

    assert Image.open(io.BytesIO(found.content)).format == "PNG"
    assert Image.open(io.BytesIO(found.small)).format == "JPEG"


def test_what_hangs_on_a_picture_is_gone(tmp_path: Path) -> None:
    found = read(tmp_path, made.picture("PNG") + made.HTML + made.docx())

    assert b"<script>" not in found.content
    assert b"PK\x03\x04" not in found.content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (made.bomb_of_pixels(), "files.E009"),
        (made.bomb_of_pixels(2000, 501), "files.E009"),
        (made.picture(size=(1001, 1000)), "files.E009"),
        (made.bomb_of_pixels(900, 900), "files.E010"),
        (made.picture()[:200], "files.E010"),
        (b"\xff\xd8\xff\xe0" + made.HTML, "files.E010"),
        (b"\x89PNG\r\n\x1a\n", "files.E010"),
        (made.PDF, "files.E010"),
    ],
)
def test_a_bomb_and_a_broken_picture_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, content)

    assert refused.value.code.id == code
