"""Reads what a report concludes: the opinion, an emphasis of matter, a material uncertainty about going concern.

Opinion sentence and heading must not contradict each other; where they do, or where two opinions stand in one report,
nothing is concluded. The paragraphs every report has (responsibilities, key audit matters) are not read for doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from docintel.extractors.auditor_reports import Passage, Report
from docintel.extractors.auditor_words import Sentence, either, pattern
from docintel.records import Span

#: Sections that hold no opinion and no doubt of the auditor's own on these statements.
_SET_FORM = ("key_matters", "other_information", "responsibilities", "internal_control", "legal", "other_matter")
#: In the old form of reports (before 2017) the opinion follows the responsibilities without a heading.
_NO_OPINION = ("key_matters", "other_information", "other_matter", "legal")
_OPINIONS = ("qualified", "adverse", "disclaimer")
#: A list of what is true and fair runs on over its items.
_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A value with the words it was read from; `value` None where they do not settle it."""

    value: str | None
    spans: tuple[Span, ...] = ()


def read_opinion(report: Report) -> Finding:
    """The opinion of a report with its sentence, and the heading that says the same."""
    said = [found for at in range(len(report.passages)) if (found := _opinion_at(report, at)) is not None]
    headed = {
        one.says: one.sentence.span for one in report.passages if one.heading and one.says in _OPINIONS
    }  # fmt: skip
    values = {value for value, _ in said}
    spans = tuple(span for _, span in said[:1]) + tuple(headed.values())[:1]
    if len(values) != 1 or len(headed) > 1:
        return Finding(None, spans)
    value = values.pop()
    return Finding(value if not headed or value in headed else None, spans)


def read_emphasis(report: Report) -> Finding:
    """An emphasis of matter: "yes" with its words, else "no"; one about going concern alone is none."""
    for at, one in enumerate(report.passages):
        if one.says == "emphasis" and not _is_empty(report.passages[at + 1 :]):
            return Finding("yes", (one.sentence.span, *_next_words(report.passages[at + 1 :])))
        if one.section in ("going_concern", *_SET_FORM) or one.heading:
            continue
        # the template of the paragraph on going concern opens with the same words and goes on to the doubt
        paragraph = [one, *takewhile(lambda later: not later.heading, report.passages[at + 1 : at + 3])]
        if _says("emphasis", one.sentence) and not any(_says("going_concern", each.sentence) for each in paragraph):
            return Finding("yes", (one.sentence.span,))
    return Finding("no")


def read_going_concern(report: Report) -> Finding:
    """A material uncertainty or substantial doubt the auditor reports: "yes" with its words, else "no".

    None where a doubt is spoken of under the key audit matters: it may be one that was settled, or a paragraph of its
    own whose heading was not known.
    """
    settled = Finding("no")
    for at, one in enumerate(report.passages):
        if one.says == "going_concern" and not _is_empty(report.passages[at + 1 :]):
            return Finding("yes", (one.sentence.span, *_next_words(report.passages[at + 1 :])))
        if one.heading or not _says("going_concern", one.sentence):
            continue
        if one.section not in _SET_FORM:
            return Finding("yes", (one.sentence.span,))
        if one.section == "key_matters":
            settled = Finding(None, (one.sentence.span,))
    return settled


def _opinion_at(report: Report, at: int) -> tuple[str, Span] | None:
    passage = report.passages[at]
    words = passage.sentence.words
    if passage.heading or passage.section in _NO_OPINION:
        return None
    if report.engagement == "audit" and pattern("opinion", "disclaimer").search(words):
        return "disclaimer", passage.sentence.span
    opens = either("opinion_start").search(words)
    if report.engagement == "internal_control":
        return _control_opinion(passage.sentence)
    review = report.engagement == "review" and pattern("opinion", "review").search(words)
    if opens is None and not review:
        return None
    whole, span = _with_items(report, at)
    if review:
        # "nothing … that causes us to believe that they do not present fairly" is a clean conclusion
        excepted = pattern("opinion", "exception").search(whole)
        return ("qualified" if excepted else "unmodified"), span
    if not pattern("opinion", "fair").search(whole):
        return None
    if pattern("engagement", "internal_control").search(whole) and not pattern("engagement", "statements").search(
        whole
    ):
        return None
    return _conclude(whole), span


def _conclude(words: str) -> str:
    """Adverse or qualified, else unmodified; what is excepted may itself say that something was not obtained."""
    rest, exceptions = pattern("opinion", "exception").subn("", words)
    if exceptions:
        rest = rest.partition(",")[2] or rest
    if pattern("opinion", "adverse").search(rest):
        return "adverse"
    return "qualified" if exceptions else "unmodified"


def _control_opinion(sentence: Sentence) -> tuple[str, Span] | None:
    if either("opinion_start").search(sentence.words) is None:
        return None
    if pattern("opinion", "ineffective").search(sentence.words):
        return "adverse", sentence.span
    return ("unmodified", sentence.span) if pattern("opinion", "effective").search(sentence.words) else None


def _with_items(report: Report, at: int) -> tuple[str, Span]:
    """The opinion sentence with the items of its list, where it ends in a colon or before it says anything."""
    said = [report.passages[at].sentence]
    for passage in report.passages[at + 1 : at + 1 + _ITEMS]:
        if passage.heading or said[-1].words.endswith((".", "。")):
            break
        said.append(passage.sentence)
    return " ".join(one.words for one in said), Span(start=said[0].start, end=said[-1].end)


def _says(table: str, sentence: Sentence) -> bool:
    """Whether a sentence says it outright, and not as one of those every report has."""
    words = sentence.words
    return either(table).search(words) is not None and pattern(table, "no").search(words) is None


def _next_words(passages: Sequence[Passage]) -> Iterable[Span]:
    return (one.sentence.span for one in passages[:1] if not one.heading)


def _is_empty(passages: Sequence[Passage]) -> bool:
    """Whether nothing, or "not applicable", stands under a heading."""
    first = next(iter(passages), None)
    return first is None or first.heading or pattern("emphasis", "none").search(first.sentence.words) is not None
