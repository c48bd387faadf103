"""What is made of an object is made once."""

from __future__ import annotations

import pytest

from socorg_rules.reports import remembered
from socorg_rules.reports.remembered import Remembered


class Lengths:
    """Measures lists, and remembers which."""

    def __init__(self) -> None:
        self.measured: list[list[int]] = []

    def __call__(self, numbers: list[int]) -> int:
        self.measured.append(numbers)
        return len(numbers)


def test_the_same_object_is_looked_at_once() -> None:
    lengths, numbers = Lengths(), [1, 2]
    remember = Remembered(lengths)
    assert (remember(numbers), remember(numbers)) == (2, 2)
    assert lengths.measured == [[1, 2]]


def test_another_object_is_looked_at_by_itself() -> None:
    remember = Remembered(Lengths())
    assert [remember(numbers) for numbers in ([1], [1, 2], [])] == [1, 2, 0]


def test_the_oldest_is_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_KEPT", 2)
    lengths = Lengths()
    remember = Remembered(lengths)
    first, second, third = [1], [1, 2], [1, 2, 3]
    for numbers in (first, second, third, third, first):
        assert remember(numbers) == len(numbers)
    assert lengths.measured == [first, second, third, first]
