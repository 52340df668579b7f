"""Lets one period's plan run through the books, so that every statement ties to every other one.

Nothing here is plugged: cash is what is left after every other line has moved. Amounts are whole fen (cents).
"""

from __future__ import annotations

Amounts = dict[str, int]

# Balances that the plan states at the period's end; the flows follow from their changes.
OPERATING_ASSETS = (
    "notes_receivable",
    "accounts_receivable",
    "receivables_financing",
    "prepayments",
    "other_receivables",
    "contract_assets",
    "other_current_assets",
)
OPERATING_LIABILITIES = (
    "notes_payable",
    "accounts_payable",
    "contract_liabilities",
    "employee_benefits_payable",
    "taxes_payable",
    "operating_other_payables",
    "other_current_liabilities",
)
PERIOD_COSTS = ("selling_expenses", "admin_expenses", "rd_expenses")
WRITE_DOWNS = ("rou_depreciation", "intangible_amortisation", "ltde_amortisation")


def earn(plan: Amounts) -> Amounts:
    """The income statement of a period, every subtotal computed from its rows."""
    rows = {
        key: plan[key]
        for key in (
            "revenue",
            "cost_of_sales",
            "taxes_and_surcharges",
            *PERIOD_COSTS,
            "interest_income",
            "credit_impairment_loss",
            "asset_impairment_loss",
            "nonoperating_income",
            "nonoperating_expense",
        )
    }
    rows["interest_expense"] = plan["loan_interest_expensed"] + plan["lease_interest"]
    rows["finance_expenses"] = (
        rows["interest_expense"]
        - plan["interest_income"]
        + plan["fx_loss_on_receivables"]
        - plan["fx_effect"]
        + plan["bank_fees"]
    )
    rows["other_income"] = plan["grants_received_in_income"] + plan["grants_released"]
    rows["share_of_associates"] = plan["share_of_associates"]
    rows["investment_income"] = plan["share_of_associates"] + plan["investment_income_cash"]
    rows["asset_disposal_gain"] = plan["disposal_proceeds"] - plan["disposal_book_value"]
    rows["total_revenue"] = rows["revenue"]
    rows["total_operating_cost"] = sum(
        rows[key] for key in ("cost_of_sales", "taxes_and_surcharges", *PERIOD_COSTS, "finance_expenses")
    )
    rows["operating_profit"] = (
        rows["total_revenue"]
        - rows["total_operating_cost"]
        + rows["other_income"]
        + rows["investment_income"]
        - rows["credit_impairment_loss"]
        - rows["asset_impairment_loss"]
        + rows["asset_disposal_gain"]
    )
    rows["profit_before_tax"] = rows["operating_profit"] + rows["nonoperating_income"] - rows["nonoperating_expense"]
    return rows


def after_tax(rows: Amounts, plan: Amounts, opening: Amounts, closing: Amounts) -> Amounts:
    """Adds tax, profit, its owners and comprehensive income to an income statement."""
    deferred = (opening["deferred_tax_assets"] - closing["deferred_tax_assets"]) + (
        closing["deferred_tax_liabilities"] - opening["deferred_tax_liabilities"]
    )
    rows["income_tax"] = plan["current_tax"] + deferred
    rows["net_profit"] = rows["np_continuing"] = rows["profit_before_tax"] - rows["income_tax"]
    rows["np_minority"] = plan["np_minority"]
    rows["np_parent"] = rows["net_profit"] - rows["np_minority"]
    rows["oci_net"] = closing["other_equity_investments"] - opening["other_equity_investments"]
    rows["total_comprehensive_income"] = rows["net_profit"] + rows["oci_net"]
    rows["tci_parent"] = rows["np_parent"] + rows["oci_net"]
    rows["tci_minority"] = rows["np_minority"]
    return rows


def collect_operating_cash(opening: Amounts, closing: Amounts, plan: Amounts) -> Amounts:
    """Operating cash by the direct method: what was billed or owed, less what is still open."""
    rise = {key: closing[key] - opening[key] for key in closing if key in opening}
    own_costs = sum(plan[key] for key in PERIOD_COSTS)
    carried = plan["wages_period_costs"] + plan["depreciation_period_costs"] + sum(plan[k] for k in WRITE_DOWNS)
    materials = (
        plan["cost_of_sales"]
        + rise["inventories"]
        + plan["asset_impairment_loss"]
        - plan["wages_production"]
        - plan["depreciation_production"]
    )
    sold_on_credit = sum(
        rise[key] for key in ("notes_receivable", "accounts_receivable", "receivables_financing", "contract_assets")
    )
    rows = {
        "sales_cash": (
            plan["revenue"]
            + plan["vat_out"]
            - sold_on_credit
            + rise["contract_liabilities"]
            + rise["other_current_liabilities"]
            - plan["credit_impairment_loss"]
            - plan["fx_loss_on_receivables"]
        ),
        "tax_refunds": plan["tax_refunds"],
        "other_operating_in": (
            plan["interest_income"]
            + plan["grants_received_in_income"]
            + plan["grants_received_deferred"]
            + plan["nonoperating_income"]
            + max(-rise["restricted_cash"], 0)
        ),
        "purchases_cash": (
            materials + plan["vat_in"] - rise["accounts_payable"] - rise["notes_payable"] + rise["prepayments"]
        ),
        "employee_cash": (plan["wages_production"] + plan["wages_period_costs"] - rise["employee_benefits_payable"]),
        "taxes_paid": (
            plan["taxes_and_surcharges"]
            + plan["current_tax"]
            + plan["vat_out"]
            - plan["vat_in"]
            + plan["tax_refunds"]
            - rise["taxes_payable"]
            + rise["other_current_assets"]
        ),
        "other_operating_out": (
            own_costs
            - carried
            + plan["bank_fees"]
            + plan["nonoperating_expense"]
            + rise["other_receivables"]
            - rise["operating_other_payables"]
            + max(rise["restricted_cash"], 0)
        ),
    }
    rows["operating_in_total"] = rows["sales_cash"] + rows["tax_refunds"] + rows["other_operating_in"]
    rows["operating_out_total"] = sum(
        rows[key] for key in ("purchases_cash", "employee_cash", "taxes_paid", "other_operating_out")
    )
    rows["cfo"] = rows["operating_in_total"] - rows["operating_out_total"]
    return rows


