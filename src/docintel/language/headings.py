"""The heading of a clause: told from the rule that follows it by its shape, in Chinese and English."""

from __future__ import annotations

import re

_HEADING_LENGTH_ZH = 30
_LINE_ZH = re.compile(r"[ \u3000]*([^\s。；;，,：:！？!?_＿]{2,30})\s*(?:\n|$)")
_HEADING_ZH = re.compile(r"\s*([^\s。；;，,：:！？!?_＿]{2,20})\s*[：:]")
_GAPPED_ZH = re.compile(r"\s*([^\s。；;，,：:！？!?_＿]{2,16})[ \u3000]{1,4}(?=[\u4e00-\u9fff（(\d])")
_RULE_ZH = re.compile(
    r"下列|以下|如下|而言|前提|应当|[甲乙丙双各]方(?:应|须|同意|可|有权|保证|不得|委托)|[为在于至自是]$"
)
_HEADING_EN = re.compile(
    r"\s*[\"“_]?([A-Z][^.:;\n\t]{1,80}?)[\"”_]?\s*(?:[.:](?=\s|$|[\"”_])|\s[-–—]\s|\n|\t|\s{3,}|$)"
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "other",
        "than",
        "the",
        "to",
        "under",
        "upon",
        "with",
        "without",
    ]
)


def heading_of(words: str, *, spaced: bool) -> tuple[str, int] | None:
    """The heading and how many characters it takes; `spaced` lets a wide gap, as a blank is, end it."""
    if not re.match(r"\s*[\u4e00-\u9fff【\[《“]", words):
        found = _HEADING_EN.match(words)
        return (" ".join(found[1].split()), found.end(1)) if found and _is_title_case(found[1]) else None
    found = _LINE_ZH.match(words) or _HEADING_ZH.match(words) or (_GAPPED_ZH.match(words) if spaced else None)
    if not found or len(found[1]) > _HEADING_LENGTH_ZH or _RULE_ZH.search(found[1]):
        return None
    return found[1].strip("【】[]《》“”"), found.end(1)


def _is_title_case(heading: str) -> bool:
    """Termination for Convenience is a heading; "The Seller shall deliver" is a rule."""
    words = re.findall(r"[A-Za-z][\w'’-]*", heading)
    if not words or len(words) > 12:
        return False
    if re.search(r"\b(?:shall|will|may|is|are|agrees?|hereby|means)\b", heading):
        return False
    heavy = [word for word in words if word.lower() not in _SMALL_WORDS]
    capital = sum(word[0].isupper() for word in heavy)
    return capital == len(heavy) or (len(words) <= 5 and capital >= 1 and words[0][0].isupper())
