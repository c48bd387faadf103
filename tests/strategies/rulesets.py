"""Whole rulesets of one place that load: well-typed, without conflicts and without cycles.

Every expression is a template of ``tests.strategies.conditions``; every tree is what the parser makes of its text, so
a ruleset equals what is read back from its file. Later decisions may use earlier ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from socorg_rules.feel.plan import Duration
from socorg_rules.feel.syntax import Tests
from socorg_rules.problems import Place, Text
from socorg_rules.rulesets.model import (
    ALWAYS,
    Cell,
    Checked,
    Citation,
    DatedValue,
    DecisionDeclaration,
    Definition,
    FormerCode,
    HitPolicy,
    Iterator,
    Jurisdiction,
    Note,
    Parameter,
    ParameterValue,
    Period,
    Recheck,
    Rule,
    Ruleset,
    Source,
    SourceExpression,
    Table,
    TableRow,
)
from socorg_rules.rulesets.table_reader import row_condition
from tests.feel.parsing import parsed, parsed_cell, parsed_iterator
from tests.strategies import conditions as exp

_HERE = Place()
_FIRST_LAW = date(2000, 1, 1)
"""Every parameter has a value from here on, and no rule is older."""
_LATER = (date(2018, 1, 24), date(2020, 2, 29), date(2022, 5, 10), date(2024, 1, 1))
_LAST_LAW = date(2030, 12, 31)
_WORDS = "登记管理机关年度报告abcXYZ0189,;:.!?#'\"%&*@|>-{}[]()（），。 "


# Single pieces.


@cache
def texts() -> st.SearchStrategy[Text]:
    """Texts in both languages, with everything in them that YAML could take for its own."""
    words = st.text(_WORDS, min_size=1, max_size=30).map(str.strip).filter(bool)
    return st.builds(Text, words, words)


@cache
def citations(sources: tuple[str, ...] = ("measures", "regulation-250")) -> st.SearchStrategy[Citation]:
    """Citations in all forms that can be written."""
    number = st.integers(1, 120).map(str)
    source = st.sampled_from(sources)
    article = st.builds(
        Citation,
        source=source,
        article=number,
        paragraph=st.none() | number,
        item=st.none() | number,
        number_unseen=st.booleans(),
    )
    section = st.builds(
        Citation,
        source=source,
        section=st.lists(number, min_size=1, max_size=3).map(".".join),
        number_unseen=st.booleans(),
    )
    words = st.text(_WORDS, min_size=1, max_size=12).map(lambda text: text.replace('"', "'"))
    return st.one_of(
        article, section, st.builds(Citation, source=source, words=words), st.builds(Citation, source=source)
    )


def expression(text: str) -> SourceExpression:
    return SourceExpression(text, parsed(text), _HERE)


@cache
def _rechecks() -> st.SearchStrategy[Recheck | None]:
    return st.none() | st.builds(Recheck, st.sampled_from(_LATER), texts())


@cache
def _in_force() -> st.SearchStrategy[Period]:
    """Mostly the source's own period; windows that begin or end among the days that records have."""
    windows = st.builds(Period, st.sampled_from(_LATER), st.none() | st.just(_LAST_LAW))
    return st.one_of(st.just(ALWAYS), st.just(ALWAYS), windows, st.just(Period(None, date(2023, 12, 31))))


@st.composite
def _sources(draw: st.DrawFn, source_id: str) -> Source:
    return Source(
        id=source_id,
        title=draw(texts()),
        number=draw(st.none() | st.just("民政部令第60号")),
        issuer=draw(st.none() | texts()),
        issued_on=draw(st.none() | st.just(date(1998, 10, 25))),
        in_force=Period(draw(st.sampled_from((_FIRST_LAW, *_LATER))), draw(st.none() | st.just(_LAST_LAW))),
        checked=draw(st.sampled_from(Checked)),
        checked_on=date(2026, 11, 22),
        note=draw(st.none() | texts()),
        recheck=draw(_rechecks()),
        place=_HERE,
    )


# Parameters.