def invest_cash(opening: Amounts, closing: Amounts, plan: Amounts) -> Amounts:
    """Investing cash: capital expenditure is what the asset accounts, their wear and unpaid bills leave over."""
    rise = {key: closing[key] - opening[key] for key in closing if key in opening}
    wear = (
        plan["depreciation_production"]
        + plan["depreciation_period_costs"]
        + plan["intangible_amortisation"]
        + plan["ltde_amortisation"]
    )
    rows = {
        "invest_recovered": max(-rise["trading_fin_assets"], 0),
        "invest_income_cash": plan["investment_income_cash"],
        "asset_disposal_cash": plan["disposal_proceeds"],
        "capex": (
            sum(
                rise[key]
                for key in (
                    "fixed_assets",
                    "construction_in_progress",
                    "intangible_assets",
                    "long_term_deferred_expenses",
                    "other_noncurrent_assets",
                )
            )
            + wear
            + plan["disposal_book_value"]
            - plan["capitalised_interest"]
            - rise["equipment_payables"]
        ),
        "invest_paid": max(rise["trading_fin_assets"], 0),
    }
    rows["investing_in_total"] = rows["invest_recovered"] + rows["invest_income_cash"] + rows["asset_disposal_cash"]
    rows["investing_out_total"] = rows["capex"] + rows["invest_paid"]
    rows["cfi"] = rows["investing_in_total"] - rows["investing_out_total"]
    return rows


def finance_cash(plan: Amounts) -> Amounts:
    """Financing cash: loans raised and repaid, interest and dividends paid, leases."""
    interest_paid = plan["loan_interest_expensed"] + plan["capitalised_interest"] - plan["interest_accrued_rise"]
    rows = {
        "borrowings_raised": plan["short_raised"] + plan["long_raised"],
        "debt_repaid": plan["short_repaid"] + plan["long_repaid"],
        "dividends_interest_paid": interest_paid + plan["dividends"],
        "other_financing_out": plan["lease_paid"],
    }
    rows["financing_in_total"] = rows["borrowings_raised"]
    rows["financing_out_total"] = rows["debt_repaid"] + rows["dividends_interest_paid"] + rows["other_financing_out"]
    rows["cff"] = rows["financing_in_total"] - rows["financing_out_total"]
    return rows


def reconcile(rows: Amounts, opening: Amounts, closing: Amounts, plan: Amounts) -> Amounts:
    """The supplementary reconciliation of profit to operating cash (indirect method)."""
    rise = {key: closing[key] - opening[key] for key in closing if key in opening}
    out = {
        "net_profit": rows["net_profit"],
        "impairment": plan["asset_impairment_loss"],
        "credit_impairment": plan["credit_impairment_loss"],
        "depreciation": plan["depreciation_production"] + plan["depreciation_period_costs"],
        "rou_depreciation": plan["rou_depreciation"],
        "intangible_amortisation": plan["intangible_amortisation"],
        "ltde_amortisation": plan["ltde_amortisation"],
        "disposal_loss": -rows["asset_disposal_gain"],
        "finance_expense": rows["interest_expense"] - plan["fx_effect"],
        "investment_loss": -rows["investment_income"],
        "dta_decrease": -rise["deferred_tax_assets"],
        "dtl_increase": rise["deferred_tax_liabilities"],
        "inventory_decrease": -(rise["inventories"] + plan["asset_impairment_loss"]),
        "receivables_decrease": -(sum(rise[key] for key in OPERATING_ASSETS) + plan["credit_impairment_loss"]),
        "payables_increase": sum(rise[key] for key in OPERATING_LIABILITIES),
        "other": rise["deferred_income"] - rise["restricted_cash"],
    }
    return out | {"cfo": sum(out.values())}


