"""Closed lists of values with their Chinese names."""

from __future__ import annotations

import pytest

from socorg_rules.problems import Text
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS
from socorg_rules.records.vocabulary import FORM, LEVEL, Term, Vocabulary

ALL = {
    field.vocabulary.name: field.vocabulary
    for field in (*ORGANIZATION_FIELDS, *(field for spec in EVENT_LISTS for field in spec.fields))
    if field.vocabulary is not None
}


@pytest.mark.parametrize("vocabulary", ALL.values(), ids=ALL)
def test_every_term_has_names_in_both_languages(vocabulary: Vocabulary) -> None:
    for term in vocabulary.terms:
        assert term.value.isascii()
        assert term.value.replace("_", "").isalnum()
        assert term.labels.zh
        assert not term.labels.zh.isascii()
        assert term.labels.en


@pytest.mark.parametrize("vocabulary", ALL.values(), ids=ALL)
def test_every_spelling_leads_to_its_term(vocabulary: Vocabulary) -> None:
    assert {vocabulary.by_spelling[spelling] for spelling in vocabulary.spellings} == set(vocabulary.terms)
    assert len(vocabulary.spellings) == len(vocabulary.by_spelling)


def test_a_spelling_for_two_terms_is_refused() -> None:
    one, other = Term("one", Text("甲", "one")), Term("other", Text("乙", "other"), ("甲",))
    with pytest.raises(ValueError, match="'甲' stands for two terms"):
        Vocabulary("numbers", (one, other))


def test_a_term_is_found_by_its_value_only() -> None:
    assert FORM.term("foundation").labels == Text("基金会", "foundation")
    with pytest.raises(KeyError):
        FORM.term("基金会")


def test_shi_ji_is_no_level_because_it_could_mean_two() -> None:
    assert "市级" not in LEVEL.by_spelling
