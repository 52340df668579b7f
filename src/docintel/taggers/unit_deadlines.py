"""Which of a sentence's deadlines belongs to which unit: the one in its stretch, outside its conditions."""

from __future__ import annotations

import re
from datetime import timedelta

from docintel.language import deadlines
from docintel.records import Deadline

Range = tuple[int, int]
# A count inside "if X is not paid within 30 days" says when the condition is met, not when the duty falls due.
_CONDITION_EN = re.compile(
    r"(?:^|[,;.(]\s*|\b(?:and|or|but)\s+)(?:if|unless|where|when|whenever|while|in\s+the\s+event|in\s+case|should|provided\s+that\s+if)\b[^,;]*$",
    re.IGNORECASE,
)
_CONDITION_ZH = re.compile(r"^[^，,；;]*?(?:仍?未|没有|不)?[^，,；;]{0,40}(?:的|时)\s*[，,]")


def find_deadlines(sentence: str) -> list[deadlines.Deadline]:
    """The deadlines of a sentence in order."""
    return deadlines.find(sentence)


def deadline_of(sentence: str, span: Range, cue: Range, found: list[deadlines.Deadline]) -> Deadline | None:
    """The deadline of the unit that runs over `span`, None when it has none; behind the cue goes before ahead of it."""
    own = [one for one in found if span[0] <= one.end - 1 < span[1] and not _in_condition(sentence, span, cue, one)]
    if not own:
        return None
    return _record(
        sentence, min(own, key=lambda one: (one.end <= cue[0], one.kind in ("vague", "reasonable"), one.start))
    )


def _in_condition(sentence: str, span: Range, cue: Range, one: deadlines.Deadline) -> bool:
    if one.start >= cue[0] or one.end > cue[0]:
        return False
    head = sentence[span[0] : one.start]
    if _CONDITION_EN.search(head):
        return True
    clause = max(head.rfind("，"), head.rfind(",")) + 1
    return bool(_CONDITION_ZH.match(sentence[span[0] + clause : cue[0]]))


def _record(sentence: str, one: deadlines.Deadline) -> Deadline:
    day = one.day if one.kind in ("absolute", "window") else None
    return Deadline(
        kind=one.kind,
        text=sentence[one.start : one.end],
        anchor=one.anchor or None,
        offset_n=one.n,
        offset_unit=one.unit if one.n is not None else None,
        direction=one.direction if one.n is not None else None,
        due=day - timedelta(days=1) if day and one.strict else day,
    )
