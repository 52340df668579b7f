"""Spans in a row of tags: odd tags begin a span, even ones go on with it, 0 is outside."""

from __future__ import annotations


def runs(tags: list[int]) -> list[tuple[int, int, int]]:
    """The spans as (label, first piece, last piece); a tag that goes on with nothing begins a span of its own."""
    found: list[tuple[int, int, int]] = []
    for piece, tag in enumerate(tags):
        if tag == 0:
            continue
        label = (tag - 1) // 2
        if tag % 2 == 0 and found and found[-1][2] == piece - 1 and found[-1][0] == label:
            found[-1] = (label, found[-1][1], piece)
        else:
            found.append((label, piece, piece))
    return found
