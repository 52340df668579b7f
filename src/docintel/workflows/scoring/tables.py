"""Scores as a table that a person reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_SECTIONS = ("all", "zh", "en")
_LABEL_HEAD = ("label", "precision", "recall", "F1", "right", "found", "support", "P ≥ (80 %)")


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report line by line: measures by language, then each label set, mistakes by kind, errors asked for."""
    sections = [name for name in _SECTIONS if name in report]
    yield f"{report['task']}: {report['all']['n']} lines, decided by {report['decide']}"
    yield ""
    head = ("measure", *(f"{name} (n)" for name in sections))
    measures = [
        (name, *(_measure(report[section]["measures"].get(name)) for section in sections))
        for name in report["all"]["measures"]
    ]
    yield from table(head, measures)
    for name, labels in report["all"]["labels"].items():
        yield from ("", name)
        yield from table(_LABEL_HEAD, [(label, *map(_cell, row.values())) for label, row in labels.items()])
    for name, kinds in report["all"]["confusions"].items():
        if kinds:
            yield from ("", f"{name} mistaken")
            rows = [(kind["expected"] or "–", kind["found"] or "–", str(kind["times"])) for kind in kinds]
            yield from table(("expected", "found", "times"), rows)
    for name, errors in report.get("errors", {}).items():
        yield from ("", f"errors of {name}")
        for error in errors:
            yield f"  {error['id']}: {error['text']}" + (f" [{error['context']}]" if "context" in error else "")
            yield f"      expected {error['expected']}, found {error['found']}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell, the first to the left, the others to the right."""
    widths = [max(len(cells[column]) for cells in (head, *rows)) for column in range(len(head))]
    for cells in (head, *rows):
        yield "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()


def _measure(measure: Mapping[str, Any] | None) -> str:
    if measure is None or measure["value"] is None:
        return "–"
    interval = measure.get("interval")
    bounds = f"; {interval[0]:.2f}–{interval[1]:.2f}" if interval else ""
    return f"{measure['value']:.3f} ({measure['n']}{bounds})"


def _cell(value: float | int | None) -> str:
    return "–" if value is None else str(value) if isinstance(value, int) else f"{value:.2f}"
