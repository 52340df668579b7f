"""The indicators, covenant tests and scores that the sample borrower's figures must give."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from measures import COVENANTS, RATIOS, Values, add_keys, grade, half_years, periods

Entry = dict[str, Any]
Lines = tuple[str | None, str | None, str | None]
GROWTH = (
    ("F-GR-01", "is.revenue", None, "low", ("-0.10", "-0.20", "-0.35")),
    ("F-GR-02", "d.trade_receivables", "is.revenue", "high", ("0.15", "0.30", "0.50")),
    ("F-GR-03", "d.interest_bearing_debt", "is.revenue", "high", ("0.15", "0.30", "0.50")),
    ("F-GR-04", "bs.inventories", "is.cost_of_sales", "high", ("0.15", "0.30", "0.50")),
    ("F-LV-07", "bs.total_equity", None, "low", ("-0.15", None, None)),
)
TURNOVER = (
    ("F-EF-01", "d.trade_receivables", "is.revenue", ("0.20", "0.40", "0.60")),
    ("F-EF-02", "bs.inventories", "is.cost_of_sales", ("0.20", "0.40", "0.60")),
    ("F-EF-03", "d.trade_payables", "is.cost_of_sales", ("0.25", "0.50", "0.80")),
)


def show(value: Fraction, places: int = 4) -> str:
    """A value rounded half away from zero, as a plain decimal string."""
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    digits = f"{whole:0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def entry(code: str, day: str, value: Fraction, direction: str, lines: Lines) -> Entry:
    """One expected indicator with its grade by the industry's or the default thresholds."""
    return {
        "id": code,
        "period_end": day,
        "value": show(value),
        "direction": direction,
        "thresholds": {
            "watch": lines[0],
            "alert": lines[1],
            "critical": lines[2],
            "source": "industry C" if code in ("F-LV-01", "F-LQ-01", "F-CV-01") else "default",
        },
        "grade": grade(value, direction, lines),
    }


def list_inputs(inputs: Values) -> dict[str, str]:
    """Inputs in yuan as decimal strings."""
    return {key: show(value, 2) for key, value in inputs.items()}


def compute_ratios() -> list[Entry]:
    """Every single-period ratio at the three dates; denominators at or below zero do not occur here."""
    out = []
    for day, values in periods().items():
        for code, over, under, direction, *lines in RATIOS:
            top, inputs = add_keys(values, over)
            bottom, more = add_keys(values, under)
            result = entry(code, day, top / bottom, direction, (lines[0], lines[1], lines[2]))
            out.append(result | {"basis": basis_of(code, day), "inputs": list_inputs(inputs | more)})
    return out


def basis_of(code: str, day: str) -> str:
    """Which months the flows of an indicator cover."""
    flows = code.startswith(("F-CV", "F-PR", "F-CQ")) or code == "F-LV-05"
    if not flows:
        return "balance at the date"
    return "twelve months: 2025 + H1 2026 - H1 2025" if day == "2026-06-30" else f"year {day[:4]}"


def compute_changes() -> list[Entry]:
    """Year on year: growth, gaps between growths, turnover days (year-end balances in both years)."""
    before, now = periods()["2024-12-31"], periods()["2025-12-31"]
    out = []
    for code, key, than, direction, lines in GROWTH:
        value = now[key] / before[key] - (now[than] / before[than] if than else 1)
        keys = [key, than] if than else [key]
        out.append(
            entry(code, "2025-12-31", value, direction, lines)
            | {"basis": "2025 against 2024", "inputs": two_years(keys, now, before)}
        )
    for code, stock, flow, lines in TURNOVER:
        value = (now[stock] / now[flow]) / (before[stock] / before[flow]) - 1
        out.append(
            entry(code, "2025-12-31", value, "high", lines)
            | {"basis": "2025 against 2024, year-end balances", "inputs": two_years([stock, flow], now, before)}
        )
    margin = margin_of(now) - margin_of(before)
    out.append(
        entry("F-PR-01", "2025-12-31", margin, "low", ("-0.03", "-0.05", "-0.10"))
        | {"basis": "2025 against 2024", "inputs": two_years(["is.revenue", "is.cost_of_sales"], now, before)}
    )
    return out


