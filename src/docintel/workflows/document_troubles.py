"""What of a document could not be read as meant, said before anything else on its page, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docintel.exports.names import Name
from docintel.exports.note_wording import word_note
from docintel.records import Document, Failure, Filing, Part, filing_id
from docintel.store.store import Store
from docintel.workflows.filing import UNASSIGNED
from docintel.workflows.pages import document_address


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to know before trusting what was read: `grade` is "wrong" where something is missing, else "doubt"."""

    words: Name
    grade: str = "doubt"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attachment or member of an archive, with the page of its own where it was read."""

    name: str
    href: str
    note: str


def find_troubles(filing: Filing, document: Document, failures: Iterable[Failure]) -> list[Trouble]:
    """Unread pages first, then OCR and other notes, and which of the customer's failures are of this file."""
    recognised = [page for page in document.pages if page.source == "ocr"]
    return [
        *_stale(filing),
        *say_unread([page.number for page in document.unread_pages]),
        *say_recognised([page.number for page in recognised], min((page.quality for page in recognised), default=None)),
        *_notes(document),
        *_failures(filing, failures),
    ]


def find_enclosures(filing: Filing, document: Document, store: Store) -> list[Enclosure]:
    """The files inside the document; one without a page of its own says why."""
    filed = {one.id for one in store.filings(filing.customer_id)} if document.parts else set()
    return [_enclosure(filing, part, filed) for part in document.parts]


def _stale(filing: Filing) -> Iterator[Trouble]:
    if not filing.analysis and filing.facts_by:
        yield Trouble(
            Name("文件正在重新读取，以下为上一次读取的结果。", "It is being read again; this is what was read before.")
        )
    elif not filing.analysis:
        yield Trouble(
            Name("文件仍在读取，事实尚未齐全。", "It is still being read; its facts are not all here yet."), "wrong"
        )


def say_unread(numbers: Sequence[int]) -> Iterator[Trouble]:
    """That no word of these pages could be read; nothing where there are none."""
    if numbers:
        shown = _ranges(numbers)
        yield Trouble(
            Name(
                f"第 {shown} 页没有读出任何文字，请索取更清晰的副本。",
                f"No word could be read on page {shown}; ask for a better copy.",
            ),
            "wrong",
        )


def say_recognised(numbers: Sequence[int], worst: float | None) -> Iterator[Trouble]:
    """That these pages were read by OCR, the worst with this quality (0 to 1); nothing where there are none."""
    if numbers and worst is not None:
        shown = _ranges(numbers)
        yield Trouble(
            Name(
                f"第 {shown} 页由文字识别（OCR）读出，最低质量 {worst:g}（满分 1），请与原图核对。",
                f"Page {shown} was read by OCR, lowest quality {worst:g} of 1; compare with the image.",
            )
        )


def failure_trouble(failure: Failure) -> Trouble:
    """What could not be read, or was read and left out, with what to do about it; the file is named once."""
    is_named = failure.name.rpartition("/")[2] in failure.message
    named = failure.message if is_named else f"{failure.name}: {failure.message}"
    what = "未计入：" if failure.code == UNASSIGNED else "未能读取："
    return Trouble(Name(what, f"{named} [{failure.code}]"), "wrong")


def note_trouble(note: str) -> Trouble:
    """What a reader says of a document."""
    said = word_note(note)
    return Trouble(said if said.zh != note else Name("说明", note))


def _notes(document: Document) -> Iterator[Trouble]:
    for page in document.pages:
        if page.note:
            grade = "wrong" if page.source == "none" else "doubt"
            said = word_note(f"page {page.number}: {page.note}")
            zh = said.zh if said.zh != said.en else f"第 {page.number} 页"
            yield Trouble(Name(zh, f"p. {page.number}: {page.note}"), grade)
    told = {f"page {page.number}: {page.note}".rstrip(".") for page in document.pages}
    for note in document.notes:
        if note.rstrip(".") not in told:
            yield note_trouble(note)


def _failures(filing: Filing, failures: Iterable[Failure]) -> Iterator[Trouble]:
    # a batch and an upload may both have told of one failure
    for failure in dict.fromkeys(failures):
        if failure.name == filing.name or failure.name.startswith(f"{filing.name}/"):
            yield failure_trouble(failure)


def _enclosure(filing: Filing, part: Part, filed: set[str]) -> Enclosure:
    page = "" if part.document is None else filing_id(filing.customer_id, part.document)
    if page in filed:
        return Enclosure(part.name, document_address(page), part.note or "")
    note = part.note or "未为本客户归档 not filed for this customer"
    return Enclosure(part.name, "", note)


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in runs)
