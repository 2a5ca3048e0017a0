"""A village or community as the caller knows it, and what its code and name tell."""

import re
from typing import NamedTuple

_OFFICE = re.compile(
    r"(社区居民委员会|村民委员会|居民委员会|社区居委会|村委会|居委会|(虚拟)?生活区)$"
)


class Village(NamedTuple):
    """A village (村) or community (社区), the lowest level of the division tree."""

    code12: str
    name: str
    township_name: str
    county_name: str

    @property
    def county(self) -> str:
        """The six digits of its county."""
        return self.code12[:6]

    @property
    def township(self) -> str:
        """The nine digits of its township."""
        return self.code12[:9]

    @property
    def urban(self) -> bool:
        """Whether its code lies in the ranges of residents' committees (001–199 and 400–499)."""
        return self.code12[9] in "014"

    @property
    def place(self) -> str:
        """Its name as part of an address, without the committee: 茶坊社区, 白普营子村, 屯垦林场."""
        stem = _OFFICE.sub("", self.name)
        if self.code12[9] == "5":  # a farm, forest or works that is run like a village
            return stem
        ending = "社区" if self.urban else "村"
        return stem if stem.endswith(ending) else stem + ending
