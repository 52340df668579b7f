"""Facts as tables to download."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Response

from docintel.exports.files import MEDIA_TYPES
from docintel.workflows.exports import ExportedFile
from docintel.workflows.portfolio import Portfolio
from docintel_api.attachments import attachment

FormatQuery = Annotated[
    Literal["json", "csv", "xlsx", "parquet"], Query(description="`xlsx` holds facts and documents, the others one.")
]
PartQuery = Annotated[
    Literal["facts", "documents"],
    Query(description="Of CSV and Parquet: the facts, or the documents with what could not be read of them."),
]

#: What the routes answer besides their JSON.
TABLES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The facts; in JSON one object a fact.",
        "content": {
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()},
        },
    }
}


def table(portfolio: Portfolio, subject: str, file: ExportedFile) -> Response:
    """A table as a download, noted in the audit trail; the headers say how many documents could not be read whole."""
    portfolio.store.audit.add("exported", subject, actor=portfolio.key.holder, facts=file.exported.facts)
    answer = attachment(file.data, file.name, media_type=file.media_type)
    answer.headers["X-Docintel-Facts"] = str(file.exported.facts)
    answer.headers["X-Docintel-Incomplete-Documents"] = str(file.exported.incomplete)
    return answer
