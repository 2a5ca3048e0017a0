"""An address below the village: one line, whose parts are read from the words they end with."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.fields.registry import field_type
from models.fields.text import Text

# 3-2-501 and 3号楼-2-501 at the end: building, unit, room. Two numbers alone could be anything.
_SHORT = re.compile(
    r"(?<![0-9A-Z-])([0-9A-Z]{1,4})(?:号楼|栋|幢|#)?-([0-9]{1,2})-([0-9A-Z]{1,6})\Z"
)
_HASH = re.compile(r"#(?:楼|(?=[0-9]))")
_BUILDING = re.compile(
    r"([0-9A-Z一二三四五六七八九十甲乙丙丁东南西北]{1,5}(?:号楼|栋|幢|座|楼))(?!梯|层)"
)
_UNIT = re.compile(r"([0-9A-Z一二三四五六七八九十东中西]{1,4}单元)")
_ROOM = re.compile(r"([0-9A-Z一二三四五六七八九十]{1,6})(?:室|户|号房)?\Z")
_ESTATE = re.compile(
    r"(?:.*?(?:[省市县区镇乡路街巷道]|街道|大街|[0-9]号))?"
    r"([^0-9]{1,20}?(?:小区|社区|花园|家园|公寓|庄园|新城|新村|嘉苑|[苑园里庄村])(?!小区|社区))"
)


def _split(address: str) -> dict[str, str]:
    """The parts that are there, by name. What stands before the building is the estate's."""
    found: dict[str, str] = {}
    building, unit = _BUILDING.search(address), _UNIT.search(address)
    first = building or unit
    if building:
        found["building"] = building[1]
    if unit:
        found["unit_no"] = unit[1]
    room = _ROOM.search(address, (unit or building).end()) if unit or building else None  # type: ignore[union-attr]
    if room:
        found["room"] = room[0]
    ahead = address[: first.start()] if first else address
    estates = list(_ESTATE.finditer(ahead))
    if estates:
        found["estate"] = estates[-1][1]
    return found


def _part(name: str) -> Callable[[Any], object]:
    return lambda address: _split(address).get(name)


@field_type("address")
@dataclass(frozen=True, kw_only=True)
class Address(Text):
    """Street or village, estate, building, unit and room in one line without blanks: kept as it is
    read aloud, so that it is found by its beginning."""

    widget: ClassVar[str] = "address"
    default_mask: ClassVar[str] = "address"
    part_labels: ClassVar[Mapping[str, str]] = {
        "estate": "小区(村)", "building": "楼栋", "unit_no": "单元", "room": "室",
    }  # fmt: skip
    parts: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        name: _part(name) for name in ("estate", "building", "unit_no", "room")
    }
    sample_options: ClassVar[Mapping[str, Any]] = {"max": 40}
    samples: ClassVar[Mapping[Any, Any]] = {
        "沙城镇 东关社区 3号楼 2单元 501室": "沙城镇东关社区3号楼2单元501室",
        "存瑞路１２号东花园小区３＃楼２单元５０１": "存瑞路12号东花园小区3号楼2单元501",
        "东花园小区3-2-501": "东花园小区3号楼2单元501室",
        "东花园小区A栋-2-501": "东花园小区A栋2单元501室",
        "北辛堡镇蚕房营村18号": "北辛堡镇蚕房营村18号",
        "无名路": "无名路",
    }
    refused: ClassVar[Mapping[Any, str]] = {
        "东" * 41: "fields.E110",
        "东关\n西关": "fields.E111",
        "东关😀": "fields.E112",
        12: "fields.E101",
    }

    def read(self, raw: Any) -> str:
        """The address in plain figures and without blanks, a short 3-2-501 written out."""
        if not isinstance(raw, str):
            return self.text_of(raw)
        text = super().read(raw)
        plain = "".join(unicodedata.normalize("NFKC", text).split())
        plain = _HASH.sub("号楼", plain)
        return str(super().read(_SHORT.sub(_written_out, plain)))


def _written_out(short: re.Match[str]) -> str:
    building, unit, room = short.groups()
    ending = re.search(r"栋|幢", short[0])
    return f"{building}{ending[0] if ending else '号楼'}{unit}单元{room}室"
