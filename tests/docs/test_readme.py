"""What the READMEs show runs, and comes out as they show it. (Their Python is run as doctests.)"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.docs.pages import READMES, ROOT, fences, text_of

TONGZHOU = Path("rulesets/cn/jiangsu/nantong/tongzhou")


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output that stands under it."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.MULTILINE)
    return [(command, output) for command, output in zip(parts[1::2], parts[2::2], strict=True)]


def like(output: str) -> re.Pattern[str]:
    """What an output shown matches: `…` stands for anything."""
    return re.compile(re.escape(output).replace("…", ".*"))


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rulesets and examples of the project, to be changed at will."""
    for folder in ("rulesets", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change_the_law(readme: str, clone: Path) -> None:
    """Does what the README says to policy staff: the next version of a ruleset, and an example beside it."""
    text = (clone / TONGZHOU / "1.0.0.yaml").read_text(encoding="utf-8")
    [diff] = fences(readme, "diff")
    taken = re.findall(r"^-(.*\n)", diff, re.MULTILINE)
    put = re.findall(r"^\+(.*\n)", diff, re.MULTILINE)
    assert len(taken) == len(put) == 3
    for old, new in zip(taken, put, strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    (clone / TONGZHOU / "1.1.0.yaml").write_text(text, encoding="utf-8")
    [examples] = fences(readme, "yaml")
    (clone / TONGZHOU / "1.1.0.examples.yaml").write_text(examples, encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_shown_works_and_prints_what_is_shown(readme: str, clone: Path, call: Call) -> None:
    change_the_law(readme, clone)
    makefile = text_of("Makefile")
    ran = 0
    for command, output in (step for block in fences(readme, "console") for step in steps(block)):
        program, *arguments = shlex.split(command, comments=True)
        if program == "make":
            assert all(f"\n{target}:" in makefile for target in arguments)
            continue
        assert program == "socorg-rules"
        answer = call(*arguments)
        assert answer.code in (0, 1, 2), answer.err
        assert like(output).match(answer.out) if output.strip() else answer.out
        ran += 1
    assert ran >= 4


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_shown_notice_a_number_that_is_not_changed(readme: str, clone: Path, call: Call) -> None:
    change_the_law(readme, clone)
    changed = clone / TONGZHOU / "1.1.0.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace(", 2027-01-01: 2000", ""), encoding="utf-8")
    assert call("test", TONGZHOU.as_posix()).code == 1


def test_the_job_shown_to_auditors_runs_and_tells_of_findings(clone: Path) -> None:
    [job] = fences("README.md", "sh")
    commands = clone / "bin"
    commands.mkdir()
    command = commands / "socorg-rules"
    command.write_text(f"#!{sys.executable}\nfrom socorg_rules.cli.app import main\nmain()\n", encoding="utf-8")
    command.chmod(0o755)
    done = subprocess.run(
        ["sh", "-eu", "-c", job],
        cwd=clone,
        env={**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "findings, see decisions.jsonl\n"), done.stderr
    assert (clone / "decisions.jsonl").read_text(encoding="utf-8").count("\n") == len(
        (clone / "examples" / "families.jsonl").read_text(encoding="utf-8").splitlines()
    )


def test_the_chinese_readme_changes_the_same_number() -> None:
    assert fences("README.md", "diff") == fences("README.zh.md", "diff")


def test_the_exit_codes_shown_are_those_of_the_command_line() -> None:
    codes = r"^\| ([0-3]) \| ([^|]+) \|"
    shown = dict(re.findall(codes, text_of("README.md"), re.MULTILINE))
    defined = dict(re.findall(codes, text_of("docs/cli.md"), re.MULTILINE))
    assert shown.keys() == defined.keys() == {"0", "1", "2", "3"}
    assert all(meaning.startswith(shown[code]) for code, meaning in defined.items())
