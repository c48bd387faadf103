"""A decision as plain data, for JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from socorg_rules.decisions.outcome import Caveat, Decision, DecisionValue, Ground
from socorg_rules.problems import Text


def plain_value(value: DecisionValue) -> object:
    """Amounts as text with their places, dates in ISO form, sets as sorted lists."""
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case tuple():
            return list(value)
    return value


def _texts(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def ground_record(ground: Ground) -> dict[str, object]:
    """A rule behind an outcome."""
    return {
        "rule": ground.rule,
        "label": ground.label,
        "since": plain_value(ground.since),
        "ruleset": ground.ruleset,
        "place": ground.place,
        "citations": [{"source": article.source, "text": _texts(article.text)} for article in ground.citations],
    }


def caveat_record(caveat: Caveat) -> dict[str, object]:
    """Something to know about the law behind a decision."""
    return {"kind": caveat.kind, "about": caveat.about, "text": _texts(caveat.text)}


def decision_record(decision: Decision) -> dict[str, object]:
    """Everything a decision says."""
    return {
        "outcome": decision.outcome.value,
        "value": plain_value(decision.value),
        "grounds": [ground_record(ground) for ground in decision.grounds],
        "missing": list(decision.missing),
        "caveats": [caveat_record(caveat) for caveat in decision.caveats],
        "conflict": list(decision.conflict.rules) if decision.conflict is not None else None,
    }
