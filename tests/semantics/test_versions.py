"""Sentences 24 to 26: versions and files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from socorg_rules import ProblemsError, Rulebook, UsageError
from socorg_rules.rulesets.calendars import Calendar
from socorg_rules.rulesets.plan import RulesetVersion, WorkingDays
from tests.semantics.asking import (
    PROVINCE,
    UNDETERMINED,
    answering,
    overlay,
    parameter,
    quoted,
    refusals,
    refused,
    told,
)
from tests.small_law import (
    AS_OF,
    RECORD,
    TITLE,
    codes_of,
    evaluate,
    library_of,
    one_decision,
    read,
    rule,
    rulebook_of,
    ruleset_text,
)

SOURCES = Path(__file__).resolve().parents[2] / "src" / "socorg_rules"


# 24. Versions.


def version(number: str, released_on: str, value: str, ruleset: str = "cn/test") -> str:
    return (
        answering(value, "count")
        .replace("cn/test", ruleset)
        .replace("1.0.0", number)
        .replace("released_on: 2020-01-01", f"released_on: {released_on}")
    )


FIRST, SECOND = version("1.0.0", "2020-01-01", "1"), version("1.1.0", "2022-01-01", "2")
LOCAL_FIRST = overlay(
    "rules:\n" + rule("only", "outcome", then="8", direction="replaces") + "\n", released_on="2021-01-01"
)
LOCAL_SECOND = overlay(
    "rules:\n" + rule("only", "outcome", then="9", direction="replaces") + "\n",
    version="1.1.0",
    released_on="2023-01-01",
)


@pytest.mark.parametrize(
    ("known_at", "value", "versions"),
    [
        ("2020-01-01", 1, ["cn/test 1.0.0"]),
        ("2020-12-31", 1, ["cn/test 1.0.0"]),
        ("2021-01-01", 8, ["cn/local 1.0.0", "cn/test 1.0.0"]),
        ("2022-06-01", 8, ["cn/local 1.0.0", "cn/test 1.1.0"]),
        ("2023-01-01", 9, ["cn/local 1.1.0", "cn/test 1.1.0"]),
        (None, 9, ["cn/local 1.1.0", "cn/test 1.1.0"]),
    ],
)
def test_24a_of_every_ruleset_the_newest_version_released_by_then_is_used(
    known_at: str | None, value: int, versions: list[str]
) -> None:
    day = None if known_at is None else date.fromisoformat(known_at)
    evaluation = evaluate(LOCAL_SECOND, SECOND, LOCAL_FIRST, FIRST, known_at=day)
    assert evaluation["outcome"].value == value
    assert [f"{used.id} {used.version}" for used in evaluation.rulesets] == versions


def test_24b_whatever_the_day_asked_about() -> None:
    assert evaluate(FIRST, SECOND, as_of=date(2010, 1, 1))["outcome"].value == 2
    assert evaluate(FIRST, SECOND, as_of=date(2030, 1, 1), known_at=date(2021, 1, 1))["outcome"].value == 1


def test_24c_before_the_first_release_nothing_is_known() -> None:
    with pytest.raises(UsageError, match="2020-01-01"):
        evaluate(FIRST, SECOND, known_at=date(2019, 12, 31))


def test_24d_a_higher_version_is_a_later_release() -> None:
    assert codes_of(FIRST, version("1.1.0", "2019-01-01", "2")) == ["E220"]
    assert codes_of(FIRST, version("1.1.0", "2020-01-01", "2")) == ["E220"]
    assert codes_of(FIRST, version("1.0.0", "2022-01-01", "2")) == ["E219"]


def test_24e_the_set_of_every_release_day_checks() -> None:
    user = ruleset_text("definitions: {small: {is: registered_capital < limit}}\n", released_on="2020-06-01")
    values = "parameters:\n" + parameter("limit", "money", "{2000-01-01: 5}")
    limit = ruleset_text(values, ruleset="cn/limits", released_on="2021-01-01", source=None)
    assert codes_of(user, limit) == ["E140"]
    assert codes_of(user, limit.replace("2021-01-01", "2020-06-01")) == []


def test_24f_a_later_release_that_breaks_what_is_there_is_reported() -> None:
    removed = ruleset_text("", version="1.1.0", released_on="2021-01-01")
    user = ruleset_text(
        "rules:\n" + rule("two", "outcome", then="1") + "\n", ruleset="cn/user", place=PROVINCE, source=None
    )
    assert codes_of(FIRST, user) == []
    assert codes_of(FIRST, user, removed) == ["E202"]


def test_24g_a_library_with_a_broken_day_still_answers_for_the_days_before() -> None:
    broken = ruleset_text("definitions: {a: {is: b}}\n", ruleset="cn/broken", released_on="2021-01-01", source=None)
    rulebook = Rulebook(library_of(FIRST, broken))
    known = rulebook.evaluate(RECORD, as_of=AS_OF, known_at=date(2020, 12, 31))
    assert known["outcome"].value == 1
    with pytest.raises(ProblemsError, match="E140"):
        rulebook.evaluate(RECORD, as_of=AS_OF)


# 25. YAML scalars.

WORDS = ["on", "no", "Yes", "null", "~", "12:30", "030000", "0o17", "1_000", "1e3", "2024-01-01", ".inf", "=", "0x1F"]


# YAML reads these as true, false, nothing, 750, 12288, 15, 1000, a date, infinity …
@pytest.mark.parametrize("word", WORDS)
def test_25a_a_scalar_is_the_text_that_is_written(word: str) -> None:
    text = ruleset_text(one_decision(rule("only", "outcome", label=word)))
    assert evaluate(text)["outcome"].value == {word}


def test_25b_on_is_a_key_and_a_code_keeps_its_zeros() -> None:
    text = ruleset_text("", place="{former: [{code: 030001}], code: 030000}")
    ruleset = read(text)
    assert (ruleset.jurisdiction.code, ruleset.jurisdiction.former[0].code) == ("030000", "030001")
    assert "checked: {on: 2020-01-01" in text
    assert ruleset.sources[0].checked_on == date(2020, 1, 1)


def test_25c_an_amount_is_not_rounded_by_way_of_a_float() -> None:
    extra = "parameters:\n" + parameter("limit", "money", "{2000-01-01: 90071992547.99}")
    assert str(evaluate(answering("limit", "money", extra=extra))["outcome"].value) == "90071992547.99"


def test_25d_tags_and_merge_keys_construct_nothing() -> None:
    tagged = ruleset_text(one_decision(rule("only", "outcome", label="!!python/name:os.system x")))
    assert [problem.code for problem in refusals(tagged)] == ["E014"]


@pytest.mark.parametrize(
    "written", [quoted('form = "foundation" or overseas'), '>-\n      form = "foundation"\n      or overseas']
)
def test_25e_an_expression_is_quoted_or_folded(written: str) -> None:
    text = ruleset_text(one_decision(rule("only", "outcome", when=written)))
    assert told(evaluate(text, overseas=True)["outcome"]) is True
    assert told(evaluate(text)["outcome"]) == ("form",)


def rows(*cells: str) -> str:
    lines = "".join(f"      - {{id: row-{index}{cell}, label: row-{index}}}\n" for index, cell in enumerate(cells))
    return ruleset_text(
        f"decisions: {{outcome: {{title: {TITLE}, kind: findings}}}}\n"
        f"tables:\n  - id: forms\n    decides: outcome\n    title: {TITLE}\n    cite: act art.1\n"
        f"    hit_policy: collect\n    inputs: [form]\n    rows:\n{lines}"
    )


@pytest.mark.parametrize("cell", ["foundation", "基金会", "'\"foundation\"'", "'foundation, social_group'"])
def test_25f_in_a_table_a_bare_word_is_a_term(cell: str) -> None:
    assert told(evaluate(rows(f", form: {cell}"), form="foundation")["outcome"]) is True
    assert told(evaluate(rows(f", form: {cell}"), form="service_agency")["outcome"]) is False


def test_25g_a_bare_word_that_is_no_term_is_told_the_near_one() -> None:
    (problem,) = refusals(rows(", form: fundation"))
    assert problem.code == "E150"
    assert "'foundation'" in problem.hint("en")


def test_25h_only_there() -> None:
    assert refused("form in (foundation)") == ["E140"]
    assert refused("form = foundation") == ["E140"]


def test_25i_a_cell_left_out_is_a_dash() -> None:
    text = rows("", ", form: '-'", ", form: foundation")
    assert evaluate(text, form="social_group")["outcome"].value == {"row-0", "row-1"}
    assert evaluate(text)["outcome"].value == {"row-0", "row-1"}


# 26. Working days.

DUE = ruleset_text(one_decision(rule("only", "outcome", when=quoted("add_working_days(party_duty_since, 5) < as_of"))))


def calendar(number: str, released_on: str, *years: int) -> Calendar:
    days = WorkingDays(frozenset(years), frozenset({date(2024, 2, 12)}), frozenset({date(2024, 2, 17)}))
    return Calendar(
        RulesetVersion("calendars/working-days", number, f"digest of {number}"), date.fromisoformat(released_on), days
    )


CALENDARS = (calendar("1.0.0", "2019-01-01", 2023), calendar("1.1.0", "2021-01-01", 2023, 2024))


def due(day: str, as_of: date, known_at: date | None = None) -> bool | tuple[str, ...]:
    rulebook = rulebook_of(DUE, calendars=CALENDARS)
    record = {**RECORD, "party_duty_since": day}
    return told(rulebook.evaluate(record, as_of=as_of, known_at=known_at)["outcome"])


def test_26a_working_days_are_those_of_the_calendar_file() -> None:
    """From Friday 9 February: Monday off, Tuesday to Friday and the Saturday on, then it is the fifth."""
    assert due("2024-02-09", date(2024, 2, 17)) is False
    assert due("2024-02-09", date(2024, 2, 18)) is True


def test_26b_beyond_the_calendar_they_are_unknown() -> None:
    assert due("2025-02-10", date(2026, 2, 17)) == ("working_days.2025",)
    assert told(evaluate(DUE, party_duty_since="2024-02-09")["outcome"]) == ("working_days.2024",)


def test_26c_the_calendar_is_versioned_like_a_ruleset() -> None:
    assert due("2024-01-02", AS_OF, date(2020, 12, 31)) == ("working_days.2024",)
    assert due("2024-01-02", AS_OF, date(2021, 1, 1)) is True
    assert due("2024-01-02", AS_OF) is True


def test_26d_and_named_in_the_answer_with_its_digest() -> None:
    rulebook = rulebook_of(DUE, calendars=CALENDARS)
    evaluation = rulebook.evaluate(RECORD, as_of=AS_OF)
    assert evaluation.known_at == date(2021, 1, 1)
    assert RulesetVersion("calendars/working-days", "1.1.0", "digest of 1.1.0") in evaluation.rulesets
    assert '"digest of 1.1.0"' in evaluation.to_json()


def test_26e_an_answer_is_recomputed_with_the_calendar_of_its_time() -> None:
    record = {**RECORD, "party_duty_since": "2024-01-02"}
    then = rulebook_of(DUE, calendars=CALENDARS[:1]).evaluate(record, as_of=AS_OF)
    replay = rulebook_of(DUE, calendars=CALENDARS).replay(then.to_json(), record)
    assert replay.stands
    assert replay.evaluation["outcome"].outcome is UNDETERMINED


def test_26f_the_bundled_calendar_is_there_and_no_engine_asks_a_package() -> None:
    bundled = Rulebook.bundled().evaluate(RECORD, as_of=AS_OF)
    (version_used,) = [used for used in bundled.rulesets if used.id.startswith("calendars/")]
    assert version_used.digest.startswith("sha256:")
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    assert texts
    assert not [text for text in texts if "chinese_calendar" in text]
