"""Which rulesets there are, and how far the texts behind them were checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from socorg_rules.problems import Place, Text
from socorg_rules.rulesets.citation import print_citation
from socorg_rules.rulesets.model import Checked, Citation, Parameter, Period, Recheck, Rule, Ruleset, Source

CHECKED_LABELS: Final = {
    Checked.TEXT_READ: Text("已读原文", "text read"),
    Checked.OPENING_READ: Text("只读到开头", "opening read"),
    Checked.SECONDARY: Text("间接来源", "secondary source"),
    Checked.INFERRED: Text("推断", "inferred"),
    Checked.UNSEEN: Text("未见原文", "not seen"),
}

Sources = Mapping[str, Source]
ItemKind = Literal["source", "value", "rule"]


@dataclass(frozen=True, slots=True)
class RulesetStatus:
    """One version of a ruleset. ``provisions``: its sources, dated values and rules; ``read``: those of them whose
    own text and sources were read; ``in_force``: from the first day of its earliest rule to the last of its latest.
    """

    ruleset: Ruleset
    in_force: Period
    provisions: int
    read: int


@dataclass(frozen=True, slots=True)
class UnverifiedItem:
    """A source, a dated value or a rule that isn't fully checked, or that is due for another look."""

    ruleset: Ruleset
    kind: ItemKind
    name: str
    title: Text
    checked: Checked
    note: Text | None
    recheck: Recheck | None
    place: Place


def sources_of(rulesets: Iterable[Ruleset]) -> dict[str, Source]:
    """All sources by id; the newest version's, since rulesets come in the order of their versions."""
    return {source.id: source for ruleset in rulesets for source in ruleset.sources}


def status_of(ruleset: Ruleset, sources: Sources) -> RulesetStatus:
    """How a ruleset stands."""
    verified = list(_verified(ruleset, sources))
    return RulesetStatus(ruleset, _in_force(ruleset, sources), len(verified), sum(verified))


def unverified_items(ruleset: Ruleset) -> Iterator[UnverifiedItem]:
    """What in a ruleset isn't read in full, or is to be looked at again."""
    for source in ruleset.sources:
        if source.checked is not Checked.TEXT_READ or source.recheck is not None:
            yield UnverifiedItem(
                ruleset, "source", source.id, source.title, source.checked, source.note, source.recheck, source.place
            )
    for parameter in ruleset.parameters:
        yield from _unverified_values(ruleset, parameter)
    for rule in ruleset.rules:
        checked = rule.checked or Checked.TEXT_READ
        note = _unseen_numbers(rule.cites)
        if checked is not Checked.TEXT_READ or note is not None:
            yield UnverifiedItem(ruleset, "rule", rule.id, rule.title, checked, note, None, rule.place)


def _unverified_values(ruleset: Ruleset, parameter: Parameter) -> Iterator[UnverifiedItem]:
    title = parameter.title or Text(parameter.name, parameter.name)
    for dated in parameter.values:
        checked = dated.checked or Checked.TEXT_READ
        unseen = _unseen_numbers(dated.cites)
        if checked is not Checked.TEXT_READ or dated.recheck is not None or unseen is not None:
            name = f"{parameter.name} {dated.start.isoformat()}"
            note = dated.note or unseen
            yield UnverifiedItem(ruleset, "value", name, title, checked, note, dated.recheck, dated.place)


def _unseen_numbers(cites: Iterable[Citation]) -> Text | None:
    """Which of the articles cited are known without their numbers."""
    unseen = "; ".join(print_citation(citation) for citation in cites if citation.number_unseen)
    return Text(f"条号未核实：{unseen}", f"article number not verified: {unseen}") if unseen else None


def _verified(ruleset: Ruleset, sources: Sources) -> Iterator[bool]:
    for source in ruleset.sources:
        yield source.checked is Checked.TEXT_READ
    for parameter in ruleset.parameters:
        for dated in parameter.values:
            yield _is_read(dated.checked, dated.cites, sources)
    for rule in ruleset.rules:
        yield _is_read(rule.checked, rule.cites, sources)


def _is_read(own: Checked | None, cites: Iterable[Citation], sources: Sources) -> bool:
    return own in (None, Checked.TEXT_READ) and all(
        sources[citation.source].checked is Checked.TEXT_READ for citation in cites
    )


def _in_force(ruleset: Ruleset, sources: Sources) -> Period:
    periods = [_period_of(rule, sources) for rule in ruleset.rules] or [source.in_force for source in ruleset.sources]
    starts = [period.start for period in periods if period.start is not None]
    ends = [period.end for period in periods if period.end is not None]
    still = len(ends) < len(periods)
    return Period(min(starts, default=None), None if still else max(ends, default=None))


def _period_of(rule: Rule, sources: Sources) -> Period:
    """A rule's own period, or else that of the first source that it cites."""
    return rule.in_force if rule.in_force != Period() else sources[rule.cites[0].source].in_force
