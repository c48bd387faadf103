"""From rules to decisions, as columns: which rules are effective, and what follows. Semantics, sentences 14 to 20."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.engines.bulk.bindings import Bindings, Term
from socorg_rules.engines.bulk.column import Column
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.decision_columns import (
    DecisionColumns,
    GroundColumns,
    LabelColumn,
    RuleColumns,
    ToldColumn,
    Verdict,
)
from socorg_rules.engines.bulk.expressions import Expressions, Span
from socorg_rules.engines.bulk.missing import NOTHING, Gaps, Missing
from socorg_rules.engines.bulk.shape import Shape
from socorg_rules.engines.bulk.values import AnyValue, SetValue, Value
from socorg_rules.feel import plan as p
from socorg_rules.feel.types import BOOLEAN
from socorg_rules.rulesets.model import Period
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulePlan


@dataclass(slots=True)
class Decisions:
    """Turns the decisions of one law into columns, for the days of a span."""

    law: LawPlan
    span: Span
    shape: Shape
    with_missing: bool = True
    with_told: bool = False
    columns: Columns = field(default_factory=Columns)
    gaps: Gaps = field(init=False)
    _expressions: Expressions = field(init=False)
    _decided: dict[str, tuple[DecisionColumns, AnyValue]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gaps = Gaps(self.columns, self.with_missing)
        self._expressions = Expressions(self.law, self.span, self.columns, self.gaps, self.shape, self)

    def decision(self, name: str) -> DecisionColumns:
        return self._both(name)[0]

    def decided(self, name: str) -> AnyValue:
        """A decision inside an expression: its answer, or true and false; null where not applicable."""
        return self._both(name)[1]

    def _both(self, name: str) -> tuple[DecisionColumns, AnyValue]:
        if name not in self._decided:
            self._decided[name] = self._decide(self.law.decisions[name])
        return self._decided[name]

    # -- a decision ----------------------------------------------------------------------------------------

    def _decide(self, plan: DecisionPlan) -> tuple[DecisionColumns, AnyValue]:
        columns, gaps = self.columns, self.gaps
        versions = [(rule, in_force) for slot in plan.slots for rule, in_force in self._in_force(slot.versions)]
        applies = columns.any_of(in_force for rule, in_force in versions if not rule.only_takes_away)
        scope = columns.true
        scope_missing = NOTHING
        if plan.scope is not None:
            of_scope = self._expressions.value(plan.scope)
            scope, scope_missing = of_scope.column, of_scope.missing
        applicable = columns.all_of((applies, columns.is_not_false(scope)))
        rules = self._rules(versions)
        verdict = self._verdict(plan, rules)
        truth = columns.all_of((scope, verdict.truth))
        undetermined = columns.any_of((columns.is_null(scope), columns.is_null(verdict.truth)))
        outcome = columns.choice(
            [
                (columns.negation(applicable), columns.literal(Outcome.NOT_APPLICABLE.value)),
                (undetermined, columns.literal(Outcome.UNDETERMINED.value)),
                (truth, columns.literal(Outcome.SATISFIED.value)),
            ],
            columns.literal(Outcome.NOT_SATISFIED.value),
        )
        settled = columns.all_of((applicable, columns.negation(undetermined)))
        shown, shown_missing = verdict.answer, NOTHING
        shown_where = settled
        if plan.value is not None:
            shown = self._expressions.any_value(plan.value)
            shown_missing, shown_where = shown.missing, applicable
        missing = gaps.union((gaps.where(undetermined, gaps.union((scope_missing, verdict.missing))), shown_missing))
        unsettled_missing = gaps.where(columns.all_of((applicable, undetermined)), missing)
        made = DecisionColumns(
            plan=plan,
            outcome=outcome,
            value=None if shown is None else self._where(shown_where, shown),
            labels=tuple(LabelColumn(label.label, columns.all_of((settled, label.belongs))) for label in verdict.labels)
            if plan.value is None
            else (),
            grounds=tuple(
                GroundColumns(
                    ground.rule, columns.all_of((settled, columns.is_true(ground.stands))), ground.since, ground.many
                )
                for ground in verdict.grounds
            ),
            missing=gaps.where(applicable, missing),
            conflict=columns.all_of((applicable, undetermined, verdict.conflict or columns.false)),
            clashing=verdict.clashing,
            told=self._told(versions, rules) if self.with_told else (),
        )
        unknown = columns.all_of((applicable, undetermined))
        inside = self._inside(plan, verdict, applicable, unknown, unsettled_missing)
        return made, inside

    def _inside(
        self, plan: DecisionPlan, verdict: Verdict, applicable: Column, unknown: Column, missing: Missing
    ) -> AnyValue:
        """What the decision is inside an expression."""
        columns = self.columns
        settled = columns.all_of((applicable, columns.negation(unknown)))
        not_applicable = columns.negation(applicable)
        if plan.kind != "answer" or plan.type == BOOLEAN or verdict.answer is None:
            column = columns.choice([(settled, verdict.truth)], columns.null)
            return Value(column, unknown, not_applicable, missing)
        answer = self._where(settled, verdict.answer)
        null = columns.any_of((not_applicable, columns.all_of((settled, verdict.answer.null))))
        if isinstance(answer, SetValue):
            return SetValue(answer.members, unknown, null, missing)
        return Value(answer.column, unknown, null, missing)

    def _where(self, condition: Column, value: AnyValue) -> AnyValue:
        """The value where a condition is true, else nothing."""
        columns = self.columns

        def there(column: Column) -> Column:
            return columns.choice([(condition, column)], columns.null)

        unknown = columns.all_of((condition, value.unknown))
        null = columns.all_of((condition, value.null))
        if isinstance(value, SetValue):
            return SetValue(tuple((term, there(column)) for term, column in value.members), unknown, null)
        return Value(there(value.column), unknown, null)

    def _told(self, versions: list[tuple[RulePlan, Column]], rules: list[RuleColumns]) -> tuple[ToldColumn, ...]:
        """The exceptions and the notes of the rules in force, each with whether it holds."""
        columns = self.columns
        found: dict[tuple[str, int | None], list[Column]] = {}
        for (plan, in_force), rule in zip(versions, rules, strict=True):
            if plan.only_takes_away:
                found.setdefault((plan.id, None), []).append(columns.is_true(rule.effective))
            for index, note in enumerate(plan.notes):
                when = columns.true if note.when is None else self._expressions.value(note.when).column
                found.setdefault((plan.id, index), []).append(columns.all_of((in_force, columns.is_true(when))))
        return tuple(ToldColumn(rule, note, columns.any_of(holds)) for (rule, note), holds in found.items())

    def _in_force(self, versions: Iterable[RulePlan]) -> list[tuple[RulePlan, Column]]:
        """The versions of a rule that can matter, the nearest place's first, each with whether it counts."""
        columns = self.columns
        found: list[tuple[RulePlan, Column]] = []
        nearer: list[Column] = []
        for version in versions:
            inside = self._within(version.in_force)
            counts = columns.all_of((inside, *(columns.negation(other) for other in nearer)))
            nearer.append(inside)
            if not counts.is_the(False):
                found.append((version, counts))
        return found

    def _within(self, period: Period) -> Column:
        columns, as_of, span = self.columns, self._expressions.as_of, self.span
        begun, not_ended = columns.true, columns.true
        if period.start is not None and period.start > span.first:
            begun = (
                columns.literal(period.start <= span.last)
                if period.start > span.last
                else columns.compare(">=", as_of, columns.literal(period.start))
            )
        if period.end is not None and period.end < span.last:
            not_ended = (
                columns.false if period.end < span.first else columns.compare("<=", as_of, columns.literal(period.end))
            )
        return columns.all_of((begun, not_ended))

    def _verdict(self, plan: DecisionPlan, rules: list[RuleColumns]) -> Verdict:
        match plan.kind:
            case "findings":
                return self._findings([rule for rule in rules if not rule.rule.only_takes_away])
            case "requirements":
                return self._requirements([rule for rule in rules if not rule.rule.only_takes_away])
            case "answer":
                return self._answer(plan, rules)

    # -- rules ---------------------------------------------------------------------------------------------

    def _rules(self, versions: list[tuple[RulePlan, Column]]) -> list[RuleColumns]:
        """All rules, each after those that may beat it."""
        done: dict[tuple[str, str], RuleColumns] = {}

        def result_of(rule: RulePlan, in_force: Column) -> RuleColumns:
            key = (rule.id, rule.place)
            if key not in done:
                beaters = [result_of(other, when) for other, when in versions if rule.id in other.beats]
                done[key] = self._rule(rule, in_force, beaters)
            return done[key]

        return [result_of(rule, in_force) for rule, in_force in versions]

    def _rule(self, rule: RulePlan, in_force: Column, beaters: list[RuleColumns]) -> RuleColumns:
        columns, gaps = self.columns, self.gaps
        holds, since, many = self._holds(rule, in_force)
        beaten = columns.any_of(beater.effective for beater in beaters)
        effective = columns.all_of((holds.column, columns.negation(beaten)))
        missing = gaps.union((holds.missing, *(beater.missing for beater in beaters)))
        return RuleColumns(
            rule=rule,
            holds=holds,
            effective=effective,
            missing=gaps.where(columns.is_null(effective), missing),
            ground=GroundColumns(rule, columns.is_true(effective), since, many),
            requires=self._expressions.value(rule.requires) if rule.requires is not None else None,
            then=self._expressions.any_value(rule.then) if rule.then is not None else None,
        )

    def _holds(self, rule: RulePlan, in_force: Column) -> tuple[Value, Column, bool]:
        """Whether a rule holds while it is in force, and since when."""
        expressions, columns = self._expressions, self.columns
        if rule.for_each is None:
            holds = expressions.value(rule.when)
            since = self._since(rule, {})
            many = False
        else:
            name, domain = rule.for_each.variable, rule.for_each.domain
            holds = expressions.some(name, domain, lambda inner: expressions.value(rule.when, inner))
            since = self._days_of_members(rule, name, domain)
            many = True
        column = columns.all_of((in_force, holds.column))
        return self._expressions.values.truth(column, holds.missing), since, many

    def _days_of_members(self, rule: RulePlan, name: str, domain: p.Domain) -> Column:
        """The first days of a rule's grounds, one a member for which it holds, as a text with commas."""
        expressions, columns = self._expressions, self.columns

        def stands(belongs: Column, bindings: Bindings) -> Column:
            return columns.is_true(columns.all_of((belongs, expressions.value(rule.when, bindings).column)))

        if isinstance(domain, p.Members):
            terms = expressions.any_value(domain.members)
            of_terms = terms.members if isinstance(terms, SetValue) else ()
            found = []
            for term, belongs in of_terms:
                of_term: Bindings = {name: Term(term)}
                day = columns.day_text(self._since(rule, of_term))
                found.append(columns.choice([(stands(belongs, of_term), day)], columns.null))
            return columns.joined_present(found)
        members = expressions.members(domain, {})
        bindings: Bindings = {name: members.variable}
        day = columns.day_text(self._since(rule, bindings))
        return columns.aggregate("texts", members.variable, day, stands(members.belongs.column, bindings))

    def _since(self, rule: RulePlan, bindings: Bindings) -> Column:
        """The first day of a ground; the rule's own first day in force at the earliest."""
        if rule.since is None:
            return self.columns.null
        since = self._expressions.value(rule.since, bindings).column
        start = rule.in_force.start
        return since if start is None else self.columns.extreme("max", (since, self.columns.literal(start)))

    # -- what follows --------------------------------------------------------------------------------------

    def _findings(self, rules: list[RuleColumns]) -> Verdict:
        columns, gaps = self.columns, self.gaps
        truth = columns.any_of(rule.effective for rule in rules)
        missing = gaps.where(columns.is_null(truth), gaps.union(rule.missing for rule in rules))
        return Verdict(
            truth,
            missing,
            tuple(rule.ground for rule in rules),
            labels=self._labels(rules, [r.effective for r in rules]),
        )

    def _requirements(self, rules: list[RuleColumns]) -> Verdict:
        columns, gaps = self.columns, self.gaps
        met: list[Column] = []
        missing: list[Missing] = []
        for rule in rules:
            assert rule.requires is not None
            one = columns.any_of((columns.negation(rule.effective), rule.requires.column))
            met.append(one)
            missing.append(gaps.where(columns.is_null(one), gaps.union((rule.missing, rule.requires.missing))))
        truth = columns.all_of(met)
        unmet = [
            columns.all_of((columns.is_true(rule.effective), columns.is_true(columns.negation(one))))
            for rule, one in zip(rules, met, strict=True)
        ]
        fails = columns.is_true(columns.negation(truth))
        grounds = tuple(
            GroundColumns(
                rule.rule,
                columns.choice([(fails, lacking)], columns.is_true(rule.effective)),
                rule.ground.since,
                rule.ground.many,
            )
            for rule, lacking in zip(rules, unmet, strict=True)
        )
        missing_now = gaps.where(columns.is_null(truth), gaps.union(missing))
        return Verdict(truth, missing_now, grounds, labels=self._labels(rules, unmet))

    def _labels(self, rules: list[RuleColumns], belongs: list[Column]) -> tuple[LabelColumn, ...]:
        """Each label once, in alphabetical order."""
        by_label: dict[str, list[Column]] = {}
        for rule, column in zip(rules, belongs, strict=True):
            by_label.setdefault(rule.rule.label, []).append(self.columns.is_true(column))
        return tuple(LabelColumn(label, self.columns.any_of(by_label[label])) for label in sorted(by_label))

    def _answer(self, plan: DecisionPlan, rules: list[RuleColumns]) -> Verdict:
        """Settled when a rule is surely effective and none possibly effective gives another or an unknown answer."""
        columns, gaps = self.columns, self.gaps
        values = self._expressions.values
        answers = [rule.then for rule in rules if rule.then is not None]
        assert len(answers) == len(rules), "every rule of an answer gives one"
        otherwise: AnyValue = values.known(False if plan.type == BOOLEAN else None)
        if plan.otherwise is not None:
            otherwise = self._expressions.any_value(plan.otherwise)
            if plan.type == BOOLEAN and isinstance(otherwise, Value):
                # A null answer to a yes-or-no question is no.
                otherwise = Value(
                    columns.choice([(otherwise.null, columns.false)], otherwise.column),
                    otherwise.unknown,
                    columns.false,
                    otherwise.missing,
                )
        possible = [columns.is_not_false(rule.effective) for rule in rules]
        sure = [columns.is_true(rule.effective) for rule in rules]
        none_possible = columns.negation(columns.any_of(possible))
        any_sure = columns.any_of(sure)
        same_of_all: list[Column] = []
        clash: list[Column] = []
        for index, one in enumerate(answers):
            same_of_all.append(columns.any_of((columns.negation(possible[index]), columns.negation(one.unknown))))
            for later in range(index + 1, len(answers)):
                other = answers[later]
                different = columns.negation(self._same(one, other))
                both_possible = columns.all_of((possible[index], possible[later]))
                same_of_all.append(columns.negation(columns.all_of((both_possible, different))))
                known = (columns.negation(one.unknown), columns.negation(other.unknown))
                clash.append(columns.all_of((sure[index], sure[later], *known, different)))
        agreed = columns.all_of((any_sure, *same_of_all))
        conflict = columns.any_of(clash)
        chosen = self._first_of(sure, answers, otherwise)
        settled = columns.any_of((agreed, columns.all_of((none_possible, columns.negation(otherwise.unknown)))))
        missing = gaps.union(
            gaps.where(possible[index], gaps.union((rule.missing, answers[index].missing)))
            for index, rule in enumerate(rules)
        )
        missing = gaps.where(columns.negation(settled), gaps.chosen(none_possible, otherwise.missing, missing))
        if plan.type == BOOLEAN:
            assert isinstance(chosen, Value)
            affirmed = columns.is_true(chosen.column)
        else:
            affirmed = columns.negation(chosen.null)
        truth = columns.choice([(settled, affirmed)], columns.null)
        return Verdict(
            truth,
            missing,
            tuple(rule.ground for rule in rules),
            answer=None if plan.type == BOOLEAN else chosen,
            conflict=conflict,
            clashing=tuple(LabelColumn(rule.rule.id, is_sure) for rule, is_sure in zip(rules, sure, strict=True)),
        )

    def _same(self, one: AnyValue, other: AnyValue) -> Column:
        """Whether two known answers are the same; null is the same as null."""
        columns = self.columns
        both_null = columns.all_of((one.null, other.null))
        neither = columns.negation(columns.any_of((one.null, other.null)))
        if isinstance(one, SetValue) or isinstance(other, SetValue):
            sides = [dict(side.members) if isinstance(side, SetValue) else {} for side in (one, other)]
            equal = columns.all_of(
                columns.is_true(
                    columns.compare("=", sides[0].get(term, columns.false), sides[1].get(term, columns.false))
                )
                for term in sorted({*sides[0], *sides[1]})
            )
        else:
            equal = columns.is_true(columns.compare("=", one.column, other.column))
        return columns.any_of((both_null, columns.all_of((neither, equal))))

    def _first_of(self, sure: list[Column], answers: list[AnyValue], otherwise: AnyValue) -> AnyValue:
        """The answer of the first surely effective rule; what all of them give, where the decision is settled."""
        columns = self.columns

        def first(of: list[Column], last: Column) -> Column:
            return columns.choice(zip(sure, of, strict=True), last)

        unknown = first([answer.unknown for answer in answers], otherwise.unknown)
        null = first([answer.null for answer in answers], otherwise.null)
        if any(isinstance(answer, SetValue) for answer in (*answers, otherwise)):
            sides = [dict(answer.members) if isinstance(answer, SetValue) else {} for answer in (*answers, otherwise)]
            terms = sorted({term for side in sides for term in side})
            members = tuple(
                (
                    term,
                    first([side.get(term, columns.false) for side in sides[:-1]], sides[-1].get(term, columns.false)),
                )
                for term in terms
            )
            return SetValue(members, unknown, null)
        scalars = [answer.column for answer in (*answers, otherwise) if isinstance(answer, Value)]
        return Value(first(scalars[:-1], scalars[-1]), unknown, null)
