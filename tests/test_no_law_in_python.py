"""Law is data: no threshold, date, place, article or name of law stands in the library's Python.

What counts as law is read from the bundled rulesets themselves. Docstrings and comments may illustrate; the record
contract (fields, lists, vocabularies, the first and last day, the code of the whole country) belongs to the library.
Everything else needs a line in ``ALLOWED``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from socorg_rules.feel import syntax as s
from socorg_rules.problems import Problems
from socorg_rules.records.divisions import WHOLE_COUNTRY
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, PLACE_FIELDS
from socorg_rules.records.values import FIRST_DAY, LAST_DAY
from socorg_rules.records.vocabulary import VOCABULARIES
from socorg_rules.rulesets.library import read_library
from socorg_rules.rulesets.model import Ruleset

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "socorg_rules"

SMALLEST_TELLING = 100
"""Smaller whole numbers are everywhere; of them nothing can be said."""

HOW_TO_WRITE = "shows in a hint how something is written"
LIMIT = "a limit of the program that happens to be a number of some law, too"
ENGLISH = "an English word, and no name"

# What stands in the code for another reason than law: module or folder, word, reason.
ALLOWED: dict[str, dict[str, str]] = {
    "bulk.py": {"50000": LIMIT},
    "cli/check.py": {"320600": HOW_TO_WRITE},
    "cli/messages.py": {"320612": HOW_TO_WRITE, "330102": HOW_TO_WRITE},
    "cli/progress.py": {"0.1": LIMIT},
    "engines/bulk/": {"1000": LIMIT, "1000000": LIMIT},
    "feel/arithmetic_checking.py": {"1000": LIMIT},
    "feel/messages.py": {"0.7": HOW_TO_WRITE, "30000": HOW_TO_WRITE, "50000": HOW_TO_WRITE},
    "feel/types.py": {"200000": LIMIT},
    "records/messages.py": {"320612": HOW_TO_WRITE, "30000": HOW_TO_WRITE, "0.5": HOW_TO_WRITE},
    "records/values.py": {"1000": LIMIT},
    "reports/pages/phrases.py": {"never": ENGLISH},
    "reports/percent.py": {"1000": LIMIT},
    "rulesets/indicator_messages.py": {"2016-06-22": HOW_TO_WRITE},
    "rulesets/indicator_reader.py": {"1000000": LIMIT},
    "rulesets/messages.py": {
        "large_fine": HOW_TO_WRITE,
        "two-small-sanctions": HOW_TO_WRITE,
        "minimum-capital": HOW_TO_WRITE,
        "320612": HOW_TO_WRITE,
        "mca-60": HOW_TO_WRITE,
        "art.11": HOW_TO_WRITE,
        "art.15": HOW_TO_WRITE,
    },
    "rulesets/value_types.py": {"200000": LIMIT},
    "rulesets/yaml_nodes.py": {"1000000": LIMIT},
    "watch/state.py": {"1000": LIMIT},
}

ARTICLE = re.compile(
    r"第\s?[一二三四五六七八九十百零〇0-9]+\s?条|\b[Aa]rt(?:icle|\.)\s?[0-9]+|\bOrder\s(?:No\.\s?)?[0-9]+|第[0-9]+号令"
)
ISO_DATE = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
CODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
NUMBER = re.compile(r"(?<![0-9A-Za-z_.,-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?!\.?[0-9A-Za-z_]|-[0-9])")


@dataclass(frozen=True)
class Law:
    """Everything in the rulesets by which law could be recognized in a program."""

    numbers: frozenset[Decimal]
    dates: frozenset[date]
    codes: frozenset[str]
    names: frozenset[str]


def literals(node: s.Node) -> Iterator[s.NumberLiteral | s.DateLiteral]:
    if isinstance(node, s.NumberLiteral | s.DateLiteral):
        yield node
    for child in s.children(node):
        yield from literals(child)


def trees(ruleset: Ruleset) -> Iterator[s.Node]:
    for definition in ruleset.definitions:
        yield definition.expression.tree
    for decision in ruleset.decisions:
        yield from (each.tree for each in (decision.scope, decision.value, decision.otherwise) if each is not None)
    for rule in ruleset.rules:
        yield from (each.tree for each in (rule.when, rule.requires, rule.then, rule.since) if each is not None)


def is_telling(number: Decimal) -> bool:
    return number != number.to_integral_value() or number >= SMALLEST_TELLING


@cache
def law() -> Law:
    library = read_library(ROOT / "rulesets", Problems())
    contract = {spec.name for spec in (*ORGANIZATION_FIELDS, *PLACE_FIELDS)}
    for events in EVENT_LISTS:
        contract |= {events.name, *(spec.name for spec in events.fields)}
    for name, vocabulary in VOCABULARIES.items():
        contract |= {name, *vocabulary.values}
    numbers: set[Decimal] = set()
    dates: set[date] = set()
    codes: set[str] = set()
    names: set[str] = set()
    for ruleset in library.rulesets:
        codes |= {ruleset.jurisdiction.code, *(former.code for former in ruleset.jurisdiction.former)}
        for source in ruleset.sources:
            names.add(source.id)
            dates |= {day for day in (source.issued_on, source.in_force.start, source.in_force.end) if day}
        for parameter in ruleset.parameters:
            names.add(parameter.name)
            for dated in parameter.values:
                dates |= {dated.start, *({dated.value} if isinstance(dated.value, date) else ())}
                numbers |= {dated.value} if isinstance(dated.value, Decimal) else set()
        for rule in ruleset.rules:
            names |= {rule.id, *([rule.table] if rule.table else [])}
            dates |= {day for day in (rule.in_force.start, rule.in_force.end) if day}
        names |= {definition.name for definition in ruleset.definitions}
        names |= {decision.name for decision in ruleset.decisions}
        for literal in (each for tree in trees(ruleset) for each in literals(tree)):
            if isinstance(literal, s.NumberLiteral):
                numbers.add(literal.value)
            else:
                dates.add(literal.value)
    return Law(
        frozenset(number for number in numbers if is_telling(number)),
        frozenset(dates - {FIRST_DAY, LAST_DAY}),
        frozenset(codes - {WHOLE_COUNTRY}),
        frozenset(names - contract),
    )


def docstrings(tree: ast.Module) -> set[int]:
    """Texts that stand for themselves, as docstrings and the descriptions of constants do."""
    return {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def law_in(source: str, known: Law) -> Iterator[tuple[int, str]]:
    """Line and word of every piece of law in a module."""
    tree = ast.parse(source)
    left_out = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in left_out:
            for word in law_in_constant(node.value, known):
                yield node.lineno, word
        elif isinstance(node, ast.Call):
            day = day_made_by(node)
            if day in known.dates:
                yield node.lineno, str(day)
        elif isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in known.names and "_" in name:
                yield node.lineno, name


def day_made_by(call: ast.Call) -> date | None:
    parts = [part.value for part in call.args if isinstance(part, ast.Constant) and type(part.value) is int]
    if len(parts) != 3 or len(call.args) != 3:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def law_in_constant(value: object, known: Law) -> Iterator[str]:
    match value:
        case bool():
            return
        case int() | float():
            if Decimal(str(value)) in known.numbers or str(value) in known.codes:
                yield str(value)
        case str():
            yield from law_in_text(value, known)


def law_in_text(text: str, known: Law) -> Iterator[str]:
    if text in known.names:
        yield text
    else:
        # A name of one word may be plain English; one of several words is nothing else than the name.
        yield from (word for word in WORD.findall(text) if word in known.names and ("_" in word or "-" in word))
    yield from (code for code in CODE.findall(text) if code in known.codes)
    for written in ISO_DATE.findall(text):
        try:
            day = date.fromisoformat(written)
        except ValueError:
            continue
        if day in known.dates:
            yield written
    yield from (match[0] for match in ARTICLE.finditer(text))
    for match in NUMBER.finditer(text):
        if match[0] != WHOLE_COUNTRY and Decimal(match[0].replace(",", "")) in known.numbers:
            yield match[0]


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def text_of(module: Path) -> str:
    return module.read_text(encoding="utf-8")


def name_of(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_no_law_stands_in_the_program(module: Path) -> None:
    allowed = {word for place, words in ALLOWED.items() if name_of(module).startswith(place) for word in words}
    found = [(line, word) for line, word in law_in(text_of(module), law()) if word not in allowed]
    assert found == [], "law belongs into a ruleset"


def test_nothing_is_allowed_that_is_not_there() -> None:
    found = {name_of(module): {word for _, word in law_in(text_of(module), law())} for module in modules()}
    unused = [
        (place, word)
        for place, words in ALLOWED.items()
        for word in words
        if not any(word in there for name, there in found.items() if name.startswith(place))
    ]
    assert unused == []


def test_the_rulesets_give_something_to_look_for() -> None:
    known = law()
    assert {Decimal(50000), Decimal("0.7")} <= known.numbers
    assert date(2018, 1, 24) in known.dates
    assert "320612" in known.codes
    assert {"mca-60", "large_fine", "dishonesty_listing", "large-fine"} <= known.names


PLANTED = {
    "a threshold": ("LARGE = 50_000", "50000"),
    "a threshold in a text": ('HINT = "fines of 50,000 yuan or more"', "50,000"),
    "a ratio": ("share = 0.7 * income", "0.7"),
    "a day": ("SINCE = date(2018, 1, 24)", "2018-01-24"),
    "a day in a text": ('SINCE = "since 2018-01-24"', "2018-01-24"),
    "a place": ('if code == "320612": pass', "320612"),
    "a source": ('cite("mca-60")', "mca-60"),
    "an article": ('TEXT = "依据第十五条"', "第十五条"),
    "an English article": ('TEXT = f"Art. 15 of {title}"', "Art. 15"),
    "an order": ('TEXT = "under Order 60"', "Order 60"),
    "a rule": ('skip = {"two-small-sanctions"}', "two-small-sanctions"),
    "a parameter": ('law["large_fine"]', "large_fine"),
    "a parameter as an attribute": ("law.large_fine", "large_fine"),
    "a decision": ('result["dishonesty_listing"]', "dishonesty_listing"),
    "a decision inside an expression": ('when = "anomaly_listing and true"', "anomaly_listing"),
}


@pytest.mark.parametrize(("planted", "word"), PLANTED.values(), ids=PLANTED)
def test_law_planted_in_a_module_is_found(planted: str, word: str) -> None:
    assert (2, word) in list(law_in(f"import datetime\n{planted}\n", law()))


@pytest.mark.parametrize(
    "innocent",
    [
        '"""Such as mca-60 art.15, 50000 yuan since 2018-01-24 in 320612."""',
        'def f():\n    """A fine as large_fine has it."""',
        'LIMIT = 7\n"""Seven, unlike 50000."""',
        "# large_fine of 50000",
        'field = "registered_capital"',
        'term = "social_group"',
        "retries = 5",
        'version = "1.50000.2"',
    ],
)
def test_illustrations_and_the_record_contract_are_no_law(innocent: str) -> None:
    assert list(law_in(innocent, law())) == []
