"""Names for people who do not exist: surnames by rough frequency, given names by era."""

import re
from datetime import date

from app.population.chance import Chance, evenly, pick, spread

# GB/T 2261.1
MALE, FEMALE = "1", "2"

# Per thousand, roughly as in the north of Hebei; among them some that are read differently as
# surnames (曾 仇 单 解 盖) or have two characters, since searching has to cope with them.
_SURNAME_WEIGHTS = """\
王95 张88 李86 刘74 赵48 杨38 郭27 陈25 高24 马23 孙22 武16 闫16 霍8 贾16 郝13 任13 孟10 田13 董14
徐14 朱12 胡13 林7 何8 宋15 梁12 韩13 冯13 吴13 周13 许9 程9 曹10 袁6 郑7 于7 吕8 史8 侯9 白10 康8
崔9 范8 石8 姚8 邓5 谢5 潘5 杜9 薛7 阎5 丁6 魏9 苏6 卢6 蒋4 蔡4 余3 叶3 沈4 姜5 尹5 秦6 邢6 常7
牛7 温7 岳6 安6 池3 庞4 邱3 乔6 聂4 段6 耿6 席4 封3 左4 曾3 仇2 单2 解3 盖1 欧阳1 司马1
"""
_SURNAMES = spread({m[1]: int(m[2]) for m in re.finditer(r"(\D+?)(\d+)\s", _SURNAME_WEIGHTS)})

# Four eras each, parted by `_ERAS`; a given name is a first and a second character.
_MALE_CHARACTERS = (
    ("福有广玉殿振长万喜满树连占仁义永进兴", "财贵山仓堂田柱祥海才生和成全旺顺清臣禄元"),
    ("建志春卫立小永俊振文瑞利向爱全贵金树", "军民东生林峰华斌忠义刚勇江宝成明利田亮河"),
    ("晓海志鹏宇文立少亚永佳旭浩世凯伟向振", "龙杰超辉斌亮鑫磊东阳宇涛光峰雷凯飞军兵楠"),
    ("子浩宇梓俊嘉奕明思天博家铭皓睿晨泽昊", "轩涵泽然辰豪航霖阳熙铭恒远瑞宸硕朗霆逸帆"),
)
_FEMALE_CHARACTERS = (
    ("秀桂玉淑凤兰素翠金月春喜巧香爱瑞雪荣", "英珍芝花梅莲荣琴云枝娥仙先叶果兰女芬青改"),
    ("丽春秀建玉海爱红素志彩翠桂月瑞永金美", "萍霞芳梅英敏燕琴玲珍娟艳荣枝莲花先清茹香"),
    ("晓丽海雪亚佳文婷静艳美春立雅红玉志向", "娟燕霞楠慧敏莉娜蕾芳玲梅静婷娇媛洁丹茹青"),
    ("梓雨欣思诗佳语可若梦依嘉雅晨宇书沐芷", "涵萱怡彤琪桐诺瑶宁悦汐月然蓉蕊晗淇墨檬苒"),
)
_ERAS = tuple(date(year, 1, 1).toordinal() for year in (1960, 1980, 2000))

# Given names of people in public life who bear a common surname: nobody is to have both.
_FAMOUS = """
世辉 仁堂 凤莲 博恒 卫东 宇辉 小军 小刚 建军 建华 建斌 建明 志东 志丹 志军 志刚 志慧 志民 振华 文亮
春云 春兰 春华 晓光 晓燕 晓霞 有才 桂梅 永元 永贵 浩泽 海峰 海燕 海霞 爱玲 玉柱 玉祥 瑞敏 瑞芳 瑞英
秀敏 秀珍 立军 立峰 美媛 艳青 金玲 雪琴 静蕾
"""


def _given_names(first: str, second: str) -> tuple[str, ...]:
    famous = _FAMOUS.split()
    return tuple(a + b for a in first for b in second if a != b and a + b not in famous)


_GIVEN = {
    MALE: tuple(_given_names(*characters) for characters in _MALE_CHARACTERS),
    FEMALE: tuple(_given_names(*characters) for characters in _FEMALE_CHARACTERS),
}

_LATIN_GIVEN = {
    MALE: evenly(["Adam", "Boris", "Daniel", "Emil", "Felix", "Hugo", "Ivan", "Kenji", "Leon"]),
    FEMALE: evenly(["Anna", "Beata", "Clara", "Diana", "Elena", "Hana", "Irina", "Lena", "Olga"]),
}
_LATIN_FAMILY = evenly(["Demoson", "Exampler", "Fictova", "Imaginov", "Mockford", "Sampleton"])


def surname(chance: Chance) -> str:
    """A surname, about as often as it is met."""
    return pick(chance, _SURNAMES)


def given_name(chance: Chance, sex: str, birth: int) -> str:
    """Two characters as they were in fashion at `birth` (ordinal)."""
    era = (birth >= _ERAS[0]) + (birth >= _ERAS[1]) + (birth >= _ERAS[2])
    names = _GIVEN[sex][era]
    return names[int(chance() * len(names))]


def latin_name(chance: Chance, sex: str) -> str:
    """A name in Latin letters whose family name says that it was made up."""
    return f"{pick(chance, _LATIN_FAMILY)} {pick(chance, _LATIN_GIVEN[sex])}"
