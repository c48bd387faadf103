"""Which rules the examples show at work and at rest, and which they don't."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from socorg_rules.problems import Language, Text
from socorg_rules.reports.percent import percent_of
from socorg_rules.review.coverage import Coverage, RuleCoverage

_INCOMPLETE: Final = Text("{place}：{rule} {what}", "{place}: {rule}: {what}")
_NEVER_FIRES: Final = Text("没有起作用的例子", "no example shows it firing")
_NEVER_RESTS: Final = Text("没有不起作用的例子", "no example shows it not firing")
_NEITHER: Final = Text("没有例子表明它起作用或者不起作用", "no example shows it firing, and none not firing")
_TOTALS: Final = Text(
    "规则 {rules} 条：有起作用的例子 {fires} 条，有不起作用的例子 {rests}/{can_rest} 条（共 {percent}%）；"
    "有缺资料的例子 {waits} 条。",
    "Rules that fire in an example: {fires} of {rules}; that don't in another: {rests} of {can_rest} "
    "({percent} % of both); that wait for a missing fact in one: {waits}.",
)


class CoverageReport:
    """Tells of the coverage of rules by examples."""

    def __init__(self, coverage: Coverage, language: Language) -> None:
        self._coverage = coverage
        self._language: Language = language
        self._fires = sum(covered.fires for covered in coverage.rules)
        self._rests = sum(covered.rests for covered in coverage.can_rest)

    @property
    def percent(self) -> float:
        """Of a hundred rules to be seen at work and at rest, how many are."""
        asked = len(self._coverage.rules) + len(self._coverage.can_rest)
        return percent_of(self._fires + self._rests, asked)

    def lines(self) -> Iterator[str]:
        """Every rule that the examples don't show whole, and the totals."""
        for covered in self._coverage.incomplete:
            place = covered.rule.place
            what = self._missing(covered).in_language(self._language)
            yield self._say(_INCOMPLETE, place=f"{place.file}:{place.line}", rule=covered.rule.id, what=what)
        yield self._say(
            _TOTALS,
            rules=len(self._coverage.rules),
            fires=self._fires,
            rests=self._rests,
            can_rest=len(self._coverage.can_rest),
            percent=self.percent,
            waits=sum(covered.waits for covered in self._coverage.rules),
        )

    @staticmethod
    def _missing(covered: RuleCoverage) -> Text:
        if covered.fires:
            return _NEVER_RESTS
        return _NEVER_FIRES if covered.rests or not covered.can_rest else _NEITHER

    def _say(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)
