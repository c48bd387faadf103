"""The headings and labels of pages, in both languages."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import Text
from socorg_rules.rulesets.model import DecisionKind, Direction

OTHER_LANGUAGE: Final = Text("English", "中文")
ALL_RULESETS: Final = Text("全部规则集", "all rulesets")
GENERATED: Final = Text(
    "本页由程序根据规则集生成，请改规则集，不要改本页。",
    "Generated from the ruleset: change the ruleset, not the page.",
)
NONE: Final = Text("—", "—")
SEPARATOR: Final = Text("；", "; ")
COMMA: Final = Text("、", ", ")
COLON: Final = Text("{what}：{value}", "{what}: {value}")
BOLD: Final = Text("**{what}**：{value}", "**{what}:** {value}")
BOLD_HEAD: Final = Text("**{what}**：", "**{what}:**")
ASIDE: Final = Text("{text}（{aside}）", "{text} ({aside})")
UNDER: Final = Text("{text}——{condition}时", "{text} — where {condition}")

INDEX_TITLE: Final = Text("规则手册", "The rulebook")
INDEX_INTRO: Final = Text(
    "每个规则集一页：每条规则用白话写明，附条文、历次参数、例子和我们的把握程度。规则的原文在每条下方的折叠处。",
    "A page for every ruleset: each rule in plain words, with its article, its parameters over time, its examples and "
    "how sure we are. The rule as the ruleset writes it is folded away below each.",
)
READING: Final = Text("怎样阅读", "How to read it")
READING_RULES: Final = (
    Text(
        "“所问之日”是提问的日期：同一份记录，问的日期不同，结论可以不同。",
        "“The day asked about” is the day of the question: the same record can come out otherwise on another day.",
    ),
    Text(
        "括号里的参数值是规则集发布之日（规则已失效的，为其最后一日）的值；历次的值见参数表。",
        "A value behind a parameter is that of the day on which the rulesets were released, or of the last day of a "
        "rule that is no longer in force; the tables of parameters give all of them.",
    ),
    Text(
        "与没有的东西相比较，不成立；资料没有提供的，结论为“无法确定”，并说明缺什么。",
        "A comparison with something there is none of does not hold; where nobody said, the answer is “undetermined”, "
        "and it says what is missing.",
    ),
    Text(
        "一项记录的字段单独出现时，指正在判断的那一项；甲、乙指前面标明的那一项。",
        "A field by itself is that of the entry being looked at; A and B are the entries marked so before.",
    ),
)
UNVERIFIED_TITLE: Final = Text("尚待核对的法律", "Law that is still to be checked")
UNVERIFIED_INTRO: Final = Text(
    "未读到全文的文件、据间接材料或者推断写入的规则和参数、条号未核实之处，以及到期须重新核对的文件。影响规则最多的在前。"
    "与 `socorg-rules rulesets --unverified` 的内容相同。",
    "Documents not read in full, rules and values known indirectly or inferred, article numbers not verified, and "
    "documents due for another look. What most rules rest on comes first. The same as `socorg-rules rulesets "
    "--unverified` lists.",
)
ITEM: Final = Text("项目", "Item")
KIND: Final = Text("种类", "Kind")
KINDS: Final = {"source": Text("文件", "source"), "value": Text("参数", "value"), "rule": Text("规则", "rule")}
RULES_RESTING: Final = Text("影响的规则数", "Rules that rest on it")
NOTE: Final = Text("说明", "Note")
RECHECK: Final = Text("{since} 起须重新核对：{why}", "due for a re-check from {since}: {why}")
DUE: Final = Text("{since} 起须重新核对", "due for a re-check from {since}")
VALUE_UNVERIFIED: Final = Text("取值未经原文核实", "its value was not verified in the text")
ALL_ROWS: Final = Text("所有各行", "all rows")
CHECKED_ON: Final = Text("{how}（{on} 核对）", "{how} (checked on {on})")
RULES_COUNTED: Final = Text("规则数", "Rules")

PLACE: Final = Text("地区", "Place")
VERSION: Final = Text("版本", "Version")
RELEASED: Final = Text("{version}（{day} 发布）", "{version} (released on {day})")
FILE: Final = Text("规则集", "Ruleset")
DECIDES: Final = Text("回答", "What it decides")
CHANGES: Final = Text("变更", "What it changes")
FORMER_CODE: Final = Text("{code}，至 {until}", "{code} until {until}")
FORMER_CODES: Final = Text("原代码 {codes}", "formerly {codes}")

SOURCES: Final = Text("依据的文件", "Sources")
SOURCE_HEADS: Final = (
    Text("文件", "Document"),
    Text("文号", "Number"),
    Text("发布机关", "Issued by"),
    Text("施行", "In force"),
    Text("把握程度", "How sure"),
)
PARAMETERS: Final = Text("参数", "Parameters")
PARAMETER_HEADS: Final = (
    Text("值", "Value"),
    Text("自", "From"),
    Text("至", "Until"),
    Text("条文", "Article"),
    Text("把握程度", "How sure"),
)
AS_ABOVE: Final = Text("恢复适用上级规定", "the one above holds again")
DEFINITIONS: Final = Text("定义", "Definitions")
DEFINED_AS: Final = Text("指", "It is")
HOLDS_WHEN: Final = Text("是指", "It holds when")

DECISION_KINDS: Final[dict[DecisionKind, Text]] = {
    "answer": Text("由适用的规则给出一个结论", "the rule that applies gives the answer"),
    "findings": Text("任何一条规则成立，结论即为“是”", "yes as soon as one rule finds something"),
    "requirements": Text("全部要求都满足，结论才为“是”", "yes when all that is required is met"),
}
HOW: Final = Text("判断方法", "How it is decided")
SCOPE: Final = Text("只在以下情形回答", "Asked only where")
VALUE: Final = Text("附带的值", "With the value")
OTHERWISE: Final = Text("没有规则适用时", "Where no rule applies")
FINDING: Final = Text("需要注意的结论", "Tells of something wrong when")
DECLARED_ELSEWHERE: Final = Text(
    "此问题在 {page} 页提出，本页补充或者变更它的规则。",
    "Asked on {page}; here are rules that add to it or change it.",
)
NO_RULES_HERE: Final = Text("本规则集没有关于此问题的规则。", "This ruleset has no rule for it.")

CITES: Final = Text("条文", "Article")
IN_FORCE: Final = Text("适用期间", "In force")
FROM: Final = Text("{start} 起", "from {start}")
UNTIL: Final = Text("至 {end} 止", "until {end}")
FROM_UNTIL: Final = Text("{start} 至 {end}", "from {start} until {end}")
ALWAYS: Final = Text("不限", "always")
LABEL: Final = Text("结果中称为", "Called in results")
WHEN: Final = Text("条件", "When")
REQUIRES: Final = Text("要求", "Required")
FOUND_WHEN: Final = Text("有下列情形的，成立", "Holds when")
TAKES_AWAY_WHEN: Final = Text("有下列情形的，不适用后列规则", "Sets the rules below aside when")
GIVES: Final = Text("结论", "Answer")
SINCE: Final = Text("自何日起", "Since")
BEATS: Final = Text("优先于", "Beats")
UNLESS: Final = Text("除非", "Unless")
NOTES: Final = Text("提示", "Notes")
HOW_SURE: Final = Text("把握程度", "How sure")
SURE: Final = Text("已读原文", "text read")
WITHOUT_CONDITION: Final = Text("不附条件", "without a condition")
AS_WRITTEN: Final = Text("规则原文（FEEL）", "As the ruleset writes it (FEEL)")
REPLACES: Final = Text("取代", "Replaces")
DIRECTIONS: Final[dict[Direction, Text]] = {
    "relaxes": Text("放宽上级规定", "laxer than the rule above"),
    "tightens": Text("严于上级规定", "stricter than the rule above"),
    "replaces": Text("不同于上级规定", "different from the rule above"),
}
DIRECTION: Final = Text("与上级规定相比", "Compared with the rule above")
INDICATORS: Final = Text("指标", "Indicators")
INDICATOR_HEADS: Final = (
    Text("指标", "Indicator"),
    Text("计入", "Counted"),
    Text("除以", "Divided by"),
    Text("基数", "Base"),
    Text("取整", "Rounding"),
    Text("目标不低于", "Target, at least"),
    Text("条文", "Article"),
)
PER_SO_MANY: Final = Text("{what}（每 {count}）", "{what} (per {count})")
FIGURES: Final = Text("公布的数字", "Published figures")
FIGURE_HEADS: Final = (
    Text("文件所述", "What the document says"),
    Text("截至", "As of"),
    Text("写作", "Stated"),
    Text("核算", "Reckoned again"),
    Text("条文", "Article"),
    Text("说明", "Note"),
)
ROW: Final = Text("情形", "Case")
ANYTHING: Final = Text("不限", "any")
FURTHER_CONDITION: Final = Text("其他条件", "Further condition")
EXAMPLES: Final = Text("例子", "Examples")
EXAMPLES_FOLDED: Final = Text("{count} 个例子", "{count} examples")
ON_DAY: Final = Text("{day} 提问", "asked about {day}")
RECORD: Final = Text("记录", "Record")
EXPECTED: Final = Text("结论", "Comes to")
MISSING: Final = Text("缺少", "missing")
GROUNDS: Final = Text("依据", "because of")
NOTHING_OF: Final = Text("没有{what}", "none of: {what}")
NO_ENTRIES: Final = Text("无", "none")
