"""Pages for people: templates that escape every word of a document, under a policy that lets nothing else run."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from docintel.exports.names import status_name
from docintel.exports.spread_columns import period_name
from docintel.exports.spread_notes import column_units, unit_name
from docintel.exports.spread_remarks import companions, identity_names, proposal_standing
from docintel.exports.wording import advice_on, word_fact

#: Scripts, styles and pictures come from this service only, none stands in a page, and no other site may frame it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # a deal's page stays in no cache of a shared machine
    "Cache-Control": "no-store",
}


def render(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template."""
    text = _environment().get_template(f"{template}.html.j2").render(**values)
    return HTMLResponse(text, status, headers=_HEADERS)


@cache
def _environment() -> Environment:
    loader = PackageLoader("docintel_api", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    environment.globals |= {"status_name": status_name, "period_name": period_name, "word_fact": word_fact}
    environment.globals |= {"column_units": column_units, "unit_name": unit_name, "identity_names": identity_names}
    environment.globals |= {"advice_on": advice_on, "standing": proposal_standing, "companions": companions}
    return environment
