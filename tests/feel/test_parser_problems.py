"""What a ruleset's author reads when an expression is wrong, to the letter, in both languages.

The golden files hold the inputs and the answers. To add a case, add its line to a file and re-accept.
``<U+200B>`` in an input stands for the character of that number.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socorg_rules.feel import messages
from socorg_rules.feel.parser import parse_expression, parse_iterator, parse_unary_tests
from socorg_rules.feel.places import place_in
from socorg_rules.problems import ProblemKind, Problems
from tests.golden import check_golden

GOLDEN = Path(__file__).parent / "golden" / "problems"
FILES = sorted(GOLDEN.glob("*.txt"))
INPUT = re.compile(r"^(expression|cell|iterator):(?: (.*))?$", re.MULTILINE)
PARSERS = {"expression": parse_expression, "cell": parse_unary_tests, "iterator": parse_iterator}
# Their inputs are too long to be read; test_parser_limits.py has them.
OF_LIMITS = {messages.TOO_LONG.code, messages.TOO_DEEP.code, messages.TOO_LARGE.code}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_problems_read_as_in_the_golden_file(path: Path) -> None:
    cases = INPUT.findall(path.read_text(encoding="utf-8"))

    check_golden(path, "\n".join(_answer(kind, written) for kind, written in cases))


def test_every_problem_of_the_parser_is_shown_in_a_golden_file() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    kinds = [value for value in vars(messages).values() if isinstance(value, ProblemKind)]

    assert {kind.code for kind in kinds} - set(re.findall(r"E\d{3}", text)) == OF_LIMITS


def test_every_problem_of_the_parser_has_a_code_of_its_own() -> None:
    codes = [value.code for value in vars(messages).values() if isinstance(value, ProblemKind)]

    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"E1[0-3]\d", code) for code in codes)


def _answer(kind: str, written: str) -> str:
    text = re.sub(r"<U\+([0-9A-F]{4})>", lambda match: chr(int(match[1], 16)), written)
    problems = Problems()
    PARSERS[kind](text, place_of=place_in("rules.yaml", text), problems=problems)
    lines = [f"{kind}: {written}".rstrip()]
    for problem in problems:
        lines += [problem.render("zh"), problem.render("en")]
    return "".join(f"{line}\n" for line in lines)
