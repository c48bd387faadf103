"""What a decision's reader has to be told about the law behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from socorg_rules.decisions.outcome import Caveat
from socorg_rules.problems import Text
from socorg_rules.rulesets.model import Checked, Citation, DatedValue, Direction, Parameter, Recheck, Rule, Ruleset
from socorg_rules.rulesets.model import Source as SourceModel
from socorg_rules.rulesets.names import Owned
from socorg_rules.rulesets.plan import DatedCaveat

Sources = Mapping[str, Owned[SourceModel]]
Caveats = tuple[tuple[Caveat, ...], tuple[DatedCaveat, ...]]

_HOW_FAR = {
    Checked.OPENING_READ: Text("只读到开头部分", "only its opening was read"),
    Checked.SECONDARY: Text("依据间接来源，未见原文", "known from secondary sources, its text was not seen"),
    Checked.INFERRED: Text("由其他材料推断，未见原文", "inferred from other material, its text was not seen"),
    Checked.UNSEEN: Text("据一般了解，未见原文", "known in general, its text was not seen"),
}


def rule_caveats(rule: Rule, ruleset: Ruleset, sources: Sources) -> Caveats:
    """Of a rule: how sure we are of it and of its sources, and whether it is a place's own deviation."""
    caveats, recheck = _source_caveats(rule.cites, sources)
    if rule.checked is not None and rule.checked is not Checked.TEXT_READ:
        caveats.append(_unverified("unverified_rule", rule.id, rule.title, rule.checked, None))
    if rule.direction is not None:
        caveats.append(_deviation(rule.id, rule.title, rule.direction, ruleset))
    return tuple(caveats), tuple(recheck)


def value_caveats(parameter: Parameter, title: Text, dated: DatedValue, ruleset: Ruleset, sources: Sources) -> Caveats:
    """Of a dated value of a parameter; ``title`` is the parameter's, inherited where an overlay gives none."""
    caveats, recheck = _source_caveats(dated.cites, sources)
    if dated.checked is not None and dated.checked is not Checked.TEXT_READ:
        caveats.append(_unverified("unverified_value", parameter.name, title, dated.checked, dated.note))
    elif dated.note is not None:
        caveats.append(Caveat("note", parameter.name, dated.note))
    if dated.recheck is not None:
        recheck.append(_recheck(parameter.name, title, dated.recheck))
    if parameter.direction is not None:
        caveats.append(_deviation(parameter.name, title, parameter.direction, ruleset))
    return tuple(caveats), tuple(recheck)


def cited_caveats(cites: Iterable[Citation], sources: Sources) -> Caveats:
    """Of what rests on sources alone, such as an indicator."""
    caveats, recheck = _source_caveats(cites, sources)
    return tuple(caveats), tuple(recheck)


def _source_caveats(cites: Iterable[Citation], sources: Sources) -> tuple[list[Caveat], list[DatedCaveat]]:
    caveats: list[Caveat] = []
    recheck: list[DatedCaveat] = []
    for citation in cites:
        owned = sources.get(citation.source)
        if owned is None:
            continue
        source = owned.item
        if source.checked is not Checked.TEXT_READ:
            caveats.append(_unverified("unverified_source", source.id, source.title, source.checked, source.note))
        if source.recheck is not None:
            recheck.append(_recheck(source.id, source.title, source.recheck))
    return caveats, recheck


def _unverified(kind: str, about: str, title: Text, checked: Checked, note: Text | None) -> Caveat:
    how = _HOW_FAR[checked]
    zh = f"“{title.zh}”{how.zh}" + (f"：{note.zh}" if note else "")
    en = f"{title.en}: {how.en}" + (f" ({note.en})" if note else "")
    match kind:
        case "unverified_source":
            return Caveat("unverified_source", about, Text(zh, en))
        case "unverified_value":
            return Caveat("unverified_value", about, Text(zh, en))
    return Caveat("unverified_rule", about, Text(zh, en))


def _recheck(about: str, title: Text, recheck: Recheck) -> DatedCaveat:
    zh = f"“{title.zh}”自 {recheck.since} 起须重新核对：{recheck.why.zh}"
    en = f"{title.en} is due for a re-check from {recheck.since}: {recheck.why.en}"
    return DatedCaveat(recheck.since, Caveat("recheck_due", about, Text(zh, en)))


def _deviation(about: str, title: Text, direction: Direction, ruleset: Ruleset) -> Caveat:
    place = ruleset.jurisdiction.title
    zh = {"relaxes": "放宽", "tightens": "严于", "replaces": "不同于"}[direction]
    en = {"relaxes": "is laxer than", "tightens": "is stricter than", "replaces": "differs from"}[direction]
    return Caveat(
        "local_deviation",
        about,
        Text(
            f"“{title.zh}”是{place.zh}的规定，{zh}上级规定", f"{title.en}: the rule of {place.en} {en} the one above it"
        ),
    )
