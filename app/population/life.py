"""What people of an age are likely to be: married, schooled, organised, at work."""

from app.population.chance import Table, by_age, evenly

# Only entries without children of their own are used from lists that are trees.
_UNMARRIED, FIRST_MARRIAGE, _WIDOWED, _DIVORCED = "10", "21", "30", "40"
# For those whose spouse is not in the same house.
ALONE = by_age(
    {
        0: {_UNMARRIED: 1},
        24: {_UNMARRIED: 80, FIRST_MARRIAGE: 15, _DIVORCED: 5},
        35: {_UNMARRIED: 34, FIRST_MARRIAGE: 35, _DIVORCED: 26, _WIDOWED: 5},
        55: {_UNMARRIED: 10, FIRST_MARRIAGE: 20, _DIVORCED: 15, _WIDOWED: 55},
        70: {_UNMARRIED: 5, FIRST_MARRIAGE: 6, _DIVORCED: 4, _WIDOWED: 85},
    }
)
EDUCATION = by_age(
    {
        0: {"90": 1},
        12: {"81": 1},
        15: {"71": 1},
        18: {"71": 12, "61": 62, "41": 10, "44": 16},
        22: {"71": 24, "61": 14, "44": 8, "41": 8, "31": 22, "21": 22, "14": 2},
        36: {"81": 5, "71": 42, "61": 14, "44": 4, "41": 9, "31": 14, "21": 11, "14": 1},
        52: {"90": 2, "81": 25, "71": 45, "61": 14, "41": 7, "31": 5, "21": 2},
        70: {"90": 25, "81": 42, "71": 22, "61": 6, "41": 4, "31": 1},
    }
)
POLITICS = by_age(
    {
        0: {"13": 1},
        14: {"03": 45, "13": 55},
        22: {"03": 22, "02": 1, "01": 6, "13": 71},
        28: {"01": 90, "02": 3, "05": 1, "08": 1, "10": 1, "13": 904},
    }
)
RURAL_WORK: tuple[Table[str | None], ...] = by_age(
    {
        0: {None: 1},
        20: {"50100": 30, "50300": 8, "60000": 25, "40300": 8, "40100": 9, "40200": 8, "80000": 12},
        50: {"50100": 62, "50300": 10, "50500": 4, "60000": 10, "40900": 4, "80000": 10},
        70: {"50100": 55, None: 45},
    }
)
_TRADES: dict[str | None, int] = {"60000": 17, "40100": 16, "40200": 9, "40300": 9, "41000": 8}
_OFFICES: dict[str | None, int] = {"30100": 8, "30200": 3, "20500": 5, "20800": 6, "20600": 4}
_OTHERS: dict[str | None, int] = {"20200": 5, "10600": 2, "80000": 8}
URBAN_WORK: tuple[Table[str | None], ...] = by_age(
    {
        0: {None: 1},
        20: _TRADES | _OFFICES | _OTHERS,
        56: {"41000": 8, "40900": 5, "80000": 7, None: 60},
        66: {None: 1},
    }
)
EMPLOYERS = {
    "1": evenly(("示例商贸有限公司", "示例建筑工程有限公司")),
    "2": evenly(("示例中学", "示例医院", "示例设计院", "示例会计师事务所")),
    "3": evenly(("示例物业服务中心", "示例便民服务中心")),
    "4": evenly(("示例超市", "示例饭店", "示例快递站", "示例客运公司", "示例家政服务部")),
    "6": evenly(("示例建材厂", "示例酒业有限公司", "示例机械厂", "示例食品厂")),
}
