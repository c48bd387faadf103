"""What the command line says by itself: codes E900 to E949, and a few sentences."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

BAD_DAY: Final = ProblemKind(
    "E900",
    Text("{written} 不是日期。", "{written} is no date."),
    Text("写成年-月-日，例如 2026-06-15。", "Write year-month-day, such as 2026-06-15."),
)
UNKNOWN_DECISION: Final = ProblemKind(
    "E901",
    Text("没有名为 {written} 的决定。", "There is no decision {written}."),
    Text("{known_zh}", "{known_en}"),
)
BAD_DIVISION: Final = ProblemKind(
    "E902",
    Text("{written} 不是行政区划代码。", "{written} is no division code."),
    Text("写GB/T 2260的六位数字，例如 320612。", "Write the six digits of GB/T 2260, such as 320612."),
)
UNKNOWN_WORD: Final = ProblemKind(
    "E903",
    Text("不能写 {written}。", "{written} can't be chosen."),
    Text("可写：{known}。", "Write one of: {known}."),
)
UNKNOWN_KEY: Final = ProblemKind(
    "E904",
    Text("没有键为 {written} 的记录。", "There is no record with the key {written}."),
)
SEVERAL_RECORDS: Final = ProblemKind(
    "E905",
    Text("文件中有 {count} 条记录，本命令只用一条。", "The file holds {count} records; this command takes one."),
    Text("用 --key 指定，例如 --key {first}。", "Choose one with --key, such as --key {first}."),
)
OUTPUT_UNWRITABLE: Final = ProblemKind(
    "E906",
    Text("无法写入文件（{reason}）。", "The file can't be written ({reason})."),
)
NOTHING_RELEASED: Final = ProblemKind(
    "E907",
    Text(
        "{written} 时还没有发布任何规则集，最早的发布于 {first}。",
        "No ruleset was released by {written}; the first was on {first}.",
    ),
)
NO_RECORDS: Final = ProblemKind(
    "E909",
    Text("文件中没有记录。", "The file holds no record."),
)
NOT_THERE: Final = ProblemKind(
    "E908",
    Text("文件或者文件夹不存在。", "There is no such file or folder."),
)
FILE_FAILED: Final = ProblemKind(
    "E910",
    Text("无法读写文件（{reason}）。", "The file can't be read or written ({reason})."),
)
NOTHING_TO_MUTATE: Final = ProblemKind(
    "E911",
    Text("没有可以改动的内容。", "There is nothing to change."),
    Text(
        "--only 写规则、表、参数、定义、决定或者法律依据的名称。",
        "--only takes the name of a rule, table, parameter, definition, decision or source.",
    ),
)
BULK_NOT_INSTALLED: Final = ProblemKind(
    "E912",
    Text("没有安装批量引擎。", "The bulk engine is not installed."),
    Text(
        "运行 pip install 'socorg-rules[bulk]'，或者不写 --engine bulk。",
        "Run pip install 'socorg-rules[bulk]', or leave --engine bulk out.",
    ),
)
ENDS_BEFORE_IT_BEGINS: Final = ProblemKind(
    "E913",
    Text("{day} 不在 {since} 至 {until} 之间。", "{day} does not lie between {since} and {until}."),
    Text("--since 不晚于、--until 不早于 --as-of。", "Write --since no later and --until no earlier than --as-of."),
)
NEEDED_FOR_INDICATORS: Final = ProblemKind(
    "E920",
    Text("计算指标须给出这一项。", "Indicators can't be reckoned without it."),
    Text(
        "例如 socorg-rules indicators 文件 --place 330102 --as-of 2013-10-31。",
        "Write, for instance, socorg-rules indicators FILE --place 330102 --as-of 2013-10-31.",
    ),
)
UNKNOWN_INDICATOR: Final = ProblemKind(
    "E921",
    Text("该地区没有名为 {written} 的指标。", "This place has no indicator {written}."),
    Text("可写：{known}。", "Known are: {known}."),
)

CHECKED_RULESETS: Final = Text(
    "没有错误。规则集版本 {rulesets} 个，规则 {rules} 条，参数 {parameters} 个，例子 {examples} 个。",
    "No errors. Ruleset versions: {rulesets}; rules: {rules}; parameters: {parameters}; examples: {examples}.",
)
ERRORS_FOUND: Final = Text("错误 {errors} 处。", "Errors: {errors}.")
ERRORS_ELSEWHERE: Final = Text(
    "同一文件夹的其他文件另有错误 {errors} 处。", "Errors in other files of the same folder: {errors}."
)
PAGES_WRITTEN: Final = Text("已写入 {folder}：{pages} 页。", "Written to {folder}: {pages} pages.")
DECIDING: Final = Text("判断中", "Deciding")
MUTATING: Final = Text("改动中", "Changing")
