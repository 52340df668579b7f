"""Small pictures as SVG text: bars over periods, and a timeline of marks. No script, no network, readable in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 560, 200, 64, 44, 24
#: What axes are scaled by: power of ten, and its names.
_SCALES = ((8, "亿", "100 million"), (4, "万", "10,000"))
_COLOURS = ("#2f5d8a", "#c26a2d", "#5b8c5a")


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the periods of a chart; None leaves a gap, which is not zero."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event of a timeline at a height from −1 to 1, with the words to show on it."""

    day: date
    height: float
    label: str
    colour: str


def bars(title: str, periods: Sequence[str], series: Sequence[Series], *, unit: str) -> str:
    """Grouped bars, one group a period; empty text when there is nothing to draw."""
    numbers = [value for line in series for value in line.values if value is not None]
    if not numbers:
        return ""
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    scale = float(high - low) or 1.0
    inner = _HEIGHT - _TOP - _BOTTOM

    def y(value: Decimal) -> float:
        return _TOP + inner * float(high - value) / scale

    group = (_WIDTH - _LEFT - 8) / len(periods)
    width = min(34.0, group * 0.8 / len(series))
    size = _size(max(high, -low))
    drawn = [_axis(y(Decimal(0))), _text(4, 10, _scale_words(unit, size), anchor="start")]
    for edge in sorted({low, high} - {Decimal(0)}):
        drawn.append(_text(_LEFT - 6, y(edge) + 4, _short(edge, size), anchor="end"))
    for at, period in enumerate(periods):
        middle = _LEFT + group * (at + 0.5)
        drawn.append(_text(middle, _HEIGHT - 26, period))
        for number, line in enumerate(series):
            value = line.values[at]
            if value is not None:
                left = middle + (number - len(series) / 2) * width
                hover = f"{line.name} {period}: {value:,f} {unit}"
                drawn.append(_bar(left, (y(max(value, Decimal(0))), y(min(value, Decimal(0)))), width, number, hover))
    drawn += [_legend(number, line.name) for number, line in enumerate(series)]
    return _svg(title, drawn)


def timeline(title: str, marks: Sequence[Mark], *, upper: str, lower: str) -> str:
    """Marks over time above and below a middle line; empty text without marks."""
    if not marks:
        return ""
    first, last = min(mark.day for mark in marks), max(mark.day for mark in marks)
    days = max((last - first).days, 1)
    middle, reach = (_HEIGHT - _BOTTOM + _TOP) / 2, (_HEIGHT - _BOTTOM - _TOP) / 2 - 6
    drawn = [
        _axis(middle),
        _text(4, _TOP + 8, upper, anchor="start"),
        _text(4, 2 * middle - _TOP, lower, anchor="start"),
    ]
    for mark in sorted(marks, key=lambda mark: mark.day):
        x = _LEFT + 10 + (_WIDTH - _LEFT - 30) * (mark.day - first).days / days
        y = middle - reach * mark.height
        hover = escape(f"{mark.day} {mark.label}")
        circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{mark.colour}" fill-opacity="0.75">'
        drawn.append(f"{circle}<title>{hover}</title></circle>")
    drawn += [
        _text(_LEFT + 10, _HEIGHT - 12, str(first), anchor="start"),
        _text(_WIDTH - 8, _HEIGHT - 12, str(last), anchor="end"),
    ]
    return _svg(title, drawn)


def _svg(title: str, parts: Sequence[str]) -> str:
    head = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title, quote=True)}">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _axis(y: float) -> str:
    return f'<line x1="{_LEFT}" x2="{_WIDTH - 8}" y1="{y:.1f}" y2="{y:.1f}" stroke="#999"/>'


def _bar(left: float, edges: tuple[float, float], width: float, number: int, hover: str) -> str:
    top, bottom = edges
    shape = f'<rect x="{left:.1f}" y="{top:.1f}" width="{width - 2:.1f}" height="{max(bottom - top, 0.8):.1f}"'
    return f'{shape} fill="{_COLOURS[number % len(_COLOURS)]}"><title>{escape(hover)}</title></rect>'


def _legend(number: int, name: str) -> str:
    x = _LEFT + 160 * number
    square = f'<rect x="{x}" y="{_HEIGHT - 14}" width="8" height="8" fill="{_COLOURS[number % len(_COLOURS)]}"/>'
    return square + _text(x + 12, _HEIGHT - 6, name, anchor="start")


def _text(x: float, y: float, words: str, *, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="11" fill="#444">{escape(words)}</text>'


def _size(largest: Decimal) -> int:
    """The scale of an axis as a power of ten."""
    return next((power for power, *_ in _SCALES if largest >= Decimal(10) ** power), 0)


def _scale_words(unit: str, size: int) -> str:
    """The unit of an axis with its scale in both languages: USD 亿 (100 million)."""
    said = next((f"{zh} ({en})" for power, zh, en in _SCALES if power == size), "")
    return f"{unit} {said}".strip()


def _short(value: Decimal, size: int) -> str:
    return f"{value.scaleb(-size):,.2f}" if size else f"{value:,.0f}"