def two_years(keys: list[str], now: Values, before: Values) -> dict[str, str]:
    """Inputs of both periods, the earlier one marked."""
    return list_inputs({key: now[key] for key in keys} | {f"{key}(t-1)": before[key] for key in keys})


def margin_of(values: Values) -> Fraction:
    """Gross margin."""
    return (values["is.revenue"] - values["is.cost_of_sales"]) / values["is.revenue"]


def compute_half_year() -> list[Entry]:
    """Like for like: the first half of 2026 against the first half of 2025."""
    now, before = half_years()
    basis = {"basis": "H1 2026 against H1 2025"}
    return [
        entry("F-GR-01", "2026-06-30", now["is.revenue"] / before["is.revenue"] - 1, "low", ("-0.10", "-0.20", "-0.35"))
        | basis
        | {"inputs": two_years(["is.revenue"], now, before)},
        entry("F-PR-01", "2026-06-30", margin_of(now) - margin_of(before), "low", ("-0.03", "-0.05", "-0.10"))
        | basis
        | {"inputs": two_years(["is.revenue", "is.cost_of_sales"], now, before)},
    ]


def compute_cash_quality() -> list[Entry]:
    """Profit without cash (F-CQ-01), and living on new loans (F-CQ-05; interest paid is estimated, so at most 2)."""
    out = []
    for day, v in periods().items():
        if v["cf.cfo"] >= v["d.interest_total"]:
            continue
        earned = entry("F-CQ-01", day, v["cf.cfo"] / v["is.net_profit"], "low", ("0.7", "0.3", None))
        spent = v["cf.debt_repaid"] + v["d.interest_total"]
        renewed = entry("F-CQ-05", day, v["cf.borrowings_raised"] / spent, "high", ("0.8", "1.0", None))
        keys = {
            "F-CQ-01": ("cf.cfo", "is.net_profit"),
            "F-CQ-05": ("cf.borrowings_raised", "cf.debt_repaid", "d.interest_total", "cf.cfo"),
        }
        out += [
            item | {"basis": basis_of("F-CQ", day), "inputs": list_inputs({k: v[k] for k in keys[item["id"]]})}
            for item in (earned, renewed)
        ]
    return out


def compute_covenants() -> list[Entry]:
    """Headroom of each covenant at the two test dates (C-05): the contract's own line, not the industry's."""
    out = []
    for day in ("2025-12-31", "2026-06-30"):
        ratios = {item["id"]: item for item in compute_ratios() if item["period_end"] == day}
        for wording, code, direction, level in COVENANTS:
            measure = next(row for row in RATIOS if row[0] == code)
            top, bottom = (add_keys(periods()[day], terms)[0] for terms in measure[1:3])
            limit, actual = Fraction(level), top / bottom
            headroom = (limit - actual if direction == "high" else actual - limit) / limit
            result = entry("C-05", day, headroom, "low", ("0.20", "0.10", "0"))
            out.append(
                result
                | {
                    "covenant": wording,
                    "measure": code,
                    "actual": show(actual),
                    "limit": level,
                    "compliant": headroom >= 0,
                    "inputs": ratios[code]["inputs"],
                    "basis": ratios[code]["basis"],
                }
            )
    return out