def roll_balances(opening: Amounts, plan: Amounts, ends: Amounts) -> Amounts:
    """The closing balances: those the plan states, and those that roll forward from the opening ones."""
    long_loans = (
        opening["long_term_borrowings"] + opening["long_loans_due_1y"] + plan["long_raised"] - plan["long_repaid"]
    )
    leases = (
        opening["lease_liabilities"]
        + opening["leases_due_1y"]
        + plan["new_leases"]
        + plan["lease_interest"]
        - plan["lease_paid"]
    )
    rolled = {
        "long_term_equity_investments": opening["long_term_equity_investments"] + plan["share_of_associates"],
        "right_of_use_assets": opening["right_of_use_assets"] + plan["new_leases"] - plan["rou_depreciation"],
        "short_term_borrowings": (
            opening["short_term_borrowings"]
            + plan["short_raised"]
            - plan["short_repaid"]
            + plan["interest_accrued_rise"]
        ),
        "long_term_borrowings": long_loans - ends["long_loans_due_1y"],
        "lease_liabilities": leases - ends["leases_due_1y"],
        "deferred_income": (opening["deferred_income"] + plan["grants_received_deferred"] - plan["grants_released"]),
        "paid_in_capital": opening["paid_in_capital"],
        "capital_reserve": opening["capital_reserve"],
        "surplus_reserve": opening["surplus_reserve"] + plan["surplus_appropriation"],
    }
    return ends | rolled


def articulate(opening: Amounts, plan: Amounts, ends: Amounts) -> dict[str, Amounts]:
    """Runs one period: its balance sheet, income statement, cash flow and reconciliation."""
    closing = roll_balances(opening, plan, ends)
    income = after_tax(earn(plan), plan, opening, closing)
    closing["oci"] = opening["oci"] + income["oci_net"]
    closing["minority_interest"] = opening["minority_interest"] + income["np_minority"]
    closing["retained_earnings"] = (
        opening["retained_earnings"] + income["np_parent"] - plan["dividends"] - plan["surplus_appropriation"]
    )
    cash = collect_operating_cash(opening, closing, plan) | invest_cash(opening, closing, plan) | finance_cash(plan)
    cash["fx_effect"] = plan["fx_effect"]
    cash["net_change"] = cash["cfo"] + cash["cfi"] + cash["cff"] + cash["fx_effect"]
    cash["cash_begin"] = opening["free_cash"]
    closing["free_cash"] = cash["cash_end"] = cash["cash_begin"] + cash["net_change"]
    return {"bs": total_balances(closing), "is": income, "cf": cash, "cfs": reconcile(income, opening, closing, plan)}


CURRENT_ASSETS = (
    "cash",
    "trading_fin_assets",
    "notes_receivable",
    "accounts_receivable",
    "receivables_financing",
    "prepayments",
    "other_receivables",
    "inventories",
    "contract_assets",
    "other_current_assets",
)
NONCURRENT_ASSETS = (
    "long_term_equity_investments",
    "other_equity_investments",
    "fixed_assets",
    "construction_in_progress",
    "right_of_use_assets",
    "intangible_assets",
    "long_term_deferred_expenses",
    "deferred_tax_assets",
    "other_noncurrent_assets",
)
CURRENT_LIABILITIES = (
    "short_term_borrowings",
    "notes_payable",
    "accounts_payable",
    "contract_liabilities",
    "employee_benefits_payable",
    "taxes_payable",
    "other_payables",
    "noncurrent_liabilities_due_1y",
    "other_current_liabilities",
)
NONCURRENT_LIABILITIES = ("long_term_borrowings", "lease_liabilities", "deferred_income", "deferred_tax_liabilities")
OWNERS_EQUITY = ("paid_in_capital", "capital_reserve", "oci", "surplus_reserve", "retained_earnings")


def total_balances(closing: Amounts) -> Amounts:
    """Adds the rows a balance sheet shows as one and its totals."""
    rows = dict(closing)
    rows["cash"] = closing["free_cash"] + closing["restricted_cash"]
    rows["other_payables"] = closing["operating_other_payables"] + closing["equipment_payables"]
    rows["noncurrent_liabilities_due_1y"] = closing["long_loans_due_1y"] + closing["leases_due_1y"]
    rows["total_current_assets"] = sum(rows[key] for key in CURRENT_ASSETS)
    rows["total_noncurrent_assets"] = sum(rows[key] for key in NONCURRENT_ASSETS)
    rows["total_assets"] = rows["total_current_assets"] + rows["total_noncurrent_assets"]
    rows["total_current_liabilities"] = sum(rows[key] for key in CURRENT_LIABILITIES)
    rows["total_noncurrent_liabilities"] = sum(rows[key] for key in NONCURRENT_LIABILITIES)
    rows["total_liabilities"] = rows["total_current_liabilities"] + rows["total_noncurrent_liabilities"]
    rows["equity_parent"] = sum(rows[key] for key in OWNERS_EQUITY)
    rows["total_equity"] = rows["equity_parent"] + rows["minority_interest"]
    rows["total_liabilities_and_equity"] = rows["total_liabilities"] + rows["total_equity"]
    return rows
