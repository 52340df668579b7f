"""The sample borrower's accounts tie out to the cent, on paper and in the golden files, and give the right ratios."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from deal_sources import DEAL, golden, pdf_pages, squeeze

WORKBOOK, REPORT = "statements/财务报表_2024-2025.xlsx", "statements/2026年半年度财务报表.pdf"


def book(file: str, end: str) -> dict[str, Decimal]:
    """All figures of one file and one period end; rows left empty count as nothing."""
    facts = [fact for fact in golden("figures") if (fact["file"], fact["period_end"]) == (file, end)]
    return {fact["key"]: Decimal(fact["value"]) for fact in facts}


SUMS = {
    "I-BS1": ("bs.total_assets", "bs.total_liabilities bs.total_equity"),
    "I-BS2": ("bs.total_assets", "bs.total_current_assets bs.total_noncurrent_assets"),
    "I-BS3": ("bs.total_liabilities", "bs.total_current_liabilities bs.total_noncurrent_liabilities"),
    "I-BS4": ("bs.total_current_assets", "bs.cash bs.trading_fin_assets bs.notes_receivable bs.accounts_receivable "
              "bs.receivables_financing bs.prepayments bs.other_receivables bs.inventories bs.contract_assets "
              "bs.other_current_assets"),
    "I-BS5": ("bs.total_noncurrent_assets", "bs.long_term_equity_investments bs.other_equity_investments "
              "bs.fixed_assets bs.construction_in_progress bs.right_of_use_assets bs.intangible_assets "
              "bs.long_term_deferred_expenses "
              "bs.deferred_tax_assets bs.other_noncurrent_assets"),
    "I-BS6": ("bs.total_current_liabilities", "bs.short_term_borrowings bs.notes_payable bs.accounts_payable "
              "bs.contract_liabilities bs.employee_benefits_payable bs.taxes_payable bs.other_payables "
              "bs.noncurrent_liabilities_due_1y bs.other_current_liabilities"),
    "I-BS7": ("bs.total_noncurrent_liabilities", "bs.long_term_borrowings bs.lease_liabilities bs.deferred_income "
              "bs.deferred_tax_liabilities"),
    "I-BS8": ("bs.equity_parent", "bs.paid_in_capital bs.capital_reserve bs.oci bs.surplus_reserve "
              "bs.retained_earnings"),
    "I-BS9": ("bs.total_equity", "bs.equity_parent bs.minority_interest"),
    "I-BS10": ("bs.total_liabilities_and_equity", "bs.total_assets"),
    "due within a year": ("bs.noncurrent_liabilities_due_1y", "bs.lt_borrowings_due_1y bs.lease_liabilities_due_1y"),
    "I-X1": ("bs.cash", "cf.cash_end bs.restricted_cash"),
    "ageing": ("note.ar_gross", "note.ar_age_lt1 note.ar_age_1_2 note.ar_age_2_3 note.ar_age_gt3"),
    "allowance": ("bs.accounts_receivable", "note.ar_gross -note.ar_allowance"),
}  # fmt: skip
FLOWS = {
    "cost": ("is.total_operating_cost", "is.cost_of_sales is.taxes_and_surcharges is.selling_expenses "
             "is.admin_expenses is.rd_expenses is.finance_expenses"),
    "I-IS1": ("is.operating_profit", "is.revenue -is.total_operating_cost is.other_income is.investment_income "
              "-is.credit_impairment_loss -is.asset_impairment_loss is.asset_disposal_gain"),
    "I-IS2": ("is.profit_before_tax", "is.operating_profit is.nonoperating_income -is.nonoperating_expense"),
    "I-IS3": ("is.net_profit", "is.profit_before_tax -is.income_tax"),
    "I-IS4": ("is.net_profit", "is.np_parent is.np_minority"),
    "I-IS5": ("is.net_profit", "is.np_continuing"),
    "I-IS6": ("is.total_comprehensive_income", "is.net_profit is.oci_net"),
    "I-CF1 in": ("cf.operating_in_total", "cf.sales_cash cf.tax_refunds cf.other_operating_in"),
    "I-CF1 out": ("cf.operating_out_total", "cf.purchases_cash cf.employee_cash cf.taxes_paid cf.other_operating_out"),
    "I-CF1 cfo": ("cf.cfo", "cf.operating_in_total -cf.operating_out_total"),
    "I-CF1 cfi": ("cf.cfi", "cf.invest_recovered cf.invest_income_cash cf.asset_disposal_cash -cf.capex "
                  "-cf.invest_paid"),
    "I-CF1 cff": ("cf.cff", "cf.borrowings_raised -cf.debt_repaid -cf.dividends_interest_paid -cf.other_financing_out"),
    "I-CF2": ("cf.net_change", "cf.cfo cf.cfi cf.cff cf.fx_effect"),
    "I-CF3": ("cf.cash_end", "cf.cash_begin cf.net_change"),
    "I-CF4": ("cf.cfo", "cfs.net_profit cfs.impairment cfs.credit_impairment cfs.depreciation cfs.rou_depreciation "
              "cfs.intangible_amortisation cfs.ltde_amortisation cfs.disposal_loss cfs.finance_expense "
              "cfs.investment_loss cfs.dta_decrease cfs.dtl_increase cfs.inventory_decrease "
              "cfs.receivables_decrease cfs.payables_increase "
              "cfs.other"),
    "I-CF4 total": ("cf.cfo", "cfs.cfo"),
    "I-CF5": ("is.net_profit", "cfs.net_profit"),
    "impairments": ("cfs.credit_impairment", "is.credit_impairment_loss"),
}  # fmt: skip
PERIODS = [(WORKBOOK, "2024-12-31"), (WORKBOOK, "2025-12-31"), (REPORT, "2025-06-30"), (REPORT, "2026-06-30")]


@pytest.mark.parametrize(("file", "end"), PERIODS)
@pytest.mark.parametrize("name", [*SUMS, *FLOWS])
def test_accounts_tie_out_to_the_cent(file: str, end: str, name: str) -> None:
    values = book(file, end)
    total, terms = (SUMS | FLOWS)[name]
    if name in SUMS and end == "2025-06-30":  # a comparative of flows only
        assert total not in values or name == "I-X1"
        return
    parts = [(-1 if term.startswith("-") else 1) * values[term.lstrip("-")] for term in terms.split()]
    assert values[total] == sum(parts)


def test_opening_balances_are_the_closing_balances_before() -> None:
    """I-X3 and I-X5, over the change of unit from 万元 to 元."""
    closing, opening = book(WORKBOOK, "2025-12-31"), book(REPORT, "2025-12-31")
    assert len(opening) > 50
    assert {key: closing[key] for key in opening} == opening
    now, before = book(REPORT, "2026-06-30"), book(WORKBOOK, "2024-12-31")
    assert now["cf.cash_begin"] == closing["cf.cash_end"]
    assert closing["cf.cash_begin"] == before["cf.cash_end"] == book(REPORT, "2025-06-30")["cf.cash_begin"]


def test_retained_earnings_roll_forward() -> None:
    """I-X2: profit less what went to the reserve and to the owners (15 million yuan paid in 2025, nothing in 2026)."""
    years = [book(WORKBOOK, "2024-12-31"), book(WORKBOOK, "2025-12-31"), book(REPORT, "2026-06-30")]
    paid = []
    for before, now in pairwise(years):
        kept = sum(now[key] - before[key] for key in ("bs.retained_earnings", "bs.surplus_reserve"))
        paid.append(now["is.np_parent"] - kept)
    assert paid == [Decimal("15000000.00"), Decimal(0)]


def test_workbook_cells_hold_the_golden_figures() -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(DEAL / WORKBOOK, data_only=True)
    assert [(sheet.title, sheet.sheet_state) for sheet in workbook] == [
        ("资产负债表", "visible"),
        ("利润表", "visible"),
        ("现金流量表", "visible"),
        ("附注明细", "hidden"),
    ]
    for fact in (fact for fact in golden("figures") if fact["file"] == WORKBOOK):
        sheet, cell = fact["cell"].split("!")
        printed = Decimal(str(workbook[sheet][cell].value)) * 10_000
        sign = -1 if fact["key"] in ("is.credit_impairment_loss", "is.asset_impairment_loss") else 1
        assert sign * printed == Decimal(fact["value"]), fact["cell"]


def test_kept_values_of_formulas_are_what_the_formulas_give() -> None:
    import openpyxl

    formulas = openpyxl.load_workbook(DEAL / WORKBOOK)
    values = openpyxl.load_workbook(DEAL / WORKBOOK, data_only=True)
    checked = 0
    for sheet in formulas:
        kept = values[sheet.title]
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            terms = re.findall(r"([+-]?)([A-Z]\d+)", cell.value)
            total = sum(Decimal(str(kept[ref].value)) * (-1 if sign == "-" else 1) for sign, ref in terms)
            assert total == Decimal(str(kept[cell.coordinate].value)), (sheet.title, cell.coordinate)
            checked += 1
    assert checked == 56


def test_report_prints_the_golden_figures() -> None:
    pages = [squeeze(page) for page in pdf_pages(REPORT)]
    assert len(pages) == 5
    for fact in (fact for fact in golden("figures") if fact["file"] == REPORT):
        assert fact["as_filed"] in pages[fact["page"] - 1], fact
        digits = re.sub(r"[^\d.]", "", fact["as_filed"]) or "0"
        assert Decimal(digits) == abs(Decimal(fact["value"])), fact
    assert "(24,373,528.72)" in pages[3]
    assert "-3,186,427.41" in pages[2]


# Worked by hand from the printed figures (万元): id, date -> value, grade.
BY_HAND = [
    ("F-LV-01", "2025-12-31", "0.6559", 1),  # 88,517.76 / 134,946.51
    ("F-LQ-01", "2025-12-31", "1.2756", 0),  # 74,090.02 / 58,082.91
    ("F-CV-01", "2024-12-31", "6.8838", 0),  # (6,551.44 + 1,071.11) / (1,071.11 + 36.20)
    ("F-CV-01", "2025-12-31", "2.2500", 1),  # (2,872.51 + 1,509.29) / (1,509.29 + 438.15)
    # (4,381.80 + 1,056.1926 - 2,624.4448) / (1,947.44 + 1,335.9198 - 815.3386)
    ("F-CV-01", "2026-06-30", "1.1400", 2),
    ("F-GR-01", "2026-06-30", "-0.1139", 1),  # 38,214.57 / 43,126.85 - 1
    ("F-PR-01", "2026-06-30", "-0.0510", 2),  # 15.098 % - 20.200 %
]


@pytest.mark.parametrize(("code", "day", "value", "grade"), BY_HAND)
def test_indicators_agree_with_a_hand_calculation(code: str, day: str, value: str, grade: int) -> None:
    found = [entry for entry in golden("indicators") if (entry["id"], entry["period_end"]) == (code, day)]
    assert [(entry["value"], entry["grade"]) for entry in found] == [(value, grade)]


def test_two_of_three_covenants_are_broken_in_2026_and_none_in_2025() -> None:
    tests = [entry for entry in golden("indicators") if entry["id"] == "C-05"]
    assert {(entry["period_end"], entry["measure"]): entry["compliant"] for entry in tests} == {
        ("2025-12-31", "F-CV-01"): True,
        ("2025-12-31", "F-LQ-01"): True,
        ("2025-12-31", "F-LV-01"): True,
        ("2026-06-30", "F-CV-01"): False,
        ("2026-06-30", "F-LQ-01"): False,
        ("2026-06-30", "F-LV-01"): True,
    }
