"""What can be wrong when a law is to run on durable_rules."""

from __future__ import annotations

from socorg_rules.problems import ProblemKind, Text

TOO_LARGE = ProblemKind(
    "E860",
    Text(
        "“{decision}”需要{needed}个{what_zh}，durable_rules 最多可用{limit}个",
        "{decision} needs {needed} {what_en}; durable_rules takes {limit} at most",
    ),
    Text(
        "请把该决定拆成几个，或者用其他引擎：Rulebook.evaluate 没有这个限制。",
        "Divide the decision, or use another engine: Rulebook.evaluate has no such limit.",
    ),
)

NOT_INSTALLED = ProblemKind(
    "E861",
    Text("没有安装 durable_rules", "durable_rules is not installed"),
    Text(
        "请运行 pip install 'socorg-rules[durable]'（需要 C 编译器）。",
        "Run pip install 'socorg-rules[durable]' (it needs a C compiler).",
    ),
)

PYTHON_TOO_NEW = ProblemKind(
    "E862",
    Text(
        "durable_rules 只能在 CPython 3.13 之前的版本上使用，本机是{version}",
        "durable_rules runs on CPython before 3.13 only; this is {version}",
    ),
    Text("请改用 Python 3.11 或 3.12，或者用其他引擎。", "Use Python 3.11 or 3.12, or another engine."),
)

ENGINE_FAILED = ProblemKind(
    "E863",
    Text("durable_rules 报告错误{code}", "durable_rules reports error {code}"),
    Text("请重试；错误再次出现时请用其他引擎。", "Try again; if it comes back, use another engine."),
)
