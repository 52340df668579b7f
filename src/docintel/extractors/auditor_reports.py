"""Finds the auditors' reports of a document: from their title to where the statements begin or another report does.

What tells a report from talk about one is a sentence only its author writes ("we have audited the accompanying …")
with the standards it followed; a table of contents, management and a contract that names an opinion have neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from docintel.extractors.auditor_words import Sentence, either, pattern, read_sentences, rules
from docintel.records.auditors import Engagement

#: A title stands at most so many sentences before the auditors' first; a report has at most so many.
_LEAD, _LONGEST = 14, 900
#: Headings are short; a sentence that begins like one is none.
_HEADING = 110
_NUMBER = re.compile(
    r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2}|[ivx]{1,4})\)|第?[一二三四五六七八九十]{1,3}[、.,节章]|\d{1,2}[.、)]"
    r"|[ivx]{1,4}[.)]|#+)\s*"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report with the section it stands in; `says` is what a heading itself tells, else None."""

    sentence: Sentence
    section: str
    heading: bool = False
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The passages of one report, and the place of the auditors' first sentence among them."""

    engagement: Engagement
    passages: tuple[Passage, ...]
    first: int

    @property
    def opening(self) -> Sentence:
        """The sentence that says what was audited."""
        return self.passages[self.first].sentence


def find_reports(text: str) -> list[Report]:
    """The reports in reading order."""
    if not pattern("engagement", "hint").search(text.lower()):
        return []
    said = read_sentences(text)
    places = [at for at, one in enumerate(said) if _engagement(one) is not None]
    starts = [_start(said, at) for at in places]
    found = []
    for number, (start, at) in enumerate(zip(starts, places, strict=True)):
        limit = min([at + _LONGEST, len(said), *(later for later in starts[number + 1 :] if later > at)])
        end = _end(said, at, limit)
        engagement = _engagement(said[at])
        if end is not None and engagement is not None:
            found.append(Report(engagement, _passages(said[start:end]), at - start))
    return found


def heading_of(sentence: Sentence) -> tuple[str, str | None] | None:
    """The section a heading opens and what it tells by itself; None for a sentence that is no heading."""
    words = _NUMBER.sub("", sentence.words, count=1).strip(" :.*#")
    if not words or len(words) > _HEADING:
        return None
    return next(((section, says) for section, says, form in _headings() if form.fullmatch(words)), None)


def _engagement(sentence: Sentence) -> Engagement | None:
    """What kind of engagement a sentence opens: what it names first, statements or internal control, decides."""
    opens = either("engagement").search(sentence.words)
    if opens is None or " also " in sentence.words[: opens.end() + 6]:
        return None
    statements = pattern("engagement", "statements").search(sentence.words, opens.end())
    control = pattern("engagement", "internal_control").search(sentence.words, opens.end())
    if control is not None and (statements is None or control.start() < statements.start()):
        return "internal_control"
    if statements is None:
        return None
    return "review" if pattern("engagement", "review").search(opens.group()) else "audit"


def _start(said: Sequence[Sentence], at: int) -> int:
    """The nearest title before the auditors' first sentence, else that sentence."""
    titles = [
        place for place in range(max(0, at - _LEAD), at)
        if len(said[place].words) <= _HEADING
        and pattern("engagement", "title").fullmatch(_NUMBER.sub("", said[place].words, count=1).strip(" :"))
    ]  # fmt: skip
    return titles[-1] if titles else at


def _end(said: Sequence[Sentence], at: int, limit: int) -> int | None:
    """The first sentence that is not the report's; None where no standards of auditing are named before it."""
    followed = next((n for n in range(at, limit) if pattern("engagement", "standards").search(said[n].words)), None)
    if followed is None:
        return None
    titles = (n for n in range(followed, limit) if _opens_statements(said[n]))
    return next(titles, limit)


def _opens_statements(sentence: Sentence) -> bool:
    words = _NUMBER.sub("", sentence.words, count=1).strip(" :")
    return len(words) <= _HEADING and pattern("end", "title").fullmatch(words) is not None


def _passages(said: Sequence[Sentence]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    section = ""
    for one in said:
        heading = heading_of(one)
        # one key audit matter may be headed "going concern" and is no paragraph of its own
        inside = heading == ("going_concern", None) and section == "key_matters"
        if heading is not None and not inside:
            section = heading[0]
            found.append(Passage(one, section, heading=True, says=heading[1]))
        else:
            found.append(Passage(one, section))
    return tuple(found)


@cache
def _headings() -> tuple[tuple[str, str | None, re.Pattern[str]], ...]:
    return tuple((row["section"], row.get("opinion"), re.compile(row["pattern"])) for row in rules()["heading"])