def compute_scores() -> list[Entry]:
    """Altman Z′ (unlisted manufacturing) and EM, Beneish M and Zmijewski for 2025."""
    before, now = periods()["2024-12-31"], periods()["2025-12-31"]
    z, em = altman(now)
    grades = {"F-RF-02": 0 if z > Fraction("2.90") else 1 if z >= Fraction("1.23") else 2}
    chance = zmijewski(now)
    m = beneish(now, before)
    return [
        {
            "id": "F-RF-02",
            "period_end": "2025-12-31",
            "model": "Z′",
            "value": show(z),
            "grade": grades["F-RF-02"],
            "other_models": {"EM": show(em)},
        },
        {
            "id": "F-RF-01",
            "period_end": "2025-12-31",
            "value": show(m),
            "grade": grade(m, "high", ("-2.22", "-1.78", "-1.49")),
        },
        {
            "id": "F-RF-03",
            "period_end": "2025-12-31",
            "value": show(chance),
            "grade": grade(chance, "high", ("0.30", "0.50", "0.70")),
        },
    ]


def altman(v: Values) -> tuple[Fraction, Fraction]:
    """Z′ for unlisted manufacturers, and the emerging-market score."""
    assets = v["bs.total_assets"]
    x1 = (v["bs.total_current_assets"] - v["bs.total_current_liabilities"]) / assets
    x2 = (v["bs.retained_earnings"] + v["bs.surplus_reserve"]) / assets
    x3, x4, x5 = v["d.ebit"] / assets, v["bs.total_equity"] / v["bs.total_liabilities"], v["is.revenue"] / assets
    f = Fraction
    z = f("0.717") * x1 + f("0.847") * x2 + f("3.107") * x3 + f("0.420") * x4 + f("0.998") * x5
    return z, f("3.25") + f("6.56") * x1 + f("3.26") * x2 + f("6.72") * x3 + f("1.05") * x4


def zmijewski(v: Values) -> Fraction:
    """Probability of distress by the probit of net income, leverage and liquidity."""
    x = (
        -4.336
        - 4.513 * float(v["is.net_profit"] / v["bs.total_assets"])
        + 5.679 * float(v["bs.total_liabilities"] / v["bs.total_assets"])
        + 0.004 * float(v["bs.total_current_assets"] / v["bs.total_current_liabilities"])
    )
    return Fraction(0.5 * (1 + math.erf(x / math.sqrt(2)))).limit_denominator(10**9)


def beneish(now: Values, before: Values) -> Fraction:
    """The eight-variable M-score."""

    def hard_assets(v: Values) -> Fraction:
        return (
            v["bs.total_current_assets"]
            + v["bs.fixed_assets"]
            + v["bs.construction_in_progress"]
            + v["bs.right_of_use_assets"]
            + v["bs.other_equity_investments"]
        )

    def per_sales(key: str, v: Values) -> Fraction:
        return v[key] / v["is.revenue"]

    def wear(v: Values) -> Fraction:
        net = v["bs.fixed_assets"] + v["bs.construction_in_progress"] + v["bs.right_of_use_assets"]
        return v["cfs.depreciation"] / (v["cfs.depreciation"] + net)

    def geared(v: Values) -> Fraction:
        return (v["bs.total_current_liabilities"] + v["bs.long_term_borrowings"]) / v["bs.total_assets"]

    soft = [1 - hard_assets(v) / v["bs.total_assets"] for v in (now, before)]
    accruals = (now["is.np_continuing"] - now["cf.cfo"]) / now["bs.total_assets"]
    f = Fraction
    return (
        f("-4.84")
        + f("0.920") * per_sales("d.trade_receivables", now) / per_sales("d.trade_receivables", before)
        + f("0.528") * margin_of(before) / margin_of(now)
        + f("0.404") * soft[0] / soft[1]
        + f("0.892") * now["is.revenue"] / before["is.revenue"]
        + f("0.115") * wear(before) / wear(now)
        - f("0.172") * per_sales("d.opex", now) / per_sales("d.opex", before)
        + f("4.679") * accruals
        - f("0.327") * geared(now) / geared(before)
    )


def expect_indicators() -> list[Entry]:
    """All of them, in the catalogue's order."""
    found = (
        compute_ratios()
        + compute_changes()
        + compute_half_year()
        + compute_cash_quality()
        + compute_covenants()
        + compute_scores()
    )
    return sorted(found, key=lambda item: (item["period_end"], item["id"], item.get("covenant", "")))
