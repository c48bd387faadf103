"""The rules of a decision in plain words, one by one or as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Final

from socorg_rules.problems import Text
from socorg_rules.reports.law_status import CHECKED_LABELS
from socorg_rules.reports.pages import words
from socorg_rules.reports.pages.book import rule_anchor
from socorg_rules.reports.pages.markdown import anchor, bullet, escaped, fenced, folded, heading, link, table
from socorg_rules.reports.pages.page import Page
from socorg_rules.reports.pages.said import Said
from socorg_rules.reports.pages.speech import Speaker
from socorg_rules.rulesets.model import (
    Checked,
    Citation,
    DecisionDeclaration,
    Note,
    Rule,
    SourceExpression,
    Table,
    TableRow,
)
from socorg_rules.rulesets.plan import RulePlan

_WIDTH: Final = 110
"""Characters in a line of an expression."""


def rule_section(page: Page, rule: Rule, decision: DecisionDeclaration) -> Iterator[str]:
    """One rule: what it says, when it holds, by which article, and how sure that is."""
    plan = page.book.plan_of(page.ruleset, rule)
    speaker = page.speaker(plan.in_force)
    yield anchor(rule_anchor(rule.id))
    yield ""
    yield from heading(4, page.word(rule.title))
    yield f"`{rule.id}`"
    yield ""
    yield page.bold(words.CITES, page.citations(rule.cites))
    yield ""
    yield page.bold(words.IN_FORCE, page.period(plan.in_force))
    yield ""
    if rule.label != rule.id:
        yield page.bold(words.LABEL, f"`{rule.label}`")
        yield ""
    yield from _conditions(page, rule, plan, decision, speaker)
    yield from _consequences(page, rule, speaker, str(page.book.typed.decision_types[rule.decides]))
    yield from _relations(page, rule)
    yield from _notes(page, rule.notes)
    yield page.bold(words.HOW_SURE, _how_sure(page, rule))
    yield ""
    yield from feel_block(page, _written(rule))


def _conditions(
    page: Page, rule: Rule, plan: RulePlan, decision: DecisionDeclaration, speaker: Speaker
) -> Iterator[str]:
    said: list[Said] = []
    if rule.for_each is not None:
        said.append(speaker.inside(rule.for_each.variable, rule.for_each.domain))
    if rule.when is not None:
        said += speaker.conditions(rule.when.tree)
    head = words.WHEN
    if plan.only_takes_away:
        head = words.TAKES_AWAY_WHEN
    elif decision.kind == "findings":
        head = words.FOUND_WHEN
    yield from _list(page, head, said or [Said(page.word(words.WITHOUT_CONDITION))])


def _consequences(page: Page, rule: Rule, speaker: Speaker, type_: str) -> Iterator[str]:
    if rule.requires is not None:
        yield from _list(page, words.REQUIRES, speaker.conditions(rule.requires.tree))
    if rule.then is not None:
        yield from _list(page, words.GIVES, (speaker.value(rule.then.tree, type_),))
    if rule.since is not None:
        yield from _list(page, words.SINCE, (speaker.value(rule.since.tree, "date"),))


def _relations(page: Page, rule: Rule) -> Iterator[str]:
    yield from _list(page, words.BEATS, map(Said, _beaten(page, rule)))
    exceptions = (page.rule_link(owned) for owned in page.book.exceptions_to(page.ruleset, rule))
    yield from _list(page, words.UNLESS, map(Said, exceptions))
    if rule.direction is not None:
        yield page.bold(words.DIRECTION, page.word(words.DIRECTIONS[rule.direction]))
        yield ""
    replaced = page.book.replaced_by(page.ruleset, rule)
    if replaced is not None:
        yield page.bold(words.REPLACES, page.rule_link(replaced))
        yield ""


def _beaten(page: Page, rule: Rule) -> list[str]:
    """Links to what an exception sets aside, a table as a whole where all its rows are."""
    tables = [
        page.all_rows_link(ruleset, law_table) for ruleset, law_table in page.book.tables_beaten_by(page.ruleset, rule)
    ]
    return [*tables, *(page.rule_link(owned) for owned in page.book.beaten_by(page.ruleset, rule))]


def _notes(page: Page, notes: Iterable[Note]) -> Iterator[str]:
    yield from _list(page, words.NOTES, (Said(_note(page, note)) for note in notes))


def _note(page: Page, note: Note) -> str:
    text = page.plain(note.text)
    if note.when is None:
        return text
    condition = Said("", page.speaker().conditions(note.when.tree), bare=True).inline(page.language)
    return page.fill(words.UNDER, text=text, condition=condition)


def _how_sure(page: Page, rule: Rule) -> str:
    """How far the rule and its sources were checked; the table of sources says more."""
    told = [] if rule.checked is None else [page.word(CHECKED_LABELS[rule.checked])]
    told += source_doubts(page, rule.cites)
    told += _parameter_doubts(page, page.book.plan_of(page.ruleset, rule))
    return page.word(words.SEPARATOR).join(told) or page.word(words.SURE)


def _parameter_doubts(page: Page, plan: RulePlan) -> Iterator[str]:
    """Of the parameters behind a rule those whose present value was not seen in the text itself."""
    parameters = page.book.law_of(page.ruleset).parameters
    for name in sorted(plan.uses.parameters | plan.uses.parameters_on_days):
        entry = parameters[name].entry_on(page.names.day)
        meaning = page.names.find(name)
        if entry is None or meaning is None or meaning.link is None:
            continue
        if any(caveat.kind == "unverified_value" for caveat in entry.caveats):
            linked = link(page.word(meaning.title), meaning.link)
            yield page.fill(words.COLON, what=linked, value=page.word(words.VALUE_UNVERIFIED))


def source_doubts(page: Page, cites: Iterable[Citation]) -> list[str]:
    """Of the sources cited those that were not read in full, or are due for another look."""
    told: dict[str, None] = {}
    for source in (page.book.source(cite.source).item for cite in cites):
        doubts = [] if source.checked is Checked.TEXT_READ else [page.word(CHECKED_LABELS[source.checked])]
        if source.recheck is not None:
            doubts.append(page.fill(words.DUE, since=source.recheck.since.isoformat()))
        if doubts:
            linked = link(page.word(source.title), f"#source-{source.id}")
            told[page.fill(words.COLON, what=linked, value=page.listed(doubts))] = None
    return list(told)


def _list(page: Page, head: Text, said: Iterable[Said]) -> Iterator[str]:
    lines = [line for each in said for line in each.lines(page.language)]
    if lines:
        yield page.fill(words.BOLD_HEAD, what=page.word(head))
        yield ""
        yield from lines
        yield ""


def _written(rule: Rule) -> dict[str, str]:
    written: dict[str, SourceExpression | None] = {
        "when": rule.when,
        "requires": rule.requires,
        "then": rule.then,
        "since": rule.since,
    }
    shown = {} if rule.for_each is None else {"for_each": rule.for_each.text}
    return shown | {key: value.text for key, value in written.items() if value is not None}


def feel_block(page: Page, written: Mapping[str, str]) -> Iterator[str]:
    """The expressions as the ruleset writes them, folded away."""
    if not written:
        return
    lines: list[str] = []
    for key, text in written.items():
        wrapped = [part for line in text.splitlines() for part in _wrapped(line)]
        lines += [f"{key}: {text}"] if len(wrapped) == 1 else [f"{key}: >-", *(f"  {line}" for line in wrapped)]
    yield from folded(page.word(words.AS_WRITTEN), fenced("\n".join(lines), "text"))


def _wrapped(line: str) -> list[str]:
    return wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)


# -- tables ------------------------------------------------------------------------------------------------


def table_section(page: Page, law_table: Table) -> Iterator[str]:
    """A decision table, its cells in words; what its rows say besides stands below it."""
    rules = {rule.id: rule for rule in page.ruleset.rules if rule.table == law_table.id}
    yield anchor(f"table-{law_table.id}")
    yield ""
    yield from heading(4, page.word(law_table.title))
    yield f"`{law_table.id}`"
    yield ""
    has_condition = any(row.when is not None for row in law_table.rows)
    heads = [page.word(words.ROW), *(_capital(page.speaker().noun(column.tree)) for column in law_table.inputs)]
    heads += [page.word(words.FURTHER_CONDITION)] if has_condition else []
    heads += [page.word(words.GIVES), page.word(words.CITES), page.word(words.IN_FORCE)]
    yield from table(heads, (_row(page, law_table, row, rules[row.rule], has_condition) for row in law_table.rows))
    exceptions = (page.rule_link(owned) for owned in page.book.exceptions_to_table(page.ruleset, law_table))
    yield from _list(page, words.UNLESS, map(Said, exceptions))
    yield from _doubts_of_rows(page, [rules[row.rule] for row in law_table.rows])
    for row in law_table.rows:
        yield from _row_remarks(page, rules[row.rule])
    cells = {row.rule: _row_text(law_table, row, rules[row.rule]) for row in law_table.rows}
    yield from feel_block(page, cells)


def _capital(text: str) -> str:
    text = text.removeprefix("the ")
    return text[:1].upper() + text[1:]


def _row(page: Page, law_table: Table, row: TableRow, rule: Rule, has_condition: bool) -> list[str]:
    plan = page.book.plan_of(page.ruleset, rule)
    speaker = page.speaker(plan.in_force)
    cells = [
        page.word(words.ANYTHING) if cell is None else speaker.cell(column.tree, cell.tests)
        for column, cell in zip(law_table.inputs, row.cells, strict=True)
    ]
    if has_condition:
        cells.append(page.word(words.NONE) if row.when is None else _in_one(page, speaker, row.when))
    return [
        f"{anchor(rule_anchor(rule.id))}{page.plain(rule.title)} `{rule.id}`",
        *cells,
        _result(page, speaker, rule),
        page.citations(rule.cites),
        page.period(plan.in_force),
    ]


def _in_one(page: Page, speaker: Speaker, expression: SourceExpression) -> str:
    return Said("", speaker.conditions(expression.tree), bare=True).inline(page.language)


def _result(page: Page, speaker: Speaker, rule: Rule) -> str:
    if rule.requires is not None:
        return _in_one(page, speaker, rule.requires)
    if rule.then is None:
        return escaped(rule.label)
    type_ = str(page.book.typed.decision_types[rule.decides])
    return speaker.value(rule.then.tree, type_).inline(page.language)


def _doubts_of_rows(page: Page, rules: Iterable[Rule]) -> Iterator[str]:
    """How sure the rows are, those together of which the same is to be said."""
    by_text: dict[str, list[Rule]] = {}
    for rule in rules:
        by_text.setdefault(_how_sure(page, rule), []).append(rule)
    if len(by_text) == 1:
        yield page.bold(words.HOW_SURE, *by_text)
        yield ""
        return
    told = (
        page.fill(words.COLON, what=page.listed(f"`{rule.id}`" for rule in same), value=text)
        for text, same in by_text.items()
    )
    yield from _list(page, words.HOW_SURE, map(Said, told))


def _row_remarks(page: Page, rule: Rule) -> Iterator[str]:
    """Since when, exceptions, notes and doubts of a row, under its title."""
    plan = page.book.plan_of(page.ruleset, rule)
    said: list[Said] = []
    if rule.since is not None:
        since = page.speaker(plan.in_force).value(rule.since.tree, "date").inline(page.language)
        said.append(Said(page.bold(words.SINCE, since)))
    beaten = _beaten(page, rule)
    beats = [page.rule_link(owned) for owned in page.book.exceptions_to(page.ruleset, rule)]
    said += [Said(page.bold(words.BEATS, page.listed(beaten)))] if beaten else []
    said += [Said(page.bold(words.UNLESS, page.listed(beats)))] if beats else []
    said += [Said(_note(page, note)) for note in rule.notes]
    said += [Said(page.bold(words.DIRECTION, page.word(words.DIRECTIONS[rule.direction])))] if rule.direction else []
    if said:
        yield bullet(f"{page.plain(rule.title)} `{rule.id}`")
        for each in said:
            yield bullet(each.text, 1)
        yield ""


def _row_text(law_table: Table, row: TableRow, rule: Rule) -> str:
    cells = (
        f"{column.text}: {cell.text}"
        for column, cell in zip(law_table.inputs, row.cells, strict=True)
        if cell is not None
    )
    own = {"when": row.when, "requires": rule.requires, "then": rule.then, "since": rule.since}
    more = (f"{key}: {value.text}" for key, value in own.items() if value is not None)
    return "\n".join((*cells, *more))
