"""Characters to tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socorg_rules.feel.lexer import NAME, Token, tokenize
from socorg_rules.feel.places import place_in
from socorg_rules.feel.printer import print_expression
from socorg_rules.feel.syntax import Expression
from socorg_rules.feel.words import RESERVED_WORDS
from socorg_rules.problems import Problems
from tests.feel.parsing import codes_of, problems_of
from tests.strategies.expressions import expressions, names, near_expressions


def tokens_of(text: str) -> list[Token]:
    problems = Problems()
    tokens = tokenize(text, place_of=place_in(None, text), problems=problems)
    assert tokens is not None, [problem.render() for problem in problems]
    return tokens


def kinds_of(text: str) -> list[str]:
    return [token.kind for token in tokens_of(text)]


def test_operators_are_read_as_long_as_they_can_be() -> None:
    assert kinds_of("a<=b>=c!=d<e>f=g..h") == (
        ["name", "<=", "name", ">=", "name", "!=", "name", "<", "name", ">", "name", "=", "name", "..", "name", "end"]
    )


def test_two_points_behind_a_number_make_a_range() -> None:
    assert [token.value for token in tokens_of("1..5.25")] == ["1", "..", "5.25", ""]


def test_a_text_is_given_without_quotes_and_escapes() -> None:
    (text, _) = tokens_of(r'"a\"\n\t\r\\\u6148\U01F600\'b"')

    assert text == Token("text", "a\"\n\t\r\\慈\U0001f600'b", 0, 30)


def test_a_text_may_hold_any_letters_and_chinese_punctuation() -> None:
    assert tokens_of('"（一）Ёж ≥ {x} // y"')[0].value == "（一）Ёж ≥ {x} // y"


def test_an_at_literal_is_one_token() -> None:
    assert tokens_of('@"2026-01-01"') == [Token("at", "2026-01-01", 0, 13), Token("end", "", 13, 13)]


def test_the_end_lies_behind_the_last_token_and_not_behind_the_space_after_it() -> None:
    assert tokens_of("a \n ")[-1] == Token("end", "", 1, 1)


@pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
def test_a_reserved_word_is_its_own_kind(word: str) -> None:
    assert kinds_of(f"{word} {word}s") == [word, "name", "end"]


@given(names())
def test_semantics_12_names_are_letters_chinese_too_digits_and_underscore(name: str) -> None:
    assert kinds_of(name) == ["name", "end"]
    assert NAME.fullmatch(name)


@pytest.mark.parametrize(
    "look_alike",
    ["\u0430", "\u03bf", "\uf900", "\u00e9", "\uff41", "\u0661", "\u3105", "\u02b9", "\U00020000"],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_no_other_letter_or_digit_belongs_to_a_name(look_alike: str) -> None:
    assert codes_of(f"a{look_alike}") in (["E104"], ["E105"])


@pytest.mark.parametrize(("copied", "meant"), [("\u2f00", "一"), ("年\uf9b4", "領"), ("\U0002f800", "丽")])
def test_a_look_alike_of_a_chinese_character_is_shown_with_the_one_to_write(copied: str, meant: str) -> None:
    (problem,) = problems_of(copied)

    assert problem.code == "E105"
    assert problem.suggestion == meant


@pytest.mark.parametrize(
    "invisible",
    ["\u200b", "\u200d", "\u202e", "\u2066", "\u00ad", "\ufeff", "\x00", "\x0b", "\u2028", "\ue000"],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_an_invisible_character_is_refused_in_and_outside_of_texts(invisible: str) -> None:
    assert codes_of(f'a{invisible} = "b{invisible}"') == ["E106", "E106"]


def test_an_invisible_character_is_named_by_its_number() -> None:
    (problem,) = problems_of("a\u200b")

    assert "U+200B ZERO WIDTH SPACE" in problem.message("zh")
    assert r"\u200B" in problem.hint("en")


def test_all_wrong_characters_are_reported_at_once() -> None:
    assert [str(problem.place) for problem in problems_of("a ≥ 1 ＆\n  b ; c")] == [
        "<input>:1:3",
        "<input>:1:7",
        "<input>:2:5",
    ]


def test_a_full_width_sign_without_an_ascii_form_is_not_offered_one() -> None:
    (problem,) = problems_of("a＞：b")

    assert (problem.code, problem.place.column) == ("E107", 3)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1e5", "100000"),
        ("2.5E-1", "0.25"),
        (".5", "0.5"),
        ("007", "7"),
        ("0.", "0"),
        ("30_000", "30000"),
        ("3万", "30000"),
        ("1.5亿", "150000000"),
        ("70%", "0.7"),
        ("1,000", "1000"),
    ],
)
def test_semantics_04_a_number_of_another_form_is_refused_with_the_form_to_write(written: str, meant: str) -> None:
    (problem,) = problems_of(f"amount >= {written}")

    assert (problem.code, problem.suggestion) == ("E114", meant)


@pytest.mark.parametrize("written", ["1.2.3", "5x", "0x1F", "1e999999999", "5.year"])
def test_a_number_that_nobody_can_guess_gets_no_suggestion(written: str) -> None:
    (problem,) = problems_of(written)

    assert (problem.code, problem.suggestion) == ("E114", None)


def test_commas_between_numbers_of_a_list_are_no_thousands_separators() -> None:
    assert [token.value for token in tokens_of("[100,200,300]")] == ["[", "100", ",", "200", ",", "300", "]", ""]


@pytest.mark.parametrize("number", ["123456789012345678", "1234567890123.12345", "0.00001", "0"])
def test_a_number_within_the_limits_is_read(number: str) -> None:
    assert tokens_of(number)[0] == Token("number", number, 0, len(number))


@pytest.mark.parametrize("number", ["1234567890123456789", "12345678901234.12345", "0.000001"])
def test_a_number_beyond_the_limits_is_refused(number: str) -> None:
    assert codes_of(number) == ["E115"]


@given(expressions())
def test_tokens_and_the_space_between_them_are_the_whole_text(tree: Expression) -> None:
    text = print_expression(tree)
    tokens = tokens_of(text)

    gaps = [text[before.end : after.start] for before, after in pairwise(tokens)]
    assert tokens[0].start == 0
    assert all(gap.strip(" ") == "" for gap in gaps)


@given(st.one_of(st.text(max_size=40), near_expressions()))
def test_any_text_gives_tokens_or_problems_and_never_both(text: str) -> None:
    problems = Problems()

    tokens = tokenize(text, place_of=place_in(None, text), problems=problems)

    assert (tokens is None) == (len(problems) > 0)
