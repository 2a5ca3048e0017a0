"""What a file is, told by its bytes; and what is refused, whatever it calls itself."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.files.content import kind_of
from app.files.folder import FileFolder
from app.files.name import LONGEST, file_name
from app.files.package import LARGEST
from models.fields.file_kind import KINDS
from models.source import Refused
from tests.files import made

Kind = Callable[..., str]


@pytest.fixture
def told(tmp_path: Path) -> Kind:
    """The kind of these bytes under a name, or the code they are refused with."""

    def kind(content: bytes, name: str, *takes: str) -> str:
        path = tmp_path / "content"
        path.write_bytes(content)
        try:
            return kind_of(path, name, takes or KINDS).name
        except Refused as refusal:
            assert "%(" not in refusal.at("x").message
            return refusal.code.id

    return kind


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.PDF, "通知.pdf", "pdf"),
        (made.picture("JPEG"), "a.JPG", "jpg"),
        (made.picture("JPEG"), "a.jpeg", "jpg"),
        (made.picture("PNG"), "a.png", "png"),
        (made.docx(), "a.docx", "docx"),
        (made.package({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.xlsx", "xlsx"),
        (made.package({"OFD.xml": b"<OFD/>"}), "公文.ofd", "ofd"),
        (made.PDF, "no ending", "pdf"),
    ],
)
def test_a_file_is_what_its_bytes_say(told: Kind, content: bytes, name: str, kind: str) -> None:
    assert told(content, name) == kind


@pytest.mark.parametrize(
    "content",
    [made.EXE, made.SVG, made.HTML, b"#!/bin/sh\n", b"GIF89a", b"plain text", b"PK", b"\x00",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b" %PDF-1.4 %%EOF"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.jpg", "a.pdf", "a.docx", "a"])
def test_what_is_of_no_kind_is_refused_under_any_name(
    told: Kind, content: bytes, name: str
) -> None:
    assert told(content, name) == "files.E003"


def test_a_kind_that_the_field_does_not_take_is_refused(told: Kind) -> None:
    assert told(made.PDF, "a.pdf", "docx", "png") == "files.E003"


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "photo.jpg.exe", "a.docx"])
def test_a_name_that_says_something_else_is_refused(told: Kind, name: str) -> None:
    assert told(made.picture("JPEG"), name) == "files.E004"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (made.PDF + made.docx() + b"\x00" * 2000, "a.pdf", "files.E005"),
        (b"x" + made.docx(), "a.docx", "files.E003"),
        (made.docx() + b"<script>", "a.docx", "files.E008"),
        (made.package({"[Content_Types].xml": b"", "word/document.xml": b""}, comment=b"x"),
         "a.docx", "files.E008"),
        (made.docx(word__vbaProject_bin=b"x"), "a.docx", "docx"),
        (made.docx(**{"word__vbaProject.bin": b"x"}), "a.docx", "files.E007"),
        (made.docx(**{"word__embeddings__run.exe": b"x"}), "a.docx", "files.E007"),
        (made.docx(**{"..__..__etc": b"x"}), "a.docx", "files.E008"),
        (made.package({"a.txt": b"x"}), "a.zip", "files.E003"),
        (made.package({"word/document.xml": b"x"}), "a.docx", "files.E003"),
        (made.docx()[:-30], "a.docx", "files.E008"),
    ],
)  # fmt: skip
def test_a_document_with_something_else_in_it_is_refused(
    told: Kind, content: bytes, name: str, code: str
) -> None:
    assert told(content, name) == code


def test_a_document_that_unpacks_to_too_much_is_refused_without_being_unpacked(told: Kind) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b"")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(LARGEST + 1):
                part.write(bytes(1024 * 1024))

    assert len(file.getvalue()) < 2 * 1024 * 1024
    assert told(file.getvalue(), "a.docx") == "files.E006"


def test_a_directory_too_large_to_be_read_is_refused_unread(told: Kind) -> None:
    parts = {f"word/{n:05d}{'x' * 200}": b"" for n in range(5_000)}

    assert told(made.docx(**parts), "a.docx") == "files.E008"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("现场照片 1.JPG", "现场照片 1.jpg"),
        (r"C:\Users\甲\照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ('a"b;c%d\r\n<x>.jpg', "a_b_c_d_x_.jpg"),
        ("照片\u202egpj.exe", "照片gpj.exe.jpg"),
        ("😀👍.jpg", "😀👍.jpg"),
        ("...", "file.jpg"),
        ("", "file.jpg"),
        (".jpg", "jpg.jpg"),
        ("a.jpeg", "a.jpeg"),
        ("=1+1.jpg", "=1+1.jpg"),
    ],
)
def test_a_name_keeps_what_people_read_and_loses_what_machines_would(given: str, kept: str) -> None:
    assert file_name(given, KINDS["jpg"]) == kept


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    name = file_name("长" * 300 + ".jpg", KINDS["jpg"])

    assert len(name) == LONGEST
    assert name.endswith("长.jpg")


def test_more_than_may_be_is_refused_before_all_of_it_is_read(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        sent = 0

        def read(self, size: int = -1) -> bytes:
            self.sent += size
            return bytes(size)

    source, folder = Endless(), FileFolder(tmp_path)

    with pytest.raises(Refused) as refused, folder.incoming(source, 1):  # type: ignore[arg-type]
        pass

    assert refused.value.code.id == "files.E001"
    assert source.sent < 1024 * 1024 + 128 * 1024
    assert list((tmp_path / "incoming").iterdir()) == []


def test_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = FileFolder(tmp_path / "files")

    with folder.incoming(io.BytesIO(b"abc"), 1) as path:
        folder.keep("ab" * 16, path, b"small")
    kept = folder.path("ab" * 16)

    assert kept.read_bytes() == b"abc"
    assert folder.path("ab" * 16, small=True).read_bytes() == b"small"
    assert {p.stat().st_mode & 0o077 for p in (tmp_path / "files").rglob("*")} == {0}