_VALUES: dict[str, st.SearchStrategy[ParameterValue]] = {
    "money": st.sampled_from([Decimal("1000"), Decimal("49999.99"), Decimal("50000"), Decimal("0.5")]),
    "count": st.integers(0, 50).map(Decimal),
    "date": st.sampled_from(_LATER),
    "duration": st.sampled_from([Duration(24, 0), Duration(6, 0), Duration(0, 30), Duration(18, 0)]),
    "boolean": st.booleans(),
    "set<category>": st.frozensets(st.sampled_from(exp.SETS["categories"])),
}
_NAME_OF_TYPE = {
    "money": "large_fine",
    "count": "least_members",
    "date": "cut_off",
    "duration": "term",
    "boolean": "pilot",
    "set<category>": "直接登记类别",
}


@st.composite
def _parameters(draw: st.DrawFn, type_name: str, cites: st.SearchStrategy[Citation]) -> Parameter:
    days = draw(st.lists(st.sampled_from(_LATER), unique=True, max_size=2).map(sorted))
    shared = draw(st.lists(cites, min_size=1, max_size=2).map(tuple))
    values = tuple(
        DatedValue(
            start=day,
            value=draw(_VALUES[type_name]),
            cites=draw(st.just(shared) | st.tuples(cites)),
            checked=draw(st.none() | st.sampled_from(Checked)),
            note=draw(st.none() | texts()),
            recheck=draw(_rechecks()),
            place=_HERE,
        )
        for day in (_FIRST_LAW, *days)
    )
    return Parameter(
        name=_NAME_OF_TYPE[type_name],
        title=draw(texts()),
        type=type_name,
        values=values,
        stricter=draw(st.sampled_from((None, "higher", "lower"))),
        direction=None,
        place=_HERE,
    )


def _names_of(parameters: list[Parameter]) -> exp.Names:
    by_type = {parameter.type: (parameter.name,) for parameter in parameters}
    return exp.Names(
        money=by_type.get("money", ()),
        counts=by_type.get("count", ()),
        days=by_type.get("date", ()),
        durations=by_type.get("duration", ()),
        flags=by_type.get("boolean", ()),
        sets=by_type.get("set<category>", ()),
    )


# Definitions.


@st.composite
def _definitions(draw: st.DrawFn, names: exp.Names) -> tuple[list[Definition], exp.Names]:
    found: list[Definition] = []
    if draw(st.booleans()):
        listed = expression(exp.Pen(draw, names).penalty_list())
        type_name = draw(st.sampled_from((None, "list<penalties>")))
        found.append(Definition("small_sanctions", draw(st.none() | texts()), type_name, listed, _HERE))
        names = replace(names, penalty_lists=("small_sanctions",))
    if draw(st.booleans()):
        condition = expression(exp.Pen(draw, names).condition())
        found.append(Definition("免予适用", draw(st.none() | texts()), None, condition, _HERE))
        names = replace(names, flags=(*names.flags, "免予适用"))
    return found, names


# Rules and decisions.


class _RulePen(exp.Pen):
    """Writes the rules of one ruleset."""

    def __init__(self, draw: st.DrawFn, names: exp.Names, cites: st.SearchStrategy[Citation]) -> None:
        super().__init__(draw, names)
        self.cites = cites

    def maybe(self, text: Callable[[], str]) -> SourceExpression | None:
        return expression(text()) if self.flip() else None

    def rule(self, rule_id: str, decides: str, **more: object) -> Rule:
        """A rule without effect; ``more`` gives it one."""
        draw = self.draw
        notes = tuple(
            Note(draw(texts()), self.maybe(self.fact_condition), _HERE) for _ in range(draw(st.integers(0, 1)))
        )
        plain = Rule(
            id=rule_id,
            decides=decides,
            title=draw(texts()),
            cites=tuple(draw(st.lists(self.cites, min_size=1, max_size=2))),
            in_force=draw(_in_force()),
            groups=draw(st.sampled_from(((), ("first",), ("first", "second")))),
            exception_to=(),
            for_each=None,
            when=self.maybe(self.condition),
            requires=None,
            then=None,
            since=self.maybe(self.day),
            label=rule_id,
            notes=notes,
            checked=draw(st.sampled_from((None, Checked.INFERRED, Checked.TEXT_READ))),
            direction=None,
            table=None,
            place=_HERE,
        )
        return replace(plain, **more)  # type: ignore[arg-type]


_ID_OF_DECISION = {"first_decision": "first-decision", "second_decision": "second-decision", "第三项决定": "third"}

_ANSWERS = {
    "boolean": ("true", "false"),
    "money": ("0", "1000", "30000", "49999.99"),
    "count": ("0", "1", "5"),
    "date": ('@"2024-02-29"', "date(as_of.year, 5, 31)"),
    "form": ('"social_group"', '"foundation"'),
}


