"""A fact's evidence as other programs read it: offsets, quote, and the page, boxes, cell or mail part behind them."""

from __future__ import annotations

from typing import Any

from docintel.records import Document, Evidence, Layout

#: Boxes are rounded to a hundredth of a PDF point.
_PLACES = 2


def evidence_row(evidence: Evidence, document: Document, layout: Layout) -> dict[str, Any]:
    """The evidence object of the JSON Lines and HTTP interfaces; keys that do not apply are left out."""
    span = evidence.span
    row: dict[str, Any] = {"document": evidence.document, "span": [span.start, span.end], "quote": evidence.quote}
    boxes = layout.boxes(span)
    page = document.page_at(span.start)
    if page is not None:
        row["page"] = boxes[0].page if boxes else page.number
    if boxes:
        row["boxes"] = [[round(edge, _PLACES) for edge in (box.x0, box.top, box.x1, box.bottom)] for box in boxes]
        if any(box.page != boxes[0].page for box in boxes):
            row["box_pages"] = [box.page for box in boxes]
    cell = document.cell_at(span)
    if cell is not None and cell.name is not None:
        row["cell"] = cell.name
    message = document.message_at(span.start)
    if message is not None and message.message_id is not None:
        row["message"] = message.message_id
    return row
