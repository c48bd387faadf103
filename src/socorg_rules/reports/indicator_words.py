"""The words around indicators and published figures, for tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from socorg_rules.indicators import Verdict
from socorg_rules.indicators.measurement import TargetVerdict
from socorg_rules.problems import Language, Text
from socorg_rules.rulesets.indicator_model import Basis, Relation, RoundingMode, Unit

BASES: Final[dict[Basis, Text]] = {
    "all": Text("全部", "all"),
    "due": Text("应检", "due"),
    "eligible": Text("符合参评条件", "eligible"),
    "registered": Text("登记", "registered"),
    "filed": Text("备案", "filed"),
    "registered_and_filed": Text("登记和备案", "registered and filed"),
}
MODES: Final[dict[RoundingMode, Text]] = {
    "truncate": Text("截去尾数", "truncated"),
    "half_up": Text("四舍五入", "half up"),
}
TARGET_VERDICTS: Final[dict[TargetVerdict, Text]] = {
    TargetVerdict.MET: Text("达到", "met"),
    TargetVerdict.MISSED: Text("未达到", "missed"),
    TargetVerdict.UNDETERMINED: Text("无法确定", "undetermined"),
}
VERDICTS: Final[dict[Verdict, Text]] = {
    Verdict.CONSISTENT: Text("一致", "consistent"),
    Verdict.INCONSISTENT: Text("不一致", "inconsistent"),
    Verdict.DEPENDS_ON_BASE: Text("取决于基数", "depends on the base"),
    Verdict.SUSPECT: Text("存疑", "suspect"),
    Verdict.NOT_TESTABLE: Text("无法核对", "not testable"),
}
RELATIONS: Final[dict[Relation, Text]] = {
    "exactly": Text("{}", "{}"),
    "about": Text("约 {}", "about {}"),
    "at_least": Text("≥ {}", "≥ {}"),
    "more_than": Text("> {}", "> {}"),
}


def number_text(value: Decimal, unit: Unit) -> str:
    """A number as it is printed, with its unit: ``94.17 %``, ``1,048``."""
    return f"{value:,f} %" if unit == "percent" else f"{value:,f}"


def short_number_text(value: Decimal, unit: Unit) -> str:
    """A number without the noughts at its end: ``70 %``."""
    return number_text(Decimal(f"{value.normalize():f}"), unit)


def rounding_text(mode: RoundingMode, places: int, language: Language) -> str:
    """``truncated, 2``: how it is rounded, and at how many decimal places."""
    return f"{MODES[mode].in_language(language)}{'，' if language == 'zh' else ', '}{places}"
