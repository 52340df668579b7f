"""What the description of the interface (OpenAPI) says of all routes."""

from __future__ import annotations

from typing import Any

from fastapi.routing import APIRoute

DESCRIPTION = """Documents of a deal in, facts with their evidence, profiles and warnings out.

Send `Authorization: Bearer …` with a token of `docintel keys add`. A token opens some customers; all others, with their
documents, do not exist for it. Every error is `application/problem+json` (RFC 9457): test `type`, show `detail`. Lists
hold `items` and, while there are more, `next_cursor`. Spans count characters of a document's text, boxes are PDF points
from the top left."""

TAGS: list[dict[str, Any]] = [
    {"name": "documents", "description": "Handing files in and what was read in them."},
    {"name": "events", "description": "Server-sent events instead of asking again and again."},
    {"name": "customers", "description": "Whom documents are about, and what is known of them."},
    {"name": "review", "description": "What waits for a person, and their verdicts."},
    {"name": "health", "description": "For whoever runs the service."},
]


def _problem(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


#: The errors every route under /api/v1 may answer.
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    401: _problem("No token, or one that is not known or was revoked."),
    403: _problem("The token may only read, or another site's page asked with our cookie."),
    404: _problem("There is no such thing for this token."),
    422: _problem("A parameter or the body is not what the interface takes."),
    "4XX": _problem("The request cannot be answered as it is; `detail` says what to do."),
    "5XX": _problem("The service failed; `detail` says what to look for in its log."),
}


def operation_id(route: APIRoute) -> str:
    """Operations go by the name of their function: generated clients read well."""
    return route.name
