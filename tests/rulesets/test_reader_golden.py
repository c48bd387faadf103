"""What staff read when a file is wrong, in both languages: every kind of problem once.

``golden/reader/<name>.yaml`` is a broken file, ``golden/<name>.txt`` what is said about it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from socorg_rules.problems import ProblemKind, Problems
from socorg_rules.rulesets import messages
from socorg_rules.rulesets.reader import read_ruleset, read_ruleset_file
from socorg_rules.rulesets.writer import write_ruleset
from socorg_rules.rulesets.yaml_nodes import FILE_SIZE_LIMIT
from tests.golden import check_golden
from tests.rulesets.reading import read

GOLDEN = Path(__file__).parent / "golden" / "reader"
BROKEN = sorted(path.stem for path in GOLDEN.glob("*.yaml") if path.stem != "whole")


def _problems(name: str) -> Problems:
    problems = Problems()
    text = (GOLDEN / f"{name}.yaml").read_text(encoding="utf-8")
    assert read_ruleset(text, file=f"{name}.yaml", problems=problems) is None
    return problems


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_said_about_a_broken_file(name: str) -> None:
    lines = []
    for problem in _problems(name):
        lines += [problem.render("zh"), problem.render("en"), ""]
    check_golden(GOLDEN / f"{name}.txt", "\n".join(lines))


def test_every_kind_of_problem_is_shown(tmp_path: Path) -> None:
    files = Problems()
    read_ruleset_file(tmp_path / "missing.yaml", problems=files)
    (tmp_path / "large.yaml").write_bytes(b"#" * (FILE_SIZE_LIMIT + 1))
    read_ruleset_file(tmp_path / "large.yaml", problems=files)
    (tmp_path / "gb18030.yaml").write_bytes("年检".encode("gb18030"))
    read_ruleset_file(tmp_path / "gb18030.yaml", problems=files)
    (tmp_path / "moved.yaml").write_text((GOLDEN / "whole.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    read_ruleset_file(tmp_path / "moved.yaml", problems=files, root=tmp_path)
    shown = {problem.code for name in BROKEN for problem in _problems(name)} | {problem.code for problem in files}
    kinds = {kind.code for kind in vars(messages).values() if isinstance(kind, ProblemKind)}
    assert kinds - shown == set()


def test_the_canonical_layout_of_a_file() -> None:
    """``whole.yaml`` says everything a ruleset can say, as the writer writes it."""
    path = GOLDEN / "whole.yaml"
    check_golden(path, write_ruleset(read(path.read_text(encoding="utf-8"))))


def test_codes_are_unique_and_of_this_layer() -> None:
    codes = [kind.code for kind in vars(messages).values() if isinstance(kind, ProblemKind)]
    assert len(codes) == len(set(codes))
    assert all("E001" <= code <= "E099" for code in codes)
