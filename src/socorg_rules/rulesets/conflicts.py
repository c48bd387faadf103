"""Rules that plainly give different answers to one organization, and rows of a table that both match."""

from __future__ import annotations

from itertools import combinations

from socorg_rules.problems import Place, Problems
from socorg_rules.rulesets import law_messages as msg
from socorg_rules.rulesets.overlap import plain_overlap
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulePlan
from socorg_rules.rulesets.typed import TypedLaw


def check_conflicts(plan: LawPlan, law: TypedLaw, problems: Problems) -> None:
    """Reports conflicts in the law of one place; rules that are all inherited have been looked at above."""
    place = plan.places[-1]
    for decision in plan.decisions.values():
        rules = [version for slot in decision.slots for version in slot.versions]
        if all(rule.place != place for rule in rules):
            continue
        for first, second in combinations(rules, 2):
            if first.id != second.id and place in (first.place, second.place) and _may_clash(first, second):
                _check_pair(decision, first, second, law, problems)


def _may_clash(first: RulePlan, second: RulePlan) -> bool:
    return first.in_force.overlaps(second.in_force) and second.id not in first.beats and first.id not in second.beats


def _check_pair(decision: DecisionPlan, first: RulePlan, second: RulePlan, law: TypedLaw, problems: Problems) -> None:
    unique = _shared_unique_table(first, second, law)
    differ = decision.kind == "answer" and first.then != second.then
    if not (unique or differ):
        return
    example = plain_overlap(first.when, second.when)
    if example is None:
        return
    shown = ", ".join(f"{name} = {_shown(value)}" for name, value in sorted(example.items())) or "always"
    place, other = _place(second, law), _place(first, law)
    if unique:
        problems.add(msg.OVERLAPPING_ROWS.at(place, table=unique, first=first.id, second=second.id, example=shown))
    else:
        problems.add(msg.CONFLICT.at(place, first=second.id, second=first.id, other=other, example=shown))


def _shared_unique_table(first: RulePlan, second: RulePlan, law: TypedLaw) -> str | None:
    """The table with hit policy ``unique`` of which both rules are rows."""
    written = law.names.rules[first.decision]
    one, other = written[first.id][first.place], written[second.id][second.place]
    if one.item.table is None or one.item.table != other.item.table or one.ruleset is not other.ruleset:
        return None
    tables = {table.id: table for table in one.ruleset.tables}
    return one.item.table if tables[one.item.table].hit_policy == "unique" else None


def _place(rule: RulePlan, law: TypedLaw) -> Place:
    return law.names.rules[rule.decision][rule.id][rule.place].item.place


def _shown(value: object) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
