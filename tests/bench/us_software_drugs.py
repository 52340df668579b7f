"""A maker of software (year to June) and a quarterly report of a maker of medicines, some totals unnamed."""

from __future__ import annotations

SOFTWARE_INCOME = """
Revenue:
Product ; - ; 64210
Service and other ; - ; 181400
Total revenue ; is.revenue|is.total_revenue ; =
Cost of revenue:
Product ; - ; x 15270
Service and other ; - ; x 59100
Total cost of revenue ; is.cost_of_sales ; x =
Gross margin ; -|d.gross_profit ; =all
Research and development ; is.rd_expenses ; x 29510
Sales and marketing ; is.selling_expenses ; x 24460
General and administrative ; is.admin_expenses ; x 7610
Operating income ; is.operating_profit ; =all
Other income (expense), net ; -|is.nonoperating_income|is.nonoperating_expense ; -1646/788/333
Income before income taxes ; is.profit_before_tax ; =all
Provision for income taxes ; is.income_tax ; x 19650
Net income ; is.net_profit|is.np_parent ; =all @ni
~Earnings per share:
Basic ; is.eps_basic ; p eps 7431
Diluted ; is.eps_diluted ; p eps 7469
~Weighted average shares outstanding:
Basic ; - ; p 7431
Diluted ; - ; p 7469
"""
SOFTWARE_COMPREHENSIVE = """
Net income ; is.net_profit|is.np_parent ; &ni
Other comprehensive income (loss), net of tax:
Net change related to derivatives ; - ; 24/-14/6
Net change related to investments ; - ; 957/-1444/-5405
Translation adjustments and other ; - ; 228/-207/-1146
Other comprehensive income (loss) ; is.oci_net ; =
Comprehensive income ; is.total_comprehensive_income ; =all
"""
SOFTWARE_BALANCE = """
~Assets
Current assets:
[
Cash and cash equivalents ; bs.cash ; $cash
Short-term investments ; bs.trading_fin_assets ; 57210
Total cash, cash equivalents, and short-term investments ; - ; =
Accounts receivable, net of allowance for doubtful accounts of $830 and $650 ; bs.accounts_receivable ; 56920
Inventories ; bs.inventories ; 1246
Other current assets ; bs.other_current_assets ; 26021
Total current assets ; bs.total_current_assets ; =
Property and equipment, net of accumulated depreciation of $76,421 and $68,251 ; bs.fixed_assets ; 135591
Operating lease right-of-use assets ; bs.right_of_use_assets ; 18961
Equity and other investments ; -|bs.long_term_equity_investments|bs.other_equity_investments ; 14600
Goodwill ; bs.goodwill ; 119220
Intangible assets, net ; bs.intangible_assets ; 27597
Other long-term assets ; bs.other_noncurrent_assets ; 36460
Total assets ; bs.total_assets ; =end @TA
~Liabilities and stockholders' equity
Current liabilities:
Accounts payable ; bs.accounts_payable ; 21996
Short-term debt ; bs.short_term_borrowings ; -/6693
Current portion of long-term debt ; bs.noncurrent_liabilities_due_1y|bs.lt_borrowings_due_1y ; 2249
Accrued compensation ; bs.employee_benefits_payable ; 12564
Short-term income taxes ; bs.taxes_payable ; 5017
Short-term unearned revenue ; bs.contract_liabilities ; 57582
Other current liabilities ; bs.other_current_liabilities|bs.other_payables ; 19185
Total current liabilities ; bs.total_current_liabilities ; =
Long-term debt ; bs.long_term_borrowings|bs.bonds_payable ; 42688
Long-term income taxes ; -|bs.other_noncurrent_liabilities ; 27931
Long-term unearned revenue ; bs.deferred_income|bs.contract_liabilities ; 2602
Deferred income taxes ; bs.deferred_tax_liabilities ; 2618
Operating lease liabilities ; bs.lease_liabilities ; 15497
Other long-term liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 27064
Total liabilities ; bs.total_liabilities ; =all
~Commitments and contingencies
Stockholders' equity:
Common stock and paid-in capital – shares authorized 24,000; outstanding 7,434 and 7,432 ; \
-|bs.paid_in_capital|bs.capital_reserve ; 100923
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -5590
Total stockholders' equity ; bs.total_equity|bs.equity_parent ; =
Total liabilities and stockholders' equity ; bs.total_liabilities_and_equity ; =all !TA
"""
SOFTWARE_CASH = """
Operations
Net income ; cfs.net_profit|is.net_profit ; &ni
~Adjustments to reconcile net income to net cash from operations:
Depreciation, amortization, and other ; cfs.depreciation|d.da ; 22287
Stock-based compensation expense ; -|cfs.other ; 10734
Net recognized losses (gains) on investments and derivatives ; -|cfs.investment_loss|cfs.fv_loss ; 305/196/-409
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -4738
~Changes in operating assets and liabilities:
Accounts receivable ; cfs.receivables_decrease ; -7191
Inventories ; cfs.inventory_decrease ; 1284
Other current assets ; - ; -1648
Other long-term assets ; - ; -6817
Accounts payable ; cfs.payables_increase ; 3545
Unearned revenue ; - ; 5348
Income taxes ; - ; 1687
Other current liabilities ; - ; 4867
Other long-term liabilities ; - ; 749
Net cash from operations ; cf.cfo ; =
Financing
Proceeds from issuance (repayments) of debt, maturities of 90 days or less, net ; - ; 5250/-/-
Proceeds from issuance of debt ; cf.borrowings_raised|cf.bonds_issued_cash ; 24395/-/-
Repayments of debt ; cf.debt_repaid ; -29070
Common stock issued ; cf.equity_raised ; 2002
Common stock repurchased ; -|cf.other_financing_out ; -17254
Common stock cash dividends paid ; cf.dividends_paid ; -21771
Other, net ; -|cf.other_financing_in|cf.other_financing_out ; -1309
Net cash used in financing ; cf.cff ; =
Investing
Additions to property and equipment ; cf.capex ; -44477
Acquisition of companies, net of cash acquired, and purchases of intangible and other assets ; cf.acquisitions_cash \
; -15132
Purchases of investments ; cf.invest_paid ; -17732
Maturities of investments ; cf.invest_recovered ; 24775
Sales of investments ; cf.invest_recovered ; 10894
Other, net ; -|cf.other_investing_in|cf.other_investing_out ; ?
Net cash used in investing ; cf.cfi ; =
Effect of foreign exchange rates on cash and cash equivalents ; cf.fx_effect ; -210
Net change in cash and cash equivalents ; cf.net_change ; =all !Δcash
Cash and cash equivalents, beginning of period ; cf.cash_begin ; n ^cash
Cash and cash equivalents, end of period ; cf.cash_end ; n $cash
"""

