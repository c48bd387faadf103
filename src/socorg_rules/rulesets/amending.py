"""A selection with one rule or one definition written otherwise, without checking all of it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from socorg_rules.problems import Problems
from socorg_rules.rulesets.model import Definition, Rule, Ruleset
from socorg_rules.rulesets.names import Owned
from socorg_rules.rulesets.plan import DefinitionPlan
from socorg_rules.rulesets.typed import TypedLaw


def amended(law: TypedLaw, original: Ruleset, changed: Ruleset, problems: Problems) -> TypedLaw | None:
    """The law with what differs between two rulesets; None where all of it has to be checked again.

    Nothing else rests on a rule. On a definition rests whatever names it, but only on its type and on what it uses.
    """
    sections = [name for name in Ruleset.__dataclass_fields__ if getattr(original, name) is not getattr(changed, name)]
    if len(sections) != 1:
        return None
    items = list(zip(getattr(original, sections[0]), getattr(changed, sections[0]), strict=False))
    different = [(old, new) for old, new in items if old is not new]
    if len(different) != 1 or len(items) != len(getattr(original, sections[0])):
        return None
    match different[0]:
        case Rule() as old, Rule() as new if _is_named_alike(old, new):
            return _with_rule(law, Owned(changed, new), problems)
        case Definition() as old, Definition() as new if old.name == new.name:
            return _with_definition(law, Owned(changed, new), problems)
    return None


def _is_named_alike(old: Rule, new: Rule) -> bool:
    """Whether whatever named the one names the other."""
    return (old.id, old.decides, old.groups, old.table) == (new.id, new.decides, new.groups, new.table)


def _with_rule(law: TypedLaw, owned: Owned[Rule], problems: Problems) -> TypedLaw:
    rule, place = owned.item, owned.jurisdiction
    by_id = law.names.rules[rule.decides]
    rules = {**law.names.rules, rule.decides: {**by_id, rule.id: {**by_id[rule.id], place: owned}}}
    others = [plan for plan in law.rules if (plan.decision, plan.id, plan.place) != (rule.decides, rule.id, place)]
    new = replace(law, names=replace(law.names, rules=rules), problems=problems, rules=others)
    new.type_rule(rule.decides, owned)
    return new


def _with_definition(law: TypedLaw, owned: Owned[Definition], problems: Problems) -> TypedLaw | None:
    name = owned.item.name
    names = replace(law.names, definitions={**law.names.definitions, name: owned})
    new = replace(
        law,
        names=names,
        problems=problems,
        definitions=dict(law.definitions),
        definition_uses=dict(law.definition_uses),
    )
    old_plan, new_plan = law.definitions[name], new.typed_definition(name)
    if new_plan is None:
        return new
    same_uses = law.definition_uses[name] == new.definition_uses[name]
    if not isinstance(old_plan, DefinitionPlan) or not same_uses or _kind(old_plan) != _kind(new_plan):
        return None
    new.definitions[name] = new_plan
    return new


def _kind(plan: DefinitionPlan) -> tuple[Any, ...]:
    """What those who use a definition see of it. The bounds of a type are seen only in its text."""
    return plan.nullable, repr(plan.type)
