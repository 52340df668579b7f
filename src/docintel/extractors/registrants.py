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
_ABOVE = re.compile(
    r"(?P<name>[^\n(]{2,120}?)[ \t]*(?:\n[ \t]*[_\-–—=]*[ \t]*)*\n?[ \t]*"
    r"(?P<words>\([ \t]*(?:exact name of (?:the )?(?:registrant|company)|(?:a joint stock (?:limited )?company )?"
    r"incorporated (?:and registered )?(?:in|under)\b)[^)\n]{0,160}\)?)",
    re.IGNORECASE,
)


def find_registrant(document: Document) -> tuple[Span, str] | None:
    """Where the reporting company's name stands, and the words that say so; None when no cover says it."""
    found = _ABOVE.search(half_width(document.text[:_COVER]))
    if found is None or not re.search(r"[A-Za-z\u3400-\u9fff]{2}", found["name"]):
        return None
    start = found.start("name") + len(found["name"]) - len(found["name"].lstrip())
    return Span(start=start, end=start + len(found["name"].strip())), " ".join(found["words"].split())
