"""A ruleset as a file: what the reader reads back is the same ruleset.

The layout is canonical. Comments aren't part of a ruleset and are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from socorg_rules.feel.literals import duration_text, number_text
from socorg_rules.feel.plan import Duration
from socorg_rules.problems import Text
from socorg_rules.rulesets.citation import print_citation
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
from socorg_rules.rulesets.yaml_text import Block, Quoted, Word, YamlData, YamlItem, yaml_text

_Entries = dict[str, YamlData]


def write_ruleset(ruleset: Ruleset) -> str:
    """The text of a ruleset's file; ``file``, ``digest`` and places are not written."""
    rows = {rule.id: rule for rule in ruleset.rules if rule.table is not None}
    root = _present(
        ruleset=ruleset.id,
        version=Word(ruleset.version_text),
        released_on=_date(ruleset.released_on),
        jurisdiction=_jurisdiction(ruleset.jurisdiction),
        place=_text(ruleset.jurisdiction.title),
        title=_text(ruleset.title),
        description=_text(ruleset.description),
        sources=_block({source.id: _source(source) for source in ruleset.sources}),
        parameters=_block({parameter.name: _parameter(parameter) for parameter in ruleset.parameters}),
        definitions=_block({definition.name: _definition(definition) for definition in ruleset.definitions}),
        decisions=_block({decision.name: _decision(decision) for decision in ruleset.decisions}),
        rules=[_rule(rule) for rule in ruleset.rules if rule.table is None] or None,
        tables=[_table(table, rows) for table in ruleset.tables] or None,
    )
    return yaml_text(root)


def _present(**entries: YamlData | None) -> _Entries:
    """The entries that say something."""
    return {key: value for key, value in entries.items() if value is not None}


def _block(entries: dict[str, Block]) -> Block | None:
    return Block(dict(entries)) if entries else None


def _text(text: Text | None) -> _Entries | None:
    return None if text is None else {"zh": text.zh, "en": text.en}


def _date(day: date | None) -> Word | None:
    return None if day is None else Word(day.isoformat())


def _word(text: str | None) -> Word | None:
    return None if text is None else Word(text)


def _expression(expression: SourceExpression | None) -> Word | None:
    return None if expression is None else Word(expression.text)


def _period(period: Period) -> _Entries | None:
    if period == ALWAYS:
        return None
    return _present(**{"from": _date(period.start), "until": _date(period.end)})


def _recheck(recheck: Recheck | None) -> _Entries | None:
    return None if recheck is None else _present(**{"from": _date(recheck.since), "why": _text(recheck.why)})


def _one_or_list(items: Sequence[str]) -> YamlData | None:
    if not items:
        return None
    return items[0] if len(items) == 1 else list(items)


def _cites(cites: tuple[Citation, ...]) -> YamlData | None:
    return _one_or_list([print_citation(citation) for citation in cites])


def _shared_cites(cites: Sequence[tuple[Citation, ...]]) -> YamlData | None:
    """What all of them cite alike, or None."""
    first, *others = (_cites(item) for item in cites)
    return first if all(other == first for other in others) else None


def _jurisdiction(jurisdiction: Jurisdiction) -> YamlData:
    if not jurisdiction.former:
        return jurisdiction.code
    former: list[YamlItem] = [_present(code=former.code, until=_date(former.until)) for former in jurisdiction.former]
    return {"code": jurisdiction.code, "former": former}


def _source(source: Source) -> Block:
    return Block(
        _present(
            title=_text(source.title),
            number=source.number,
            issuer=_text(source.issuer),
            issued_on=_date(source.issued_on),
            in_force=_period(source.in_force),
            checked=_present(on=_date(source.checked_on), how=source.checked.value, note=_text(source.note)),
            recheck=_recheck(source.recheck),
        )
    )


def _parameter(parameter: Parameter) -> Block:
    shared = _shared_cites([value.cites for value in parameter.values])
    return Block(
        _present(
            title=_text(parameter.title),
            type=_word(parameter.type),
            stricter=parameter.stricter,
            direction=parameter.direction,
            values=Block({value.start.isoformat(): _dated_value(value, shared) for value in parameter.values}),
            cite=shared,
        )
    )


def _dated_value(value: DatedValue, shared: YamlData | None) -> YamlData:
    written = _value(value.value)
    more = _present(
        cite=None if shared is not None else _cites(value.cites),
        checked=None if value.checked is None else value.checked.value,
        note=_text(value.note),
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
        _present(
            title=_text(definition.title),
            type=_word(definition.type),
            **{"is": _expression(definition.expression)},
        )
    )


def _decision(decision: DecisionDeclaration) -> Block:
    return Block(
        _present(
            title=_text(decision.title),
            description=_text(decision.description),
            kind=decision.kind,
            type=_word(decision.type),
            scope=_expression(decision.scope),
            value=_expression(decision.value),
            otherwise=_expression(decision.otherwise),
            finding=decision.finding,
        )
    )


def _rule(rule: Rule) -> Block:
    head = _present(id=rule.id, decides=rule.decides, title=_text(rule.title), cite=_cites(rule.cites))
    return Block({**head, **_effect(rule, rule.when)})


def _effect(rule: Rule, when: SourceExpression | None) -> _Entries:
    return _present(
        in_force=_period(rule.in_force),
        group=_one_or_list(rule.groups),
        exception_to=_one_or_list(rule.exception_to),
        for_each=None if rule.for_each is None else Word(rule.for_each.text),
        when=_expression(when),
        requires=_expression(rule.requires),
        then=_expression(rule.then),
        since=_expression(rule.since),
        label=None if rule.label == rule.id else rule.label,
        checked=None if rule.checked is None else rule.checked.value,
        direction=rule.direction,
        notes=[_present(zh=note.text.zh, en=note.text.en, when=_expression(note.when)) for note in rule.notes] or None,
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
        title = None if rule.title == table.title else _text(rule.title)
        cite = None if shared is not None else _cites(rule.cites)
        head = _present(id=rule.id.removeprefix(f"{table.id}."), title=title, cite=cite)
        rows.append({**head, **cells, **_effect(rule, row.when)})
    return Block(
        _present(
            id=table.id,
            decides=table.decides,
            title=_text(table.title),
            cite=shared,
            hit_policy=table.hit_policy,
            inputs=[Word(source.text) for source in table.inputs],
            rows=rows,
        )
    )
