"""The parts of FEEL that the profile leaves out, and what to write instead of each."""

from __future__ import annotations

from typing import NamedTuple

from socorg_rules.feel import messages
from socorg_rules.problems import Place, Problem, Text


class LeftOut(NamedTuple):
    """A construct of FEEL (or of its cousins) and the form to write instead."""

    name: Text
    instead: Text

    def at(self, place: Place) -> Problem:
        return messages.LEFT_OUT.at(
            place,
            construct_zh=self.name.zh,
            construct_en=self.name.en,
            instead_zh=self.instead.zh,
            instead_en=self.instead.en,
        )


COMMENT = LeftOut(
    Text("注释", "comment"),
    Text("请把注释写成 YAML 注释（#）。", "Put the comment into the YAML, behind `#`."),
)
CONTEXT = LeftOut(
    Text("上下文 { }", "context { }"),
    Text("请把每个值写成单独的参数或定义。", "Make each value a parameter or a definition of its own."),
)
POWER = LeftOut(
    Text("乘方", "power operator"),
    Text("请写成乘法：x * x", "Write a product: `x * x`"),
)
INPUT_VALUE = LeftOut(
    Text("符号 ?", "symbol ?"),
    Text("请直接写检验，不写 ?，例如 >= 50", "Write the test without it, as in `>= 50`"),
)
FOR = LeftOut(
    Text("循环 for … return", "loop for … return"),
    Text(
        "请用 list.field 取出一列，用 list[条件] 筛选，用 some/every … satisfies 检验。",
        "Take a field of every element by `list.field`, filter by `list[condition]`, test by `some`, `every`.",
    ),
)
FUNCTION = LeftOut(
    Text("自定义函数 function", "function definition"),
    Text("请写成定义（definitions）。", "Make it a definition."),
)
INSTANCE_OF = LeftOut(
    Text("类型检验 instance of", "type test instance of"),
    Text("每个字段的类型是固定的，请删去。", "Every field has one type; leave the test out."),
)

_TEXTS = Text('文字只作相等比较，例如 form = "foundation"', 'Texts are only compared, as in `form = "foundation"`')
_LISTS = Text(
    "列表可以筛选、计数、求和，例如 count(list[条件])，请改用这些写法。",
    "Lists are filtered, counted and summed, as in `count(list[condition])`; use these.",
)
_DATES = Text(
    '日期可以比较、加期间、取 .year .month .day，例如 listed_on + @"P2Y" < as_of',
    'Dates are compared, added to, and have .year .month .day, as in `listed_on + @"P2Y" < as_of`',
)
_RANGES = Text(
    "请直接比较两端，例如 a <= d and d <= b",
    "Compare the ends themselves, as in `a <= d and d <= b`",
)
_CONTEXTS = CONTEXT.instead

# Behind `and`, `date and time(…)` can't be told from `time(…)`: one entry refuses both.
_FUNCTIONS = {
    "time": _DATES,
    "string length": _TEXTS,
    "string join": _TEXTS,
    "upper case": _TEXTS,
    "lower case": _TEXTS,
    "substring before": _TEXTS,
    "substring after": _TEXTS,
    "starts with": _TEXTS,
    "ends with": _TEXTS,
    "list contains": Text('请写 "charity" in categories', 'Write `"charity" in categories`'),
    "list replace": _LISTS,
    "insert before": _LISTS,
    "index of": _LISTS,
    "distinct values": _LISTS,
    "years and months duration": _DATES,
    "day of year": _DATES,
    "day of week": _DATES,
    "month of year": _DATES,
    "week of year": _DATES,
    "met by": _RANGES,
    "overlaps before": _RANGES,
    "overlaps after": _RANGES,
    "overlapped by": _RANGES,
    "finished by": _RANGES,
    "started by": _RANGES,
    "get value": _CONTEXTS,
    "get entries": _CONTEXTS,
    "context put": _CONTEXTS,
    "context merge": _CONTEXTS,
}

#: The first words of their names.
FUNCTION_BEGINNINGS = frozenset(name.split()[0] for name in _FUNCTIONS)


def left_out_function(name: str) -> LeftOut | None:
    """FEEL's built-in function of this name, if its call would be mistaken for something else."""
    instead = _FUNCTIONS.get(name)
    return None if instead is None else LeftOut(Text(f"函数 {name}( )", f"function {name}( )"), instead)
