"""The front door: loading, evaluating, explaining, replaying."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

import socorg_rules
from socorg_rules import Organization, Outcome, ProblemsError, Rulebook, UsageError
from socorg_rules.rulesets.writer import write_ruleset
from tests.small_law import AS_OF, RECORD, evaluate, one_decision, read, rule, rulebook_of, ruleset_text

LAW = ruleset_text(one_decision(rule("capital", "outcome", when="registered_capital < 30000")))


def test_the_bundled_rulesets_load_once() -> None:
    assert Rulebook.bundled() is Rulebook.bundled()


def test_rulesets_load_from_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "cn" / "test"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(LAW, encoding="utf-8")
    (folder / "1.0.0.examples.yaml").write_text("not a ruleset", encoding="utf-8")
    book = Rulebook.load(str(tmp_path))
    assert [ruleset.id for ruleset in book.rulesets] == ["cn/test"]
    assert book.decision_names == ("outcome",)


def test_one_file_can_be_loaded_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(LAW, encoding="utf-8")
    assert Rulebook.load(file).decision_names == ("outcome",)


def test_everything_wrong_in_a_folder_is_told_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        folder = tmp_path / "cn" / name
        folder.mkdir(parents=True)
        text = ruleset_text("ruels: []\n", ruleset=f"cn/{name}", source=None)
        (folder / "1.0.0.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        Rulebook.load(tmp_path)
    assert len({problem.place.file for problem in caught.value.problems}) == 2


def test_a_record_may_be_a_mapping_or_an_organization() -> None:
    book = rulebook_of(LAW)
    record = {**RECORD, "registered_capital": "100"}
    organization = Organization.model_validate(record)
    assert book.evaluate(record, as_of=AS_OF).to_json() == book.evaluate(organization, as_of=AS_OF).to_json()


def test_a_mapping_that_is_no_organization_is_refused() -> None:
    with pytest.raises(ValidationError):
        rulebook_of(LAW).evaluate({"division": "320612"}, as_of=AS_OF)


@pytest.mark.parametrize("as_of", ["2024-03-01", None, datetime(2024, 3, 1)])
def test_the_day_has_to_be_a_date(as_of: object) -> None:
    with pytest.raises(UsageError, match="as_of"):
        rulebook_of(LAW).evaluate(RECORD, as_of=as_of)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="known_at"):
        rulebook_of(LAW).evaluate(RECORD, as_of=AS_OF, known_at="2024-03-01")  # type: ignore[arg-type]


def test_only_the_decisions_wanted_are_given() -> None:
    two = ruleset_text(
        "decisions:\n"
        "  one: {title: {zh: 一, en: one}, kind: findings}\n"
        "  two: {title: {zh: 二, en: two}, kind: findings}\n"
        "rules:\n"
        f"{rule('a', 'one', when='overseas')}\n{rule('b', 'two', when='one != null and one')}\n"
    )
    assert list(rulebook_of(two).evaluate(RECORD, as_of=AS_OF, only=["two"])) == ["two"]


def test_a_decision_that_is_not_there_is_told_with_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="Did you mean 'outcome'"):
        rulebook_of(LAW).evaluate(RECORD, as_of=AS_OF, only=["outcom"])
    with pytest.raises(UsageError, match="not one text"):
        rulebook_of(LAW).evaluate(RECORD, as_of=AS_OF, only="outcome")
    with pytest.raises(KeyError, match="did you mean 'outcome'"):
        evaluate(LAW)["outcom"]
    assert "outcom" not in evaluate(LAW)


def test_missing_facts_stand_in_the_order_of_their_use() -> None:
    law = ruleset_text(
        "decisions:\n"
        "  one: {title: {zh: 一, en: one}, kind: findings}\n"
        "  two: {title: {zh: 二, en: two}, kind: findings}\n"
        "rules:\n"
        f"{rule('a', 'one', when='decoupled and community_class')}\n{rule('b', 'two', when='decoupled')}\n"
    )
    evaluation = evaluate(law)
    assert evaluation.missing == ("decoupled", "community_class")
    assert evaluation["one"].missing == ("community_class", "decoupled")


def test_an_evaluation_says_by_what_it_was_made() -> None:
    evaluation = evaluate(LAW, registered_capital="5")
    assert evaluation.places == ("100000",)
    assert [(version.id, version.version) for version in evaluation.rulesets] == [("cn/test", "1.0.0")]
    assert evaluation.rulesets[0].digest == read(LAW).digest
    assert evaluation.library_version == socorg_rules.__version__
    assert len(evaluation.input_digest) == 64
    assert (evaluation.as_of, evaluation.known_at) == (AS_OF, date(2020, 1, 1))
    assert len(evaluation) == 1


def test_the_json_of_an_evaluation_is_one_canonical_line() -> None:
    text = evaluate(LAW, registered_capital="5").to_json()
    assert "\n" not in text
    data = json.loads(text)
    assert data["decisions"]["outcome"]["outcome"] == "satisfied"
    assert data["decisions"]["outcome"]["grounds"][0]["citations"][0]["text"]["zh"] == "《某条例》第1条"
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_replay_stands_while_nothing_has_changed() -> None:
    book, record = rulebook_of(LAW), {**RECORD, "registered_capital": "5"}
    recorded = book.evaluate(record, as_of=AS_OF).to_json()
    assert book.replay(recorded, record).stands
    assert book.replay(json.loads(recorded), record).stands


def test_a_replay_names_what_has_changed() -> None:
    book, record = rulebook_of(LAW), {**RECORD, "registered_capital": "5"}
    recorded = book.evaluate(record, as_of=AS_OF).to_json()
    other_input = book.replay(recorded, {**record, "registered_capital": "30000"})
    assert (other_input.stands, other_input.differing) == (False, ("decisions", "input_digest"))
    changed = rulebook_of(LAW.replace("30000", "3"))
    other_law = changed.replay(recorded, record)
    assert other_law.differing == ("decisions", "rulesets")
    assert other_law.evaluation["outcome"].outcome is Outcome.NOT_SATISFIED


def test_a_replay_uses_the_rulesets_that_were_known_then() -> None:
    newer = (
        LAW.replace("version: 1.0.0", "version: 1.1.0")
        .replace("30000", "3")
        .replace("released_on: 2020-01-01", "released_on: 2022-01-01")
    )
    record = {**RECORD, "registered_capital": "5"}
    recorded = rulebook_of(LAW).evaluate(record, as_of=AS_OF).to_json()
    book = rulebook_of(LAW, newer)
    assert book.evaluate(record, as_of=AS_OF)["outcome"].outcome is Outcome.NOT_SATISFIED
    assert book.replay(recorded, record).stands


@pytest.mark.parametrize("recorded", ["{}", "[]", "not json", '{"as_of": 5, "known_at": "2020-01-01"}'])
def test_a_replay_of_something_else_is_refused(recorded: str) -> None:
    with pytest.raises(UsageError, match="not the JSON of an evaluation"):
        rulebook_of(LAW).replay(recorded, RECORD)


def test_an_explanation_names_the_question_the_article_and_what_is_missing() -> None:
    chinese, english = evaluate(LAW).explain("zh"), evaluate(LAW).explain("en")
    assert "注册资金" in chinese and "无法确定" in chinese
    assert "Registered capital" in english
    assert "《某条例》第1条" in evaluate(LAW, registered_capital="5").explain("zh")
    assert "Some Act, Art. 1" in evaluate(LAW, registered_capital="5").explain("en")


def test_an_explanation_can_be_of_one_decision_and_knows_two_languages() -> None:
    evaluation = evaluate(LAW, registered_capital="5")
    assert evaluation.explain("zh", only=["outcome"]) == evaluation.explain("zh")
    with pytest.raises(UsageError, match="language"):
        evaluation.explain("fr")  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        evaluation.explain("zh", only=["other"])


def test_when_nothing_applies_that_is_said() -> None:
    law = ruleset_text(
        one_decision(rule("a", "outcome", when="decoupled"), decision_keys="scope: registered_on != null")
    )
    assert evaluate(law).explain("zh") == "没有适用于该组织的决定。"
    assert evaluate(law).explain("en") == "None of the decisions applies to this organization."


def test_a_trace_shows_every_condition_also_those_the_outcome_did_not_need() -> None:
    law = ruleset_text(one_decision(rule("a", "outcome", when="overseas and registered_capital < 30000")))
    trace = evaluate(law, registered_capital="5").trace("outcome")
    (reason,) = trace.reasons
    (step,) = reason.steps
    assert [part.text.zh for part in step.steps] == ["境外组织", "注册资金 < 30000"]
    assert [part.value for part in step.steps] == [False, True]


def test_facts_have_titles() -> None:
    evaluation = evaluate(LAW)
    assert evaluation.title_of("registered_capital").zh == "注册资金"
    assert evaluation.title_of("penalties.amount").zh == "行政处罚：处罚金额"
    assert evaluation.title_of("outcome").zh == "题目"
    assert evaluation.title_of("working_days.2030").en == "Working-day calendar of 2030"


def test_the_public_face_is_what_it_lists() -> None:
    assert set(dir(socorg_rules)) >= set(socorg_rules.__all__)
    for name in socorg_rules.__all__:
        assert getattr(socorg_rules, name) is not None
    with pytest.raises(AttributeError, match="Rulebok"):
        socorg_rules.Rulebok  # noqa: B018


def test_a_ruleset_written_by_the_library_is_one_it_reads() -> None:
    assert "registered_capital < 30000" in write_ruleset(read(LAW))


def test_a_question_of_another_place_does_not_apply() -> None:
    local = ruleset_text(
        one_decision(rule("b", "elsewhere", when="overseas"), name="elsewhere", decision_keys="scope: overseas"),
        ruleset="cn/local",
        place="511100",
        source=None,
    )
    evaluation = rulebook_of(LAW, local).evaluate(RECORD, as_of=AS_OF, only=["elsewhere"])
    assert evaluation["elsewhere"].outcome is Outcome.NOT_APPLICABLE
    assert "不适用" in evaluation.explain("zh", only=["elsewhere"])


def test_an_answer_of_no_shows_the_condition_that_failed() -> None:
    law = ruleset_text(
        one_decision(
            rule("a", "outcome", when="cross_region = false", then="registered_capital >= 30000"), kind="answer"
        )
    )
    told = evaluate(law, registered_capital="999").explain("zh")
    assert "✗ 注册资金 >= 30000" in told
    assert "999.00" in told
