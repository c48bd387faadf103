"""The page on the command line says what the command line does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from socorg_rules.cli.app import app
from tests.cli.conftest import Call

ROOT = Path(__file__).parents[2]
PAGES = ("cli.md", "cli.zh.md")
COMMANDS = re.compile(r"^\$ socorg-rules ((?:check|explain|validate|rulesets)\b[^|\n]*)", re.MULTILINE)
COMMANDS_THERE = [command.callback.__name__ for command in app.registered_commands if command.callback]
COMMANDS_THERE += [
    f"{group.name} {command.callback.__name__}"
    for group in app.registered_groups
    for command in (group.typer_instance.registered_commands if group.typer_instance else ())
    if command.callback
]
COMPLETION = {"--install-completion", "--show-completion"}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def options(call: Call, command: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", call(*command.split(), "--help").out.split("Options")[1])) - {"--help"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("command", ["check", "explain", "test", "mutate", "rulesets", "export sql", "export durable"])
def test_every_option_is_described_and_none_that_is_not_there(call: Call, name: str, command: str) -> None:
    described = set(re.findall(r"--[a-z][a-z-]+", page(name)))
    assert options(call, command) <= described
    everywhere = set().union(*(options(call, each) for each in COMMANDS_THERE))
    assert described <= everywhere | COMPLETION | {"--help"}


def shown(name: str) -> list[str]:
    return [command.removesuffix(" --language zh") for command in COMMANDS.findall(page(name))]


def test_every_command_shown_works(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    commands = dict.fromkeys(command.strip() for command in shown("cli.md"))
    assert len(commands) >= 6
    for command in commands:
        answer = call(*shlex.split(command))
        assert answer.code in (0, 1, 2), answer.err
        assert answer.out


def test_both_pages_show_the_same_commands() -> None:
    assert shown("cli.md") == shown("cli.zh.md")
