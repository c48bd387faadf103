"""Shares in percent."""

from __future__ import annotations


def percent_of(part: int, whole: int) -> float:
    """A share with one decimal, cut off: less than all is never shown as 100. Of nothing: 100."""
    return part * 1000 // whole / 10 if whole else 100.0
