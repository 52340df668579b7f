"""The company a report is about, from its cover: the line above what the form says of it.

Sources: cover page of SEC forms 10-K, 10-Q, 20-F ("Exact name of registrant as specified in its charter"); main-board
reports in Hong Kong ("Incorporated in … with limited liability" under the name).
"""

from __future__ import annotations

import re

from docintel.language.views import half_width
from docintel.records import Document, Span

#: A cover stands within so many characters of the start.
_COVER = 12_000
_WORDS = re.compile(
    r"\([ \t]*(?:exact name of (?:the )?(?:registrant|company)|(?:a joint stock (?:limited )?company )?"
    r"incorporated (?:and registered )?(?:in|under)\b)[^)\n]{0,160}\)?",
    re.IGNORECASE,
)
#: Between the name and what the form says of it: blank lines, and the rule the name is written on.
_RULED = " \t\n_-–—="
_LONGEST = 120


def find_registrant(document: Document) -> tuple[Span, str] | None:
    """Where the reporting company's name stands, and the words that say so; None when no cover says it."""
    cover = half_width(document.text[:_COVER])
    for words in _WORDS.finditer(cover):
        end = len(cover[: words.start()].rstrip(_RULED))
        start = max(cover.rfind("\n", 0, end), cover.rfind("(", 0, end), end - _LONGEST - 1) + 1
        start = end - len(cover[start:end].lstrip())
        if re.search(r"[A-Za-z\u3400-\u9fff]{2}", cover[start:end]):
            return Span(start=start, end=end), " ".join(words[0].split())
    return None