def _answer_rules(pen: _RulePen, decision: str, type_name: str) -> list[Rule]:
    """Each rule beats all rules before it, so no two of them can contradict each other."""
    rules: list[Rule] = []
    for index in range(pen.draw(st.integers(1, 3))):
        then = expression(pen.draw(st.sampled_from(_ANSWERS[type_name])))
        beaten = tuple(rule.id for rule in rules)
        rules.append(pen.rule(f"{_ID_OF_DECISION[decision]}-{index}", decision, then=then, exception_to=beaten))
    return rules


def _finding_rules(pen: _RulePen, decision: str) -> list[Rule]:
    draw = pen.draw
    head = _ID_OF_DECISION[decision]
    rules = []
    for index in range(draw(st.integers(1, 3))):
        more: dict[str, object] = {"label": str(index)}
        if draw(st.booleans()):
            text = f"later in {pen.penalty_list()}"
            more["for_each"] = Iterator(text, *parsed_iterator(text), _HERE)
            more["since"] = draw(st.none() | st.just(expression("later.decided_on")))
            more["when"] = pen.maybe(
                lambda: pen.pick(
                    f"later.amount {pen.pick(*exp.ORDER)} {pen.amount()}",
                    "count(penalties[decided_on <= later.decided_on]) >= 2",
                    pen.condition(),
                )
            )
        rules.append(pen.rule(f"{head}-{index}", decision, **more))
    if draw(st.booleans()):
        beaten = draw(st.sampled_from(("first", rules[0].id)))
        if beaten != "first" or any("first" in rule.groups for rule in rules):
            rules.append(pen.rule(f"{head}-except", decision, exception_to=(beaten,), groups=()))
    return rules


def _requirement_rules(pen: _RulePen, decision: str) -> list[Rule]:
    draw = pen.draw
    head = _ID_OF_DECISION[decision]
    rules = [
        pen.rule(f"{head}-{index}", decision, requires=expression(pen.condition()))
        for index in range(draw(st.integers(1, 3)))
    ]
    if draw(st.booleans()):
        rules.append(
            pen.rule(
                f"{head}-except", decision, exception_to=(rules[0].id,), groups=(), when=expression(pen.condition())
            )
        )
    return rules


@st.composite
def _decisions(
    draw: st.DrawFn, name: str, cites: st.SearchStrategy[Citation], names: exp.Names
) -> tuple[DecisionDeclaration, list[Rule], exp.Names]:
    """A decision, its rules, and the names that later ones may use."""
    pen = _RulePen(draw, names, cites)
    kind = draw(st.sampled_from(("answer", "findings", "requirements")))
    type_name = value = otherwise = None
    if kind == "answer":
        type_name = draw(st.sampled_from((None, *_ANSWERS)))
        rules = _answer_rules(pen, name, type_name or "boolean")
        otherwise = pen.maybe(lambda: pen.pick(*_ANSWERS[type_name or "boolean"]))
    else:
        rules = _finding_rules(pen, name) if kind == "findings" else _requirement_rules(pen, name)
        if draw(st.booleans()):
            type_name, text = draw(
                st.sampled_from((("date", "as_of"), ("count", "count(penalties)"), ("date", "max(listings.listed_on)")))
            )
            value = expression(text)
    declaration = DecisionDeclaration(
        name=name,
        title=draw(texts()),
        description=draw(st.none() | texts()),
        kind=kind,  # type: ignore[arg-type]
        type=type_name,
        scope=pen.maybe(lambda: pen.pick("registered_on != null", pen.condition())),
        value=value,
        otherwise=otherwise,
        finding=draw(st.sampled_from((None, "satisfied", "not_satisfied"))),
        place=_HERE,
    )
    if kind != "answer" or type_name in (None, "boolean"):
        names = replace(names, nullable_flags=(*names.nullable_flags, name))
    elif type_name == "money":
        names = replace(names, nullable_money=(*names.nullable_money, name))
    elif type_name == "date":
        names = replace(names, nullable_days=(*names.nullable_days, name))
    return declaration, rules, names


# Tables.

