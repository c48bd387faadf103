"""How large an expression and its literals may be.

A ruleset comes from outside: without limits one line of it could exhaust the stack of every walker over the
tree, or the whole numbers of a database. Rules written by people stay well below all of them.
"""

from __future__ import annotations

from socorg_rules.feel.syntax import Node, children

#: The longest condition of the bundled rulesets has less than half of this; it also bounds the lexer's work.
MAX_CHARACTERS = 2_000

#: Levels of the tree: every walker over it recurses, and callers may already be deep in Python's own stack.
MAX_DEPTH = 40

#: Brackets and operators that the parser may have open at one time. A level of the tree opens two at most,
#: an operator and the brackets round its operand: what has been parsed can therefore be printed and read again.
MAX_NESTING = 2 * MAX_DEPTH

#: Nodes of the tree: bounds the size of the SQL and of the solver's formulas made of one expression.
MAX_NODES = 500

#: With hundred-thousandths as the smallest unit, the whole numbers of a plan stay within 63 bits.
MAX_NUMBER_DIGITS = 18
MAX_DECIMAL_PLACES = 5

#: Every engine and every database calculates with dates in these years alike.
FIRST_YEAR = 1900
LAST_YEAR = 2199

#: P100Y, in months and in the days that a hundred years have at most.
MAX_DURATION_MONTHS = 1_200
MAX_DURATION_DAYS = 36_525


def is_too_deep(root: Node) -> bool:
    """Whether a tree has more than ``MAX_DEPTH`` levels. Doesn't recurse."""
    level: list[Node] = [root]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True


def is_too_large(root: Node) -> bool:
    """Whether a tree has more than ``MAX_NODES`` nodes. Doesn't recurse."""
    waiting: list[Node] = [root]
    count = 0
    while waiting:
        count += 1
        waiting.extend(children(waiting.pop()))
    return count > MAX_NODES
