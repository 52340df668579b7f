"""Handing files in: they are accepted when this answers 202, and a worker reads them afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from docintel.errors import DocintelError
from docintel.records import UploadState
from docintel.workflows.accepting import Accepted, accept_file
from docintel.workflows.portfolio import Portfolio
from docintel_api.access import PortfolioDep, find_writer
from docintel_api.metrics import BYTES, UPLOADS
from docintel_api.multipart import FormReceiver, ReceivedFile, boundary_of, receive_form, refusing_full_disk
from docintel_api.problems import Problem, ProblemDetails, details_of, problem_response

router = APIRouter(prefix="/api/v1", tags=["documents"])

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


class UploadResult(BaseModel):
    """What became of one file of the request: its upload, or the `problem` it was refused for."""

    name: str = Field(examples=["借款合同.pdf"])
    id: str | None = Field(default=None, examples=["D-0123456789abcdef0123"])
    state: UploadState | None = None
    href: str | None = Field(default=None, examples=["/api/v1/documents/D-0123456789abcdef0123"])
    already_there: bool = Field(default=False, description="The customer had these bytes; they are not read twice.")
    problem: ProblemDetails | None = None


class UploadAnswer(BaseModel):
    """The files of a request in the order they were sent."""

    documents: list[UploadResult]


@router.post(
    "/documents",
    status_code=202,
    response_model=UploadAnswer,
    openapi_extra=_FORM,
    dependencies=[Depends(find_writer)],
)
async def upload_documents(
    request: Request,
    portfolio: PortfolioDep,
    customer: Annotated[str, Query(description="The id of the customer whom the files are about.")],
) -> Any:
    """Hand in one or many files for a customer.

    A file that is answered with an id is safe: it will be read even if the service dies now. The same bytes for the
    same customer are the same document, so repeating a request is harmless and needs no Idempotency-Key. One file that
    is refused does not cost the others; if all are refused, the answer is the problem of the first.
    """
    await run_in_threadpool(portfolio.customer, customer)
    with FormReceiver(portfolio.store.blobs, boundary_of(request)) as receiver:
        await receive_form(request, receiver)
        results = await run_in_threadpool(_accept, receiver.files, portfolio, customer)
    return _answer(results)


def _accept(files: Sequence[ReceivedFile], portfolio: Portfolio, customer: str) -> list[UploadResult]:
    results = []
    for file in files:
        try:
            results.append(_accepted(file, portfolio, customer))
        except (Problem, DocintelError) as error:
            results.append(UploadResult(name=file.name, problem=details_of(error)))
            UPLOADS.labels("refused").inc()
    return results


def _accepted(file: ReceivedFile, portfolio: Portfolio, customer: str) -> UploadResult:
    if file.incoming is None:
        assert file.refusal is not None
        raise file.refusal
    with file.incoming as incoming, refusing_full_disk():
        accepted = accept_file(portfolio, customer, incoming, name=file.name)
        UPLOADS.labels("already_there" if accepted.already_there else "accepted").inc()
        BYTES.inc(incoming.size)
    return _result(file.name, accepted)


def _result(name: str, accepted: Accepted) -> UploadResult:
    upload = accepted.upload
    href = f"/api/v1/documents/{quote(upload.id)}"
    return UploadResult(name=name, id=upload.id, state=upload.state, href=href, already_there=accepted.already_there)


def _answer(results: Sequence[UploadResult]) -> UploadAnswer | JSONResponse:
    first = results[0].problem
    if first is None or any(result.problem is None for result in results):
        return UploadAnswer(documents=list(results))
    each = [result.model_dump(mode="json", exclude_none=True) for result in results]
    return problem_response(first.status, first.title, first.detail, extra={"documents": each})
