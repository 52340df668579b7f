"""The company a report is about, from its cover."""

import pytest

from docintel.extractors.contract import ContractExtractor
from docintel.extractors.registrants import find_registrant
from docintel.readers.plain import PlainReader
from docintel.records import Party
from factories import document

FORM = "(Exact name of registrant as specified in its charter)"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            f"FORM 10-K\nCommission file number: 0-1\nHARROW VALE CORPORATION\n{FORM}\nDelaware",
            "HARROW VALE CORPORATION",
        ),
        (f"FORM 10-Q\nCinderlake Inc.\n\n{FORM}", "Cinderlake Inc."),
        (f"Form 10-K\n   Tinglan  Bearings, Inc.   \n____________\n{FORM}", "Tinglan  Bearings, Inc."),  # a ruled form
        (
            "ANNUAL REPORT\n汀瀾軸承股份有限公司\n(Incorporated in the Cayman Islands with limited liability)",
            "汀瀾軸承股份有限公司",
        ),
        ("Harrow Vale plc shall pay (exact name of payee to follow)", None),
        ("2025年年度报告\n汀澜轴承股份有限公司", None),
    ],
)
def test_the_line_above_the_form_s_words(text: str, name: str | None) -> None:
    where = document(text)
    found = find_registrant(where)
    assert (where.quote(found[0]) if found else None) == name


def test_the_registrant_is_the_reporting_entity_among_others() -> None:
    text = f"FORM 10-K\nHARROW VALE CORPORATION\n{FORM}\nOur supplier Cinderlake Bearings, Inc. delivers steel."
    where = PlainReader().read(text.encode(), "10-k.txt").document
    parties = [fact for fact in ContractExtractor().extract(where) if isinstance(fact, Party)]
    assert {party.name: party.role for party in parties} == {
        "HARROW VALE CORPORATION": "reporting_entity",
        "Cinderlake Bearings, Inc.": None,
    }


@pytest.mark.parametrize("filling", [" ", "\n", " \n", "_\n", "—", "( "])
def test_a_cover_of_blank_lines_names_nobody(filling: str) -> None:
    """Such a page once took minutes: the work must grow with the length of the cover, not with its square."""
    assert find_registrant(document(filling * (11_000 // len(filling)) + FORM)) is None
