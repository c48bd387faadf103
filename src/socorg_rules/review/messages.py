"""What reading and running examples says: codes E700 to E749."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import ProblemKind, Text

UNKNOWN_DECISION: Final = ProblemKind(
    "E700",
    Text("没有名为 {name} 的决定。", "There is no decision {name}."),
    Text("请改正名称。", "Correct the name."),
)
UNKNOWN_RULE: Final = ProblemKind(
    "E701",
    Text("没有名为 {name} 的规则。", "There is no rule {name}."),
    Text("of 写规则的 id；表格的行写“表.行”。", "of takes the id of a rule; for the row of a table write table.row."),
)
UNKNOWN_OUTCOME: Final = ProblemKind(
    "E702",
    Text("{written} 不是结论。", "{written} is no outcome."),
    Text(
        "可写 {allowed}；要写值，请用 {{value: …}}。",
        "Write one of {allowed}; for a value write {{value: …}}.",
    ),
)
NOTHING_EXPECTED: Final = ProblemKind(
    "E703",
    Text("这个例子没有写任何期望的结果。", "The example expects nothing."),
    Text("在 then 下写决定的名称和结论。", "Under then, write the name of a decision and its outcome."),
)
NO_EXAMPLES: Final = ProblemKind(
    "E704",
    Text("在 {folder} 下没有例子文件。", "There is no file of examples in {folder}."),
    Text(
        "例子写在规则集旁边，文件名为 <版本>.examples.yaml。",
        "Examples stand beside a ruleset, in <version>.examples.yaml.",
    ),
)
NO_RULESET_BESIDE: Final = ProblemKind(
    "E705",
    Text("例子文件旁边没有规则集 {ruleset}。", "There is no ruleset {ruleset} beside this file of examples."),
    Text(
        "例子文件与规则集同名：1.0.0.yaml 的例子在 1.0.0.examples.yaml。",
        "Name it after its ruleset: the examples of 1.0.0.yaml are in 1.0.0.examples.yaml.",
    ),
)
NOTHING_RELEASED: Final = ProblemKind(
    "E707",
    Text(
        "{known_at} 时还没有发布任何规则集，最早的发布于 {first}。",
        "No ruleset was released by {known_at}; the first was on {first}.",
    ),
    Text("请改正 known_at，或者删去。", "Correct known_at, or leave it out."),
)
UNKNOWN_CAVEAT: Final = ProblemKind(
    "E706",
    Text("{written} 不是提示的种类。", "{written} is no kind of caveat."),
    Text("可写：{allowed}。", "Write one of: {allowed}."),
)
