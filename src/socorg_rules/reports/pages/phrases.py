"""The turns of speech in which conditions are told, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from socorg_rules.feel.syntax import ComparisonOperator
from socorg_rules.problems import Text

ALL_OF: Final = Text("以下各项同时成立", "all of these hold")
ANY_OF: Final = Text("以下至少一项成立", "at least one of these holds")
NONE_OF: Final = Text("以下各项均不成立", "none of these holds")
NOT_ALL: Final = Text("以下各项不同时成立", "these do not all hold")
NOT: Final = Text("并非{what}", "not {what}")
NOT_SO: Final = Text("以下不成立", "this does not hold")

THERE_IS: Final = Text("有{what}", "there is {article} {what}")
HAS_VALUE: Final = Text("“{what}”有结果", "“{what}” has a value")
HAS_NO_VALUE: Final = Text("“{what}”没有结果", "“{what}” has no value")
THERE_IS_NO: Final = Text("没有{what}", "there is no {what}")
IS_YES: Final = Text("{what}为“是”", "{what} is yes")
IS_NO: Final = Text("{what}为“否”", "{what} is no")
ALWAYS: Final = Text("总是", "always")
NEVER: Final = Text("从不", "never")

COMPARED: Final[Mapping[str, Mapping[ComparisonOperator, Text]]] = {
    "date": {
        "=": Text("与", "is the same day as"),
        "!=": Text("不同于", "is another day than"),
        "<": Text("早于", "is before"),
        "<=": Text("不晚于", "is no later than"),
        ">": Text("晚于", "is after"),
        ">=": Text("不早于", "is no earlier than"),
    },
    "number": {
        "=": Text("等于", "is"),
        "!=": Text("不等于", "is not"),
        "<": Text("低于", "is less than"),
        "<=": Text("不超过", "is at most"),
        ">": Text("超过", "is more than"),
        ">=": Text("不低于", "is at least"),
    },
    "year": {
        "=": Text("为", "is"),
        "!=": Text("不是", "is not"),
        "<": Text("早于", "is before"),
        "<=": Text("不晚于", "is no later than"),
        ">": Text("晚于", "is after"),
        ">=": Text("不早于", "is no earlier than"),
    },
    "term": {"=": Text("为", "is"), "!=": Text("不是", "is not")},
}
COMPARISON: Final = Text("{left}{operator}{right}", "{left} {operator} {right}")
SAME_DAY: Final = Text("{left}与{right}是同一日", "{left} is the same day as {right}")
COUNTED: Final[Mapping[ComparisonOperator, Text]] = {
    "=": Text("{what}恰好{number}项", "there are exactly {number} of {what}"),
    "!=": Text("{what}不是{number}项", "there are not exactly {number} of {what}"),
    "<": Text("{what}少于{number}项", "there are fewer than {number} of {what}"),
    "<=": Text("{what}不多于{number}项", "there are at most {number} of {what}"),
    ">": Text("{what}多于{number}项", "there are more than {number} of {what}"),
    ">=": Text("{what}不少于{number}项", "there are at least {number} of {what}"),
}
COUNTED_NONE: Final = Text("没有{what}", "there is none of {what}")
COUNTED_SOME: Final = Text("有{what}", "there is one of {what}")
SET_SIZE: Final[Mapping[ComparisonOperator, Text]] = {
    operator: Text(text.zh.replace("项", "个"), text.en) for operator, text in COUNTED.items()
}
COUNT: Final = Text("{what}的项数", "the number of {what}")

IN_RANGE: Final[Mapping[tuple[bool, bool], Text]] = {
    (True, True): Text("{value}在{low}至{high}之间（含两端）", "{value} lies from {low} to {high}, both included"),
    (True, False): Text("{value}自{low}起、不到{high}", "{value} lies from {low} to below {high}"),
    (False, True): Text("{value}在{low}之后、至{high}为止", "{value} lies above {low} and up to {high}"),
    (False, False): Text(
        "{value}在{low}与{high}之间（不含两端）", "{value} lies between {low} and {high}, both left out"
    ),
}
IS_ONE_OF: Final = Text("{value}属于{members}", "{value} is one of {members}")
INCLUDES: Final = Text("{members}包括{value}", "{members} include {value}")
OR_WORD: Final = Text("或者", " or ")
COMMA: Final = Text("、", ", ")

SOME_OF: Final = Text("{what}中至少有一项{named}满足", "at least one of {what}{named} meets this")
NONE_OF_LIST: Final = Text("{what}中没有一项{named}满足", "none of {what}{named} meets this")
EVERY_OF: Final = Text("{what}中的每一项{named}都满足", "every one of {what}{named} meets this")
NOT_EVERY_OF: Final = Text("{what}中并非每一项{named}都满足", "not every one of {what}{named} meets this")
FOR_EACH: Final = Text("对{what}中的每一项{named}分别判断", "asked for every one of {what}{named}")
THOSE: Final = Text("{what}中符合条件的{named}", "those of {what}{named} for which")
ONLY_THOSE: Final = Text("{what}{named}（限于{parts}的）", "{what}{named} (only those for which {parts})")
NAMED: Final = Text("（{letter}）", " ({letter})")
LETTERS: Final = Text("甲乙丙丁戊己", "ABCDEF")
FIELD_OF: Final = Text("{letter}的{field}", "{field} of {letter}")
YEAR_LETTER: Final = Text("{letter}年", "year {letter}")
THIS_MEMBER: Final = Text("该值", "it")
YEARS: Final = Text("{low}至{high}的各年", "the years from {low} to {high}")

AS_OF: Final = Text("所问之日", "the day asked about")
AS_OF_YEAR: Final = Text("所问之年", "the year asked about")
YEAR_OF: Final = Text("{day}所在年", "the year of {day}")
NEXT_YEAR: Final = Text("{year}的次年", "the year after {year}")
LAST_YEAR: Final = Text("{year}的上一年", "the year before {year}")
YEARS_AFTER: Final = Text("{year}之后第{count}年", "the year {count} years after {year}")
YEARS_BEFORE: Final = Text("{year}之前第{count}年", "the year {count} years before {year}")
YEAR_BEFORE_LAST: Final = Text("{year}的前年", "the year 2 years before {year}")
PART_OF: Final = {
    "month": Text("{day}的月份", "the month of {day}"),
    "day": Text("{day}的日", "the day of the month of {day}"),
}
DAY_IN_YEAR: Final = Text("{year}{month}月{day}日", "{day} {month} of {year}")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
LATER_BY: Final = Text("{day}后{length}", "{length} after {day}")
PLUS: Final = Text("{day}加上{length}", "{day} plus {length}")
NEXT_DAY: Final = Text("{day}的次日", "the day after {day}")
WORKING_DAYS: Final = Text("{day}后第{count}个工作日", "working day number {count} after {day}")
DAYS_FROM: Final = Text("{earlier}至{later}的天数", "the days from {earlier} to {later}")
LAW_OF_DAY: Final = Text("{parameter}（按{day}的规定，现为{value}）", "{parameter} (by the law of {day}; now {value})")
LAW_OF_DAY_ENDED: Final = Text("{parameter}（按{day}的规定）", "{parameter} (by the law of {day})")
LAW_SAYS: Final = Text("按{day}的规定，{title}", "by the law of {day}, {title}")
LAW_SAYS_NOT: Final = Text("按{day}的规定，并非“{title}”", "by the law of {day}, not “{title}”")
TODAY: Final = Text("{parameter}（{value}）", "{parameter} ({value})")
LAW_NOUN: Final = Text("{title}", "the {title}")

DATE_NOUN: Final = Text("{title}", "the “{title}” date")
FACT_NOUN: Final = Text("{title}", "the “{title}”")
QUOTED: Final = Text("“{title}”", "“{title}”")

EXTREMES: Final[Mapping[tuple[str, bool], Text]] = {
    ("max", True): Text("以下各项中最晚的一日", "the latest of these days"),
    ("min", True): Text("以下各项中最早的一日", "the earliest of these days"),
    ("max", False): Text("以下各项中最大的", "the greatest of these"),
    ("min", False): Text("以下各项中最小的", "the least of these"),
}
EXTREMES_OF_TWO: Final[Mapping[tuple[str, bool], Text]] = {
    ("max", True): Text("{first}与{second}中较晚的一日", "the later of {first} and {second}"),
    ("min", True): Text("{first}与{second}中较早的一日", "the earlier of {first} and {second}"),
    ("max", False): Text("{first}与{second}中较大的", "the greater of {first} and {second}"),
    ("min", False): Text("{first}与{second}中较小的", "the lesser of {first} and {second}"),
}
EXTREMES_OF_LIST: Final[Mapping[tuple[str, bool], Text]] = {
    ("max", True): Text("{what}中最晚的{field}", "the latest {field} among {what}"),
    ("min", True): Text("{what}中最早的{field}", "the earliest {field} among {what}"),
    ("max", False): Text("{what}中最大的{field}", "the greatest {field} among {what}"),
    ("min", False): Text("{what}中最小的{field}", "the least {field} among {what}"),
}
SUM_OF_LIST: Final = Text("{what}的{field}合计", "the sum of {field} over {what}")
FIELD_OF_LIST: Final = Text("{what}的{field}", "{field} of {what}")

IF: Final = Text("如果{condition}", "if {condition}")
IF_ANY: Final = Text("有{value}的，为该值", "{value}, if there is one")
THEN: Final = Text("则", "then")
OTHERWISE: Final = Text("否则", "otherwise")
BY_CASE: Final = Text("分情形", "it depends")
ELSE_IF_NONE: Final = Text("{value}（没有的，为{other}）", "{value} (where there is none: {other})")
