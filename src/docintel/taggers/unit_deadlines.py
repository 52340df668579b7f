"""Which of a sentence's deadlines belongs to which unit: the one in its stretch, outside its conditions."""

from __future__ import annotations

import re
from datetime import timedelta

from docintel.language import deadlines
from docintel.records import Deadline, DeadlineKind

Range = tuple[int, int]
# A count inside "if X is not paid within 30 days" says when the condition is met, not when the duty falls due.
_CONDITION_EN = re.compile(
    r"(?:^|[,;.(]\s*|\b(?:and|or|but)\s+)(?:if|unless|where|when|whenever|while|in\s+the\s+event|in\s+case|should|provided\s+that\s+if)\b[^,;]*$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONDITION_ZH = re.compile(r"^[^，,；;]*?(?:仍?未|没有|不)?[^，,；;]{0,40}(?:的|时)\s*[，,]")
# Behind the cue, an open condition or relative clause has its own time: "may terminate if X is not paid in 30 days".
_OPEN_CLAUSE_EN = re.compile(
    r"\b(?:if|unless|in\s+the\s+event|in\s+case|which|who|whose|where|when|whenever|provided\s+that|so\s+long\s+as)\b[^,;]*$"
    r"|[,;]\s*(?:and|but|or)\s+(?:the|such|each|any|an?)\s[^,;]{2,60}\b(?:is|are|has|have|shall|will|may|fails?)\b[^,;]*$",
    re.IGNORECASE,
)
_OPEN_CLAUSE_ZH = re.compile(
    r"[，,；;]\s*(?:但|而|则)?(?:[甲乙丙丁]方|双方|对方|该证|[\u4e00-\u9fff]{1,8}?(?:人|公司|银行|方))[^，,；;]{0,12}$"
)
#: 10日内，乙方应 and 10日内支付，乙方应: only the first is the time of 乙方's duty.
_ADVERBIAL_ZH = re.compile(r"[^，,；;]?(?:[，,]|$)")
_NO_TIME = re.compile(r"\bper\s?cent\b|%|\byear of 36\d days")


def find_deadlines(sentence: str) -> list[deadlines.Deadline]:
    """The deadlines of a sentence in order."""
    return [one for one in deadlines.find(sentence) if not _NO_TIME.search(sentence, one.start, one.end)]


def deadline_of(sentence: str, span: Range, cue: Range, found: list[deadlines.Deadline]) -> Deadline | None:
    """The deadline of the unit that runs over `span`, None when it has none; behind the cue goes before ahead of it."""
    own = [one for one in found if span[0] <= one.end - 1 < span[1] and not _in_condition(sentence, span, cue, one)]
    if not own:
        return None
    return _record(
        sentence, min(own, key=lambda one: (one.end <= cue[0], one.kind in ("vague", "reasonable"), one.start))
    )


def deadline_at(sentence: str, place: Range, kind: DeadlineKind, found: list[deadlines.Deadline]) -> Deadline:
    """The time limit that the model sees at a place, with the count and day that the rules read there."""
    words = sentence[slice(*place)]
    within = [one for one in found if one.start < place[1] and place[0] < one.end]
    if not within:
        return Deadline(kind=kind, text=words)
    near = max(within, key=lambda one: (one.kind == kind, min(one.end, place[1]) - max(one.start, place[0])))
    return _record(sentence, near).model_copy(update={"kind": kind, "text": words})


def _in_condition(sentence: str, span: Range, cue: Range, one: deadlines.Deadline) -> bool:
    if one.start >= cue[0] or one.end > cue[0]:
        return _is_behind_another(sentence[cue[1] : one.start])
    if _is_ahead_of_another(sentence, cue, one):
        return True
    head = sentence[span[0] : one.start]
    if _CONDITION_EN.search(head):
        return True
    clause = max(head.rfind("，"), head.rfind(",")) + 1
    return bool(_CONDITION_ZH.match(sentence[span[0] + clause : cue[0]]))


def _is_behind_another(between: str) -> bool:
    """Whether the words between a duty and a time behind it begin another clause."""
    return bool(_OPEN_CLAUSE_EN.search(between) or _OPEN_CLAUSE_ZH.search(between))


def _is_ahead_of_another(sentence: str, cue: Range, one: deadlines.Deadline) -> bool:
    """Whether a time ahead of the duty belongs to what its own half-sentence says is done by then."""
    between = sentence[one.end : cue[0]]
    if not re.search("[，,；;]", between):
        return False
    if one.kind in ("immediate", "vague", "reasonable"):
        return True
    return bool(_HAN.search(between)) and not _ADVERBIAL_ZH.match(between)


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
