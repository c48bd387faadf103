"""A library of rulesets as a book: which page holds what, and how one page links to another."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from socorg_rules.problems import Language, Text
from socorg_rules.records.divisions import chain_of
from socorg_rules.reports.pages.names import LinkTo, NameKind, Names
from socorg_rules.rulesets.library import Library
from socorg_rules.rulesets.model import Rule, Ruleset, Source, Table
from socorg_rules.rulesets.names import Owned
from socorg_rules.rulesets.plan import LawPlan, RulePlan

INDEX = "index"
UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class RuleKey:
    """A rule of one place."""

    decision: str
    rule: str
    place: str


class Book:
    """The newest version of every ruleset, and where each of its names is explained."""

    def __init__(self, library: Library) -> None:
        self.day = library.release_days[-1]
        selection = library.selection()
        self.rulesets = tuple(sorted(selection.rulesets, key=lambda ruleset: ruleset.id))
        self.names = selection.names
        self.typed = selection.typed
        self._selection = selection
        self._plans = {RuleKey(plan.decision, plan.id, plan.place): plan for plan in selection.typed.rules}

    def law_of(self, ruleset: Ruleset) -> LawPlan:
        """The law of the ruleset's own place."""
        return self._selection.law_for(ruleset.jurisdiction.code, self.day)

    def plan_of(self, ruleset: Ruleset, rule: Rule) -> RulePlan:
        """A rule as engines see it."""
        return self._plans[RuleKey(rule.decides, rule.id, ruleset.jurisdiction.code)]

    @property
    def plans(self) -> tuple[RulePlan, ...]:
        """All rules of all places."""
        return tuple(self._selection.typed.rules)

    def names_for(self, ruleset: Ruleset, language: Language) -> Names:
        """The names as a page of the ruleset says them."""
        return Names(self.law_of(ruleset), self.day, self._linker(ruleset, language))

    def source(self, source_id: str) -> Owned[Source]:
        return self.names.sources[source_id]

    # -- exceptions and replacements -----------------------------------------------------------------------

    def beaten_by(self, ruleset: Ruleset, rule: Rule) -> Iterator[Owned[Rule]]:
        """The rules that an exception of the ruleset sets aside while it holds: those its place inherits, or has."""
        places = chain_of(ruleset.jurisdiction.code)
        for owned in self._rules_of(rule.decides):
            named = {owned.item.id, *owned.item.groups}
            if owned.item.id != rule.id and owned.jurisdiction in places and not named.isdisjoint(rule.exception_to):
                yield owned

    def exceptions_to(self, ruleset: Ruleset, rule: Rule) -> Iterator[Owned[Rule]]:
        """The rules, also those of places below, that set a rule aside while they hold."""
        yield from self._exceptions(ruleset, rule.decides, {rule.id, *rule.groups} - {rule.table}, rule.id)

    def tables_beaten_by(self, ruleset: Ruleset, rule: Rule) -> Iterator[tuple[Ruleset, Table]]:
        """The tables all of whose rows an exception sets aside."""
        places = chain_of(ruleset.jurisdiction.code)
        for other_ruleset in self.rulesets:
            if other_ruleset.jurisdiction.code in places:
                for table in other_ruleset.tables:
                    if table.decides == rule.decides and table.id in rule.exception_to:
                        yield other_ruleset, table

    def exceptions_to_table(self, ruleset: Ruleset, table: Table) -> Iterator[Owned[Rule]]:
        """The rules that set all rows of a table aside while they hold."""
        yield from self._exceptions(ruleset, table.decides, {table.id}, "")

    def _exceptions(self, ruleset: Ruleset, decision: str, named: set[str], but: str) -> Iterator[Owned[Rule]]:
        for owned in self._rules_of(decision):
            below = ruleset.jurisdiction.code in chain_of(owned.jurisdiction)
            if below and owned.item.id != but and not named.isdisjoint(owned.item.exception_to):
                yield owned

    def replaced_by(self, ruleset: Ruleset, rule: Rule) -> Owned[Rule] | None:
        """The rule of a place above that a rule stands in for."""
        by_place = self.names.rules[rule.decides][rule.id]
        above = (by_place.get(place) for place in reversed(chain_of(ruleset.jurisdiction.code)[:-1]))
        return next((owned for owned in above if owned is not None), None)

    def _rules_of(self, decision: str) -> Iterator[Owned[Rule]]:
        for by_place in self.names.rules.get(decision, {}).values():
            yield from by_place.values()

    # -- links ---------------------------------------------------------------------------------------------

    def link(self, target: Ruleset, anchor: str, *, of: Ruleset | None, language: Language) -> str:
        """The target of a link from the page of ``of`` (None: a page of the whole book) to a place on another."""
        if target is of:
            return f"#{anchor}"
        start = posixpath.dirname(of.id) if of is not None else ""
        page = posixpath.relpath(page_name(target.id, language), start or ".")
        return f"{page}#{anchor}" if anchor else page

    def _linker(self, ruleset: Ruleset, language: Language) -> LinkTo:
        def link_to(kind: NameKind, name: str) -> str | None:
            owner = self._owner(kind, name, ruleset)
            return None if owner is None else self.link(owner, f"{kind}-{name}", of=ruleset, language=language)

        return link_to

    def _owner(self, kind: NameKind, name: str, ruleset: Ruleset) -> Ruleset | None:
        match kind:
            case "definition":
                return self.names.definitions[name].ruleset
            case "decision":
                return self.names.decisions[name].ruleset
            case "parameter":
                layers = self.names.parameters[name]
                nearest = (layers.get(place) for place in reversed(chain_of(ruleset.jurisdiction.code)))
                return next((owned.ruleset for owned in nearest if owned is not None), None)
        return None


def page_name(name: str, language: Language) -> str:
    """The file of a page in one language, below the folder of the book."""
    return f"{name}.zh.md" if language == "zh" else f"{name}.md"


def rule_anchor(rule: str) -> str:
    """What links to a rule name."""
    return f"rule-{rule}"


def other(language: Language) -> Language:
    """The other language of the library."""
    return "en" if language == "zh" else "zh"


def place_title(ruleset: Ruleset) -> Text:
    """The place of a ruleset with its code."""
    place = ruleset.jurisdiction
    return Text(f"{place.title.zh}（{place.code}）", f"{place.title.en} ({place.code})")
