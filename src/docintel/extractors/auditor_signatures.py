"""Reads who signed a report and when, for whom it is, and which statements of which day it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docintel.extractors.auditor_reports import Report
from docintel.extractors.auditor_words import Sentence, find_name, pattern, read_lines
from docintel.language.dates import find_dates
from docintel.language.views import half_width
from docintel.records import Span

#: A line of a signature is short; firm and date stand within so many lines of each other.
_SHORT, _NEAR = 90, 9
#: The opening names its statements within so many characters.
_OPENING = 1500


@dataclass(frozen=True, slots=True)
class Named:
    """A name or a day with its words."""

    value: str
    span: Span

    @property
    def day(self) -> date:
        """The day it is, where it is one."""
        return date.fromisoformat(self.value)


def read_period_end(report: Report, text: str, opinion: Span | None) -> Named | None:
    """The latest balance-sheet date the opening names, else the opinion: the day the audit is about."""
    opening = report.opening.span
    for span in [opening, *([opinion] if opinion else [])]:
        days = [
            (mention.value, mention)
            for mention in find_dates(text[span.start : min(span.end, span.start + _OPENING)])
            if mention.value is not None and mention.precision == "day"
        ]
        if days:
            value, mention = max(days, key=lambda found: (found[0], -found[1].start))
            return Named(value.isoformat(), _place(span.start, mention.start, mention.end))
    return None


def read_scope(report: Report) -> Named | None:
    """Whether group, parent company or both were audited, by the opening; None where it does not say."""
    words = report.opening.words
    both, parent, group = (pattern("signature", name).search(words) for name in ("both", "parent", "consolidated"))
    if both is not None or (group is not None and parent is not None):
        return Named("consolidated_and_parent", report.opening.span)
    if group is None and parent is None:
        return None
    return Named("consolidated" if group is not None else "parent", report.opening.span)


def read_entity(report: Report, text: str) -> Named | None:
    """Whom the report is addressed for: the company whose shareholders or board it names."""
    start = report.passages[0].sentence.start
    for line in read_lines(text, start, max(report.opening.start, start)):
        for name in ("addressee_zh", "addressee_en"):
            found = pattern("signature", name).search(_as_written(line, chinese=name.endswith("zh")))
            if found is not None:
                return _within(text, line, found["entity"].strip())
    return None


def read_signature(report: Report, text: str, after: int, period_end: date | None) -> tuple[Named | None, Named | None]:
    """The firm and the day of its signature, from the lines after the opinion that are no sentences.

    A day not after the balance-sheet date is none; without a day the last firm on a line of its own has signed.
    """
    lines = list(read_lines(text, after, report.passages[-1].sentence.end))
    firms = [(at, found) for at, line in enumerate(lines) if (found := _firm(text, line)) is not None]
    days = [(at, found) for at, line in enumerate(lines) if (found := _signing_day(line, text)) is not None]
    later = [(at, found) for at, found in days if period_end is None or found.day > period_end]
    beside = [(at, found) for at, found in later if _nearest(firms, at) is not None]
    if beside:
        at, signed = beside[0]
        return _nearest(firms, at), signed
    return (firms[-1][1] if firms else None), (later[-1][1] if len(later) == 1 else None)


def read_form(text: str, start: int) -> dict[str, Named]:
    """What the form of an annual report says over the report: type of opinion, day, firm."""
    first = max(0, start - 700)
    above = half_width(text[first:start])
    found = {}
    for name in ("opinion", "signed", "firm"):
        match = pattern("form", name).search(above)
        if match is not None:
            span = _place(first, match.start("value"), match.end("value"))
            found[name] = Named(text[span.start : span.end].strip(), span)
    return found


def form_day(said: Named) -> Named | None:
    """The day a form names, as an ISO date."""
    days = [mention.value for mention in find_dates(said.value) if mention.value is not None]
    return Named(days[0].isoformat(), said.span) if days else None


def _firm(text: str, line: Sentence) -> Named | None:
    if len(line.printed) > _SHORT:
        return None
    for name in ("firm_zh", "firm_en", "signed_as"):
        found = pattern("signature", name).search(_as_written(line, chinese=name == "firm_zh"))
        if found is not None:
            return _within(text, line, found["firm"].strip(" ,"))
    return None


def _signing_day(line: Sentence, text: str) -> Named | None:
    """The day a short line names; a sentence, and a line with two days, signs nothing."""
    if len(line.printed) > _SHORT or line.printed.endswith(("。", ";", ":")):
        return None
    words = text[line.start : line.end]
    days = [one for one in find_dates(words) if one.value is not None and one.precision == "day"]
    if len(days) != 1 or days[0].value is None:
        return None
    return Named(days[0].value.isoformat(), _place(line.start, days[0].start, days[0].end))


def _nearest(firms: Sequence[tuple[int, Named]], at: int) -> Named | None:
    near = [(abs(at - place), found) for place, found in firms if abs(at - place) <= _NEAR]
    return min(near, key=lambda item: item[0])[1] if near else None


def _as_written(line: Sentence, *, chinese: bool) -> str:
    return line.printed.replace(" ", "") if chinese else line.printed


def _within(text: str, line: Sentence, name: str) -> Named:
    """A name where it stands in its line, as printed; the whole line where blanks part it."""
    span = find_name(text, line, name)
    return Named(name, line.span) if span is None else Named(text[span.start : span.end], span)


def _place(offset: int, start: int, end: int) -> Span:
    return Span(start=offset + start, end=offset + end)