_TABLE_CELLS = {
    "form": ("social_group", "service_agency", "foundation"),
    "level": ("county", '"provincial", "prefecture"', 'not("county")', "national"),
    "cross_region": ("true", "false"),
    "registered_capital": ("< 30000", ">= 30000", "[1000..50000)"),
    "count(penalties)": ("0", "> 0", "1, 2"),
}


@st.composite
def _tables(
    draw: st.DrawFn, cites: st.SearchStrategy[Citation], names: exp.Names
) -> tuple[DecisionDeclaration, Table, list[Rule]]:
    """A table whose rows differ in their first cell, so that at most one of them matches."""
    pen = _RulePen(draw, names, cites)
    decision = DecisionDeclaration(
        name="minimum_capital",
        title=draw(texts()),
        description=None,
        kind="answer",
        type="money",
        scope=None,
        value=None,
        otherwise=None,
        finding=None,
        place=_HERE,
    )
    others = draw(st.lists(st.sampled_from([key for key in _TABLE_CELLS if key != "form"]), unique=True, max_size=2))
    inputs = ("form", *others)
    title = draw(texts())
    shared = draw(st.tuples(cites))
    rows: list[TableRow] = []
    rules: list[Rule] = []
    for form in draw(st.lists(st.sampled_from(_TABLE_CELLS["form"]), min_size=1, max_size=3, unique=True)):
        written = [form, *(draw(st.none() | st.sampled_from(_TABLE_CELLS[key])) for key in others)]
        cells = tuple(None if text is None else _cell(text) for text in written)
        own_when = pen.maybe(pen.fact_condition)
        then = expression(draw(st.sampled_from(_ANSWERS["money"])))
        rule = pen.rule(
            f"minimum-capital.{form.replace('_', '-')}",
            decision.name,
            title=draw(st.just(title) | texts()),
            cites=draw(st.just(shared) | st.tuples(cites)),
            when=row_condition(
                [(expression(key), cell) for key, cell in zip(inputs, cells, strict=True) if cell is not None], own_when
            ),
            then=then,
            table="minimum-capital",
        )
        rows.append(TableRow(rule.id, cells, own_when))
        rules.append(rule)
    hit_policy: HitPolicy = draw(st.sampled_from(("unique", "collect")))
    table = Table(
        "minimum-capital",
        decision.name,
        title,
        hit_policy,
        tuple(expression(key) for key in inputs),
        tuple(rows),
        _HERE,
    )
    return decision, table, rules


def _cell(text: str) -> Cell:
    tests = parsed_cell(text)
    assert isinstance(tests, Tests)
    return Cell(text, tests, _HERE)


# Rulesets.


@st.composite
def rulesets(draw: st.DrawFn, ruleset_id: str = "cn/generated", jurisdiction: str = "100000") -> Ruleset:
    """A ruleset that can be loaded by itself."""
    source_ids = ("measures", "regulation-250")[: draw(st.integers(1, 2))]
    cites = citations(source_ids)
    parameters = [
        draw(_parameters(type_name, cites))
        for type_name in draw(st.lists(st.sampled_from(tuple(_VALUES)), unique=True, max_size=3))
    ]
    definitions, names = draw(_definitions(_names_of(parameters)))
    decisions: list[DecisionDeclaration] = []
    rules: list[Rule] = []
    for name in tuple(_ID_OF_DECISION)[: draw(st.integers(1, 3))]:
        declaration, found, names = draw(_decisions(name, cites, names))
        decisions.append(declaration)
        rules.extend(found)
    tables: list[Table] = []
    if draw(st.booleans()):
        declaration, table, found = draw(_tables(cites, names))
        decisions.append(declaration)
        tables.append(table)
        rules.extend(found)
    former = draw(st.sampled_from(((), (FormerCode("320683", date(2009, 7, 1)),), (FormerCode("320600", None),))))
    return Ruleset(
        id=ruleset_id,
        version=draw(st.tuples(st.integers(0, 12), st.integers(0, 3), st.integers(0, 3))),
        released_on=draw(st.sampled_from((date(2026, 1, 1), date(2026, 11, 22)))),
        jurisdiction=Jurisdiction(jurisdiction, draw(texts()), former),
        title=draw(texts()),
        description=draw(st.none() | texts()),
        sources=tuple(draw(_sources(source_id)) for source_id in source_ids),
        parameters=tuple(parameters),
        definitions=tuple(definitions),
        decisions=tuple(decisions),
        rules=tuple(rules),
        tables=tuple(tables),
        file="",
        digest="",
    )
