"""Reads the report of an independent auditor, and a change of auditor: one fact a report, each value with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docintel.extractors.auditor_changes import find_changes, predecessor_sentences
from docintel.extractors.auditor_opinions import Finding, read_emphasis, read_going_concern, read_opinion
from docintel.extractors.auditor_reports import Report, find_reports
from docintel.extractors.auditor_signatures import (
    Named,
    form_day,
    read_entity,
    read_form,
    read_period_end,
    read_scope,
    read_signature,
)
from docintel.extractors.auditor_words import own_text
from docintel.records import AuditorChange, AuditReport, Document, Slot, Span

#: Right in the 3 audit reports of the sample filings, read by eye, and in all authored ones (2026-11-23), which share
#: their templates with the patterns: discounted until withheld documents are measured.
_MEASURED = 0.9
#: What the form over a report calls an opinion, the longer name first.
_FORM_OPINIONS = (("无法表示", "disclaimer"), ("否定", "adverse"), ("无保留", "unmodified"), ("保留", "qualified"))


class AuditorExtractor:
    """Finds auditors' reports and stated changes of auditor; other documents yield nothing."""

    name = "auditor"
    version = 1

    def extract(self, document: Document) -> Iterator[AuditReport | AuditorChange]:
        """One fact a report in reading order, then the changes of auditor that the document states."""
        source, text = f"rules:{self.name}@{self.version}", own_text(document)
        for report in find_reports(text):
            yield _report(document, text, report, source)
            if report.engagement == "audit":
                for one in predecessor_sentences(passage.sentence for passage in report.passages):
                    yield AuditorChange.found(document, one.span, source=source, confidence=None, departure="changed")
                    break
        yield from find_changes(document, source)


def _report(document: Document, text: str, report: Report, source: str) -> AuditReport:
    opinion = read_opinion(report)
    said = opinion.spans[0] if opinion.spans else None
    period_end = read_period_end(report, text, said)
    after = max(report.opening.end, said.end if said else 0)
    firm, signed = read_signature(report, text, after, period_end.day if period_end else None)
    form = read_form(text, report.passages[0].sentence.start) if report.engagement == "audit" else {}
    read_to_its_end = firm is not None or signed is not None
    added = {"emphasis": read_emphasis(report), "going_concern": read_going_concern(report)}
    named = {
        "firm": firm or form.get("firm"),
        "signed": signed or (form_day(form["signed"]) if "signed" in form else None),
        "period_end": period_end,
        "entity": read_entity(report, text),
        "scope": read_scope(report),
    }
    known = None not in (opinion.value, *(found.value for found in added.values()))
    settled = known and read_to_its_end and _form_agrees(opinion, form)
    slots = [*_slots(document, {"opinion": opinion, **added}), *_named_slots(document, named)]
    return AuditReport.found(
        document,
        (said or report.opening.span, *_further(slots, said or report.opening.span)),
        source=source,
        confidence=_MEASURED if settled and period_end is not None else None,
        engagement=report.engagement,
        opinion=opinion.value,
        **{name: _held(found, read_to_its_end) for name, found in added.items()},
        **{name: _value(name, found) for name, found in named.items()},
        slots=tuple(slots),
    )


def _held(found: Finding, read_to_its_end: bool) -> bool | None:
    """Whether a paragraph is there; that it is not can be said only of a report read to its signature."""
    if found.value == "no":
        return False if read_to_its_end else None
    return True if found.value == "yes" else None


def _value(name: str, found: Named | None) -> Any:
    if found is None:
        return None
    return found.day if name in ("signed", "period_end") else found.value


def _form_agrees(opinion: Finding, form: dict[str, Named]) -> bool:
    """Whether the type of opinion in the form over the report, where there is one, is what the report says."""
    if "opinion" not in form:
        return True
    said = next((code for words, code in _FORM_OPINIONS if words in form["opinion"].value), None)
    return said == opinion.value


def _slots(document: Document, findings: dict[str, Finding]) -> Iterator[Slot]:
    for name, found in findings.items():
        if found.value is not None:
            yield from (_slot(document, name, found.value, span) for span in found.spans)


def _named_slots(document: Document, named: dict[str, Named | None]) -> Iterator[Slot]:
    for name, found in named.items():
        if found is not None:
            yield _slot(document, name, found.value, found.span)


def _slot(document: Document, name: str, value: str, span: Span) -> Slot:
    return Slot(name=name, value=value, text=document.quote(span), start=span.start, end=span.end)


def _further(slots: list[Slot], first: Span) -> tuple[Span, ...]:
    places = dict.fromkeys((slot.start, slot.end) for slot in slots)
    return tuple(Span(start=start, end=end) for start, end in places if (start, end) != (first.start, first.end))
