"""Reading examples: what staff writes becomes a record, and what is wrong is found at its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from socorg_rules import Outcome
from socorg_rules.problems import Language, Problems
from socorg_rules.review.examples import Example, ExpectedGround, read_examples, read_examples_file
from tests.golden import check_golden
from tests.review.sample import LAW

GOLDEN = Path(__file__).parent / "golden"


def read(text: str) -> tuple[tuple[Example, ...], Problems]:
    problems = Problems()
    return read_examples(text, file="1.0.0.examples.yaml", problems=problems), problems


def one(given: str, then: str = "minimum_capital: satisfied") -> Example:
    examples, problems = read(
        f"examples:\n  - name: n\n    given: {given}\n    as_of: 2026-01-01\n    then: {{{then}}}\n"
    )
    assert [problem.render() for problem in problems] == []
    return examples[0]


def test_the_examples_of_the_sample_are_read_without_problems() -> None:
    problems = Problems()
    examples = read_examples_file(LAW / "cn/sample/1.0.0.examples.yaml", problems)
    assert len(problems) == 0
    assert [example.name.zh for example in examples] == ["罚款5万元", "差一分钱", "最低注册资金", "不知道处罚情况"]


def test_a_record_may_be_written_in_chinese_names_and_terms() -> None:
    chinese = one("{组织形式: 社会团体, 行政处罚: [{处罚种类: 罚款, 处罚金额: 1.50, 处罚决定日期: 2026-01-01}]}")
    english = one("{form: social_group, penalties: [{kind: fine, amount: 1.50, decided_on: 2026-01-01}]}")
    assert chinese.organization == english.organization


def test_the_field_and_not_yaml_says_what_a_text_is() -> None:
    organization = one("{name: on, registered_capital: 030000, individual_members: 50}").organization
    assert organization.name == "on"
    assert organization.registered_capital == Decimal(30000)
    assert organization.individual_members == 50


def test_booleans_sets_and_nulls_are_read_by_their_fields() -> None:
    organization = one("{community_class: true, categories: [charity, 体育], supervisor: null, form: ~}").organization
    assert organization.community_class is True
    assert organization.categories == frozenset({"charity", "sports"})
    assert organization.supervisor is None
    assert organization.form is None


def test_none_is_a_term_where_the_field_has_it() -> None:
    assert one("{premises: none}").organization.premises == "none"


def test_level_and_division_have_a_default_that_a_record_may_override() -> None:
    assert one("{}").organization.level == "county"
    assert one("{}").organization.division == "100000"
    assert one('{行政区划代码: "320612", 登记层级: 省级}').organization.division == "320612"
    assert one('{行政区划代码: "320612", 登记层级: 省级}').organization.level == "provincial"


def test_an_outcome_alone_expects_nothing_else() -> None:
    [expectation] = one("{}", "minimum_capital: not_applicable").then
    assert expectation.outcome is Outcome.NOT_APPLICABLE
    assert not expectation.has_value
    assert (expectation.grounds, expectation.missing, expectation.caveats) == (None, None, None)


def test_grounds_may_be_named_with_a_day_without_one_or_as_undated() -> None:
    [expectation] = one(
        "{}", "d: {grounds: [a, {rule: b, since: 2026-01-02}, {rule: table.row, since: none}, {rule: c}]}"
    ).then
    assert expectation.grounds == (
        ExpectedGround("a", None, dated=False),
        ExpectedGround("b", date(2026, 1, 2), dated=True),
        ExpectedGround("table.row", None, dated=True),
        ExpectedGround("c", None, dated=False),
    )


def test_an_empty_list_expects_nothing_and_is_no_mistake() -> None:
    [expectation] = one("{}", "d: {grounds: [], missing: [], caveats: [], value: []}").then
    assert (expectation.grounds, expectation.missing, expectation.caveats, expectation.value) == ((), (), (), ())


def test_no_value_is_expected_by_saying_none() -> None:
    [expectation] = one("{}", "d: {value: none}").then
    assert expectation.has_value
    assert expectation.value is None


def test_a_bad_example_does_not_hide_the_next_one() -> None:
    examples, problems = read(
        "examples:\n"
        "  - {name: bad, given: {form: 社团团}, as_of: 2026-01-01, then: {d: satisfied}}\n"
        "  - {name: good, given: {}, as_of: 2026-01-01, then: {d: satisfied}}\n"
    )
    assert [example.name.en for example in examples] == ["good"]
    [problem] = problems
    assert (problem.place.line, problem.place.column) == (2, 31)


def test_every_problem_of_a_file_is_named_at_its_place() -> None:
    problems = Problems()
    source = GOLDEN / "broken.examples.yaml"
    read_examples(source.read_text(encoding="utf-8"), file=source.name, problems=problems)
    for language in ("zh", "en"):
        check_golden(GOLDEN / f"broken.{language}.txt", _rendered(problems, language))


def _rendered(problems: Problems, language: Language) -> str:
    return "".join(f"{problem.render(language)}\n" for problem in problems)
