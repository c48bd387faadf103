"""Citations: how a ruleset writes them, how a reader reads them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from socorg_rules.problems import Place, Text
from socorg_rules.rulesets.citation import citation_text, parse_citation, print_citation
from socorg_rules.rulesets.model import ALWAYS, Checked, Citation, Source
from tests.strategies.rulesets import citations

MEASURES = Source(
    id="mca-60",
    title=Text("社会组织信用信息管理办法", "Measures on Credit Information"),
    number="民政部令第60号",
    issuer=None,
    issued_on=None,
    in_force=ALWAYS,
    checked=Checked.TEXT_READ,
    checked_on=date(2026, 11, 22),
    note=None,
    recheck=None,
    place=Place(),
)
PLAN = Source(
    id="pinghu-plan",
    title=Text("《规范提升工程》", "Plan for orderly development"),
    number=None,
    issuer=None,
    issued_on=None,
    in_force=ALWAYS,
    checked=Checked.SECONDARY,
    checked_on=date(2026, 11, 22),
    note=None,
    recheck=None,
    place=Place(),
)


@given(citations())
def test_a_printed_citation_parses_to_itself(citation: Citation) -> None:
    assert parse_citation(print_citation(citation)) == citation


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("mca-60", Citation("mca-60")),
        ("mca-60 art.15", Citation("mca-60", article="15")),
        ("mca-60 art.15(5)", Citation("mca-60", article="15", item="5")),
        ("mca-60 art.11.1(5)", Citation("mca-60", article="11", paragraph="1", item="5")),
        ("mca-60 art.11.2?", Citation("mca-60", article="11", paragraph="2", number_unseen=True)),
        ("mca-60 sec.5.1", Citation("mca-60", section="5.1")),
        ("mca-60 sec.3?", Citation("mca-60", section="3", number_unseen=True)),
        ('mca-60 "四类 直接登记"', Citation("mca-60", words="四类 直接登记")),
        ("mca-60   art.15", Citation("mca-60", article="15")),
    ],
)
def test_every_form_is_read(written: str, expected: Citation) -> None:
    assert parse_citation(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "MCA-60",
        "mca_60 art.1",
        "mca-60 art.",
        "mca-60 art.0",
        "mca-60 art 15",
        "mca-60 Art.15",
        "mca-60 art.15（5）",
        "mca-60 art.１５",
        "mca-60 art.15(5",
        "mca-60 art.15(五)",
        "mca-60 art.15 (5)",
        "mca-60 第15条",
        "mca-60 words",
        'mca-60 ""',
        'mca-60 "a" "b"',
        'mca-60 "key"?',
        "mca-60 ?",
        "mca-60 art.1, art.2",
        "mca-60 art.1\n",
    ],
)
def test_other_forms_are_no_citation(written: str) -> None:
    assert parse_citation(written) is None


@pytest.mark.parametrize(
    ("written", "source", "zh", "en"),
    [
        (
            "mca-60 art.11.1(5)",
            MEASURES,
            "《社会组织信用信息管理办法》（民政部令第60号）第11条第1款第5项",
            "Measures on Credit Information (民政部令第60号), Art. 11, para. 1, item 5",
        ),
        (
            "mca-60 art.11?",
            MEASURES,
            "《社会组织信用信息管理办法》（民政部令第60号）第11条（条号未核实）",
            "Measures on Credit Information (民政部令第60号), Art. 11 (article number not verified)",
        ),
        ("pinghu-plan", PLAN, "《规范提升工程》", "Plan for orderly development"),
        ("pinghu-plan sec.5.1", PLAN, "《规范提升工程》第5.1节", "Plan for orderly development, sec. 5.1"),
        ('pinghu-plan "直接登记"', PLAN, "《规范提升工程》“直接登记”", 'Plan for orderly development, "直接登记"'),
    ],
)
def test_a_citation_reads_well_in_both_languages(written: str, source: Source, zh: str, en: str) -> None:
    citation = parse_citation(written)
    assert citation is not None
    assert citation_text(citation, source, "zh") == zh
    assert citation_text(citation, source, "en") == en


def test_a_citation_keeps_its_place() -> None:
    place = Place("f.yaml", 3, 11, path="rules.x.cite")
    citation = parse_citation("mca-60 art.15", place)
    assert citation is not None
    assert citation.place == place
