"""A second, small calculation of the sample borrower's ratios, made apart from docintel to check it against.

Formulas and thresholds follow the indicator catalogue for GB/T 4754 section C (manufacturing).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from books import keep_books

Values = dict[str, Fraction]
PRINTED = {
    "restricted_cash": "bs.restricted_cash",
    "lt_borrowings_due_1y": "bs.lt_borrowings_due_1y",
    "lease_liabilities_due_1y": "bs.lease_liabilities_due_1y",
}


def read_period(name: str) -> Values:
    """One period's printed figures in yuan, by canonical key."""
    period = keep_books()[name]
    values = {
        f"{part}.{key}": Fraction(fen, 100) for part in ("bs", "is", "cf", "cfs") for key, fen in period[part].items()
    }
    values |= {PRINTED.get(key, f"note.{key}"): Fraction(fen, 100) for key, fen in period["note"].items()}
    return values


def trail_twelve_months() -> Values:
    """Flows of the twelve months to 30 June 2026: year 2025 plus half-year 2026 less half-year 2025."""
    year, now, before = (read_period(name) for name in ("y2025", "h2026", "h2025"))
    flows = {key for key in now if key.startswith(("is.", "cf.", "cfs.")) or key == "note.capitalised_interest"}
    flows -= {"cf.cash_begin", "cf.cash_end"}
    return {key: year[key] + now[key] - before[key] if key in flows else now[key] for key in now}


def derive(values: Mapping[str, Fraction]) -> Values:
    """Adds the derived aggregates that the indicators may use."""
    v = dict(values)
    v["d.trade_receivables"] = v["bs.notes_receivable"] + v["bs.accounts_receivable"] + v["bs.receivables_financing"]
    v["d.trade_payables"] = v["bs.notes_payable"] + v["bs.accounts_payable"]
    v["d.gross_profit"] = v["is.revenue"] - v["is.cost_of_sales"]
    v["d.opex"] = v["is.selling_expenses"] + v["is.admin_expenses"] + v["is.rd_expenses"]
    v["d.ebit"] = v["is.profit_before_tax"] + v["is.interest_expense"]
    v["d.da"] = sum(
        (
            v[f"cfs.{key}"]
            for key in ("depreciation", "rou_depreciation", "intangible_amortisation", "ltde_amortisation")
        ),
        Fraction(),
    )
    v["d.ebitda"] = v["d.ebit"] + v["d.da"]
    v["d.short_term_debt"] = (
        v["bs.short_term_borrowings"] + v["bs.lt_borrowings_due_1y"] + v["bs.lease_liabilities_due_1y"]
    )
    v["d.interest_bearing_debt"] = v["d.short_term_debt"] + v["bs.long_term_borrowings"] + v["bs.lease_liabilities"]
    v["d.adjusted_debt"] = v["d.interest_bearing_debt"] + v["bs.notes_payable"]
    v["d.unrestricted_cash"] = v["bs.cash"] - v["bs.restricted_cash"]
    v["d.net_debt"] = v["d.interest_bearing_debt"] - v["d.unrestricted_cash"] - v["bs.trading_fin_assets"]
    v["d.interest_total"] = v["is.interest_expense"] + v["note.capitalised_interest"]
    v["d.fcf"] = v["cf.cfo"] - v["cf.capex"] + v["cf.asset_disposal_cash"]
    v["d.noncash"] = v["cfs.impairment"] + v["cfs.credit_impairment"] + v["cfs.disposal_loss"]
    v["d.ffo"] = v["is.net_profit"] + v["d.da"] + v["d.noncash"]
    return v


def periods() -> dict[str, Values]:
    """The three test dates with their derived figures; flows of 2026-06-30 are those of twelve months."""
    return {
        "2024-12-31": derive(read_period("y2024")),
        "2025-12-31": derive(read_period("y2025")),
        "2026-06-30": derive(trail_twelve_months()),
    }


def half_years() -> tuple[Values, Values]:
    """The first half of 2026 and of 2025, for like-for-like comparison of flows."""
    return read_period("h2026"), read_period("h2025")


