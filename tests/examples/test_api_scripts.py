"""The short scripts for those who use the library from Python run, and say what they promise."""

import runpy

import pytest

from scripts.write_examples import EXAMPLES


def output_of(script: str, capsys: pytest.CaptureFixture[str]) -> str:
    runpy.run_path(str(EXAMPLES / script), run_name="__main__")
    return capsys.readouterr().out


def test_the_registry_system_asks_for_what_is_missing_and_explains_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = output_of("api_registry_system.py", capsys)
    assert "minimum_capital: undetermined" in output
    assert "ask for: community_class, active_in_community" in output
    assert "最低注册资金：1,000.00 元" in output
    assert "直接登记：是" in output


def test_the_registry_system_reminds_those_who_have_not_filed_a_week_before_the_deadline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    *_, first, reminders = output_of("api_registry_system.py", capsys).splitlines()
    assert "2013-05-31" in first
    assert "第23条第1款" in first
    assert reminders == "15 reminders"


def test_the_auditor_counts_what_was_decided(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split() for line in output_of("api_auditor.py", capsys).splitlines()]
    assert lines[0] == ["1049", "records,", "0", "problems"]
    assert ["inspection_due", "service_agency", "satisfied", "105"] in lines
    assert ["rating_in_force", "social_group", "satisfied", "57"] in lines
    assert ["rating_in_force", "service_agency", "satisfied", "25"] in lines
