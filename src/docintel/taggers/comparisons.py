"""Two numbers of one thing, then and now: which way it moved, by arithmetic, and whether that is good for a creditor.

"Operating profit totalled EUR 4.1 mn, compared with EUR 6.8 mn" needs no verb to be bad news, and "净亏损由7.9亿元缩小至1.2亿元" is good
news although it names a loss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from docintel.language.languages import sentence_language
from docintel.language.views import half_width, simplified
from docintel.taggers.sentiment import Label, Language, things

#: A smaller change, as a share of the older number, is no news.
_LEAST_CHANGE = Decimal("0.05")
_UNITS = {
    "万亿": 12, "亿": 8, "百万": 6, "万": 4, "thousand": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "k": 3,
}  # fmt: skip
_NUMBER = (
    r"(?P<money{n}>(?:(?:[A-Z]{{2,3}}|[A-Z]{{0,3}}[$€£¥])\s?)?)(?P<minus{n}>负|-)?(?P<digits{n}>\d[\d,]*(?:\.\d+)?)"
    r"\s?(?P<unit{n}>万亿|百万|亿|万|thousand|million|mln|mn|billion|bn|[mk](?![A-Za-z]))?"
    r"(?P<kind{n}>个?百分点|%|per\s?cent|percent|倍|[美港欧日新]?元|euros?|dollars?|pounds?|times|x(?![A-Za-z]))?"
)
_FILL = {"zh": r"[^\d。；;]{0,18}?", "en": r"[^\d.;]{0,48}?"}
_ORDERS = {
    "zh": (
        # now, then
        (True, r"{1}{f}(?:上年|去年|前年|上期|同期|年初|期初|上季|上月|此前|较){f}{2}"),
        # then, now
        (False, r"(?:由|从|自){f}{2}{f}(?:至|到|为|成){f}{1}"),
    ),
    "en": (
        (False, r"\bfrom\s(?:a\s\w+\sof\s)?{2}{f}\bto\s(?:a\s\w+\sof\s)?{1}"),
        (True, r"{1}{f}\b(?:compared\s(?:with|to)|versus|vs\.?|against|from){f}{2}"),
    ),
}
