"""A chart of growth as SVG text: lines over two logarithmic scales."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Final

_LEFT: Final = 70
_TOP: Final = 50
_WIDTH: Final = 560
_HEIGHT: Final = 320
_COLORS: Final = ("#1f6feb", "#cf222e", "#8c959f")


def line_chart(title: str, across: str, lines: Sequence[tuple[str, Sequence[tuple[float, float]]]]) -> str:
    """``across`` names the scale below; each line has a name and points, all of them above zero."""
    points = [point for _, line in lines for point in line]
    left, right = _decades([x for x, _ in points])
    bottom, top = _decades([y for _, y in points])

    def placed(x: float, y: float) -> tuple[float, float]:
        across = _LEFT + _WIDTH * (log10(x) - left) / (right - left)
        return across, _TOP + _HEIGHT * (top - log10(y)) / (top - bottom)

    width, height = _LEFT + _WIDTH + 60, _TOP + _HEIGHT + 60
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="13" fill="#24292f">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<text x="{_LEFT + _WIDTH / 2}" y="{height - 10}" text-anchor="middle">{escape(across)}</text>',
    ]
    for decade in range(left, right + 1):
        x, _ = placed(10.0**decade, 10.0**bottom)
        drawn += [
            f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_TOP + _HEIGHT}" stroke="#d0d7de"/>',
            f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle" fill="#57606a">{10**decade:,}</text>',
        ]
    for decade in range(bottom, top + 1):
        _, y = placed(10.0**left, 10.0**decade)
        drawn += [
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + _WIDTH}" y2="{y:.1f}" stroke="#d0d7de"/>',
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#57606a">{10.0**decade:g}</text>',
        ]
    for number, (name, line) in enumerate(lines):
        color = _COLORS[number]
        places = [placed(x, y) for x, y in line]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        y = _TOP + 18 + 20 * number
        drawn += [
            f'<polyline points="{joined}" fill="none" stroke="{color}" stroke-width="2"/>',
            *(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{color}"/>' for x, y in places),
            f'<text x="{_LEFT + 12}" y="{y}" fill="{color}">{escape(name)}</text>',
        ]
    return "\n".join([*drawn, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)
