"""A half-open range of characters in a document's one text."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from docintel.records.record import Record


class Span(Record):
    """Characters `start` up to but not including `end`, counted in Unicode code points."""

    start: int
    end: int

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0: got {self.start}..{self.end}")
        return self

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
