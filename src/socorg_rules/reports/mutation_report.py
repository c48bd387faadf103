"""What a run over mutants came to: what nobody would have noticed, by file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from socorg_rules.problems import Language, Place, Text
from socorg_rules.reports.percent import percent_of
from socorg_rules.review.expression_changes import Operator
from socorg_rules.review.mutation import Verdict

_FILE: Final = Text(
    "{file}：{count} 处改动，发现 {noticed} 处（{percent}%）",
    "{file}: {noticed} of {count} changes noticed ({percent} %)",
)
_CHANGED: Final = Text(
    "{place}：未发现：{operator} {was} → {became}（{item}）",
    "{place}: not noticed: {operator} {was} → {became} ({item})",
)
_DROPPED: Final = Text(
    "{place}：未发现：去掉{operator} {was}（{item}）", "{place}: not noticed: {operator} dropped: {was} ({item})"
)
_TOTALS: Final = Text(
    "共 {count} 处改动，发现 {noticed} 处（{percent}%）：例子发现 {killed} 处，检查拒绝 {refused} 处；"
    "未发现 {survived} 处。",
    "Changes: {count}; noticed: {noticed} ({percent} %), by examples: {killed}, by the checker: {refused}; "
    "not noticed: {survived}.",
)
_OPERATORS: Final[dict[Operator, Text]] = {
    "number": Text("数字", "number"),
    "date": Text("日期", "date"),
    "duration": Text("期限", "duration"),
    "comparison": Text("比较", "comparison"),
    "condition": Text("条件", "condition"),
    "member": Text("成员", "member"),
    "scope": Text("适用范围", "scope"),
    "exception": Text("例外", "exception"),
    "since": Text("起算日", "since"),
}
_LONGEST: Final = 80
"""Characters shown of a condition; its line says where the rest is."""


class MutationReport:
    """Counts verdicts and tells of them."""

    def __init__(self, verdicts: Sequence[Verdict], language: Language) -> None:
        self._verdicts = verdicts
        self._language: Language = language

    @property
    def percent(self) -> float:
        """How many of a hundred changes somebody would notice."""
        return percent_of(self._noticed(self._verdicts), len(self._verdicts))

    def lines(self) -> Iterator[str]:
        """Every file with what nobody noticed in it, and the totals."""
        for file in dict.fromkeys(verdict.place.file for verdict in self._verdicts):
            of_file = [verdict for verdict in self._verdicts if verdict.place.file == file]
            yield self._say(_FILE, file=file, **self._counts(of_file))
            for verdict in of_file:
                if not verdict.is_noticed:
                    yield "  " + self._survivor(verdict)
        fates = [verdict.fate for verdict in self._verdicts]
        yield self._say(
            _TOTALS,
            **self._counts(self._verdicts),
            killed=fates.count("killed"),
            refused=fates.count("refused"),
            survived=fates.count("survived"),
        )

    def as_dict(self) -> dict[str, object]:
        """Plain data: the totals and every change."""
        return {
            **self._counts(self._verdicts),
            "changes": [
                {
                    "file": verdict.place.file,
                    "line": verdict.place.line,
                    "column": verdict.place.column,
                    "operator": verdict.operator,
                    "item": verdict.item,
                    "was": verdict.was,
                    "became": verdict.became,
                    "fate": verdict.fate,
                    "noticed_by": None if verdict.killer is None else _spot(verdict.killer),
                }
                for verdict in self._verdicts
            ],
        }

    def _counts(self, verdicts: Sequence[Verdict]) -> dict[str, object]:
        noticed = self._noticed(verdicts)
        return {"count": len(verdicts), "noticed": noticed, "percent": percent_of(noticed, len(verdicts))}

    def _survivor(self, verdict: Verdict) -> str:
        dropped = verdict.became is None
        differ_at = 0 if verdict.became is None else _first_difference(verdict.was, verdict.became)
        return self._say(
            _DROPPED if dropped else _CHANGED,
            place=_spot(verdict.place),
            operator=_OPERATORS[verdict.operator].in_language(self._language),
            was=_shortened(verdict.was, differ_at),
            became=_shortened(verdict.became or "", differ_at),
            item=verdict.item,
        )

    def _say(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)

    @staticmethod
    def _noticed(verdicts: Sequence[Verdict]) -> int:
        return sum(verdict.is_noticed for verdict in verdicts)


def _spot(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def _shortened(text: str, around: int) -> str:
    """The beginning of a long text or, where that would leave it out, the part around a position."""
    if len(text) <= _LONGEST:
        return text
    start = max(0, around - _LONGEST // 2)
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
