"""A bar chart as SVG text: how many times longer than the function written by hand, on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, log10
from typing import Final

_LABELS: Final = 210
_BARS: Final = 560
_ROW: Final = 26
_HEAD: Final = 50
_OURS: Final = "#1f6feb"
_OTHERS: Final = "#8c959f"


def bar_chart(title: str, bars: Sequence[tuple[str, float, bool]]) -> str:
    """``bars``: label, value of at least one, and whether it is ours."""
    decades = max(1, ceil(log10(max(value for _, value, _ in bars))))
    height = _HEAD + _ROW * len(bars) + 30
    width = _LABELS + _BARS + 80
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="13" fill="#24292f">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for decade in range(decades + 1):
        x = _LABELS + _BARS * decade / decades
        lines += [
            f'<line x1="{x:.1f}" y1="{_HEAD - 8}" x2="{x:.1f}" y2="{height - 26}" stroke="#d0d7de"/>',
            f'<text x="{x:.1f}" y="{height - 10}" text-anchor="middle" fill="#57606a">{10**decade:,}</text>',
        ]
    for row, (label, value, ours) in enumerate(bars):
        y = _HEAD + _ROW * row
        length = max(2.0, _BARS * log10(max(value, 1.0)) / decades)
        lines += [
            f'<text x="{_LABELS - 10}" y="{y + 14}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{_LABELS}" y="{y}" width="{length:.1f}" height="18" fill="{_OURS if ours else _OTHERS}"/>',
            f'<text x="{_LABELS + length + 6:.1f}" y="{y + 14}">{_rounded(value)}</text>',
        ]
    return "\n".join([*lines, "</svg>"]) + "\n"


def _rounded(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"
