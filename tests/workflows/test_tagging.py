"""Bare sentences in, tags out: every line answered, bad ones said."""

import json

import pytest

from docintel.workflows.tagging import tag_lines


@pytest.mark.parametrize("field", ["lang", "context", "law", "roll", "sent", "anchor"])
def test_a_field_that_is_no_text_is_said(field: str) -> None:
    line = json.dumps({"id": "x", "text": "30日内付款", "anchor": "2026-01-01", field: 5})
    (row,) = tag_lines("deadlines" if field in ("law", "roll", "anchor") else "intent", [line])
    assert row == {"id": "x", "error": f'line 1: "{field}" must be text.'}