# id, numerator, denominator (each a sum of signed keys), direction, watch, alert, critical
RATIOS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    ("F-LV-01", "bs.total_liabilities", "bs.total_assets", "high", "0.65", "0.75", "0.85"),
    ("F-LV-03", "d.net_debt", "bs.total_equity", "high", "0.80", "1.00", "1.50"),
    ("F-LV-04", "d.interest_bearing_debt", "d.interest_bearing_debt bs.total_equity", "high", "0.50", "0.60", "0.75"),
    ("F-LV-05", "d.interest_bearing_debt", "d.ebitda", "high", "4.0", "6.0", "8.0"),
    ("F-LV-06", "bs.total_equity", "bs.total_assets", "low", "0.25", "0.10", "0.05"),
    ("F-LV-08", "d.short_term_debt", "d.interest_bearing_debt", "high", "0.50", "0.65", "0.80"),
    ("F-LV-09", "note.guarantees_given", "bs.total_equity", "high", "0.30", "0.50", "1.00"),
    ("F-LV-10", "d.adjusted_debt -d.interest_bearing_debt", "bs.total_assets", "high", "0.05", "0.10", "0.15"),
    ("F-LQ-01", "bs.total_current_assets", "bs.total_current_liabilities", "low", "1.20", "1.00", "0.80"),
    (
        "F-LQ-02",
        "bs.total_current_assets -bs.inventories -bs.prepayments",
        "bs.total_current_liabilities",
        "low",
        "0.80",
        "0.60",
        "0.40",
    ),
    ("F-LQ-03", "d.unrestricted_cash", "d.short_term_debt", "low", "1.00", "0.70", "0.40"),
    (
        "F-LQ-04",
        "d.unrestricted_cash bs.trading_fin_assets",
        "bs.total_current_liabilities",
        "low",
        "0.15",
        "0.08",
        "0.03",
    ),
    (
        "F-LQ-05",
        "bs.total_noncurrent_assets -bs.total_equity -bs.total_noncurrent_liabilities",
        "bs.total_assets",
        "high",
        "0",
        "0.10",
        "0.20",
    ),
    ("F-LQ-07", "bs.restricted_cash", "bs.cash", "high", "0.30", "0.50", "0.70"),
    ("F-CV-01", "d.ebit", "d.interest_total", "low", "3.0", "1.5", "1.0"),
    ("F-CV-02", "d.ebitda", "d.interest_total", "low", "4.0", "2.5", "1.5"),
    ("F-CV-04", "cf.cfo", "d.short_term_debt", "low", "0.20", "0.10", "0"),
    ("F-CV-07", "d.ffo", "d.interest_bearing_debt", "low", "0.15", "0.08", "0.03"),
    ("F-PR-02", "is.profit_before_tax", "is.revenue", "low", "0.02", "-0.01", "-0.05"),
    (
        "F-PR-06",
        "is.other_income is.investment_income is.asset_disposal_gain is.nonoperating_income",
        "is.profit_before_tax",
        "high",
        "0.30",
        "0.50",
        "0.80",
    ),
    ("F-EF-06", "note.ar_age_1_2 note.ar_age_2_3 note.ar_age_gt3", "note.ar_gross", "high", "0.20", "0.35", "0.50"),
    ("F-CQ-02", "cf.sales_cash", "is.revenue", "low", "1.00", "0.85", "0.70"),
    ("F-RF-07", "bs.cash -cf.cash_end -bs.restricted_cash", "bs.cash", "high", "0.05", "0.15", "0.30"),
    ("F-RF-15", "note.pledged_assets", "bs.total_assets", "high", "0.30", "0.50", "0.70"),
)
# contract wording, ratio id, direction, covenant level
COVENANTS = (
    ("资产负债率不高于70%", "F-LV-01", "high", "0.70"),
    ("利息保障倍数不低于2.0", "F-CV-01", "low", "2.0"),
    ("流动比率不低于1.20", "F-LQ-01", "low", "1.20"),
)


def add_keys(values: Mapping[str, Fraction], terms: str) -> tuple[Fraction, dict[str, Fraction]]:
    """The signed sum of keys, and the keys with their values."""
    inputs = {term.lstrip("-"): values[term.lstrip("-")] for term in terms.split()}
    total = sum((-inputs[term[1:]] if term.startswith("-") else inputs[term] for term in terms.split()), Fraction())
    return total, inputs


def grade(value: Fraction, direction: str, lines: tuple[str | None, ...]) -> int:
    """0 normal, 1 watch, 2 alert, 3 critical: a line counts as crossed only when the value lies beyond it."""
    drawn = [Fraction(line) for line in lines if line is not None]
    return sum(value > line if direction == "high" else value < line for line in drawn)
