"""Every fact is a line, every field of it a cell, and what a number means stands beside it."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from docintel.exports.fact_table import FACT_COLUMNS, fact_line
from docintel.exports.rows import flat_fact_rows
from docintel.records import Fact, Filing, Reading, Term
from docintel.records.facts import AnyFact
from every_fact import SENT, contract, letter
from factories import boxed, span_of
from readings import filed, review

NAMES = [column.name for column in FACT_COLUMNS]
#: Fields that hold the same under another name: see docs/interfaces.md, "Exports".
RENAMED = {"sender": "from", "cue_start": "cue_span", "cue_end": "cue_span", "unit": "unit_as_filed"}
PLACED = {"id", "kind", "document", "anchor", "source", "confidence", "evidence"}


def lines(found: tuple[Reading, list[Fact]], sent: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    """The cells of each fact by its kind."""
    reading, facts = found
    filing: Filing = filed(reading.document)
    rows = flat_fact_rows(facts, reading, doc=filing.name, sent=sent)
    return {row["kind"]: dict(zip(NAMES, fact_line(row, filing, None), strict=True)) for row in rows}


def test_the_first_columns_are_those_an_analyst_expects() -> None:
    assert NAMES[:34] == [
        "customer", "doc", "kind", "what", "label", "key", "period", "period_start", "period_end", "due", "value",
        "unit", "currency", "as_filed", "unit_as_filed", "status", "confidence", "review", "reviewer", "review_day",
        "review_reason", "quote", "page", "cell", "boxes", "box_pages", "start", "end", "message_id", "more_evidence",
        "source", "id", "filing", "document",
    ]  # fmt: skip
    assert len(NAMES) == len(set(NAMES)) == 119


def test_no_field_of_any_kind_is_without_a_column() -> None:
    kinds = get_args(get_args(AnyFact)[0])
    fields = {(kind.__name__, field) for kind in kinds for field in kind.model_fields if field not in PLACED}
    assert {(kind, field) for kind, field in fields if RENAMED.get(field, field) not in NAMES} == set()
    found = [*contract()[1], *letter()[1]]
    assert {type(fact) for fact in found} == set(kinds)
    for reading, facts in (contract(), letter()):
        for row in flat_fact_rows(facts, reading, doc="x"):
            assert set(row) - set(NAMES) - {"evidence", "span"} == set()
            assert row.get("span", row["evidence"][0]["span"]) == row["evidence"][0]["span"]


@pytest.mark.parametrize(
    ("found", "kind", "expected"),
    [
        # the value is in yuan although ten thousands were printed: nobody may multiply it again
        (letter, "figure", {"value": Decimal("-12345000.00"), "unit": "CNY", "currency": "CNY",
                            "as_filed": "(1,234.50)", "unit_as_filed": "万元", "what": "balance_sheet",
                            "key": "bs.total_debt", "months": 12, "period_end": date(2025, 12, 31), "restated": True,
                            "checks": '[{"id": "I-1", "result": "pass", "difference": "100"}]'}),
        # what is proposed has its own kind, and the column of the printed number beside it
        (letter, "proposal", {"value": Decimal("-13250000"), "unit": "CNY", "as_filed": "(1,234.50)",
                              "as_proposed": "-1,325.00", "printed": Decimal("-12345000.00"), "cause": "digit",
                              "repair": "correction", "alternatives": 2, "figure": "F-1", "what": "balance_sheet",
                              "together": '[["F-2"], []]',
                              # no filter on the statuses of what was read lets it through
                              "status": "proposed",
                              "identities": '[{"id": "I-1", "result": "fail", "difference": "100", '
                                            '"figures": ["F-1", "F-2"]}]'}),
        (contract, "audit_report", {"what": "audit", "label": "澄岳会计师事务所", "value": "qualified",
         "opinion": "qualified",
                                    "period_end": date(2025, 12, 31), "signed": date(2026, 4, 22),
                                    "going_concern": True,
                                    "emphasis": True, "scope": "consolidated", "entity": "澜川新能源"}),
        (letter, "auditor_change", {"what": "resigned", "label": "Halvern Pike LLP", "value": "Brackley & Voss LLP",
                                    "day": date(2026, 3, 2), "departure": "resigned", "confidence": None}),
        (contract, "amount", {"value": Decimal("100000000"), "unit": "CNY", "unit_as_filed": "亿元", "bound": "max",
                              "low": Decimal("1"), "high": Decimal("2"), "conflict": True}),
        (contract, "party", {"what": "borrower", "label": "借款人", "value": "澜川新能源", "alias": "甲方",
                             "unit": None}),
        (contract, "term", {"key": "loan.rate", "value": Decimal("0.0425"), "unit": "fraction", "currency": None}),
        (contract, "covenant", {"what": "debt_to_assets", "label": "<=", "value": Decimal("0.70"),
                                "key": "fin.debt_to_assets", "threshold": Decimal("0.70")}),
        (contract, "clause", {"what": "第三条", "label": "报表", "key": "loan.information; loan.x", "value": None,
                              "path": '["第一章"]'}),
        (contract, "obligation", {"what": "借款人", "label": "应", "key": "OBL", "due": date(2026, 4, 30),
                                  "cue_span": "[17, 18]", "bearer_inferred": True}),
        (letter, "message", {"what": "CFO <cfo@tinglan.example>", "label": "=Payment", "message_id": "<2@b>",
                             "reply_hours": 12.0, "to": '["rm@bank.example"]'}),
        (letter, "utterance", {"key": "CI-1", "label": "payment", "strength": 0.75, "sentiment": -1,
                               "message_id": "<2@b>"}),
        (letter, "promise", {"value": Decimal("1250.50"), "unit": "USD", "due": date(2026, 3, 25), "status": "open",
                             "message_id": "<2@b>"}),
        (letter, "date", {"value": date(2026, 3, 25), "precision": "day", "ambiguous": True}),
    ],
)  # fmt: skip
def test_each_kind_has_its_claim_in_the_first_columns(found: Any, kind: str, expected: dict[str, Any]) -> None:
    sent = {"<1@b>": SENT.replace(hour=0).replace(day=15, hour=22)}
    line = lines(found(), sent)[kind]
    assert {name: line[name] for name in expected} == expected


def test_a_line_leads_to_its_words() -> None:
    reading, facts = contract()
    party = lines((reading, facts))["party"]
    assert reading.document.text[party["start"] : party["end"]] == party["quote"] == "澜川新能源"
    assert (party["page"], party["boxes"]) == (1, "[[40.0, 0.0, 90.0, 12.0]]")
    (more,) = json.loads(party["more_evidence"])
    assert (more["quote"], more["span"]) == ("借款人", [0, 3])


@pytest.mark.parametrize(
    ("value", "unit", "expected", "currency"),
    [
        # a contract's number is no quantity, whatever it looks like
        ("0218", None, "0218", None),
        ("20260218", None, "20260218", None),
        ("2031-12-21", None, date(2031, 12, 21), None),
        ("P36M", None, "P36M", None),
        ("65", "basis_points", Decimal("65"), None),
        ("100000000.00", "CNY", Decimal("100000000.00"), "CNY"),
        ("五年期以上贷款市场报价利率", None, "五年期以上贷款市场报价利率", None),
    ],
)
def test_a_term_is_a_number_only_with_a_unit(value: str, unit: str | None, expected: object, currency: str) -> None:
    reading = boxed("合同编号0218。")
    term = Term.found(reading.document, span_of("合同编号0218。", "0218"), source="t@1", confidence=None, name="x",
                      value=value, unit=unit)  # fmt: skip
    line = lines((reading, [term]))["term"]
    assert (line["value"], line["currency"], line["confidence"]) == (expected, currency, None)


def test_a_verdict_stands_beside_the_fact_it_is_on() -> None:
    reading, facts = contract()
    (row, *_) = flat_fact_rows(facts, reading, doc="x")
    line = fact_line(row, filed(reading.document), review(row["id"], reason="看错了"))
    said = dict(zip(NAMES, line, strict=True))
    assert (said["review"], said["reviewer"], said["review_day"], said["review_reason"]) == (
        "rejected", "审核员甲", date(2026, 4, 1), "看错了",
    )  # fmt: skip
