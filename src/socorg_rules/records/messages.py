"""Every problem that records and their readers report, under its stable code."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

# What is wrong inside one record.

NOT_AN_OBJECT: Final = ProblemKind(
    "E300",
    Text("应为字段名和值组成的对象，而不是{found}。", "Expected an object of field names and values, not {found}."),
    Text("写成 {{…}}。", "Write {{…}}."),
)
UNKNOWN_FIELD: Final = ProblemKind(
    "E301",
    Text("没有名为 {field} 的字段。", "There is no field {field}."),
    Text("请删去或者改正字段名。", "Remove it or correct its name."),
)
GIVEN_TWICE: Final = ProblemKind(
    "E302",
    Text(
        "字段{alias}（{name}）同时以中文名和英文名给出。",
        "{name} ({alias}) is given under its English and its Chinese name.",
    ),
    Text("只保留一个。", "Keep one of them."),
)
MISSING_FIELD: Final = ProblemKind(
    "E303",
    Text("缺少必填字段{alias}（{name}）。", "The required field {name} ({alias}) is missing."),
)
NOT_TEXT: Final = ProblemKind(
    "E304",
    Text("{alias}（{name}）应为文字，而不是 {found}。", "{name} ({alias}) should be text, not {found}."),
    Text("给值加上引号。", "Put the value in quotes."),
)
TEXT_TOO_LONG: Final = ProblemKind(
    "E305",
    Text(
        "{alias}（{name}）有{length}个字符，最多{limit}个。",
        "{name} ({alias}) has {length} characters; at most {limit} are allowed.",
    ),
)
NOT_A_DIVISION: Final = ProblemKind(
    "E306",
    Text("{alias}（{name}）{found} 不是行政区划代码。", "{name} ({alias}) {found} is no division code."),
    Text(
        "写GB/T 2260的六位数字，例如320612；民政部写100000。",
        "Write the six digits of GB/T 2260, such as 320612, or 100000 for the ministry.",
    ),
)
NOT_A_BOOLEAN: Final = ProblemKind(
    "E307",
    Text("{alias}（{name}）应为是或者否，而不是 {found}。", "{name} ({alias}) should be yes or no, not {found}."),
    Text(
        "写true或者false（不加引号）；表格中也可写是或者否。",
        "Write true or false without quotes; in a table 是 or 否 will do as well.",
    ),
)
NOT_A_DATE: Final = ProblemKind(
    "E308",
    Text("{alias}（{name}）{found} 不是日期。", "{name} ({alias}) {found} is no date."),
    Text("写成年-月-日，例如2024-03-05，不带时间。", "Write year-month-day, such as 2024-03-05, without a time."),
)
NO_SUCH_DAY: Final = ProblemKind(
    "E309",
    Text("{alias}（{name}）{found} 在日历上不存在。", "{name} ({alias}) {found} isn't a day of the calendar."),
)
DAY_OUT_OF_RANGE: Final = ProblemKind(
    "E310",
    Text(
        "{alias}（{name}）{found} 不在{first}至{last}之间。",
        "{name} ({alias}) {found} isn't between {first} and {last}.",
    ),
)
NOT_A_NUMBER: Final = ProblemKind(
    "E311",
    Text("{alias}（{name}）应为数字，而不是 {found}。", "{name} ({alias}) should be a number, not {found}."),
    Text("只写半角数字和小数点，例如30000或者0.5。", "Write plain digits and a decimal point, such as 30000 or 0.5."),
)
NUMBER_NOT_PLAIN: Final = ProblemKind(
    "E312",
    Text("{alias}（{name}）{found} 带有数字以外的字符。", "{name} ({alias}) {found} holds more than plain digits."),
    Text(
        "只写半角数字和小数点，不写千位分隔符、全角数字、单位和百分号；金额以元为单位。",
        "Write plain digits and a decimal point: no thousands separators, full-width digits, units or percent signs; "
        "amounts are in yuan.",
    ),
)
TOO_MANY_DECIMALS: Final = ProblemKind(
    "E313",
    Text(
        "{alias}（{name}）{found} 的小数超过{places}位。", "{name} ({alias}) {found} has more than {places} decimals."
    ),
)
NUMBER_OUT_OF_RANGE: Final = ProblemKind(
    "E314",
    Text(
        "{alias}（{name}）{found} 不在{low}至{high}之间。", "{name} ({alias}) {found} isn't between {low} and {high}."
    ),
)
NOT_WHOLE: Final = ProblemKind(
    "E315",
    Text("{alias}（{name}）应为整数，而不是 {found}。", "{name} ({alias}) should be a whole number, not {found}."),
)
UNKNOWN_TERM: Final = ProblemKind(
    "E316",
    Text("{alias}（{name}）不能是 {found}。", "{name} ({alias}) can't be {found}."),
    Text("可写：{allowed_zh}。", "Write one of: {allowed_en}."),
)
NOT_A_SET: Final = ProblemKind(
    "E317",
    Text(
        "{alias}（{name}）应为由若干值组成的列表，而不是 {found}。",
        "{name} ({alias}) should be a list of values, not {found}.",
    ),
    Text('写成 ["…", "…"]，即使只有一个值。', 'Write ["…", "…"], for a single value too.'),
)
NOT_A_LIST: Final = ProblemKind(
    "E318",
    Text(
        "{alias}（{name}）应为事项的列表，而不是 {found}。", "{name} ({alias}) should be a list of events, not {found}."
    ),
    Text(
        "写成 [{{…}}, {{…}}]；没有发生过写 []，不知道则不写。",
        "Write [{{…}}, {{…}}]; [] when nothing happened, nothing at all when it isn't known.",
    ),
)
TOO_MANY_EVENTS: Final = ProblemKind(
    "E319",
    Text(
        "{alias}（{name}）有{count}条，最多{limit}条。",
        "{name} ({alias}) has {count} events; at most {limit} are allowed.",
    ),
)

# What is odd about a credit code: told, never refused.

CODE_MALFORMED: Final = ProblemKind(
    "W300",
    Text(
        "统一社会信用代码 {code} 不是18位规范代码（数字和除I、O、Z、S、V外的大写字母）。",
        "The credit code {code} isn't 18 digits and capital letters (without I, O, Z, S, V).",
    ),
    severity="warning",
)
CODE_CHECK_DIGIT: Final = ProblemKind(
    "W301",
    Text(
        "统一社会信用代码 {code} 的校验位应为{expected}。",
        "The check digit of the credit code {code} should be {expected}.",
    ),
    Text("请核对代码。", "Compare the code with the certificate."),
    severity="warning",
)
CODE_FORM_DIFFERS: Final = ProblemKind(
    "W302",
    Text(
        "统一社会信用代码 {code} 以{prefix}开头，与组织形式{form_zh}不符。",
        "The credit code {code} begins with {prefix}, which doesn't fit a {form_en}.",
    ),
    Text("{form_zh}的代码以{expected}开头。", "The code of a {form_en} begins with {expected}."),
    severity="warning",
)
CODE_DIVISION_DIFFERS: Final = ProblemKind(
    "W303",
    Text(
        "统一社会信用代码 {code} 第3至8位是{digits}，与行政区划代码{division}不符。",
        "Digits 3 to 8 of the credit code {code} are {digits}, but the division is {division}.",
    ),
    severity="warning",
)
