"""The words around the figures of a report."""

from __future__ import annotations

from typing import Final

from socorg_rules.problems import Text

DECISION: Final = Text("决定", "Decision")
ANSWER: Final = Text("结论", "Answer")
SINCE: Final = Text("自", "Since")
BASIS: Final = Text("依据", "Basis")

MISSING: Final = Text("缺少：{facts}", "missing: {facts}")
NEWLY_MISSING: Final = Text("新缺少：{facts}", "now missing too: {facts}")
NO_LONGER_MISSING: Final = Text("不再缺少：{facts}", "no longer missing: {facts}")
CONFLICT: Final = Text("规则冲突：{rules}", "rules in conflict: {rules}")
AND_MORE: Final = Text("{listed} 等 {count} 项", "{listed} and {rest} more")
BETWEEN_ARTICLES: Final = Text("；", "; ")
BETWEEN_FACTS: Final = Text("、", ", ")
MORE_GROUNDS: Final = Text("……另有 {count} 条依据", "... and {count} more grounds")
UNDETERMINED_ROWS: Final = Text("{count} 项决定", "{count} decisions")
GROUND: Final = Text("{title}：{articles}", "{title}: {articles}")

FINDINGS: Final = Text("发现问题", "Findings")
SUMMARY: Final = Text("汇总", "Summary")
FACTS_MOST_MISSED: Final = Text("最常缺少的资料（等待它的决定数）：", "Facts most waited for (by how many decisions):")
FACT_MISSED: Final = Text("{fact}：{count}", "{fact}: {count}")
ORGANIZATIONS: Final = Text(
    "共 {organizations} 家：发现问题 {found} 家，仅有无法确定事项 {open} 家，其余 {clear} 家。",
    "Organizations: {organizations}; with findings: {found}; undetermined only: {open}; neither: {clear}.",
)
UNREADABLE: Final = Text(
    "输入有 {problems} 处错误，所涉记录未作判断。",
    "Errors in the input: {problems}; the records concerned were not decided.",
)
MARKS: Final = Text(
    "! 发现问题   ? 无法确定   * 所依据的法律有保留说明（explain 给出全文）",
    "! finding   ? undetermined   * the law behind it has caveats (explain tells them)",
)

DAY: Final = Text("日期", "Day")
BEFORE: Final = Text("此前", "Before")
AFTER: Final = Text("此后", "From then on")
TIMELINE_PAST: Final = Text("已发生的变化（{since} 至 {until}）", "What has changed ({since} to {until})")
TIMELINE_AHEAD: Final = Text(
    "若不作处理，将要发生的变化（{since} 之后至 {until}）",
    "What will change if nothing is done (after {since} to {until})",
)
TURNED: Final = Text("{title}：{before} → {after}", "{title}: {before} → {after}")
FROM_TO: Final = Text("{since} 至 {until}", "{since} to {until}")
REWRITES_PAST: Final = Text("{days}（改写过去）", "{days} (rewrites the past)")
EVENT: Final = Text("事件 {id}", "event {id}")
NO_CHANGE: Final = Text("没有变化。", "No change.")