DRUGS_INCOME = """
Sales ; is.revenue|is.total_revenue ; 15806
Costs, Expenses and Other
Cost of sales ; is.cost_of_sales ; x 3557
Selling, general and administrative ; is.sga_combined ; x 2649
Research and development ; is.rd_expenses ; x 4048
Restructuring costs ; - ; x 560
Other (income) expense, net ; -|is.nonoperating_income|is.nonoperating_expense ; x -125
_ ; -|is.total_operating_cost ; x =
Income Before Taxes ; is.profit_before_tax ; =all
Taxes on Income ; is.income_tax ; x 689
Net Income ; is.net_profit ; =all @all
Less: Net Income Attributable to Noncontrolling Interests ; is.np_minority ; x 4
Net Income Attributable to Calloway & Rhys, Inc. ; is.np_parent ; =all @ni
Basic Earnings per Common Share Attributable to Calloway & Rhys, Inc. Common Shareholders ; is.eps_basic ; p eps 2510
Earnings per Common Share Assuming Dilution Attributable to Calloway & Rhys, Inc. Common Shareholders ; \
is.eps_diluted ; p eps 2516
"""
DRUGS_COMPREHENSIVE = """
Net Income Attributable to Calloway & Rhys, Inc. ; is.np_parent ; &ni
Other Comprehensive Income (Loss) Net of Taxes:
Net unrealized (loss) gain on derivatives, net of reclassifications ; - ; -238
Benefit plan net gain (loss) and prior service credit (cost), net of amortization ; - ; 2/-8/7/-15
Cumulative translation adjustment ; - ; 333
_ ; is.oci_net ; =
Comprehensive Income Attributable to Calloway & Rhys, Inc. ; -|is.total_comprehensive_income ; =all
"""
DRUGS_BALANCE = """
~Assets
Current Assets
Cash and cash equivalents ; bs.cash ; $cash
Short-term investments ; bs.trading_fin_assets ; 593/447
Accounts receivable (net of allowance for doubtful accounts of $94 in 2025 and $89 in 2024) ; bs.accounts_receivable \
; 11370
Inventories (excludes inventories of $5,300 in 2025 and $4,193 in 2024 classified in Other assets) ; bs.inventories \
; 6486
Other current assets ; bs.other_current_assets ; 8505
Total current assets ; bs.total_current_assets ; =
Investments ; - ; 980
Property, Plant and Equipment, at cost, net of accumulated depreciation of $19,990 in 2025 and $18,920 in 2024 ; \
bs.fixed_assets ; 24651
Goodwill ; bs.goodwill ; 21570
Other Intangibles, Net ; bs.intangible_assets ; 15486
Other Assets ; bs.other_noncurrent_assets ; 18860
_ ; bs.total_assets ; =end @TA
~Liabilities and Equity
Current Liabilities
Loans payable and current portion of long-term debt ; bs.short_term_borrowings|-|bs.noncurrent_liabilities_due_1y ; \
1409
Trade accounts payable ; bs.accounts_payable ; 4073
Accrued and other current liabilities ; bs.other_payables|bs.other_current_liabilities ; 14290
Income taxes payable ; bs.taxes_payable ; 3612
Dividends payable ; bs.dividends_payable ; 2055
Total current liabilities ; bs.total_current_liabilities ; =
Long-Term Debt ; bs.long_term_borrowings|bs.bonds_payable ; 33971
Deferred Income Taxes ; bs.deferred_tax_liabilities ; 1227
Other Noncurrent Liabilities ; bs.other_noncurrent_liabilities|bs.long_term_payables ; 7010
[
[
Calloway & Rhys, Inc. Stockholders' Equity
Common stock, $0.50 par value Authorized - 6,500,000,000 shares Issued - 3,577,103,522 shares in 2025 and 2024 ; \
bs.paid_in_capital ; 1788/1788
Other paid-in capital ; bs.capital_reserve ; 44880
Retained earnings ; bs.retained_earnings ; ?
Accumulated other comprehensive loss ; bs.oci ; -4801
_ ; - ; =
Less treasury stock, at cost: 1,073,912,000 shares in 2025 and 1,048,311,000 shares in 2024 ; bs.treasury_shares ; x \
60140
Total Calloway & Rhys, Inc. stockholders' equity ; bs.equity_parent ; =
Noncontrolling Interests ; bs.minority_interest ; 63
Total equity ; bs.total_equity ; =
_ ; bs.total_liabilities_and_equity ; =all !TA
"""
DRUGS_CASH = """
Cash Flows from Operating Activities
Net income ; cfs.net_profit|is.net_profit ; &all
~Adjustments to reconcile net income to net cash provided by operating activities:
Amortization ; cfs.intangible_amortisation ; 1210
Depreciation ; cfs.depreciation ; 1170
Income from investments in equity securities, net ; -|cfs.investment_loss ; -45
Deferred income taxes ; -|cfs.dta_decrease|cfs.dtl_increase ; -640
Share-based compensation ; -|cfs.other ; 405
Other ; -|cfs.other ; 112
Net changes in assets and liabilities ; - ; -2340
Net Cash Provided by Operating Activities ; cf.cfo ; =
Cash Flows from Investing Activities
Capital expenditures ; cf.capex ; -1880
Purchases of securities and other investments ; cf.invest_paid ; -410
Proceeds from sales of securities and other investments ; cf.invest_recovered ; 388
Acquisition of Marrow Biosciences, net of cash acquired ; cf.acquisitions_cash ; -/-746
Other ; -|cf.other_investing_in|cf.other_investing_out ; -95
Net Cash Used in Investing Activities ; cf.cfi ; =
Cash Flows from Financing Activities
Payments on debt ; cf.debt_repaid ; -2502
Proceeds from issuance of debt ; cf.borrowings_raised|cf.bonds_issued_cash ; -/3010
Purchases of treasury stock ; -|cf.other_financing_out ; -2490
Dividends paid to stockholders ; cf.dividends_paid ; -4090
Proceeds from exercise of stock options ; cf.equity_raised ; 38
Other ; -|cf.other_financing_in|cf.other_financing_out ; ?
Net Cash Used in Financing Activities ; cf.cff ; =
Effect of Exchange Rate Changes on Cash, Cash Equivalents and Restricted Cash ; cf.fx_effect ; 214
Net Decrease in Cash, Cash Equivalents and Restricted Cash ; cf.net_change ; =all !Δtotalcash
Cash, Cash Equivalents and Restricted Cash at Beginning of Year (includes restricted cash of $76 at January 1, 2025) \
; cf.cash_begin ; n ^totalcash
Cash, Cash Equivalents and Restricted Cash at End of Period (includes restricted cash of $81 at June 30, 2025) ; \
cf.cash_end ; n $totalcash
"""
