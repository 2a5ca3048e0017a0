"""What masks show, and that they never show more."""

from collections.abc import Callable

import pytest

from models.fields.masks import MASKS


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        ("name", "张三丰", "张**"),
        ("name", "张三", "张*"),
        ("name", "张", "张*"),
        ("name", "SAMPLE PERSON", "S************"),
        ("id_number", "11010519491231002X", "110105************"),
        ("id_number", "E12345678", "****"),
        ("id_number", "1101", "****"),
        ("id_document", "414 E12345678", "414 ****"),
        ("id_document", "E12345678", "****"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "0313-2012345", "031*****2345"),
        ("phone", "2012345", "*******"),
        ("address", "沙城镇东关村3号院2单元", "沙城镇东关村****"),
        ("address", "东关社区2号楼502", "东关社区****"),
        ("address", "沙城镇二街", "沙城镇****"),
        ("address", "3号楼502室(东关村委会旁)", "****"),
        ("address", "２单元东关社区", "****"),
        ("address", "无名路", "****"),
        ("count", "a", "**** × 1"),
        ("count", "a,b,c", "**** × 3"),
        ("full", "任何文字", "****"),
        ("full", "", "****"),
    ],
)
def test_a_mask_shows_what_its_description_says(mask: str, text: str, shown: str) -> None:
    assert MASKS[mask](text) == shown


# How many characters at most are seen of a text of a length.
MOST_SHOWN: dict[str, Callable[[int], int]] = {
    "name": lambda length: min(length, 1),
    "id_number": lambda length: 6 if length == 18 else 0,
    "phone": lambda length: 7 if length >= 11 else 0,
    "id_document": lambda length: 0,
    "address": lambda length: 0,
    "count": lambda length: 0,
    "full": lambda length: 0,
}


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("length", range(1, 40))
def test_no_mask_shows_more_characters_than_it_may(mask: str, length: int) -> None:
    text = "甲" * length

    assert MASKS[mask](text).count("甲") == MOST_SHOWN[mask](length)


@pytest.mark.parametrize("start", ["", "沙城镇", "东关村", "东关社区"])
def test_no_number_of_an_address_is_shown(start: str) -> None:
    shown = MASKS["address"](f"{start}12号楼３单元四〇二室村委会镇")

    assert not any(letter.isdigit() for letter in shown)
