"""Facts as tables, and statements as workbooks, to download."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, Response

from docintel.exports.files import MEDIA_TYPES
from docintel.settings import current_settings
from docintel.workflows.exports import ExportedFile
from docintel.workflows.portfolio import Portfolio
from docintel.workflows.spreading import SpreadFile
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


#: What the routes answer that give statements in the standard form.
WORKBOOK: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The workbook; every value leads to its page of this service.",
        "content": {MEDIA_TYPES[".xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
    }
}


def find_base_url(request: Request) -> str:
    """Where people reach the service: as it was set, or where this request came to."""
    return current_settings().base_url or str(request.base_url)


BaseUrlDep = Annotated[str, Depends(find_base_url)]


def table(portfolio: Portfolio, subject: str, file: ExportedFile) -> Response:
    """A table as a download, noted in the audit trail; the headers say how many documents could not be read whole."""
    portfolio.store.audit.add("exported", subject, actor=portfolio.key.holder, facts=file.exported.facts)
    answer = attachment(file.data, file.name, media_type=file.media_type)
    answer.headers["X-Docintel-Facts"] = str(file.exported.facts)
    answer.headers["X-Docintel-Incomplete-Documents"] = str(file.exported.incomplete)
    return answer


def workbook(portfolio: Portfolio, subject: str, file: SpreadFile) -> Response:
    """Statements as a download, noted in the audit trail; the headers say how many values are to be looked at."""
    portfolio.store.audit.add("exported", subject, actor=portfolio.key.holder, figures=file.spreading.figures)
    answer = attachment(file.data, file.name, media_type=file.media_type)
    answer.headers["X-Docintel-Figures"] = str(file.spreading.figures)
    answer.headers["X-Docintel-Conflicts"] = str(file.spreading.unlike)
    return answer
