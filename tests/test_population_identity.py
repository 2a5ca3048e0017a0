"""Synthetic numbers: right in form, and nobody's."""

import re
from datetime import date

import pytest

from app.population.identity import (
    MOST_BLOCKS,
    MOST_PER_DAY,
    ResidentNumbers,
    owner_phone,
    passport,
    resident_phone,
    worker_phone,
)

BIRTH = date(1984, 2, 29).toordinal()
MALE, FEMALE = "1", "2"


def passes_iso_7064(number: str) -> bool:
    digits = [10 if character == "X" else int(character) for character in number]
    return sum(digit * 2**place for place, digit in enumerate(reversed(digits))) % 11 == 1


def test_the_checksum_of_this_test_knows_the_example_of_the_standard() -> None:
    assert passes_iso_7064("11010519491231002X")
    assert not passes_iso_7064("110105194912310021")


@pytest.mark.parametrize("province", [11, 13, 65])
@pytest.mark.parametrize("sex", [MALE, FEMALE])
def test_a_number_has_province_no_county_birth_sex_and_check_digit(province, sex) -> None:
    number = ResidentNumbers().issue(province, BIRTH, sex)

    assert re.fullmatch(rf"{province}990019840229\d{{3}}[\dX]", number)
    assert int(number[16]) % 2 == int(sex) % 2
    assert passes_iso_7064(number)


def test_no_number_is_issued_twice_until_the_day_is_used_up() -> None:
    numbers = ResidentNumbers()

    issued = [numbers.issue(13, BIRTH, sex) for sex in "12" for _ in range(MOST_PER_DAY)]

    assert len(set(issued)) == 2 * MOST_PER_DAY
    assert all(passes_iso_7064(number) for number in issued)
    with pytest.raises(OverflowError):
        numbers.issue(13, BIRTH, MALE)
    assert numbers.issue(13, BIRTH + 1, MALE)


def test_no_two_blocks_issue_the_same_number() -> None:
    blocks = [ResidentNumbers(block) for block in range(MOST_BLOCKS)]

    issued = [block.issue(13, BIRTH, MALE) for block in blocks for _ in range(MOST_PER_DAY)]

    assert len(set(issued)) == MOST_BLOCKS * MOST_PER_DAY
    assert all(number[2:4] == "99" for number in issued)


def test_telephones_look_like_mobile_numbers_in_a_range_nobody_has() -> None:
    phones = [resident_phone(79_999_999), owner_phone(0), owner_phone(9_999_999), worker_phone(0)]

    assert phones == sorted(set(phones))
    assert all(re.fullmatch(r"154\d{8}", phone) for phone in phones)


def test_a_passport_says_that_it_is_synthetic() -> None:
    assert passport(1234) == "SYN0001234"
