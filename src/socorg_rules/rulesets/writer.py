"""A ruleset as a file: what the reader reads back is the same ruleset.

The layout is canonical. Comments aren't part of a ruleset and are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from socorg_rules.feel.literals import duration_text, number_text
from socorg_rules.feel.plan import Duration
from socorg_rules.rulesets.indicator_writer import figure_block, indicator_block
from socorg_rules.rulesets.model import (
    ALWAYS,
    Citation,
    DatedValue,
    DecisionDeclaration,
    Definition,
    Inherit,
    Jurisdiction,
    Parameter,
    ParameterValue,
    Period,
    Recheck,
    Rule,
    Ruleset,
    Source,
    SourceExpression,
    Table,
)
from socorg_rules.rulesets.parameter_reader import INHERITED, NO_VALUE
from socorg_rules.rulesets.writing import (
    Entries,
    citations,
    day_word,
    expression_word,
    languages,
    one_or_list,
    optional_word,
    present,
)
from socorg_rules.rulesets.yaml_text import Block, Quoted, Word, YamlData, YamlItem, yaml_text


def write_ruleset(ruleset: Ruleset) -> str:
    """The text of a ruleset's file; ``file``, ``digest`` and places are not written."""
    rows = {rule.id: rule for rule in ruleset.rules if rule.table is not None}
    root = present(
        ruleset=ruleset.id,
        version=Word(ruleset.version_text),
        released_on=day_word(ruleset.released_on),
        jurisdiction=_jurisdiction(ruleset.jurisdiction),
        place=languages(ruleset.jurisdiction.title),
        title=languages(ruleset.title),
        description=languages(ruleset.description),
        sources=_block({source.id: _source(source) for source in ruleset.sources}),
        parameters=_block({parameter.name: _parameter(parameter) for parameter in ruleset.parameters}),
        definitions=_block({definition.name: _definition(definition) for definition in ruleset.definitions}),
        decisions=_block({decision.name: _decision(decision) for decision in ruleset.decisions}),
        rules=[_rule(rule) for rule in ruleset.rules if rule.table is None] or None,
        tables=[_table(table, rows) for table in ruleset.tables] or None,
        indicators=_block({indicator.name: indicator_block(indicator) for indicator in ruleset.indicators}),
        published_figures=[figure_block(figure) for figure in ruleset.published_figures] or None,
    )
    return yaml_text(root)


def _block(entries: dict[str, Block]) -> Block | None:
    return Block(dict(entries)) if entries else None


def _period(period: Period) -> Entries | None:
    if period == ALWAYS:
        return None
    return present(**{"from": day_word(period.start), "until": day_word(period.end)})


def _recheck(recheck: Recheck | None) -> Entries | None:
    return None if recheck is None else present(**{"from": day_word(recheck.since), "why": languages(recheck.why)})


def _shared_cites(cites: Sequence[tuple[Citation, ...]]) -> YamlData | None:
    """What all of them cite alike, or None."""
    first, *others = (citations(item) for item in cites)
    return first if all(other == first for other in others) else None


def _jurisdiction(jurisdiction: Jurisdiction) -> YamlData:
    if not jurisdiction.former:
        return jurisdiction.code
    former: list[YamlItem] = [present(code=former.code, until=day_word(former.until)) for former in jurisdiction.former]
    return {"code": jurisdiction.code, "former": former}


def _source(source: Source) -> Block:
    return Block(
        present(
            title=languages(source.title),
            number=source.number,
            issuer=languages(source.issuer),
            issued_on=day_word(source.issued_on),
            in_force=_period(source.in_force),
            checked=present(on=day_word(source.checked_on), how=source.checked.value, note=languages(source.note)),
            recheck=_recheck(source.recheck),
        )
    )


def _parameter(parameter: Parameter) -> Block:
    shared = _shared_cites([value.cites for value in parameter.values])
    return Block(
        present(
            title=languages(parameter.title),
            type=optional_word(parameter.type),
            stricter=parameter.stricter,
            direction=parameter.direction,
            values=Block({value.start.isoformat(): _dated_value(value, shared) for value in parameter.values}),
            cite=shared,
        )
    )


def _dated_value(value: DatedValue, shared: YamlData | None) -> YamlData:
    written = _value(value.value)
    more = present(
        cite=None if shared is not None else citations(value.cites),
        checked=None if value.checked is None else value.checked.value,
        note=languages(value.note),
        recheck=_recheck(value.recheck),
    )
    return {"value": written, **more} if more else written


def _value(value: ParameterValue | Inherit) -> YamlData:
    match value:
        case None:
            return Word(NO_VALUE)
        case Inherit():
            return Word(INHERITED)
        case bool():
            return Word("true" if value else "false")
        case Decimal():
            return Word(number_text(value))
        case date():
            return Word(value.isoformat())
        case Duration():
            return Word(duration_text(value.months, value.days))
        case frozenset():
            return [Word(item) for item in sorted(value)]
        case str():
            return Quoted(value) if value in (NO_VALUE, INHERITED) else Word(value)


def _definition(definition: Definition) -> Block:
    return Block(
        present(
            title=languages(definition.title),
            type=optional_word(definition.type),
            **{"is": expression_word(definition.expression)},
        )
    )


def _decision(decision: DecisionDeclaration) -> Block:
    return Block(
        present(
            title=languages(decision.title),
            description=languages(decision.description),
            kind=decision.kind,
            type=optional_word(decision.type),
            scope=expression_word(decision.scope),
            value=expression_word(decision.value),
            otherwise=expression_word(decision.otherwise),
            finding=decision.finding,
        )
    )


def _rule(rule: Rule) -> Block:
    head = present(id=rule.id, decides=rule.decides, title=languages(rule.title), cite=citations(rule.cites))
    return Block({**head, **_effect(rule, rule.when)})


def _effect(rule: Rule, when: SourceExpression | None) -> Entries:
    return present(
        in_force=_period(rule.in_force),
        group=one_or_list(rule.groups),
        exception_to=one_or_list(rule.exception_to),
        for_each=None if rule.for_each is None else Word(rule.for_each.text),
        when=expression_word(when),
        requires=expression_word(rule.requires),
        then=expression_word(rule.then),
        since=expression_word(rule.since),
        label=None if rule.label == rule.id else rule.label,
        checked=None if rule.checked is None else rule.checked.value,
        direction=rule.direction,
        notes=[present(zh=note.text.zh, en=note.text.en, when=expression_word(note.when)) for note in rule.notes]
        or None,
    )


def _table(table: Table, rules: dict[str, Rule]) -> Block:
    shared = _shared_cites([rules[row.rule].cites for row in table.rows])
    rows: list[YamlItem] = []
    for row in table.rows:
        rule = rules[row.rule]
        cells = {
            source.text: Word(cell.text)
            for source, cell in zip(table.inputs, row.cells, strict=True)
            if cell is not None
        }
        title = None if rule.title == table.title else languages(rule.title)
        cite = None if shared is not None else citations(rule.cites)
        head = present(id=rule.id.removeprefix(f"{table.id}."), title=title, cite=cite)
        rows.append({**head, **cells, **_effect(rule, row.when)})
    return Block(
        present(
            id=table.id,
            decides=table.decides,
            title=languages(table.title),
            cite=shared,
            hit_policy=table.hit_policy,
            inputs=[Word(source.text) for source in table.inputs],
            rows=rows,
        )
    )
