"""The unknown value can't be taken for yes or no by accident."""

from __future__ import annotations

import pytest

from socorg_rules.records.unknown import UNKNOWN, Unknown


def test_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_not_unknown_fails_as_well() -> None:
    with pytest.raises(TypeError):
        _ = not UNKNOWN


def test_unknown_is_one_value() -> None:
    assert Unknown("unknown") is UNKNOWN
    assert repr(UNKNOWN) == "unknown"
