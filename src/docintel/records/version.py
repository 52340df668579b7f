"""What tells whether two filed documents are the same thing, and what was found."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import PlainSerializer, PlainValidator

from docintel.records.record import Record

#: "same": the same content again (a scan, another format); "version": another text of the same contract; "possible":
#: one of them perhaps, for a person to decide.
LinkKind = Literal["same", "version", "possible"]
#: What says which of two documents is the later one.
Order = Literal["signed", "blanks", "filed"]


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else b64decode(value)


Sketch = Annotated[
    bytes, PlainValidator(_bytes), PlainSerializer(lambda value: b64encode(value).decode(), return_type=str)
]


class NamedParty(Record):
    """A party as compared: its normalised name and the role it has in the contract."""

    name: str
    role: str


class Fingerprint(Record):
    """The few things of a document that tell it from others, so that a new one is compared without reading them all.

    `kind` is the kind of contract, "statement", "mail", "archive" or "other". `numbers` are the numbers the document
    gives itself, `fields` what stands behind the labels of its opening. `wording`, `values` and `figures` are sketches
    of its words without numbers, of the numbers, sums and days it states, and of its statement figures; `rows` is no
    sketch: it has a hash of every row of its statements with one of the row's values. `han` is the share of Chinese
    among its words, `blanks` counts places left to be filled in, `ocr` is the share of pages read by OCR.
    """

    document: str
    kind: str
    title: str
    amending: bool
    restating: bool
    numbers: tuple[str, ...]
    parties: tuple[NamedParty, ...]
    identifiers: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    signed: date | None
    dates: tuple[date, ...]
    amounts: tuple[str, ...]
    periods: tuple[str, ...]
    messages: tuple[str, ...]
    wording: Sketch
    values: Sketch
    figures: Sketch
    rows: Sketch = b""
    words: int
    han: float
    blanks: int
    ocr: float
    unread: int
    quality: float


class FiledCopy(Record):
    """A filing with its fingerprint, and when it was filed first."""

    filing: str
    document: str
    name: str
    filed: datetime
    fingerprint: Fingerprint


class DocumentLink(Record):
    """Two documents of one customer that are the same thing, or perhaps are.

    `newer` and `older` are filings; `order` says by what the one is the newer: by the days of signing, because the
    other has blanks, or only by when they were filed. `similarity` is the share of words in common. `decided_by` names
    the evidence: "number", "parties", "signed", "amounts", "figures", "text" …
    """

    customer: str
    newer: str
    older: str
    newer_name: str
    older_name: str
    kind: LinkKind
    order: Order
    similarity: float
    decided_by: tuple[str, ...]
    reason_zh: str
    reason_en: str

    @property
    def id(self) -> str:
        """The hash of the customer and the two filings, whichever is the newer: a verdict on it outlives re-reading."""
        pair = "\n".join(sorted((self.newer, self.older)))
        return "L-" + sha256(f"{self.customer}\n{pair}".encode()).hexdigest()[:20]


class Superseded(Record):
    """A filed document whose facts a profile leaves out because another one, `by`, stands in its place."""

    filing: str
    document: str
    name: str
    by: str
    by_document: str
    by_name: str
    kind: Literal["same", "version"]
    link: str
    facts: int
    reason_zh: str
    reason_en: str
