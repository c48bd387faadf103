"""A position in the tokens of an expression, and what to say when the next token is not the one expected."""

from __future__ import annotations

from socorg_rules.feel import left_out, literals, messages
from socorg_rules.feel.lexer import Token
from socorg_rules.feel.limits import MAX_DEPTH, MAX_NESTING
from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.syntax import Span
from socorg_rules.feel.words import LEFT_OUT_WORDS, RESERVED_WORDS, infix_word_for, prefix_word_for
from socorg_rules.problems import Place, Problem, ProblemKind, Text

_CLOSING = {"(": ")", "[": "]", "]": "["}
_VALUE_ENDINGS = frozenset(("name", "number", "text", "at", ")", "]", "true", "false", "null"))
_VALUE_BEGINNINGS = frozenset(("name", "number", "text", "at", "(", "true", "false", "null", "not", "if"))
_LONGEST_SPACED_NAME = 5
_THOUSANDS_DIGITS = 3

VALUE = Text("一个值", "a value")
NAME = Text("一个名称", "a name")
RANGE_END = Text("区间末尾的括号", "the bracket that ends the range")


class ExpressionSyntaxError(Exception):
    """The first thing that is wrong; ends the parsing of one expression."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


class Cursor:
    """``token`` is the next token to be read."""

    __slots__ = ("_index", "_nesting", "_place_of", "_text", "_tokens", "token")

    def __init__(self, text: str, tokens: list[Token], place_of: PlaceOf) -> None:
        self._text = text
        self._tokens = tokens
        self._place_of = place_of
        self._index = 0
        self._nesting = 0
        self.token = tokens[0]

    # Moving on

    def advance(self) -> Token:
        """Read the next token; never called at the end."""
        token = self.token
        self._index += 1
        self.token = self._tokens[self._index]
        return token

    def next_kind(self) -> str:
        """The kind of the token behind ``token``."""
        return self._tokens[min(self._index + 1, len(self._tokens) - 1)].kind

    def name(self) -> str:
        """Read a name."""
        token = self.token
        if token.kind == "name":
            self.advance()
            return token.value
        if token.kind in RESERVED_WORDS:
            raise self.problem(messages.RESERVED_WORD, token, word=token.kind)
        raise self.unexpected(NAME)

    def expect(self, kind: str, opening: Token | None = None) -> Token:
        """Read a token of this kind, which closes the bracket ``opening`` if there is one."""
        if self.token.kind == kind:
            return self.advance()
        if self.token.kind == "end" and opening is not None:
            raise self.unclosed(opening)
        raise self.unexpected(Text(f"“{kind}”", f"`{kind}`"))

    def expect_end(self) -> None:
        if self.token.kind != "end":
            raise self.unexpected(None)

    def enter(self) -> None:
        """One more bracket or operator is open."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise self.problem(messages.TOO_DEEP, self.token, limit=MAX_DEPTH)

    def leave(self) -> None:
        self._nesting -= 1

    # Where things stand

    def span_from(self, start: int) -> Span:
        """From ``start`` to the end of the token read last."""
        return Span(start, self._tokens[self._index - 1].end)

    def place(self, token: Token) -> Place:
        return self._place_of(token.span)

    def written(self, token: Token) -> str:
        return self._text[token.start : token.end]

    # What is wrong

    def problem(
        self, kind: ProblemKind, token: Token, *, suggestion: str | None = None, **values: object
    ) -> ExpressionSyntaxError:
        return ExpressionSyntaxError(kind.at(self.place(token), suggestion=suggestion, **values))

    def unclosed(self, opening: Token) -> ExpressionSyntaxError:
        return self.problem(messages.UNCLOSED_BRACKET, opening, bracket=opening.kind, closing=_CLOSING[opening.kind])

    def no_value(self) -> ExpressionSyntaxError:
        """``token`` should begin a value and doesn't."""
        token = self.token
        if token.kind == "end":
            return self._breaks_off(VALUE)
        if token.kind in ("for", "function"):
            construct = left_out.FOR if token.kind == "for" else left_out.FUNCTION
            return ExpressionSyntaxError(construct.at(self.place(token)))
        if token.kind in LEFT_OUT_WORDS:
            return self.problem(messages.RESERVED_WORD, token, word=token.kind)
        return self.problem(messages.VALUE_EXPECTED, token, found=self.written(token))

    def unexpected(self, expected: Text | None) -> ExpressionSyntaxError:
        """``token`` isn't what may follow here: ``expected``, or the end (None)."""
        token = self.token
        if token.kind == "end":
            return self._breaks_off(expected or VALUE)
        if token.kind == "instance":
            return ExpressionSyntaxError(left_out.INSTANCE_OF.at(self.place(token)))
        if self._index > 0 and self._tokens[self._index - 1].kind in _VALUE_ENDINGS:
            return self._behind_value(self._tokens[self._index - 1], token, expected)
        return self._not_expected(token, expected)

    def refuse_nothing(self) -> None:
        if self.token.kind == "end":
            raise self.problem(messages.EMPTY, self.token)

    def refuse_left_out_function(self) -> None:
        """Refuse a call of a function that the profile leaves out, beginning at ``token``."""
        words: list[str] = []
        for token in self._tokens[self._index : self._index + _LONGEST_SPACED_NAME]:
            if token.kind == "(":
                construct = left_out.left_out_function(" ".join(words))
                if construct is not None:
                    raise ExpressionSyntaxError(construct.at(self.place(self.token)))
            words.append(token.value)

    def _breaks_off(self, expected: Text) -> ExpressionSyntaxError:
        return self.problem(messages.ENDS_TOO_EARLY, self.token, expected_zh=expected.zh, expected_en=expected.en)

    def _not_expected(self, token: Token, expected: Text | None) -> ExpressionSyntaxError:
        found = self.written(token)
        if token.kind == "..":
            return self.problem(messages.RANGE_OUT_OF_PLACE, token)
        if expected is None:
            return self.problem(messages.OUT_OF_PLACE, token, found=found)
        return self.problem(
            messages.WORD_EXPECTED, token, expected_zh=expected.zh, expected_en=expected.en, found=found
        )

    def _behind_value(self, previous: Token, token: Token, expected: Text | None) -> ExpressionSyntaxError:
        """What to say about a token that can't stand behind a value."""
        if token.kind == "name":
            infix = infix_word_for(token.value)
            if infix is not None:
                return self.problem(messages.MISSPELT_WORD, token, written=token.value, suggestion=infix)
        if previous.kind == "name" and token.kind in _VALUE_BEGINNINGS:
            prefix = prefix_word_for(previous.value)
            if prefix is not None:
                return self.problem(messages.MISSPELT_WORD, previous, written=previous.value, suggestion=prefix)
        if token.kind in _VALUE_BEGINNINGS:
            left, right = self.written(previous), self.written(token)
            return self.problem(messages.OPERATOR_MISSING, token, left=left, right=right)
        if token.kind == "," and previous.kind == "number":
            thousands = self._tokens[self._index + 1]
            if thousands.kind == "number" and thousands.end - token.start == _THOUSANDS_DIGITS + 1:
                written = self._text[previous.start : thousands.end]
                suggestion = literals.plain_number(written)
                return self.problem(messages.NUMBER_FORM, previous, written=written, suggestion=suggestion)
        return self._not_expected(token, expected)
