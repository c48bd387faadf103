"""The command as a whole: help, wrong calls, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from socorg_rules import UsageError, __version__
from socorg_rules.cli.language import language_of
from socorg_rules.problems import Language
from tests.cli.conftest import Call
from tests.review.sample import LAW, ORGANIZATIONS

COMMANDS = ("check", "explain", "validate", "test", "rulesets")
PROGRAM = (sys.executable, "-c", "from socorg_rules.cli.app import main; main()")
SOURCES = Path(__file__).parents[2] / "src"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCES)}


def test_the_help_names_every_command(call: Call) -> None:
    answer = call("--help")
    assert answer.code == 0
    for command in COMMANDS:
        assert command in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_exit_codes_and_an_example(call: Call, command: str) -> None:
    answer = call(command, "--help")
    assert answer.code == 0
    assert "Exit codes" in answer.out
    assert f"    socorg-rules {command}" in answer.out


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").out == f"socorg-rules {__version__}\n"


@pytest.mark.parametrize("arguments", [["chekc"], ["check"], ["check", "--nonsense"], ["check", "a", "--format", "x"]])
def test_a_wrong_call_exits_with_3_and_never_with_2(call: Call, arguments: list[str]) -> None:
    answer = call(*arguments)
    assert answer.code == 3
    assert answer.out == ""
    assert "Error" in answer.err


def test_a_wrong_command_gets_the_right_one(call: Call) -> None:
    assert "Did you mean 'check'?" in call("chekc").err


def test_an_unknown_language_is_told(call: Call) -> None:
    answer = call("rulesets", LAW, "--language", "cn")
    assert answer.code == 3
    assert answer.err == "--language: E903 cn can't be chosen. Write one of: zh, en.\n"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "ZH_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
        ({"LANG": "C", "LC_MESSAGES": "zh_CN"}, "zh"),
    ],
)
def test_the_first_locale_that_is_set_chooses_the_language(environment: dict[str, str], language: Language) -> None:
    assert language_of(environment) == language


def test_an_interrupt_exits_with_130(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("socorg_rules.cli.rulebooks.Rulebook.load", interrupted)
    assert call("rulesets", LAW).code == 130


def test_what_the_library_refuses_is_told_without_a_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise UsageError("this can't be")

    monkeypatch.setattr("socorg_rules.cli.rulebooks.Rulebook.load", refused)
    answer = call("rulesets", LAW)
    assert (answer.code, answer.err) == (3, "this can't be\n")


def test_a_failing_disk_is_told_without_a_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error", "/data/law")

    monkeypatch.setattr("socorg_rules.cli.rulebooks.Rulebook.load", failing)
    answer = call("rulesets", LAW)
    assert answer.code == 3
    assert answer.err == "/data/law: E910 The file can't be read or written (Input/output error).\n"


@pytest.mark.skipif(os.name == "nt", reason="there are no broken pipes")
def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [*PROGRAM, "check", str(ORGANIZATIONS), "--as-of", "2026-06-15", "--rulesets", str(LAW)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()
    assert process.returncode == 141
    assert "Traceback" not in errors
    assert "Exception" not in errors


def test_chinese_can_be_printed_in_a_locale_that_has_none() -> None:
    command = [*PROGRAM, "rulesets", str(LAW), "--language", "zh"]
    environment = {**ENVIRONMENT, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "全国" in done.stdout.decode("utf-8")


def test_help_waits_for_nothing_heavy() -> None:
    program = "import sys\nfrom socorg_rules.cli.app import run\nrun(['--help'])\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=ENVIRONMENT, check=True)
    loaded = set(done.stdout.split())
    assert {"yaml", "openpyxl", "stdnum", "socorg_rules.cli.population", "socorg_rules.reports"}.isdisjoint(loaded)


def test_the_shell_completes_decisions() -> None:
    environment = {
        **ENVIRONMENT,
        "_SOCORG_RULES_COMPLETE": "complete_bash",
        "COMP_WORDS": "socorg-rules check x --only anomaly",
        "COMP_CWORD": "4",
    }
    done = subprocess.run([*PROGRAM], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == ["anomaly_listing", "anomaly_removal"]
