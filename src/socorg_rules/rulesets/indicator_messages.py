"""What is said about indicators and published figures: codes E250 to E279."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

INCOMPLETE_INDICATOR: Final = ProblemKind(
    "E250",
    Text("指标“{name}”没有写 {key}。", "The indicator {name!r} says nothing of {key}."),
    Text(
        "新指标须有 title、counts 或 figures、rounding（合计数除外）；"
        "只改上级指标的，只写 rounding、target、notes 或 cite。",
        "A new indicator has a title, counts or figures, and rounding (totals apart); one that changes an inherited "
        "one has only rounding, target, notes or cite.",
    ),
)
ONE_OF_TWO: Final = ProblemKind(
    "E251",
    Text("{first} 和 {second} 只能写一个。", "Either {first} or {second} can stand here, not both."),
)
UNKNOWN_PLACE_FIGURE: Final = ProblemKind(
    "E252",
    Text("地区没有名为“{written}”的数字。", "A place has no figure {written!r}."),
    Text("可写：{allowed}。", "Write one of: {allowed}."),
)
BAD_WHOLE_NUMBER: Final = ProblemKind(
    "E253",
    Text("“{written}”不是 {low} 到 {high} 的整数。", "{written!r} is no whole number from {low} to {high}."),
)
NOT_FOR_FORMULA: Final = ProblemKind(
    "E254",
    Text("写了 {other} 的指标不能有 {key}。", "An indicator with {other} has no {key}."),
)
UNKNOWN_INDICATOR: Final = ProblemKind(
    "E255",
    Text("没有名为“{name}”的指标可供使用或更改。", "There is no indicator {name!r} to use or to change here."),
)
INDICATOR_DEFINED_ABOVE: Final = ProblemKind(
    "E256",
    Text(
        "指标“{name}”的内容已由上级（{other}）确定，地方只能改 rounding、target、notes 和 cite。",
        "What the indicator {name!r} counts is fixed above ({other}); a place changes its rounding, target, notes and "
        "cite only.",
    ),
)
UNKNOWN_TARGET: Final = ProblemKind(
    "E257",
    Text("没有名为“{name}”的参数。", "There is no parameter {name!r}."),
)
WRONG_TARGET_TYPE: Final = ProblemKind(
    "E258",
    Text(
        "目标参数“{name}”的类型是 {found}，该指标须用 {wanted}。",
        "The target parameter {name!r} is of type {found}; this indicator needs {wanted}.",
    ),
)
ROUNDED_TOTAL: Final = ProblemKind(
    "E259",
    Text("指标“{name}”是合计数，没有 rounding。", "The indicator {name!r} is a total and has no rounding."),
)
BAD_STATED: Final = ProblemKind(
    "E260",
    Text("“{written}”不是公布的数字。", "{written!r} is no figure as documents print it."),
    Text("可写：278、9.8、94.17 % 或 2016-06-22。", "Write, for instance, 278, 9.8, 94.17 % or 2016-06-22."),
)
BAD_PART: Final = ProblemKind(
    "E261",
    Text("“{written}”不能作为数字的组成部分。", "{written!r} can't be a part of a figure."),
    Text(
        "可写：数字、unstated、{{figure: 编号}}、{{implied_by: 编号}} 或 {{elsewhere: 数字, source: {{zh, en}}}}。",
        "Write a number, unstated, {{figure: id}}, {{implied_by: id}}, or {{elsewhere: number, source: {{zh, en}}}}.",
    ),
)
ONE_CHECK: Final = ProblemKind(
    "E262",
    Text("每项核对须且只能写 sum、quotient、equals 中的一个。", "A check has exactly one of sum, quotient and equals."),
)
QUOTIENT_OF_TWO: Final = ProblemKind(
    "E263",
    Text("quotient 须写两个数：分子和分母。", "A quotient has two parts: what is divided, and by what."),
)
UNKNOWN_FIGURE: Final = ProblemKind(
    "E264",
    Text("前面没有编号为“{name}”的公布数字。", "No published figure {name!r} stands before this one."),
)
NOTHING_IMPLIED: Final = ProblemKind(
    "E265",
    Text(
        "公布数字“{name}”没有分母为 unstated 的 quotient，不隐含任何数。",
        "The published figure {name!r} has no quotient by something unstated, so it implies nothing.",
    ),
)
UNLIKE_CHECK: Final = ProblemKind(
    "E266",
    Text(
        "公布的是{stated_zh}，不能用{check_zh}核对。",
        "What was stated is {stated_en}; it can't be checked by {check_en}.",
    ),
)
UNLIKE_INDICATOR: Final = ProblemKind(
    "E267",
    Text(
        "公布的数字与指标“{name}”的单位（{unit}）不同。",
        "The published figure isn't in the unit of the indicator {name!r}, which is {unit}.",
    ),
)
