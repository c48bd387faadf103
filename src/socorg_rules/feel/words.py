"""The words of the language, and the words that people write for them."""

from __future__ import annotations

from socorg_rules.problems import did_you_mean

#: Words that begin a value or a condition.
PREFIX_WORDS = ("if", "some", "every", "not")

#: Words that stand between two values.
INFIX_WORDS = ("and", "or", "between", "in", "then", "else", "satisfies")

LITERAL_WORDS = ("true", "false", "null")

#: Words of FEEL that the profile has no use for; as names they would make a ruleset invalid FEEL.
LEFT_OUT_WORDS = ("for", "return", "function", "instance", "external")

RESERVED_WORDS = frozenset((*PREFIX_WORDS, *INFIX_WORDS, *LITERAL_WORDS, *LEFT_OUT_WORDS))

_OTHER_WORDS = {
    "is": "=",
    "equals": "=",
    "等于": "=",
    "不等于": "!=",
    "大于": ">",
    "小于": "<",
    "不小于": ">=",
    "不大于": "<=",
    "且": "and",
    "并且": "and",
    "而且": "and",
    "或": "or",
    "或者": "or",
    "属于": "in",
    "介于": "between",
    "那么": "then",
    "否则": "else",
    "满足": "satisfies",
}

_OTHER_PREFIX_WORDS = {
    "when": "if",
    "如果": "if",
    "exists": "some",
    "any": "some",
    "存在": "some",
    "all": "every",
    "所有": "every",
}


def infix_word_for(written: str) -> str | None:
    """What somebody meant who wrote ``written`` behind a value, or None."""
    return _OTHER_WORDS.get(written.lower()) or did_you_mean(written, INFIX_WORDS)


def prefix_word_for(written: str) -> str | None:
    """What somebody meant who wrote ``written`` in front of a name, or None."""
    return _OTHER_PREFIX_WORDS.get(written.lower()) or did_you_mean(written, PREFIX_WORDS)
