"""Whether a covenant's line holds at all times: steps, alternatives and exceptions are for a person to read."""

from __future__ import annotations

import re

_RATIO = re.compile(r"\d\s*(?:倍|(?:\.\d+\s*)?(?::|to)\s*1\b|x\b|times\b)")
_SHARE = re.compile(r"\d\s*(?:%|percent|per cent)")
#: These alone say that the line moves.
_STEP = re.compile(
    r"\bthereafter\b|\bstep(?:s|ped|ping)?[- ](?:down|up)"
    r"|\b(?:reduced|reducing|decreas\w+|increas\w+|rising|falling|declining)"
    r" (?:\w+ ){0,2}to\b|\bdecreas\w+ by|\bincreas\w+ by|此后|其后|嗣后|逐年|逐步|首年"
    r"|第[一二三四五六七八九十\d]+(?:个)?(?:会计|运营)?年|以后年度"
    r"|[自从][^,。;]{2,16}[起后始]|\d{4}年度?(?:及|以|之)?[前后]|下调|上调|(?:降|升|提高|调整)[至到为]|阶段"
)
#: With a second figure these do; without one they only name a test date.
_PERIOD = re.compile(
    r"\b(?:through|until|prior to|before|after|commencing|beginning|from|during|ending|initially|on or|at)\b"
    r"|期间|之前|以前|年末|年底|年度"
)
#: A line that need not hold: another will do, or it is the exception.
_ALTERNATIVE_AHEAD = re.compile(r"\b(?:either|or)(?: maintain)?(?: (?:a|an|the|its))?(?: \w+)?\s*$|或者?\s*$")
_ALTERNATIVE_BEHIND = re.compile(r"\s*(?:or (?:maintain )?(?:a|an|the|its)\b|,?\s*或(?!其))")
_EXCEPTION = re.compile(r"\bpermitted to (?:have|maintain)\b|(?:允许|可以?)[^,。;]{0,12}$")
_TIME_AHEAD = re.compile(
    r"\b(?:until|prior to|on (?:and|or) (?:after|before)|through|from and after|before|after)\b"
    r"[^.;]{0,30}\b(?:19|20)\d\d\b[^.;]{0,60}$"
)
_NEAR = 160


def is_conditional(ahead: str, said: str, behind: str) -> bool:
    """Whether the words of the sentence before the metric, up to its figure, or behind it bind the line to a time.

    `behind` ends where the next metric begins.
    """
    near = behind[:_NEAR]
    if _STEP.search(ahead[-_NEAR // 4 :]) or _STEP.search(said) or _STEP.search(near):
        return True
    if (
        _ALTERNATIVE_AHEAD.search(ahead)
        or _ALTERNATIVE_BEHIND.match(near)
        or _EXCEPTION.search(ahead)
        or _TIME_AHEAD.search(ahead)
    ):
        return True
    second = _RATIO.search(near) or _SHARE.search(near)
    return second is not None and _PERIOD.search(near, 0, second.end() + 40) is not None
