"""Missing facts as bits: one bit a fact path, in words of 62 bits each.

A word is a column of whole numbers; zero says that nothing is missing. Only the words that can hold something are
carried along, so an expression that is always known costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from socorg_rules.engines.bulk.column import Column, Variable
from socorg_rules.engines.bulk.columns import Columns

WORD_SIZE: Final = 62
"""Bits of a signed 64-bit word that are used."""

Missing = Mapping[int, Column]
"""The words of an expression by their number; an absent word is zero."""
NOTHING: Final[Missing] = {}


@dataclass(slots=True)
class Gaps:
    """Gives each fact path its bit, and puts sets of missing facts together.

    ``wanted`` False: nobody asks what is missing, so nothing is computed.
    """

    columns: Columns
    wanted: bool
    _bits: dict[str, int] = field(default_factory=dict)

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths met so far, each at the place of its bit."""
        return tuple(self._bits)

    def path(self, path: str) -> Missing:
        """The set of this one path."""
        if not self.wanted:
            return NOTHING
        bit = self._bits.setdefault(path, len(self._bits))
        return {bit // WORD_SIZE: self.columns.literal(1 << bit % WORD_SIZE)}

    def years(self, prefix: str, years: Iterable[int], year: Column) -> Missing:
        """The set of the path ``prefix`` with the year that a column says, which is one of ``years``."""
        if not self.wanted:
            return NOTHING
        columns = self.columns
        runs: list[tuple[int, int, int, int]] = []
        for one in years:
            bit = self._bits.setdefault(f"{prefix}{one}", len(self._bits))
            word, place = bit // WORD_SIZE, bit % WORD_SIZE
            if runs and runs[-1][:2] == (word, place - one) and runs[-1][3] == one - 1:
                runs[-1] = (*runs[-1][:3], one)
            else:
                runs.append((word, place - one, one, one))
        words: dict[int, list[tuple[Column, Column]]] = {}
        for word, shift, first, last in runs:
            inside = columns.all_of(
                (
                    columns.compare(">=", year, columns.literal(first)),
                    columns.compare("<=", year, columns.literal(last)),
                )
            )
            bits = columns.power_of_two(columns.add(year, columns.literal(shift)))
            words.setdefault(word, []).append((inside, bits))
        return {word: columns.choice(cases, columns.literal(0)) for word, cases in words.items()}

    def union(self, parts: Iterable[Missing]) -> Missing:
        """What any part misses."""
        words: dict[int, Column] = {}
        for part in parts:
            for word, bits in part.items():
                words[word] = self.columns.bits_of_either(words[word], bits) if word in words else bits
        return words

    def where(self, condition: Column, missing: Missing) -> Missing:
        """The same where a condition is true, else nothing."""
        zero = self.columns.literal(0)
        words = {word: self.columns.choice([(condition, bits)], zero) for word, bits in missing.items()}
        return {word: bits for word, bits in words.items() if not bits.is_the(0)}

    def chosen(self, condition: Column, then: Missing, otherwise: Missing) -> Missing:
        """One set where a condition is true, the other elsewhere."""
        zero = self.columns.literal(0)
        return {
            word: self.columns.choice([(condition, then.get(word, zero))], otherwise.get(word, zero))
            for word in {**then, **otherwise}
        }

    def over_rows(self, variable: Variable, missing: Missing, where: Column) -> Missing:
        """What any of the rows misses at which a condition is true."""
        words = {
            word: self.columns.otherwise(self.columns.aggregate("bit_or", variable, bits, where), 0)
            for word, bits in missing.items()
        }
        return {word: bits for word, bits in words.items() if not bits.is_the(0)}
