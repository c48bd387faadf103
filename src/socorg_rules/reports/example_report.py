"""What running examples came to, for the author who wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from socorg_rules.problems import Language, Text
from socorg_rules.review.example_runs import ExampleRun, FileRun
from socorg_rules.rulebook import Rulebook

_ALL_PASSED: Final = Text("{file}：{count} 个例子全部通过", "{file}: all {count} passed")
_SOME_FAILED: Final = Text("{file}：{count} 个例子中有 {failed} 个不符", "{file}: {failed} of {count} failed")
_FAILED: Final = Text("{place}：不符：{name}", "{place}: failed: {name}")
_DIFFERENCE: Final = Text(
    "{decision}（{title}）的{aspect}应为 {expected}，实为 {found}",
    "{decision} ({title}): {aspect} should be {expected}, but is {found}",
)
_TOTALS: Final = Text("共 {count} 个例子，{failed} 个不符。", "Examples: {count}; failed: {failed}.")
_ASPECTS: Final = {
    "outcome": Text("结论", "outcome"),
    "value": Text("值", "value"),
    "grounds": Text("依据", "grounds"),
    "missing": Text("缺少的资料", "missing facts"),
    "caveats": Text("提示", "caveats"),
}


class ExampleReport:
    """Tells of files of examples one after the other, and counts."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self._titles = {declaration.name: declaration.title for declaration in rulebook.decisions}
        self._language: Language = language
        self.examples = 0
        self.failed = 0

    def lines(self, run: FileRun) -> Iterator[str]:
        """What to print of one file: its summary, and every failure."""
        self.examples += len(run.runs)
        self.failed += len(run.failed)
        summary = _SOME_FAILED if run.failed else _ALL_PASSED
        yield self._say(summary, file=run.file, count=len(run.runs), failed=len(run.failed))
        for failed in run.failed:
            yield from self._failure(failed)

    def totals(self) -> str:
        return self._say(_TOTALS, count=self.examples, failed=self.failed)

    def _failure(self, run: ExampleRun) -> Iterator[str]:
        place = run.example.place
        name = run.example.name.in_language(self._language)
        yield "  " + self._say(_FAILED, place=f"{place.file}:{place.line}", name=name)
        for difference in run.differences:
            yield "    " + self._say(
                _DIFFERENCE,
                decision=difference.decision,
                title=self._titles[difference.decision].in_language(self._language),
                aspect=_ASPECTS[difference.aspect].in_language(self._language),
                expected=difference.expected,
                found=difference.found,
            )

    def _say(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)
